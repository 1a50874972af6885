"""Four weeks of one piece of homework: which mark a day has, by the edition that held on it."""

import datetime as dt

import pytest

from clients.actions.homework import change_homework
from clients.models import Assignment
from clients.models.course import course_of
from clients.schedule import Schedule
from tests import factories as make
from tests.cast import Cast

THURSDAY = dt.date(2026, 11, 26)
MONDAY = dt.date(2026, 11, 23)
DAY = dt.timedelta(days=1)


def given_since(cast: Cast, day: dt.date, **fields: object) -> Assignment:
    """Daily homework from this day on."""
    return make.assignment(cast.m17, starts=day, **fields)


def states(given: Assignment) -> list[list[str]]:
    """The states of the weeks, latest first."""
    return [[mark.state for mark in week.marks] for week in course_of(given, THURSDAY).weeks]


def test_weeks_run_from_monday_and_begin_with_the_homework(cast: Cast) -> None:
    given = given_since(cast, MONDAY - 2 * DAY)
    make.log(given, local_date=MONDAY, state="done")
    make.log(given, local_date=MONDAY + DAY, state="part")
    assert states(given) == [
        ["done", "part", "unlogged", *["not_due"] * 4],
        [*["not_due"] * 5, "unlogged", "unlogged"],
    ]
    first, second = course_of(given, THURSDAY).weeks
    assert (first.starts, first.done, first.due) == (MONDAY, 2, 3)
    assert (second.done, second.due) == (0, 2)


def test_a_change_never_rewrites_the_days_before_it(cast: Cast) -> None:
    given = given_since(cast, MONDAY)
    change_homework(
        assignment=given,
        schedule=Schedule(kind="chosen_days", weekdays=(3,)),
        from_date=MONDAY + 2 * DAY,
        by="command",
    )
    later = dt.date(2026, 11, 29)
    marks = [mark.state for mark in course_of(given, later).weeks[0].marks]
    assert marks == ["unlogged", "unlogged", "unlogged", "not_due", *["not_due"] * 3]


def test_two_changes_on_a_logged_day_keep_seven_days(cast: Cast) -> None:
    given = given_since(cast, MONDAY)
    make.log(given, local_date=MONDAY)
    change_homework(
        assignment=given, schedule=Schedule(kind="tally"), from_date=MONDAY, by="command"
    )
    assert given.editions.count() == 2
    assert [len(week.marks) for week in course_of(given, THURSDAY).weeks] == [7]


@pytest.mark.parametrize("profile", ["paper", "voice", "pictures"])
def test_who_does_not_use_the_phone_has_no_unlogged_days(cast: Cast, profile: str) -> None:
    cast.m17.profile = profile
    assert states(given_since(cast, MONDAY)) == [["not_due"] * 7]


def test_what_belongs_to_no_day_is_counted(cast: Cast) -> None:
    given = given_since(cast, MONDAY, schedule={"format": 1, "kind": "tally"})
    make.log(given, local_date=MONDAY, times=4)
    make.log(given, local_date=THURSDAY, times=None)
    make.log(given, local_date=THURSDAY, times=0)
    make.log(given, local_date=THURSDAY, state="not_today")
    course = course_of(given, THURSDAY)
    assert (course.has_day_states, course.times) == (False, 5)


def test_before_and_after_need_three_pairs(cast: Cast) -> None:
    given = given_since(cast, MONDAY)
    for number in range(2):
        make.log(given, local_date=MONDAY + number * DAY, before=6, after=4)
    assert course_of(given, THURSDAY).change is None
    make.log(given, local_date=THURSDAY, before=8, after=3)
    change = course_of(given, THURSDAY).change
    assert change is not None
    assert (change.before, change.after, change.pairs) == (6, 4, 3)
