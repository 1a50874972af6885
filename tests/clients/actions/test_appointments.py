"""Appointments: making, moving, what became of them, who came."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from clients.actions.appointments import (
    Came,
    change_appointment,
    make_appointment,
    move_appointment,
    record_attendance,
    set_status,
)
from clients.actions.homework import change_homework, set_homework_course, set_homework_status
from clients.models import Appointment, Journal
from tests import factories as make
from tests.cast import Cast

SPRING = dt.date(2026, 3, 29)


def test_an_appointment_is_planned_for_the_clinics_clock(cast: Cast) -> None:
    made = make_appointment(
        client=cast.m17, day=dt.date(2026, 7, 1), time=dt.time(9), minutes=50, by=cast.amara
    )
    assert (made.clinic, made.timezone, made.status) == (cast.harbour, "Europe/London", "planned")
    assert made.starts_at is not None
    assert made.starts_at.utcoffset() == dt.timedelta(hours=1)


def test_day_and_time_may_stay_open(cast: Cast) -> None:
    made = make_appointment(group=cast.group_a, minutes=90, by=cast.gina)
    assert (made.day, made.time, made.starts_at, made.whom) == (None, None, None, cast.group_a)


def test_an_appointment_is_for_somebody(cast: Cast) -> None:
    with pytest.raises(ValueError, match="client or a group"):
        make_appointment(minutes=50, by=cast.amara)


def test_a_time_that_the_clock_skips_is_refused(cast: Cast) -> None:
    with pytest.raises(ValidationError) as refused:
        make_appointment(
            client=cast.m17, day=SPRING, time=dt.time(1, 30), minutes=50, by=cast.amara
        )
    assert list(refused.value.error_dict) == ["time"]
    assert not Appointment.objects.exists()


def test_moving_into_the_skipped_hour_changes_nothing(cast: Cast) -> None:
    made = make.appointment(cast.m17, day=dt.date(2026, 3, 28), time=dt.time(1, 30))
    with pytest.raises(ValidationError):
        change_appointment(appointment=made, changes={"day": SPRING}, by=cast.amara)
    assert made.day == dt.date(2026, 3, 28)
    assert Appointment.objects.get().day == dt.date(2026, 3, 28)


def test_homework_that_ends_with_the_appointment_moves_along(cast: Cast) -> None:
    today = cast.harbour.today()
    old, new = today + dt.timedelta(days=4), today + dt.timedelta(days=6)
    made = make.appointment(cast.m17, day=old)
    with_it = make.assignment(cast.m17, ends=old)
    longer = make.assignment(cast.m17, ends=old + dt.timedelta(days=9))
    other = make.assignment(cast.m18, ends=old)
    over = make.assignment(cast.m17, ends=old, status="ended")
    change_appointment(appointment=made, changes={"day": new, "minutes": 60}, by=cast.amara)
    for row in (with_it, longer, other, over):
        row.refresh_from_db()
    assert (with_it.ends, longer.ends, other.ends, over.ends) == (
        new,
        old + dt.timedelta(days=9),
        old,
        old,
    )


def test_a_change_to_the_same_writes_nothing(cast: Cast) -> None:
    made = make.appointment(cast.m17)
    change_appointment(appointment=made, changes={"minutes": 50}, by=cast.amara)
    assert not Journal.objects.exists()


def test_the_minute_belongs_to_stopping_early(cast: Cast) -> None:
    made = make.appointment(cast.m17)
    set_status(appointment=made, status="stopped", stopped_minute=35, by=cast.amara)
    assert (made.status, made.stopped_minute, made.took_place) == ("stopped", 35, True)
    set_status(appointment=made, status="held", stopped_minute=35, by=cast.amara)
    made.refresh_from_db()
    assert (made.status, made.stopped_minute) == ("held", None)


def test_attendance_is_added_changed_and_taken_back(cast: Cast) -> None:
    meeting = make.appointment(cast.group_a)
    late = Came(client=cast.m17, state="late", comment="bus")
    record_attendance(appointment=meeting, came=[late], by=cast.gina)
    row = meeting.attendances.get()
    assert (row.client, row.state, row.comment, row.contacted) == (cast.m17, "late", "bus", False)
    record_attendance(appointment=meeting, came=[late], by=cast.gina)
    missed = Came(client=cast.m17, state="absent", contacted=True)
    record_attendance(appointment=meeting, came=[missed], by=cast.gina)
    row.refresh_from_db()
    assert (row.state, row.comment, row.contacted) == ("absent", "", True)
    record_attendance(appointment=meeting, came=[Came(client=cast.m17, state="")], by=cast.gina)
    assert not meeting.attendances.exists()
    acts = list(Journal.objects.order_by("pk").values_list("act", flat=True))
    assert acts == ["created", "changed", "removed"]


# --- moving and cancelling ------------------------------------------------------------------------


def test_a_move_keeps_the_plan_and_leaves_a_trace(cast: Cast) -> None:
    today = cast.harbour.today()
    session = make.session(cast.m17)
    made = session.appointment
    new = today + dt.timedelta(days=3)
    move_appointment(appointment=made, day=new, time=dt.time(9), by=cast.amara)
    made.refresh_from_db()
    assert (made.day, made.time, made.status, made.session) == (new, dt.time(9), "planned", session)
    left = Appointment.objects.exclude(pk=made.pk).get()
    assert (left.day, left.time, left.status, left.moved_to, left.minutes, left.client) == (
        today,
        dt.time(15),
        "moved",
        made,
        50,
        cast.m17,
    )
    assert not hasattr(left, "session")
    acts = list(Journal.objects.order_by("pk").values_list("act", "fields"))
    assert acts == [("created", ["moved_to", "status"]), ("changed", ["day", "time"])]


def test_homework_waits_for_a_new_day_that_is_still_open(cast: Cast) -> None:
    today = cast.harbour.today()
    old, new = today + dt.timedelta(days=4), today + dt.timedelta(days=9)
    made = make.appointment(cast.m17, day=old)
    with_it = make.assignment(cast.m17, ends=old)
    other = make.assignment(cast.m18, ends=old)
    move_appointment(appointment=made, day=None, time=None, by=cast.amara)
    with_it.refresh_from_db()
    assert (made.day, made.status, with_it.ends) == (None, "planned", old)
    change_appointment(appointment=made, changes={"day": new}, by=cast.amara)
    with_it.refresh_from_db()
    other.refresh_from_db()
    assert (with_it.ends, other.ends) == (new, old)


@pytest.mark.parametrize("status", ["cancelled", "late", "by_us", "no_show"])
@pytest.mark.parametrize("made_before", [True, False])
def test_homework_of_one_that_fell_out_ends_with_the_next(
    cast: Cast, status: str, made_before: bool
) -> None:
    today = cast.harbour.today()
    week, fortnight = today + dt.timedelta(days=7), today + dt.timedelta(days=14)
    fell_out = make.appointment(cast.m17, day=today)
    with_it = make.assignment(cast.m17, ends=today)
    others = [
        make.assignment(cast.m18, ends=today),
        make.assignment(cast.m17, ends=today, status="ended"),
    ]
    if made_before:
        make.appointment(cast.m17, day=fortnight)
        make.appointment(cast.m17, day=week)
    set_status(appointment=fell_out, status=status, by=cast.amara)
    if not made_before:
        for day in (week, fortnight):
            make_appointment(client=cast.m17, minutes=50, day=day, by=cast.amara)
    for homework in (with_it, *others):
        homework.refresh_from_db()
    assert [homework.ends for homework in (with_it, *others)] == [week, today, today]


@pytest.mark.parametrize("back", ["planned", "held"])
@pytest.mark.parametrize("made_before", [True, False])
def test_homework_comes_back_when_it_did_not_fall_out_after_all(
    cast: Cast, back: str, made_before: bool
) -> None:
    today = cast.harbour.today()
    week, month = today + dt.timedelta(days=7), today + dt.timedelta(days=30)
    out = make.appointment(cast.m17, day=today)
    plain, longer, changed, ended = (make.assignment(cast.m17, ends=today) for _n in range(4))
    of_next, other = make.assignment(cast.m17, ends=week), make.assignment(cast.m18, ends=today)
    if made_before:
        make.appointment(cast.m17, day=week)
    set_status(appointment=out, status="cancelled", by=cast.amara)
    if not made_before:
        make_appointment(client=cast.m17, minutes=50, day=week, by=cast.amara)
    set_status(appointment=out, status="late", by=cast.amara)  # it stays one that fell out
    everything = (plain, longer, changed, ended, of_next, other)
    for one in everything:
        one.refresh_from_db()
    assert [one.ends for one in everything] == [week] * 5 + [today]
    set_homework_course(assignment=longer, status="active", ends=month, by=cast.amara)
    change_homework(assignment=changed, ends=week, by=cast.amara)
    set_homework_status(assignment=ended, status="ended", by=cast.amara)
    set_status(appointment=out, status=back, by=cast.amara)
    for one in everything:
        one.refresh_from_db()
    assert [one.ends for one in everything] == [today, month, week, today, week, today]
    set_status(appointment=out, status="no_show", by=cast.amara)
    plain.refresh_from_db()
    assert (plain.ends, plain.passed_on_from) == (week, today)
    new = today + dt.timedelta(days=2)
    move_appointment(appointment=out, day=new, time=None, by=cast.amara)
    plain.refresh_from_db()
    assert (out.status, plain.ends, plain.passed_on_from) == ("planned", new, None)


@pytest.mark.parametrize("status", ["held", "stopped"])
def test_homework_of_one_that_took_place_ends_as_agreed(cast: Cast, status: str) -> None:
    today = cast.harbour.today()
    made = make.appointment(cast.m17, day=today)
    with_it = make.assignment(cast.m17, ends=today)
    set_status(appointment=made, status=status, by=cast.amara)
    day = today + dt.timedelta(days=7)
    make_appointment(client=cast.m17, minutes=50, day=day, by=cast.amara)
    with_it.refresh_from_db()
    assert with_it.ends == today


def test_a_cancelled_one_can_be_moved_and_is_planned_again(cast: Cast) -> None:
    made = make.appointment(cast.m17, status="cancelled")
    new = cast.harbour.today() + dt.timedelta(days=1)
    move_appointment(appointment=made, day=new, time=None, by=cast.amara)
    made.refresh_from_db()
    assert (made.status, made.day, made.time) == ("planned", new, None)


@pytest.mark.parametrize("status", ["held", "stopped"])
def test_what_took_place_is_not_moved(cast: Cast, status: str) -> None:
    made = make.appointment(cast.m17, status=status)
    with pytest.raises(ValidationError) as refused:
        move_appointment(appointment=made, day=None, time=None, by=cast.amara)
    assert list(refused.value.error_dict) == ["status"]
    assert Appointment.objects.get().status == status


def test_a_move_into_the_skipped_hour_leaves_nothing_behind(cast: Cast) -> None:
    made = make.appointment(cast.m17)
    with pytest.raises(ValidationError):
        move_appointment(appointment=made, day=SPRING, time=dt.time(1, 30), by=cast.amara)
    assert Appointment.objects.get().day == cast.harbour.today()
    assert not Journal.objects.exists()


def test_an_appointment_without_a_day_leaves_no_trace(cast: Cast) -> None:
    made = make.appointment(cast.m17, day=None, time=None)
    move_appointment(appointment=made, day=cast.harbour.today(), time=None, by=cast.amara)
    assert Appointment.objects.get() == made


def test_the_sequence_counts_when_and_whether(cast: Cast) -> None:
    made = make.appointment(cast.m17)
    change_appointment(appointment=made, changes={"room": "3"}, by=cast.amara)
    assert made.sequence == 0
    change_appointment(appointment=made, changes={"time": dt.time(9)}, by=cast.amara)
    change_appointment(appointment=made, changes={"minutes": 90}, by=cast.amara)
    set_status(appointment=made, status="late", by=cast.amara)
    set_status(appointment=made, status="by_us", by=cast.amara)
    set_status(appointment=made, status="planned", by=cast.amara)
    set_status(appointment=made, status="held", by=cast.amara)
    made.refresh_from_db()
    assert made.sequence == 4


def test_a_reason_for_being_booked_twice_is_kept(cast: Cast) -> None:
    facts: dict[str, Any] = {"day": dt.date(2026, 7, 1), "time": dt.time(9), "minutes": 50}
    made = make_appointment(client=cast.m17, by=cast.amara, double_booked_why="shared", **facts)
    plain = make_appointment(client=cast.m17, by=cast.amara, **facts)
    assert (made.double_booked_why, plain.double_booked_why) == ("shared", "")
    lines = Journal.objects.order_by("pk").values_list("fields", flat=True)
    assert ["double_booked_why" in fields for fields in lines] == [True, False]
