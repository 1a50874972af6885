"""What becomes of a running course: moving, leaving out, laying again, ending, going back."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django.db import transaction

from clients.actions.appointments import change_appointment, set_status
from clients.models import (
    Act,
    Actor,
    Appointment,
    AppointmentStatus,
    Journal,
)
from planner.laying import Moves, Rhythm, State
from planner.models import CourseRun, CourseStep
from planner.models.running import rhythm_data

from .courses import Booked, lay_session
from .sessions import Start

MOST_BACK = 20
"""Changes of a course that are kept to be taken back, the last first."""


class ChangedMeanwhile(Exception):
    """Somebody else changed the course since it was looked at."""


@transaction.atomic
def move_sessions(
    *,
    run: CourseRun,
    seen: int,
    moves: Moves,
    rhythm: Rhythm,
    what: str,
    by: Actor,
    why: str = "",
    clashing: Collection[str] = (),
) -> CourseRun:
    """Put sessions of a course on their new days, and keep the rhythm from here on.

    `why` is the reason of those in `clashing`. Raises ChangedMeanwhile unless the course has had
    `seen` changes, and ValidationError for a time that the clock skips.
    """
    with _changing(run, seen, what, by) as change:
        _move(change.steps, moves, why, clashing, by)
        change.set(**rhythm_data(rhythm))
    return change.run


@transaction.atomic
def lay_session_again(
    *,
    step: CourseStep,
    seen: int,
    day: dt.date,
    time: dt.time,
    moves: Moves,
    what: str,
    by: Actor,
    why: str = "",
    clashing: Collection[str] = (),
) -> CourseRun:
    """Lay a session that did not take place once more, with its plan as it is; others may move.

    The reason goes to it too where its own key is in `clashing`. Raises as `move_sessions`.
    """
    with _changing(step.run, seen, what, by) as change:
        _move(change.steps, moves, why, clashing, by)
        appointment = step.appointment
        booked = Booked(setting=appointment.setting, room=appointment.room)
        booked = replace(booked, why=why if str(step.uid) in clashing else "")
        made = lay_session(
            run=change.run,
            number=step.number,
            start=Start.from_session(appointment.session),
            whom=appointment.whom,
            day=day,
            time=time,
            minutes=None,
            booked=booked,
            by=by,
        )
        change.made.append(made.appointment)
    return change.run


@transaction.atomic
def leave_out(*, step: CourseStep, seen: int, what: str, by: Actor) -> CourseRun:
    """Leave a session out of the course: its appointment is cancelled by us, the rest stays."""
    with _changing(step.run, seen, what, by) as change:
        mine = next(one for one in change.steps if one.pk == step.pk)
        if mine.state is State.OPEN:
            _cancel(mine.appointment, by)
        mine.left_out = True
        mine.save(update_fields=["left_out"])
    return change.run


@transaction.atomic
def end_course(*, run: CourseRun, seen: int, day: dt.date, what: str, by: Actor) -> CourseRun:
    """End a course early on `day`: what is still planned from that day on is cancelled by us."""
    with _changing(run, seen, what, by) as change:
        for step in change.steps:
            meets = step.appointment.day
            if step.state is State.OPEN and (meets is None or meets >= day):
                _cancel(step.appointment, by)
        change.set(ended_on=day)
    return change.run


@transaction.atomic
def go_back(*, run: CourseRun, seen: int, by: Actor) -> CourseRun | None:
    """Take the last change of a course back; None when that was its start, and nothing is left of it.

    The one before it can then be taken back in turn; the start only while nothing else was done, so
    that nobody who goes back step by step loses the course. Raises ChangedMeanwhile when anything
    that the change made or moved has been changed since, or there is nothing to take back.
    """
    locked = _locked(run, seen)
    kept = locked.last_change
    if not kept:
        raise ChangedMeanwhile
    steps = {str(one.uid): one for one in _steps(locked)}
    for key, (_was, now) in kept["steps"].items():
        if key not in steps or _standing(steps[key]) != now:
            raise ChangedMeanwhile
    for step in (steps[key] for key in kept["made"] if key in steps):
        if step.state is not State.OPEN or step.appointment.session.revisions.exists():
            raise ChangedMeanwhile
        Journal.objects.write(act=Act.REMOVED, thing=step.appointment, by=by)
        step.appointment.delete()
    if not _steps(locked):
        _take_away(locked, by)
        return None
    days = {key: _day(was) for key, (was, _now) in kept["steps"].items()}
    for step in _in_turn([steps[key] for key in days], days):
        _restore(step, kept["steps"][str(step.uid)][0], by)
    for name, value in kept["run"].items():
        is_day = name == "ended_on" and value
        setattr(locked, name, dt.date.fromisoformat(value) if is_day else value)
    first, *rest = kept.get("before") or [{}]
    _close(locked, first and first | {"before": rest}, [*kept["run"], "changes"], by)
    return locked


def _take_away(run: CourseRun, by: Actor) -> None:
    """Remove a course that was never begun; not where somebody already catches up on it alone."""
    if run.steps.exists():
        raise ChangedMeanwhile
    Journal.objects.write(act=Act.REMOVED, thing=run, by=by)
    run.delete()


class _Change:
    """A change of a course under way: its steps as rows, and what is made and set."""

    def __init__(self, run: CourseRun) -> None:
        self.run = run
        self.steps = _steps(run)
        self.made: list[Appointment] = []
        self.fields: dict[str, Any] = {}

    def set(self, **fields: Any) -> None:
        """Fields of the run that become otherwise."""
        self.fields |= fields


@contextmanager
def _changing(run: CourseRun, seen: int, what: str, by: Actor) -> Iterator[_Change]:
    """Lock a course for one change; afterwards keep what takes it back."""
    change = _Change(_locked(run, seen))
    stood = {str(one.uid): _standing(one) for one in change.steps}
    yield change
    after = {str(one.uid): _standing(one) for one in _steps(change.run)}
    moved = {key: [was, after[key]] for key, was in stood.items() if after[key] != was}
    was_set = {name: _plain(getattr(change.run, name)) for name in change.fields}
    for name, value in change.fields.items():
        setattr(change.run, name, value)
    made = [str(one.course_step.uid) for one in change.made]
    before = _earlier(change.run)[: MOST_BACK - 1]
    kept = {"what": what, "steps": moved, "made": made, "run": was_set, "before": before}
    _close(change.run, kept, [*change.fields, "changes"], by)


def _earlier(run: CourseRun) -> list[dict[str, Any]]:
    """What takes back the changes until now, the last first; its start is none of them."""
    last = dict(run.last_change)
    before = last.pop("before", [])
    return [last, *before] if last and run.changes else []


def _locked(run: CourseRun, seen: int) -> CourseRun:
    """The run, which nobody else changes until the transaction ends."""
    found: CourseRun = CourseRun.objects.select_for_update().get(pk=run.pk)
    if found.changes != seen:
        raise ChangedMeanwhile
    return found


def _steps(run: CourseRun) -> list[CourseStep]:
    """The steps with those whom the course is for; what is with one participant alone is not moved."""
    return [step for step in run.steps.with_plans().select_related("run") if step.is_of_its_run]


def _standing(step: CourseStep) -> list[Any]:
    """Day, time, status and place of a step as plain data."""
    row = step.appointment
    time = row.time.isoformat("minutes") if row.time else None
    return [_plain(row.day), time, row.status, step.left_out, row.double_booked_why]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _day(was: list[Any]) -> dt.date | None:
    """The day of a standing."""
    return dt.date.fromisoformat(was[0]) if was[0] else None


def _restore(step: CourseStep, was: list[Any], by: Actor) -> None:
    """Put a step back as it stood."""
    _day_then, time, status, left_out, why = was
    changes = {
        "day": _day(was),
        "time": dt.time.fromisoformat(time) if time else None,
        "double_booked_why": why,
    }
    change_appointment(appointment=step.appointment, changes=changes, by=by)
    if step.appointment.status != status:
        set_status(appointment=step.appointment, status=status, by=by)
    step.left_out = left_out
    step.save(update_fields=["left_out"])


def _close(run: CourseRun, kept: dict[str, Any], fields: list[str], by: Actor) -> None:
    """Save the run with what takes the change back, and say so."""
    run.last_change = kept
    run.changes += 1
    run.save(update_fields=[*fields, "last_change"])
    Journal.objects.write(act=Act.CHANGED, thing=run, by=by, fields=fields)


def _move(
    steps: list[CourseStep], moves: Moves, why: str, clashing: Collection[str], by: Actor
) -> None:
    """Change the appointments of these steps."""
    days: dict[str, dt.date | None] = {key: day for key, (day, _time) in moves.items()}
    for step in _in_turn([one for one in steps if str(one.uid) in moves], days):
        key = str(step.uid)
        day, time = moves[key]
        changes = {"day": day, "time": time, "double_booked_why": why if key in clashing else ""}
        change_appointment(appointment=step.appointment, changes=changes, by=by)


def _in_turn(steps: list[CourseStep], days: Mapping[str, dt.date | None]) -> list[CourseStep]:
    """The steps in the order in which they move: none to a day that another has still to leave.

    Otherwise homework that ends with one session would be taken for that of the next.
    """

    def turn(step: CourseStep) -> tuple[int, int]:
        old, new = step.appointment.day, days[str(step.uid)]
        if old is None or new is None:
            return 2, 0
        return (0, -old.toordinal()) if new > old else (1, old.toordinal())

    return sorted(steps, key=turn)


def _cancel(appointment: Appointment, by: Actor) -> None:
    set_status(appointment=appointment, status=AppointmentStatus.CANCELLED_BY_US, by=by)
