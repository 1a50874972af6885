"""A printed diary: which homework and which week the code on it stands for."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.timezone import now

from clients.days import fullest
from clients.paperdiary import CODE_SIGNS, days_of, entry_uid, shown_code, sign_of

from .homework import Assignment, Log, LogState
from .owned import Owned, OwnedQuerySet
from .people import Client


class Diary(Owned):
    """One week of one piece of homework on paper. The same week printed again has the same code.

    The code leads to the week's empty grid: a member after signing in, the client's own phone after
    the PIN and only until the week ends. Discreet paper has no code, and so no row here.
    """

    owner = ("client",)

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="diaries")
    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="diaries")
    first = models.DateField()
    code = models.CharField(max_length=CODE_SIGNS, unique=True)
    made_at = models.DateTimeField(default=now)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "diaries"
        ordering = ("-first", "-pk")
        constraints = [
            models.UniqueConstraint(fields=("assignment", "first"), name="one_diary_per_week")
        ]

    def __str__(self) -> str:
        return self.shown_code

    @property
    def shown_code(self) -> str:
        """The code as it is printed."""
        return shown_code(self.code)

    @property
    def days(self) -> tuple[dt.date, ...]:
        """The seven days of the sheet."""
        return days_of(self.first)

    def is_open_on(self, day: dt.date) -> bool:
        """Whether the phone may open it: from its first day until the week ends."""
        return self.first <= day <= self.days[-1]


@dataclass(frozen=True, kw_only=True)
class DayRow:
    """A day of the grid: what was `typed` from paper before, and how the phone has it.

    `why` says why it takes nothing: "later", "outside", or "". `closed`: the client took back what
    paper said of it, and nothing else stands there, so that paper writes nothing into it again.
    """

    day: dt.date
    typed: Mapping[str, Any] = field(default_factory=dict)
    phone: str = ""
    why: str = ""
    closed: bool = False

    @property
    def key(self) -> str:
        """What the names of its fields end in."""
        return self.day.isoformat()


def empty_week(assignment: Assignment, first: dt.date, today: dt.date) -> tuple[DayRow, ...]:
    """The week's grid with nothing in it, as the phone gets it."""
    return tuple(DayRow(day=day, why=_why(assignment, day, today)) for day in days_of(first))


def written_week(assignment: Assignment, first: dt.date, today: dt.date) -> tuple[DayRow, ...]:
    """The week's grid with what is there already, one query."""
    days = days_of(first)
    found: dict[dt.date, list[Log]] = {day: [] for day in days}
    rows = assignment.logs.between(days[0], days[-1]).select_related("checkin")
    for log in rows:
        found[log.local_date].append(log)
    return tuple(
        _written(day, found[day], entry_uid(assignment.uid, day), _why(assignment, day, today))
        for day in days
    )


def _written(day: dt.date, entries: list[Log], uid: Any, why: str) -> DayRow:
    logs = [log for log in entries if log.taken_back_at is None]
    paper = next((log for log in logs if log.entry_uid == uid), None)
    others = fullest(log.state for log in logs if log is not paper)
    return DayRow(
        day=day,
        typed=_typed(paper) if paper else {},
        phone=str(LogState(others).label) if others else "",
        why=why,
        closed=not logs and any(log.entry_uid == uid for log in entries),
    )


def _typed(log: Log) -> dict[str, Any]:
    """An entry from paper by the names of the grid's fields; `line` is a note that may be read."""
    rated = getattr(log, "checkin", None)
    return {
        "mark": sign_of(log.state),
        "times": log.times,
        "presence": rated.presence if rated else None,
        "kindness": rated.kindness if rated else None,
        "line": log.note if log.note_shared else "",
    }


def _why(assignment: Assignment, day: dt.date, today: dt.date) -> str:
    """Why a day takes no entry, or ""."""
    if day > today:
        return "later"
    outside = day < assignment.starts or (assignment.ends is not None and day > assignment.ends)
    return "outside" if outside else ""
