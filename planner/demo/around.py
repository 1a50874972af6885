"""What happens around the demo's sessions: what is unusual, once each, so that it can be looked at."""

import datetime as dt

from clients.actions.appointments import move_appointment
from clients.models import (
    Apart,
    Appointment,
    AppointmentStatus,
    CareTeam,
    Client,
    Clinic,
    Group,
    Guest,
    Member,
    Participation,
    WayOfReaching,
)
from planner.models import (
    CoCreated,
    Moment,
    ProcessNote,
    Session,
    StillThere,
    Stop,
    Task,
    UnwantedEffect,
)

DAY = dt.timedelta(days=1)
HOURS = {str(day): [["09:00", "12:30"], ["13:30", "18:00"]] for day in range(5)}
"""Monday to Friday; on Tuesday the group makes the evening long."""
LONG_TUESDAY = {"1": [["09:00", "12:30"], ["13:30", "19:30"]]}
MADE = [
    {"text": "Feel both feet, and the chair that holds you.", "seconds": 60},
    {"text": "Name what is hard just now, in a word.", "seconds": 30},
    {"text": "A hand where it helps, or around a warm cup.", "seconds": 60},
    {"text": "Say to yourself what you would say to a friend here.", "seconds": 60},
]


def add_around(
    *, clinic: Clinic, staff: list[Member], people: list[tuple[Client, Member]], group: Group
) -> None:
    """Add it all to a clinic whose calendar is saved. `staff` begins with who leads the group."""
    lead, other, third = staff[:3]
    own = [client for client, of in people if of == lead]
    Member.objects.filter(pk__in=[one.pk for one in staff]).update(hours_data=HOURS)
    Member.objects.filter(pk=lead.pk).update(hours_data=HOURS | LONG_TUESDAY)
    _tasks(_next(own[0]))
    _after_held(own, lead)
    _of_group(_last(group))
    _waiting(group, [client for client, of in people if of == other][-2:])
    _apart(own[-1], own[-2])
    _cover([client for client, of in people if of == other][:2], third)
    _calendar(own, lead)


def _last(whom: Client | Group) -> Session:
    """The last session that was held."""
    return Session.objects.for_whom(whom).filter(recorded_at__isnull=False)[0]


def _next(whom: Client | Group) -> Session:
    """The next planned session."""
    coming = Session.objects.for_whom(whom).filter(recorded_at=None)
    return coming.order_by("appointment__day")[0]


def _tasks(session: Session) -> None:
    """What has to be done before and after, and what has to lie ready."""
    own = {"clinic": session.clinic, "session": session}
    Task.objects.create(**own, moment=Moment.BEFORE, text="Set out the stones and the blanket")
    Task.objects.create(**own, moment=Moment.BEFORE, text="Ring the interpreter about the room")
    Task.objects.create(**own, moment=Moment.AFTER, text="Write the two lines for the record")
    first = session.blocks.all()[0]
    first.materials = "Two stones\nA blanket"
    first.save(update_fields=["materials"])


def _after_held(own: list[Client], lead: Member) -> None:
    """One session that stopped early, with a call agreed; a private note; who else was there."""
    stopped = _last(own[2])
    stopped.appointment.status = AppointmentStatus.STOPPED_EARLY
    stopped.appointment.stopped_minute = 32
    stopped.appointment.save(update_fields=["status", "stopped_minute"])
    of_it = {"clinic": stopped.clinic, "session": stopped}
    Stop.objects.create(
        **of_it,
        seen="looked through the wall, did not answer",
        helped="standing up, the cold glass, naming the room",
        back_after=6,
        who_stayed="Sara Vitale",
        way_home="by taxi with a sister",
        call_on=stopped.clinic.today(),
    )
    WayOfReaching.objects.create(
        clinic=stopped.clinic,
        client=own[2],
        channel="call",
        safe=True,
        recorded_on=stopped.clinic.today(),
    )
    UnwantedEffect.objects.create(
        **of_it, client=own[2], effect="felt far away for some minutes", still=StillThere.NO
    )
    Guest.objects.create(clinic=stopped.clinic, appointment=stopped.appointment, role="interpreter")
    with_note = _last(own[0])
    ProcessNote.objects.create(
        clinic=with_note.clinic,
        session=with_note,
        author=lead,
        text="I was in a hurry today and it was felt. Bring it to supervision.",
    )


def _of_group(session: Session) -> None:
    """What the group made together, and something unwanted for one of its people."""
    own = {"clinic": session.clinic, "session": session}
    CoCreated.objects.create(
        **own, title="The warm cup", purpose="For the minute before a call", steps=MADE, reuse=True
    )
    place = session.appointment.attendances.select_related("client")[0]
    UnwantedEffect.objects.create(
        **own, client=place.client, effect="an old sadness, it passed", still=StillThere.NO
    )


def _waiting(group: Group, clients: list[Client]) -> None:
    today = group.clinic.today()
    Participation.objects.bulk_create(
        Participation(
            clinic=group.clinic,
            group=group,
            client=client,
            waiting_since=today - (9 - 4 * turn) * DAY,
            turn=turn,
        )
        for turn, client in enumerate(clients, 1)
    )


def _apart(one: Client, other: Client) -> None:
    first, second = sorted((one, other), key=lambda client: client.pk)
    Apart.objects.create(
        clinic=one.clinic, client=first, other=second, noted_on=one.clinic.today() - 20 * DAY
    )


def _cover(clients: list[Client], member: Member) -> None:
    """A colleague covers for the coming days."""
    today = member.clinic.today()
    CareTeam.objects.bulk_create(
        CareTeam(
            clinic=member.clinic,
            client=client,
            member=member,
            role="cover",
            starts=today,
            ends=today + 9 * DAY,
        )
        for client in clients
    )


def _calendar(own: list[Client], lead: Member) -> None:
    """An appointment that was moved by a day, and one at a time that was taken, with its reason."""
    moved = _next(own[3]).appointment
    assert moved.day is not None
    move_appointment(appointment=moved, day=moved.day + DAY, time=moved.time, by=lead)
    taken = _next(own[4]).appointment
    assert taken.day is not None
    Appointment.objects.create(
        clinic=lead.clinic,
        client=own[5],
        day=taken.day + DAY,
        time=dt.time(11),
        minutes=50,
        timezone=taken.timezone,
        setting="video",
    )
    Appointment.objects.create(
        clinic=lead.clinic,
        client=own[4],
        day=taken.day + DAY,
        time=dt.time(11, 30),
        minutes=30,
        timezone=taken.timezone,
        room="Room 1",
        double_booked_why="Ben Adler takes the first half.",
    )
