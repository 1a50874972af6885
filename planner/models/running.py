"""Courses that are running: what was given to whom, and its sessions on their days."""

import datetime as dt
from functools import cached_property
from typing import Any

from django.db import models
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
    client_or_group,
)
from planner.laying import Laid, Rhythm, Span, State
from planner.library.courses import CourseDocument

from .items import Item
from .sessions import BY_APPOINTMENT


class CourseRunQuerySet(OwnedQuerySet):
    """Words about running courses."""

    def for_whom(self, whom: Client | Group) -> "CourseRunQuerySet":
        """The courses of a client or group, the one that began last on top, with their steps."""
        side = "client" if isinstance(whom, Client) else "group"
        steps = models.Prefetch("steps", CourseStep.objects.with_plans())
        return self.filter(**{side: whom}).prefetch_related(steps).order_by("-pk")


class CourseRun(Owned):
    """A course given to a client or a group: a frozen copy of what it said, and its rhythm.

    `weekdays` are numbers, 0 for Monday; `weeks` from one meeting day's week to the next; `days_off`
    pairs of ISO dates, both included. `changes` counts what was done to it, so that the second of two
    editors notices; `last_change` is what takes the last one back, and under "before" those before it, the
    last first (planner/actions/course_changes.py).
    """

    owner = ("client", "group")

    client = models.ForeignKey(
        Client, on_delete=models.CASCADE, null=True, blank=True, related_name="course_runs"
    )
    group = models.ForeignKey(
        Group, on_delete=models.CASCADE, null=True, blank=True, related_name="course_runs"
    )
    course = models.ForeignKey(
        Item, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    document = models.JSONField()
    weekdays = models.JSONField()
    weeks = models.PositiveSmallIntegerField(_("every so many weeks"), default=1)
    time = models.TimeField(_("time"))
    days_off = models.JSONField(_("days off"), default=list, blank=True)
    started_at = models.DateTimeField(default=now, editable=False)
    started_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    ended_on = models.DateField(_("ended early on"), null=True, blank=True)
    changes = models.PositiveIntegerField(default=0)
    last_change = models.JSONField(default=dict, blank=True)

    objects = CourseRunQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(
                condition=client_or_group(), name="course_run_of_client_or_group"
            )
        ]

    @cached_property
    def said(self) -> CourseDocument:
        """What the course said when it began."""
        return CourseDocument.from_data(self.document)

    @property
    def title(self) -> str:
        """The title of the course."""
        return str(self.document["title"])

    @property
    def total(self) -> int:
        """How many sessions the course has."""
        return len(self.document["sessions"])

    @property
    def rhythm(self) -> Rhythm:
        """Its weekdays, weeks and days off."""
        off = (Span(*map(dt.date.fromisoformat, pair)) for pair in self.days_off)
        return Rhythm(weekdays=frozenset(self.weekdays), weeks=self.weeks, off=tuple(off))

    @property
    def whom(self) -> Client | Group:
        """The client or group it is for."""
        who = self.client or self.group
        assert who is not None  # guaranteed by the constraint
        return who


def rhythm_data(rhythm: Rhythm) -> dict[str, Any]:
    """A rhythm as the fields of a run."""
    return {
        "weekdays": sorted(rhythm.weekdays),
        "weeks": rhythm.weeks,
        "days_off": [[span.first.isoformat(), span.last.isoformat()] for span in rhythm.off],
    }


class CourseStepQuerySet(OwnedQuerySet):
    """Words about the steps of a course."""

    def with_plans(self) -> "CourseStepQuerySet":
        """Each with its appointment, whom it is for, and its plan."""
        return self.select_related(
            "appointment__client", "appointment__group", "appointment__session"
        )


class CourseStep(Owned):
    """One session of a running course on its day.

    `number` is its place in the course, from 1: a session that is laid again, and a catch-up session
    (`extra`), have the number of the one that they stand for. An extra one can be with a single
    participant; it is seen by that client's care team only. `laid_on` is its first day.
    """

    owner = BY_APPOINTMENT

    run = models.ForeignKey(CourseRun, on_delete=models.CASCADE, related_name="steps")
    appointment = models.OneToOneField(
        Appointment, on_delete=models.CASCADE, related_name="course_step"
    )
    number = models.PositiveSmallIntegerField()
    extra = models.BooleanField(_("catch-up session"), default=False)
    left_out = models.BooleanField(_("left out"), default=False)
    laid_on = models.DateField()

    objects = CourseStepQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)

    @property
    def state(self) -> State:
        """Held, open, or off: cancelled, not come, left out."""
        if self.appointment.took_place:
            return State.HELD
        planned = self.appointment.status == AppointmentStatus.PLANNED
        return State.OPEN if planned and not self.left_out else State.OFF

    def laid(self) -> Laid:
        """This step in the shape that `planner.laying` moves; its key is its uid."""
        return Laid(
            key=str(self.uid),
            number=self.number,
            day=self.appointment.day,
            time=self.appointment.time,
            state=self.state,
            extra=self.extra,
        )

    @property
    def sends_home(self) -> list[str]:
        """The codes of what is practised after it, as the course said when it began."""
        return list(self.run.document["sessions"][self.number - 1]["home"])

    @property
    def is_of_its_run(self) -> bool:
        """Whether it is with those whom the course is for, not with one participant alone."""
        mine, theirs = self.appointment, self.run
        return (mine.client_id, mine.group_id) == (theirs.client_id, theirs.group_id)
