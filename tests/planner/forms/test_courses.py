"""Forms of a course: what they read as rhythm, which changes they offer, where a fault stands."""

import datetime as dt
from typing import Any

import pytest

from planner.forms.courses import ChangeCourseForm, StartCourseForm
from planner.laying import Rhythm, Span
from planner.models import CourseRun
from tests import factories as make
from tests.cast import Cast

FIRST = dt.date(2030, 12, 3)  # a Tuesday
SENT: dict[str, Any] = {"whom": "a", "first": "2030-12-03", "time": "17:00", "weeks": "2"}


def start(**sent: Any) -> StartCourseForm:
    return StartCourseForm(SENT | {"setting": "room"} | sent, people=[("a", "The group")])


def test_without_weekdays_that_of_the_first_day_counts() -> None:
    form = start(days_off="2030-12-24")
    assert form.is_valid()
    span = Span(dt.date(2030, 12, 24), dt.date(2030, 12, 24))
    assert form.rhythm == Rhythm(weekdays=frozenset({1}), weeks=2, off=(span,))
    other = start(weekdays=["0", "4"])
    assert other.is_valid()
    assert other.rhythm.weekdays == {0, 4}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("whom", "b"),
        ("whom", ""),
        ("first", "0001-01-01"),
        ("time", "25:00"),
        ("weeks", "0"),
        ("weekdays", ["7"]),
        ("minutes", "4"),
        ("days_off", "2030-13-01"),
        ("days_off", "\u202e" * 7000),
        ("double_booked_why", "x" * 201),
    ],
)
def test_a_fault_stands_at_its_field_alone(name: str, value: Any) -> None:
    assert list(start(**{name: value}).errors) == [name]


def changing(run: CourseRun, number: int, data: Any = None) -> ChangeCourseForm:
    step = run.steps.with_plans()[number - 1]
    return ChangeCourseForm(data, step=step, run=run)


def choices(form: ChangeCourseForm) -> list[str]:
    field: Any = form.fields["what"]
    return [key for key, _label in field.choices]


def test_what_is_offered_depends_on_how_a_session_stands(cast: Cast) -> None:
    run = make.course_run(cast.m17, FIRST)
    statuses = ("planned", "held", "late")
    for step, status in zip(run.steps.with_plans(), statuses, strict=True):
        step.appointment.status = status
        step.appointment.save(update_fields=["status"])
    assert [choices(changing(run, number)) for number in (1, 2, 3)] == [
        ["one", "rest", "week", "out"],
        [],
        ["at_end", "next"],
    ]
    assert list(changing(run, 3).fields) == ["double_booked_why", "seen", "what", "time"]
    first = run.steps.with_plans()[0].appointment
    first.day = None
    first.save(update_fields=["day"])
    assert choices(changing(run, 1)) == ["one", "rest", "out"]
    meeting = make.appointment(cast.m17, day=FIRST)
    make.course_step(run, 1, meeting, extra=True)
    assert choices(changing(run, 4)) == ["one"]


def test_the_rhythm_changes_only_where_all_after_it_move(cast: Cast) -> None:
    run = make.course_run(cast.m17, FIRST, days_off=[["2030-12-24", "2030-12-26"]])
    shown = changing(run, 1)
    assert shown.initial["days_off"] == "2030-12-24 to 2030-12-26"
    assert (shown.initial["day"], shown.initial["time"]) == (FIRST, dt.time(17))
    sent = {"day": "2030-12-05", "time": "17:00", "weekdays": ["3"], "days_off": ""}
    for what, weekdays, off in (("one", [1], 1), ("rest", [3], 0)):
        form = changing(run, 1, sent | {"what": what})
        assert form.is_valid()
        assert (sorted(form.rhythm.weekdays), len(form.rhythm.off)) == (weekdays, off)
    kept = changing(run, 1, {"what": "rest", "day": "2030-12-05", "time": "17:00"})
    assert kept.is_valid()
    assert kept.rhythm.weekdays == {1}
    assert list(changing(run, 1, {"what": "one"}).errors) == ["day", "time"]
