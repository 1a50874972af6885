"""Sessions: the plan of an appointment, its blocks, and what was delivered."""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from clients.models import (
    Appointment,
    AppointmentStatus,
    Client,
    Group,
    Member,
    Owned,
    OwnedQuerySet,
    SudsScale,
    client_or_group,
)
from planner.plan import Phase, PlannedBlock, PracticeGates

from .items import Protocol, SessionKind

BY_APPOINTMENT = ("appointment__client", "appointment__group")


class SessionQuerySet(OwnedQuerySet):
    """Words about sessions."""

    def for_whom(self, whom: Client | Group) -> "SessionQuerySet":
        """The sessions of a client or group, latest first, undated drafts on top."""
        return self.of("client" if isinstance(whom, Client) else "group", whom)

    def of(self, side: str, whom: Any) -> "SessionQuerySet":
        """As `for_whom`, by the side ("client" or "group") and its row, key or hole."""
        return self.filter(**{f"appointment__{side}": whom}).order_by(
            models.F("appointment__day").desc(nulls_first=True), "-appointment__time", "-pk"
        )

    def coming(self, day: dt.date) -> "SessionQuerySet":
        """Plans from this day on, then those without a date; each with its `planned` minutes."""
        open_or_later = models.Q(appointment__day=None) | models.Q(appointment__day__gte=day)
        return (
            self.filter(open_or_later, appointment__status=AppointmentStatus.PLANNED)
            .annotate(planned=Coalesce(models.Sum("blocks__minutes"), 0))
            .order_by(models.F("appointment__day").asc(nulls_last=True), "appointment__time", "pk")
        )


class Session(Owned):
    """The plan of one appointment; later what was held."""

    owner = BY_APPOINTMENT

    appointment = models.OneToOneField(
        Appointment, on_delete=models.CASCADE, related_name="session"
    )
    kind = models.CharField(max_length=12, choices=SessionKind.choices)
    title = models.CharField(_("title"), max_length=120, blank=True)
    protocol = models.ForeignKey(
        Protocol, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    order_version = models.PositiveIntegerField(default=1)
    ready_at = models.DateTimeField(null=True, blank=True)
    ready_by = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    summary = models.TextField(_("what was done"), max_length=4000, blank=True)
    next_note = models.CharField(_("one note for next time"), max_length=500, blank=True)
    agreements = models.CharField(_("agreed for next time"), max_length=1000, blank=True)
    grounding_helped = models.BooleanField(_("grounding helped"), null=True, blank=True)
    interpreter = models.BooleanField(_("with an interpreter"), default=False)
    video_asked = models.JSONField(default=dict, blank=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)

    @property
    def minutes(self) -> int:
        """Length of the session: that of its appointment."""
        return self.appointment.minutes

    @property
    def language(self) -> str:
        """The language of its practices: the client's, or the clinic's for a group."""
        client = self.appointment.client
        return client.language if client else self.clinic.language

    @property
    def record_stamp(self) -> str:
        """When it was last recorded, as a page names the record that it shows; empty: never."""
        return self.recorded_at.isoformat() if self.recorded_at else ""

    def is_for_the_same_as(self, other: "Session") -> bool:
        """Whether both are for the same client or group."""
        mine, theirs = self.appointment, other.appointment
        return (mine.client_id, mine.group_id) == (theirs.client_id, theirs.group_id)

    def planned_blocks(self) -> tuple[PlannedBlock, ...]:
        """The plan in the shape that rules, time grid and revisions read."""
        return tuple(block.planned() for block in self.blocks.all())


class Block(Owned):
    """One timed part of a session. Positions have no unique constraint: the verb rewrites them."""

    owner = ("session__appointment__client", "session__appointment__group")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="blocks")
    position = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=1)
    phase = models.CharField(_("phase"), max_length=16, choices=[(p.value, p.value) for p in Phase])
    module = models.PositiveSmallIntegerField(_("module"), default=0)
    title = models.CharField(_("title"), max_length=200)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    shortest = models.PositiveSmallIntegerField(_("shortest"), default=0)
    longest = models.PositiveSmallIntegerField(_("longest"), default=0)
    practice = models.CharField(max_length=80, blank=True)
    gates_data = models.JSONField(default=dict)
    notes = models.TextField(_("notes"), max_length=4000, blank=True)
    lock_at = models.TimeField(_("locked to"), null=True, blank=True)
    optional = models.BooleanField(_("optional"), default=False)
    memory = models.CharField(_("memory, neutral label"), max_length=60, blank=True)
    materials = models.TextField(_("materials"), max_length=600, blank=True)
    leader = models.CharField(_("who leads"), max_length=60, blank=True, default="")
    delivered_minutes = models.PositiveSmallIntegerField(_("held minutes"), null=True, blank=True)
    left_out_why = models.CharField(_("left out because"), max_length=200, blank=True)

    class Meta:
        ordering = ("position", "pk")

    @property
    def minutes_so_far(self) -> int:
        """The held minutes; the planned ones where nothing is recorded."""
        return self.minutes if self.delivered_minutes is None else self.delivered_minutes

    def planned(self) -> PlannedBlock:
        """The block as a plain value."""
        return PlannedBlock(
            uid=str(self.uid),
            phase=Phase(self.phase),
            title=self.title,
            minutes=self.minutes,
            shortest=self.shortest,
            longest=self.longest,
            module=self.module,
            practice=self.practice,
            practice_gates=PracticeGates.from_data(self.gates_data),
            notes=self.notes,
            lock_at=self.lock_at.strftime("%H:%M") if self.lock_at else "",
            optional=self.optional,
            memory=self.memory,
            materials=self.materials,
            leader=self.leader,
        )


