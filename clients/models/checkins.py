"""The one place of the two ratings: how present, how kind to oneself."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .homework import Log
from .owned import Owned, OwnedQuerySet
from .people import Client, RatingScale


class Context(models.TextChoices):
    """When the ratings were given; statistics use one context and one scale only."""

    AFTER_PRACTICE = "after_practice", _("After a practice")
    MOMENT = "moment", _("At an agreed moment")
    PAPER_DAY = "paper_day", _("A day on paper")


class CheckIn(Owned):
    """Two ratings at once: presence and kindness, on the client's one scale; each may be unset."""

    owner = ("client",)

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="checkins")
    log = models.OneToOneField(
        Log, on_delete=models.CASCADE, null=True, blank=True, related_name="checkin"
    )
    context = models.CharField(max_length=14, choices=Context.choices)
    scale = models.CharField(max_length=5, choices=RatingScale.choices)
    presence = models.PositiveSmallIntegerField(null=True, blank=True)
    kindness = models.PositiveSmallIntegerField(null=True, blank=True)
    order_shown = models.CharField(max_length=20, default="presence,kindness")
    local_date = models.DateField()
    timezone = models.CharField(max_length=64)
    happened_at = models.DateTimeField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ("local_date", "happened_at", "pk")
        indexes = [models.Index(fields=("client", "local_date"), name="checkin_by_client_and_day")]
