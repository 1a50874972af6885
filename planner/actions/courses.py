"""Giving a course to a client or group, and catching up on one of its sessions."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from clients.models import (
    Act,
    Actor,
    Client,
    Group,
    Journal,
    Member,
    Setting,
)
from planner.laying import Rhythm
from planner.library.courses import CourseDocument
from planner.models import CourseRun, CourseStep, Item, SessionKind
from planner.models.running import rhythm_data
from planner.plan import Phase
from planner.refit import refit
from planner.safety import DEFAULT_LIMITS, Limits

from .bookmarks import note_use
from .once import made_before
from .sessions import Start, empty_start, plan_new_session

NOT_ALONE = (Phase.BREAK, Phase.CO_CREATION)
"""Parts of a group's session that one person alone has no use for."""

NOT_IN_SHORT = (*NOT_ALONE, Phase.REFLECTION)
"""What goes too where time is short: rounds and pairs, which alone are a talk anyway."""

CATCH_UP_MINUTES = 50


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


def start_alone(
    start: Start, minutes: int = CATCH_UP_MINUTES, limits: Limits = DEFAULT_LIMITS
) -> Start:
    """A group's session for one participant who missed it: no break, nothing made together.

    It is shortened to `minutes`, if need be without its reflection; where even that is too long it
    stays so, and the plan says what is over. `limits` are the clinic's.
    """
    for left_out in (NOT_ALONE, NOT_IN_SHORT):
        parts = [block for block in start.blocks if block.phase not in left_out]
        alone = [replace(block, module=0, lock_at="") for block in parts]
        fitted = refit(alone, length=minutes, limits=limits)
        if fitted.fits:
            break
    return replace(start, kind=SessionKind.NO_EXPOSURE, minutes=minutes, blocks=fitted.blocks)


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
    uid: uuid.UUID | None = None,
) -> CourseRun:
    """Give a course to a client or group: an appointment and a plan for each of its sessions.

    `days` are as many as `starts`. `minutes` None takes those of each protocol; the reason of
    `booked` is kept with the appointments on `clashing` days. `uid` is made by the form, so that
    sending it twice starts one. Raises ValidationError for a time that the clock skips on one of the
    days; then nothing is made.
    """
    found, uid = made_before(CourseRun.objects.for_whom(whom), uid or uuid.uuid4(), whom)
    if found is not None:
        return found
    side = "client" if isinstance(whom, Client) else "group"
    about: dict[str, Any] = {side: whom, "clinic": whom.clinic, "course": item, "started_by": by}
    about |= {"uid": uid, "document": document.to_data(), "time": time}
    run: CourseRun = CourseRun.objects.create(**about, **rhythm_data(rhythm))
    made, lay = [], partial(lay_session, run=run, whom=whom, time=time, minutes=minutes, by=by)
    for number, (start, day) in enumerate(zip(starts, days, strict=True), 1):
        here = booked if day in clashing else replace(booked, why="")
        made.append(lay(number=number, start=start, day=day, booked=here))
    _keep_start(run, made)
    note_use(code=document.code, by=by)
    Journal.objects.write(act=Act.CREATED, thing=run, by=by, fields=["document", "weekdays"])
    return run


def _keep_start(run: CourseRun, made: list[CourseStep]) -> None:
    """Keep what takes the start back."""
    keys = [str(step.uid) for step in made]
    run.last_change = {"what": _("The course is laid out."), "steps": {}, "made": keys, "run": {}}
    run.save(update_fields=["last_change"])


@transaction.atomic
def lay_session(
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
    extra: bool = False,
    uid: uuid.UUID | None = None,
) -> CourseStep:
    """One session of the course with its appointment and plan.

    An `extra` one catches up on what was missed: with the whole group, or with one participant alone;
    then it belongs to that client only, and nothing in it says anything of the group or of others.
    Raises ValidationError for a time that the clock skips.
    """
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
    place = {"run": run, "number": number, "extra": extra, "laid_on": day}
    place |= {"uid": uid or uuid.uuid4(), "appointment": session.appointment}
    step: CourseStep = CourseStep.objects.create(clinic=run.clinic, **place)
    if extra:
        Journal.objects.write(act=Act.CREATED, thing=step, by=by, fields=["number", "extra"])
    return step


@transaction.atomic
def catch_up(*, run: CourseRun, whom: Client | Group, uid: uuid.UUID, **facts: Any) -> CourseStep:
    """One more session for what was missed, with those whom the course is for or one participant.

    `facts` and what is raised are those of `lay_session`. `uid` is made by the form, so that sending
    it twice lays one.
    """
    side = "client" if isinstance(whom, Client) else "group"
    made = run.steps.filter(extra=True, **{f"appointment__{side}": whom})
    found, uid = made_before(made, uid, whom)
    return found or lay_session(run=run, whom=whom, uid=uid, extra=True, **facts)
