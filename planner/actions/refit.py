"""Fitting a plan to less time, a later start or an interpreter: one change that undo takes back."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from clients.actions.appointments import change_appointment
from clients.models import Act, Actor, Journal
from planner.models import Session
from planner.models.facts import at_desk
from planner.models.lesstime import Wish, propose
from planner.models.limits import limits_of
from planner.plan import PlannedBlock
from planner.refit import sentence

from .blocks import Stale, keep_revision, restore_blocks

READERS = {"day": dt.date.fromisoformat, "time": dt.time.fromisoformat}
"""How a value that Revision keeps as text is read."""


@transaction.atomic
def refit_session(
    *,
    session: Session,
    wish: Wish,
    revision: int,
    length: int,
    double_booked_why: str = "",
    by: Actor,
) -> tuple[Session, str]:
    """Fit the plan and its appointment to the wish; returns the session at the desk, and what was
    done in one sentence.

    `revision` and `length` (minutes) are those that the editor saw; `double_booked_why` is the
    reason for a time at which the member is booked already. Sending it twice fits once.
    Raises Stale when plan or length changed since, and ValidationError for a wish that does not
    suit, minutes that are missing, or a session that was held already.
    """
    desk = at_desk(session.pk, lock=True)
    latest: Any = desk
    if latest.last_revision == revision + 1 and _is_the_last(desk, wish):
        return desk, ""
    if latest.last_revision != revision or desk.appointment.minutes != length:
        raise Stale(desk)
    if desk.appointment.took_place:
        raise ValidationError(_("This session was held already; write down what was held instead."))
    made = propose(desk, wish, limits_of(desk.clinic))
    if not made.found.fits:
        raise ValidationError(sentence(made.found))
    if not made.changes_nothing:
        keep_revision(desk=desk, what=wish.key, moved=made.moved, by=by)
        _write(desk, made.found.blocks, made.moved, by)
        if double_booked_why:
            why = {"double_booked_why": double_booked_why}
            change_appointment(appointment=desk.appointment, changes=why, by=by)
    return at_desk(desk.pk), sentence(made.found, made.before)


def move_back(*, desk: Session, moved: dict[str, list[Any]], by: Actor) -> None:
    """Take back what a refit moved besides the blocks, in the caller's transaction.

    What somebody set otherwise since then stays as it is.
    """
    back = {}
    for name, (before, after) in moved.items():
        holder = desk if name == "interpreter" else desk.appointment
        if getattr(holder, name) == _read(name, after):
            back[name] = [after, before]
    _move(desk, back, by)


def _is_the_last(desk: Session, wish: Wish) -> bool:
    last = desk.revisions.first()
    return last is not None and last.what == wish.key


def _write(
    desk: Session, blocks: tuple[PlannedBlock, ...], moved: dict[str, list[Any]], by: Actor
) -> None:
    latest: Any = desk
    restore_blocks(desk, blocks, version=latest.last_revision + 1)
    _move(desk, moved, by)
    Journal.objects.write(act=Act.CHANGED, thing=desk, by=by, fields=["blocks"])


def _move(desk: Session, moved: dict[str, list[Any]], by: Actor) -> None:
    """Set appointment and session to the second value of each pair."""
    changes = {name: _read(name, pair[1]) for name, pair in moved.items()}
    if "interpreter" in changes:
        desk.interpreter = changes.pop("interpreter")
        desk.save(update_fields=["interpreter"])
        Journal.objects.write(act=Act.CHANGED, thing=desk, by=by, fields=["interpreter"])
    change_appointment(appointment=desk.appointment, changes=changes, by=by)


def _read(name: str, value: Any) -> Any:
    return READERS[name](value) if name in READERS else value
