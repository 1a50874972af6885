"""What is written down after a session beside its blocks: a stop, what was unwanted, what was made."""

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.db.models import Count, F, OuterRef, Prefetch, Q, Subquery, Window
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from clients.models import TOOK_PLACE, Appointment, Client, Group, Member, Owned, OwnedQuerySet

from .sessions import Session

LATELY = 6
"""Unwanted effects, and sessions together with others, that the open points show."""

COMING = 6
"""Appointments ahead that the open points name."""

BY_SESSION = ("session__appointment__client", "session__appointment__group")


def last_and_coming(client: Client, today: dt.date) -> tuple[Appointment | None, list[Appointment]]:
    """The last appointment that was held with a plan, or None, and the next few. One query."""
    mine = client.appointments.dated()
    held = mine.before(today).filter(status__in=TOOK_PLACE, session__isnull=False)
    asked = Q(pk__in=held.values("pk")[:1]) | Q(pk__in=mine.coming(today).values("pk")[:COMING])
    rows = mine.filter(asked).select_related("session__stop", "session__recorded_by")
    last = next((row for row in rows if row.took_place), None)
    return last, [row for row in rows if not row.took_place]


def met_together(client: Client) -> models.QuerySet[Appointment]:
    """Sessions of groups, couples and families that this client attended, or of which something
    stands in the own record; latest first.

    Each has its attendance as `state` (None: not recorded), the words of the own record as `own`
    (None: nothing), and in `of_all` how many there are in all. Its session has in `answered` what
    this client answered after exposures.
    """
    states = client.attendances.filter(appointment=OuterRef("pk")).values("state")
    words = client.own_records.filter(session__appointment=OuterRef("pk")).values("text")
    asked = Q(pk__in=client.attendances.values("appointment"))
    asked |= Q(pk__in=client.own_records.values("session__appointment"))
    asked |= Q(pk__in=client.joint_exposures.values("session__appointment"))
    answers = client.joint_exposures.select_related("confirmed_by")
    rows = Appointment.objects.filter(asked).select_related("group", "session")
    rows = rows.prefetch_related(Prefetch("session__exposures", answers, to_attr="answered"))
    return rows.annotate(
        state=Subquery(states[:1]), own=Subquery(words[:1]), of_all=Window(Count("pk"))
    ).order_by(F("day").desc(nulls_last=True), "-pk")


class Stop(Owned):
    """How a session ended that stopped early (care.md); the minute stands on its appointment."""

    owner = BY_SESSION

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="stop")
    seen = models.CharField(_("what was seen"), max_length=500, blank=True)
    helped = models.CharField(_("what helped"), max_length=500, blank=True)
    back_after = models.PositiveSmallIntegerField(_("back after, minutes"), null=True, blank=True)
    who_stayed = models.CharField(_("who stayed"), max_length=200, blank=True)
    way_home = models.CharField(_("way home"), max_length=200, blank=True)
    call_on = models.DateField(_("call on"), null=True, blank=True)
    called_at = models.DateTimeField(null=True, blank=True, editable=False)

    FACTS = ("seen", "helped", "back_after", "who_stayed", "way_home", "call_on")


class StillThere(models.TextChoices):
    """Whether an unwanted effect lasted to the end of the session."""

    YES = "yes", _("Still there")
    NO = "no", _("Gone again")
    NOT_ASKED = "", _("Not asked")


class UnwantedEffectQuerySet(OwnedQuerySet):
    """Words about what was unwanted."""

    def lately(self) -> "UnwantedEffectQuerySet":
        """The latest few, newest first, each with its session and group."""
        return self.select_related("session__appointment__group").order_by("-pk")[:LATELY]


class UnwantedEffect(Owned):
    """Something unpleasant that came with one practice, for one person.

    `work` is the uid of the block (None: the session as a whole); `title` and `practice` are what it
    was called then. Of a participant it is read by the group's leaders, who saw it, and by the
    client's care team.
    """

    owner = ("client", "session__appointment__group")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="effects")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="unwanted_effects")
    work = models.UUIDField(null=True, blank=True)
    title = models.CharField(max_length=200, blank=True)
    practice = models.CharField(max_length=80, blank=True)
    effect = models.CharField(_("what came up"), max_length=300)
    still = models.CharField(
        _("at the end"), max_length=3, choices=StillThere.choices, blank=True, default=""
    )

    objects = UnwantedEffectQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)


class OwnRecord(Owned):
    """What one of a couple or family said or did in a joint session, for this person's record alone.

    Never in the shared record of the session nor in anybody else's (care.md). It is read by this
    person's care team, and by the team of the case, who heard it.
    """

    owner = ("client", "session__appointment__group")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="own_records")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="own_records")
    text = models.TextField(_("for the own record"), max_length=4000)

    class Meta:
        ordering = ("client__code", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("session", "client"), name="one_own_record_per_person_and_session"
            )
        ]


class ProcessNote(Owned):
    """A private note about a session, its author's alone: in no text, paper, export or other page."""

    owner = BY_SESSION
    author_only: ClassVar[str] = "author"

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="process_notes")
    author = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(_("private process note"), max_length=8000)
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=("session", "author"), name="one_process_note_per_author"
            )
        ]


class CoCreatedQuerySet(OwnedQuerySet):
    """Words about what groups made."""

    def of_group(self, group: Group) -> "CoCreatedQuerySet":
        """What this group made, latest first, each with its session."""
        return (
            self.filter(session__appointment__group=group)
            .select_related("session__appointment", "clinic")
            .order_by("-session__appointment__day", "-pk")
        )


class CoCreated(Owned):
    """An exercise that a group made together, without names.

    `steps` is a list of {"text": ..., "seconds": 1 to 3600}, at most twenty. `reuse` is whether
    those who made it agree that others use it; None = not asked, which is no consent.
    """

    owner = BY_SESSION

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="made")
    title = models.CharField(_("title"), max_length=120)
    purpose = models.CharField(_("what it is for"), max_length=300, blank=True)
    steps = models.JSONField(default=list)
    reuse = models.BooleanField(_("may be used again"), null=True, blank=True)

    objects = CoCreatedQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)

    @property
    def seconds(self) -> int:
        """How long it takes."""
        steps: list[dict[str, Any]] = self.steps
        return sum(step["seconds"] for step in steps)

    @property
    def length(self) -> str:
        """How long it takes, as minutes and seconds."""
        return f"{self.seconds // 60}:{self.seconds % 60:02d}"
