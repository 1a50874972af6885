"""Worksheets: one definition for the web form, the paper and the answers kept.

A worksheet is a list of fields; a field has a kind. `rows` is a small table: the same few fields,
repeated. Answers are plain data by the field's key; nothing here is scored.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import time
from typing import Any

from clients.shapes import Fields, ShapeError, plain_text

FORMAT = 1
KINDS = ("short_text", "long_text", "rating", "choice", "time", "rows")
SHORT_MOST = 200
LONG_MOST = 4000
FIELDS_MOST = 20
ROWS_MOST = 12
SUDS_SCALES = ((0, 100), (0, 10))

_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")


class WorksheetError(ShapeError):
    """A definition that is no worksheet; names the field."""


class AnswersError(ValueError):
    """Answers that do not fit. `faults` maps the place (key, or key[row].key) to the reason."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        self.faults = dict(faults)
        super().__init__("; ".join(f"{at}: {reason}" for at, reason in self.faults.items()))


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One answer to choose: what is kept, and what is read."""

    code: str
    label: str


@dataclass(frozen=True, kw_only=True)
class SheetField:
    """One question. Which of the limits count depends on its kind."""

    key: str
    label: str
    kind: str
    help: str = ""
    required: bool = False
    most: int = SHORT_MOST  # characters, for texts
    low: int = 0  # rating: lowest and highest number, and what they mean
    high: int = 10
    low_label: str = ""
    high_label: str = ""
    suds: bool = False  # rating: distress, so on the client's own SUDS scale once it is given
    choices: tuple[Choice, ...] = ()
    rows_least: int = 0  # rows: fewest and most
    rows_most: int = ROWS_MOST
    columns: tuple["SheetField", ...] = ()

    @classmethod
    def from_data(cls, data: object, path: str = "field") -> "SheetField":
        """Read one field; raises WorksheetError naming the field of the definition."""
        fields = Fields(data, WorksheetError, path)
        kind = fields.one_of("kind", KINDS)
        key = fields.text("key", 40)
        if not _KEY.fullmatch(key):
            raise fields.fail("key", "small letters, digits and underscores are expected")
        found = cls(
            key=key,
            kind=kind,
            label=fields.text("label", 120),
            help=fields.text("help", 300, lines=3, default=""),
            required=fields.flag("required", default=False),
            **_limits(fields, kind),
        )
        fields.done()
        return found

    def to_data(self) -> dict[str, Any]:
        """Plain data with only the limits that this kind has."""
        data: dict[str, Any] = {name: getattr(self, name) for name in ("key", "label", "kind")}
        data |= {"help": self.help, "required": self.required}
        if self.kind in ("short_text", "long_text"):
            data["most"] = self.most
        if self.kind == "rating":
            data |= {n: getattr(self, n) for n in ("low", "high", "low_label", "high_label")}
            data |= {"suds": True} if self.suds else {}
        if self.kind == "choice":
            data["choices"] = [{"code": c.code, "label": c.label} for c in self.choices]
        if self.kind == "rows":
            data |= {"rows_least": self.rows_least, "rows_most": self.rows_most}
            data["columns"] = [column.to_data() for column in self.columns]
        return data


@dataclass(frozen=True, kw_only=True)
class Worksheet:
    """A sheet to fill in. `shared` = read by the clinician unless the client says otherwise."""

    code: str
    title: str
    plain_title: str
    purpose: str
    fields: tuple[SheetField, ...]
    shared: bool = False

    @classmethod
    def from_data(cls, data: object, path: str = "worksheet") -> "Worksheet":
        """Read a worksheet from plain data; raises WorksheetError naming the field."""
        fields = Fields(data, WorksheetError, path)
        fields.format(FORMAT)
        found = cls(
            code=fields.text("code", 60),
            title=fields.text("title", 80),
            plain_title=fields.text("plain_title", 80),
            purpose=fields.text("purpose", 200),
            shared=fields.flag("shared", default=False),
            fields=fields.many("fields", 1, FIELDS_MOST, SheetField.from_data),
        )
        fields.done()
        _check_keys(found.fields, fields.name("fields"))
        return found

    def to_data(self) -> dict[str, Any]:
        """Plain data that JSON can hold; `from_data` gives back an equal worksheet."""
        names = ("code", "title", "plain_title", "purpose", "shared")
        data: dict[str, Any] = {"format": FORMAT} | {name: getattr(self, name) for name in names}
        return data | {"fields": [one.to_data() for one in self.fields]}


def checked_answers(worksheet: Worksheet, answers: object) -> dict[str, Any]:
    """The answers as they are kept: only known keys, texts without margins, empty ones left out.

    Raises AnswersError with every fault at once.
    """
    return _Answers().read(worksheet.fields, answers, "", {})


def as_draft(worksheet: Worksheet) -> Worksheet:
    """The same sheet with nothing required, for what is put aside half filled."""
    return replace(worksheet, fields=tuple(_optional(one) for one in worksheet.fields))


def on_suds_scale(worksheet: Worksheet, highest: int) -> Worksheet:
    """The same sheet with its ratings of distress on a client's scale, 0 to `highest` (10 or 100)."""
    return replace(worksheet, fields=tuple(_on_scale(one, highest) for one in worksheet.fields))


