"""A worksheet as a form: one field a question, small tables as rows, checked by the sheet itself."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.worksheets import (
    AnswersError,
    SheetField,
    Worksheet,
    as_draft,
    checked_answers,
)

from .fields import ClockField, WholeField, WordsField
from .logs import CANNOT_SAY

STRANGE = gettext_lazy("Kept, but for an answer to a question that your sheet does not ask.")
POINTS_MOST = 10
"""A rating with more steps than this is typed as a number."""
_FAULT = re.compile(r"(?P<key>\w+)(\[(?P<row>\d+)\]\.(?P<column>\w+))?")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of a table that is in sight: its number from 1, and its cells."""

    number: int
    cells: tuple[forms.BoundField, ...]


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question as the page shows it; a table has rows."""

    asked: SheetField
    field: forms.BoundField
    rows: tuple[Row, ...] = ()

    @property
    def shown(self) -> int:
        """How many rows are in sight."""
        return len(self.rows)

    @property
    def has_more(self) -> bool:
        """Whether a row can be added."""
        return len(self.rows) < self.asked.rows_most


class SheetForm(forms.Form):
    """The questions of a worksheet. `answers` holds the checked answers once the form is valid.

    Half a sheet may be put aside: only with `finishes` are answers demanded.
    """

    entry = forms.UUIDField(widget=forms.HiddenInput)
    readers = forms.ChoiceField(
        label=gettext_lazy("Who may read this sheet?"),
        choices=[("me", gettext_lazy("Only I")), ("both", gettext_lazy("My therapist too"))],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        worksheet: Worksheet,
        answers: Mapping[str, Any],
        finishes: bool = False,
        rows: Mapping[str, int] | None = None,
        **kwargs: Any,
    ) -> None:
        """`answers` are shown to begin with; `rows` says how many rows of a table are asked for."""
        super().__init__(data, initial=_flat(worksheet, answers) | kwargs.pop("initial", {}))
        self.worksheet, self.finishes = worksheet, finishes
        self.rows = dict(rows or {})
        self.answers: dict[str, Any] = {}
        for name, asked in _names(worksheet):
            self.fields[name] = _field(asked)

    def clean(self) -> dict[str, Any]:
        """Let the sheet itself judge what was written; its faults stand at their fields."""
        data = super().clean() or {}
        sheet = self.worksheet if self.finishes else as_draft(self.worksheet)
        try:
            self.answers = checked_answers(sheet, self._written(data))
        except AnswersError as wrong:
            for at, reason in wrong.faults.items():
                name = _name_of(at)
                if name not in self.errors:
                    self.add_error(name, _said(self._asked(at), data.get(name), reason))
        return data

    @property
    def has_strange(self) -> bool:
        """Whether an answer was sent to a question that this sheet does not ask."""
        return any(
            name.startswith("q-") and name not in self.fields and bool(value.strip())
            for name, value in self.data.items()
        )

    @property
    def is_shared(self) -> bool:
        """Whether the client lets the care team read it; unsaid, it is the client's alone."""
        return bool(self.cleaned_data.get("readers") == "both")

    @property
    def questions(self) -> Iterator[Question]:
        """The questions in the order of the sheet."""
        for asked in self.worksheet.fields:
            field = self[f"q-{asked.key}"]
            yield Question(asked=asked, field=field, rows=tuple(self._rows(asked)))

    def _rows(self, asked: SheetField) -> Iterator[Row]:
        """The rows that are filled, one more, and what is asked for; never more than there may be."""
        if asked.kind != "rows":
            return
        cells = [
            tuple(self[f"q-{asked.key}-{number}-{one.key}"] for one in asked.columns)
            for number in range(asked.rows_most)
        ]
        filled = [n for n, row in enumerate(cells, 1) if any(c.value() or c.errors for c in row)]
        shown = max(asked.rows_least, max(filled, default=0) + 1, self.rows.get(asked.key, 0))
        for number, row in enumerate(cells[:shown], 1):
            yield Row(number=number, cells=row)

    def _written(self, data: dict[str, Any]) -> dict[str, Any]:
        """The answers as plain data, without the fields that were refused already."""
        found: dict[str, Any] = {}
        for asked in self.worksheet.fields:
            if asked.kind == "rows":
                found[asked.key] = [
                    {
                        one.key: _plain(data.get(f"q-{asked.key}-{number}-{one.key}"))
                        for one in asked.columns
                    }
                    for number in range(asked.rows_most)
                ]
            else:
                found[asked.key] = _plain(data.get(f"q-{asked.key}"))
        return found

    def _asked(self, at: str) -> SheetField:
        """The question that a fault of the sheet speaks of."""
        found = _parts(at)
        asked = next(one for one in self.worksheet.fields if one.key == found["key"])
        if found["column"]:
            return next(one for one in asked.columns if one.key == found["column"])
        return asked


