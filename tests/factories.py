"""Rows for tests, made directly: short, with every required field and sensible defaults."""

import datetime as dt
import uuid
from typing import Any

from django.utils.timezone import now

from clients.models import (
    Appointment,
    Assignment,
    CareTeam,
    CheckIn,
    Client,
    Clinic,
    Consent,
    CrisisContact,
    Diary,
    Edition,
    Group,
    Handout,
    Log,
    Member,
    Participation,
    PortalDevice,
    Received,
    SheetAnswer,
    StoredFile,
    User,
)
from clients.paperdiary import new_code
from planner.models import Block, CourseRun, CourseStep, Session, Task

PRESCRIPTION: dict[str, Any] = {
    "format": 1,
    "code": "three-breath-pause",
    "version": "test1",
    "language": "en",
    "title": "A short pause",
    "plain_title": "A short pause",
    "purpose": "Come back to where you are.",
    "wing": "both",
    "steps": [
        {"label": "Notice", "text": "Notice what is here.", "seconds": 30},
        {
            "label": "Name it kindly",
            "text": "Say what you found.",
            "gap_allowed": False,
            "own_words": True,
        },
    ],
    "minutes": {"shortest": 1, "usual": 4, "longest": 6},
    "gates": {"led_by": "self", "activating": False, "leave_out_when": []},
    "stop_and_steady": "Stop whenever you like. Press your feet down.",
    "real_danger_line": "If this is about something dangerous right now, practise later.",
    "may_happen": "Nothing much. A wandering mind.",
    "where": "eyes open or closed",
}
"""A literal prescription: what a client's page needs, with no practice in the database."""

DAILY: dict[str, Any] = {"format": 1, "kind": "daily"}


def clinic(name: str = "Harbour Clinic", **fields: Any) -> Clinic:
    """A clinic in London with one crisis contact."""
    made = Clinic.objects.create(
        **{"name": name, "country": "GB", "timezone": "Europe/London", "phone": "020 7946 0100"}
        | {"hours": "Mon to Fri 9 to 17"}
        | fields
    )
    contact(made)
    return made


def contact(of: Clinic, **fields: Any) -> CrisisContact:
    """A line to call."""
    return CrisisContact.objects.create(
        **{"clinic": of, "country": "GB", "name": "Night line", "number": "116 000"}
        | {"hours": "day and night"}
        | fields
    )


def address_of(name: str, of: Clinic) -> str:
    """A member's e-mail address, made from the name."""
    return f"{name.split()[-1].lower()}@{of.pk}.example"


def member(of: Clinic, name: str, **fields: Any) -> Member:
    """A member with a user; the address is made from the name."""
    email = fields.pop("email", None) or address_of(name, of)
    user = User.objects.filter(email=email).first() or User.objects.create_user(email)
    return Member.objects.create(clinic=of, user=user, name=name, **fields)


def _saved[Row: (CareTeam, Participation, PortalDevice)](row: Row) -> Row:
    row.save()
    return row


def client(of: Clinic, code: str, **fields: Any) -> Client:
    """A client, by code, who was asked today what practices have to look at."""
    return Client.objects.create(
        **{"clinic": of, "code": code, "flag_days": Client.all_asked_on(of.today())} | fields
    )


def place(whom: Client | Group, who: Member, role: str = "lead", **fields: Any) -> CareTeam:
    """A place on a care team, since a year ago; not saved."""
    side = "client" if isinstance(whom, Client) else "group"
    return CareTeam(
        **{"clinic": whom.clinic, side: whom, "member": who, "role": role}
        | {"starts": whom.clinic.today() - dt.timedelta(days=365)}
        | fields
    )


def team(whom: Client | Group, who: Member, role: str = "lead", **fields: Any) -> CareTeam:
    """A place on a care team, since a year ago."""
    return _saved(place(whom, who, role, **fields))


def group(of: Clinic, name: str, **fields: Any) -> Group:
    """A group."""
    return Group.objects.create(clinic=of, name=name, **fields)


def seat(whom: Client, where: Group, **fields: Any) -> Participation:
    """A client in a group, since a month ago; not saved."""
    started = whom.clinic.today() - dt.timedelta(days=30)
    return Participation(
        **{"clinic": whom.clinic, "client": whom, "group": where, "starts": started} | fields
    )


