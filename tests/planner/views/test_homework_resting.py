"""A practice that rests or was ended: it continues only if the gates allow it."""

import datetime as dt
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from clients.models import Assignment
from planner.models.held_back import held_back
from tests import factories as make
from tests.cast import Cast
from tests.clients.views.asking import address as of_clients
from tests.clients.views.asking import errors_of, sent_to, text_of

from .asking import address
from .test_homework_course import EXPOSURE, NOT_WITH_TOUCH

DAY = dt.timedelta(days=1)


def decide(cast: Cast, given: Assignment, decision: str) -> Any:
    """What becomes of the rest."""
    url = address("homework_resting", cast.harbour, given)
    return cast.staff("amara").post(url, {"decision": decision})


def test_a_gate_holds_whichever_way_it_would_go_on(cast: Cast) -> None:
    today = cast.harbour.today()
    rests, ended, runs = (
        make.assignment(cast.m17, ends=today + 2 * DAY, prescription=NOT_WITH_TOUCH, **standing)
        for standing in ({"resting_since": today}, {"status": "ended"}, {})
    )
    cast.m17.touch_unsafe = True
    cast.m17.save(update_fields=["touch_unsafe"])
    browser = cast.staff("amara")
    undoing = [
        (ended, "active", 2, True),
        (ended, "paused", 2, True),
        (ended, "ended", 0, False),
        (runs, "active", 9, True),
        (runs, "active", 1, False),
        (runs, "paused", 1, False),
    ]
    held = "left out when: touch is not safe. It was not given again."
    url = address("homework_resting", cast.harbour, rests)
    sent = browser.post(url, {"decision": "continue"})
    assert held in text_of(browser.get(sent_to(sent)))
    for given, status, days, is_held in undoing:
        before = {"status": status, "ends": (today + days * DAY).isoformat()}
        sent = browser.post(address("homework_undo", cast.harbour, given), before)
        page = text_of(browser.get(sent_to(sent)))
        assert (held in page, "Undone." in page) == (is_held, not is_held), (status, days)
    rests.refresh_from_db()
    assert (rests.status, rests.resting_since) == ("active", today)
    sent_to(decide(cast, rests, "rest"))
    for given in (rests, ended, runs):
        given.refresh_from_db()
    assert [given.status for given in (rests, ended, runs)] == ["paused", "ended", "paused"]
    assert runs.ends == today + DAY


def test_a_resting_practice_asks_for_a_decision(cast: Cast) -> None:
    given = make.assignment(cast.m17, resting_since=cast.harbour.today() - DAY)
    make.log(given, unpleasant=True, unpleasant_note="heart racing", unpleasant_still=False)
    url = address("homework_resting", cast.harbour, given)
    whole = cast.staff("amara").get(of_clients("homework_page", cast.harbour, given))
    assert url in text_of(whole)
    page = text_of(cast.staff("amara").get(url))
    assert "“heart racing” It had passed." in page
    assert f"?practice={given.code}&amp;variant=eyes_open" in page
    assert errors_of(cast.staff("amara").post(url, {"decision": "burn"})).keys() == {"decision"}


def test_a_practice_continues_or_keeps_resting(cast: Cast) -> None:
    given = make.assignment(cast.m17, resting_since=cast.harbour.today())
    sent_to(decide(cast, given, "rest"))
    given.refresh_from_db()
    assert (given.status, given.resting_since) == ("paused", cast.harbour.today())
    sent_to(decide(cast, given, "continue"))
    given.refresh_from_db()
    assert (given.status, given.resting_since) == ("active", None)


def test_a_gate_that_begins_to_hold_is_said_on_the_clients_page(cast: Cast) -> None:
    given = make.assignment(cast.m17, prescription=NOT_WITH_TOUCH, title="With a <b>hand</b>")
    exposure = make.assignment(cast.m17, prescription=EXPOSURE, title="The bench")
    make.assignment(cast.m17, title="Fits")
    make.assignment(
        cast.m17, prescription=NOT_WITH_TOUCH, title="Rests", resting_since=cast.m17.today()
    )
    make.assignment(cast.m17, prescription=NOT_WITH_TOUCH, title="Paused", status="paused")
    make.assignment(cast.m18, prescription=NOT_WITH_TOUCH, title="Of another")
    url = address("client_homework_held", cast.harbour, cast.m17)
    browser, part = cast.staff("amara"), {"HX-Request": "true"}
    assert url in text_of(browser.get(of_clients("client_page", cast.harbour, cast.m17)))
    assert text_of(browser.get(url, headers=part)).strip() == ""
    assert "stands against the homework that is running" in text_of(browser.get(url))
    cast.m17.touch_unsafe, cast.m17.home = True, "not_safe"
    cast.m17.save(update_fields=["touch_unsafe", "home"])
    cast.m18.touch_unsafe = True
    cast.m18.save(update_fields=["touch_unsafe"])
    shown = browser.get(url, headers=part)
    assert {one.title for one, _why in shown.context["held"]} == {given.title, "The bench"}
    text = text_of(shown)
    for words in (
        "Still on the phone: With a &lt;b&gt;hand&lt;/b&gt;",
        "left out when: touch is not safe.",
        "record a safety review before exposure homework.",
        address("homework_resting", cast.harbour, given),
        address("homework_change", cast.harbour, exposure),
    ):
        assert words in text, words
    reads = text_of(cast.staff("sara").get(url))
    assert ("Still on the phone" in reads, "Let it rest" in reads) == (True, False)
    assert cast.staff("gina").get(url).status_code == 404
    cast.m17.status = "ended"
    cast.m17.save(update_fields=["status"])
    assert "Still on the phone" not in text_of(browser.get(url))


@pytest.mark.parametrize("count", [1, 3])
def test_what_is_held_back_asks_the_same_for_one_and_many(
    cast: Cast, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cast.m17.touch_unsafe = True
    cast.m17.save(update_fields=["touch_unsafe"])
    for _n in range(count):
        make.assignment(cast.m17, prescription=NOT_WITH_TOUCH)
    with django_assert_num_queries(6):
        assert len(held_back(cast.m17, cast.m17.today())) == count
