"""A diary on paper as verbs: it gets its code, and what came back on it is written down."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from clients.models import (
    Act,
    Actor,
    Assignment,
    CheckIn,
    Context,
    Diary,
    Journal,
    Log,
    LogState,
    Source,
)
from clients.paperdiary import entry_uid, new_code

from .logs import Rating, amend_log, record_log


@dataclass(frozen=True, kw_only=True)
class PaperDay:
    """One row of the sheet. `state` "" is an empty place: no note.

    `replaces`: what the phone wrote on this day gives way, because somebody chose so. `clears`: an
    empty place takes away what was typed from paper before; whoever saw nothing clears nothing, and
    what the form did not ask ("rating", "note" in `asked`) is not cleared either.
    """

    day: dt.date
    state: str
    presence: int | None = None
    kindness: int | None = None
    times: int | None = None
    note: str = ""
    note_shared: bool = False
    replaces: bool = False
    clears: bool = False
    asked: frozenset[str] = frozenset({"rating", "note"})


@transaction.atomic
def make_diary(*, assignment: Assignment, first: dt.date, by: Actor) -> Diary:
    """The week from `first` on with its code; printed again, it keeps the code that it has."""
    diary, made = Diary.objects.get_or_create(
        assignment=assignment,
        first=first,
        defaults={
            "clinic": assignment.clinic,
            "client": assignment.client,
            "code": new_code(),
        },
    )
    if made:
        Journal.objects.write(act=Act.CREATED, thing=diary, by=by)
    return diary


@transaction.atomic
def record_week(*, assignment: Assignment, week: Iterable[PaperDay], by: Actor) -> None:
    """Write down a week from paper; typed twice it is there once, and corrected where it differs.

    A day that the phone has written down stays as it is unless the row `replaces` it. What the
    client took back stays away.
    """
    for row in week:
        of_day = assignment.logs.filter(local_date=row.day).standing()
        paper = assignment.logs.filter(entry_uid=entry_uid(assignment.uid, row.day)).first()
        other = of_day.exclude(pk=paper.pk if paper else None).first()
        if other is not None and row.state and row.replaces:
            _amend(other, row, by)
        elif paper is not None and paper.taken_back_at is None:
            _correct(paper, row, by)
        elif row.state and other is None and paper is None:
            _record(assignment, row, by)


def _record(assignment: Assignment, row: PaperDay, by: Actor) -> None:
    log = record_log(
        uid=entry_uid(assignment.uid, row.day),
        assignment=assignment,
        state=row.state,
        day=row.day,
        source=Source.PAPER,
        by=by,
        times=_times(row),
        note=row.note,
        note_shared=row.note_shared,
    )
    rating = _rating(row)
    if rating is not None:
        amend_log(log=log, changes={}, rating=rating, by=by)


def _correct(log: Log, row: PaperDay, by: Actor) -> None:
    """What was typed before, as the sheet says now."""
    if row.state:
        _amend(log, row, by)
    elif row.clears:
        Journal.objects.write(act=Act.REMOVED, thing=log, by=by)
        log.delete()


def _amend(log: Log, row: PaperDay, by: Actor) -> None:
    """Set an entry to what the paper says; a note that only the client can read is left alone."""
    wanted: dict[str, Any] = {"state": row.state, "source": Source.PAPER}
    if row.clears or row.times is not None:
        wanted["times"] = _times(row)
    is_private = bool(log.note) and not log.note_shared and row.note_shared
    clears_note = row.clears and log.source == Source.PAPER and "note" in row.asked
    if (row.note or clears_note) and not is_private:
        wanted |= {"note": row.note, "note_shared": row.note_shared}
    changes = {name: value for name, value in wanted.items() if getattr(log, name) != value}
    rating, kept = _rating(row), CheckIn.objects.filter(log=log).first()
    clears_rating = row.clears and log.source == Source.PAPER and "rating" in row.asked
    if rating is None and kept is not None and clears_rating:
        kept.delete()
    elif rating is not None and kept is not None:
        is_same = (kept.presence, kept.kindness) == (rating.presence, rating.kindness)
        rating = None if is_same else rating
    if changes or rating:
        amend_log(log=log, changes=changes, rating=rating, by=by)


def _times(row: PaperDay) -> int | None:
    return None if row.state == LogState.NOT_TODAY else row.times


def _rating(row: PaperDay) -> Rating | None:
    """The two ratings of a day; none after "not today", where they are not asked."""
    if row.state == LogState.NOT_TODAY or (row.presence, row.kindness) == (None, None):
        return None
    return Rating(
        presence=row.presence,
        kindness=row.kindness,
        order_shown="presence,kindness",
        context=Context.PAPER_DAY,
    )
