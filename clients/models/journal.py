"""Who opened, changed, printed, exported or erased what, and when. Append-only."""

import datetime as dt
import uuid
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.utils.timezone import now

from config.prepared import KeptInsert

from .clinics import Clinic, Member
from .devices import PortalDevice

OPENED_ONCE_IN = dt.timedelta(minutes=10)
"""An opening is written once per person and client in this time (design.md)."""


class Act(models.TextChoices):
    """What was done."""

    OPENED = "opened", "opened"
    CREATED = "created", "created"
    CHANGED = "changed", "changed"
    REMOVED = "removed", "removed"
    PRINTED = "printed", "printed"
    EXPORTED = "exported", "exported"
    ERASED = "erased", "erased"
    DENIED = "denied", "denied"
    SIGNED_IN = "signed_in", "signed in"


Actor = Member | PortalDevice | str
"""Who acts: a member, a client's device, or a word for a program ("command", "job")."""


def actor_of(by: Actor) -> tuple[str, uuid.UUID | None]:
    """The kind and uid of an actor as the journal keeps them."""
    if isinstance(by, Member):
        return "member", by.uid
    if isinstance(by, PortalDevice):
        return "device", by.uid
    return by, None


def client_uid_of(thing: Any) -> uuid.UUID | None:
    """The uid of the client a row is about, following its first owner path where that is a client."""
    for path in getattr(type(thing), "owner", ()):
        found = thing
        for step in filter(None, path.split("__")):
            found = getattr(found, step, None)
        if found is not None and found._meta.label == "clients.Client":
            return found.uid
    return None


class JournalQuerySet(models.QuerySet["Journal"]):
    """Words about the journal."""

    def write(
        self,
        *,
        act: str,
        thing: Any,
        by: Actor,
        fields: list[str] | tuple[str, ...] = (),
        clinic: Clinic | None = None,
    ) -> "Journal":
        """Add a line, in the caller's transaction. `fields` are names of fields, never values."""
        kind, actor = actor_of(by)
        of = clinic or getattr(thing, "clinic", None) or (thing if type(thing) is Clinic else None)
        return self.create(
            clinic_uid=of.uid if of else None,
            actor_kind=kind,
            actor_uid=actor,
            act=act,
            object_kind=thing._meta.label,
            object_uid=thing.uid,
            client_uid=client_uid_of(thing),
            fields=sorted(fields),
        )

    def opened_since(self, moment: Any, *, member: Any, client: Any) -> "JournalQuerySet":
        """That this member (a uid) opened this client's record (a uid) since then."""
        of = {"actor_kind": "member", "actor_uid": member, "object_uid": client}
        return self.filter(act=Act.OPENED, client_uid=client, at__gt=moment, **of)


class Journal(KeptInsert):
    """One line of the journal. No foreign keys: lines outlive what they speak of."""

    at = models.DateTimeField(default=now, db_index=True)
    clinic_uid = models.UUIDField(null=True)
    actor_kind = models.CharField(max_length=10)
    actor_uid = models.UUIDField(null=True)
    act = models.CharField(max_length=10, choices=Act.choices)
    object_kind = models.CharField(max_length=60)
    object_uid = models.UUIDField(null=True)
    client_uid = models.UUIDField(null=True)
    fields = models.JSONField(default=list)

    objects = JournalQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        indexes = [
            models.Index(fields=("client_uid", "actor_uid", "at"), name="journal_client_actor_at")
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the line; raises ImproperlyConfigured when an existing one would be changed."""
        if self.pk is not None:
            raise ImproperlyConfigured("The journal is append-only")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Raise ImproperlyConfigured: lines are never deleted."""
        raise ImproperlyConfigured("The journal is append-only")

    def __str__(self) -> str:
        return f"{self.act} {self.object_kind}"

    @classmethod
    def about(cls, client_uid: uuid.UUID) -> JournalQuerySet:
        """The lines about one client, newest first."""
        return cls.objects.filter(client_uid=client_uid)
