"""Who may see whom: care teams, groups and participations."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .clinics import Member
from .owned import Owned, OwnedQuerySet, client_or_group
from .people import Client


def during(day: dt.date, prefix: str = "", *, last: dt.date | None = None) -> Q:
    """The condition that `day` lies between `starts` and `ends`, both included, open end allowed.

    With `last`: that any of the days from `day` to `last` does.
    """
    return Q(**{f"{prefix}starts__lte": last or day}) & (
        Q(**{f"{prefix}ends": None}) | Q(**{f"{prefix}ends__gte": day})
    )


class GroupKind(models.TextChoices):
    """What holds the people together. Couple and family: each keeps an own record."""

    GROUP = "group", _("Group")
    COUPLE = "couple", _("Couple")
    FAMILY = "family", _("Family")


class Frame(models.TextChoices):
    """How people come and go."""

    CLOSED = "closed", _("Closed: the same people from the first time to the last")
    OPEN = "open", _("Open: people join and leave")
    TRAINING = "training", _("Training: a course with a set plan")


class GroupQuerySet(OwnedQuerySet):
    """Words about groups."""

    def running(self) -> "GroupQuerySet":
        """Those that have not ended."""
        return self.filter(ended_on=None)

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
    frame = models.CharField(_("frame"), max_length=8, choices=Frame.choices, default=Frame.CLOSED)
    mandatory = models.BooleanField(_("taking part every time is expected"), default=True)
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

    def coming(self, day: dt.date) -> "ParticipationQuerySet":
        """Those that begin after this day, earliest first."""
        return self.filter(starts__gt=day).order_by("starts", "pk")

    def begun_or_coming(self, day: dt.date) -> "ParticipationQuerySet":
        """Those with a first day that are not over before this day."""
        return self.filter(Q(ends=None) | Q(ends__gte=day), starts__isnull=False)

    def waiting(self) -> "ParticipationQuerySet":
        """Those on the waiting list, in its order: as leaders put it, else by the day."""
        return self.filter(starts=None).order_by("turn", "waiting_since", "pk")


class Participation(Owned):
    """A client in a group, from a day until a day; several per pair are possible.

    Without a first day it has not begun: the client is on the waiting list since `waiting_since`.
    """

    owner = ("group", "client")
    managed = True

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="participations")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="participations")
    starts = models.DateField(_("from"), null=True, blank=True)
    ends = models.DateField(_("until"), null=True, blank=True)
    waiting_since = models.DateField(_("waiting since"), null=True, blank=True)
    turn = models.PositiveIntegerField(_("turn on the waiting list"), default=0)
    screened_on = models.DateField(_("screening talk on"), null=True, blank=True)
    screened_by = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

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

    def between(self, first: dt.date, last: dt.date) -> "CareTeamQuerySet":
        """Those that hold on any of these days, both included, of members who are still here."""
        return self.filter(during(first, last=last), member__removed_at=None)


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

    def holds_on(self, day: dt.date) -> bool:
        """Whether `day` lies between its first and its last day, as `on` asks it of all."""
        return self.starts <= day and (self.ends is None or day <= self.ends)


class ApartQuerySet(OwnedQuerySet):
    """Words about people who are kept apart."""

    def about(self, client: Client) -> "ApartQuerySet":
        """Those that name this client, on either side."""
        return self.filter(Q(client=client) | Q(other=client))

    def in_group(self, group: Group, client: Client, starts: dt.date) -> "ApartQuerySet":
        """What speaks against this client's taking part in this group from this day on."""
        there = group.participations.filter(starts__isnull=False).filter(
            Q(ends=None) | Q(ends__gte=starts)
        )
        people = there.values("client")
        return self.filter(Q(client=client, other__in=people) | Q(other=client, client__in=people))


class Apart(Owned):
    """Two clients who must not share a group. Read by whoever may see both, and by nobody else.

    It says no reason. The pair is one row, whichever of the two it is told from.
    """

    owner = ("client", "other")
    every_owner = True

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+")
    noted_on = models.DateField()

    objects = ApartQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("client", "other"), name="one_row_per_pair_apart"),
            models.CheckConstraint(
                condition=Q(client__lt=models.F("other")), name="apart_in_one_order"
            ),
        ]

    def other_than(self, client: Client) -> Client:
        """The one of the two who is not this one."""
        return self.other if self.client_id == client.pk else self.client
