"""What is measured on: 200 clients, one with five years and 10,000 entries, a plan of 30 blocks."""

import datetime as dt
import random
import uuid
from dataclasses import dataclass, replace
from itertools import cycle
from typing import Any

from django.utils.timezone import now

from clients.models import CareTeam, CheckIn, Client, Log, Member
from planner.actions.library import load
from planner.library.reader import read_library
from planner.models import Item, ItemVersion, Session
from tests import factories as make
from tests.cast import Cast, gather

CLIENTS = 200
ENTRIES = 10_000
YEARS = 5
ROUND = ("awareness", "compassion", "reflection", "psychoeducation", "break")
DAY: tuple[str, ...] = ("arrival", *ROUND * 4, "awareness", "exposure", "processing", "grounding")
DAY += ("awareness", "compassion", "reflection", "homework", "closing")
"""A day of practice in 30 blocks, with one exposure too short on grounding, so that findings stand."""

OWN_ITEMS = 2000


@dataclass
class Bench:
    """The cast, and what the jobs ask for."""

    cast: Cast
    session: Session
    block: Any
    assignment: Any


def prepare() -> Bench:
    """Build it all, in bulk."""
    load(documents=read_library(), by="command")
    cast = gather()
    crowd(cast.amara)
    own_items(cast.amara)
    session = make.session(cast.m17)
    for number, phase in enumerate(DAY):
        make.block(session, phase, 20 if phase == "exposure" else 3 + number % 5)
    given = make.assignment(cast.m17, starts=cast.harbour.today() - dt.timedelta(days=365 * YEARS))
    many_entries(given)
    return Bench(cast=cast, session=session, block=session.blocks.all()[15], assignment=given)


def crowd(lead: Member) -> None:
    """Two hundred clients of one clinician, each with an appointment."""
    people = [Client(clinic=lead.clinic, code=f"C-{number:03}") for number in range(CLIENTS)]
    Client.objects.bulk_create(people)
    since = lead.clinic.today() - dt.timedelta(days=30)
    CareTeam.objects.bulk_create(
        CareTeam(clinic=lead.clinic, client=person, member=lead, starts=since) for person in people
    )
    for person in people[:30]:
        make.appointment(person)


def own_items(author: Member) -> None:
    """Two thousand practices of the clinic's own, each somewhat different from a shared one."""
    shared = read_library().practices
    documents = [
        replace(
            one,
            code=f"own-{number}",
            title=f"{one.title}, form {number}",
            tags=(*one.tags[:8], f"drawer {number % 40}"),
            related=(),
        )
        for number, one in zip(range(OWN_ITEMS), cycle(shared), strict=False)
    ]
    items = [Item(clinic=author.clinic, shelf=one.shelf, code=one.code) for one in documents]
    Item.objects.bulk_create(items, batch_size=500)
    ItemVersion.objects.bulk_create(
        (
            ItemVersion.saying(document, item=item, number=1, made_by=author)
            for item, document in zip(items, documents, strict=True)
        ),
        batch_size=200,
    )


def many_entries(given: Any) -> None:
    """Ten thousand entries of one client over five years, each with two ratings."""
    chance = random.Random(1)
    person, edition, today = given.client, given.editions.get(), given.clinic.today()
    days = [today - dt.timedelta(days=number * 365 * YEARS // ENTRIES) for number in range(ENTRIES)]
    common = {"clinic": given.clinic, "client": person, "timezone": "UTC", "happened_at": now()}
    logs = [
        Log(
            **common,
            assignment=given,
            edition=edition,
            entry_uid=uuid.uuid4(),
            local_date=day,
            state="done",
            before=6,
            after=4,
        )
        for day in days
    ]
    Log.objects.bulk_create(logs, batch_size=500)
    CheckIn.objects.bulk_create(
        (
            CheckIn(
                **common,
                log=log,
                context="after_practice",
                scale="1-7",
                presence=chance.randint(1, 7),
                kindness=chance.randint(1, 7),
                local_date=log.local_date,
            )
            for log in logs
        ),
        batch_size=500,
    )
