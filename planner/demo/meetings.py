"""Appointments, sessions and what was held in the demo: weekly, with exposures for some."""

import datetime as dt
import random
from dataclasses import dataclass, field

from clients.models import (
    Appointment,
    AppointmentStatus,
    Attendance,
    AttendanceState,
    Client,
    Group,
    Member,
)
from planner.models import Block, ExposureRecord, ItemVersion, OwnRecord, Session
from planner.plan import PlannedBlock, plan_from_data

WEEKS_BACK = 6


@dataclass
class Calendar:
    """Rows to be saved in bulk, in this order."""

    appointments: list[Appointment] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    exposures: list[ExposureRecord] = field(default_factory=list)
    attendances: list[Attendance] = field(default_factory=list)
    own_records: list[OwnRecord] = field(default_factory=list)

    def save(self) -> None:
        """Write everything, a kind at a time."""
        Appointment.objects.bulk_create(self.appointments)
        Session.objects.bulk_create(self.sessions)
        Block.objects.bulk_create(self.blocks)
        ExposureRecord.objects.bulk_create(self.exposures)
        Attendance.objects.bulk_create(self.attendances)
        OwnRecord.objects.bulk_create(self.own_records)


def weekly(
    whom: Client | Group, lead: Member, slot: tuple[int, dt.time], today: dt.date
) -> list[Appointment]:
    """An appointment a week at the slot (days from today, time), six weeks back to one ahead."""
    offset, time = slot
    side = "client" if isinstance(whom, Client) else "group"
    first = today + dt.timedelta(days=offset)
    return [
        Appointment(
            clinic_id=whom.clinic_id,
            **{side: whom},
            day=first + dt.timedelta(weeks=week),
            time=time,
            timezone=lead.clinic.timezone,
            room="Room 2" if offset % 2 else "Room 1",
        )
        for week in range(-WEEKS_BACK, 2)
    ]


def plan(
    calendar: Calendar, meeting: Appointment, protocol: ItemVersion, by: Member, today: dt.date
) -> Session:
    """Plan an appointment from a protocol; past ones were held as planned."""
    assert meeting.day is not None
    meeting.minutes = protocol.document["minutes"]
    past = meeting.day < today
    session = Session(
        clinic_id=meeting.clinic_id,
        appointment=meeting,
        kind=protocol.document["kind"],
        protocol_id=protocol.item_id,
    )
    if past:
        meeting.status = AppointmentStatus.HELD
        session.recorded_at, session.recorded_by = meeting.ends_at, by
        session.summary = "Held as planned."
        session.grounding_helped = True
    calendar.appointments.append(meeting)
    calendar.sessions.append(session)
    for position, planned in enumerate(plan_from_data(protocol.document["plan"])):
        calendar.blocks.append(_block(session, position, planned, past))
    return session


def _block(session: Session, position: int, planned: PlannedBlock, past: bool) -> Block:
    return Block(
        clinic_id=session.clinic_id,
        session=session,
        position=position,
        phase=planned.phase,
        module=planned.module,
        title=planned.title,
        minutes=planned.minutes,
        shortest=planned.shortest,
        longest=planned.longest,
        practice=planned.practice,
        gates_data=planned.practice_gates.to_data(),
        notes=planned.notes,
        optional=planned.optional,
        materials=planned.materials,
        leader=planned.leader,
        memory="the staircase" if planned.phase == "exposure" else "",
        delivered_minutes=planned.minutes if past else None,
    )


def expose(
    calendar: Calendar, session: Session, by: Member, week: int, chance: random.Random
) -> None:
    """What was rated in an exposure; peaks fall a little from week to week."""
    peak = max(40, 90 - 6 * week + chance.randint(-5, 5))
    before = chance.randint(30, 45)
    series = [before, min(peak, before + 20), peak, max(35, peak - 10), max(30, peak - 20)]
    calendar.exposures.append(
        ExposureRecord(
            clinic_id=session.clinic_id,
            session=session,
            memory="the staircase",
            minutes=35,
            suds_scale=session.appointment.whom.suds_scale,  # type: ignore[union-attr]
            before=before,
            peak=peak,
            end=series[-1],
            after_grounding=chance.randint(20, 35),
            series=series,
            oriented=True,
            dissociation=chance.randint(0, 2),
            way_home=True,
            safe_to_leave=True,
            confirmed_by=by,
        )
    )
    session.next_note = "Ask about the night after; then the landing."


def attend(
    calendar: Calendar, meeting: Appointment, people: list[Client], chance: random.Random
) -> None:
    """Who came to a group meeting."""
    for person in people:
        state = chance.choices(list(AttendanceState), weights=(80, 8, 3, 7, 2))[0]
        calendar.attendances.append(
            Attendance(clinic_id=meeting.clinic_id, appointment=meeting, client=person, state=state)
        )
