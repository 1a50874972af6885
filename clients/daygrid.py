"""Appointments of some days laid out on the hours of a calendar. Pure.

Places are counted in quarters of an hour from the first hour shown; whatever is shown has `day`, `time`
(None where it is open) and `minutes`.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from clients.workhours import Hours, minute_of

QUARTER = 15
DAY = 24 * 60
USUAL = (8, 18)
"""Hours that are shown in any case (from, until)."""


def monday_of(day: dt.date) -> dt.date:
    """The Monday of the week of this day."""
    return day - dt.timedelta(days=day.weekday())


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where something stands: first quarter, and how many; each as (hours, quarters over)."""

    first: int
    span: int

    @property
    def at(self) -> tuple[int, int]:
        """The first quarter as whole hours and quarters."""
        return divmod(self.first, 4)

    @property
    def size(self) -> tuple[int, int]:
        """The length as whole hours and quarters."""
        return divmod(self.span, 4)


@dataclass(frozen=True, kw_only=True)
class Placed:
    """One appointment in its place; `alone` when nothing else stands beside it."""

    row: Any
    place: Place
    alone: bool


@dataclass(frozen=True, kw_only=True)
class Column:
    """One day. `open` are those without a time, `work` the working hours; `side_by_side` counts the
    lanes that overlapping appointments need."""

    day: dt.date
    open: tuple[Any, ...]
    placed: tuple[Placed, ...]
    work: tuple[Place, ...]
    side_by_side: int


@dataclass(frozen=True, kw_only=True)
class Grid:
    """Some days beside one another, from the first hour to the end of the last."""

    first: int
    last: int
    columns: tuple[Column, ...]

    @property
    def hours(self) -> tuple[int, ...]:
        """The hours shown."""
        return tuple(range(self.first, self.last))


def lay_days(days: Sequence[dt.date], rows: Iterable[Any], hours: Hours) -> Grid:
    """The days with their appointments; the hours shown hold all of them and the working hours."""
    shown = list(rows)
    spans = [_span(row) for row in _timed(shown)]
    spans += [one.span for day in days for one in hours.get(day.weekday(), ())]
    first = min([USUAL[0], *(start // 60 for start, _end in spans)])
    last = max([USUAL[1], *(-(-end // 60) for _start, end in spans)])
    return Grid(
        first=first,
        last=last,
        columns=tuple(
            _column(day, [row for row in shown if row.day == day], hours, first * 60)
            for day in days
        ),
    )


def _timed(rows: Iterable[Any]) -> list[Any]:
    return sorted((row for row in rows if row.time is not None), key=lambda row: row.time)


def _span(row: Any) -> tuple[int, int]:
    """From and until in minutes of its day; what goes past midnight is cut there."""
    start = minute_of(row.time)
    return start, min(start + row.minutes, DAY)


def _column(day: dt.date, rows: Sequence[Any], hours: Hours, origin: int) -> Column:
    timed = _timed(rows)
    places = [_place(*_span(row), origin) for row in timed]
    return Column(
        day=day,
        open=tuple(row for row in rows if row.time is None),
        placed=tuple(
            Placed(row=row, place=place, alone=_beside(place, places) == 1)
            for row, place in zip(timed, places, strict=True)
        ),
        work=tuple(_place(*one.span, origin) for one in hours.get(day.weekday(), ())),
        side_by_side=max((_at_once(place.first, places) for place in places), default=1),
    )


def _place(start: int, end: int, origin: int) -> Place:
    """The quarters that a span touches."""
    first = (start - origin) // QUARTER
    return Place(first=first, span=-(-(end - origin) // QUARTER) - first)


def _beside(place: Place, places: Iterable[Place]) -> int:
    """How many places share a quarter with this one, itself counted."""
    end = place.first + place.span
    return sum(one.first < end and place.first < one.first + one.span for one in places)


def _at_once(quarter: int, places: Iterable[Place]) -> int:
    """How many places hold this quarter."""
    return sum(one.first <= quarter < one.first + one.span for one in places)
