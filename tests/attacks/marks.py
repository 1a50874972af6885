"""A word that can be found again, put into every text that people write, and pages to seek it on."""

import json
from collections.abc import Iterator
from typing import Any

from django.db import models
from django.test import Client as HttpClient
from django.urls import reverse
from django.utils.html import escape

from clients.models import Client, owned_models
from planner.models import ExposureEnd, ExposureRecord, OwnRecord, ProcessNote, Stop, UnwantedEffect
from tests import factories as make
from tests.attacks.ground import place, reading
from tests.cast import Cast
from tests.specimens import ADDRESSES, PORTAL

NOT_WRITTEN_BY_PEOPLE = {
    *("timezone", "language", "country", "consent_version", "version", "media_type", "sha256"),
    *("facts_hash", "order_shown", "session_hash", "secret_hash", "pin_hash", "invitation_hash"),
    *("practice", "what", "feed_hash"),
}
"""Texts that the program sets, and the codes of practices."""


def free_texts(model: type[models.Model]) -> list[str]:
    """The fields of a model in which people write what they like."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and field.name not in NOT_WRITTEN_BY_PEOPLE
    ]


def rewrite(rows: Any, text: str, *, but: tuple[str, ...] = ()) -> int:
    """Put the text into every free text of these rows, numbered where rows must differ."""
    count = 0
    for row in rows:
        changes = {}
        for name in free_texts(type(row)):
            field = row._meta.get_field(name)
            if name not in but and (field.max_length or 9999) >= len(text):
                changes[name] = text
        type(row)._default_manager.filter(pk=row.pk).update(**changes)
        count += len(changes)
    return count


def private_life(person: Client, cast: Cast) -> None:
    """What happens between a client and the care team: all of it, with every field filled."""
    today = person.clinic.today()
    session = make.session(person, summary="s", next_note="n", recorded_by=cast.amara)
    exposed = make.block(session, "exposure", 35, notes="n", memory="m", left_out_why="w")
    make.task(session)
    ExposureRecord.objects.create(
        clinic=person.clinic,
        session=session,
        work=exposed.uid,
        suds_scale="100",
        ended=ExposureEnd.values[0],
        safe_to_leave=False,
        if_not_safe="x",
        memory="m",
    )
    own: dict[str, Any] = {"clinic": person.clinic, "session": session}
    ExposureRecord.objects.create(
        client=person, suds_scale="100", memory="m", if_not_safe="x", safe_to_leave=False, **own
    )
    Stop.objects.create(seen="s", helped="h", who_stayed="w", way_home="h", call_on=today, **own)
    UnwantedEffect.objects.create(client=person, effect="e", title="t", **own)
    OwnRecord.objects.create(client=person, text="o", **own)
    ProcessNote.objects.create(author=cast.amara, text="t", **own)
    session.appointment.guests.create(clinic=person.clinic, role="r")
    facts: dict[str, Any] = {"clinic": person.clinic, "client": person, "by": cast.amara}
    person.risk_questions.create(outcome="none", action="a", **facts)
    person.safety_reviews.create(subject="home", note="n", **facts)
    person.ways.create(
        channel="call", safe=True, address="1", who_else_sees="w", recorded_on=today, **facts
    )
    given = make.assignment(person, by=cast.amara)
    make.log(given, note="n", note_shared=True, unpleasant=True, unpleasant_note="u")
    make.checkin(person, 5, 3)
    make.handout(person, by=cast.amara)


def rows_about(person: Client) -> Iterator[Any]:
    """The client's own row and every row that belongs to it alone, but for places in groups."""
    yield person
    for model in owned_models():
        for path in model.owner:
            if path and end_is_client(model, path):
                yield from model._default_manager.filter(**{path: person})


def end_is_client(model: Any, path: str) -> bool:
    """Whether an owner path leads to a client."""
    for step in path.split("__"):
        model = model._meta.get_field(step).related_model
    return model is Client


def pages_of(who: str, cast: Cast, found: dict[str, Any]) -> dict[str, str]:
    """Every page that this member can open, as text, by the name of its address."""
    browser = cast.staff(who)
    pages = {}
    for name in reading():
        if name in ADDRESSES:
            answer = browser.get(place(name, cast, found))
            if answer.status_code < 400:
                pages[name] = text_of(answer)
    found_by_name = reverse("clients:client_list", args=[cast.harbour.uid])
    pages["search"] = text_of(browser.get(f"{found_by_name}?q=&ended=on"))
    return pages


def phone_pages(phone: HttpClient, cast: Cast, found: dict[str, Any]) -> dict[str, str]:
    """Every page that a phone can open in a sitting, as text, by the name of its address."""
    return {
        name: text_of(phone.get(place(name, cast, found)))
        for name, row in PORTAL.items()
        if "GET" in row[1] and row[2] == "phone"
    }


def text_of(answer: Any) -> str:
    """The body as text; what is no text stands for itself.

    Of the pages that a phone keeps for a time without a network: as the phone shows them, titles as
    text, and the questions that it may ask in either order in a fixed one.
    """
    text = str(answer.content.decode("utf-8", errors="replace"))
    if answer.headers.get("Content-Type") != "application/json" or '"pages"' not in text:
        return text
    pages = json.loads(text)["pages"].values()
    shown = (f"<h1>{escape(one['title'])}</h1>{one['html']}" for one in pages)
    later = (part for one in pages for part in sorted(one.get("more", "").splitlines()))
    return "".join((*shown, *later))
