"""Sessions in a rhythm: weekdays, every so many weeks, days off left out. Pure.

Only days: the time of a session is local on each of them, whatever the clocks do.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, takewhile

from clients.daygrid import monday_of
from clients.wallclock import EARLIEST, LATEST

from .daysoff import Span

MOST_WEEKS = 13
"""Weeks from one meeting to the next: a quarter of a year."""

WEEK = dt.timedelta(days=7)


class NoRoom(ValueError):
    """Before 2101 there are not enough days for so many sessions."""


@dataclass(frozen=True, kw_only=True)
class Rhythm:
    """On which weekdays (0 is Monday), every how many weeks, and what is left out.

    Raises ValueError without a weekday, for one that does not exist and for 0 weeks.
    """

    weekdays: frozenset[int]
    weeks: int = 1
    off: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a rhythm that never comes round."""
        if not self.weekdays or not self.weekdays <= set(range(7)):
            raise ValueError("A rhythm needs weekdays from 0 to 6")
        if not 1 <= self.weeks <= MOST_WEEKS:
            raise ValueError(f"A rhythm has 1 to {MOST_WEEKS} weeks")

    def is_off(self, day: dt.date) -> bool:
        """Whether this is one of the days off."""
        return any(day in span for span in self.off)

    def without(self, *spans: Span) -> "Rhythm":
        """The same rhythm with more days off."""
        off = tuple(sorted({*self.off, *spans}))
        return Rhythm(weekdays=self.weekdays, weeks=self.weeks, off=off)

    def slots(self, anchor: dt.date, *, past_off: bool = True) -> Iterator[dt.date]:
        """The days of the rhythm from the Monday of the anchor's week on; endless until 2100.

        Weeks are counted from the anchor's. Without `past_off` days off are among them.
        """
        monday = monday_of(anchor)
        while monday <= LATEST:
            for weekday in sorted(self.weekdays):
                day = monday + dt.timedelta(days=weekday)
                if day <= LATEST and not (past_off and self.is_off(day)):
                    yield day
            monday += self.weeks * WEEK


def lay(first: dt.date, count: int, rhythm: Rhythm) -> tuple[dt.date, ...]:
    """`count` days in this rhythm, none before `first`, whose week is the first that counts.

    Raises NoRoom.
    """
    return _take((day for day in rhythm.slots(first) if day >= first), count)


def follow(day: dt.date, count: int, rhythm: Rhythm) -> tuple[dt.date, ...]:
    """`count` days in this rhythm after a session on `day`, which may lie beside the rhythm.

    It counts as the place of the rhythm nearest to it (the earlier of two), so that a session moved
    from Tuesday to the Monday of the next week is followed by a Tuesday eight days later. Weeks are
    counted from its own. Raises NoRoom.
    """
    week = rhythm.weeks * WEEK
    anchor = day - week if monday_of(day) - week >= EARLIEST else day
    near = list(islice(rhythm.slots(anchor, past_off=False), 3 * len(rhythm.weekdays)))
    place = min(near, key=lambda slot: (abs(slot - day), slot), default=day)
    return _take((slot for slot in rhythm.slots(day) if slot > max(place, day)), count)


def stepped_over(days: tuple[dt.date, ...], rhythm: Rhythm) -> tuple[dt.date, ...]:
    """The days off among `days`, in the rhythm, that sessions would have been on."""
    if not days:
        return ()
    slots = takewhile(lambda slot: slot < days[-1], rhythm.slots(days[0], past_off=False))
    return tuple(slot for slot in slots if slot > days[0] and rhythm.is_off(slot))


def _take(days: Iterator[dt.date], count: int) -> tuple[dt.date, ...]:
    found = tuple(islice(days, count))
    if len(found) < count:
        raise NoRoom("not enough days before 2101")
    return found
