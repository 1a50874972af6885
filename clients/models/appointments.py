"""When people meet: appointments and who came."""

import datetime as dt
import zoneinfo
from collections.abc import Sequence

from django.db import models
from django.db.models import F
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from .clinics import Member
from .owned import Owned, OwnedQuerySet, client_or_group
from .people import Client
from .teams import Group


class Setting(models.TextChoices):
    """Where it takes place."""

    ROOM = "room", _("In the room")
    VIDEO = "video", _("By video")
    PHONE = "phone", _("By phone")


class AppointmentStatus(models.TextChoices):
    """What became of it."""

    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    STOPPED_EARLY = "stopped", _("Stopped early")
    MOVED = "moved", _("Moved")
    CANCELLED = "cancelled", _("Cancelled in time")
    CANCELLED_LATE = "late", _("Cancelled late")
    CANCELLED_BY_US = "by_us", _("Cancelled by us")
    DID_NOT_COME = "no_show", _("Did not come")


CANCELLED = (
    AppointmentStatus.CANCELLED,
    AppointmentStatus.CANCELLED_LATE,
    AppointmentStatus.CANCELLED_BY_US,
)

FELL_OUT = (*CANCELLED, AppointmentStatus.DID_NOT_COME)
"""What did not happen and was not moved; homework that was to end with it waits for the next."""

ONE_DAY = dt.timedelta(days=1)

TOOK_PLACE = (AppointmentStatus.HELD, AppointmentStatus.STOPPED_EARLY)


Instants = tuple[dt.datetime, dt.datetime]


def _share_a_moment(one: Instants | None, other: Instants | None) -> bool:
    """Whether two spans overlap; one that begins when the other ends does not."""
    return bool(one and other and one[0] < other[1] and other[0] < one[1])


def double_booked(rows: Sequence["Appointment"]) -> set[int]:
    """The keys of those of these rows that are planned and share a moment with another."""
    spans = [(row.pk, row.instants) for row in rows if row.status == AppointmentStatus.PLANNED]
    return {
        key
        for key, span in spans
        if any(key != other and _share_a_moment(span, theirs) for other, theirs in spans)
    }


class AppointmentQuerySet(OwnedQuerySet):
    """Words about appointments."""

    def dated(self) -> "AppointmentQuerySet":
        """Those with a day; earliest first."""
        return self.exclude(day=None).order_by("day", F("time").asc(nulls_last=True), "pk")

    def on(self, day: dt.date) -> "AppointmentQuerySet":
        """Those of one day, in order of time."""
        return self.dated().filter(day=day)

    def held(self) -> "AppointmentQuerySet":
        """Those that took place, wholly or in part."""
        return self.dated().filter(status__in=TOOK_PLACE)

    def coming(self, day: dt.date) -> "AppointmentQuerySet":
        """Planned ones from this day on."""
        return self.dated().filter(day__gte=day, status=AppointmentStatus.PLANNED)

    def after(self, moment: dt.datetime) -> "AppointmentQuerySet":
        """Planned ones that have not begun at this moment, by its own wall clock."""
        return self.coming(moment.date()).exclude(day=moment.date(), time__lte=moment.time())

    def between(self, first: dt.date, last: dt.date) -> "AppointmentQuerySet":
        """Those of these days, both included, with whom they are for; in order of time."""
        return self.dated().filter(day__range=(first, last)).select_related("client", "group")

    def clashing(self, wanted: "Appointment") -> list["Appointment"]:
        """Planned ones that share a moment with the wanted one, which may not be saved yet."""
        asked = wanted.instants
        if wanted.day is None or asked is None:
            return []
        # Two days hold ten hours and the widest difference of zones.
        near = self.between(wanted.day - 2 * ONE_DAY, wanted.day + 2 * ONE_DAY)
        others = near.filter(status=AppointmentStatus.PLANNED).exclude(pk=wanted.pk)
        return [row for row in others if _share_a_moment(row.instants, asked)]

    def clashing_any(self, wanted: Sequence["Appointment"]) -> list[list["Appointment"]]:
        """The same for each of several wanted ones, in one query; those wanted are no clash."""
        near = {
            one.day + distance * ONE_DAY for one in wanted if one.day for distance in range(-2, 3)
        }
        own = [one.pk for one in wanted if one.pk]
        planned = self.dated().filter(day__in=near, status=AppointmentStatus.PLANNED)
        others = list(planned.exclude(pk__in=own).select_related("client", "group"))
        return [
            [row for row in others if _share_a_moment(row.instants, one.instants)] for one in wanted
        ]

    def undated(self) -> "AppointmentQuerySet":
        """Planned ones whose day is still open, newest first."""
        return self.filter(day=None, status=AppointmentStatus.PLANNED).order_by("-pk")

    def before(self, day: dt.date) -> "AppointmentQuerySet":
        """Those of earlier days, and any that are no longer to come; latest first."""
        gone = models.Q(day__lt=day) | ~models.Q(status=AppointmentStatus.PLANNED)
        return self.filter(gone).order_by(
            F("day").desc(nulls_last=True), F("time").desc(nulls_last=True), "-pk"
        )


