"""Who may see whom: care teams, groups and participations."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .clinics import Member
from .owned import Owned, OwnedQuerySet, client_or_group
from .people import Client


def during(day: dt.date, prefix: str = "") -> Q:
    """The condition that `day` lies between `starts` and `ends`, both included, open end allowed."""
    return Q(**{f"{prefix}starts__lte": day}) & (
        Q(**{f"{prefix}ends": None}) | Q(**{f"{prefix}ends__gte": day})
    )


class GroupKind(models.TextChoices):
    """What holds the people together. Couple and family: each keeps an own record."""

    GROUP = "group", _("Group")
    COUPLE = "couple", _("Couple")
    FAMILY = "family", _("Family")


class GroupQuerySet(OwnedQuerySet):
    """Words about groups."""

    def with_days(self, today: dt.date) -> "GroupQuerySet":
        """Each with `people`, who take part today, and `next_day`, planned from today on; or None."""
        planned = Q(appointments__status="planned", appointments__day__gte=today)
        return self.annotate(
            people=models.Count(
                "participations", filter=during(today, "participations__"), distinct=True
            ),
            next_day=models.Min("appointments__day", filter=planned),
        )


class Group(Owned):
    """A group, couple or family that meets."""

    owner = ("",)
    managed = True

    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(
        _("kind"), max_length=6, choices=GroupKind.choices, default=GroupKind.GROUP
    )
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class ParticipationQuerySet(OwnedQuerySet):
    """Words about participations."""

    def on(self, day: dt.date) -> "ParticipationQuerySet":
        """Those that hold on this day."""
        return self.filter(during(day))


class Participation(Owned):
    """A client in a group, from a day until a day; several per pair are possible."""

    owner = ("group", "client")
    managed = True

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="participations")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="participations")
    starts = models.DateField(_("from"))
    ends = models.DateField(_("until"), null=True, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        ordering = ("client__code", "pk")


class Role(models.TextChoices):
    """What a member is to a client or group."""

    LEAD = "lead", _("Lead")
    CO_THERAPIST = "co_therapist", _("Co-therapist")
    SUPERVISOR = "supervisor", _("Supervisor who reads")
    COVER = "cover", _("Cover")


class CareTeamQuerySet(OwnedQuerySet):
    """Words about care teams."""

    def on(self, day: dt.date) -> "CareTeamQuerySet":
        """Those that hold on this day, of members who are still here."""
        return self.filter(during(day), member__removed_at=None)


class CareTeam(Owned):
    """One member on the care team of one client or one group."""

    owner = ("client", "group")
    managed = True

    client = models.ForeignKey(
        Client, on_delete=models.CASCADE, null=True, blank=True, related_name="care_team"
    )
    group = models.ForeignKey(
        Group, on_delete=models.CASCADE, null=True, blank=True, related_name="care_team"
    )
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="teams")
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.LEAD)
    starts = models.DateField(_("from"))
    ends = models.DateField(_("until"), null=True, blank=True)

    objects = CareTeamQuerySet.as_manager()

    class Meta:
        ordering = ("starts", "pk")
        constraints = [
            models.CheckConstraint(condition=client_or_group(), name="team_of_client_or_group")
        ]
