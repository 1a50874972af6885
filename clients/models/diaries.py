"""A printed diary: which homework and which week the code on it stands for."""

import datetime as dt
import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import models
from django.utils.timezone import now
from django.utils.translation import ngettext

from clients.days import fullest
from clients.paperdiary import (
    AROUND,
    CODE_SIGNS,
    IN_EXPOSURE,
    MINUTES,
    Places,
    days_of,
    entry_uid,
    places_for,
    shown_code,
    sign_of,
)
from clients.schedule import offered_on

from .homework import Assignment, Edition, Log, LogState, edition_held
from .owned import Owned, OwnedQuerySet
from .people import Client, SudsScale


class Diary(Owned):
    """One week of one piece of homework on paper. The same week printed again has the same code.

    The code leads to the week's empty grid: a member after signing in, the client's own phone after
    the PIN and only until the week ends. Discreet paper has no code, and so no row here. `made_at` is
    when it was printed, the last time: the grid has the places that the homework had then. Its
    numbers stand on `suds_scale` ("" without any), so the client's scale stays once it is printed.
    """

    owner = ("client",)

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="diaries")
    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="diaries")
    first = models.DateField()
    code = models.CharField(max_length=CODE_SIGNS, unique=True)
    made_at = models.DateTimeField(default=now)
    suds_scale = models.CharField(max_length=3, choices=SudsScale.choices, blank=True, default="")

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


SEEN_SIGNS = 12
"""Signs that tell one content of a day from another."""


@dataclass(frozen=True, kw_only=True)
class DayRow:
    """A day of the grid: what was `typed` from paper before, and how the phone has it.

    `why` says why it takes nothing: "later", "outside", or "". `free`: nothing was agreed for it.
    `closed`: the client took back what
    paper said of it, and nothing else stands there, so that paper writes nothing into it again.
    `state` is that of what was typed, "" for none; `held`: it is the client's to remove. `rest`: how
    often the day was done by the entries that stay when the paper's is taken for one of the phone's.
    """

    day: dt.date
    typed: Mapping[str, Any] = field(default_factory=dict)
    state: str = ""
    held: bool = False
    phone: str = ""
    rest: int = 0
    why: str = ""
    free: bool = False
    closed: bool = False

    @property
    def key(self) -> str:
        """What the names of its fields end in."""
        return self.day.isoformat()

    @property
    def seen(self) -> str:
        """A sign of what was typed as it stands now, "" for nothing: a page sends back what it showed."""
        if not self.typed:
            return ""
        return hashlib.sha256(repr(sorted(self.typed.items())).encode()).hexdigest()[:SEEN_SIGNS]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a sheet asks: the places of a day, and the days that are `free`, by this edition."""

    edition: Edition
    places: Places
    free: frozenset[dt.date]


def asked_on(
    assignment: Assignment, first: dt.date, printed_at: dt.datetime | None = None
) -> Asked:
    """What the sheet of this week asks of a day, by the edition that held then.

    `printed_at`: of a sheet that was printed then, so that later editions say nothing of it.
    """
    editions = list(assignment.editions.all())
    known = [one for one in editions if printed_at is None or one.made_at <= printed_at]
    edition = edition_held(known or editions, max(first, assignment.starts))
    schedule, span = edition.schedule, (assignment.starts, assignment.ends)
    return Asked(
        edition=edition,
        places=places_for(schedule, edition.suds_scale(assignment.client)),
        free=frozenset(day for day in days_of(first) if not offered_on(schedule, day, *span)),
    )


def empty_week(
    assignment: Assignment, first: dt.date, today: dt.date, free: Collection[dt.date] = ()
) -> tuple[DayRow, ...]:
    """The week's grid with nothing in it, as the phone gets it; it knows what paper cannot fill."""
    written = written_week(assignment, first, today, free)
    return tuple(
        DayRow(day=row.day, why=row.why, free=row.free, closed=row.closed) for row in written
    )


def written_week(
    assignment: Assignment, first: dt.date, today: dt.date, free: Collection[dt.date] = ()
) -> tuple[DayRow, ...]:
    """The week's grid with what is there already, one query; `free` as the sheet has them."""
    papers = {day: entry_uid(assignment.uid, day) for day in days_of(first)}
    found: dict[dt.date, list[Log]] = {day: [] for day in papers}
    taken_back = set()
    of_week = models.Q(local_date__in=papers) | models.Q(entry_uid__in=papers.values())
    for log in assignment.logs.filter(of_week).select_related("checkin"):
        if log.taken_back_at is not None:
            taken_back.add(log.entry_uid)  # its day went with it
        elif log.local_date in found:
            found[log.local_date].append(log)
    return tuple(
        replace(
            _written(day, found[day], uid, uid in taken_back),
            why=_why(assignment, day, today),
            free=day in free,
        )
        for day, uid in papers.items()
    )


def _written(day: dt.date, logs: list[Log], uid: Any, is_taken_back: bool) -> DayRow:
    paper = next((log for log in logs if log.entry_uid == uid), None)
    others = [log for log in logs if log is not paper]
    return DayRow(
        day=day,
        typed=_typed(paper) if paper else {},
        state=paper.state if paper else "",
        held=bool(paper and paper.holds_own),
        phone=_told(others),
        rest=sum(log.counted for log in logs if log is not next(iter(others), None)),
        closed=is_taken_back and not logs,
    )


def _told(logs: list[Log]) -> str:
    """How the phone has a day: its fullest state, and how many times where that was counted."""
    state = fullest(log.state for log in logs)
    if state is None:
        return ""
    said, times = str(LogState(state).label), sum(log.counted for log in logs)
    if times < 2:
        return said
    return f"{said}, {ngettext('%(n)d time', '%(n)d times', times) % {'n': times}}"


def _typed(log: Log) -> dict[str, Any]:
    """An entry from paper by the names of the grid's fields; `line` is a note that may be read."""
    rated = getattr(log, "checkin", None)
    return {
        "mark": sign_of(log.state),
        "times": log.times,
        "presence": rated.presence if rated else None,
        "kindness": rated.kindness if rated else None,
        "line": log.note if log.note_shared else "",
    } | {name: getattr(log, name) for name in (*AROUND, *IN_EXPOSURE, MINUTES)}


def _why(assignment: Assignment, day: dt.date, today: dt.date) -> str:
    """Why a day takes no entry, or ""."""
    if day > today:
        return "later"
    outside = day < assignment.starts or (assignment.ends is not None and day > assignment.ends)
    return "outside" if outside else ""
