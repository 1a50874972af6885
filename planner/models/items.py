"""The library as rows: items of every shelf, and what they said from one load or edit to the next."""

import uuid
from dataclasses import replace
from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from clients.models import Clinic, Member
from clients.prescription import Gates
from planner.library.documents import PRACTICES, PROTOCOLS, Document
from planner.library.entries import Entry, entry_of
from planner.library.shelves import SHELVES
from planner.library.words import SHELF_LABELS


def shared_or_of(clinic: Clinic) -> Q:
    """The condition for what a clinic can use: shared content and its own."""
    return Q(clinic=None) | Q(clinic=clinic)


class ItemQuerySet(models.QuerySet[Any]):
    """Words about items of the library."""

    def usable_in(self, clinic: Clinic, kept: str = "") -> "ItemQuerySet":
        """Shared items and the clinic's own that are not retired, or have the code that is `kept`."""
        return self.filter(shared_or_of(clinic), Q(retired_at=None) | Q(code=kept))

    def own_of(self, clinic: Clinic) -> "ItemQuerySet":
        """What a clinic made itself, retired or not."""
        return self.filter(clinic=clinic)

    def for_all(self) -> "ItemQuerySet":
        """What nobody keeps to themselves."""
        return self.filter(draft_of=None)

    def standing_in(self, clinic: Clinic) -> "ItemQuerySet":
        """Usable items, one per code: a clinic's own stands for the shared one."""
        own = self.filter(clinic=clinic, retired_at=None, code=OuterRef("code"))
        return self.usable_in(clinic).exclude(Exists(own), clinic=None)

    def own_first(self) -> "ItemQuerySet":
        """A clinic's own items before the shared ones, on every database."""
        return self.order_by(models.F("clinic").asc(nulls_last=True), "code")

    def shared(self) -> "ItemQuerySet":
        """Items that ship with the product."""
        return self.filter(clinic=None)

    def with_texts(self) -> "ItemQuerySet":
        """The items with what they say now, in every language. One query more."""
        return self.prefetch_related(Prefetch("versions", ItemVersion.objects.current()))


class ShelfManager(models.Manager.from_queryset(ItemQuerySet)):  # type: ignore[misc]
    """The items of one shelf; what is made through it stands there."""

    def __init__(self, shelf: str = "") -> None:
        super().__init__()
        self.shelf = shelf

    def get_queryset(self) -> ItemQuerySet:
        """All items, or those of the shelf."""
        rows: ItemQuerySet = super().get_queryset()
        return rows.filter(shelf=self.shelf) if self.shelf else rows

    def create(self, **values: Any) -> Any:
        """A new item of the shelf."""
        return super().create(**({"shelf": self.shelf} if self.shelf else {}) | values)


class Item(models.Model):
    """Something of the library: shared by all clinics (no clinic) or a clinic's own.

    `draft_of` is set while only its author sees it.
    """

    owner: ClassVar[tuple[str, ...]] = ("clinic",)
    author_only: ClassVar[str] = "draft_of"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    clinic = models.ForeignKey(
        Clinic, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    shelf = models.CharField(max_length=12, choices=list(SHELF_LABELS.items()))
    code = models.SlugField(max_length=60)
    retired_at = models.DateTimeField(null=True, blank=True)
    draft_of = models.ForeignKey(
        Member, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    started_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[ShelfManager] = ShelfManager()

    class Meta:
        ordering = ("code",)
        constraints = [
            models.UniqueConstraint(
                fields=("code",), condition=Q(clinic=None), name="one_shared_item_per_code"
            ),
            models.UniqueConstraint(
                fields=("clinic", "code"),
                condition=Q(clinic__isnull=False),
                name="one_own_item_per_code",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def version_in(self, language: str) -> "ItemVersion | None":
        """What it says now in this language, else in English, else in any; None when nothing."""
        versions = [version for version in self.versions.all() if version.current]
        for wanted in (language, "en"):
            for version in versions:
                if version.language == wanted:
                    return version
        return versions[0] if versions else None

    @property
    def is_draft(self) -> bool:
        """Whether only its author sees it."""
        return self.draft_of_id is not None

    @property
    def is_own(self) -> bool:
        """Whether it is a clinic's own."""
        return self.clinic_id is not None


class ItemVersionQuerySet(models.QuerySet[Any]):
    """Words about versions."""

    def current(self) -> "ItemVersionQuerySet":
        """What items say now, one per language."""
        return self.filter(current=True)


class ItemVersion(models.Model):
    """What an item said, in one language, from one load or edit on. Only `current` ever changes."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="versions")
    language = models.CharField(max_length=8)
    number = models.PositiveIntegerField()
    current = models.BooleanField(default=True)
    content_hash = models.CharField(max_length=64)
    title = models.CharField(max_length=120)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    document = models.JSONField()
    made_at = models.DateTimeField(default=now)
    made_by = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ItemVersionQuerySet.as_manager()

    class Meta:
        ordering = ("item", "language", "-number")
        constraints = [
            models.UniqueConstraint(
                fields=("item", "language", "number"), name="one_version_per_number"
            ),
            models.UniqueConstraint(
                fields=("item", "language"),
                condition=Q(current=True),
                name="one_current_version_per_language",
            ),
        ]
        indexes = [  # what stands is asked of this alone, without the documents
            models.Index(
                fields=("item", "current", "content_hash"), name="current_version_of_item"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language} {self.number})"

    @classmethod
    def saying(cls, document: Document, **values: Any) -> "ItemVersion":
        """An unsaved version that says what the document says."""
        return cls(
            language=document.language,
            content_hash=document.content_hash,
            title=document.title,
            minutes=document.length,
            document=document.to_data(),
            **values,
        )

    def read(self) -> Any:
        """The document of its shelf; raises ShapeError when it was written in another format."""
        return SHELVES[self.item.shelf].from_data(self.document)

    def entry(self) -> Entry:
        """What is found of it; raises ShapeError as `read` does."""
        document = SHELVES[self.item.shelf].kept(self.document)
        return replace(entry_of(document), code=self.item.code)

    @property
    def gates(self) -> Gates:
        """Of a practice: who may do it, and when it is left out."""
        return Gates.from_data(self.document["gates"])

    @property
    def wing(self) -> str:
        """Of a practice: awareness, compassion or both."""
        return str(self.document["wing"])


class Practice(Item):
    """An exercise of the library."""

    objects: ClassVar[ShelfManager] = ShelfManager(PRACTICES)

    class Meta:
        proxy = True


class Protocol(Item):
    """A reusable order of blocks, in the shape of `planner.plan`."""

    objects: ClassVar[ShelfManager] = ShelfManager(PROTOCOLS)

    class Meta:
        proxy = True


class SessionKind(models.TextChoices):
    """What kind of session a plan is."""

    TRAUMA = "trauma", _("Trauma-focused")
    NO_EXPOSURE = "no_exposure", _("Without exposure")
    PREPARATION = "preparation", _("Preparation")
    REVIEW = "review", _("Review")
    GROUP = "group", _("Group in three modules")


class Bookmark(models.Model):
    """What one member uses of the library: favourites, and when it was last used."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="bookmarks")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+")
    favourite = models.BooleanField(default=False)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-used_at", "pk")
        constraints = [
            models.UniqueConstraint(fields=("member", "item"), name="one_bookmark_per_item")
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.item_id}"
