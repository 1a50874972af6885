"""A couple in the demo, cared for by two members: one session behind them, one ahead, own records."""

import datetime as dt
from collections.abc import Mapping

from clients.models import (
    Appointment,
    Attendance,
    AttendanceState,
    CareTeam,
    Client,
    Group,
    Member,
    Participation,
)
from planner.demo import meetings
from planner.models import ItemVersion, OwnRecord

CALLED = "M-11 and M-21"
COUPLE = ("M-11", "M-21")
"""Two clients whose home is recorded as safe for both."""

SESSIONS = ((-4, "family-1"), (3, "family-2"))
"""Days from today, and what was or will be done."""

TOLD = (
    "Would rather say it in a letter first. Brings a draft next time.",
    "Noticed the tight jaw and named it before answering, twice.",
)


def add_couple(
    *,
    lead: Member,
    people: list[tuple[Client, Member]],
    protocols: Mapping[str, ItemVersion],
    calendar: meetings.Calendar,
) -> None:
    """The case with its sessions, led by one of the two who care for them."""
    clinic, today = lead.clinic, lead.clinic.today()
    two = [client for client, _of in people if client.code in COUPLE]
    since = today - dt.timedelta(days=40)
    case = Group.objects.create(clinic=clinic, name=CALLED, kind="couple")
    CareTeam.objects.create(clinic=clinic, group=case, member=lead, starts=since)
    Participation.objects.bulk_create(
        Participation(clinic=clinic, group=case, client=one, starts=since) for one in two
    )
    for days, code in SESSIONS:
        meeting = Appointment(
            clinic=clinic,
            group=case,
            day=today + dt.timedelta(days=days),
            time=dt.time(14),
            timezone=clinic.timezone,
            room="Room 1",
        )
        session = meetings.plan(calendar, meeting, protocols[code], lead, today)
        if session.recorded_at:
            session.agreements = "Two evenings this week, ten minutes each."
            for one, words in zip(two, TOLD, strict=True):
                own = {"clinic": clinic, "client": one}
                calendar.own_records.append(OwnRecord(**own, session=session, text=words))
                calendar.attendances.append(
                    Attendance(**own, appointment=meeting, state=AttendanceState.PRESENT)
                )
