"""Documents that were given: the exact file is kept."""

from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from .clinics import Member
from .owned import Owned, OwnedQuerySet
from .people import Client


class StoredFile(Owned):
    """The bytes of one file of one client; never shared between clients or clinics.

    Several handouts that were printed as one packet share it.
    """

    owner = ("client",)

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="files")
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    media_type = models.CharField(max_length=60, default="application/pdf")
    stored_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ("-stored_at", "-pk")


class HandoutQuerySet(OwnedQuerySet):
    """Words about handouts."""

    def counted(self) -> "HandoutQuerySet":
        """With `in_file`: how many handouts share the file; latest first."""
        counted = self.annotate(in_file=models.Count("file__handouts"))
        return counted.order_by("-given_at", "-pk")  # counting drops the usual order


class Handout(Owned):
    """A document given to a client, with the file as it was given, alone or in a packet."""

    owner = ("client",)

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="handouts")
    file = models.ForeignKey(StoredFile, on_delete=models.CASCADE, related_name="handouts")
    code = models.CharField(max_length=80)
    title = models.CharField(_("title"), max_length=120)
    discreet = models.BooleanField(_("discreet"), default=False)
    given_at = models.DateTimeField(default=now)
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = HandoutQuerySet.as_manager()

    class Meta:
        ordering = ("-given_at", "-pk")