def participation(whom: Client, where: Group, **fields: Any) -> Participation:
    """A client in a group, since a month ago."""
    return _saved(seat(whom, where, **fields))


def appointment(whom: Client | Group, **fields: Any) -> Appointment:
    """An appointment of 50 minutes, today at three."""
    side = "client" if isinstance(whom, Client) else "group"
    return Appointment.objects.create(
        **{"clinic": whom.clinic, side: whom, "timezone": whom.clinic.timezone}
        | {"day": whom.clinic.today(), "time": dt.time(15), "minutes": 50}
        | fields
    )


def session(whom: Client | Group, **fields: Any) -> Session:
    """A planned session without blocks, with its appointment."""
    meeting = fields.pop("appointment", None) or appointment(whom)
    kind = fields.pop("kind", "trauma")
    return Session.objects.create(clinic=whom.clinic, appointment=meeting, kind=kind, **fields)


def block(of: Session, phase: str, minutes: int, **fields: Any) -> Block:
    """One more block at the end of a session."""
    return Block.objects.create(
        **{"clinic": of.clinic, "session": of, "phase": phase, "minutes": minutes}
        | {"title": phase.capitalize(), "position": of.blocks.count()}
        | fields
    )


def task(of: Session, **fields: Any) -> Task:
    """Something to do before a session."""
    return Task.objects.create(
        **{"clinic": of.clinic, "session": of, "moment": "before", "text": "Set out the cards"}
        | fields
    )


COURSE: dict[str, Any] = {
    "format": 1,
    "code": "three-evenings",
    "language": "en",
    "title": "Three evenings",
    "purpose": "Seeing and caring.",
    "settings": ["group", "individual"],
    "audiences": ["adults"],
    "every": 7,
    "sessions": [
        {
            "title": f"Evening {number}",
            "protocol": f"evening-{number}",
            "theme": f"The theme of evening {number}.",
            "home": ["micro-pause"],
            "home_text": "Once a day.",
        }
        for number in (1, 2, 3)
    ],
    "cautions": ["Ask about anything unpleasant."],
    "text": "A short course.",
}
"""A literal course of three sessions, with no item in the library."""


def course_run(whom: Client | Group, first: dt.date, **fields: Any) -> CourseRun:
    """A course of three sessions with plans, a week apart at five, from this day on."""
    side = "client" if isinstance(whom, Client) else "group"
    run: CourseRun = CourseRun.objects.create(
        **{"clinic": whom.clinic, side: whom, "document": COURSE, "time": dt.time(17)}
        | {"weekdays": [first.weekday()]}
        | fields
    )
    for number in (1, 2, 3):
        day = first + dt.timedelta(days=7 * (number - 1))
        course_step(run, number, appointment(whom, day=day, time=dt.time(17)))
    return run


def course_step(of: CourseRun, number: int, meeting: Appointment, **fields: Any) -> CourseStep:
    """One session of a course, with an empty plan, on the day of its appointment."""
    kind = "group" if meeting.group_id else "no_exposure"
    session(meeting.whom, appointment=meeting, kind=kind, title=f"Evening {number}")
    step: CourseStep = CourseStep.objects.create(
        **{"clinic": of.clinic, "run": of, "number": number, "appointment": meeting}
        | {"laid_on": meeting.day}
        | fields
    )
    return step


def assignment(whom: Client, **fields: Any) -> Assignment:
    """Daily homework from a week ago, with its first edition, from literal data."""
    prescription = PRESCRIPTION | fields.pop("prescription", {})
    schedule = fields.pop("schedule", DAILY)
    given = Assignment.objects.create(
        **{"clinic": whom.clinic, "client": whom, "code": prescription["code"]}
        | {"title": prescription["title"], "starts": whom.clinic.today() - dt.timedelta(days=7)}
        | fields
    )
    Edition.objects.create(
        clinic=whom.clinic,
        assignment=given,
        number=1,
        from_date=given.starts,
        prescription_data=prescription,
        schedule_data=schedule,
        by=given.by,
    )
    return given


