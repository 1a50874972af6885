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
    Source,
)

from .homework import let_rest

SUDS = ("suds_before", "suds_peak", "suds_end")
NOT_ASKED_WHEN_LEFT_OUT = ("after", "suds_peak", "suds_end", "minutes", "times")
"""What an entry "not today" does not carry."""


@dataclass(frozen=True, kw_only=True)
class Rating:
    """Presence and kindness on the client's scale; None for "cannot say" and for not answered."""

    presence: int | None
    kindness: int | None
    order_shown: str


@transaction.atomic
def record_log(
    *,
    uid: uuid.UUID,
    assignment: Assignment,
    state: str,
    by: Actor,
    day: dt.date | None = None,
    source: str = Source.PHONE,
    **facts: Any,
) -> Log:
    """One entry about a piece of homework; `uid` is made where it was written.

    Sent twice, it makes one row: the first one stays as it is. `day` is a day where the client
    lives (today); for an earlier one the moment is set to noon, since nobody knows it. Further facts
    as in Log, the three of exposure homework on the client's scale.
    """
    client = assignment.client
    day = day or client.today()
    try:
        with transaction.atomic():
            log = Log.objects.create(
                client=client,
                entry_uid=uid,
                clinic=client.clinic,
                assignment=assignment,
                edition=assignment.edition_on(day),
                local_date=day,
                timezone=client.zone.key,
                happened_at=_moment(day, client),
                source=source,
                state=state,
                **facts | _on_scale(facts, client),
            )
    except IntegrityError:  # asked only now, because entries are seldom sent twice
        sent_before = Log.objects.filter(client=client, entry_uid=uid).first()
        if sent_before is None:
            raise
        return sent_before
    Journal.objects.write(act=Act.CREATED, thing=log, by=by, fields=["state", *facts])
    return log


@transaction.atomic
def amend_log(*, log: Log, changes: dict[str, Any], by: Actor, rating: Rating | None = None) -> Log:
    """Add to an entry or correct it. `changes` as in Log; a rating replaces an earlier one.

    "Not today" carries neither minutes nor times, neither "after" nor ratings.
    """
    changes = dict(changes) | _on_scale(changes, log.client)
    if changes.get("state", log.state) == LogState.NOT_TODAY:
        changes |= dict.fromkeys(NOT_ASKED_WHEN_LEFT_OUT)
        rating = None
        CheckIn.objects.filter(log=log).delete()
    for name, value in changes.items():
        setattr(log, name, value)
    log.save(update_fields=list(changes))
    if rating is not None:
        _rate(log, rating)
    Journal.objects.write(act=Act.CHANGED, thing=log, by=by, fields=list(changes))
    return log


@transaction.atomic
def report_unpleasant(
    *, log: Log, by: Actor, note: str = "", still: bool | None = None, rest: bool = False
) -> Log:
    """Note that something unpleasant came up; `rest` lets the practice rest until they have spoken."""
    log.unpleasant, log.unpleasant_note, log.unpleasant_still = True, note, still
    fields = ["unpleasant", "unpleasant_note", "unpleasant_still"]
    log.save(update_fields=fields)
    Journal.objects.write(act=Act.CHANGED, thing=log, by=by, fields=fields)
    if rest:
        let_rest(assignment=log.assignment, by=by)
    return log


@transaction.atomic
def withdraw_unpleasant(*, log: Log, by: Actor) -> Log:
    """Take only that back: nothing unpleasant came up. A practice that rests goes on resting."""
    log.unpleasant, log.unpleasant_note, log.unpleasant_still = False, "", None
    fields = ["unpleasant", "unpleasant_note", "unpleasant_still"]
    log.save(update_fields=fields)
    Journal.objects.write(act=Act.CHANGED, thing=log, by=by, fields=fields)
    return log


@transaction.atomic
def take_back_log(*, log: Log, by: Actor) -> None:
    """Take an entry back: its content goes for everybody at once.

    What stays is only that something was taken back, and when; the day it spoke of goes too. The
    journal's line cannot be told from that of an addition.
    """
    if log.taken_back_at is not None:
        return
    CheckIn.objects.filter(log=log).delete()
    moment = now()
    empty: dict[str, Any] = {
        "state": LogState.NOT_TODAY,
        "obstacles": [],
        "note": "",
        "note_shared": False,
        "unpleasant": False,
        "unpleasant_note": "",
        "unpleasant_still": None,
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


def _on_scale(facts: dict[str, Any], client: Client) -> dict[str, str]:
    """The scale of the client's numbers, where any is given."""
    given = any(facts.get(name) is not None for name in SUDS)
    return {"suds_scale": client.suds_scale} if given else {}


def _rate(log: Log, rating: Rating) -> None:
    """The two ratings of an entry, on the client's scale of now."""
    CheckIn.objects.update_or_create(
        log=log,
        defaults={
            "clinic": log.clinic,
            "client": log.client,
            "context": Context.AFTER_PRACTICE,
            "scale": log.client.rating_scale,
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
