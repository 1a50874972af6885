"""What is written down after a session: what was held, how exposures ended, what comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import now

from clients.actions.appointments import set_status
from clients.actions.people import ask_risk
from clients.models import TOOK_PLACE, Act, AppointmentStatus, Journal, Member
from planner.models import Block, ExposureRecord, Session
from planner.models.aftermath import demands_of, records_for
from planner.models.facts import at_desk


@dataclass(frozen=True, kw_only=True)
class HeldBlock:
    """What became of one block: minutes held (0 = left out, None = not said), and why."""

    minutes: int | None = None
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Held:
    """What became of a session. `blocks` by uid of the block."""

    status: str
    stopped_minute: int | None = None
    blocks: Mapping[UUID, HeldBlock] = field(default_factory=dict)
    summary: str = ""
    next_note: str = ""
    grounding_helped: bool | None = None
    risk_outcome: str = ""
    risk_action: str = ""


@transaction.atomic
def record_session(
    *, session: Session, held: Held, exposures: Sequence[ExposureRecord] = (), by: Member
) -> Session:
    """Write down what was held. What is recorded is never refused because of a finding.

    `exposures` are records, kept or new, with the answers set. Recording again replaces what was
    recorded before, except the risk question: each asking is a record of its own. Returns the
    session at the desk.
    """
    desk = at_desk(session.pk, lock=True)
    set_status(
        appointment=desk.appointment,
        status=held.status,
        stopped_minute=held.stopped_minute,
        by=by,
    )
    _write_blocks(desk, held.blocks)
    for record in exposures:
        record.save()
    _ask_risk(desk, held, by)
    desk.summary, desk.next_note = held.summary, held.next_note
    desk.grounding_helped = held.grounding_helped
    desk.recorded_at, desk.recorded_by = now(), by
    names = ["summary", "next_note", "grounding_helped", "recorded_at", "recorded_by"]
    desk.save(update_fields=names)
    fields = [*names, "blocks", *(["exposures"] if exposures else [])]
    Journal.objects.write(act=Act.CHANGED, thing=desk, by=by, fields=fields)
    return at_desk(desk.pk)


@transaction.atomic
def record_as_planned(*, session: Session, by: Member) -> Session:
    """Held as planned, in one step: every block with its planned minutes.

    Each exposure gets a record in which the questions are still open; what was answered before
    stays. Returns the session at the desk.
    """
    desk = at_desk(session.pk, lock=True)
    blocks = {
        block.uid: HeldBlock(minutes=block.minutes)
        for block in desk.blocks.all()
        if block.delivered_minutes is None
    }
    held = Held(
        status=AppointmentStatus.HELD,
        blocks=blocks,
        summary=desk.summary,
        next_note=desk.next_note,
        grounding_helped=desk.grounding_helped,
    )
    client = desk.appointment.client
    records: Sequence[ExposureRecord] = ()
    if client is not None:
        demands = demands_of(desk, trauma=client.trauma)
        records = records_for(demands, desk, client.suds_scale)
    return record_session(session=desk, held=held, exposures=records, by=by)


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