def answers_as_text(worksheet: Worksheet, answers: Mapping[str, Any]) -> str:
    """Checked answers as plain lines of `label: answer`, in the order of the sheet."""
    return "\n".join(_lines(worksheet.fields, answers, ""))


def answers_as_lists(
    worksheet: Worksheet, answers: Mapping[str, Any]
) -> list[tuple[str, list[str]]]:
    """Checked answers as (label, what was written), a table's rows one line each."""
    found = []
    for one in worksheet.fields:
        value = answers.get(one.key)
        if one.kind == "rows":
            said = [_in_one_line(one.columns, row) for row in value or ()]
        else:
            said = [] if value is None else [_spoken(one, value)]
        if said:
            found.append((one.label, said))
    return found


def _in_one_line(columns: tuple[SheetField, ...], row: Mapping[str, Any]) -> str:
    return ", ".join(_spoken(one, row[one.key]) for one in columns if one.key in row)


def _on_scale(one: SheetField, highest: int) -> SheetField:
    columns = tuple(_on_scale(column, highest) for column in one.columns)
    return replace(one, high=highest if one.suds else one.high, columns=columns)


def _optional(one: SheetField) -> SheetField:
    columns = tuple(_optional(column) for column in one.columns)
    return replace(one, required=False, rows_least=0, columns=columns)


def _limits(fields: Fields, kind: str) -> dict[str, Any]:
    """The limits that a field of this kind has."""
    if kind in ("short_text", "long_text"):
        most = SHORT_MOST if kind == "short_text" else LONG_MOST
        return {"most": fields.whole("most", 1, most, default=most)}
    if kind == "rating":
        limits = {"low": fields.whole("low", 0, 100), "high": fields.whole("high", 0, 100)}
        if limits["low"] >= limits["high"]:
            raise fields.fail("high", "lies above low")
        limits["suds"] = fields.flag("suds", default=False)
        if limits["suds"] and (limits["low"], limits["high"]) not in SUDS_SCALES:
            raise fields.fail("high", "a scale of distress runs from 0 to 100, or 0 to 10")
        return limits | {n: fields.text(n, 40) for n in ("low_label", "high_label")}
    if kind == "choice":
        return {"choices": _choices(fields)}
    if kind == "rows":
        return _table(fields)
    return {}


def _choices(fields: Fields) -> tuple[Choice, ...]:
    """Two to twelve choices with codes of their own."""

    def read(data: object, path: str) -> Choice:
        inner = Fields(data, WorksheetError, path)
        choice = Choice(code=inner.text("code", 40), label=inner.text("label", 80))
        inner.done()
        return choice

    found = fields.many("choices", 2, 12, read)
    if len({choice.code for choice in found}) != len(found):
        raise fields.fail("choices", "the same code stands there twice")
    return found


def _table(fields: Fields) -> dict[str, Any]:
    """Fewest and most rows, and the columns; a table holds no table."""
    limits: dict[str, Any] = {
        "rows_least": fields.whole("rows_least", 0, ROWS_MOST, default=0),
        "rows_most": fields.whole("rows_most", 1, ROWS_MOST),
        "columns": fields.many("columns", 1, 6, SheetField.from_data),
    }
    if limits["rows_least"] > limits["rows_most"]:
        raise fields.fail("rows_most", "lies below rows_least")
    if any(column.kind == "rows" for column in limits["columns"]):
        raise fields.fail("columns", "a table holds no table")
    _check_keys(limits["columns"], fields.name("columns"))
    return limits


def _check_keys(fields: tuple[SheetField, ...], path: str) -> None:
    keys = [one.key for one in fields]
    if len(set(keys)) != len(keys):
        raise WorksheetError(path, "the same key stands there twice")