def _names(worksheet: Worksheet) -> Iterator[tuple[str, SheetField]]:
    """The name of every field of the form; a table has one of its own, which carries its faults."""
    for asked in worksheet.fields:
        yield f"q-{asked.key}", asked
        if asked.kind == "rows":
            for number in range(asked.rows_most):
                for one in asked.columns:
                    yield f"q-{asked.key}-{number}-{one.key}", one


def _flat(worksheet: Worksheet, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Kept answers by the names of the form's fields."""
    found: dict[str, Any] = {}
    for asked in worksheet.fields:
        value = answers.get(asked.key)
        if asked.kind == "rows":
            for number, row in enumerate(value or ()):
                found |= {f"q-{asked.key}-{number}-{key}": one for key, one in row.items()}
        elif value is not None:
            found[f"q-{asked.key}"] = value
    return found


def _field(asked: SheetField) -> forms.Field:
    """The field of one question; nothing is required here, the sheet judges that."""
    words: dict[str, Any] = {"label": asked.label, "help_text": asked.help, "required": False}
    if asked.kind == "rating":
        return _rating(asked, words)
    if asked.kind == "choice":
        choices = [(choice.code, choice.label) for choice in asked.choices]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **words)
    if asked.kind == "time":
        return ClockField(**words)
    if asked.kind == "rows":
        return forms.Field(widget=forms.HiddenInput, **words)
    quiet = {"autocomplete": "off"}
    if asked.kind == "short_text":
        widget: forms.Widget = forms.TextInput(attrs=quiet)
    else:
        widget = forms.Textarea(attrs=quiet | {"rows": 4})
    return WordsField(max_length=asked.most, widget=widget, **words)


def _rating(asked: SheetField, words: dict[str, Any]) -> forms.Field:
    """Points to touch, with "Cannot say"; a number where there are many."""
    if asked.high - asked.low > POINTS_MOST:
        ends = _("%(low)s means %(low_label)s, %(high)s %(high_label)s.") % {
            name: getattr(asked, name) for name in ("low", "low_label", "high", "high_label")
        }
        words["help_text"] = f"{asked.help} {ends}".strip()
        return WholeField(min_value=asked.low, max_value=asked.high, **words)
    points = [(str(point), str(point)) for point in range(asked.low, asked.high + 1)]
    choices = [*points, (CANNOT_SAY, _("Cannot say"))]
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **words)


def _plain(value: Any) -> Any:
    """A field's value as the sheet keeps it."""
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    return None if value in ("", CANNOT_SAY) else value


def _parts(at: str) -> dict[str, str | None]:
    """A place in a sheet, `key` or `key[2].column`, taken apart."""
    found = _FAULT.fullmatch(at)
    return found.groupdict() if found else {"key": at, "row": None, "column": None}


def _name_of(at: str) -> str:
    """The form's field for a place in the sheet."""
    found = _parts(at)
    if not found["column"]:
        return f"q-{found['key']}"
    return f"q-{found['key']}-{int(found['row'] or 1) - 1}-{found['column']}"


def _said(asked: SheetField, value: Any, reason: str) -> str:
    """A fault as the client reads it."""
    if asked.kind == "rows":
        least = max(asked.rows_least, 1 if asked.required else 0)
        return _("%(least)s to %(most)s rows are asked for. Or keep the sheet for later.") % {
            "least": least,
            "most": asked.rows_most,
        }
    if value in (None, "", CANNOT_SAY):
        return _("This one is asked for. Or keep the sheet for later.")
    return f"{reason[:1].upper()}{reason[1:]}."
