"""Fields for the steps of a practice: other words, another length, left out, brought back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from clients.prescription import SECONDS_MOST, PrescriptionError, Step
from clients.wording import step_length

from .fields import WholeField, WordsField

NO_LENGTH = _("Minutes and seconds are expected, like 1:30.")
_CLOCK = re.compile(r"([0-9]{1,3}):([0-5][0-9])")
_PLACE = re.compile(r"steps\[(\d+)\]\.(\w+)")
_AT = {
    "text": "text",
    "words": "words",
    "seconds": "length",
    "breaths": "low",
    "repeats": "repeats",
}


class LengthField(forms.CharField):
    """A length as minutes and seconds, such as 1:30; in seconds for the rest of the program."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "size": 6, "autocomplete": "off"})
        super().__init__(max_length=6, required=False, widget=widget, **kwargs)
        self.error_messages["max_length"] = NO_LENGTH

    def clean(self, value: Any) -> int | None:
        """The seconds, or None; raises ValidationError for what is no length."""
        written = str(super().clean(value))
        found = _CLOCK.fullmatch(written)
        if written and not found:
            raise forms.ValidationError(NO_LENGTH)
        seconds = int(found[1]) * 60 + int(found[2]) if found else None
        if seconds is not None and not 1 <= seconds <= SECONDS_MOST:
            raise forms.ValidationError(_("One second to an hour is possible."))
        return seconds


@dataclass(frozen=True, kw_only=True)
class StepRow:
    """The fields of one step as a page shows them."""

    number: int
    step: Step
    length: str
    fields: tuple[BoundField, ...]
    out: BoundField | None

    @property
    def is_open(self) -> bool:
        """Whether something in it does not fit, or it is left out."""
        is_out = self.out is not None and bool(self.out.value() or self.out.errors)
        return is_out or any(one.errors for one in self.fields)


@dataclass(frozen=True, kw_only=True)
class GoneRow:
    """A step that was left out before, as a page shows it; `number` is its place in the whole."""

    number: int
    step: Step
    length: str
    back: BoundField


class BackFields:
    """One question for each step that was left out before: shall it come back?"""

    def __init__(self, form: forms.Form, gone: Mapping[int, Step]) -> None:
        """`gone` are steps by their number in the whole practice."""
        self.form, self.gone = form, gone
        for number in gone:
            form.fields[self.name(number)] = forms.BooleanField(
                label=_("Bring it back"), required=False
            )

    def name(self, number: int) -> str:
        """The name of a field, as `back-2`."""
        return f"back-{number}"

    def names(self) -> list[str]:
        """The names of all of them."""
        return [self.name(number) for number in self.gone]

    def rows(self) -> list[GoneRow]:
        """What a page shows."""
        return [
            GoneRow(
                number=number,
                step=step,
                length=step_length(step),
                back=self.form[self.name(number)],
            )
            for number, step in self.gone.items()
        ]

    def chosen(self, data: Mapping[str, Any]) -> list[int]:
        """The numbers of those that shall come back."""
        return [number for number in self.gone if data.get(self.name(number))]

    @property
    def is_open(self) -> bool:
        """Whether one is chosen or does not fit."""
        return any(row.back.value() or row.back.errors for row in self.rows())


