"""Verbs on courses: what is made, what moves, and how the last change is taken back."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from clients.actions.appointments import change_appointment, set_status
from clients.models import Appointment, Client, Journal
from planner.actions import course_changes as changes
from planner.actions import courses as verbs
from planner.actions.sessions import Start
from planner.laying import Moves, Rhythm, Span, State, lay
from planner.library.courses import CourseDocument
from planner.models import CourseRun, CourseStep, Session
from planner.plan import Phase, PlannedBlock
from tests import factories as make
from tests.cast import Cast

DOCUMENT = CourseDocument.from_data(make.COURSE)
FIRST = dt.date(2026, 12, 1)
WEEKLY = Rhythm(weekdays=frozenset({1}), off=(Span(dt.date(2026, 12, 15), dt.date(2026, 12, 15)),))
AT = dt.time(17)
PLAN = (
    PlannedBlock(uid="a", phase=Phase.ARRIVAL, title="Arrive", minutes=20),
    PlannedBlock(uid="b", phase=Phase.COMPASSION, title="Kindness", minutes=40, module=2),
    PlannedBlock(uid="c", phase=Phase.BREAK, title="Break", minutes=5),
    PlannedBlock(uid="d", phase=Phase.CO_CREATION, title="Together", minutes=25, module=3),
)
EVENING = Start(kind="group", minutes=90, title="A protocol", blocks=PLAN)


def days_of(run: CourseRun) -> list[dt.date | None]:
    return [step.appointment.day for step in run.steps.with_plans()]


def statuses(run: CourseRun) -> list[str]:
    return [step.appointment.status for step in run.steps.with_plans()]


def started(cast: Cast, **facts: Any) -> CourseRun:
    starts = verbs.starts_of(DOCUMENT, {"evening-2": EVENING}, group=True)
    facts = {"time": AT, "minutes": None} | facts
    return verbs.start_course(
        item=None,
        document=DOCUMENT,
        whom=cast.group_a,
        starts=starts,
        days=lay(FIRST, 3, WEEKLY),
        rhythm=WEEKLY,
        by=cast.gina,
        **facts,
    )


def test_a_course_becomes_appointments_with_their_plans(cast: Cast) -> None:
    booked = verbs.Booked(room="2", why="Two leaders")
    run = started(cast, booked=booked, clashing={dt.date(2026, 12, 8)})
    assert days_of(run) == [FIRST, dt.date(2026, 12, 8), dt.date(2026, 12, 22)]
    steps = list(run.steps.with_plans())
    rows = [step.appointment for step in steps]
    assert [(row.group_id, row.time, row.timezone, row.room) for row in rows] == [
        (cast.group_a.pk, AT, "Europe/London", "2")
    ] * 3
    assert [row.double_booked_why for row in rows] == ["", "Two leaders", ""]
    assert [row.session.title for row in rows] == ["Evening 1", "Evening 2", "Evening 3"]
    assert [row.session.kind for row in rows] == ["group"] * 3
    assert [row.session.blocks.count() for row in rows] == [0, 4, 0]
    assert [row.minutes for row in rows] == [90, 90, 90]
    assert (run.rhythm, run.said, run.total, run.started_by) == (WEEKLY, DOCUMENT, 3, cast.gina)
    assert [step.number for step in steps] == [1, 2, 3]
    line = Journal.objects.get(object_uid=run.uid)
    assert (line.act, line.actor_uid) == ("created", cast.gina.uid)


def test_a_start_is_taken_back_whole_or_not_at_all(cast: Cast) -> None:
    run = started(cast)
    facts: dict[str, Any] = {"run": run, "number": 2, "day": FIRST, "time": AT, "minutes": 50}
    facts |= {"booked": verbs.Booked(), "start": EVENING, "by": cast.amara}
    alone = verbs.lay_session(extra=True, whom=cast.m17, **facts)
    with pytest.raises(changes.ChangedMeanwhile):
        changes.go_back(run=run, seen=0, by=cast.gina)
    assert len(days_of(run)) == 4
    alone.appointment.delete()
    set_status(appointment=run.steps.with_plans()[0].appointment, status="held", by=cast.gina)
    with pytest.raises(changes.ChangedMeanwhile):
        changes.go_back(run=run, seen=0, by=cast.gina)
    set_status(appointment=run.steps.with_plans()[0].appointment, status="planned", by=cast.gina)
    assert changes.go_back(run=run, seen=0, by=cast.gina) is None
    kinds = (CourseRun, CourseStep, Appointment, Session)
    assert [kind.objects.count() for kind in kinds] == [0, 0, 0, 0]
    assert Journal.objects.filter(act="removed", object_uid=run.uid).count() == 1


def test_a_time_that_the_clock_skips_makes_nothing(cast: Cast) -> None:
    starts = verbs.starts_of(DOCUMENT, {}, group=True)
    spring = (dt.date(2027, 3, 21), dt.date(2027, 3, 28), dt.date(2027, 4, 4))
    with pytest.raises(ValidationError):
        verbs.start_course(
            item=None,
            document=DOCUMENT,
            whom=cast.group_a,
            starts=starts,
            days=spring,
            time=dt.time(1, 30),
            rhythm=Rhythm(weekdays=frozenset({6})),
            by=cast.gina,
        )
    assert (CourseRun.objects.count(), Appointment.objects.count()) == (0, 0)


def test_over_a_change_of_clocks_the_time_on_the_wall_stays(cast: Cast) -> None:
    run = make.course_run(cast.group_a, dt.date(2027, 3, 23))
    starts = [step.appointment.starts_at for step in run.steps.with_plans()]
    assert [start.strftime("%H:%M %z") for start in starts if start] == [
        "17:00 +0000",
        "17:00 +0100",
        "17:00 +0100",
    ]


def test_sessions_move_with_homework_and_go_back(cast: Cast) -> None:
    run = make.course_run(cast.m17, FIRST)
    second, third = list(run.steps.with_plans())[1:]
    homework = make.assignment(cast.m17, starts=FIRST, ends=second.appointment.day)
    moves = {
        str(second.uid): (dt.date(2026, 12, 15), AT),
        str(third.uid): (dt.date(2026, 12, 22), dt.time(18)),
    }
    other = Rhythm(weekdays=frozenset({1, 3}))
    clashing = {str(third.uid)}
    facts: dict[str, Any] = {"moves": moves, "rhythm": other, "by": cast.amara, "what": "Moved."}
    changes.move_sessions(run=run, seen=0, why="Why not", clashing=clashing, **facts)
    run.refresh_from_db()
    assert days_of(run) == [FIRST, dt.date(2026, 12, 15), dt.date(2026, 12, 22)]
    last = run.steps.with_plans()[2].appointment
    assert (last.time, last.double_booked_why, last.sequence) == (dt.time(18), "Why not", 1)
    homework.refresh_from_db()
    assert homework.ends == dt.date(2026, 12, 15)
    assert (run.weekdays, run.changes, run.last_change["what"]) == ([1, 3], 1, "Moved.")
    # The second of two editors changes nothing.
    with pytest.raises(changes.ChangedMeanwhile):
        changes.move_sessions(run=run, seen=0, **facts)
    changes.go_back(run=run, seen=1, by=cast.amara)
    run.refresh_from_db()
    assert days_of(run) == [FIRST, dt.date(2026, 12, 8), dt.date(2026, 12, 15)]
    assert (run.weekdays, run.changes, run.last_change) == ([1], 2, {})
    homework.refresh_from_db()
    assert homework.ends == dt.date(2026, 12, 8)
    last = run.steps.with_plans()[2].appointment
    assert (last.time, last.double_booked_why) == (AT, "")
    with pytest.raises(changes.ChangedMeanwhile):
        changes.go_back(run=run, seen=2, by=cast.amara)
    assert Appointment.objects.filter(status="moved").count() == 0


def move(step: CourseStep, day: dt.date, seen: int, cast: Cast) -> list[dt.date | None]:
    """Put one session on another day, in another rhythm; the days of all."""
    moves = {str(step.uid): (day, AT)}
    other = Rhythm(weekdays=frozenset({seen % 7}))
    facts: dict[str, Any] = {"moves": moves, "rhythm": other, "by": cast.amara}
    changes.move_sessions(run=step.run, seen=seen, what=f"Change {seen}.", **facts)
    return days_of(step.run)


def test_changes_go_back_one_by_one_and_never_over_the_start(cast: Cast) -> None:
    run = started(cast)
    laid = days_of(run)
    _first, second, third = run.steps.with_plans()
    stood = [laid, move(third, dt.date(2027, 1, 5), 0, cast)]
    changes.leave_out(step=second, seen=1, what="Left out.", by=cast.amara)
    stood.append(move(third, dt.date(2027, 1, 12), 2, cast))
    run.refresh_from_db()
    for seen, what in ((3, "Change 2."), (4, "Left out."), (5, "Change 0.")):
        assert run.last_change["what"] == what
        changes.go_back(run=run, seen=seen, by=cast.amara)
        run.refresh_from_db()
        stood.append(days_of(run))
    assert stood[3:] == [stood[1], stood[1], laid]
    assert (statuses(run), run.weekdays, run.last_change) == (["planned"] * 3, [1], {})
    assert CourseStep.objects.filter(left_out=True).count() == 0
    with pytest.raises(changes.ChangedMeanwhile):
        changes.go_back(run=run, seen=6, by=cast.amara)
    assert CourseRun.objects.filter(pk=run.pk).exists()


def test_the_way_back_has_an_end_and_stops_at_what_another_page_changed(cast: Cast) -> None:
    run = started(cast)
    third = run.steps.with_plans()[2]
    for number in range(24):
        move(third, dt.date(2027, 1, 5) + dt.timedelta(days=number), number, cast)
    run.refresh_from_db()
    assert len(run.last_change["before"]) == changes.MOST_BACK - 1
    assert all("before" not in one for one in run.last_change["before"])
    changes.go_back(run=run, seen=24, by=cast.amara)
    meeting = Appointment.objects.get(pk=third.appointment_id)
    change_appointment(appointment=meeting, changes={"minutes": 30}, by=cast.amara)
    changes.go_back(run=run, seen=25, by=cast.amara)
    meeting.refresh_from_db()
    elsewhere = {"day": dt.date(2027, 3, 1)}
    change_appointment(appointment=meeting, changes=elsewhere, by=cast.amara)
    with pytest.raises(changes.ChangedMeanwhile):
        changes.go_back(run=run, seen=26, by=cast.amara)


def test_what_was_changed_since_is_not_taken_back(cast: Cast) -> None:
    run = make.course_run(cast.m17, FIRST)
    step = run.steps.with_plans()[1]
    moves: Moves = {str(step.uid): (dt.date(2026, 12, 9), AT)}
    facts: dict[str, Any] = {"rhythm": run.rhythm, "what": "Moved.", "by": cast.amara}
    changes.move_sessions(run=run, seen=0, moves=moves, **facts)
    row = Appointment.objects.get(pk=step.appointment.pk)
    change_appointment(appointment=row, changes={"day": dt.date(2026, 12, 10)}, by=cast.amara)
    with pytest.raises(changes.ChangedMeanwhile):
        changes.go_back(run=run, seen=1, by=cast.amara)
    assert days_of(run)[1] == dt.date(2026, 12, 10)


def test_leaving_out_and_ending_cancel_and_come_back(cast: Cast) -> None:
    run = make.course_run(cast.m17, FIRST)
    first, second, _third = run.steps.with_plans()
    set_status(appointment=first.appointment, status="held", by=cast.amara)
    changes.leave_out(step=second, seen=0, what="Left out.", by=cast.amara)
    second.refresh_from_db()
    assert second.left_out
    assert statuses(run) == ["held", "by_us", "planned"]
    changes.end_course(run=run, seen=1, day=dt.date(2026, 12, 2), what="Ended.", by=cast.amara)
    run.refresh_from_db()
    assert statuses(run) == ["held", "by_us", "by_us"]
    assert run.ended_on == dt.date(2026, 12, 2)
    changes.go_back(run=run, seen=2, by=cast.amara)
    run.refresh_from_db()
    assert statuses(run) == ["held", "by_us", "planned"]
    assert run.ended_on is None
    # What lies before the day is left to be recorded.
    changes.end_course(run=run, seen=3, day=dt.date(2027, 1, 1), what="Ended.", by=cast.amara)
    assert statuses(run) == ["held", "by_us", "planned"]


def test_a_session_laid_again_takes_its_plan_along_and_goes_back(cast: Cast) -> None:
    run = make.course_run(cast.m17, FIRST)
    step = run.steps.with_plans()[1]
    make.block(step.appointment.session, "grounding", 12)
    set_status(appointment=step.appointment, status="late", by=cast.amara)
    day = dt.date(2026, 12, 22)
    changes.lay_session_again(
        step=step,
        seen=0,
        day=day,
        time=AT,
        moves={},
        what="Again.",
        by=cast.amara,
        why="Reason",
        clashing={str(step.uid)},
    )
    again = run.steps.with_plans()[3]
    row = again.appointment
    assert (again.number, row.day, row.double_booked_why, again.state) == (
        2,
        day,
        "Reason",
        State.OPEN,
    )
    assert [block.minutes for block in row.session.blocks.all()] == [12]
    assert statuses(run) == ["planned", "late", "planned", "planned"]
    changes.go_back(run=run, seen=1, by=cast.amara)
    assert statuses(run) == ["planned", "late", "planned"]
    assert Session.objects.count() == 3
    assert Journal.objects.filter(act="removed", object_uid=row.uid).count() == 1


def test_a_catch_up_alone_is_the_clients_and_says_nothing_of_the_group(cast: Cast) -> None:
    run = make.course_run(cast.group_a, FIRST)
    alone = verbs.start_alone(EVENING)
    assert [(block.title, block.module, block.minutes) for block in alone.blocks] == [
        ("Arrive", 0, 17),
        ("Kindness", 0, 33),
    ]
    talk = PlannedBlock(uid="e", phase=Phase.REFLECTION, title="In pairs", minutes=30, shortest=25)
    short = verbs.start_alone(Start(kind="group", minutes=90, blocks=(*PLAN, talk)), 40)
    assert [(block.title, block.minutes) for block in short.blocks] == [
        ("Arrive", 13),
        ("Kindness", 27),
    ]
    assert verbs.start_alone(Start(kind="group", minutes=90)).blocks == ()
    facts: dict[str, Any] = {"run": run, "number": 2, "day": FIRST, "time": AT, "minutes": 50}
    facts |= {"booked": verbs.Booked(), "by": cast.amara}
    step = verbs.lay_session(extra=True, start=alone, whom=cast.m17, **facts)
    row = step.appointment
    assert (row.client, row.group, row.session.kind, row.minutes) == (
        cast.m17,
        None,
        "no_exposure",
        50,
    )
    assert (step.extra, step.number, step.is_of_its_run) == (True, 2, False)
    run.refresh_from_db()
    assert (run.changes, run.last_change) == (0, {})
    # Ending the group's course leaves the client's appointment alone.
    changes.end_course(run=run, seen=0, day=FIRST, what="Ended.", by=cast.gina)
    row.refresh_from_db()
    assert row.status == "planned"
    other = verbs.lay_session(extra=True, start=EVENING, whom=cast.group_a, **facts)
    assert (other.appointment.group, other.is_of_its_run) == (cast.group_a, True)
    # Erasing the client takes the catch-up along and leaves the course of the group.
    Client.objects.get(pk=cast.m17.pk).delete()
    assert [one.pk for one in CourseStep.objects.filter(extra=True)] == [other.pk]
    assert CourseRun.objects.count() == 1
