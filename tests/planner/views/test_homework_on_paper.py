"""Homework of clients who get paper: nothing on its pages speaks of a phone."""

from tests import factories as make
from tests.cast import Cast
from tests.clients.views.asking import text_of
from tests.planner import shelves
from tests.planner.shelves import CYCLE

from .asking import address
from .test_homework import fields
from .test_homework_course import NOT_WITH_TOUCH


def test_without_a_phone_the_preview_shows_paper_and_no_phone(cast: Cast) -> None:
    shelves.practice(CYCLE)
    url = address("homework_preview", cast.harbour, cast.m17) + f"?practice={CYCLE}"
    phone = text_of(cast.staff("amara").post(url, fields(cast)))
    assert [one for one in ("phone-frame", "I did it already") if one not in phone] == []
    cast.m17.profile = "paper"
    cast.m17.save(update_fields=["profile"])
    paper = text_of(cast.staff("amara").post(url, fields(cast)))
    assert "What the client will see" in paper
    assert [one for one in ("phone-frame", ">Begin<", "I did it already") if one in paper] == []


def test_what_a_gate_speaks_against_is_with_the_client_on_paper(cast: Cast) -> None:
    make.assignment(cast.m17, prescription=NOT_WITH_TOUCH)
    cast.m17.touch_unsafe = True
    cast.m17.save(update_fields=["touch_unsafe"])
    url = address("client_homework_held", cast.harbour, cast.m17)
    assert "Still on the phone" in text_of(cast.staff("amara").get(url))
    cast.m17.portal_unwanted = True
    cast.m17.save(update_fields=["portal_unwanted"])
    page = text_of(cast.staff("amara").get(url, headers={"HX-Request": "true"}))
    assert "on paper" in page
    assert "phone" not in page
