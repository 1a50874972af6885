"""A member's working hours: for each weekday up to two stretches on the wall clock. Pure.

As data: weekday "0" (Monday) to "6" -> [["09:00", "12:30"], ...]. A day that is not named is free;
without any hours nothing is known, and nothing lies outside.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

MOST_STRETCHES = 2
"""Stretches a day: before and after a long break."""


@dataclass(frozen=True, order=True)
class Stretch:
    """From when until when, on one day. Raises ValueError unless it ends after it begins."""

    starts: dt.time
    ends: dt.time

    def __post_init__(self) -> None:
        """Refuse a stretch that ends before it begins."""
        if self.ends <= self.starts:
            raise ValueError("A stretch ends after it begins")

    @property
    def span(self) -> tuple[int, int]:
        """From and until in minutes since midnight."""
        return minute_of(self.starts), minute_of(self.ends)


Hours = Mapping[int, tuple[Stretch, ...]]
"""Weekday (0 is Monday) -> its stretches in order of time."""


def minute_of(time: dt.time) -> int:
    """Minutes since midnight."""
    return time.hour * 60 + time.minute


def cross(stretches: Iterable[Stretch]) -> bool:
    """Whether two of them hold the same minute; one may begin when another ends."""
    ordered = sorted(stretches)
    return any(one.ends > after.starts for one, after in pairwise(ordered))


def hours_from_data(data: Any) -> Hours:
    """Read what is stored. Raises ValueError for more than two stretches a day or ones that cross."""
    return checked(
        {
            int(day): tuple(
                Stretch(dt.time.fromisoformat(starts), dt.time.fromisoformat(ends))
                for starts, ends in stretches
            )
            for day, stretches in data.items()
        }
    )


def hours_to_data(hours: Hours) -> dict[str, list[list[str]]]:
    """What is stored; days without hours are left out."""
    return {
        str(day): [[f"{one.starts:%H:%M}", f"{one.ends:%H:%M}"] for one in stretches]
        for day, stretches in sorted(checked(hours).items())
        if stretches
    }


def checked(hours: Hours) -> Hours:
    """The hours with each day in order. Raises ValueError where they cannot be."""
    for day, stretches in hours.items():
        if day not in range(7):
            raise ValueError("Weekdays are 0 to 6")
        if len(stretches) > MOST_STRETCHES:
            raise ValueError("A day has two stretches at most")
        if cross(stretches):
            raise ValueError("Stretches of a day cross")
    return {day: tuple(sorted(stretches)) for day, stretches in hours.items()}


def is_within(hours: Hours, day: dt.date, time: dt.time, minutes: int) -> bool:
    """Whether `minutes` from this time on lie within the hours of the day.

    Stretches that touch count as one. Where no hours are known, everything is within.
    """
    if not any(hours.values()):
        return True
    at = minute_of(time)
    ends = at + minutes
    for stretch in sorted(hours.get(day.weekday(), ())):
        first, last = stretch.span
        if first <= at < last:
            at = last
    return at >= ends
