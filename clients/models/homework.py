"""Homework: what was given (assignments and their editions) and what was done (logs)."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from clients.agreement import Agreement
from clients.prescription import Gates, Prescription
from clients.schedule import Schedule
from config.prepared import prepared

from .clinics import Member
from .owned import Owned, OwnedQuerySet
from .people import Client, SudsScale
from .teams import Group, during

A_WEEK = dt.timedelta(days=7)


class AssignmentStatus(models.TextChoices):
    """Whether the homework goes on."""

    ACTIVE = "active", _("Going on")
    PAUSED = "paused", _("Paused")
    ENDED = "ended", _("Ended")


class AssignmentQuerySet(OwnedQuerySet):
    """Words about homework."""

    def running_on(self, day: dt.date) -> "AssignmentQuerySet":
        """Homework of this day, resting or not: going on (again), begun, not over."""
        goes_on = models.Q(status=AssignmentStatus.ACTIVE) | models.Q(
            status=AssignmentStatus.PAUSED, resumes_on__lte=day
        )
        return self.filter(goes_on, during(day))

    def not_over_on(self, day: dt.date) -> "AssignmentQuerySet":
        """What goes on, rests, or is still to begin on this day or later."""
        there = models.Q(ends=None) | models.Q(ends__gte=day)
        return self.filter(there).exclude(status=AssignmentStatus.ENDED)

    def held_between(self, first: dt.date, last: dt.date) -> "AssignmentQuerySet":
        """Homework that was given for any of these days, both included, whatever became of it."""
        return self.filter(during(first, last=last))

    def of_last_week(self, day: dt.date) -> "AssignmentQuerySet":
        """What ended in the week before this day or later, latest given first: it can be given again.

        What begins today is not of last week, and what was ended on purpose is not given again; what
        has no end goes on anyway.
        """
        since = day - A_WEEK
        return self.filter(ends__gte=since, starts__lt=day).exclude(status=AssignmentStatus.ENDED)

    def open_on(self, day: dt.date) -> "AssignmentQuerySet":
        """Homework that the client is offered on this day: running and not resting."""
        return self.running_on(day).filter(resting_since=None)


class Assignment(Owned):
    """A practice given as homework: to one client, perhaps through a group, perhaps in a session.

    `status` is what was last decided; a pause that has a day to go on (`resumes_on`) ends on it by
    itself, so ask `status_on`. `pauses` holds every pause as its first day and the day on which it
    went on, or None. `passed_on_from` is the day of an appointment that fell out, with which it was to
    end, until somebody decides otherwise about its end.
    """

    owner = ("client",)
    roster = ("group",)

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="assignments")
    group = models.ForeignKey(
        Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="assignments"
    )
    appointment = models.ForeignKey(
        "clients.Appointment",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="homework",
    )
    code = models.CharField(max_length=80)
    title = models.CharField(max_length=120)
    starts = models.DateField(_("from"))
    ends = models.DateField(_("until"), null=True, blank=True)
    status = models.CharField(
        max_length=6, choices=AssignmentStatus.choices, default=AssignmentStatus.ACTIVE
    )
    resumes_on = models.DateField(_("goes on"), null=True, blank=True)
    pauses = models.JSONField(default=list, blank=True)
    passed_on_from = models.DateField(null=True, blank=True)
    resting_since = models.DateField(null=True, blank=True)
    given_at = models.DateTimeField(default=now)
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ("-given_at", "-pk")

    def __str__(self) -> str:
        return self.code

    def status_on(self, day: dt.date) -> str:
        """Whether it goes on, is paused or ended, as it stands on this day."""
        if self.status == AssignmentStatus.PAUSED and self.resumes_on and self.resumes_on <= day:
            return AssignmentStatus.ACTIVE
        return self.status

    def runs_on(self, day: dt.date) -> bool:
        """As `running_on`, for one."""
        is_within = self.starts <= day and (self.ends is None or day <= self.ends)
        return is_within and self.status_on(day) == AssignmentStatus.ACTIVE

    def paused_days(self) -> tuple[tuple[dt.date, dt.date | None], ...]:
        """Every pause, as its first day and the day on which it went on (None: not yet)."""
        return tuple(
            (dt.date.fromisoformat(first), dt.date.fromisoformat(until) if until else None)
            for first, until in self.pauses
        )

    def a_week_on(self, day: dt.date) -> dt.date | None:
        """Seven days on from its end, or from yesterday where it is over; open it stays open."""
        if self.ends is None:
            return None
        return max(self.ends, day - dt.timedelta(days=1)) + A_WEEK

    def can_go_on(self, day: dt.date) -> bool:
        """As `of_last_week`, for one."""
        is_over = self.ends is None or self.ends < day - A_WEEK
        return self.starts < day and not is_over and self.status != AssignmentStatus.ENDED

    def edition_on(self, day: dt.date) -> "Edition":
        """The edition that held on this day (the first one for earlier days)."""
        return edition_held(self.editions.all(), day)


class Edition(Owned):
    """What was given from a day on. Append-only: a change is a new edition, the past stays."""

    owner = ("assignment__client",)

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField()
    from_date = models.DateField()
    prescription_data = models.JSONField()
    schedule_data = models.JSONField()
    agreement_data = models.JSONField(default=dict, blank=True)
    made_at = models.DateTimeField(default=now)
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=("assignment", "number"), name="one_edition_per_number")
        ]

    @property
    def prescription(self) -> Prescription:
        """The frozen copy of the practice."""
        return Prescription.from_data(self.prescription_data)

    @property
    def gates(self) -> Gates:
        """Those of the copy, read without the rest of it."""
        return Gates.from_data(self.prescription_data["gates"])

    @property
    def schedule(self) -> Schedule:
        """When and how often it was agreed."""
        return Schedule.from_data(self.schedule_data)

    def suds_scale(self, client: Client) -> str:
        """The scale that exposure homework asks its three numbers on; "" for all other homework."""
        return client.suds_scale if self.gates.exposure_homework else ""

    @property
    def agreement(self) -> Agreement:
        """What else was agreed, in the client's words."""
        return Agreement.from_data(self.agreement_data)