class _RefusedError(ValueError):
    """One answer that does not fit."""


class _Answers:
    """Reads answers of all kinds and gathers the faults."""

    def read(
        self, fields: tuple[SheetField, ...], answers: object, path: str, faults: dict[str, str]
    ) -> dict[str, Any]:
        """Clean answers of these fields; at the top level raises AnswersError if any is wrong."""
        kept: dict[str, Any] = {}
        if isinstance(answers, Mapping):
            for key in answers.keys() - {one.key for one in fields}:
                faults[f"{path}{key}"] = "unknown question"
            for one in fields:
                self._read_one(one, answers.get(one.key), f"{path}{one.key}", kept, faults)
        else:
            faults[path.rstrip(".") or "answers"] = "a mapping of answers is expected"
        if faults and not path:
            raise AnswersError(faults)
        return kept

    def _read_one(
        self,
        one: SheetField,
        value: object,
        at: str,
        kept: dict[str, Any],
        faults: dict[str, str],
    ) -> None:
        if one.kind == "rows":
            rows = self._rows(one, value, at, faults)
            if rows:
                kept[one.key] = rows
            return
        if value is None or (isinstance(value, str) and not value.strip()):
            if one.required:
                faults[at] = "an answer is expected"
            return
        try:
            kept[one.key] = _answer(one, value)
        except _RefusedError as refused:
            faults[at] = str(refused)

    def _rows(
        self, one: SheetField, value: object, at: str, faults: dict[str, str]
    ) -> list[dict[str, Any]]:
        rows = [] if value is None else value
        if not isinstance(rows, list | tuple):
            faults[at] = "a list of rows is expected"
            return []
        filled = [
            self.read(one.columns, row, f"{at}[{number}].", faults)
            for number, row in enumerate(rows, 1)
            if not _empty(row)
        ]
        least = max(one.rows_least, 1 if one.required else 0)
        if not least <= len(filled) <= one.rows_most:
            faults[at] = f"{least} to {one.rows_most} rows are expected, not {len(filled)}"
        return filled


def _empty(row: object) -> bool:
    """A row in which nothing was written."""
    if not isinstance(row, Mapping):
        return False
    return all(
        value is None or (isinstance(value, str) and not value.strip()) for value in row.values()
    )


def _answer(one: SheetField, value: object) -> str | int:
    """One clean answer; raises _RefusedError."""
    if one.kind == "rating":
        return _rating(one, value)
    if one.kind == "choice":
        if value not in [choice.code for choice in one.choices]:
            raise _RefusedError("unknown choice")
        return str(value)
    if one.kind == "time":
        return _time(value)
    lines = 1 if one.kind == "short_text" else 200
    return plain_text(value, _RefusedError, least=1, most=one.most, lines=lines)


def _rating(one: SheetField, value: object) -> int:
    """A whole number between the ends; forms send it as digits."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,3}", value.strip()):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise _RefusedError("a whole number is expected")
    if not one.low <= value <= one.high:
        raise _RefusedError(f"{one.low} to {one.high} is expected")
    return value


def _time(value: object) -> str:
    """A time of day as HH:MM."""
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{2}:[0-9]{2}", value.strip()):
        raise _RefusedError("a time such as 09:30 is expected")
    hour, minute = value.strip().split(":")
    if int(hour) > 23 or int(minute) > 59:
        raise _RefusedError("a time such as 09:30 is expected")
    return time(int(hour), int(minute)).strftime("%H:%M")


def _lines(fields: tuple[SheetField, ...], answers: Mapping[str, Any], indent: str) -> list[str]:
    lines = []
    for one in fields:
        value = answers.get(one.key)
        if value is None:
            continue
        label = one.label if one.label.endswith("?") else f"{one.label}:"
        if one.kind == "rows":
            lines.append(f"{indent}{label}")
            for number, row in enumerate(value, 1):
                lines.append(f"{indent}  {number}.")
                lines += _lines(one.columns, row, indent + "    ")
            continue
        lines.append(f"{indent}{label} {_spoken(one, value)}")
    return lines


def _spoken(one: SheetField, value: object) -> str:
    """An answer as a person reads it."""
    if one.kind == "rating":
        return f"{value} ({one.low} {one.low_label} ... {one.high} {one.high_label})"
    if one.kind == "choice":
        return {choice.code: choice.label for choice in one.choices}.get(str(value), str(value))
    return str(value)
