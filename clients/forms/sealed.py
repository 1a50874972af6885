"""What a phone sealed, read by the forms of its pages, as kindly as can be.

Nobody sits before the phone any more who could correct a field: what cannot be read is left out and
named, the rest is kept.
"""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from clients.models import LogState

from .logs import LogForm, MoreForm, UnpleasantForm

UNPLEASANT = "unpleasant"
CUT = " […]"
"""Stands at the end of a note that was longer than a note may be."""

type Sent = MultiValueDict[str, str]


@dataclass(kw_only=True)
class Reading:
    """What was said: fields of an entry, the day that was chosen, ratings; and what was not kept.

    `told` is what came up (note, still, rest), where that was the question.
    """

    day: dt.date | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    rated: dict[str, int | None] | None = None
    order_shown: str = ""
    unpleasant: bool = False
    told: dict[str, Any] | None = None
    left_out: list[str] = field(default_factory=list)
    was_cut: bool = False

    @property
    def says_nothing(self) -> bool:
        """Whether there is nothing that could be kept."""
        return not (self.facts or self.rated or self.unpleasant)

    @property
    def remark(self) -> str:
        """What the client should know, in one or two sentences; mostly nothing."""
        said = []
        if self.was_cut:
            said.append(_("Your note was longer than there is room for. Its end is not kept."))
        if self.left_out:
            questions = " ".join(f"“{label}”" for label in self.left_out)
            said.append(_("Kept, but for an answer that could not be read: %s") % questions)
        return " ".join(said)


def read_kindly(
    form: dict[str, list[str]], *, entry: uuid.UUID, scale: str, suds: str = ""
) -> Reading:
    """What the fields of the entry's two pages say; `scale` is that of the ratings, `suds` as there.

    A blank field says nothing: the phone does not show what was sent before, so it erases nothing
    either. A note that does not say who reads it is private.
    """
    reading = Reading()
    sent = _said(form)
    reading.unpleasant = sent.get("then") == UNPLEASANT
    if reading.unpleasant and "state" not in sent:
        sent["state"] = LogState.PART
    _read_entry(sent, entry, suds, reading)
    _read_more(sent, scale, suds, reading)
    return reading


def read_unpleasant(form: dict[str, list[str]], *, activating: bool) -> Reading:
    """What the page says on which somebody tells what came up; saying nothing more is an answer too."""
    reading = Reading(unpleasant=True)
    sent = _said(form)
    _cut(sent, UnpleasantForm, reading)
    found = _filled(UnpleasantForm, sent, reading).form
    rest = found.lets_rest(activating=activating)
    note = found.cleaned_data["note"]
    reading.told = {"note": note, "still": found.still_there, "rest": rest}
    return reading


def _said(form: dict[str, list[str]]) -> Sent:
    """The fields that are not blank."""
    return MultiValueDict(
        {name: values for name, values in form.items() if any(value.strip() for value in values)}
    )


def _cut(sent: Sent, form: Any, reading: Reading) -> None:
    """A note no longer than the form takes."""
    most, note = form.base_fields["note"].max_length, sent.get("note", "").strip()
    if len(note) > most:
        sent["note"] = note[: most - len(CUT)] + CUT
        reading.was_cut = True


def _read_entry(sent: Sent, entry: uuid.UUID, suds: str, reading: Reading) -> None:
    """The day's state, how hard it was before, and the day if one was chosen."""
    filled = sent.copy()
    filled["entry"] = str(entry)
    filled.setdefault("state", LogState.PART)  # asked for by the form, but not said

    def form(data: Sent) -> LogForm:
        # Which days can be meant is judged by the phone's clock.
        return LogForm(data, first=dt.date.min, last=dt.date.max, today=dt.date.max, suds=suds)

    found = _filled(form, filled, reading)
    for name in ("state", *found.form.facts):
        if name in sent and name not in found.left_out:
            reading.facts[name] = found.form.cleaned_data[name]
    if "day" in sent and "day" not in found.left_out:
        reading.day = found.form.cleaned_data["day"]


def _read_more(sent: Sent, scale: str, suds: str, reading: Reading) -> None:
    """What was added."""
    names = list(sent)
    counts = "times" if "times" in sent else "minutes"
    first = "kindness" not in names or (
        "presence" in names and names.index("presence") < names.index("kindness")
    )
    _cut(sent, MoreForm, reading)

    def form(data: Sent) -> MoreForm:
        return MoreForm(data, scale=scale, presence_first=first, counts=counts, suds=suds)

    found = _filled(form, sent, reading)
    said = {name for name in sent if name not in found.left_out}
    if "note" in said:
        said.add("note_shared")
    if "readers" in said:
        said.add("note_shared")
    reading.facts |= {name: value for name, value in found.form.facts.items() if name in said}
    reading.rated = found.form.rated
    reading.order_shown = ",".join(found.form.rating_names)


@dataclass(frozen=True)
class _Filled:
    """A form that is valid, and the names of the fields for which it had to be sent again."""

    form: Any
    left_out: frozenset[str]


def _filled(make: Callable[[Sent], forms.Form], sent: Sent, reading: Reading) -> _Filled:
    """The form without the fields that it does not understand."""
    form = make(sent)
    wrong = frozenset(form.errors)
    if wrong:
        reading.left_out += [str(form[name].label) for name in form.fields if name in wrong]
        rest = sent.copy()
        for name in wrong:
            del rest[name]
        if "state" in wrong:
            rest["state"] = LogState.PART
        form = make(rest)
        form.full_clean()
    return _Filled(form, wrong)
