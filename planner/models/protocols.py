"""A session beside its protocol: what the protocol says, and what may not go into one."""

from typing import Any

from clients.models import Client
from planner.library.reader import ENGLISH
from planner.plan import PlannedBlock, plan_from_data

from .items import ItemVersion
from .sessions import Session

LEAST_LETTERS = 3
"""A part of a name that counts as one; initials stand in too many words."""


def protocol_version(session: Session, items: Any) -> ItemVersion | None:
    """What the session's protocol says now, in the language in which it was begun.

    None without a protocol, and where it is not among the `items` that the reader sees. One query.
    """
    if session.protocol_id is None:
        return None
    whom = session.appointment.whom
    language = whom.language if isinstance(whom, Client) else session.clinic.language
    versions = ItemVersion.objects.current().filter(item=session.protocol_id, item__in=items)
    said: dict[str, ItemVersion] = {one.language: one for one in versions}
    return said.get(language) or said.get(ENGLISH) or next(iter(said.values()), None)


def blocks_of(version: ItemVersion) -> tuple[PlannedBlock, ...]:
    """The blocks of a protocol."""
    return plan_from_data(version.document["plan"])


def names_behind(session: Session) -> tuple[str, ...]:
    """Codes and parts of the names of those for whom a session is planned. One query for a group."""
    whom = session.appointment.whom
    people = [whom] if isinstance(whom, Client) else _participants(whom)
    names = {part for one in people for part in one.name.split() if len(part) >= LEAST_LETTERS}
    return tuple(sorted(names | {one.code for one in people}))


def _participants(group: Any) -> list[Client]:
    return list(Client.objects.filter(participations__group=group).distinct())