def log(of: Assignment, **fields: Any) -> Log:
    """What the client did today."""
    day = fields.get("local_date", of.clinic.today())
    return Log.objects.create(
        **{"clinic": of.clinic, "client": of.client, "assignment": of, "local_date": day}
        | {"edition": of.edition_on(day), "entry_uid": uuid.uuid4(), "state": "done"}
        | {"timezone": of.clinic.timezone, "happened_at": now()}
        | fields
    )


def received(of: Log, **fields: Any) -> Received:
    """That a change of the entry came from a phone, just now."""
    return Received.objects.create(
        **{"clinic": of.clinic, "client": of.client, "entry_uid": of.entry_uid}
        | {"mutation_uid": uuid.uuid4(), "number": 1, "fields": ["state"], "written_at": now()}
        | fields
    )


SHEET: dict[str, Any] = {
    "format": 1,
    "code": "day-map",
    "title": "A map of my day",
    "plain_title": "A look at the day",
    "purpose": "A few moments of the day.",
    "fields": [
        {"key": "about", "label": "About today", "kind": "short_text", "required": True},
        {"key": "more", "label": "More", "kind": "long_text"},
        {
            "key": "hard",
            "label": "How hard was it?",
            "kind": "rating",
            **{"low": 0, "high": 10, "low_label": "not at all", "high_label": "very"},
        },
        {
            "key": "whom",
            "label": "For whom?",
            "kind": "choice",
            "choices": [{"code": "me", "label": "For me"}, {"code": "friend", "label": "A friend"}],
        },
        {
            "key": "moments",
            "label": "Moments",
            "kind": "rows",
            "rows_most": 3,
            "columns": [
                {"key": "at", "label": "Time", "kind": "time"},
                {"key": "felt", "label": "What I felt", "kind": "short_text"},
            ],
        },
    ],
}
"""A literal worksheet with every kind of field."""


def sheet(of: Assignment, **fields: Any) -> SheetAnswer:
    """A finished sheet of today, private; the homework was given with SHEET."""
    day = fields.get("local_date", of.clinic.today())
    return SheetAnswer.objects.create(
        **{"clinic": of.clinic, "client": of.client, "assignment": of, "local_date": day}
        | {"edition": of.edition_on(day), "entry_uid": uuid.uuid4(), "is_finished": True}
        | {"timezone": of.clinic.timezone, "answers": {"about": "the bus"}}
        | fields
    )


def diary(of: Assignment, **fields: Any) -> Diary:
    """A diary of the week from today on."""
    return Diary.objects.create(
        **{"clinic": of.clinic, "client": of.client, "assignment": of, "code": new_code()}
        | {"first": of.clinic.today()}
        | fields
    )


def checkin(whom: Client, presence: int | None, kindness: int | None, **fields: Any) -> CheckIn:
    """Two ratings after a practice, today, on the client's scale."""
    return CheckIn.objects.create(
        **{"clinic": whom.clinic, "client": whom, "context": "after_practice"}
        | {"scale": whom.rating_scale, "presence": presence, "kindness": kindness}
        | {"local_date": whom.clinic.today(), "timezone": whom.clinic.timezone}
        | {"happened_at": now()}
        | fields
    )


def handout(whom: Client, content: bytes = b"%PDF-1.7 test", **fields: Any) -> Handout:
    """A document that was given."""
    stored = StoredFile.objects.create(
        clinic=whom.clinic, client=whom, sha256="0" * 64, content=content
    )
    return Handout.objects.create(
        **{"clinic": whom.clinic, "client": whom, "file": stored, "code": "a", "title": "A pause"}
        | fields
    )


def consent(whom: Client, kind: str = "portal", **fields: Any) -> Consent:
    """What the client agreed to."""
    return Consent.objects.create(
        **{"clinic": whom.clinic, "client": whom, "kind": kind, "version": "1"} | fields
    )


def phone(whom: Client, **fields: Any) -> PortalDevice:
    """A phone that was invited and not yet set up; not saved."""
    until = now() + dt.timedelta(days=7)
    return PortalDevice(**{"clinic": whom.clinic, "client": whom, "invited_until": until} | fields)


def device(whom: Client, **fields: Any) -> PortalDevice:
    """A phone that was invited and not yet set up."""
    return _saved(phone(whom, **fields))
