"""From when homework runs, and what is said of a first day, a length or a line that does not fit."""

import datetime as dt
from typing import Any

import pytest

from clients.models import Assignment
from tests import factories as make
from tests.cast import Cast
from tests.clients.views.asking import address as of_clients
from tests.clients.views.asking import errors_of, sent_to
from tests.planner import shelves
from tests.planner.shelves import CYCLE

from .test_homework import give, open_form
from .test_homework_course import change

DAY = dt.timedelta(days=1)
PHRASES = "loving-kindness-phrases"


@pytest.mark.parametrize("days", [-37 * 366, -367, 367, 73 * 366])
def test_homework_begins_within_a_year(cast: Cast, days: int) -> None:
    shelves.practice(CYCLE)
    starts = cast.m17.today() + days * DAY
    sent = {"starts": starts.isoformat(), "ends": (starts + DAY).isoformat()}
    assert list(errors_of(give(cast, CYCLE, **sent))) == ["starts"]
    assert Assignment.objects.count() == 0
    field = open_form(cast, f"?practice={CYCLE}").context["form"]["starts"]
    assert field.field.widget.attrs["max"] == cast.m17.today() + 366 * DAY


def test_a_start_that_lies_ahead_can_be_moved(cast: Cast) -> None:
    today = cast.m17.today()
    given = make.assignment(cast.m17, starts=today + 10 * DAY, ends=today + 20 * DAY)
    for days in (4, 12):
        moved = today + days * DAY
        ends = (today + 20 * DAY).isoformat()
        sent_to(change(cast, given, starts=moved.isoformat(), ends=ends, kind="once"))
        given.refresh_from_db()
        assert (given.starts, given.ends) == (moved, today + 20 * DAY)
        assert [one.from_date for one in given.editions.all()] == [moved]
        assert given.edition_on(moved).schedule.kind == "once"
    for days in (-1, 400):
        wrong = today + days * DAY
        refused = change(cast, given, starts=wrong.isoformat(), ends="", kind="once")
        assert list(errors_of(refused)) == ["starts"]


def test_a_start_that_is_past_stays(cast: Cast) -> None:
    given = make.assignment(cast.m17)
    before, later = given.starts, cast.m17.today() + 3 * DAY
    sent_to(change(cast, given, starts=later.isoformat()))
    given.refresh_from_db()
    assert given.starts == before


@pytest.mark.parametrize(
    ("changes", "at"),
    [
        ({"steps-1-length": "9999:00"}, "steps-1-length"),
        ({"when": "x" * 121}, "when"),
        ({"why": "x" * 301}, "why"),
        ({"why": "a\nb\nc\nd\ne"}, "why"),
        ({"title": "x" * 81}, "title"),
        ({"steps-1-text": ""}, "steps-1-text"),
    ],
)
def test_what_does_not_fit_is_said_in_words_for_people(
    cast: Cast, changes: dict[str, Any], at: str
) -> None:
    shelves.practice(CYCLE)
    (said,) = errors_of(give(cast, CYCLE, **changes))[at]
    assert [one for one in ("Ensure", "expected, not", "lines are expected") if one in said] == []


@pytest.mark.parametrize("many", [1, 9])
def test_how_many_own_phrases_there_may_be_is_said_before_and_after(cast: Cast, many: int) -> None:
    shelves.practice(PHRASES)
    low, high = shelves.library().practice(PHRASES).phrases_allowed or (0, 0)
    label = str(open_form(cast, f"?practice={PHRASES}").context["form"]["phrases"].label)
    lines = "\n".join(["May I be well"] * many)
    (said,) = errors_of(give(cast, PHRASES, phrases=lines))["phrases"]
    for number in (low, high):
        assert str(number) in label
        assert str(number) in said
    assert str(many) in said


def test_a_code_says_which_signs_no_code_has(cast: Cast) -> None:
    url = of_clients("diary_find", cast.harbour)
    browser = cast.staff("amara")
    assert "never has A E" in errors_of(browser.post(url, {"code": "AAAA EEEE"}))["code"][0]
    assert "eight" in errors_of(browser.post(url, {"code": "7K4M 9P2"}))["code"][0]
