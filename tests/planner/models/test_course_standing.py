"""How the sessions of a running course stand, read from its rows."""

import datetime as dt

from clients.models import Appointment
from planner.laying import Rhythm, Span
from planner.models import CourseRun, CourseStep
from planner.models.course_standing import CourseStanding, progress_in, standing_of
from planner.models.running import rhythm_data
from tests import factories as make
from tests.cast import Cast

FIRST = dt.date(2030, 12, 3)  # a Tuesday
TODAY = dt.date(2030, 12, 11)


def standing(run: CourseRun) -> CourseStanding:
    run.refresh_from_db()
    return standing_of(run, list(run.steps.with_plans()), {}, TODAY)


def put(step: CourseStep, **values: object) -> None:
    Appointment.objects.filter(pk=step.appointment_id).update(**values)


def test_each_session_says_how_it_stands(cast: Cast) -> None:
    run = make.course_run(cast.group_a, FIRST)
    first, second, _third = run.steps.with_plans()
    put(first, status="stopped")
    found = standing(run)
    assert [(line.mark, line.said, line.can_change) for line in found.lines] == [
        ("held", "Stopped early", False),
        ("open", "To be recorded", True),
        ("planned", "Planned", True),
    ]
    assert [line.goes_home for line in found.lines] == [True, True, False]
    put(second, day=None, time=None)
    found = standing(run)
    assert [(line.step.number, line.said) for line in found.lines] == [
        (1, "Stopped early"),
        (2, "Its day is open"),
        (3, "Planned"),
    ]
    assert [line.was for line in found.lines] == [None, None, None]
    put(second, status="no_show", day=TODAY)
    assert [line.can_lay_again for line in standing(run).lines] == [False, True, False]
    make.course_step(run, 2, make.appointment(cast.group_a, day=dt.date(2030, 12, 24)))
    assert [line.can_lay_again for line in standing(run).lines] == [False] * 4
    CourseRun.objects.filter(pk=run.pk).update(ended_on=TODAY)
    assert not any(line.can_change or line.can_lay_again for line in standing(run).lines)


def test_what_one_catches_up_alone_counts_for_nobody_else(cast: Cast) -> None:
    run = make.course_run(cast.group_a, FIRST)
    meeting = make.appointment(cast.m17, day=TODAY, status="held")
    make.course_step(run, 2, meeting, extra=True)
    found = standing(run)
    assert [line.step.number for line in found.lines] == [1, 2, 3]
    assert [line.step.appointment for line in found.alone] == [meeting]
    assert not found.alone[0].can_change
    assert progress_in(run, run.steps.with_plans(), TODAY).held == 0


def test_a_rhythm_comes_back_as_it_was_kept(cast: Cast) -> None:
    rhythm = Rhythm(weekdays=frozenset({1, 4}), weeks=2, off=(Span(FIRST, TODAY),))
    run = make.course_run(cast.group_a, FIRST, **rhythm_data(rhythm))
    run.refresh_from_db()
    assert run.rhythm == rhythm
    assert run.whom == cast.group_a
