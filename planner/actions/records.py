"""What is written down after a session: what was held, how exposures ended, what comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import now

from clients.actions.appointments import change_appointment, set_status
from clients.actions.people import ask_risk
from clients.models import (
    TOOK_PLACE,
    Act,
    AttendanceState,
    Journal,
    Member,
)
from planner.models import Block, ExposureRecord, Session
from planner.models.facts import at_desk

from .beside import Beside, write_beside
from .blocks import Stale

WRITTEN = ("summary", "next_note", "agreements", "grounding_helped")


@dataclass(frozen=True, kw_only=True)
class HeldBlock:
    """What became of one block: minutes held (0 = left out, None = not said), and why."""

    minutes: int | None = None
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Held:
    """What became of a session. `blocks` by uid of the block; an empty `setting` leaves it."""

    status: str
    stopped_minute: int | None = None
    setting: str = ""
    blocks: Mapping[UUID, HeldBlock] = field(default_factory=dict)
    summary: str = ""
    next_note: str = ""
    agreements: str = ""
    grounding_helped: bool | None = None
    risk_outcome: str = ""
    risk_action: str = ""


@transaction.atomic
def record_session(
    *,
    session: Session,
    held: Held,
    exposures: Sequence[ExposureRecord] = (),
    beside: Beside | None = None,
    seen: str | None = None,
    by: Member,
) -> Session:
    """Write down what was held. What is recorded is never refused because of a finding.

    `exposures` are records, kept or new, with the answers set; `beside` is the rest of the page,
    None leaves it as it is. Recording again replaces what was recorded before, except the risk
    question: each asking is a record of its own. `seen` is the record's stamp that the editor saw;
    raises Stale when somebody recorded since (None: whatever was recorded is replaced). Returns the
    session at the desk.
    """
    desk = at_desk(session.pk, lock=True)
    if seen is not None and seen != desk.record_stamp:
        raise Stale(desk)
    status: dict[str, Any] = {"status": held.status, "stopped_minute": held.stopped_minute}
    set_status(appointment=desk.appointment, by=by, **status)
    if held.setting:
        change_appointment(appointment=desk.appointment, changes={"setting": held.setting}, by=by)
    _write_blocks(desk, held.blocks)
    for record in exposures:
        record.save()
    _ask_risk(desk, held, by)
    told = write_beside(session=desk, beside=beside, by=by) if beside else []
    for name in WRITTEN:
        setattr(desk, name, getattr(held, name))
    desk.recorded_at, desk.recorded_by = now(), by
    names = [*WRITTEN, "recorded_at", "recorded_by"]
    desk.save(update_fields=names)
    fields = [*names, "blocks", *told, *(["exposures"] if exposures else [])]
    Journal.objects.write(act=Act.CHANGED, thing=desk, by=by, fields=fields)
    return at_desk(desk.pk)


def with_all_present(beside: Beside) -> Beside:
    """The same, with everybody present of whom it says nothing."""
    present = AttendanceState.PRESENT
    return replace(beside, came=[replace(one, state=one.state or present) for one in beside.came])


def _write_blocks(desk: Session, held: Mapping[UUID, HeldBlock]) -> None:
    """Set what was delivered on the blocks that something was said about."""
    changed = []
    for block in desk.blocks.all():
        if block.uid in held:
            block.delivered_minutes = held[block.uid].minutes
            block.left_out_why = held[block.uid].why
            changed.append(block)
    if changed:
        Block.objects.bulk_update(changed, ["delivered_minutes", "left_out_why"])


def _ask_risk(desk: Session, held: Held, by: Member) -> None:
    """Record the risk question where it was asked in the arrival block."""
    client = desk.appointment.client
    if client is None or not held.risk_outcome:
        return
    values: dict[str, Any] = {"outcome": held.risk_outcome, "action": held.risk_action}
    last = client.risk_questions.first()
    same_day = last is not None and _local_day(desk, last.asked_at) == desk.clinic.today()
    if same_day and {name: getattr(last, name) for name in values} == values:
        return
    ask_risk(client=client, by=by, asked_at=_asked_at(desk, held.status), **values)


def _local_day(desk: Session, at: Any) -> Any:
    return at.astimezone(desk.clinic.zone).date()


def _asked_at(desk: Session, status: str) -> Any:
    """When it was asked: as the session began; now, where that is open or still to come."""
    start = desk.appointment.starts_at
    if start is None or status not in TOOK_PLACE or start > now():
        return None
    return start
