"""Who works here: users, the clinic (the tenant), its members and its crisis contacts."""

import uuid
import zoneinfo
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from clients.workhours import Hours, hours_from_data

from .owned import Owned, OwnedQuerySet


class UserManager(BaseUserManager["User"]):
    """Creates users by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A new user; the address is kept in lower case so that it is found in any case."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody who can sign in. What they may do is said by their memberships, never here."""

    email = models.EmailField(_("e-mail"), unique=True)
    is_active = models.BooleanField(default=True)
    joined = models.DateTimeField(default=now, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    def __str__(self) -> str:
        return f"user {self.pk}"


class Language(models.TextChoices):
    """Languages that a clinic or client can be set to; content falls back to English."""

    ENGLISH = "en", _("English")
    GERMAN = "de", _("German")
    SPANISH = "es", _("Spanish")
    ARABIC = "ar", _("Arabic")


class Clinic(models.Model):
    """The tenant: everything in the product belongs to exactly one clinic."""

    owner: ClassVar[tuple[str, ...]] = ("",)

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=120)
    timezone = models.CharField(_("time zone"), max_length=64, default="UTC")
    language = models.CharField(
        _("language"), max_length=8, choices=Language.choices, default=Language.ENGLISH
    )
    country = models.CharField(_("country"), max_length=2, help_text=_("Two letters, like GB"))
    phone = models.CharField(_("office telephone"), max_length=40, blank=True)
    hours = models.CharField(_("office hours"), max_length=120, blank=True)
    paper = models.CharField(
        _("paper"), max_length=6, choices=[("A4", "A4"), ("Letter", "Letter")], default="A4"
    )
    limits = models.JSONField(default=dict, blank=True)
    """The numbers of the safety rules that the clinic set otherwise than by default: name -> number."""

    objects = models.Manager()

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The clinic's time zone."""
        return zoneinfo.ZoneInfo(self.timezone)

    def now(self) -> Any:
        """The present moment on the clinic's wall clock."""
        return now().astimezone(self.zone)

    def today(self) -> Any:
        """The date on the clinic's wall clock."""
        return self.now().date()


class CrisisContactQuerySet(OwnedQuerySet):
    """Whom to call."""

    def for_language(self, language: str) -> list["CrisisContact"]:
        """The contacts in this language, or all of them where there are none in it."""
        rows = list(self)
        return [row for row in rows if row.language == language] or rows


class CrisisContact(Owned):
    """A line to call outside the clinic's hours, set by the clinic for its country.

    Portal and handouts are refused while a clinic has none (domain: section 10, Consent).
    """

    owner = ("clinic",)

    country = models.CharField(_("country"), max_length=2)
    region = models.CharField(_("region or zone"), max_length=80, blank=True)
    language = models.CharField(
        _("language"), max_length=8, choices=Language.choices, default=Language.ENGLISH
    )
    name = models.CharField(_("who answers"), max_length=120)
    number = models.CharField(_("number"), max_length=40)
    hours = models.CharField(_("hours"), max_length=120)
    position = models.PositiveSmallIntegerField(default=0)

    objects = CrisisContactQuerySet.as_manager()

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


class MemberQuerySet(OwnedQuerySet):
    """Words about members."""

    def active(self) -> "MemberQuerySet":
        """Members who have not been removed and whose user may sign in."""
        return self.filter(removed_at=None, user__is_active=True)

    def clinicians(self) -> "MemberQuerySet":
        """Active members who do clinical work."""
        return self.active().filter(is_clinician=True)


class Member(Owned):
    """A user in a clinic. Owner and clinician are separate: a solo therapist is both.

    `feed_hash` is the hash of the secret in the address of the member's calendar for other programs;
    "" while it is off. With `feed_codes` it says clients' codes; never anything else of them.
    """

    owner = ("clinic",)
    managed = True

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    name = models.CharField(_("name"), max_length=120, help_text=_("As clients read it"))
    is_owner = models.BooleanField(_("runs the clinic"), default=False)
    is_clinician = models.BooleanField(_("does clinical work"), default=True)
    hide_names = models.BooleanField(_("hide names on my screen"), default=False)
    single_keys = models.BooleanField(_("single keys do something"), default=True)
    hours_data = models.JSONField(default=dict, editable=False)
    feed_hash = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    feed_codes = models.BooleanField(_("with codes"), default=False)
    joined_at = models.DateTimeField(default=now, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        constraints = [
            models.UniqueConstraint(fields=("clinic", "user"), name="one_membership_per_clinic")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:
        """Whether this member may still enter."""
        return self.removed_at is None and self.user.is_active

    @property
    def hours(self) -> Hours:
        """When this member works; empty where nothing was said."""
        return hours_from_data(self.hours_data)
