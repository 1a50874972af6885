"""A worksheet's table on paper: columns as wide as what is written in them, rows with room."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from clients.worksheets import SheetField

WIDTH_MM: Final = 176
"""Between the margins of A4; Letter is a little wider."""
SIGN_MM: Final = {False: 2.4, True: 3.6}
"""A bold letter of 12 and of 18 points, on average."""
PADDING_MM: Final = 4
LEAST_MM: Final = {"time": 20, "rating": 22, "tick": 14, "short_text": 26, "long_text": 40}
TINY: Final = 12  # characters of a text that needs no more than its head
TINY_MM: Final = 18
SHORT: Final = 30  # characters of a text that fits a narrow column
TICKS_MOST: Final = 4  # choices that get a column each; more are written out
WIDTH_STEP: Final = 2  # per cent, as in css/widths.css
ROOM: Final = {3: 3, 5: 2}
"""Up to so many rows, each is so many lines high; more rows have one line."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A place to write, or to tick: then `code` is the choice and `label` its words."""

    kind: str
    name: str
    tip: str
    most: int = 0
    code: str = ""
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One question of one row. A choice has a cell for each answer, all else has one."""

    label: str
    tip: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True)
class Head:
    """What stands above the cells of a question, across so many columns and rows of the head."""

    label: str
    hint: str
    across: int
    down: int


@dataclass(frozen=True, kw_only=True)
class PrintedTable:
    """Rows of entries under their heads; `choices` is the second row of the head, if any.

    `note` says what the numbers of all its ratings mean, where they mean the same.
    `widths` has a share in per cent for each column, 0 for the one that takes what is left.
    `stacked`: too wide for the paper, so each row stands as a list of its own. `room` is how many
    lines a row is high.
    """

    note: str
    heads: tuple[Head, ...]
    choices: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Entry, ...], ...]
    room: int
    stacked: bool


def printed_table(field: SheetField, *, large: bool) -> PrintedTable:
    """The table of a question of kind rows, in the active language."""
    rows = tuple(_row(field, number) for number in range(1, field.rows_most + 1))
    ends = {rating_ends(column) for column in field.columns if column.kind == "rating"}
    note = ends.pop() if len(ends) == 1 else ""
    hints = ["" if note else rating_ends(column) for column in field.columns]
    least = [
        mm
        for column, hint in zip(field.columns, hints, strict=True)
        for mm in _least(column, hint, SIGN_MM[large])
    ]
    return PrintedTable(
        note=note,
        heads=_heads(field.columns, hints, rows[0]),
        choices=tuple(cell.label for entry in rows[0] for cell in entry.cells if cell.code),
        widths=_shares(least, [weight for column in field.columns for weight in _weights(column)]),
        rows=rows,
        room=next((room for most, room in ROOM.items() if field.rows_most <= most), 1),
        stacked=sum(least) > WIDTH_MM,
    )


def rating_ends(field: SheetField) -> str:
    """The ends of a rating in words; empty for other kinds."""
    if field.kind != "rating":
        return ""
    words = {name: getattr(field, name) for name in ("low", "high", "low_label", "high_label")}
    return _("%(low)s %(low_label)s … %(high)s %(high_label)s") % words


def _row(field: SheetField, number: int) -> tuple[Entry, ...]:
    """The places of one row; their names say where an answer belongs: question-row-column."""
    where = _("%(table)s, row %(number)d") % {"table": field.label, "number": number}
    return tuple(
        _entry(column, f"{field.key}-{number}-{column.key}", f"{where}: {column.label}")
        for column in field.columns
    )


def _entry(column: SheetField, name: str, tip: str) -> Entry:
    if _is_ticked(column):
        cells = tuple(
            Cell(kind="tick", name=name, tip=f"{tip}: {one.label}", code=one.code, label=one.label)
            for one in column.choices
        )
        return Entry(label=column.label, tip=tip, cells=cells)
    ends = rating_ends(column)
    cell = Cell(
        kind=column.kind, name=name, tip=f"{tip} ({ends})" if ends else tip, most=_most(column)
    )
    return Entry(label=column.label, tip=tip, cells=(cell,))


def _most(column: SheetField) -> int:
    """How many signs an answer may have."""
    if column.kind == "rating":
        return len(str(column.high))
    return {"time": len("00:00"), "choice": 80}.get(column.kind, column.most)


def _is_ticked(column: SheetField) -> bool:
    return column.kind == "choice" and len(column.choices) <= TICKS_MOST


def _heads(
    columns: Sequence[SheetField], hints: Sequence[str], entries: Sequence[Entry]
) -> tuple[Head, ...]:
    deep = 2 if any(len(entry.cells) > 1 for entry in entries) else 1
    return tuple(
        Head(
            label=column.label,
            hint=hint,
            across=len(entry.cells),
            down=1 if len(entry.cells) > 1 else deep,
        )
        for column, hint, entry in zip(columns, hints, entries, strict=True)
    )


def _least(column: SheetField, hint: str, sign: float) -> list[float]:
    """Millimetres of its columns, below which their longest words would be broken."""

    def room(words: str, least: int) -> float:
        return max(least, max(map(len, words.split())) * sign + PADDING_MM)

    if _is_ticked(column):
        return [room(one.label, LEAST_MM["tick"]) for one in column.choices]
    kind = "short_text" if column.kind == "choice" else column.kind
    is_tiny = kind == "short_text" and column.most <= TINY
    return [room(f"{column.label} {hint}", TINY_MM if is_tiny else LEAST_MM[kind])]


def _weights(column: SheetField) -> list[int]:
    """How much of the paper that is left its columns take."""
    if _is_ticked(column):
        return [0] * len(column.choices)
    if column.kind not in ("short_text", "long_text") or column.most <= TINY:
        return [0]
    return [1 if column.most <= SHORT else 3]


def _shares(least: Sequence[float], weights: Sequence[int]) -> tuple[int, ...]:
    """The width of each column in per cent; the widest takes what is left, which is 0 here."""
    weights = weights if any(weights) else [1] * len(least)
    spare = max(0, WIDTH_MM - sum(least)) / sum(weights)
    widths = [mm + weight * spare for mm, weight in zip(least, weights, strict=True)]
    widest = widths.index(max(widths))
    return tuple(
        0 if place == widest else round(100 * width / WIDTH_MM / WIDTH_STEP) * WIDTH_STEP
        for place, width in enumerate(widths)
    )
