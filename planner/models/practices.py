"""The library as rows: practices, their versions, and protocols."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from clients.models import Clinic
from clients.prescription import Gates


def shared_or_of(clinic: Clinic) -> Q:
    """The condition for what a clinic can use: shared content and its own."""
    return Q(clinic=None) | Q(clinic=clinic)


class LibraryQuerySet(models.QuerySet[Any]):
    """Words that practices and protocols share."""

    def usable_in(self, clinic: Clinic) -> "LibraryQuerySet":
        """Shared items and the clinic's own that are not retired."""
        return self.filter(shared_or_of(clinic), retired_at=None)

    def own_first(self) -> "LibraryQuerySet":
        """A clinic's own items before the shared ones, on every database."""
        return self.order_by(models.F("clinic").asc(nulls_last=True), "code")

    def shared(self) -> "LibraryQuerySet":
        """Items that ship with the product."""
        return self.filter(clinic=None)


class LibraryItem(models.Model):
    """Something of the library: shared by all clinics (no clinic) or a clinic's own."""

    owner: ClassVar[tuple[str, ...]] = ("clinic",)

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    clinic = models.ForeignKey(
        Clinic, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    code = models.SlugField(max_length=80)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = LibraryQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code


class Practice(LibraryItem):
    """An exercise of the library; what it says is in its versions."""

    class Meta(LibraryItem.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=("code",), condition=Q(clinic=None), name="one_shared_practice_per_code"
            ),
            models.UniqueConstraint(
                fields=("clinic", "code"),
                condition=Q(clinic__isnull=False),
                name="one_own_practice_per_code",
            ),
        ]

    def version_in(self, language: str) -> "PracticeVersion | None":
        """The newest version in this language, else in English, else any; None when there is none."""
        versions = sorted(self.versions.all(), key=lambda version: version.number, reverse=True)
        for wanted in (language, "en"):
            for version in versions:
                if version.language == wanted:
                    return version
        return versions[0] if versions else None


class PracticeVersion(models.Model):
    """What a practice said, in one language, from one load on. Never changed afterwards."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="versions")
    language = models.CharField(max_length=8)
    number = models.PositiveIntegerField()
    content_hash = models.CharField(max_length=64)
    title = models.CharField(max_length=120)
    wing = models.CharField(max_length=10)
    led_by = models.CharField(max_length=16)
    minutes_usual = models.PositiveSmallIntegerField()
    document = models.JSONField()
    made_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ("practice", "language", "-number")
        constraints = [
            models.UniqueConstraint(
                fields=("practice", "language", "number"), name="one_version_per_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language} {self.number})"

    @property
    def gates(self) -> Gates:
        """Who may do it, and when it is left out."""
        return Gates.from_data(self.document["gates"])


class SessionKind(models.TextChoices):
    """What kind of session a plan is."""

    TRAUMA = "trauma", _("Trauma-focused")
    NO_EXPOSURE = "no_exposure", _("Without exposure")
    PREPARATION = "preparation", _("Preparation")
    REVIEW = "review", _("Review")
    GROUP = "group", _("Group in three modules")


class Protocol(LibraryItem):
    """A reusable order of blocks, in the shape of `planner.plan`."""

    kind = models.CharField(max_length=12, choices=SessionKind.choices)
    language = models.CharField(max_length=8, default="en")
    title = models.CharField(_("title"), max_length=120)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    content_hash = models.CharField(max_length=64, blank=True)
    document = models.JSONField()

    class Meta(LibraryItem.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=("code", "language"),
                condition=Q(clinic=None),
                name="one_shared_protocol_per_code",
            ),
            models.UniqueConstraint(
                fields=("clinic", "code", "language"),
                condition=Q(clinic__isnull=False),
                name="one_own_protocol_per_code",
            ),
        ]
