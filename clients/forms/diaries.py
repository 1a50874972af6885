"""A week from paper, on one page: a mark, a count or ratings for each day, and one line."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.models import LogState, RatingScale
from clients.models.diaries import DayRow
from clients.paperdiary import read_code, read_mark

from .logs import TIMES_MOST

LINE_MOST = 500
"""Signs of the one free line under the week."""
HIGHEST = 7
"""The scale on paper is 1 to 7; a client who rates 0 to 100 does that on the phone only."""
KEEP, REPLACE = "keep", "replace"


class CodeForm(forms.Form):
    """The code of a printed diary, typed as it is read."""

    code = forms.CharField(
        label=_("Code on the paper"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        help_text=_("Eight signs at the foot of the sheet."),
    )

    def clean_code(self) -> str:
        """The code as it is kept; raises ValidationError for what can be none."""
        code = read_code(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(_("A code has eight letters and digits, like 7K4M 9P2T."))
        return code


class MarkField(forms.CharField):
    """The mark of a day: typed, or chosen among three; empty is no note."""

    def __init__(self, *, touch: bool, **kwargs: Any) -> None:
        choices = [*LogState.choices, ("", _("No note"))]
        cell = forms.TextInput(attrs={"autocomplete": "off", "data-mark": "", "class": "cell"})
        widget = forms.RadioSelect(choices=choices) if touch else cell
        super().__init__(required=False, max_length=12, widget=widget, **kwargs)

    def to_python(self, value: Any) -> str:
        """The state, "" for none; raises ValidationError for a mark that nobody knows."""
        try:
            return read_mark(str(super().to_python(value)))
        except ValueError:
            said = _("Type x for did it, / for a part, - for not today, or leave it empty.")
            raise forms.ValidationError(said) from None


class WeekForm(forms.Form):
    """The grid. With `counts` strokes are counted instead of marks; `touch` is the phone's form.

    In quiet mode there is no line: nothing but marks is taken then.
    """

    def __init__(
        self,
        *args: Any,
        rows: Sequence[DayRow],
        scale: str,
        counts: bool = False,
        touch: bool = False,
        with_ratings: bool = True,
        with_line: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows, self.counts, self.touch = rows, counts, touch
        self.rates = with_ratings and scale == RatingScale.ONE_TO_SEVEN
        for row in rows:
            if not row.why:
                self._add(row)
        if with_line:
            self._add_line()

    def _add(self, row: DayRow) -> None:
        """The fields of one day; its day stands in their labels for whoever hears them."""
        if self.counts:
            self._cell(row, "times", _number(0, TIMES_MOST, self.touch))
        else:
            self._cell(row, "mark", MarkField(touch=self.touch))
        if self.rates:
            for name in ("presence", "kindness"):
                self._cell(row, name, _number(1, HIGHEST, self.touch))
        if row.phone and not self.touch:
            choices = [(KEEP, _("Keep the phone's")), (REPLACE, _("Take the paper's"))]
            field = forms.ChoiceField(choices=choices, required=False, widget=forms.RadioSelect)
            self._cell(row, "instead", field)

    def _add_line(self) -> None:
        """The line; on the phone the client says who may read it, on paper it was handed over."""
        lines = (row.typed.get("line") for row in reversed(self.rows))
        self.fields["note"] = forms.CharField(
            label=_("The line under the week"),
            required=False,
            max_length=LINE_MOST,
            initial=next(filter(None, lines), ""),
            widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
        )
        if self.touch:
            label = _("My therapist may read this line")
            self.fields["readers"] = forms.BooleanField(label=label, required=False)

    def _cell(self, row: DayRow, name: str, field: forms.Field) -> None:
        field.initial = row.typed.get(name, KEEP if name == "instead" else "")
        self.fields[f"{name}-{row.key}"] = field

    def cells(self) -> list[tuple[DayRow, dict[str, forms.BoundField]]]:
        """Each day with its fields by name."""
        names = ("mark", "times", "presence", "kindness", "instead")
        return [
            (row, {n: self[f"{n}-{row.key}"] for n in names if f"{n}-{row.key}" in self.fields})
            for row in self.rows
        ]

    def clean(self) -> dict[str, Any]:
        """A rating or a count needs its mark; the line needs one day that it can go with."""
        data: dict[str, Any] = super().clean() or {}
        for row in self.rows:
            if row.why or f"mark-{row.key}" in self.errors:
                continue
            if not data.get(f"mark-{row.key}") and self._says_more(data, row):
                data[f"mark-{row.key}"] = LogState.DONE
            if row.closed and data.get(f"mark-{row.key}"):
                # Why stays the client's: nobody sees that something was taken back (care.md).
                said = _("Paper cannot fill this day. Leave its row empty to keep the other days.")
                self.add_error(f"{'times' if self.counts else 'mark'}-{row.key}", said)
        is_marked = any(data.get(f"mark-{row.key}") for row in self.rows)
        if data.get("note") and not is_marked and not self.errors:
            self.add_error("note", _("The line goes with a day: mark one day at least."))
        return data

    def _says_more(self, data: Mapping[str, Any], row: DayRow) -> bool:
        """Whether the day was rated or counted without a mark: then something was done."""
        names = ("times", "presence", "kindness")
        return any(data.get(f"{name}-{row.key}") not in (None, "", 0) for name in names)

    def week(self) -> list[dict[str, Any]]:
        """What was written, a row for each day, by the names of a row of paper.

        The line goes with the last day that has a mark.
        """
        written = [self._given(row) for row in self.rows if not row.why]
        marked = [one for one in written if one["state"]]
        for one in marked[-1:]:
            one["note"] = self.cleaned_data.get("note", "")
            one["note_shared"] = self.cleaned_data.get("readers", not self.touch)
        return written

    @property
    def _asked(self) -> frozenset[str]:
        """What the form asked besides the marks."""
        names = {"rating": self.rates, "note": "note" in self.fields}
        return frozenset(name for name, asked in names.items() if asked)

    def _given(self, row: DayRow) -> dict[str, Any]:
        data = self.cleaned_data
        numbers = {
            name: data.get(f"{name}-{row.key}") for name in ("times", "presence", "kindness")
        }
        return {
            "day": row.day,
            "state": data.get(f"mark-{row.key}") or "",
            "asked": self._asked,
            "replaces": data.get(f"instead-{row.key}") == REPLACE,
            **{name: None if one in (None, "") else int(one) for name, one in numbers.items()},
        }


def _number(low: int, high: int, touch: bool) -> forms.Field:
    """A number of one place: typed, or on a phone chosen from the few that there are."""
    if touch and high <= HIGHEST:
        numbers = [(str(value), str(value)) for value in range(low, high + 1)]
        return forms.ChoiceField(choices=[("", "–"), *numbers], required=False)
    attrs = {"inputmode": "numeric", "autocomplete": "off", "class": "cell"}
    attrs |= {"data-digit": "", "maxlength": "1"} if high <= HIGHEST else {"maxlength": "2"}
    widget = forms.TextInput(attrs=attrs)
    return forms.IntegerField(min_value=low, max_value=high, required=False, widget=widget)
