"""What one change of a running course does to its other sessions. Pure.

What was held never moves; neither does what was cancelled or left out, nor a catch-up session. A
session whose day is open stays open unless it is the one that is moved.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.dateformat import format as dated
from django.utils.translation import gettext as _

from clients.daygrid import monday_of

from .dates import Rhythm, follow, lay
from .daysoff import Span

Moves = dict[str, tuple[dt.date, dt.time | None]]
"""Key of a session -> its new day and time."""


class State(StrEnum):
    """Whether a session of a course can still be moved."""

    HELD = "held"
    OPEN = "open"
    OFF = "off"


class NoPlace(ValueError):
    """A day where this session cannot stand; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Laid:
    """One session of a course as it stands. `number` is its place in the course, from 1; `extra` is
    a catch-up session, which is outside the order."""

    key: str
    number: int
    day: dt.date | None
    time: dt.time | None
    state: State
    extra: bool = False

    @property
    def moves(self) -> bool:
        """Whether it moves along with what comes before it."""
        return self.state is State.OPEN and not self.extra and self.day is not None

    @property
    def counts(self) -> bool:
        """Whether the order of the course has to keep to it."""
        return self.state is not State.OFF and not self.extra and self.day is not None


def in_order(steps: Iterable[Laid]) -> list[Laid]:
    """By day; one whose day is open before the first of a later place in the course."""
    steps = list(steps)
    open_ones = sorted((one for one in steps if one.day is None), key=lambda one: one.number)
    found = sorted(
        (one for one in steps if one.day is not None),
        key=lambda one: (one.day, one.time or dt.time.min, one.number),
    )
    for one in open_ones:
        later = (place for place, other in enumerate(found) if other.number > one.number)
        found.insert(next(later, len(found)), one)
    return found


def move_one(
    steps: Sequence[Laid], key: str, day: dt.date, time: dt.time | None, rhythm: Rhythm
) -> Moves:
    """Only this one. Raises NoPlace for a day off and for a day outside its neighbours."""
    before, own, after = _around(steps, key)
    if rhythm.is_off(day):
        raise NoPlace(_("This is one of the course’s days off."))
    _refuse_before(before, day, own)
    following = next((one for one in after if one.counts), None)
    if not own.extra and following is not None and following.day and day >= following.day:
        said = _("Session %(n)d is on %(day)s. Choose an earlier day, or move all after it too.")
        raise NoPlace(said % {"n": following.number, "day": dated(following.day, "j F Y")})
    return _changed({key: (day, time)}, steps)


def move_rest(
    steps: Sequence[Laid], key: str, day: dt.date, time: dt.time | None, rhythm: Rhythm
) -> Moves:
    """This one, and all after it in their rhythm; a time that differs from its own is theirs too.

    On a day off it goes to the next day of the rhythm. Raises NoPlace and NoRoom.
    """
    before, own, after = _around(steps, key)
    if rhythm.is_off(day):
        day = lay(day, 1, rhythm)[0]
    _refuse_before(before, day, own)
    moving = [one for one in after if one.moves]
    free = rhythm.without(*_taken(steps, {key, *(one.key for one in moving)}))
    days = follow(day, len(moving), free)
    found: Moves = {key: (day, time)}
    for one, its_day in zip(moving, days, strict=True):
        found[one.key] = (its_day, one.time if time == own.time else time)
    return _changed(found, steps)


def skip_week(steps: Sequence[Laid], key: str, rhythm: Rhythm) -> tuple[Moves, Rhythm]:
    """Nothing in the week of this session: it and all after it go on from the next week of the
    rhythm. Returns the rhythm with that week off. Raises NoPlace where its day is open, and NoRoom."""
    own = next(one for one in steps if one.key == key)
    if own.day is None:
        raise NoPlace(_("Its day is still open."))
    monday = monday_of(own.day)
    gap = rhythm.without(Span(monday, monday + dt.timedelta(days=6)))
    return move_rest(steps, key, own.day, own.time, gap), gap


def lay_again(
    steps: Sequence[Laid], key: str, rhythm: Rhythm, *, today: dt.date, at_end: bool
) -> tuple[dt.date, Moves]:
    """A new day for a session that did not take place, none before today, and what moves for it.

    At the end nothing moves; otherwise it takes the day of the next one, and that and the rest move
    on by one. Raises NoRoom.
    """
    _before, own, after = _around(steps, key)
    coming = [one for one in after if one.moves and one.day and one.day >= today]
    if at_end or not coming:
        days = [one.day for one in steps if one.counts and one.day]
        last = max(days, default=own.day or today)
        free = rhythm.without(*_taken(steps, set()))
        return (follow(last, 1, free) if last >= today else lay(today, 1, free))[0], {}
    first = coming[0]
    assert first.day is not None  # only those with a day move
    free = rhythm.without(*_taken(steps, {one.key for one in coming}))
    days_after = follow(first.day, len(coming), free)
    return first.day, {
        one.key: (day, one.time) for one, day in zip(coming, days_after, strict=True)
    }


def _around(steps: Sequence[Laid], key: str) -> tuple[list[Laid], Laid, list[Laid]]:
    """What comes before this one, itself, and what comes after it."""
    ordered = in_order(steps)
    place = next(place for place, one in enumerate(ordered) if one.key == key)
    return ordered[:place], ordered[place], ordered[place + 1 :]


def _refuse_before(before: list[Laid], day: dt.date, own: Laid) -> None:
    """Raise NoPlace for a day that is not after the session before it."""
    last = next((one for one in reversed(before) if one.counts), None)
    if own.extra or last is None or last.day is None or day > last.day:
        return
    said = _("Session %(n)d is on %(day)s. Choose a later day.")
    raise NoPlace(said % {"n": last.number, "day": dated(last.day, "j F Y")})


def _taken(steps: Iterable[Laid], moving: set[str]) -> list[Span]:
    """The days of sessions that stay where they are."""
    return [
        Span(one.day, one.day)
        for one in steps
        if one.day and one.state is not State.OFF and one.key not in moving
    ]


def _changed(found: Moves, steps: Sequence[Laid]) -> Moves:
    """Only what differs from before."""
    before = {one.key: (one.day, one.time) for one in steps}
    return {key: to for key, to in found.items() if before[key] != to}
