"""What less time, a later start or an interpreter would do to the plan of a session."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clients.models import Appointment
from planner.plan import PlannedBlock
from planner.refit import Refit, interpreted, interpreted_minutes, refit, refit_without_exposure
from planner.safety import Limits
from planner.timegrid import Start, StartError, clock_text

from .facts import start_of
from .sessions import Session

LONGER, SAME = "longer", "same"
"""With an interpreter: the session may take longer, or keeps to its time."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What changed: `less` minutes, a later `start` (clock time), an interpreter (LONGER or SAME)."""

    less: int = 0
    start: dt.time | None = None
    interpreter: str = ""
    without_exposure: bool = False

    @property
    def key(self) -> str:
        """The wish as a revision keeps it, so that the same one sent twice is known."""
        start = f"{self.start:%H:%M}" if self.start else ""
        words = ["refit", str(self.less), start, self.interpreter]
        return "/".join([*words, "without" if self.without_exposure else ""])


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What a wish would do. `moved` is what changes besides the blocks, as in Revision."""

    wish: Wish
    found: Refit
    before: tuple[PlannedBlock, ...]
    moved: dict[str, list[Any]]
    starts: str
    ends: str

    def appointment(self, now: Appointment) -> Appointment:
        """The appointment as it would be, not saved."""
        to = {name: pair[1] for name, pair in self.moved.items()}
        day, time = to.get("day"), to.get("time")
        return Appointment(
            pk=now.pk,
            day=dt.date.fromisoformat(day) if day else now.day,
            time=dt.time.fromisoformat(time) if time else now.time,
            minutes=to.get("minutes", now.minutes),
            timezone=now.timezone,
        )

    @property
    def changes_nothing(self) -> bool:
        """Whether plan and appointment are as they would be."""
        return not self.moved and self.found.blocks == self.before


def propose(desk: Session, wish: Wish, limits: Limits) -> Proposal:
    """What the wish would do to this session, which comes from `at_desk`. Changes nothing.

    Raises ValidationError, by field, for a start that is not within the session and for minutes
    that it does not have.
    """
    appointment = desk.appointment
    start, slip = _new_start(start_of(appointment), wish.start, appointment.minutes)
    before, length = desk.planned_blocks(), appointment.minutes
    plan = before
    if wish.interpreter and not desk.interpreter:
        plan = interpreted(before, debrief=str(uuid.uuid4()), limits=limits)
        length = interpreted_minutes(length) if wish.interpreter == LONGER else length
    if wish.less >= length - slip:
        text = _("Only %(minutes)s min are there.") % {"minutes": length - slip}
        raise ValidationError({"less": text})
    length -= slip + wish.less
    if wish.without_exposure:
        found = refit_without_exposure(plan, length=length, start=start, limits=limits)
    else:
        was = appointment.minutes if plan is before else None
        found = refit(plan, length=length, start=start, was=was, limits=limits)
    moved = {"minutes": [appointment.minutes, length]}
    moved |= _moved(start_of(appointment), start)
    if plan != before:
        moved["interpreter"] = [False, True]
    return Proposal(
        wish=wish,
        found=found,
        before=before,
        moved={name: pair for name, pair in moved.items() if pair[0] != pair[1]},
        starts=clock_text(start.local(0) if start else None, 0),
        ends=clock_text(start.local(length) if start else None, length),
    )


def _new_start(old: Start | None, at: dt.time | None, minutes: int) -> tuple[Start | None, int]:
    """The start at a later clock time, perhaps after midnight, and by how many minutes it slips."""
    if at is None:
        return old, 0
    if old is None:
        raise ValidationError({"start": _("The session has no date and time yet.")})
    day = old.day + dt.timedelta(days=at < old.at)
    try:
        new = Start(day=day, at=at, zone=old.zone)
    except StartError as error:
        raise ValidationError({"start": str(error)}) from error
    slip = int((new.instant - old.instant).total_seconds()) // 60
    if new.is_skipped or not 0 <= slip < minutes:
        words = {"first": f"{old.at:%H:%M}", "last": f"{old.local(minutes):%H:%M}"}
        text = _("Please give a time from %(first)s on and before %(last)s.") % words
        raise ValidationError({"start": text})
    return new, slip


def _moved(old: Start | None, new: Start | None) -> dict[str, list[Any]]:
    """Day and time before and after, as plain text."""
    if old is None or new is None:
        return {}
    return {
        "day": [old.day.isoformat(), new.day.isoformat()],
        "time": [f"{old.at:%H:%M}", f"{new.at:%H:%M}"],
    }
