"""Appointments of some days laid out on the hours of a calendar. Pure.

Places are counted in quarters of an hour from the first hour shown; whatever is shown has `day`, `time`
(None where it is open) and `minutes`.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from clients.workhours import Hours, minute_of

QUARTER = 15
DAY = 24 * 60
USUAL = (8, 18)
"""Hours that are shown in any case (from, until)."""
LANES_MOST = 4
"""So many stand side by side; where there are more, the others lie over the first."""


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
    """One appointment in its place: `lane`, from 0, is one `of` so many side by side."""

    row: Any
    place: Place
    lane: int
    of: int


@dataclass(frozen=True, kw_only=True)
class Column:
    """One day. `open` are those without a time, `work` the working hours."""

    day: dt.date
    open: tuple[Any, ...]
    placed: tuple[Placed, ...]
    work: tuple[Place, ...]


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
    return Column(
        day=day,
        open=tuple(row for row in rows if row.time is None),
        placed=tuple(_side_by_side([(row, _place(*_span(row), origin)) for row in _timed(rows)])),
        work=tuple(_place(*one.span, origin) for one in hours.get(day.weekday(), ())),
    )


def _place(start: int, end: int, origin: int) -> Place:
    """The quarters that a span touches."""
    first = (start - origin) // QUARTER
    return Place(first=first, span=-(-(end - origin) // QUARTER) - first)


def _side_by_side(rows: Sequence[tuple[Any, Place]]) -> Iterator[Placed]:
    """The rows, sorted by their first quarter, in lanes: as many as those need that hang together."""
    together: list[tuple[Any, Place, int]] = []
    ends: list[int] = []  # of each lane
    for row, place in rows:
        if ends and place.first >= max(ends):
            yield from _in_lanes(together, len(ends))
            together, ends = [], []
        lane = next((n for n, end in enumerate(ends) if end <= place.first), len(ends))
        ends[lane : lane + 1] = [place.first + place.span]
        together.append((row, place, lane))
    yield from _in_lanes(together, len(ends))


def _in_lanes(rows: Iterable[tuple[Any, Place, int]], lanes: int) -> Iterator[Placed]:
    of = min(lanes, LANES_MOST)
    for row, place, lane in rows:
        yield Placed(row=row, place=place, lane=lane % of, of=of)