class Appointment(Owned):
    """When and who. Planned for a wall clock (local date, time, zone); may be undated at first.

    `sequence` counts the changes of when and whether, for calendars that keep a copy. One that was
    moved goes on with its plan; what stays behind on the old day has the status moved and `moved_to`.
    """

    owner = ("client", "group")

    client = models.ForeignKey(
        Client, on_delete=models.CASCADE, null=True, blank=True, related_name="appointments"
    )
    group = models.ForeignKey(
        Group, on_delete=models.CASCADE, null=True, blank=True, related_name="appointments"
    )
    day = models.DateField(_("day"), null=True, blank=True)
    time = models.TimeField(_("time"), null=True, blank=True)
    timezone = models.CharField(max_length=64, editable=False)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=50)
    setting = models.CharField(
        _("setting"), max_length=5, choices=Setting.choices, default=Setting.ROOM
    )
    room = models.CharField(_("room"), max_length=60, blank=True)
    status = models.CharField(
        _("status"),
        max_length=9,
        choices=AppointmentStatus.choices,
        default=AppointmentStatus.PLANNED,
    )
    stopped_minute = models.PositiveSmallIntegerField(_("stopped at minute"), null=True, blank=True)
    double_booked_why = models.CharField(_("double-booked because"), max_length=200, blank=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    moved_to = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="moved_from",
    )

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ("day", "time", "pk")
        constraints = [
            models.CheckConstraint(
                condition=client_or_group(), name="appointment_of_client_or_group"
            )
        ]

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The zone whose wall clock it was planned for."""
        return zoneinfo.ZoneInfo(self.timezone)

    @property
    def starts_at(self) -> dt.datetime | None:
        """The planned start with its zone, or None where day or time are still open."""
        if self.day is None or self.time is None:
            return None
        return dt.datetime.combine(self.day, self.time, tzinfo=self.zone)

    @property
    def ends_at(self) -> dt.datetime | None:
        """The planned end in the same zone; minutes are real ones, also when clocks change."""
        found = self.instants
        return found[1].astimezone(self.zone) if found else None

    @property
    def until(self) -> dt.time | None:
        """The time of the planned end on the wall clock."""
        ends = self.ends_at
        return ends.time() if ends else None

    @property
    def instants(self) -> Instants | None:
        """The planned start and end in UTC, which alone compare rightly while clocks change."""
        start = self.starts_at
        if start is None:
            return None
        first = start.astimezone(dt.UTC)
        return first, first + dt.timedelta(minutes=self.minutes)

    @property
    def took_place(self) -> bool:
        """Whether it was held, wholly or in part."""
        return self.status in TOOK_PLACE

    @property
    def is_ahead(self) -> bool:
        """Whether its day is still to come, on the clock that it was planned for."""
        return self.day is not None and self.day > now().astimezone(self.zone).date()

    @property
    def whom(self) -> Client | Group:
        """The client or group it is for."""
        who = self.client or self.group
        assert who is not None  # guaranteed by the constraint
        return who


class Guest(Owned):
    """Somebody who was there beside client or participants: a member of the clinic, or a role
    ("interpreter", "partner"), never the name of anybody outside the clinic."""

    owner = ("appointment__client", "appointment__group")

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="guests")
    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    role = models.CharField(_("role"), max_length=60, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(member__isnull=False, role="")
                | models.Q(models.Q(member=None), ~models.Q(role="")),
                name="guest_is_member_or_role",
            )
        ]

    def __str__(self) -> str:
        return self.member.name if self.member else self.role


class AttendanceState(models.TextChoices):
    """How a participant attended (domain section 3)."""

    PRESENT = "present", _("Present")
    LATE = "late", _("Late")
    LEFT_EARLY = "left_early", _("Left early")
    ABSENT_NOTICE = "notice", _("Absent with notice")
    ABSENT = "absent", _("Absent without notice")


CAME = (AttendanceState.PRESENT, AttendanceState.LATE, AttendanceState.LEFT_EARLY)


class Attendance(Owned):
    """How one participant attended one group appointment."""

    owner = ("appointment__group", "client")

    appointment = models.ForeignKey(
        Appointment, on_delete=models.CASCADE, related_name="attendances"
    )
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="attendances")
    state = models.CharField(_("attendance"), max_length=10, choices=AttendanceState.choices)
    comment = models.CharField(_("comment"), max_length=300, blank=True)
    contacted = models.BooleanField(_("contacted afterwards"), default=False)

    class Meta:
        ordering = ("client__code", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("appointment", "client"), name="one_attendance_per_participant"
            )
        ]
