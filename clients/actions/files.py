"""Keeping what was given on paper."""

import hashlib
from collections.abc import Iterable

from django.db import transaction

from clients.models import Act, Actor, Client, Handout, Journal, Member, StoredFile


@transaction.atomic
def keep_handout(
    *, client: Client, code: str, title: str, content: bytes, discreet: bool, by: Actor
) -> Handout:
    """Keep the exact file that a client was given; a file is never shared between clients.

    `title` is what the paper itself is called. The journal says that it was printed.
    """
    (given,) = keep_packet(
        client=client, items=[(code, title)], content=content, discreet=discreet, by=by
    )
    return given


@transaction.atomic
def keep_packet(
    *,
    client: Client,
    items: Iterable[tuple[str, str]],
    content: bytes,
    discreet: bool,
    by: Actor,
) -> list[Handout]:
    """Keep one file with several things on it, each noted as a handout of its own.

    `items` are their codes and titles, in the order of the paper.
    """
    stored = StoredFile.objects.create(
        clinic=client.clinic,
        client=client,
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
    )
    return [_noted(stored, code, title, discreet, by) for code, title in items]


def _noted(file: StoredFile, code: str, title: str, discreet: bool, by: Actor) -> Handout:
    """One handout on this file, with its line in the journal."""
    given = Handout.objects.create(
        clinic=file.clinic,
        client=file.client,
        file=file,
        code=code,
        title=title,
        discreet=discreet,
        by=by if isinstance(by, Member) else None,
    )
    Journal.objects.write(act=Act.PRINTED, thing=given, by=by)
    return given
