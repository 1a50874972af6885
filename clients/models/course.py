"""One piece of homework as its page shows it: four weeks of marks, the log, its editions."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from clients import days

from .homework import Assignment, Edition, Log, Obstacle
from .review import entry_of
from .sheets import SheetAnswer
from .streams import Shared, shared_by

WEEKS = 4
MOST_SHEETS = 20
MOST_ROWS = 60
"""Log rows on the page, newest first; two months of a daily practice."""


@dataclass(frozen=True, kw_only=True)
class Week:
    """Seven days from a Monday on, and on how many of the due ones something was done."""

    starts: dt.date
    marks: tuple[days.DayMark, ...]
    done: int
    due: int


@dataclass(frozen=True, kw_only=True)
class LogRow:
    """One entry as the clinician may read it: the day and the state, never the hour."""

    log: Log
    obstacles: tuple[str, ...]
    note: str
    before: int | None
    after: int | None
    is_outside: bool
    """Whether its day lies outside of what was agreed: it came from a phone that knew no better."""


@dataclass(frozen=True, kw_only=True)
class SharedSheet:
    """A worksheet that the client shared: its day, its title and the answers as lines."""

    day: dt.date
    title: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Course:
    """All that a page of homework shows. `times` counts what was done where days have no state."""

    today: dt.date
    edition: Edition
    editions: tuple[Edition, ...]
    has_day_states: bool
    weeks: tuple[Week, ...]
    times: int
    rows: tuple[LogRow, ...]
    change: days.Change | None
    unpleasant: tuple[Log, ...]
    sheets: tuple[SharedSheet, ...]
    is_over: bool
    shared: Shared

    @property
    def recent(self) -> list[LogRow]:
        """What was written down in the weeks that are shown."""
        return [row for row in self.rows if row.log.local_date >= self._since]

    @property
    def older(self) -> list[LogRow]:
        """What was written down before."""
        return [row for row in self.rows if row.log.local_date < self._since]

    @property
    def _since(self) -> dt.date:
        return first_of_weeks(self.today)


def first_of_weeks(today: dt.date) -> dt.date:
    """The Monday with which the weeks that are shown begin."""
    return today - dt.timedelta(days=today.weekday(), weeks=WEEKS - 1)


def course_of(assignment: Assignment, today: dt.date) -> Course:
    """Read one piece of homework: four queries, whatever the number of rows.

    What the client switched off is not shared; that something unpleasant came up stays.
    """
    shared = shared_by(assignment.client)
    editions = tuple(sorted(assignment.editions.all(), key=lambda edition: edition.number))
    logs = list(assignment.logs.standing()[:MOST_ROWS])
    first = first_of_weeks(today)
    seen = logs if shared.days else []
    entries = [entry_of(log, shared) for log in seen if log.local_date >= first]
    sheets = assignment.sheets.shared_with_the_team()[:MOST_SHEETS] if shared.worksheets else ()
    edition = assignment.edition_on(today)
    return Course(
        today=today,
        edition=edition,
        editions=tuple(reversed(editions)),
        has_day_states=edition.schedule.has_day_states,
        weeks=tuple(_weeks(assignment, editions, entries, first, today)) if shared.days else (),
        times=sum(log.counted for log in seen if log.local_date >= first),
        rows=tuple(_row(log, assignment, shared) for log in seen),
        change=days.change(entries),
        unpleasant=tuple(log for log in logs if log.unpleasant),
        sheets=tuple(_shared(sheets, editions)),
        is_over=assignment.ends is not None and assignment.ends < today,
        shared=shared,
    )


def _weeks(
    assignment: Assignment,
    editions: Sequence[Edition],
    entries: Sequence[days.Entry],
    first: dt.date,
    today: dt.date,
) -> Iterator[Week]:
    """The weeks since the first day of the homework, latest first."""
    last = first + dt.timedelta(days=7 * WEEKS - 1)
    marks = tuple(_marks(assignment, editions, entries, first, last, today))
    for number in reversed(range(WEEKS)):
        week = marks[number * 7 : number * 7 + 7]
        if week[-1].date < assignment.starts:
            continue
        did = sum(mark.state in ("done", "part") for mark in week)
        due = sum(mark.state != "not_due" for mark in week)
        yield Week(starts=week[0].date, marks=week, done=did, due=due)


def _marks(
    assignment: Assignment,
    editions: Sequence[Edition],
    entries: Sequence[days.Entry],
    first: dt.date,
    last: dt.date,
    today: dt.date,
) -> Iterator[days.DayMark]:
    """Each day's mark by the edition that held on it: a later one never rewrites the past."""
    starts = [first, *(edition.from_date for edition in editions[1:])]
    bounds = [max(first, day) for day in starts] + [last + dt.timedelta(days=1)]
    counts_unlogged = assignment.client.counts_unlogged
    for edition, (begin, end) in zip(editions, pairwise(bounds), strict=True):
        until = min(last, end - dt.timedelta(days=1))
        if begin <= until:
            yield from days.day_marks(
                edition.schedule,
                entries,
                begin,
                until,
                (assignment.starts, assignment.ends),
                today,
                counts_unlogged,
                assignment.paused_days(),
            )


def _shared(sheets: Iterable[SheetAnswer], editions: Sequence[Edition]) -> Iterator[SharedSheet]:
    """The sheets as text, read by the questions of the edition they were written for."""
    by_key = {edition.pk: edition for edition in editions}
    for sheet in sheets:
        sheet.edition = by_key[sheet.edition_id]
        yield SharedSheet(day=sheet.local_date, title=sheet.worksheet.title, text=sheet.as_text)


def _row(log: Log, assignment: Assignment, shared: Shared) -> LogRow:
    first, last = assignment.starts, assignment.ends or dt.date.max
    labels = [Obstacle(name).label for name in log.obstacles if name in Obstacle.values]
    return LogRow(
        log=log,
        obstacles=tuple(str(label) for label in labels),
        note=log.note if log.note_shared and shared.notes else "",
        before=log.before if shared.ratings else None,
        after=log.after if shared.ratings else None,
        is_outside=not first <= log.local_date <= last,
    )
