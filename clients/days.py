"""Days of homework: which state each day has, and how much was done of what was due. Pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from clients.schedule import Schedule, due_on, times_due

STATES = ("done", "part", "not_today")
"""States that a log can have, the fullest first: it speaks for the day when there are several."""

type Pauses = Iterable[tuple[dt.date, dt.date | None]]
"""The first day of each pause, and the day on which it went on (None: not yet)."""

ENOUGH_RATINGS = 3
"""Ratings before and after are compared from this many pairs on (clinical default)."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What a log says, as plain facts: the day, the state, and distress 0 to 10 around it."""

    date: dt.date
    state: str
    before: int | None = None
    after: int | None = None
    times: int | None = None
    obstacles: tuple[str, ...] = ()
    peak: int | None = None  # of exposure homework, on the client's SUDS scale


@dataclass(frozen=True, kw_only=True)
class DayMark:
    """One day of a week's row: done, part, not_today, unlogged or not_due."""

    date: dt.date
    state: str


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How much was done. `due` is None where nothing is counted; `unlogged` where it cannot be."""

    done: int
    due: int | None
    unlogged: int | None


def fullest(states: Iterable[str]) -> str | None:
    """The state that speaks for a day with several logs, or None for a day without any."""
    found = set(states)
    return next((state for state in STATES if state in found), None)


def is_paused(day: dt.date, pauses: Pauses) -> bool:
    """Whether a day lies in one of the pauses."""
    return any(first <= day and (until is None or day < until) for first, until in pauses)


def day_marks(
    schedule: Schedule,
    entries: Iterable[Entry],
    first: dt.date,
    last: dt.date,
    span: tuple[dt.date, dt.date | None],
    today: dt.date,
    counts_unlogged: bool = True,
    pauses: Pauses = (),
) -> tuple[DayMark, ...]:
    """The marks of the days `first` to `last`, both included; `span` is from and until.

    Today is never unlogged: it is not over. Without `counts_unlogged` (paper only, pictures,
    by voice, no phone wanted) a day without a note says nothing, and neither does a day of a pause.
    """
    pauses = tuple(pauses)
    by_day: dict[dt.date, list[str]] = {}
    for entry in entries:
        by_day.setdefault(entry.date, []).append(entry.state)
    marks = []
    for number in range((last - first).days + 1):
        day = first + dt.timedelta(days=number)
        state = fullest(by_day.get(day, ()))
        if state is None:
            due = schedule.has_day_states and due_on(schedule, day, *span) > 0
            due = due and not is_paused(day, pauses)
            state = "unlogged" if due and day < today and counts_unlogged else "not_due"
        marks.append(DayMark(date=day, state=state))
    return tuple(marks)


def tally(
    schedule: Schedule,
    entries: Iterable[Entry],
    first: dt.date,
    last: dt.date,
    span: tuple[dt.date, dt.date | None],
    marks: tuple[DayMark, ...],
    pauses: Pauses = (),
) -> Tally:
    """Done of due between two days. For day schedules days are counted, else times; a part counts."""
    pauses = tuple(pauses)
    begin, end = max(first, span[0]), min(last, span[1] or last)
    did = [entry for entry in entries if entry.state in ("done", "part")]
    if schedule.has_day_states:
        due_days = [
            mark
            for mark in marks
            if due_on(schedule, mark.date, *span)
            and begin <= mark.date <= end
            and not is_paused(mark.date, pauses)
        ]
        done = len({entry.date for entry in did})
        unlogged = sum(mark.state == "unlogged" for mark in marks)
        return Tally(done=done, due=len(due_days), unlogged=unlogged)
    done = sum(entry.times or 1 for entry in did)
    return Tally(done=done, due=times_due(schedule, begin, end), unlogged=None)


@dataclass(frozen=True, kw_only=True)
class Change:
    """Median distress before and after, 0 to 10, over `pairs` entries that have both."""

    before: float
    after: float
    pairs: int


def change(entries: Iterable[Entry]) -> Change | None:
    """How distress moved around the practice, or None when there are too few pairs to say."""
    pairs = [
        (entry.before, entry.after)
        for entry in entries
        if entry.before is not None and entry.after is not None
    ]
    if len(pairs) < ENOUGH_RATINGS:
        return None
    return Change(
        before=median(before for before, _after in pairs),
        after=median(after for _before, after in pairs),
        pairs=len(pairs),
    )
