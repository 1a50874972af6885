"""What is only looked at is noted too."""

from django.db import transaction

from clients.models import Act, Actor, Journal, Owned


def note_opening(*, thing: Owned, by: Actor) -> None:
    """Write that a client's record was opened, once per person and client in ten minutes.

    The look comes before the transaction: most pages write nothing and take no lock.
    """
    if Journal.objects.opened_lately(thing=thing, by=by):
        return
    with transaction.atomic():
        Journal.objects.write(act=Act.OPENED, thing=thing, by=by)


@transaction.atomic
def note_export(*, thing: Owned, by: Actor) -> None:
    """Write that a document left the site."""
    Journal.objects.write(act=Act.EXPORTED, thing=thing, by=by)
