"""What a record says of minutes and exposures that nobody changed, where the session stopped early."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from planner.actions.records import HeldBlock
from planner.forms.record import ExposureForm, HeldBlockForm
from planner.models import NOT_SAID, ExposureEnd, ExposureRecord
from planner.stops import follow_clock, reached


def held_blocks(
    forms: Sequence[HeldBlockForm],
    *,
    before: int | None,
    minute: int | None,
    earliest: Sequence[int],
) -> dict[UUID, HeldBlock]:
    """What became of each block, by uid, of valid forms.

    `minute` is where the session stopped, `before` where it stopped by the record that the forms
    began with; None: not early, or not known. `earliest` is where locks hold the blocks. Minutes that
    somebody typed, now or then, stand. All others are the planned ones, or those up to the minute of
    the stop.
    """
    planned = [form.block.minutes for form in forms]
    left = _left_as_they_stood(forms, planned, before, earliest)
    typed = [
        None if is_left else form.cleaned_data["minutes"]
        for form, is_left in zip(forms, left, strict=True)
    ]
    assumed = planned if minute is None else reached(planned, typed, minute, earliest)
    return {
        form.block.uid: _assumed(form, took) if is_left else HeldBlock(**form.cleaned_data)
        for form, took, is_left in zip(forms, assumed, left, strict=True)
    }


def _left_as_they_stood(
    forms: Sequence[HeldBlockForm],
    planned: Sequence[int],
    before: int | None,
    earliest: Sequence[int],
) -> list[bool]:
    """Of which blocks neither this form nor the record before says minutes of its own."""
    held = [form.block.delivered_minutes for form in forms]
    if before is None:
        usual: Sequence[bool] = [
            took in (None, length) for took, length in zip(held, planned, strict=True)
        ]
    else:
        usual = follow_clock(planned, held, before, earliest)
    return [
        is_usual and "minutes" not in form.changed_data
        for form, is_usual in zip(forms, usual, strict=True)
    ]


def _assumed(form: HeldBlockForm, minutes: int) -> HeldBlock:
    """A block with the minutes that nobody typed; one that was not reached says why."""
    stopped = _("the session stopped")
    why = form.cleaned_data["why"]
    if minutes or not form.block.minutes:
        return HeldBlock(minutes=minutes, why="" if why == stopped else why)
    return HeldBlock(minutes=minutes, why=why or stopped)


def held_exposures(
    forms: Sequence[ExposureForm],
    blocks: Mapping[UUID, HeldBlock],
    *,
    left_out: Sequence[ExposureForm],
    stopped: bool,
    minute: int | None,
    stopped_before: bool,
) -> list[ExposureRecord]:
    """The records to keep of valid forms: planned ones, and others where something was answered.

    One of those `left_out` before leaves a blank one where its blocks have minutes by now. Of one of
    a couple or family only what was answered is kept: that they came is not known by it.

    Where the session stopped (at `minute`, if that is known), an exposure that is not known to have
    been held in full ended "as planned" only if somebody chose so, and one that was not reached and
    of which nothing was said leaves no record.
    """
    found = []
    for form in forms:
        held, whole = _held_of(form, blocks, minute)
        if not _is_kept(form, reached=bool(held or not stopped)):
            continue
        left = not (form.record.pk and stopped_before)
        record = form.applied()
        if form.follows_blocks:
            record.minutes = held
        unsaid = form.ended_by_default and left and not whole
        if stopped and (unsaid or not form.cleaned_data["ended"]):
            record.ended = NOT_SAID
        found.append(record)
    for form in left_out:
        held, whole = _held_of(form, blocks, minute)
        if held and form.record.client_id is None:
            form.record.minutes = held
            form.record.ended = NOT_SAID if stopped and not whole else ExposureEnd.AS_PLANNED
            found.append(form.record)
    return found


def _held_of(
    form: ExposureForm, blocks: Mapping[UUID, HeldBlock], minute: int | None
) -> tuple[int, bool]:
    """Its held minutes, and whether that is all of it by the clock of a stop."""
    held = sum(blocks[uid].minutes or 0 for uid in form.planned)
    return held, minute is not None and bool(held) and held >= sum(form.planned.values())


def _is_kept(form: ExposureForm, *, reached: bool) -> bool:
    """Whether an exposure leaves a record."""
    if form.record.pk:
        return True
    if form.record.work is None:
        return form.says_something
    return form.has_changed() or (reached and form.record.client_id is None)