class StepFields:
    """The fields of one set of steps on a form. `key` sets them apart from those of another set."""

    def __init__(self, form: forms.Form, steps: tuple[Step, ...], key: str, *, fixed: bool) -> None:
        """`fixed`: no step may be left out."""
        self.form, self.steps, self.key, self.fixed = form, steps, key, fixed
        for number, step in enumerate(steps, 1):
            for name, field in _fields(step).items():
                form.fields[self.name(number, name)] = field
            if not fixed and len(steps) > 1:
                out = forms.BooleanField(label=_("Leave this step out"), required=False)
                form.fields[self.name(number, "out")] = out

    def name(self, number: int, part: str) -> str:
        """The name of a field, as `s-2-text`."""
        return f"{self.key}-{number}-{part}"

    def rows(self) -> list[StepRow]:
        """What a page shows."""
        parts = ("text", "words", "length", "low", "high", "repeats")
        found = []
        for number, step in enumerate(self.steps, 1):
            names = [self.name(number, part) for part in parts]
            out = self.name(number, "out")
            row = StepRow(
                number=number,
                step=step,
                length=step_length(step),
                fields=tuple(self.form[name] for name in names if name in self.form.fields),
                out=self.form[out] if out in self.form.fields else None,
            )
            found.append(row)
        return found

    def changes(self, data: dict[str, Any]) -> dict[str, Any]:
        """What was changed, as `adapted` takes it; what was not sent stays as it is."""
        found: dict[str, Any] = {"texts": {}, "words": {}, "lengths": {}}
        for number, step in enumerate(self.steps, 1):
            if self._sent(number, "text") and _lines(data, self.name(number, "text")) != step.text:
                found["texts"][number] = data[self.name(number, "text")]
            if self._sent(number, "words"):
                found["words"][number] = data[self.name(number, "words")]
            found["lengths"][number] = self._lengths(number, step, data)
        numbers = range(1, len(self.steps) + 1)
        found["left_out"] = [number for number in numbers if data.get(self.name(number, "out"))]
        return found

    def field_of(self, fault: PrescriptionError) -> str | None:
        """The field that a fault belongs to, or None."""
        place = _PLACE.fullmatch(fault.field)
        if place and place[2] in _AT:
            return self._if_there(self.name(int(place[1]), _AT[place[2]]))
        if fault.field == "left_out":
            return self._first("out")
        if fault.field == "lengths":
            return self._first("length") or self._first("low")
        return None

    def _lengths(self, number: int, step: Step, data: dict[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        values = {part: data.get(self.name(number, part)) for part in ("length", "low", "high")}
        if values["length"]:
            found["seconds"] = values["length"]
        if step.breaths and values["low"] and values["high"]:
            found["breaths"] = (values["low"], values["high"])
        if self._sent(number, "repeats"):
            repeats = data.get(self.name(number, "repeats"))
            # Once is what a step without a number means.
            found["repeats"] = step.repeats if (repeats or 1) == (step.repeats or 1) else repeats
        return found

    def _sent(self, number: int, part: str) -> bool:
        return self.form.add_prefix(self.name(number, part)) in self.form.data

    def _if_there(self, name: str) -> str | None:
        return name if name in self.form.fields else None

    def _first(self, part: str) -> str | None:
        """The first field of this part that was sent otherwise than it was, else the first of all."""
        numbers = range(1, len(self.steps) + 1)
        sent = {self.name(number, part) for number in numbers if self._sent(number, part)}
        there = [
            name for number in numbers if (name := self.name(number, part)) in self.form.fields
        ]
        changed = [name for name in self.form.changed_data if name in sent]
        return next(iter(changed or there), None)


def clock(seconds: int) -> str:
    """Seconds as minutes and seconds: 90 is "1:30"."""
    return f"{seconds // 60}:{seconds % 60:02}"


def _lines(data: dict[str, Any], name: str) -> str:
    return str(data.get(name, "")).replace("\r\n", "\n").strip()


def _fields(step: Step) -> dict[str, forms.Field]:
    """The fields that this step has: each is as it was written until somebody changes it."""
    rows = min(8, 2 + len(step.text) // 90)
    found: dict[str, forms.Field] = {
        "text": WordsField(
            label=_("Words"),
            initial=step.text,
            max_length=600,
            required=False,
            widget=forms.Textarea(attrs={"rows": rows}),
        )
    }
    if step.own_words:
        found["words"] = WordsField(
            label=_("The client’s own line"), initial=step.words, max_length=200, required=False
        )
    if step.seconds:
        found["length"] = LengthField(
            label=_("Length, minutes:seconds"), initial=clock(step.seconds)
        )
    elif step.breaths:
        low, high = step.breaths
        found["low"] = _number(_("Breaths, from"), low)
        found["high"] = _number(_("to"), high)
    found["repeats"] = _number(_("Times in a row"), step.repeats or 1)
    return found


def _number(label: Any, initial: int) -> WholeField:
    return WholeField(label=label, initial=initial, min_value=1, max_value=60, required=False)
