"""A week from paper, on one page: a mark, a count or ratings for each day, and one line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from clients import paperdiary
from clients.models import LogState, RatingScale
from clients.models.diaries import SEEN_SIGNS, DayRow
from clients.paperdiary import (
    HARDEST,
    IN_EXPOSURE,
    MINUTES,
    Places,
    odd_signs,
    outgrows,
    read_code,
    read_mark,
)

from .fields import WholeField, WordsField
from .logs import MINUTES_MOST, PEAK_BELOW, TIMES_MOST

LINE_MOST = 500
"""Signs of the one free line under the week."""
HIGHEST = 7
"""The scale on paper is 1 to 7; a client who rates 0 to 100 does that on the phone only."""
KEEP, REPLACE = "keep", "replace"

RATES = {"presence": _("There with it"), "kindness": _("Kind to oneself")}
HEADS = {"mark": _("Mark"), "times": _("Times"), **paperdiary.HEADS, **RATES}
"""What stands over the places of the grid, in their order."""

HELD = _("More than a mark was written on this day, so it stays. Type its mark again, or another.")
NOTHING_RATED = _("“Not today” has no number here. Mark it as a part, or take the number away.")
MEANWHILE = _(
    "Meanwhile this day was written down: “%(state)s”. "
    "Write it down once more if yours is to stand instead."
)
EMPTIED = _("Meanwhile this day was emptied. Write it down once more if yours is to stand.")


class CodeForm(forms.Form):
    """The code of a printed diary, typed as it is read."""

    code = WordsField(
        label=_("Code on the paper"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        help_text=_("Eight signs at the foot of the sheet."),
    )

    def clean_code(self) -> str:
        """The code as it is kept; raises ValidationError for what can be none."""
        code = read_code(self.cleaned_data["code"])
        if odd := odd_signs(self.cleaned_data["code"]):
            said = _("A code never has %(signs)s. Look at the paper once more, please.")
            raise forms.ValidationError(said, params={"signs": " ".join(odd)})
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


@dataclass(frozen=True, kw_only=True)
class Cells:
    """The places of one day, by what stands over them, in order; empty where a day takes nothing."""

    row: DayRow
    fields: Mapping[str, forms.BoundField]
    instead: forms.BoundField | None
    seen: str

    @property
    def headed(self) -> list[tuple[Any, forms.BoundField]]:
        """Each place with what stands over it."""
        return [(HEADS[name], field) for name, field in self.fields.items()]

    @property
    def says(self) -> bool:
        """Whether a line below the day says something: a choice, or what is wrong."""
        return self.instead is not None or any(field.errors for field in self.fields.values())

    @property
    def numbers(self) -> list[tuple[Any, forms.BoundField]]:
        """Those for how hard it was."""
        own = ("mark", "times", MINUTES, *RATES)
        return [(HEADS[name], field) for name, field in self.fields.items() if name not in own]


class WeekForm(forms.Form):
    """The grid, with the `places` that the sheet has; `touch` is the phone's form of it.

    In quiet mode there is no line: nothing but marks is taken then. `stays_out`: the days that were
    filled in though paper cannot fill them; on the phone the others are kept all the same.
    `overtaken`: those that somebody wrote on after the page was opened, otherwise than it says now.
    """

    def __init__(
        self,
        *args: Any,
        rows: Sequence[DayRow],
        scale: str,
        places: Places,
        touch: bool = False,
        with_ratings: bool = True,
        with_line: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows, self.places, self.touch = rows, places, touch
        self.rates = with_ratings and scale == RatingScale.ONE_TO_SEVEN
        self.numbers = places.numbers if with_ratings else ()
        self.stays_out: list[DayRow] = []
        self.overtaken: list[DayRow] = []
        for row in rows:
            if not row.why:
                self._add(row)
        if with_line:
            self._add_line()

    def _add(self, row: DayRow) -> None:
        """The fields of one day; its day stands in their labels for whoever hears them."""
        if not self.places.strokes:
            self._cell(row, "mark", MarkField(touch=self.touch))
        if self.places.counts:
            # A number below ten that is due brings the next place by itself.
            due = 0 if self.places.strokes else self.places.boxes
            self._cell(row, "times", _number(0, TIMES_MOST, self.touch, usual=due))
        for name in self.numbers:
            highest = MINUTES_MOST if name == MINUTES else self.places.highest
            self._cell(row, name, _number(0, highest, self.touch, usual=highest))
        if self.rates:
            for name in RATES:
                self._cell(row, name, _number(1, HIGHEST, self.touch))
        if row.phone and not self.touch:
            choices = [(KEEP, _("Keep the phone's")), (REPLACE, _("Take the paper's"))]
            field = forms.ChoiceField(choices=choices, required=False, widget=forms.RadioSelect)
            self._cell(row, "instead", field)
        if not self.touch:
            seen = forms.CharField(required=False, max_length=SEEN_SIGNS)
            self.fields[f"seen-{row.key}"] = seen

    def _add_line(self) -> None:
        """The line; on the phone the client says who may read it, on paper it was handed over."""
        lines = (row.typed.get("line") for row in reversed(self.rows))
        self.fields["note"] = WordsField(
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

    @property
    def columns(self) -> list[tuple[Any, Any]]:
        """What stands over each column, and the ends of its numbers where it has any."""
        ends: dict[str, Any] = dict.fromkeys(RATES, f"1–{HIGHEST}")
        ends |= {name: f"0–{self.places.highest}" for name in self.numbers if name != MINUTES}
        ends["times"] = "" if self.places.strokes else _("of %d") % self.places.boxes
        names = [] if self.places.strokes else ["mark"]
        names += ["times"] * self.places.counts + [*self.numbers, *list(RATES) * self.rates]
        return [(HEADS[name], ends.get(name, "")) for name in names]

    def cells(self) -> list[Cells]:
        """Each day with its places."""
        return [self._cells(row) for row in self.rows]

    def _cells(self, row: DayRow) -> Cells:
        names = {name: f"{name}-{row.key}" for name in (*HEADS, "instead")}
        found = {name: self[key] for name, key in names.items() if key in self.fields}
        return Cells(
            row=row, instead=found.pop("instead", None), fields=found, seen=self._shown(row)
        )

    def _shown(self, row: DayRow) -> str:
        """What the page shows of the day; until it says so at the day, that is what it showed."""
        is_new = not self.is_bound or row in self.overtaken
        return row.seen if is_new else str(self.data.get(f"seen-{row.key}", ""))

    def _at(self, row: DayRow) -> str:
        """The place of a day where what is wrong with the whole day is said."""
        return f"{'times' if self.places.strokes else 'mark'}-{row.key}"

    def clean(self) -> dict[str, Any]:
        """A rating or a count needs its mark; the line needs one day that it can go with."""
        data: dict[str, Any] = super().clean() or {}
        for row in self.rows:
            if row.why or f"mark-{row.key}" in self.errors:
                continue
            self._check_highest(data, row)
            self._refuse_numbers_of_nothing(data, row)
            if not data.get(f"mark-{row.key}") and self._says_more(data, row):
                data[f"mark-{row.key}"] = LogState.DONE
            if row.closed and data.get(f"mark-{row.key}"):
                data[f"mark-{row.key}"] = ""
                self.stays_out.append(row)
        if not self.touch:
            self._refuse_what_stays_out()
            self._refuse_what_was_not_seen(data)
            self._refuse_to_count_less(data)
        is_marked = any(data.get(f"mark-{row.key}") for row in self.rows)
        if data.get("note") and not is_marked and not self.errors:
            self.add_error("note", _("The line goes with a day: mark one day at least."))
        return data

    def refuse_line(self) -> None:
        """Say that none of the marked days can take the line; what was typed stays."""
        said = _("The line has no day to stand on. Mark one more day, or leave the line out.")
        self.add_error("note", said)

    def _refuse_what_stays_out(self) -> None:
        """The clinician is told at the day, and not why: nobody sees what was taken back (care.md)."""
        said = _("Paper cannot fill this day. Leave its row empty to keep the other days.")
        for row in self.stays_out:
            self.add_error(self._at(row), said)

    def _refuse_what_was_not_seen(self, data: Mapping[str, Any]) -> None:
        """A row changes what its page showed, and nothing else; what is the client's it keeps."""
        for row in self.rows:
            if row.why or self._at(row) in self.errors:
                continue
            seen, state = data.get(f"seen-{row.key}"), data.get(f"mark-{row.key}") or ""
            if seen == row.seen:
                if row.held and not state:
                    self.add_error(self._at(row), HELD)
            elif state != row.state and (state or seen):
                self.overtaken.append(row)
                said = LogState(row.state).label if row.state else ""
                self.add_error(self._at(row), MEANWHILE % {"state": said} if said else EMPTIED)

    def _refuse_to_count_less(self, data: Mapping[str, Any]) -> None:
        """Of several entries of a day paper takes the place of one; the others stay and count."""
        for row in self.rows:
            name = f"instead-{row.key}"
            state, times = data.get(f"mark-{row.key}"), _read(data.get(f"times-{row.key}"))
            if data.get(name) == REPLACE and state and not outgrows(state, times, row.rest):
                said = ngettext(
                    "Another entry of this day stays, and counts %(n)d time already: keep the phone's.",
                    "Other entries of this day stay, and count %(n)d times already: keep the phone's.",
                    row.rest,
                )
                self.add_error(name, said % {"n": row.rest})

    def _check_highest(self, data: Mapping[str, Any], row: DayRow) -> None:
        """The highest of three numbers cannot lie below the two others."""
        before, peak, end = (data.get(f"{name}-{row.key}") for name in IN_EXPOSURE)
        if peak is not None and any(one is not None and one > peak for one in (before, end)):
            self.add_error(f"suds_peak-{row.key}", PEAK_BELOW)

    def _refuse_numbers_of_nothing(self, data: Mapping[str, Any], row: DayRow) -> None:
        """A day "not today" has no number but the first, how hard it was before."""
        if data.get(f"mark-{row.key}") != LogState.NOT_TODAY:
            return
        for name in ("times", *self.numbers[1:], *RATES):
            if data.get(f"{name}-{row.key}") not in (None, ""):
                self.add_error(f"{name}-{row.key}", NOTHING_RATED)

    def _says_more(self, data: Mapping[str, Any], row: DayRow) -> bool:
        """Whether the day was rated or counted without a mark: then something was done."""
        is_counted = any(data.get(f"{name}-{row.key}") for name in ("times", *RATES))
        numbers = (data.get(f"{name}-{row.key}") for name in self.numbers)
        return is_counted or any(one not in (None, "") for one in numbers)

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
        typed = {name: _read(data.get(f"{name}-{row.key}")) for name in HEADS if name != "mark"}
        return {
            "day": row.day,
            "state": data.get(f"mark-{row.key}") or "",
            "asked": self._asked,
            "clears": not self.touch and data.get(f"seen-{row.key}") == row.seen,
            "replaces": data.get(f"instead-{row.key}") == REPLACE,
            "numbers": {name: typed[name] for name in self.numbers},
            **{name: typed[name] for name in ("times", *RATES)},
        }


def _read(said: Any) -> int | None:
    """A number that was typed or chosen, or None."""
    return None if said in (None, "") else int(said)


def _number(low: int, high: int, touch: bool, usual: int = 0) -> forms.Field:
    """A number of one place: typed, or on a phone chosen from the few that there are.

    One that cannot become another up to `usual` (0: none is expected) is complete: on to the next.
    """
    if touch and high <= HARDEST:
        numbers = [(str(value), str(value)) for value in range(low, high + 1)]
        return forms.ChoiceField(choices=[("", "–"), *numbers], required=False)
    attrs = {"inputmode": "numeric", "autocomplete": "off", "class": "cell"}
    attrs |= {"maxlength": str(len(str(high)))}
    if high <= HIGHEST:
        attrs["data-digit"] = ""
    elif usual:
        attrs["data-top"] = str(usual)
    widget = forms.TextInput(attrs=attrs)
    return WholeField(min_value=low, max_value=high, required=False, widget=widget)
