"""What is written down after a session: what was held, how exposures ended, what comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import now

from clients.actions.appointments import Came, change_appointment, set_status
from clients.actions.people import ask_risk
from clients.models import (
    TOOK_PLACE,
    Act,
    AppointmentStatus,
    AttendanceState,
    Journal,
    Member,
)
from planner.models import Block, ExposureRecord, Session
from planner.models.aftermath import demands_of, records_for
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


@transaction.atomic
def record_as_planned(*, session: Session, by: Member) -> Session:
    """Held as planned, in one step: every block with its planned minutes, every participant present.

    Each exposure gets a record in which the questions are still open; what was said before stays.
    Raises Stale when it was recorded meanwhile as something else. Returns the session at the desk.
    """
    desk = at_desk(session.pk, lock=True)
    if desk.recorded_at and desk.appointment.status != AppointmentStatus.HELD:
        raise Stale(desk)
    blocks = {
        block.uid: HeldBlock(minutes=block.minutes)
        for block in desk.blocks.all()
        if block.delivered_minutes is None
    }
    kept = {name: getattr(desk, name) for name in WRITTEN}
    held = Held(status=AppointmentStatus.HELD, blocks=blocks, **kept)
    client = desk.appointment.client
    records: Sequence[ExposureRecord] = ()
    if client is not None:
        demands = demands_of(desk, trauma=client.trauma)
        records = records_for(demands, desk, client.suds_scale)
    return record_session(
        session=desk, held=held, exposures=records, beside=_all_present(desk), by=by
    )


def _all_present(desk: Session) -> Beside:
    """Everybody who takes part on the day and of whom nothing is recorded yet came."""
    group = desk.appointment.group
    if group is None:
        return Beside()
    day = desk.appointment.day or desk.clinic.today()
    known = desk.appointment.attendances.values("client")
    places = group.participations.on(day).exclude(client__in=known).select_related("client")
    present = [Came(client=place.client, state=AttendanceState.PRESENT) for place in places]
    return Beside(came=tuple(present))


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
