"""What is only looked at is noted too."""

from django.db import transaction

from clients.models import Act, Actor, Journal, Owned


@transaction.atomic
def note_opening(*, thing: Owned, by: Actor) -> None:
    """Write that a client's record was opened, once per person and client in ten minutes."""
    Journal.objects.opened(thing=thing, by=by)


@transaction.atomic
def note_export(*, thing: Owned, by: Actor) -> None:
    """Write that a document left the site."""
    Journal.objects.write(act=Act.EXPORTED, thing=thing, by=by)
