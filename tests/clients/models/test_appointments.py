"""Appointments in time: which share a moment, compared as instants; which are still to come."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from clients.models import Appointment
from tests import factories as make
from tests.cast import Cast

DAY = dt.date(2026, 7, 1)
AUTUMN = dt.date(2026, 10, 25)
THURSDAY = dt.date(2026, 11, 26)
HALF_PAST_THREE = dt.datetime(2026, 11, 26, 15, 30, tzinfo=ZoneInfo("Europe/London"))


def wanted(time: dt.time, minutes: int = 50, day: dt.date = DAY, zone: str = "") -> Appointment:
    return Appointment(day=day, time=time, minutes=minutes, timezone=zone or "Europe/London")


@pytest.mark.parametrize(
    ("time", "minutes", "clashes"),
    [
        (dt.time(14, 10), 50, False),
        (dt.time(14, 10), 51, True),
        (dt.time(15, 20), 5, True),
        (dt.time(15, 50), 50, False),
        (dt.time(15, 49), 50, True),
        (dt.time(6), 600, True),
    ],
)
def test_what_shares_a_moment(cast: Cast, time: dt.time, minutes: int, clashes: bool) -> None:
    made = make.appointment(cast.m17, day=DAY)
    found = Appointment.objects.all().clashing(wanted(time, minutes))
    assert found == ([made] if clashes else [])


@pytest.mark.parametrize("status", ["held", "stopped", "moved", "cancelled", "by_us", "no_show"])
def test_only_planned_ones_count(cast: Cast, status: str) -> None:
    make.appointment(cast.m17, day=DAY, status=status)
    make.appointment(cast.m17, day=DAY, time=None)
    make.appointment(cast.m17, day=None, time=None)
    assert Appointment.objects.all().clashing(wanted(dt.time(15))) == []


def test_an_appointment_is_no_clash_with_itself(cast: Cast) -> None:
    made = make.appointment(cast.m17, day=DAY)
    made.minutes = 90
    assert Appointment.objects.all().clashing(made) == []


def test_several_days_are_asked_about_at_once(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    own, next_day = make.appointment(cast.m17, day=DAY), DAY + dt.timedelta(days=1)
    other = make.appointment(cast.m18, day=next_day)
    make.appointment(cast.m18, day=DAY + dt.timedelta(days=9))
    moved = wanted(dt.time(15, 10))
    moved.pk = own.pk
    asked = [moved, wanted(dt.time(15, 10), day=next_day), wanted(dt.time(9), day=next_day)]
    with django_assert_num_queries(1):
        assert Appointment.objects.all().clashing_any(asked) == [[], [other], []]
    assert Appointment.objects.all().clashing_any([Appointment(minutes=50)]) == [[]]


@pytest.mark.parametrize("open_one", [{"day": None}, {"time": None}])
def test_what_is_open_clashes_with_nothing(cast: Cast, open_one: dict[str, None]) -> None:
    make.appointment(cast.m17, day=DAY)
    asked = wanted(dt.time(15))
    for name, value in open_one.items():
        setattr(asked, name, value)
    assert Appointment.objects.all().clashing(asked) == []


def test_past_midnight(cast: Cast) -> None:
    made = make.appointment(cast.m17, day=DAY, time=dt.time(23, 30), minutes=90)
    after = DAY + dt.timedelta(days=1)
    assert Appointment.objects.all().clashing(wanted(dt.time(0, 59), day=after)) == [made]
    assert Appointment.objects.all().clashing(wanted(dt.time(1), day=after)) == []


def test_in_the_night_that_has_an_hour_twice(cast: Cast) -> None:
    # 00:30 and 90 real minutes: until 01:00 on the clock, for the second time.
    made = make.appointment(cast.m17, day=AUTUMN, time=dt.time(0, 30), minutes=90)
    assert made.ends_at is not None
    assert made.ends_at.time() == dt.time(1)
    assert Appointment.objects.all().clashing(wanted(dt.time(1, 30), 20, AUTUMN)) == [made]
    assert Appointment.objects.all().clashing(wanted(dt.time(2), 20, AUTUMN)) == []


def test_another_zone_is_compared_as_instants(cast: Cast) -> None:
    made = make.appointment(cast.m17, day=DAY)
    berlin = wanted(dt.time(16, 20), zone="Europe/Berlin")
    assert Appointment.objects.all().clashing(berlin) == [made]
    assert Appointment.objects.all().clashing(wanted(dt.time(16, 20))) == []
    auckland = wanted(dt.time(2, 30), day=DAY + dt.timedelta(days=1), zone="Pacific/Auckland")
    assert Appointment.objects.all().clashing(auckland) == [made]


def test_what_has_begun_is_no_longer_to_come(cast: Cast) -> None:
    at = {
        hour: make.appointment(cast.m17, day=THURSDAY, time=dt.time(hour)) for hour in (9, 15, 16)
    }
    open_hour = make.appointment(cast.m17, day=THURSDAY, time=None)
    next_day = make.appointment(cast.m17, day=THURSDAY + dt.timedelta(days=1), time=dt.time(8))
    make.appointment(cast.m17, day=THURSDAY, time=dt.time(17), status="cancelled")
    make.appointment(cast.m17, day=None, time=None)
    mine = cast.m17.appointments
    assert set(mine.coming(THURSDAY)) == {*at.values(), open_hour, next_day}
    assert set(mine.after(HALF_PAST_THREE)) == {at[16], open_hour, next_day}
