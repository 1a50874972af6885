"""That a change of an entry or a sheet came: which one, from which phone, when. Nothing of what it says."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models
from django.utils.timezone import now

from .devices import PortalDevice
from .homework import Log
from .journal import Actor
from .owned import Owned, OwnedQuerySet
from .people import Client
from .sheets import SheetAnswer

LONG_AGO = dt.datetime.min.replace(tzinfo=dt.UTC)


class ReceivedQuerySet(OwnedQuerySet):
    """Words about what came."""

    def about(self, thing: Log | SheetAnswer) -> "ReceivedQuerySet":
        """The changes of one entry, or of one sheet."""
        return self.filter(client_id=thing.client_id, entry_uid=thing.entry_uid)

    def say(self, thing: Log | SheetAnswer, *, fields: Iterable[str], by: Actor) -> None:
        """Note that these fields were said on a page, now: what was sealed before does not undo it."""
        self.create(
            clinic=thing.clinic,
            client=thing.client,
            device=by if isinstance(by, PortalDevice) else None,
            mutation_uid=uuid.uuid4(),
            entry_uid=thing.entry_uid,
            fields=list(fields),
        )

    def forget(self, thing: Log | SheetAnswer, moment: dt.datetime) -> None:
        """Keep only that something came, of what was taken back at this moment."""
        self.about(thing).update(fields=[], written_at=None, received_at=moment)


class Received(Owned):
    """One change of an entry or a sheet, once per client and `mutation_uid`, which the phone made up.

    `fields` are the names of what it said, never values; `number` grows on the phone that wrote it
    and is missing where a page was sent. `written_at` is the phone's own time beside the server's;
    `clock_off` says that it cannot be.
    """

    owner = ("client",)

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="received")
    device = models.ForeignKey(
        PortalDevice, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    mutation_uid = models.UUIDField()
    entry_uid = models.UUIDField()
    number = models.PositiveBigIntegerField(null=True, blank=True)
    fields = models.JSONField(default=list)
    written_at = models.DateTimeField(null=True, blank=True)
    clock_off = models.BooleanField(default=False)
    received_at = models.DateTimeField(default=now)

    objects = ReceivedQuerySet.as_manager()

    class Meta:
        ordering = ("received_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("client", "mutation_uid"), name="one_row_per_client_and_mutation"
            )
        ]
        indexes = [models.Index(fields=("client", "entry_uid"), name="received_by_entry")]

    @property
    def moment(self) -> dt.datetime:
        """When it was written, as far as that can be believed; long ago under a clock that cannot be."""
        if self.clock_off:
            return LONG_AGO
        return min(self.written_at or self.received_at, self.received_at)


def in_order(rows: Sequence[Received]) -> list[Received]:
    """Changes of one entry or sheet, as they were said: a phone's own by its count, others by the clock.

    A change counts as no older than what its phone wrote before it, also where its clock was set back;
    one under a clock that cannot be right as just after those, so that it gives way to a page or another
    phone. At the same moment a page is the later one.
    """
    latest: dict[int | None, dt.datetime] = {}
    keys: dict[int, tuple[Any, ...]] = {}
    for row in sorted(rows, key=_count):
        moment = row.moment
        if row.number is not None:
            moment = max(moment, latest.get(row.device_id, LONG_AGO))
            latest[row.device_id] = moment
        keys[row.pk] = (moment, row.number is None, row.device_id or 0, *_count(row))
    return sorted(rows, key=lambda row: keys[row.pk])


def _count(row: Received) -> tuple[int, uuid.UUID]:
    return row.number or 0, row.mutation_uid
