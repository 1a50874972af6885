"""What a client writes down: an entry in three touches, what is added, what is taken back."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import now

from clients.models import (
    Act,
    Actor,
    Assignment,
    CheckIn,
    Client,
    Context,
    Journal,
    Log,
    LogState,
    Received,
    Source,
)

from .homework import let_rest
from .turns import take_turn_at, take_turn_with

SUDS = ("suds_before", "suds_peak", "suds_end")
NOT_ASKED_WHEN_LEFT_OUT = ("after", "suds_peak", "suds_end", "minutes", "times")
"""What an entry "not today" does not carry."""
TOLD = "unpleasant_note"
"""The name, among those of an entry's fields, for all that is said of what was unpleasant."""


@dataclass(frozen=True, kw_only=True)
class Rating:
    """Presence and kindness; None for "cannot say" and for not answered.

    `scale` is the one they were asked on, "" for the client's of now.
    """

    presence: int | None
    kindness: int | None
    order_shown: str
    scale: str = ""
    context: str = Context.AFTER_PRACTICE


def record_log(
    *,
    uid: uuid.UUID,
    assignment: Assignment,
    state: str,
    by: Actor,
    day: dt.date | None = None,
    source: str = Source.PHONE,
    clock_off: bool = False,
    **facts: Any,
) -> Log:
    """One entry about a piece of homework; `uid` is made where it was written.

    Sent twice, it makes one row: the first one stays as it is. `day` is a day where the client
    lives (today); for an earlier one the moment is set to noon, since nobody knows it. `clock_off`:
    the phone's clock was wrong, so the day may be another. Further facts as in Log: before and after
    0 to 10, the three of exposure homework on `suds_scale` (the client's), minutes, times, obstacles,
    note.
    """
    day = day or assignment.client.today()
    given = {"entry_uid": uid, "state": state, "source": source, "clock_off": clock_off}
    facts = on_scale(facts, assignment.client.suds_scale) | facts
    log = Log(**_place(assignment, day), **given, **facts)
    try:
        with transaction.atomic():
            log.save(force_insert=True)
            Journal.objects.write(act=Act.CREATED, thing=log, by=by, fields=["state", *facts])
    except IntegrityError:  # asked only now, because entries are seldom sent twice
        sent_before = Log.objects.filter(client=log.client, entry_uid=uid).first()
        if sent_before is None:
            raise
        return sent_before
    return log


def _place(assignment: Assignment, day: dt.date) -> dict[str, Any]:
    """Whose entry it is, of which homework and edition, and when where the client lives."""
    client = assignment.client
    return {
        "clinic": client.clinic,
        "client": client,
        "assignment": assignment,
        "edition": assignment.edition_on(day),
        "local_date": day,
        "timezone": client.zone.key,
        "happened_at": _moment(day, client),
    }


@transaction.atomic
def amend_log(*, log: Log, changes: dict[str, Any], by: Actor, rating: Rating | None = None) -> Log:
    """Add to an entry or correct it on a page, and note which fields were said, as `change_entry`.

    A change of them that a phone wrote before, and sends later, does not undo it. Raises GoneError.
    """
    take_turn_at(log)
    change_entry(log=log, changes=changes, by=by, rating=rating)
    said = sorted([*changes, *(["rating"] if rating else [])])
    Received.objects.say(log, fields=said, by=by)
    return log


@transaction.atomic
def change_entry(
    *, log: Log, changes: dict[str, Any], by: Actor, rating: Rating | None = None
) -> None:
    """Set fields of an entry, in its client's turn. `changes` as in Log; a rating replaces an earlier one.

    "Not today" carries neither minutes nor times, neither "after" nor ratings. Numbers on another
    scale than the entry's take the place of its own. The journal's line names no fields, so that it
    cannot be told from that of taking back.
    """
    changes = on_scale(changes, log.suds_scale or log.client.suds_scale) | changes
    if log.suds_scale not in ("", changes.get("suds_scale", log.suds_scale)):
        changes = dict.fromkeys(SUDS) | changes
    if changes.get("state", log.state) == LogState.NOT_TODAY:
        changes |= dict.fromkeys(NOT_ASKED_WHEN_LEFT_OUT)
        rating = None
        CheckIn.objects.filter(log=log).delete()
    for name, value in changes.items():
        setattr(log, name, value)
    log.save(update_fields=list(changes))
    if rating is not None:
        _rate(log, rating)
    Journal.objects.write(act=Act.CHANGED, thing=log, by=by)


