"""What is done to a course as a whole: starting it, moving, leaving out, ending, going back."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from clients.actions.appointments import change_appointment, set_status
from clients.models import (
    Act,
    Actor,
    Appointment,
    AppointmentStatus,
    Client,
    Group,
    Journal,
    Member,
    Setting,
)
from planner.laying import Moves, Rhythm, State
from planner.library.courses import CourseDocument
from planner.models import CourseRun, CourseStep, Item, SessionKind
from planner.models.running import rhythm_data
from planner.plan import Phase
from planner.refit import refit

from .bookmarks import note_use
from .sessions import Start, empty_start, plan_new_session

NOT_ALONE = (Phase.BREAK, Phase.CO_CREATION)
"""Parts of a group's session that one person alone has no use for."""

CATCH_UP_MINUTES = 50


class ChangedMeanwhile(Exception):
    """Somebody else changed the course since it was looked at."""


@dataclass(frozen=True, kw_only=True)
class Booked:
    """Where and how the sessions of a course are held; `why` is the reason for being booked twice."""

    setting: str = Setting.ROOM
    room: str = ""
    why: str = ""


def starts_of(document: CourseDocument, known: Mapping[str, Start], *, group: bool) -> list[Start]:
    """What each session of a course begins with: its protocol among the `known` ones, by code.

    Where it is not there the plan begins empty. The title is that of the course's session.
    """
    missing = empty_start(SessionKind.GROUP, 90) if group else empty_start()
    return [replace(known.get(one.protocol, missing), title=one.title) for one in document.sessions]


def start_alone(start: Start, minutes: int = CATCH_UP_MINUTES) -> Start:
    """A group's session for one participant who missed it: no break, nothing made together, and
    shortened to `minutes` where its parts allow that."""
    parts = tuple(
        replace(block, module=0, lock_at="")
        for block in start.blocks
        if block.phase not in NOT_ALONE
    )
    fitted = refit(parts, length=minutes).blocks if parts else parts
    return replace(start, kind=SessionKind.NO_EXPOSURE, minutes=minutes, blocks=fitted)


@transaction.atomic
def start_course(
    *,
    item: Item | None,
    document: CourseDocument,
    whom: Client | Group,
    starts: Sequence[Start],
    days: Sequence[dt.date],
    time: dt.time,
    rhythm: Rhythm,
    by: Member,
    minutes: int | None = None,
    booked: Booked = Booked(),
    clashing: Collection[dt.date] = (),
) -> CourseRun:
    """Give a course to a client or group: an appointment and a plan for each of its sessions.

    `days` are as many as `starts`. `minutes` None takes those of each protocol; the reason of
    `booked` is kept with the appointments on `clashing` days. Raises ValidationError for a time that
    the clock skips on one of the days; then nothing is made.
    """
    side = "client" if isinstance(whom, Client) else "group"
    run: CourseRun = CourseRun.objects.create(
        **{side: whom},
        clinic=whom.clinic,
        course=item,
        document=document.to_data(),
        time=time,
        started_by=by,
        **rhythm_data(rhythm),
    )
    for number, (start, day) in enumerate(zip(starts, days, strict=True), 1):
        why = booked.why if day in clashing else ""
        _lay(run, number, start, whom, day, time, minutes, replace(booked, why=why), by)
    note_use(code=document.code, by=by)
    Journal.objects.write(act=Act.CREATED, thing=run, by=by, fields=["document", "weekdays"])
    return run


def _lay(
    run: CourseRun,
    number: int,
    start: Start,
    whom: Client | Group,
    day: dt.date,
    time: dt.time,
    minutes: int | None,
    booked: Booked,
    by: Actor,
    *,
    extra: bool = False,
) -> CourseStep:
    """One session of the course with its appointment and plan."""
    side = "client" if isinstance(whom, Client) else "group"
    session = plan_new_session(
        **{side: whom},  # type: ignore[arg-type]
        start=start,
        by=by,
        day=day,
        time=time,
        minutes=minutes,
        setting=booked.setting,
        room=booked.room,
        double_booked_why=booked.why,
    )
    step: CourseStep = CourseStep.objects.create(
        clinic=run.clinic,
        run=run,
        number=number,
        appointment=session.appointment,
        extra=extra,
        laid_on=day,
    )
    return step


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
        start = Start.from_session(appointment.session)
        made = _lay(change.run, step.number, start, appointment.whom, day, time, None, booked, by)
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
def add_catch_up(
    *,
    run: CourseRun,
    number: int,
    start: Start,
    whom: Client | Group,
    day: dt.date,
    time: dt.time,
    minutes: int | None,
    booked: Booked,
    by: Actor,
) -> CourseStep:
    """One more session for what was missed: with the whole group, or with one participant alone.

    The latter belongs to that client only; nothing in it says anything of the group or of others.
    Raises ValidationError for a time that the clock skips.
    """
    step = _lay(run, number, start, whom, day, time, minutes, booked, by, extra=True)
    Journal.objects.write(act=Act.CREATED, thing=step, by=by, fields=["number", "extra"])
    return step


@transaction.atomic
def go_back(*, run: CourseRun, seen: int, by: Actor) -> CourseRun:
    """Take the last change of a course back. Raises ChangedMeanwhile when anything that it moved
    has been changed since, or there is nothing to take back."""
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
    days = {key: _day(was) for key, (was, _now) in kept["steps"].items()}
    for step in _in_turn([steps[key] for key in days], days):
        _restore(step, kept["steps"][str(step.uid)][0], by)
    for name, value in kept["run"].items():
        is_day = name == "ended_on" and value
        setattr(locked, name, dt.date.fromisoformat(value) if is_day else value)
    _close(locked, {}, [*kept["run"], "changes"], by)
    return locked


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
    before = {str(one.uid): _standing(one) for one in change.steps}
    yield change
    after = {str(one.uid): _standing(one) for one in _steps(change.run)}
    moved = {key: [was, after[key]] for key, was in before.items() if after[key] != was}
    was_set = {name: _plain(getattr(change.run, name)) for name in change.fields}
    for name, value in change.fields.items():
        setattr(change.run, name, value)
    made = [str(one.course_step.uid) for one in change.made]
    kept = {"what": what, "steps": moved, "made": made, "run": was_set}
    _close(change.run, kept, [*change.fields, "changes"], by)


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
