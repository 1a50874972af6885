"""What every record row has: a clinic, an opaque uid, and the paths to those who may see it."""

import uuid
from typing import Any, ClassVar, Self

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import models

from config.prepared import KeptInsert


class OwnedQuerySet(models.QuerySet[Any]):
    """The words that all owned rows share."""

    def of_clinic(self, clinic: models.Model) -> Self:
        """Only the rows of one clinic."""
        return self.filter(clinic=clinic)


class Owned(KeptInsert):
    """A row that belongs to a clinic and, through `owner`, to the people who may see it.

    `owner` is a tuple of lookup paths to a Client, a Group or a Clinic ("" = the row itself is one).
    The row is visible when any path grants the capability asked for; with `every_owner` only when
    all of them do. `roster` paths lead to a Group whose leaders know of the row (ROSTER), and
    nothing more. `managed` rows can be listed by
    the clinic's owner without reading clinical content.

    The same declaration drives access, export and erasure. `clinic` is set by the verb that
    creates the row and never changes; `uid` is the only name of the row outside the server.
    """

    owner: ClassVar[tuple[str, ...]] = ()
    every_owner: ClassVar[bool] = False
    roster: ClassVar[tuple[str, ...]] = ()
    managed: ClassVar[bool] = False

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    clinic = models.ForeignKey(
        "clients.Clinic", on_delete=models.CASCADE, related_name="+", editable=False
    )

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any, **kwargs: Any) -> Self:
        """Remember the clinic the row was loaded with, so that `save` can refuse another one."""
        row = super().from_db(db, field_names, values, **kwargs)
        row.__dict__["_clinic_when_loaded"] = row.__dict__.get("clinic_id")
        return row

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; raises ImproperlyConfigured when a row is being moved to another clinic."""
        loaded = getattr(self, "_clinic_when_loaded", None)
        if loaded is not None and loaded != self.clinic_id:
            raise ImproperlyConfigured(f"{type(self).__name__} never moves to another clinic")
        super().save(*args, **kwargs)


def client_or_group() -> models.Q:
    """The condition that a row belongs to exactly one: a client or a group."""
    return models.Q(client=None, group__isnull=False) | models.Q(client__isnull=False, group=None)


def owned_models() -> list[type[Owned]]:
    """All concrete models of record rows, in both apps, in a fixed order."""
    found = [model for model in apps.get_models() if issubclass(model, Owned)]
    return sorted(found, key=lambda model: model._meta.label)
