"""What speaks against homework: seen before it is given, and gone on with for a reason that is kept."""

from typing import Any

import pytest

from clients.models import Assignment, Journal
from planner.models import Settlement
from tests import factories as make
from tests.cast import Cast
from tests.clients.views.asking import errors_of, sent_to, text_of
from tests.planner import shelves
from tests.planner.shelves import CYCLE, PAUSE, TOGETHER_FIRST, TOUCH

from .asking import address
from .test_homework import CARD, EXPOSURE, fields, give, open_form
from .test_session_homework import page_of, planned

LOOP = {"led_by": "self", "activating": False, "leave_out_when": ["home_not_safe"]}
TICKED = {"rehearsed": "on", "place_safe": "on"}


def codes_of(answer: Any) -> list[tuple[str, str]]:
    """What stands against it on the page, as rule and severity."""
    shown = answer.context["form"].against
    return [(one.finding.code, str(one.severity)) for one in shown.open]


def a_rung() -> None:
    """A practice that is exposure at home."""
    shelves.practice(PAUSE, code="a-rung", gates=EXPOSURE, stay_or_stop=CARD)


def home(cast: Cast, answer: str) -> None:
    """What is recorded of M-17's home."""
    cast.m17.home = answer
    cast.m17.save(update_fields=["home"])


def test_what_was_never_asked_is_said_before_it_is_given(cast: Cast) -> None:
    shelves.practice(PAUSE, code="a-loop", gates=LOOP)
    answer = open_form(cast, "?practice=a-loop")
    assert codes_of(answer) == [("OUT", "hint")]
    page = text_of(answer)
    assert "Cannot judge: it is left out when: home is not safe. That is not recorded" in page
    assert address_of_record(cast) in page
    sent_to(give(cast, "a-loop"))  # a hint asks for no reason
    home(cast, "safe")
    assert codes_of(open_form(cast, "?practice=a-loop")) == []
    home(cast, "not_safe")
    assert codes_of(open_form(cast, "?practice=a-loop")) == [("OUT", "stop")]


def address_of_record(cast: Cast) -> str:
    """Where it is recorded."""
    return f"/clients/{cast.m17.uid}/record/"


def test_exposure_homework_with_home_not_asked_takes_a_reason_that_is_kept(cast: Cast) -> None:
    a_rung()
    assert codes_of(open_form(cast, "?practice=a-rung")) == [("R18a", "warning")]
    refused = give(cast, "a-rung", **TICKED)
    assert list(errors_of(refused)) == ["reason"]
    assert Assignment.objects.count() == 0
    sent_to(give(cast, "a-rung", preset="talked", reason="She lives alone", **TICKED))
    kept = Settlement.objects.get()
    assert (kept.client, kept.code, kept.by) == (cast.m17, "R18a", cast.amara)
    assert kept.reason.endswith(". She lives alone")
    assert Journal.objects.filter(act="created", object_uid=kept.uid).count() == 1
    given = Assignment.objects.get()
    assert "She lives alone" not in str(given.editions.get().agreement_data)
    again = open_form(cast, "?practice=a-rung")
    assert codes_of(again) == []
    assert "She lives alone" in text_of(again)
    change = cast.staff("amara").get(address("homework_change", cast.harbour, given))
    assert codes_of(change) == []


def test_a_reason_given_in_the_plan_holds_for_homework_too(cast: Cast) -> None:
    a_rung()
    session = make.session(cast.m17, kind="trauma")
    make.block(session, "homework", 10, practice="a-rung")
    browser = cast.staff("amara")
    board = browser.get(address("session_page", cast.harbour, session)).context["board"]
    standing = next(one for one in board.shown.open if one.finding.code == "R18a")
    said = {"code": "R18a", "facts_hash": standing.finding.facts_hash, "preset": "talked"}
    browser.post(address("finding_settle", cast.harbour, session), said)
    assert Settlement.objects.count() == 1
    assert codes_of(open_form(cast, "?practice=a-rung")) == []


def test_after_an_exposure_in_session_the_question_is_a_hint(cast: Cast) -> None:
    a_rung()
    meeting = make.appointment(cast.m17, status="held")
    held = make.session(cast.m17, appointment=meeting, kind="trauma")
    make.block(held, "exposure", 30, delivered_minutes=30)
    assert codes_of(open_form(cast, "?practice=a-rung")) == [("R18a", "hint")]
    sent_to(give(cast, "a-rung", **TICKED))


def test_a_change_asks_for_the_reason_too(cast: Cast) -> None:
    given = make.assignment(cast.m17, prescription={"gates": EXPOSURE, "stay_or_stop": CARD})
    agreed = {"format": 1, "rehearsed": True, "place_safe": True}
    given.editions.update(agreement_data=agreed)
    url = address("homework_change", cast.harbour, given)
    browser = cast.staff("amara")
    assert codes_of(browser.get(url)) == [("R18a", "warning")]
    sent = fields(cast, edition="1", where="at home") | TICKED
    assert list(errors_of(browser.post(url, sent))) == ["reason"]
    looked = browser.post(url, sent | {"preview": "1"})
    assert looked.context["preview"]
    sent_to(browser.post(url, sent | {"reason": "Asked her brother"}))
    assert given.editions.count() == 2
    assert Settlement.objects.get().reason == "Asked her brother"


@pytest.mark.parametrize(("code", "found"), [(TOGETHER_FIRST, [("LED", "stop")]), (CYCLE, [])])
def test_the_gates_speak_before_anything_is_sent(cast: Cast, code: str, found: Any) -> None:
    shelves.practice(code)
    assert codes_of(open_form(cast, f"?practice={code}")) == found


def test_the_chosen_form_is_judged(cast: Cast) -> None:
    shelves.practice(TOUCH)
    cast.m17.touch_unsafe = True
    cast.m17.save(update_fields=["touch_unsafe"])
    assert ("OUT", "stop") not in codes_of(open_form(cast, f"?practice={TOUCH}"))
    refused = give(cast, TOUCH, variant="")
    assert ("OUT", "stop") in codes_of(refused)


def test_the_sessions_give_says_it_beside_the_practice(cast: Cast) -> None:
    shelves.practice(PAUSE, code="a-loop", gates=LOOP)
    page = page_of(cast, planned(cast.m17, "a-loop"))
    item = page.context["items"][0]
    assert item.form is not None
    assert [one.finding.code for one in item.against] == ["OUT"]
    assert "home is not safe. That is not recorded" in text_of(page)
    home(cast, "safe")
    assert page_of(cast, planned(cast.m17, "a-loop")).context["items"][0].against == ()


def test_a_couples_form_says_before_it_is_sent_that_home_is_not_known(cast: Cast) -> None:
    shelves.practice(CYCLE)
    two = make.group(cast.harbour, "The two", kind="couple")
    for person in (cast.m17, cast.m18):
        make.participation(person, two)
    make.team(two, cast.gina)
    url = address("group_homework_give", cast.harbour, two) + f"?practice={CYCLE}"
    assert "It is not recorded of everybody that home is safe." in text_of(
        cast.staff("gina").get(url)
    )


def test_a_groups_form_says_that_a_practice_has_no_form_for_everybody(cast: Cast) -> None:
    a_rung()
    url = address("group_homework_give", cast.harbour, cast.group_a) + "?practice=a-rung"
    assert "This form is not for everybody." in text_of(cast.staff("gina").get(url))
