"""The calendar's grid: hours shown, places, and what stands side by side."""

import datetime as dt
from dataclasses import dataclass
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clients.daygrid import Column, Place, lay_days, monday_of
from clients.workhours import hours_from_data

MONDAY = dt.date(2026, 7, 6)
WEEK = [MONDAY + dt.timedelta(days=number) for number in range(7)]


@dataclass
class Row:
    """An appointment, as the grid knows it."""

    time: dt.time | None
    minutes: int = 50
    day: dt.date = MONDAY


def at(clock: str, minutes: int = 50) -> Row:
    return Row(dt.time.fromisoformat(clock), minutes)


def monday(*rows: Row) -> Column:
    return lay_days([MONDAY], rows, {}).columns[0]


@pytest.mark.parametrize("day", [MONDAY, MONDAY + dt.timedelta(days=6)])
def test_a_week_begins_on_monday(day: dt.date) -> None:
    assert monday_of(day) == MONDAY


def test_an_empty_week_shows_the_usual_hours() -> None:
    grid = lay_days(WEEK, [], {})
    assert (grid.first, grid.last, grid.hours) == (8, 18, tuple(range(8, 18)))
    assert [column.day for column in grid.columns] == WEEK
    assert {(one.placed, one.open) for one in grid.columns} == {((), ())}


@pytest.mark.parametrize(
    ("clock", "minutes", "shown"),
    [
        ("07:59", 50, (7, 18)),
        ("17:10", 50, (8, 18)),
        ("17:11", 50, (8, 19)),
        ("23:30", 600, (8, 24)),
        ("00:00", 5, (0, 18)),
    ],
)
def test_the_hours_shown_hold_every_appointment(
    clock: str, minutes: int, shown: tuple[int, int]
) -> None:
    grid = lay_days([MONDAY], [at(clock, minutes)], {})
    assert (grid.first, grid.last) == shown


def test_working_hours_are_shown_and_placed() -> None:
    grid = lay_days(WEEK, [], hours_from_data({"0": [["07:30", "12:00"], ["13:15", "19:00"]]}))
    assert (grid.first, grid.last) == (7, 19)
    assert grid.columns[0].work == (Place(first=2, span=18), Place(first=25, span=23))
    assert grid.columns[1].work == ()


def test_a_place_counts_quarters_from_the_first_hour() -> None:
    [one] = monday(at("15:10")).placed
    assert (one.place, one.place.at, one.place.size) == (Place(first=28, span=4), (7, 0), (1, 0))


def test_what_has_no_time_stands_apart() -> None:
    row = Row(None)
    column = monday(row, at("09:00"))
    assert (column.open, len(column.placed)) == ((row,), 1)


def lanes(*rows: Row) -> list[tuple[int, int, int]]:
    """Hour, lane and number of lanes of each."""
    return [(one.row.time.hour, one.lane, one.of) for one in monday(*rows).placed]


def test_what_overlaps_stands_side_by_side() -> None:
    found = lanes(at("11:00"), at("09:00"), at("09:45"), at("09:30", 15))
    assert found == [(9, 0, 2), (9, 1, 2), (9, 1, 2), (11, 0, 1)]


def test_only_what_hangs_together_shares_the_width() -> None:
    three = (at("09:00", 120), at("10:00"), at("10:15"))
    two = (at("14:00", 90), at("14:00"))
    assert lanes(*three, *two) == [(9, 0, 3), (10, 1, 3), (10, 2, 3), (14, 0, 2), (14, 1, 2)]


def test_a_fifth_at_once_lies_over_the_first() -> None:
    assert lanes(*[at("09:00")] * 5) == [(9, 0, 4), (9, 1, 4), (9, 2, 4), (9, 3, 4), (9, 0, 4)]


@given(st.lists(st.tuples(st.integers(0, 1439), st.integers(5, 600)), max_size=12))
def test_nothing_lies_outside_the_grid(rows: list[tuple[int, int]]) -> None:
    made = [Row(dt.time(*divmod(minute, 60)), minutes) for minute, minutes in rows]
    grid = lay_days([MONDAY], made, {})
    for one in grid.columns[0].placed:
        assert one.place.first >= 0
        assert one.place.span >= 1
        assert one.place.first + one.place.span <= 4 * len(grid.hours)
        assert 0 <= one.lane < one.of <= 4


@given(st.lists(st.tuples(st.integers(0, 1380), st.integers(5, 60)), max_size=4))
def test_nothing_in_the_same_lane_overlaps(rows: list[tuple[int, int]]) -> None:
    made = [Row(dt.time(*divmod(minute, 60)), minutes) for minute, minutes in rows]
    placed = lay_days([MONDAY], made, {}).columns[0].placed
    for before, one in combinations(placed, 2):
        apart = before.place.first + before.place.span <= one.place.first
        assert apart or before.lane != one.lane
