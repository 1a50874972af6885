"""When somebody usually meets, read off when they met. Pure."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

LOOK_BACK = dt.timedelta(days=120)
"""How far back meetings say something of the weekday: a rhythm of four weeks is seen four times."""

LAST = 8
"""Meetings that count, the latest: two months of a weekly rhythm, so that a change soon shows."""


@dataclass(frozen=True, kw_only=True)
class Usual:
    """The usual time, and the next day of the usual weekday on which nothing is there yet."""

    first: dt.date
    time: dt.time


def usual_of(meetings: Iterable[tuple[dt.date, dt.time]], today: dt.date) -> Usual | None:
    """The weekday and time that the last meetings had most often, of equals the latest; None of none."""
    last = sorted(meetings, reverse=True)
    slots = Counter((day.weekday(), time) for day, time in last[:LAST])
    if not slots:
        return None
    (weekday, time), _times = slots.most_common(1)[0]
    taken = {day for day, _time in last}
    first = today + dt.timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    while first in taken:
        first += dt.timedelta(days=7)
    return Usual(first=first, time=time)
