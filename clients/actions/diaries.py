"""A diary on paper as verbs: it gets its code, and what came back on it is written down."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.utils.timezone import now

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
from clients.paperdiary import entry_uid, new_code, outgrows

from .logs import NOT_ASKED_WHEN_LEFT_OUT, Rating, amend_log, on_scale, record_log
from .turns import take_turn


@dataclass(frozen=True, kw_only=True)
class PaperDay:
    """One row of the sheet. `state` "" is an empty place: no note.

    `replaces`: what the phone wrote on this day gives way, because somebody chose so; of several
    entries one does, where paper says more than the others count (`outgrows`). `clears`: an
    empty place takes away what was typed from paper before, and a marked one corrects it; whoever saw
    nothing changes nothing, and what the form did not ask ("rating", "note" in `asked`) is not
    cleared either. `numbers` are those that it asked, by their names in Log.
    """

    day: dt.date
    state: str
    presence: int | None = None
    kindness: int | None = None
    times: int | None = None
    numbers: Mapping[str, int | None] = field(default_factory=dict)
    note: str = ""
    note_shared: bool = False
    replaces: bool = False
    clears: bool = False
    asked: frozenset[str] = frozenset({"rating", "note"})


@transaction.atomic
def make_diary(*, assignment: Assignment, first: dt.date, by: Actor) -> Diary:
    """The week from `first` on with its code; printed again, it keeps the code that it has.

    The code then leads to the sheet that was printed last.
    """
    edition = assignment.edition_on(max(first, assignment.starts))
    scale = edition.suds_scale(assignment.client)
    diary, made = Diary.objects.get_or_create(
        assignment=assignment,
        first=first,
        defaults={
            "clinic": assignment.clinic,
            "client": assignment.client,
            "code": new_code(),
            "suds_scale": scale,
        },
    )
    if made:
        Journal.objects.write(act=Act.CREATED, thing=diary, by=by)
    else:
        diary.made_at, diary.suds_scale = now(), scale
        diary.save(update_fields=["made_at", "suds_scale"])
    return diary


class NoDayForLineError(Exception):
    """No entry of the week can take the line; nothing of the week was written down."""


@dataclass(frozen=True, kw_only=True)
class _Place:
    """Where a row belongs: to its `log`, or to a new one. With `stays` the entry is left as it is.

    `is_told`: the row says something else than the entry that is left.
    """

    row: PaperDay
    log: Log | None = None
    stays: bool = False
    is_told: bool = False

    def has(self, line: PaperDay) -> bool:
        """Whether the line is its note already."""
        said = (line.note, line.note_shared)
        return self.log is not None and (self.log.note, self.log.note_shared) == said

    def takes(self, line: PaperDay) -> bool:
        """Whether the line can be its note: no note of the client's is written over."""
        if self.log is None:
            return not self.stays
        if not self.log.note or self.has(line):
            return True
        return not self.stays and (self.log.note_shared or not line.note_shared)


@transaction.atomic
def record_week(*, assignment: Assignment, week: Iterable[PaperDay], by: Actor) -> list[dt.date]:
    """Write down a week from paper; typed twice it is there once, and corrected where it differs.

    A day that the phone has written down stays as it is unless the row `replaces` it, and so does one
    from paper unless the row `clears`. What the client took back stays away. The line (the note of a
    row) goes with another entry where that of its row cannot take it. Returns the marked days that
    were left as they are though paper says otherwise; raises NoDayForLineError.
    """
    take_turn(assignment.client)
    places = _with_line([_place(assignment, row) for row in week])
    for place in places:
        if place.stays:
            _add_line(place, by)
        elif place.log is None:
            _record(assignment, place.row, by)
        else:
            _correct(place.log, place.row, by)
    return [place.row.day for place in places if place.is_told]


def _place(assignment: Assignment, row: PaperDay) -> _Place:
    of_day = list(assignment.logs.filter(local_date=row.day).standing())
    paper = assignment.logs.filter(entry_uid=entry_uid(assignment.uid, row.day)).first()
    other = next((log for log in of_day if log != paper), None)
    if other is not None and row.state and row.replaces:
        rest = sum(log.counted for log in of_day if log != other)
        stays = not outgrows(row.state, row.times, rest)
        return _Place(row=_less(row, rest), log=other, stays=stays, is_told=stays)
    if paper is not None and paper.taken_back_at is None:
        stays = not row.clears
        is_told = stays and bool(row.state) and not _is_said(paper, row)
        return _Place(row=row, log=paper, stays=stays, is_told=is_told)
    stays = other is not None or paper is not None
    is_told = stays and bool(row.state)
    return _Place(row=row, log=other, stays=stays or not row.state, is_told=is_told)


