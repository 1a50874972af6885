"""Keeping what was given on paper."""

import hashlib

from django.db import transaction

from clients.models import Act, Actor, Client, Handout, Journal, Member, StoredFile


@transaction.atomic
def keep_handout(
    *, client: Client, code: str, title: str, content: bytes, discreet: bool, by: Actor
) -> Handout:
    """Keep the exact file that a client was given; a file is never shared between clients.

    `title` is what the paper itself is called. The journal says that it was printed.
    """
    stored = StoredFile.objects.create(
        clinic=client.clinic,
        client=client,
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
    )
    given = Handout.objects.create(
        clinic=client.clinic,
        client=client,
        file=stored,
        code=code,
        title=title,
        discreet=discreet,
        by=by if isinstance(by, Member) else None,
    )
    Journal.objects.write(act=Act.PRINTED, thing=given, by=by)
    return given
