"""Worksheets as verbs: write one down, put it aside, share it, take it back."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.utils.timezone import now

from clients.joining import joined
from clients.models import (
    Act,
    Actor,
    Assignment,
    Edition,
    Journal,
    Received,
    SheetAnswer,
)

from .turns import take_turn, take_turn_at, take_turn_with

SAID = ("answers", "is_shared")
"""What a sheet says, each time as a whole."""


@transaction.atomic
def record_sheet(
    *,
    uid: uuid.UUID,
    assignment: Assignment,
    answers: dict[str, Any],
    is_finished: bool,
    is_shared: bool,
    by: Actor,
    edition: Edition | None = None,
) -> SheetAnswer:
    """Keep one sheet of a page, as `write_sheet`, and note that it was said now.

    What a phone wrote before, and sends later, does not undo it.
    """
    take_turn(assignment.client)
    sheet = write_sheet(
        uid=uid,
        assignment=assignment,
        edition=edition,
        answers=answers,
        is_finished=is_finished,
        is_shared=is_shared,
        by=by,
    )
    if sheet.taken_back_at is None:
        Received.objects.say(sheet, fields=SAID, by=by)
    return sheet


@transaction.atomic
def write_sheet(
    *,
    uid: uuid.UUID,
    assignment: Assignment,
    by: Actor,
    edition: Edition | None = None,
    day: dt.date | None = None,
    **facts: Any,
) -> SheetAnswer:
    """Keep one sheet, in the client's turn.

    `uid` is made where it was written, `answers` are as `checked_answers` gives them.
    Sent again with the same uid it is the same row, with what was sent last. What was taken back
    stays empty, and a sheet never moves to other homework. A finished one stays finished. `edition`
    is the one whose questions were asked, `day` the day of writing where the client lives (today);
    both are those of the first time.
    """
    client = assignment.client
    day = day or client.today()
    sheet, made = SheetAnswer.objects.get_or_create(
        client=client,
        entry_uid=uid,
        defaults={
            "clinic": client.clinic,
            "assignment": assignment,
            "edition": edition or assignment.edition_on(day),
            "local_date": day,
            "timezone": client.zone.key,
        }
        | facts,
    )
    if made:
        Journal.objects.write(act=Act.CREATED, thing=sheet, by=by, fields=list(facts))
        return sheet
    if sheet.taken_back_at is not None or sheet.assignment_id != assignment.pk:
        return sheet
    facts["is_finished"] = sheet.is_finished or facts["is_finished"]
    return _change(sheet, facts, by)


@transaction.atomic
def join_sheets(*, sheet: SheetAnswer, other: SheetAnswer, by: Actor) -> bool:
    """Put two drafts of the same questions into the first; whether nothing of the other was left.

    What does not fit beside the first's answers stays on the other. Shared is only what both were.
    Of the other nothing is said by that: what is still on its way to it arrives, and stands there.
    One that was finished meanwhile stays as it is. Raises GoneError.
    """
    take_turn_at(sheet, other)
    if sheet.is_finished or other.is_finished:
        return False
    both, left = joined(sheet.worksheet, sheet.answers, other.answers)
    is_shared = sheet.is_shared and other.is_shared
    _change(sheet, {"answers": both, "is_shared": is_shared}, by)
    Received.objects.say(sheet, fields=SAID, by=by)
    _change(other, {"answers": left}, by)
    return not left


@transaction.atomic
def take_back_sheet(*, sheet: SheetAnswer, by: Actor) -> None:
    """Take a sheet back: its content goes for everybody at once, and the day it spoke of.

    The journal's line cannot be told from that of a change.
    """
    take_turn_with(sheet)
    if sheet.taken_back_at is not None:
        return
    moment = now()
    Received.objects.forget(sheet, moment)
    facts = {
        "answers": {},
        "is_finished": False,
        "is_shared": False,
        "local_date": sheet.client.today(),
        "written_at": moment,
        "taken_back_at": moment,
    }
    for name, value in facts.items():
        setattr(sheet, name, value)
    sheet.save(update_fields=list(facts))
    Journal.objects.write(act=Act.CHANGED, thing=sheet, by=by)


def _change(sheet: SheetAnswer, facts: dict[str, Any], by: Actor) -> SheetAnswer:
    """Save what is different, if anything is."""
    changed = [name for name, value in facts.items() if getattr(sheet, name) != value]
    for name in changed:
        setattr(sheet, name, facts[name])
    if changed:
        sheet.save(update_fields=changed)
        Journal.objects.write(act=Act.CHANGED, thing=sheet, by=by)
    return sheet
