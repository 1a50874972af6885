"""What is only looked at is noted too."""

from typing import Any

from django.db import transaction
from django.db.models import Exists, QuerySet
from django.utils.timezone import now

from clients.models import Act, Actor, CareTeam, Client, Journal, Member, Owned, Role
from clients.models.journal import OPENED_ONCE_IN
from config.prepared import prepared


def note_opening(*, thing: Client, by: Member) -> None:
    """Write that a client's record was opened, once per person and client in ten minutes.

    The look comes before the transaction: most pages write nothing and take no lock.
    """
    if not _noted(client=thing.uid, member=by.uid, since=now() - OPENED_ONCE_IN):
        _write_opening(thing, by)


def open_record(*, client: Client, by: Member) -> list[CareTeam]:
    """Who is on the care team today, leads first; the same question tells whether to note the opening.

    Whoever may see a client has a place there, so there is always a row that can tell.
    """
    asked = {"client": client.uid, "member": by.uid, "since": now() - OPENED_ONCE_IN}
    team: list[Any] = _team(**asked, pk=client.pk, day=client.clinic.today())
    if not any(place.is_noted for place in team):
        _write_opening(client, by)
    return sorted(team, key=lambda place: place.role != Role.LEAD)


@prepared
def _noted(client: Any, member: Any, since: Any) -> QuerySet[Journal]:
    """A line that this member opened this client since then."""
    return Journal.objects.opened_since(since, member=member, client=client)[:1]


@prepared
def _team(client: Any, member: Any, since: Any, pk: Any, day: Any) -> QuerySet[CareTeam]:
    """Who is on the client's care team on this day, and whether the opening is noted."""
    places = CareTeam.objects.filter(client=pk).on(day).select_related("member")
    noted = Journal.objects.opened_since(since, member=member, client=client)
    return places.annotate(is_noted=Exists(noted))


@transaction.atomic
def _write_opening(thing: Owned, by: Actor) -> None:
    Journal.objects.write(act=Act.OPENED, thing=thing, by=by)


@transaction.atomic
def note_export(*, thing: Owned, by: Actor) -> None:
    """Write that a document left the site."""
    Journal.objects.write(act=Act.EXPORTED, thing=thing, by=by)
