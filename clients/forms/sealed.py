"""What a phone sealed, read by the forms of its pages, as kindly as can be.

Nobody sits before the phone any more who could correct a field: what cannot be read is left out and
named, the rest is kept.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from clients.models import LogState
from clients.worksheets import Worksheet

from .logs import SUDS, LogForm, MoreForm, UnpleasantForm
from .sheets import STRANGE, SheetForm

UNPLEASANT = "unpleasant"
DONE = "done"
CUT = " […]"
"""Stands at the end of a text that was longer than it may be."""
DISTRESS = {
    name: form.base_fields[name].label for name, form in (("before", LogForm), ("after", MoreForm))
}
"""What is asked in place of the numbers of exposure homework, by its name: its words."""

type Sent = MultiValueDict[str, str]


@dataclass(kw_only=True)
class Reading:
    """What was said: fields of an entry, the day that was chosen, ratings; and what was not kept.

    `told` is what came up (note, still, rest), where that was the question. `is_moved`: the chosen day
    lay outside, so the entry stands on the day of writing.
    """

    day: dt.date | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    rated: dict[str, int | None] | None = None
    scale: str = ""
    order_shown: str = ""
    unpleasant: bool = False
    told: dict[str, Any] | None = None
    left_out: list[str] = field(default_factory=list)
    was_cut: bool = False
    is_moved: bool = False

    @property
    def says_nothing(self) -> bool:
        """Whether there is nothing that could be kept."""
        return not (self.facts or self.rated or self.unpleasant)

    @property
    def refusal(self) -> str:
        """Why nothing of it is kept, where it names fields that could not be read; else ""."""
        if not (self.says_nothing and self.left_out):
            return ""
        words = _("This could not be read: %s. Please write it down once more.")
        return words % _quoted(self.left_out)

    @property
    def remark(self) -> str:
        """What the client should know, in one or two sentences; mostly nothing."""
        said = []
        if self.was_cut:
            said.append(_("Your note was longer than there is room for. Its end is not kept."))
        if self.is_moved:
            said.append(
                _(
                    "The chosen day lies before this was given, or is to come. The day of writing stands."
                )
            )
        if self.left_out:
            said.append(_unread(self.left_out))
        return " ".join(said)


@dataclass(kw_only=True)
class SheetReading:
    """A worksheet as it can be kept; `lacks` is what it asks for before it is finished."""

    answers: dict[str, Any] = field(default_factory=dict)
    is_finished: bool = False
    is_shared: bool = False
    left_out: list[str] = field(default_factory=list)
    lacks: list[str] = field(default_factory=list)
    was_cut: bool = False
    has_strange: bool = False

    @property
    def remark(self) -> str:
        """As for an entry: what the client should know; mostly nothing."""
        said = []
        if self.was_cut:
            said.append(_("An answer was longer than there is room for. Its end is not kept."))
        if self.left_out:
            said.append(_unread(self.left_out))
        if self.has_strange:
            said.append(str(STRANGE))
        if self.lacks:
            said.append(
                _("Kept for later: before it is finished it asks for %s") % _quoted(self.lacks)
            )
        return " ".join(said)


def read_kindly(
    form: dict[str, list[str]],
    *,
    entry: uuid.UUID,
    scale: str,
    suds: str = "",
    whole: bool = False,
) -> Reading:
    """What the fields of the entry's two pages say; `scale` is that of the ratings, `suds` as there.

    Both are those of now: numbers stand on the scale that the phone's page says it asked on.
    A blank field says nothing, and erases nothing, unless the form is `whole`: it showed what was there.
    A note that does not say who reads it is private.
    """
    reading = Reading()
    sent = _said(form)
    reading.unpleasant = sent.get("then") == UNPLEASANT
    if reading.unpleasant and "state" not in sent:
        sent["state"] = LogState.PART
    _read_entry(sent, entry, suds, reading)
    erased = form.keys() - sent.keys() if whole else set()
    _read_more(sent, erased, scale, suds, reading)
    strange = SUDS if not suds else DISTRESS
    reading.left_out += [str(label) for name, label in strange.items() if name in sent]
    return reading


def read_unpleasant(
    form: dict[str, list[str]], *, activating: bool, whole: bool = False
) -> Reading:
    """What the page says on which somebody tells what came up; saying nothing more is an answer too."""
    reading = Reading(unpleasant=True)
    sent = _said(form)
    reading.was_cut = _cut(sent, UnpleasantForm.base_fields)
    found = _filled(UnpleasantForm, sent, reading.left_out).form
    rest = found.lets_rest(activating=activating)
    note = found.cleaned_data["note"]
    reading.told = {"note": note, "still": found.still_there, "rest": rest, "whole": whole}
    return reading


def read_sheet(
    form: dict[str, list[str]], *, worksheet: Worksheet, may_share: bool
) -> SheetReading:
    """A whole worksheet. Blank is blank: its page shows what was kept before.

    Finished it is only with all that it asks for; it is private unless it says otherwise and
    worksheets are shared at all.
    """
    reading = SheetReading()
    sent = _said(form)
    sent["entry"] = str(uuid.uuid4())  # asked for by the form; which sheet it is stands elsewhere
    if not may_share:
        sent.pop("readers", None)

    def asked(data: Sent, *, finishes: bool = False) -> SheetForm:
        return SheetForm(data, worksheet=worksheet, answers={}, finishes=finishes)

    blank = asked(sent)
    reading.has_strange, reading.was_cut = blank.has_strange, _cut(sent, blank.fields)
    found = _filled(asked, sent, reading.left_out)
    reading.answers, reading.is_shared = found.form.answers, found.form.is_shared
    if sent.get("then") == DONE:
        whole = asked(found.form.data, finishes=True)
        reading.lacks = _labels(whole, whole.errors)
        reading.is_finished = not reading.lacks
    return reading


def _said(form: dict[str, list[str]]) -> Sent:
    """The fields that are not blank."""
    return MultiValueDict(
        {name: values for name, values in form.items() if any(value.strip() for value in values)}
    )


def _cut(sent: Sent, fields: Mapping[str, forms.Field]) -> bool:
    """Make texts no longer than the form takes; whether any was."""
    was_cut = False
    for name in fields.keys() & sent.keys():
        most, text = getattr(fields[name], "max_length", None), sent.get(name, "").strip()
        if most is not None and len(text) > most:
            sent[name], was_cut = text[: most - len(CUT)] + CUT, True
    return was_cut


def _read_entry(sent: Sent, entry: uuid.UUID, suds: str, reading: Reading) -> None:
    """The day's state, how hard it was before, and the day if one was chosen."""
    filled = sent.copy()
    filled["entry"] = str(entry)
    filled.setdefault("state", LogState.PART)  # asked for by the form, but not said

    def form(data: Sent) -> LogForm:
        # Which days can be meant is judged by the phone's clock.
        return LogForm(data, first=dt.date.min, last=dt.date.max, today=dt.date.max, suds=suds)

    found = _filled(form, filled, reading.left_out)
    said = {name for name in sent if name not in found.left_out}
    told = found.form.facts | {"state": found.form.cleaned_data["state"]}
    reading.facts |= {name: value for name, value in told.items() if name in said | {"suds_scale"}}
    if "day" in sent and "day" not in found.left_out:
        reading.day = found.form.cleaned_data["day"]