class Moment(models.TextChoices):
    """When a task is done."""

    BEFORE = "before", _("Before the session")
    AFTER = "after", _("After the session")


class Task(Owned):
    """Something to do before or after a session that takes none of its time."""

    owner = ("session__appointment__client", "session__appointment__group")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="tasks")
    moment = models.CharField(max_length=6, choices=Moment.choices)
    text = models.CharField(_("task"), max_length=200)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)


class Revision(Owned):
    """A snapshot of a plan before a change, for undo and history.

    `moved` is what a refit changed besides the blocks: name of the field -> before and after.
    """

    owner = ("session__appointment__client", "session__appointment__group")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    plan = models.JSONField()
    moved = models.JSONField(default=dict, blank=True)
    what = models.CharField(max_length=60)
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(fields=("session", "number"), name="one_revision_per_number")
        ]


class Settlement(Owned):
    """A reason or a "seen" that settles a finding for this client or group and rule."""

    owner = ("client", "group")

    client = models.ForeignKey(
        Client, on_delete=models.CASCADE, null=True, blank=True, related_name="settlements"
    )
    group = models.ForeignKey(
        Group, on_delete=models.CASCADE, null=True, blank=True, related_name="settlements"
    )
    code = models.CharField(max_length=8)
    facts_hash = models.CharField(max_length=64)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("-at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=client_or_group(), name="settlement_of_client_or_group"
            )
        ]


class ExposureEnd(models.TextChoices):
    """How an exposure ended; R22 reads it."""

    AS_PLANNED = "as_planned", _("As planned")
    STOP_SIGNAL = "stop_signal", _("Stop signal")
    DISSOCIATION = "dissociation", _("Dissociation")
    TIME = "time", _("Time ran out")


NOT_SAID = ""
"""How an exposure ended of which nobody said it, in a session that stopped early."""


class ExposureRecord(Owned):
    """What happened in one exposure or activating practice, and R7's four questions after it.

    `work` is the uid of the block it began with; None where it was not in the plan. `client` is whose
    it is in a couple or family, each of whom is asked alone; None where the session is one client's.
    Like an own record it is read by this person's care team, and by the team of the case.

    SUDS values are on `suds_scale` (0 to 100 or 0 to 10) and never converted; `series` holds the
    ratings every five minutes as a list of numbers. `dissociation` is 0 to 10. Questions that were
    not answered stay None: missing is never a yes.
    """

    owner = ("session__appointment__client", "session__appointment__group", "client")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="exposures")
    client = models.ForeignKey(
        Client, on_delete=models.CASCADE, null=True, blank=True, related_name="joint_exposures"
    )
    work = models.UUIDField(null=True, blank=True)
    is_exposure = models.BooleanField(default=True)
    memory = models.CharField(_("memory, neutral label"), max_length=60, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    suds_scale = models.CharField(max_length=3, choices=SudsScale.choices)
    before = models.PositiveSmallIntegerField(_("before"), null=True, blank=True)
    peak = models.PositiveSmallIntegerField(_("peak"), null=True, blank=True)
    end = models.PositiveSmallIntegerField(_("end"), null=True, blank=True)
    after_grounding = models.PositiveSmallIntegerField(_("after grounding"), null=True, blank=True)
    series = models.JSONField(default=list, blank=True)
    ended = models.CharField(
        _("how it ended"),
        max_length=12,
        choices=ExposureEnd.choices,
        default=ExposureEnd.AS_PLANNED,
    )
    oriented = models.BooleanField(_("oriented to place, day and person"), null=True, blank=True)
    dissociation = models.PositiveSmallIntegerField(
        _("dissociation, 0 to 10"), null=True, blank=True
    )
    way_home = models.BooleanField(_("way home and next hour clear"), null=True, blank=True)
    safe_to_leave = models.BooleanField(_("safe to leave"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    if_not_safe = models.CharField(_("who stays, how home, call when"), max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)

    @property
    def ratings(self) -> tuple[int | None, ...]:
        """All ratings of distress, in order; None: not asked."""
        row = (self.before, *self.series, self.end, self.after_grounding)
        return (*row, self.peak)

    @property
    def how_it_ended(self) -> str:
        """How it ended, in words; also where nobody said so."""
        return self.get_ended_display() if self.ended else str(_("The session stopped early"))