@transaction.atomic
def settle_day(*, log: Log, day: dt.date) -> None:
    """Give an entry the day that its phone means, where it came before it said so."""
    log.local_date, log.happened_at = day, _moment(day, log.client)
    log.edition, log.clock_off = log.assignment.edition_on(day), False
    log.save(update_fields=["local_date", "happened_at", "edition", "clock_off"])
    CheckIn.objects.filter(log=log).update(local_date=day)


@transaction.atomic
def note_unpleasant(
    *,
    log: Log,
    by: Actor,
    note: str = "",
    still: bool | None = None,
    rest: bool = False,
    whole: bool = True,
) -> None:
    """Note that something unpleasant came up, in the client's turn; with `rest` the practice rests.

    Not `whole`: what is left blank says nothing, since the form did not show what was there.
    """
    if not whole:
        note = note or log.unpleasant_note
        still = log.unpleasant_still if still is None else still
    log.unpleasant, log.unpleasant_note, log.unpleasant_still = True, note, still
    fields = ["unpleasant", "unpleasant_note", "unpleasant_still"]
    log.save(update_fields=fields)
    Journal.objects.write(act=Act.CHANGED, thing=log, by=by, fields=fields)
    if rest:
        let_rest(assignment=log.assignment, by=by)


@transaction.atomic
def report_unpleasant(*, log: Log, by: Actor, **told: Any) -> Log:
    """Something unpleasant came up, as `note_unpleasant`. Raises GoneError."""
    take_turn_at(log)
    note_unpleasant(log=log, by=by, **told)
    return log


@transaction.atomic
def tell_unpleasant(*, log: Log, by: Actor, **told: Any) -> None:
    """Tell on a page what came up, as `report_unpleasant`, and note that it was said now.

    What a phone wrote before, and sends later, does not undo it.
    """
    report_unpleasant(log=log, by=by, **told)
    Received.objects.say(log, fields=[TOLD], by=by)


@transaction.atomic
def withdraw_unpleasant(*, log: Log, by: Actor) -> Log:
    """Take only that back: nothing unpleasant came up, whatever a phone wrote before.

    A practice that rests goes on resting. Raises GoneError.
    """
    take_turn_at(log)
    log.unpleasant, log.unpleasant_note, log.unpleasant_still = False, "", None
    fields = ["unpleasant", "unpleasant_note", "unpleasant_still"]
    log.save(update_fields=fields)
    Journal.objects.write(act=Act.CHANGED, thing=log, by=by, fields=fields)
    Received.objects.say(log, fields=[TOLD], by=by)
    return log


@transaction.atomic
def take_back_log(*, log: Log, by: Actor) -> None:
    """Take an entry back: its content goes for everybody at once.

    What stays is only that something was taken back, and when; the day it spoke of goes too. The
    journal's line cannot be told from that of an addition.
    """
    take_turn_with(log)
    if log.taken_back_at is not None:
        return
    CheckIn.objects.filter(log=log).delete()
    moment = now()
    Received.objects.forget(log, moment)
    empty: dict[str, Any] = {
        "state": LogState.NOT_TODAY,
        "obstacles": [],
        "note": "",
        "note_shared": False,
        "unpleasant": False,
        "unpleasant_note": "",
        "unpleasant_still": None,
        "clock_off": False,
        "local_date": log.client.today(),
        "happened_at": moment,
        "entered_at": moment,
        "taken_back_at": moment,
        "suds_scale": "",
    } | dict.fromkeys(("before", "suds_before", *NOT_ASKED_WHEN_LEFT_OUT))
    for name, value in empty.items():
        setattr(log, name, value)
    log.save(update_fields=list(empty))
    Journal.objects.write(act=Act.CHANGED, thing=log, by=by)


def on_scale(facts: dict[str, Any], scale: str) -> dict[str, Any]:
    """The scale of the three numbers, where any is given."""
    given = any(facts.get(name) is not None for name in SUDS)
    return {"suds_scale": scale} if given else {}


def _rate(log: Log, rating: Rating) -> None:
    """The two ratings of an entry."""
    CheckIn.objects.update_or_create(
        log=log,
        defaults={
            "clinic": log.clinic,
            "client": log.client,
            "context": rating.context,
            "scale": rating.scale or log.client.rating_scale,
            "presence": rating.presence,
            "kindness": rating.kindness,
            "order_shown": rating.order_shown,
            "local_date": log.local_date,
            "timezone": log.timezone,
            "happened_at": now(),
        },
    )


def _moment(day: dt.date, client: Client) -> dt.datetime:
    """Now; noon of an earlier day, for an entry that was written down later."""
    if day == client.today():
        return now()
    return dt.datetime.combine(day, dt.time(12), tzinfo=client.zone)
