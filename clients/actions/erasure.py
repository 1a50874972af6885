"""Erasing a client: everything that belongs to the person, on both floors, at once."""

from django.db import transaction

from clients.models import Act, Actor, Client, Journal


@transaction.atomic
def erase_client(*, client: Client, by: Actor) -> dict[str, int]:
    """Erase a client and all rows that belong to them; returns how many rows of each kind went.

    What is erased follows the foreign keys (CASCADE) and is listed, field by field, in
    config/retention.toml. The journal keeps that it happened, with the uid and no word of the person.
    """
    Journal.objects.write(act=Act.ERASED, thing=client, by=by)
    _count, kinds = client.delete()
    return dict(kinds)