@prepared
def editions_of(client: Any, uid: Any) -> models.QuerySet[Edition]:
    """All editions of one assignment of a client, in order, each with the assignment."""
    own = Edition.objects.filter(assignment__uid=uid, assignment__client=client)
    return own.select_related("assignment")


def edition_held(editions: Iterable[Edition], day: dt.date) -> Edition:
    """Of one assignment's editions the one that held on this day, else the first."""
    in_order = sorted(editions, key=lambda edition: edition.number)
    held = [edition for edition in in_order if edition.from_date <= day]
    return (held or in_order[:1])[-1]


def given_uid(client: Client, uid: uuid.UUID) -> uuid.UUID:
    """The uid of what a form gives to a client: of this client alone, so no other row can be named."""
    return uuid.uuid5(uid, str(client.uid))


class LogState(models.TextChoices):
    """What the client says of the day. Unlogged is no state of a log: it is its absence."""

    DONE = "done", _("I did it")
    PART = "part", _("A part of it")
    NOT_TODAY = "not_today", _("Not today")


class Obstacle(models.TextChoices):
    """What got in the way, in the client's words (care.md)."""

    WANDERED = "wandered", _("My mind wandered")
    NO_TIME = "no_time", _("No time")
    FORGOT = "forgot", _("I forgot")
    NOT_ALONE = "not_alone", _("I was not alone")
    TIRED = "tired", _("Too tired or unwell")
    BODY_HURT = "body_hurt", _("My body hurt")
    UNCLEAR = "unclear", _("I did not understand it")
    FALSE = "false", _("It felt false")
    SELFISH = "selfish", _("It felt selfish")
    DRAINED = "drained", _("It drained me")
    NO_WISH = "no_wish", _("I did not want to")
    NOT_SAID = "not_said", _("Rather not say")


class Source(models.TextChoices):
    """Who wrote the entry down."""

    PHONE = "phone", _("Phone")
    PAPER = "paper", _("Paper")
    CLINICIAN = "clinician", _("With the clinician")


class LogQuerySet(OwnedQuerySet):
    """Words about logs."""

    def standing(self) -> "LogQuerySet":
        """Logs that the client has not taken back."""
        return self.filter(taken_back_at=None)

    def between(self, first: dt.date, last: dt.date) -> "LogQuerySet":
        """Logs of these days, both included, by the client's own calendar."""
        return self.filter(local_date__range=(first, last))


class Log(Owned):
    """What the client did on a day. Clinicians see the day and the state, never the hour.

    `before` and `after` are 0 to 10. Exposure homework has three numbers on the client's SUDS scale
    (`suds_scale`, empty without any) in their place, never converted.
    """

    owner = ("client",)

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="logs")
    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="logs")
    edition = models.ForeignKey(Edition, on_delete=models.RESTRICT, related_name="+")
    entry_uid = models.UUIDField()
    local_date = models.DateField()
    timezone = models.CharField(max_length=64)
    happened_at = models.DateTimeField()
    entered_at = models.DateTimeField(default=now)
    clock_off = models.BooleanField(_("the phone's clock was wrong"), default=False)
    source = models.CharField(max_length=9, choices=Source.choices, default=Source.PHONE)
    state = models.CharField(max_length=9, choices=LogState.choices)
    before = models.PositiveSmallIntegerField(_("how hard before, 0 to 10"), null=True, blank=True)
    after = models.PositiveSmallIntegerField(_("how hard after, 0 to 10"), null=True, blank=True)
    suds_scale = models.CharField(max_length=3, choices=SudsScale.choices, blank=True, default="")
    suds_before = models.PositiveSmallIntegerField(_("before"), null=True, blank=True)
    suds_peak = models.PositiveSmallIntegerField(_("highest"), null=True, blank=True)
    suds_end = models.PositiveSmallIntegerField(_("at the end"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    times = models.PositiveSmallIntegerField(_("times"), null=True, blank=True)
    obstacles = models.JSONField(default=list, blank=True)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    note_shared = models.BooleanField(_("my therapist may read the note"), default=False)
    unpleasant = models.BooleanField(_("something unpleasant came up"), default=False)
    unpleasant_note = models.CharField(_("what came up"), max_length=500, blank=True)
    unpleasant_still = models.BooleanField(_("it is still there"), null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = LogQuerySet.as_manager()

    class Meta:
        ordering = ("-local_date", "-entered_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=("client", "entry_uid"), name="one_log_per_entry"),
        ]
        indexes = [
            models.Index(fields=("client", "local_date"), name="log_by_client_and_day"),
            models.Index(fields=("assignment", "local_date"), name="log_by_homework_and_day"),
        ]

    @property
    def is_late(self) -> bool:
        """Whether the phone wrote it down on a later day than its own, by the client's calendar.

        What comes from paper or was written down together says so itself.
        """
        entered = self.entered_at.astimezone(ZoneInfo(self.timezone)).date()
        return self.source == Source.PHONE and entered > self.local_date

    @property
    def holds_own(self) -> bool:
        """Whether only the client may remove it: by a note of their own, or something unpleasant."""
        return self.unpleasant or bool(self.note and not self.note_shared)

    @property
    def counted(self) -> int:
        """How often it says that something was done: once, unless it counts the times."""
        if self.state == LogState.NOT_TODAY:
            return 0
        return 1 if self.times is None else self.times
