"""Build the demo clinics in bulk, with a fixed seed: the same people and days each time."""

import datetime as dt
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.timezone import now

from clients.actions.clinics import add_crisis_contact, add_member, open_clinic
from clients.actions.devices import invite_device
from clients.models import (
    Assignment,
    CareTeam,
    CheckIn,
    Client,
    Clinic,
    Consent,
    ConsentKind,
    Edition,
    Group,
    Log,
    Member,
    Participation,
    RiskQuestion,
    User,
)
from clients.prescription import Prescription
from clients.schedule import Schedule
from planner.demo import meetings, practice
from planner.demo.around import add_around
from planner.demo.couple import COUPLE, add_couple
from planner.demo.own import write_own_items
from planner.demo.people import GOALS, MARK, NAMES, PASSWORD, PLACES, Place
from planner.library.documents import PROTOCOLS
from planner.library.practices import to_prescription
from planner.models import ItemVersion

SEED = 20261122
BY = "command"
HOMEWORK = ("three-step-integration-cycle", "micro-pause", "compassionate-labelling")
QUIET = "M-05"
"""The one client in quiet mode, whose home is not safe."""
WITH_PHONE = ("M-01", "M-03", QUIET)
"""Clients whose phone the demo shows; all others have one or paper by chance."""
UNWELL = ("M-01", "M-07", "M-12")
"""Clients with whom something unpleasant came up lately."""
UNMOVED = "M-09"
"""The one client with whom practices need to do without movement."""
GROUP_TIMES = ((1, dt.time(17, 30)), (4, dt.time(9, 30)))
"""Weekday (0 is Monday) and time of each group: Tuesday evening, Friday morning."""
SLOTS = [dt.time(hour, minute) for hour, minute in ((9, 0), (10, 30), (12, 0), (14, 0), (16, 0))]


@dataclass
class Drawn:
    """What the parts of the builder share."""

    chance: random.Random
    protocols: dict[str, ItemVersion]
    prescriptions: list[Prescription]
    calendar: meetings.Calendar
    written: practice.Written


@dataclass(frozen=True)
class Made:
    """What to tell whoever looks around: sign-in names, the password, a phone to open."""

    emails: tuple[str, ...]
    password: str
    phone_of: str
    token: str


def is_there() -> bool:
    """Whether the demo was built before."""
    return Clinic.objects.filter(name=MARK).exists()


@transaction.atomic
def build() -> Made:
    """Both clinics with everybody. Raises LookupError when the library is empty."""
    drawn = _drawn()
    names = iter(NAMES)
    first: Client | None = None
    around: list[Callable[[], None]] = []
    for place in PLACES:
        clinic, staff = _open(place)
        if first is None:
            write_own_items(staff[0][0])
        people = _people(place, clinic, staff, names, drawn)
        first = first or people[0][0]
        groups = _groups(place, clinic, staff, [person for person, _lead in people])
        _meet(place, people, groups, drawn)
        if groups:
            members = [member for member, _led in staff]
            add_couple(
                lead=members[0],
                people=people,
                protocols=drawn.protocols,
                calendar=drawn.calendar,
            )
            about: dict[str, Any] = {
                "clinic": clinic,
                "staff": members,
                "people": people,
                "group": groups[0][0],
            }
            around.append(partial(add_around, **about))
        _practise(people, drawn)
    drawn.calendar.save()
    for one in around:
        one()
    Log.objects.bulk_create(drawn.written.logs)
    CheckIn.objects.bulk_create(drawn.written.checkins)
    assert first is not None
    _device, token = invite_device(client=first, by=BY)
    emails = tuple(staff.email for place in PLACES for staff in place.staff)
    return Made(emails=emails, password=PASSWORD, phone_of=first.code, token=token)


