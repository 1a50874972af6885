"""What is done to appointments: making, moving, what became of them, who came."""

import datetime as dt
import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from clients.models import (
    CANCELLED,
    FELL_OUT,
    Act,
    Actor,
    Appointment,
    AppointmentStatus,
    Assignment,
    AssignmentStatus,
    Attendance,
    Client,
    Group,
    Guest,
    Journal,
    Member,
    Setting,
)
from clients.wallclock import is_skipped

WHEN = {"day", "time", "minutes"}
"""What a calendar elsewhere has to learn anew when it changes."""


@transaction.atomic
def make_appointment(
    *,
    minutes: int,
    by: Actor,
    client: Client | None = None,
    group: Group | None = None,
    day: dt.date | None = None,
    time: dt.time | None = None,
    setting: str = Setting.ROOM,
    room: str = "",
    double_booked_why: str = "",
) -> Appointment:
    """A planned appointment of `minutes` for a client or a group, on the clinic's wall clock.

    Day and time may stay open: a plan can be drafted before the date is known. `double_booked_why`
    is the member's reason for another appointment at the same time. Homework that was to end with
    one that fell out ends with this next one. Raises ValidationError for a time that the clock
    skips on that day.
    """
    whom = client or group
    if whom is None:
        raise ValueError("An appointment is for a client or a group")
    _refuse_skipped_time(day, time, whom.clinic.zone)
    appointment = Appointment.objects.create(
        clinic=whom.clinic,
        client=client,
        group=group,
        day=day,
        time=time,
        timezone=whom.clinic.timezone,
        minutes=minutes,
        setting=setting,
        room=room,
        double_booked_why=double_booked_why,
    )
    fields = ["day", "time", "minutes", "setting", "room"]
    fields += ["double_booked_why"] if double_booked_why else []
    Journal.objects.write(act=Act.CREATED, thing=appointment, by=by, fields=fields)
    _take_over_homework(appointment, by)
    return appointment


@transaction.atomic
def change_appointment(
    *, appointment: Appointment, changes: dict[str, Any], by: Actor
) -> Appointment:
    """Change day, time, minutes, setting or room; homework that ended on the old day moves along.

    One that was waiting for its new day takes along what ended on the day it was moved from. Raises
    ValidationError for a time that the clock skips on that day.
    """
    old_day = appointment.day or _day_moved_from(appointment)
    changes = {name: to for name, to in changes.items() if getattr(appointment, name) != to}
    if not changes:
        return appointment
    day, time = (changes.get(name, getattr(appointment, name)) for name in ("day", "time"))
    _refuse_skipped_time(day, time, appointment.zone)
    for name, value in changes.items():
        setattr(appointment, name, value)
    appointment.sequence += bool(changes.keys() & WHEN)
    appointment.save(update_fields=[*changes, "sequence"])
    Journal.objects.write(act=Act.CHANGED, thing=appointment, by=by, fields=list(changes))
    if old_day is not None and appointment.day not in (old_day, None):
        _move_homework(appointment, old_day, by)
    elif old_day is None:
        _take_over_homework(appointment, by)
    return appointment


def _refuse_skipped_time(
    day: dt.date | None, time: dt.time | None, zone: zoneinfo.ZoneInfo
) -> None:
    """Raise ValidationError when the clock jumps over the time on that day."""
    if day is None or time is None or not is_skipped(day, time, zone):
        return
    raise ValidationError(
        {
            "time": _(
                "On this day the clocks go forward and there is no %(time)s. "
                "Please choose an earlier or later time."
            )
            % {"time": time.strftime("%H:%M")}
        }
    )


def _move_homework(
    appointment: Appointment, old_day: dt.date, by: Actor, *, fell_out: bool = False
) -> None:
    """Let homework that was to end on the old day end with the appointment.

    `fell_out`: what was to take place on the old day did not, which may be taken back.
    """
    for homework in _going_on(appointment, ends=old_day, starts__lte=appointment.day):
        homework.ends = appointment.day
        if fell_out:
            homework.passed_on_from = old_day
        homework.save(update_fields=["ends", "passed_on_from"])
        Journal.objects.write(act=Act.CHANGED, thing=homework, by=by, fields=["ends"])


def _give_back_homework(appointment: Appointment, old_day: dt.date | None, by: Actor) -> None:
    """Let homework that was passed on from the old day end with the appointment after all."""
    if old_day is None:
        return
    for homework in _going_on(appointment, passed_on_from=old_day):
        homework.ends, homework.passed_on_from = appointment.day or old_day, None
        homework.save(update_fields=["ends", "passed_on_from"])
        Journal.objects.write(act=Act.CHANGED, thing=homework, by=by, fields=["ends"])


def _going_on(appointment: Appointment, **which: Any) -> Any:
    """Such homework of those whom the appointment is for, unless it was ended."""
    side = "client" if appointment.client_id else "group"
    found = Assignment.objects.filter(**{side: appointment.whom}, **which)
    return found.exclude(status=AssignmentStatus.ENDED)


def _take_over_homework(appointment: Appointment, by: Actor) -> None:
    """Let homework that was to end with the one before, which fell out, end with this one."""
    if appointment.day is None:
        return
    others = appointment.whom.appointments.dated().exclude(pk=appointment.pk)
    others = others.exclude(status=AppointmentStatus.MOVED)
    before = others.filter(day__lte=appointment.day).last()
    if before is not None and before.day is not None and before.status in FELL_OUT:
        _move_homework(appointment, before.day, by, fell_out=True)


