"""One at a time: who changes what a client wrote waits for whoever is changing it."""

from clients.models import Client, Log, SheetAnswer

KEPT_AS_LOADED = {"client", "clinic", "assignment"}
"""What never changes about a row; the caller has it loaded with all that belongs to it."""


class GoneError(Exception):
    """What was to be changed was taken back meanwhile, or is not there any more."""


def take_turn(client: Client) -> None:
    """Wait until no other change of this client's entries is under way, until the transaction ends.

    On SQLite all writers wait for one another already.
    """
    rows = Client.objects.select_for_update(no_key=True).filter(pk=client.pk)
    list(rows.values_list("pk"))


def take_turn_with(*things: Log | SheetAnswer) -> None:
    """Take the client's turn and read these rows of one client again: they may have changed since.

    Raises GoneError where one of them is not there any more; it may be taken back.
    """
    take_turn(things[0].client)
    for thing in things:
        names = {field.name for field in thing._meta.concrete_fields}
        try:
            thing.refresh_from_db(fields=sorted(names - KEPT_AS_LOADED))
        except type(thing).DoesNotExist:
            raise GoneError from None


def take_turn_at(*things: Log | SheetAnswer) -> None:
    """As `take_turn_with`; raises GoneError also where one of them was taken back."""
    take_turn_with(*things)
    if any(thing.taken_back_at is not None for thing in things):
        raise GoneError