def _drawn() -> Drawn:
    shared = ItemVersion.objects.current().filter(item__clinic=None, language="en")
    shared = shared.select_related("item")
    documents = {one.item_id: one.read() for one in shared.filter(item__code__in=HOMEWORK)}
    protocols = {one.item.code: one for one in shared.filter(item__shelf=PROTOCOLS)}
    if not documents or not protocols:
        raise LookupError("the library is empty: run load_library first")
    prescriptions = [to_prescription(document) for document in documents.values()]
    return Drawn(
        chance=random.Random(SEED),  # noqa: S311 - invented people, no secrets
        protocols=protocols,
        prescriptions=sorted(prescriptions, key=lambda given: HOMEWORK.index(given.code)),
        calendar=meetings.Calendar(),
        written=practice.Written(logs=[], checkins=[]),
    )


def _open(place: Place) -> tuple[Clinic, list[tuple[Member, int]]]:
    """The clinic with its lines to call and its members, all with the demo's password."""
    clinic = open_clinic(by=BY, **place.facts)
    for contact in place.contacts:
        add_crisis_contact(clinic=clinic, by=BY, country=clinic.country, **contact)
    staff = []
    for who in place.staff:
        member = add_member(
            clinic=clinic,
            email=who.email,
            name=who.name,
            by=BY,
            is_owner=who.is_owner,
            is_clinician=who.is_clinician,
        )
        staff.append((member, who.led))
    users = User.objects.filter(memberships__clinic=clinic)
    users.update(password=make_password(PASSWORD))
    return clinic, staff


def _people(
    place: Place,
    clinic: Clinic,
    staff: list[tuple[Member, int]],
    names: Iterator[str],
    drawn: Drawn,
) -> list[tuple[Client, Member]]:
    """The clients with their leads; consent to the phone where it is used."""
    leads = [member for member, led in staff for _number in range(led)]
    clients = [
        _client(clinic, f"{place.letter}-{number:02}", next(names), drawn.chance)
        for number in range(1, len(leads) + 1)
    ]
    Client.objects.bulk_create(clients)
    today = clinic.today()
    since = today - dt.timedelta(days=200)
    pairs = list(zip(clients, leads, strict=True))
    CareTeam.objects.bulk_create(
        CareTeam(clinic=clinic, client=client, member=lead, role="lead", starts=since)
        for client, lead in pairs
    )
    Consent.objects.bulk_create(
        Consent(clinic=clinic, client=client, kind=ConsentKind.PORTAL, version="paper")
        for client in clients
    )
    RiskQuestion.objects.bulk_create(
        RiskQuestion(
            clinic=clinic,
            client=client,
            by=lead,
            outcome="passive" if client.code == UNWELL[1] else "none",
            action="Safety plan made together." if client.code == UNWELL[1] else "",
            asked_at=now() - dt.timedelta(days=drawn.chance.choice((3, 7, 10, 35))),
        )
        for client, lead in pairs
    )
    return pairs


def _client(clinic: Clinic, code: str, name: str, chance: random.Random) -> Client:
    quiet = code == QUIET
    trauma = chance.random() < 0.5 or code in (QUIET, *UNWELL)
    return Client(
        clinic=clinic,
        code=code,
        name=name,
        goals=chance.choice(GOALS),
        stop_signal="raises the left hand" if trauma else "",
        trauma=trauma,
        dissociation=trauma and chance.random() < 0.2,
        touch_unsafe=trauma and chance.random() < 0.25,
        flag_days=Client.all_asked_on(clinic.today() - dt.timedelta(days=60)),
        movement_unsafe=code == UNMOVED,
        home="not_safe" if quiet else "safe" if chance.random() < 0.7 or code in COUPLE else "",
        quiet_mode=quiet,
        discreet_paper=quiet,
        profile="paper" if chance.random() < 0.08 and code not in WITH_PHONE else "phone",
        safety_plan_on=clinic.today() - dt.timedelta(days=96) if trauma else None,
    )


