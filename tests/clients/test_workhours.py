"""Working hours: what is stored, what crosses, what lies within."""

import datetime as dt
from typing import Any

import pytest

from clients.workhours import Hours, Stretch, cross, hours_from_data, hours_to_data, is_within

MONDAY = dt.date(2026, 7, 6)
DATA = {"0": [["09:00", "12:30"], ["14:00", "18:00"]], "3": [["10:00", "13:00"]]}
NIGHT = {"0": [["20:00", "23:59"]]}


def stretch(starts: str, ends: str) -> Stretch:
    return Stretch(dt.time.fromisoformat(starts), dt.time.fromisoformat(ends))


def test_what_is_stored_comes_back() -> None:
    hours = hours_from_data(DATA)
    assert hours[0] == (stretch("09:00", "12:30"), stretch("14:00", "18:00"))
    assert hours_to_data(hours) == DATA


def test_a_day_comes_back_in_order_and_without_empty_days() -> None:
    late, early = stretch("14:00", "18:00"), stretch("09:00", "12:30")
    assert hours_to_data({0: (late, early), 1: ()}) == {"0": DATA["0"]}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"0": [["12:00", "09:00"]]}, "ends after"),
        ({"0": [["09:00", "09:00"]]}, "ends after"),
        ({"7": [["09:00", "10:00"]]}, "Weekdays"),
        ({"0": [["09:00", "12:00"], ["11:59", "13:00"]]}, "cross"),
        ({"0": [[f"{hour:02}:00", f"{hour:02}:01"] for hour in range(3)]}, "two stretches"),
        ({"0": [["25:00", "26:00"]]}, "hour must be"),
    ],
)
def test_hours_that_cannot_be(data: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        hours_from_data(data)


def test_one_may_begin_when_the_other_ends() -> None:
    morning, noon, late = ("09:00", "12:00"), ("12:00", "14:00"), ("11:00", "12:01")
    assert not cross([stretch(*noon), stretch(*morning)])
    assert cross([stretch(*noon), stretch(*late)])
    assert not cross([])


@pytest.mark.parametrize(
    ("time", "minutes", "within"),
    [
        ("09:00", 210, True),
        ("09:00", 211, False),
        ("08:59", 50, False),
        ("12:30", 30, False),
        ("12:00", 150, False),
        ("17:10", 50, True),
        ("17:11", 50, False),
    ],
)
def test_what_lies_within(time: str, minutes: int, within: bool) -> None:
    hours = hours_from_data(DATA)
    assert is_within(hours, MONDAY, dt.time.fromisoformat(time), minutes) is within


@pytest.mark.parametrize(
    ("data", "day", "within"),
    [({}, MONDAY, True), ({"0": []}, MONDAY, True), (DATA, MONDAY + dt.timedelta(days=1), False)],
)
def test_without_hours_nothing_lies_outside(data: Any, day: dt.date, within: bool) -> None:
    assert is_within(hours_from_data(data), day, dt.time(3), 50) is within


def test_stretches_that_touch_are_one() -> None:
    hours: Hours = {0: (stretch("09:00", "12:00"), stretch("12:00", "15:00"))}
    assert is_within(hours, MONDAY, dt.time(11, 30), 90)
    assert not is_within(hours, MONDAY, dt.time(14, 30), 60)


def test_past_midnight_is_outside() -> None:
    assert not is_within(hours_from_data(NIGHT), MONDAY, dt.time(23, 30), 60)