def _is_said(log: Log, row: PaperDay) -> bool:
    """Whether an entry says all that the row says of its day."""
    said = {"state": row.state} | {
        name: number for name, number in _numbers(row).items() if number is not None
    }
    if any(getattr(log, name) != value for name, value in said.items()):
        return False
    rating, rated = _rating(row), CheckIn.objects.filter(log=log).first()
    if rating is None:
        return True
    return rated is not None and _rates(rating) == _rates(rated)


def _rates(rated: Rating | CheckIn) -> tuple[int | None, int | None]:
    return rated.presence, rated.kindness


def _less(row: PaperDay, rest: int) -> PaperDay:
    """A row for one of several entries of its day: the others count some of its times already."""
    return row if row.times is None else replace(row, times=row.times - rest)


def _with_line(places: list[_Place]) -> list[_Place]:
    """The line at the last entry that is written and can take it, else at one that stays."""
    line = next((place.row for place in places if place.row.note), None)
    if line is None:
        return places
    marked = [place for place in reversed(places) if place.row.state]
    marked.sort(key=lambda place: (place.stays, not place.has(line)))
    found = next((place for place in marked if place.takes(line)), None)
    if found is None:
        raise NoDayForLineError
    bare = [replace(place, row=replace(place.row, note="", note_shared=False)) for place in places]
    noted = replace(found.row, note=line.note, note_shared=line.note_shared)
    bare[places.index(found)] = replace(found, row=noted)
    return bare


def _add_line(place: _Place, by: Actor) -> None:
    """The line as the note of an entry that otherwise stays as it is."""
    if place.log is not None and place.row.note and not place.log.note:
        changes = {"note": place.row.note, "note_shared": place.row.note_shared}
        amend_log(log=place.log, changes=changes, by=by)


def _record(assignment: Assignment, row: PaperDay, by: Actor) -> None:
    facts: dict[str, Any] = _numbers(row)
    log = record_log(
        uid=entry_uid(assignment.uid, row.day),
        assignment=assignment,
        state=row.state,
        day=row.day,
        source=Source.PAPER,
        by=by,
        note=row.note,
        note_shared=row.note_shared,
        **facts,
    )
    rating = _rating(row)
    if rating is not None:
        amend_log(log=log, changes={}, rating=rating, by=by)


def _correct(log: Log, row: PaperDay, by: Actor) -> None:
    """What was typed before, as the sheet says now."""
    if row.state:
        _amend(log, row, by)
    elif row.clears and not log.holds_own:
        Journal.objects.write(act=Act.REMOVED, thing=log, by=by)
        log.delete()


def _amend(log: Log, row: PaperDay, by: Actor) -> None:
    """Set an entry to what the paper says; a note that only the client can read is left alone."""
    wanted: dict[str, Any] = {"state": row.state, "source": Source.PAPER}
    clears_own = row.clears and log.source == Source.PAPER
    numbers = _numbers(row)
    if row.clears or row.times is not None:
        wanted["times"] = numbers["times"]
    wanted |= {name: n for name, n in numbers.items() if clears_own or n is not None}
    wanted |= on_scale(wanted, log.client.suds_scale)
    is_private = bool(log.note) and not log.note_shared and (row.note_shared or row.clears)
    clears_note = clears_own and "note" in row.asked
    if (row.note or clears_note) and not is_private:
        wanted |= {"note": row.note, "note_shared": row.note_shared}
    changes = {name: value for name, value in wanted.items() if getattr(log, name) != value}
    rating, kept = _rating(row), CheckIn.objects.filter(log=log).first()
    clears_rating = clears_own and "rating" in row.asked
    if rating is None and kept is not None and clears_rating:
        kept.delete()
    elif rating is not None and kept is not None:
        rating = None if _rates(kept) == _rates(rating) else rating
    if changes or rating:
        amend_log(log=log, changes=changes, rating=rating, by=by)


def _numbers(row: PaperDay) -> dict[str, int | None]:
    """How many times it was, and how hard, by the names in Log; less after "not today"."""
    numbers = {"times": row.times, **row.numbers}
    if row.state == LogState.NOT_TODAY:
        numbers |= dict.fromkeys(numbers.keys() & set(NOT_ASKED_WHEN_LEFT_OUT))
    return numbers


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