def _groups(
    place: Place, clinic: Clinic, staff: list[tuple[Member, int]], clients: list[Client]
) -> list[tuple[Group, Member, list[Client]]]:
    """The groups, each with a leader, a co-leader and eight to nine participants."""
    made = []
    since = clinic.today() - dt.timedelta(days=60)
    for number, name in enumerate(place.groups):
        group = Group.objects.create(clinic=clinic, name=name)
        leader, helper = staff[number][0], staff[number + 1][0]
        people = clients[number * 11 : number * 11 + 9 - number]
        CareTeam.objects.create(clinic=clinic, group=group, member=leader, starts=since)
        CareTeam.objects.create(
            clinic=clinic, group=group, member=helper, role="co_therapist", starts=since
        )
        Participation.objects.bulk_create(
            Participation(clinic=clinic, group=group, client=person, starts=since)
            for person in people
        )
        made.append((group, leader, people))
    return made


def _meet(
    place: Place,
    people: list[tuple[Client, Member]],
    groups: list[tuple[Group, Member, list[Client]]],
    drawn: Drawn,
) -> None:
    """Six weeks behind and the coming ones: who has an exposure has the trauma protocol."""
    chance, calendar = drawn.chance, drawn.calendar
    today = people[0][0].clinic.today()
    for number, (client, lead) in enumerate(people):
        slot = ((number // len(SLOTS)) % 5, SLOTS[number % len(SLOTS)])
        exposed = client.trauma and number % 3 == 0
        for week, meeting in enumerate(meetings.weekly(client, lead, slot, today)):
            code = "trauma-90" if exposed else "individual-50"
            if exposed and week < 2:
                code = "preparation-60"
            session = meetings.plan(calendar, meeting, drawn.protocols[code], lead, today)
            if session.recorded_at and code == "trauma-90":
                meetings.expose(calendar, session, lead, week, chance)
    for number, (group, leader, of_group) in enumerate(groups):
        weekday, time = GROUP_TIMES[number]
        slot = ((weekday - today.weekday()) % 7, time)
        for meeting in meetings.weekly(group, leader, slot, today):
            session = meetings.plan(calendar, meeting, drawn.protocols["group-90"], leader, today)
            if session.recorded_at:
                meetings.attend(calendar, meeting, of_group, chance)


def _practise(people: list[tuple[Client, Member]], drawn: Drawn) -> None:
    """Homework for everybody: the first practice for ninety days, for some a second one later."""
    given, editions = [], []
    for number, (client, lead) in enumerate(people):
        chosen = drawn.prescriptions[: 1 + (number % 3 == 0)]
        for later, prescription in enumerate(chosen):
            starts = client.clinic.today() - dt.timedelta(days=practice.DAYS - 60 * later)
            assignment = Assignment(
                clinic=client.clinic,
                client=client,
                code=prescription.code,
                title=prescription.title,
                starts=starts,
                by=lead,
            )
            given.append(assignment)
            editions.append(_edition(assignment, prescription, later, lead))
    Assignment.objects.bulk_create(given)
    Edition.objects.bulk_create(editions)
    for edition in editions:
        _write(edition, drawn)


def _edition(assignment: Assignment, prescription: Prescription, later: int, by: Member) -> Edition:
    two_hours = {"kind": "every_two_hours", "from_time": "09:00", "to_time": "17:00"}
    daily = {"kind": "daily", "when": "after the morning coffee"}
    schedule = Schedule.from_data({"format": 1} | (two_hours if later else daily))
    return Edition(
        clinic=assignment.clinic,
        assignment=assignment,
        number=1,
        from_date=assignment.starts,
        prescription_data=prescription.to_data(),
        schedule_data=schedule.to_data(),
        by=by,
    )


def _write(edition: Edition, drawn: Drawn) -> None:
    given = edition.assignment
    span = (given.client.clinic.today() - given.starts).days
    days = [given.starts + dt.timedelta(days=number) for number in range(span)]
    before = len(drawn.written.logs)
    practice.write_days(given, edition, given.client, days, drawn.chance, drawn.written)
    if given.client.code in UNWELL and given.code == HOMEWORK[0]:
        practice.something_came_up(drawn.written.logs[before:], drawn.chance, 1)