def _read_more(
    sent: Sent, erased: Collection[str], scale: str, suds: str, reading: Reading
) -> None:
    """What was added."""
    names = list(sent)
    counts = "times" if "times" in {*sent, *erased} else "minutes"
    first = "kindness" not in names or (
        "presence" in names and names.index("presence") < names.index("kindness")
    )
    reading.was_cut = _cut(sent, MoreForm.base_fields)

    def form(data: Sent) -> MoreForm:
        return MoreForm(data, scale=scale, presence_first=first, counts=counts, suds=suds)

    found = _filled(form, sent, reading.left_out)
    said = {*sent, *erased, "suds_scale"} - found.left_out
    if "note" in said:
        said.add("note_shared")
    if "readers" in said:
        said.add("note_shared")
    reading.facts |= {name: value for name, value in found.form.facts.items() if name in said}
    reading.rated = found.form.rated
    reading.scale = found.form.scale if reading.rated else ""
    reading.order_shown = ",".join(found.form.rating_names)


@dataclass(frozen=True)
class _Filled:
    """A form that is valid, and the names of the fields for which it had to be sent again."""

    form: Any
    left_out: frozenset[str]


def _filled(make: Callable[[Sent], forms.Form], sent: Sent, left_out: list[str]) -> _Filled:
    """The form without the fields that it does not understand; their labels go to `left_out`."""
    form = make(sent)
    wrong = frozenset(form.errors)
    if wrong:
        left_out += _labels(form, wrong)
        rest = sent.copy()
        for name in wrong:
            rest.pop(name, None)
        if "state" in wrong:
            rest["state"] = LogState.PART
        form = make(rest)
        form.full_clean()
    return _Filled(form, wrong)


def _labels(form: forms.Form, names: Collection[str]) -> list[str]:
    """The questions of these fields, in the order of the form."""
    return [str(form[name].label) for name in form.fields if name in names]


def _unread(labels: list[str]) -> str:
    return _("Kept, but for an answer that could not be read: %s") % _quoted(labels)


def _quoted(labels: list[str]) -> str:
    return " ".join(f"“{label}”" for label in labels)
