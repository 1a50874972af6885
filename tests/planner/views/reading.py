"""Small readings of a page that the tests of plans share."""

import re
from typing import Any

from django.urls import reverse

from planner.models import Block, Session

HTMX = {"HX-Request": "true"}


def at(name: str, thing: Any) -> str:
    """The address of a page about this thing."""
    return reverse(f"planner:{name}", args=[thing.clinic.uid, thing.uid])


def text_of(answer: Any) -> str:
    """What a page says, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def titles(session: Session) -> list[str]:
    """The titles of the blocks, in order."""
    return list(session.blocks.order_by("position").values_list("title", flat=True))


def block(session: Session, place: int) -> Block:
    """The block at this place."""
    return list(session.blocks.order_by("position"))[place]


def filled(of: Block, **changes: Any) -> dict[str, Any]:
    """The editor's form as a browser sends it."""
    sent = {"version": of.version, "phase": of.phase, "title": of.title, "minutes": of.minutes}
    return sent | {"shortest": "", "longest": "", "notes": of.notes, "practice": ""} | changes