def _pass_on_homework(appointment: Appointment, by: Actor) -> None:
    """Let homework that was to end with this one, which fell out, end with the next planned one."""
    if appointment.day is None:
        return
    coming = appointment.whom.appointments.coming(appointment.day).exclude(pk=appointment.pk)
    following = coming.first()
    if following is not None:
        _move_homework(following, appointment.day, by, fell_out=True)


def _day_moved_from(appointment: Appointment) -> dt.date | None:
    """The day that an appointment without a day was moved away from last, if it was."""
    left = appointment.moved_from.exclude(day=None).order_by("-pk").first()
    return left.day if left else None


@transaction.atomic
def move_appointment(
    *,
    appointment: Appointment,
    day: dt.date | None,
    time: dt.time | None,
    by: Actor,
    double_booked_why: str = "",
) -> Appointment:
    """Move an appointment, with its plan, to another day and time, or to one not agreed yet.

    On the old day a row with the status moved stays behind. Homework that was to end with the
    appointment ends on the new day; while that is open, on the old one. Raises ValidationError for a
    time that the clock skips on that day, and for an appointment that took place.
    """
    if appointment.took_place:
        said = _("It took place. Say first that it is planned after all, then move it.")
        raise ValidationError({"status": said})
    if appointment.day is not None:
        left = Appointment.objects.create(
            clinic=appointment.clinic,
            client=appointment.client,
            group=appointment.group,
            day=appointment.day,
            time=appointment.time,
            timezone=appointment.timezone,
            minutes=appointment.minutes,
            setting=appointment.setting,
            room=appointment.room,
            status=AppointmentStatus.MOVED,
            moved_to=appointment,
        )
        Journal.objects.write(act=Act.CREATED, thing=left, by=by, fields=["status", "moved_to"])
    old_day = appointment.day if appointment.status in FELL_OUT else None
    changes = {"day": day, "time": time, "double_booked_why": double_booked_why}
    change_appointment(appointment=appointment, changes=changes, by=by)
    _give_back_homework(appointment, old_day, by)
    if appointment.status != AppointmentStatus.PLANNED:
        set_status(appointment=appointment, status=AppointmentStatus.PLANNED, by=by)
    return appointment


@transaction.atomic
def set_status(
    *, appointment: Appointment, status: str, by: Actor, stopped_minute: int | None = None
) -> Appointment:
    """Record what became of an appointment; `stopped_minute` counts from its start.

    Where it fell out, homework that was to end with it ends with the next planned one, if there is
    one; otherwise with the next that is made. Where it did not after all, it ends with it again,
    unless somebody changed the homework meanwhile.
    """
    fell_out = status in FELL_OUT and appointment.status not in FELL_OUT
    did_not_after_all = status not in FELL_OUT and appointment.status in FELL_OUT
    appointment.sequence += (status in CANCELLED) is not (appointment.status in CANCELLED)
    appointment.status = status
    stopped = status == AppointmentStatus.STOPPED_EARLY
    appointment.stopped_minute = stopped_minute if stopped else None
    appointment.save(update_fields=["status", "stopped_minute", "sequence"])
    fields = ["status", "stopped_minute"] if stopped else ["status"]
    Journal.objects.write(act=Act.CHANGED, thing=appointment, by=by, fields=fields)
    if fell_out:
        _pass_on_homework(appointment, by)
    elif did_not_after_all:
        _give_back_homework(appointment, appointment.day, by)
    return appointment


@dataclass(frozen=True, kw_only=True)
class Came:
    """How one participant attended. An empty state takes the record away."""

    client: Client
    state: str
    comment: str = ""
    contacted: bool = False


@transaction.atomic
def record_attendance(*, appointment: Appointment, came: Iterable[Came], by: Actor) -> None:
    """Record who came to a group appointment; only what differs is written."""
    known = {row.client_id: row for row in appointment.attendances.all()}
    for one in came:
        row = known.get(one.client.pk)
        if not one.state:
            if row is not None:
                Journal.objects.write(act=Act.REMOVED, thing=row, by=by)
                row.delete()
            continue
        _write_attendance(appointment, one, row, by)


def _write_attendance(
    appointment: Appointment, one: Came, row: Attendance | None, by: Actor
) -> None:
    """Add or change one line of attendance."""
    facts = {"state": one.state, "comment": one.comment, "contacted": one.contacted}
    if row is None:
        row = Attendance.objects.create(
            clinic=appointment.clinic, appointment=appointment, client=one.client, **facts
        )
        Journal.objects.write(act=Act.CREATED, thing=row, by=by, fields=list(facts))
        return
    changed = [name for name, value in facts.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, facts[name])
    if changed:
        row.save(update_fields=changed)
        Journal.objects.write(act=Act.CHANGED, thing=row, by=by, fields=changed)


@transaction.atomic
def record_guests(*, appointment: Appointment, guests: Iterable[Member | str], by: Actor) -> None:
    """Record who else was there: members of the clinic, or roles in a word; the list replaces
    what was recorded before, and only what differs is written."""
    wanted = {guest if isinstance(guest, str) else str(guest.pk): guest for guest in guests}
    for row in appointment.guests.all():
        if wanted.pop(row.role or str(row.member_id), None) is None:
            Journal.objects.write(act=Act.REMOVED, thing=row, by=by)
            row.delete()
    for guest in wanted.values():
        who = {"role": guest} if isinstance(guest, str) else {"member": guest}
        row = Guest.objects.create(clinic=appointment.clinic, appointment=appointment, **who)
        Journal.objects.write(act=Act.CREATED, thing=row, by=by, fields=list(who))
