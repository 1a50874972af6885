"""What came from a phone that had no network: each change once, in whatever order it comes.

Each field of an entry, and each sheet as a whole, keeps what was said last, not what came last; so
changes that come twice, late or turned round give the same as in their order (`in_order`). Only where a
phone's clock was set back in between, and another phone wrote to the same entry, its own have to come in
their order, as it sends them: of what gave way nothing is kept that could be brought back.
"""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from clients.models import (
    Actor,
    Assignment,
    Client,
    Edition,
    Log,
    LogState,
    PortalDevice,
    Received,
    SheetAnswer,
)
from clients.models.received import in_order

from .logs import (
    NOT_ASKED_WHEN_LEFT_OUT,
    SUDS,
    TOLD,
    Rating,
    change_entry,
    note_unpleasant,
    record_log,
    settle_day,
    take_back_log,
)
from .sheets import SAID, take_back_sheet, write_sheet
from .turns import take_turn

DAY, RATING = "local_date", "rating"
"""Names, among those of an entry's fields, for what is no field or is set in another way; as `TOLD`."""


@dataclass(frozen=True, kw_only=True)
class Came:
    """What every change has, read and checked. `uid` is the phone's name for it, `entry` for its place.

    `device` is the phone that sealed it, `assignment` homework of the same client, `day` the day that
    is meant where the client lives.
    """

    uid: uuid.UUID
    device: PortalDevice
    assignment: Assignment
    entry: uuid.UUID
    number: int
    written_at: dt.datetime | None
    clock_off: bool
    day: dt.date


@dataclass(frozen=True, kw_only=True)
class Change(Came):
    """One change of one entry. `says_day`: it is about the day too.

    `told` is what came up that was unpleasant: note, still, rest; `whole`: blank is blank.
    """

    says_day: bool = False
    takes_back: bool = False
    facts: dict[str, Any] = field(default_factory=dict)
    rating: Rating | None = None
    unpleasant: bool = False
    told: dict[str, Any] | None = None

    @property
    def said(self) -> list[str]:
        """The names of what it says."""
        names = self.facts.keys() - {"suds_scale"}  # as its numbers
        if self.facts.get("state") == LogState.NOT_TODAY:
            names |= {*NOT_ASKED_WHEN_LEFT_OUT, RATING}
        names |= {RATING} if self.rating else set()
        names |= {TOLD} if self.told else set()
        return sorted(names | ({DAY} if self.says_day else set()))


@dataclass(frozen=True, kw_only=True)
class SheetChange(Came):
    """A whole worksheet as it stood: `answers` as `checked_answers` gives them, asked by `edition`.

    `takes_back`: it is taken back, whatever it says.
    """

    edition: Edition
    answers: dict[str, Any] = field(default_factory=dict)
    is_finished: bool = False
    is_shared: bool = False
    takes_back: bool = False


@transaction.atomic
def receive_changes(
    *, client: Client, changes: Sequence[Change | SheetChange], by: Actor
) -> list[bool]:
    """Keep what these changes say, all or none; for each whether it is new or came before.

    A change of an entry that is not there makes it; taking back one that is not there leaves a place
    that stays empty. An entry that was taken back takes nothing more.
    """
    take_turn(client)
    uids = [change.uid for change in changes]
    came = Received.objects.filter(client=client, mutation_uid__in=uids)
    known = set(came.values_list("mutation_uid", flat=True))
    answers = []
    for change in changes:
        answers.append(change.uid not in known)
        if answers[-1]:
            if isinstance(change, SheetChange):
                _receive_sheet(change, client, by)
            else:
                _receive(change, client, by)
            known.add(change.uid)
    return answers


def _receive(change: Change, client: Client, by: Actor) -> None:
    log = client.logs.filter(entry_uid=change.entry).first()
    is_gone = change.takes_back or (log is not None and log.taken_back_at is not None)
    row = _noted(change, client, [] if is_gone else change.said, is_gone=is_gone)
    later = _said_later(log, row) if log is not None else set()
    log = log or _written(change, by)
    if change.takes_back:
        take_back_log(log=log, by=by)
    elif log.taken_back_at is None:
        _apply(change, log, later, by)


def _receive_sheet(change: SheetChange, client: Client, by: Actor) -> None:
    """A sheet that was finished stays so, whatever came first; its day is that of the first writing."""
    sheet = client.sheets.filter(entry_uid=change.entry).first()
    is_gone = change.takes_back or (sheet is not None and sheet.taken_back_at is not None)
    row = _noted(change, client, [] if is_gone else [*SAID], is_gone=is_gone)
    facts = {name: getattr(change, name) for name in SAID}
    if sheet is not None and _said_later(sheet, row):
        facts = {name: getattr(sheet, name) for name in SAID}
    if sheet is not None and not is_gone and not change.clock_off and _is_first(sheet, row):
        facts["local_date"] = change.day
    if sheet is None or not change.takes_back:
        sheet = write_sheet(
            uid=change.entry,
            assignment=change.assignment,
            edition=change.edition,
            day=change.day,
            is_finished=change.is_finished,
            by=by,
            **facts,
        )
    if change.takes_back:  # what comes of it later stays out
        take_back_sheet(sheet=sheet, by=by)


def _noted(change: Came, client: Client, fields: list[str], *, is_gone: bool) -> Received:
    """The row that says that it came; of what was taken back it says no more than that."""
    return Received.objects.create(
        clinic=client.clinic,
        client=client,
        device=change.device,
        mutation_uid=change.uid,
        entry_uid=change.entry,
        number=change.number,
        fields=fields,
        written_at=None if is_gone else change.written_at,
        clock_off=change.clock_off,
    )


def _written(change: Change, by: Actor) -> Log:
    """The entry, made; without a state of its own it is a part, which claims the least."""
    return record_log(
        uid=change.entry,
        assignment=change.assignment,
        state=change.facts.get("state", LogState.PART),
        before=change.facts.get("before"),
        day=change.day,
        clock_off=change.clock_off,
        by=by,
    )


def _said_later(thing: Log | SheetAnswer, row: Received) -> set[str]:
    """What was said after this change, though it came before."""
    order = in_order(list(Received.objects.about(thing)))
    return {name for one in order[order.index(row) + 1 :] for name in one.fields}


def _is_first(sheet: SheetAnswer, row: Received) -> bool:
    """Whether all else that came of this sheet was written after it."""
    order = in_order(list(Received.objects.about(sheet)))
    return len(order) > 1 and order[0] == row


def _apply(change: Change, log: Log, later: set[str], by: Actor) -> None:
    """Set what nobody has said anything about since; the day only by a clock that can be right."""
    is_day_known = change.says_day and not change.clock_off and DAY not in later
    if is_day_known and log.local_date != change.day:
        settle_day(log=log, day=change.day)
    changes = _changes(change, log, later)
    rating = change.rating if RATING not in later else None
    if changes or rating:
        change_entry(log=log, changes=changes, rating=rating, by=by)
    if TOLD in later:
        return
    if change.told:
        note_unpleasant(log=log, by=by, **change.told)
    elif change.unpleasant and not log.unpleasant:
        note_unpleasant(log=log, by=by)


def _changes(change: Change, log: Log, later: set[str]) -> dict[str, Any]:
    """What it says otherwise than the entry; no numbers on a scale that was left since."""
    found = {name: value for name, value in change.facts.items() if name not in later}
    if log.suds_scale not in ("", found.get("suds_scale", log.suds_scale)):
        left = {"suds_scale", *SUDS} if later & {*SUDS} else set()
        return {name: value for name, value in found.items() if name not in left}
    return {name: value for name, value in found.items() if getattr(log, name) != value}
