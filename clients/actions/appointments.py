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
) -> Appointment:
    """A planned appointment of `minutes` for a client or a group, on the clinic's wall clock.

    Day and time may stay open: a plan can be drafted before the date is known. Raises
    ValidationError for a time that the clock skips on that day.
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
    )
    fields = ["day", "time", "minutes", "setting", "room"]
    Journal.objects.write(act=Act.CREATED, thing=appointment, by=by, fields=fields)
    return appointment


@transaction.atomic
def change_appointment(
    *, appointment: Appointment, changes: dict[str, Any], by: Actor
) -> Appointment:
    """Change day, time, minutes, setting or room; homework that ended on the old day moves along.

    Raises ValidationError for a time that the clock skips on that day.
    """
    old_day = appointment.day
    changes = {name: to for name, to in changes.items() if getattr(appointment, name) != to}
    if not changes:
        return appointment
    day, time = changes.get("day", old_day), changes.get("time", appointment.time)
    _refuse_skipped_time(day, time, appointment.zone)
    for name, value in changes.items():
        setattr(appointment, name, value)
    appointment.save(update_fields=list(changes))
    Journal.objects.write(act=Act.CHANGED, thing=appointment, by=by, fields=list(changes))
    if old_day is not None and appointment.day not in (old_day, None):
        _move_homework(appointment, old_day, by)
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


def _move_homework(appointment: Appointment, old_day: dt.date, by: Actor) -> None:
    """Let homework that was to end with the appointment end with it on the new day."""
    side = "client" if appointment.client_id else "group"
    until = Assignment.objects.filter(
        **{side: appointment.whom}, ends=old_day, starts__lte=appointment.day
    )
    for homework in until.exclude(status=AssignmentStatus.ENDED):
        homework.ends = appointment.day
        homework.save(update_fields=["ends"])
        Journal.objects.write(act=Act.CHANGED, thing=homework, by=by, fields=["ends"])


@transaction.atomic
def set_status(
    *, appointment: Appointment, status: str, by: Actor, stopped_minute: int | None = None
) -> Appointment:
    """Record what became of an appointment; `stopped_minute` counts from its start."""
    appointment.status = status
    stopped = status == AppointmentStatus.STOPPED_EARLY
    appointment.stopped_minute = stopped_minute if stopped else None
    appointment.save(update_fields=["status", "stopped_minute"])
    fields = ["status", "stopped_minute"] if stopped else ["status"]
    Journal.objects.write(act=Act.CHANGED, thing=appointment, by=by, fields=fields)
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
