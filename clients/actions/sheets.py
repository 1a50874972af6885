"""Worksheets as verbs: write one down, put it aside, share it, take it back."""

import uuid
from typing import Any

from django.db import transaction
from django.utils.timezone import now

from clients.models import Act, Actor, Assignment, Journal, SheetAnswer


@transaction.atomic
def record_sheet(
    *,
    uid: uuid.UUID,
    assignment: Assignment,
    answers: dict[str, Any],
    is_finished: bool,
    is_shared: bool,
    by: Actor,
) -> SheetAnswer:
    """Keep one sheet; `uid` is made where it was written, `answers` as `checked_answers` gives them.

    Sent again with the same uid it is the same row, with what was sent last. What was taken back
    stays empty, and a sheet never moves to other homework. A finished one stays finished.
    """
    client = assignment.client
    day = client.today()
    facts = {"answers": answers, "is_finished": is_finished, "is_shared": is_shared}
    sheet, made = SheetAnswer.objects.get_or_create(
        client=client,
        entry_uid=uid,
        defaults={
            "clinic": client.clinic,
            "assignment": assignment,
            "edition": assignment.edition_on(day),
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
    facts["is_finished"] = sheet.is_finished or is_finished
    return _change(sheet, facts, by)


@transaction.atomic
def take_back_sheet(*, sheet: SheetAnswer, by: Actor) -> None:
    """Take a sheet back: its content goes for everybody at once, and the day it spoke of.

    The journal's line cannot be told from that of a change.
    """
    if sheet.taken_back_at is not None:
        return
    moment = now()
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
        Journal.objects.write(act=Act.CHANGED, thing=sheet, by=by, fields=changed)
    return sheet
