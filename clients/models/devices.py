"""The portal person: a client's device and what the client agreed to. Never a User."""

import datetime as dt

from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from .clinics import CrisisContact
from .owned import Owned, OwnedQuerySet
from .people import Client


class ConsentKind(models.TextChoices):
    """What was agreed to: the portal itself, and each stream of what is entered there."""

    PORTAL = "portal", "portal"
    DAYS = "days", _("Days of practice")
    RATINGS = "ratings", _("Ratings")
    NOTES = "notes", _("Notes")
    WORKSHEETS = "worksheets", _("Worksheets")
    CHECKINS = "checkins", _("Check-ins")
    WEEK_MARKS = "week_marks", _("Marks of the week")


class ConsentQuerySet(OwnedQuerySet):
    """Words about consent."""

    def standing(self) -> "ConsentQuerySet":
        """Consents that have not been withdrawn."""
        return self.filter(withdrawn_at=None)


class Consent(Owned):
    """One agreement of the client: to what, which version of the text, from when until when.

    A stream that was declined has a row that was withdrawn in the moment it was given.
    """

    owner = ("client",)

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="consents")
    kind = models.CharField(max_length=10, choices=ConsentKind.choices)
    version = models.CharField(max_length=20)
    given_at = models.DateTimeField(default=now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ("-given_at", "-pk")


class PortalDeviceQuerySet(OwnedQuerySet):
    """Words about devices."""

    def standing(self) -> "PortalDeviceQuerySet":
        """Devices that have not been ended."""
        return self.filter(ended_at=None)

    def numbered(self) -> "list[tuple[int, PortalDevice]]":
        """All of one client, newest first, each with the number it is told apart by: 1 is the oldest."""
        rows = list(self)
        return list(zip(range(len(rows), 0, -1), rows, strict=True))

    def at_the_door(self) -> "PortalDeviceQuerySet":
        """With client and clinic, and the two facts that `closed_because` asks for."""
        lines = CrisisContact.objects.filter(clinic=models.OuterRef("client__clinic"))
        agreed = _agreements().filter(client=models.OuterRef("client"))
        return self.select_related("client__clinic").annotate(
            has_line=models.Exists(lines), has_agreed=models.Exists(agreed)
        )


class PortalDevice(Owned):
    """A phone that may reach one client's pages: by its secret and, with it only, a PIN.

    Invited (a link or QR, good once and until `invited_until`), then active, then ended. Secrets
    are kept as hashes. `session_hash` names the one open sitting; leaving empties it. `unsent` is
    how many sealed entries lay on it when it last said so; when that was is not kept, since nobody
    needs to know when a phone was open. `replaced_by` is the same phone, set up anew.
    """

    owner = ("client",)

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="devices")
    label = models.CharField(max_length=40, blank=True)
    invitation_hash = models.CharField(max_length=64, blank=True, db_index=True)
    invited_at = models.DateTimeField(default=now)
    invited_until = models.DateTimeField()
    secret_hash = models.CharField(max_length=64, blank=True, db_index=True)
    pin_hash = models.CharField(max_length=128, blank=True)
    session_hash = models.CharField(max_length=64, blank=True)
    consent_version = models.CharField(max_length=20, blank=True)
    consented_at = models.DateTimeField(null=True, blank=True)
    failed_tries = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    unsent = models.PositiveSmallIntegerField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = PortalDeviceQuerySet.as_manager()

    class Meta:
        ordering = ("-invited_at", "-pk")

    @property
    def is_active(self) -> bool:
        """Whether the phone has been set up and not ended."""
        return bool(self.secret_hash) and self.ended_at is None

    @property
    def is_invited(self) -> bool:
        """Whether the invitation can still be used."""
        return bool(self.invitation_hash) and self.ended_at is None and not self.is_expired

    @property
    def is_expired(self) -> bool:
        """Whether the invitation ran out unused."""
        return self.invited_until <= now()

    def locked_for(self) -> dt.timedelta | None:
        """How long the PIN is still locked, or None."""
        if self.locked_until is None or self.locked_until <= now():
            return None
        return self.locked_until - now()


def _agreements() -> ConsentQuerySet:
    """What stands of agreements to the portal itself."""
    return Consent.objects.standing().filter(kind=ConsentKind.PORTAL)


def closed_because(client: Client, *, has_line: bool, has_agreed: bool) -> str:
    """Why the portal is closed for this client: "ended", "contacts", "consent", or "".

    Phones stay out while the clinic has nobody whom a client could call in need (`has_line`), and
    while the client has not agreed (domain section 10, Consent).
    """
    if not client.is_in_care:
        return "ended"
    if not has_line:
        return "contacts"
    return "" if has_agreed else "consent"


def why_closed(client: Client) -> str:
    """As `closed_because`, for a client without a phone at hand. One query while in care."""
    if not client.is_in_care:
        return "ended"
    lines = CrisisContact.objects.of_clinic(client.clinic).order_by()
    agreed = models.Exists(_agreements().filter(client=client))
    found = list(lines.values_list(agreed, flat=True)[:1])
    return closed_because(client, has_line=bool(found), has_agreed=any(found))
