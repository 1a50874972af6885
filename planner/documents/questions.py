"""The questions of a worksheet as they stand on paper: lines, boxes and tables of the right size."""

import math
from dataclasses import dataclass
from typing import Final

from clients.worksheets import SheetField, Worksheet
from planner.documents.tables import PrintedTable, printed_table, rating_ends

CHARACTERS_A_LINE: Final = 100
"""How many of the characters that a long text may have stand for one line to write on."""
LINES_LEAST: Final = 3
LINES_MOST: Final = 24
KEPT_SNUG: Final = 0.7
KEPT_TIGHT: Final = 0.45
"""The share of the lines that stays when a sheet would otherwise need one page more."""
MARKS_MOST: Final = 11
"""Numbered boxes in a row: 0 to 10. A wider scale shows its tens and has a line for the number."""


@dataclass(frozen=True, kw_only=True)
class PrintedQuestion:
    """A question with the room that its answer needs.

    `lines` are the classes of the lines to write on (which air leaves them out), `area` how many of
    them a field on a screen is high. `marks` are the numbers of a rating's boxes; `is_exact`: they
    are signposts, and the number itself is written.
    """

    field: SheetField
    lines: tuple[str, ...] = ()
    area: int = 0
    marks: tuple[int, ...] = ()
    is_exact: bool = False
    table: PrintedTable | None = None

    @property
    def name(self) -> str:
        """The name of its field in a fillable file."""
        return self.field.key

    @property
    def choices(self) -> list[tuple[str, str, str]]:
        """Code, label and tooltip of each choice."""
        label = self.field.label
        return [(one.code, one.label, f"{label}: {one.label}") for one in self.field.choices]

    @property
    def ends(self) -> str:
        """What the lowest and the highest number mean."""
        return rating_ends(self.field)

    @property
    def tip(self) -> str:
        """What a reader on a screen says of its field."""
        return f"{self.field.label} ({self.ends})" if self.ends else self.field.label


def printed_questions(sheet: Worksheet, *, large: bool) -> list[PrintedQuestion]:
    """The questions in the order of the sheet, in the active language."""
    return [_printed(field, large) for field in sheet.fields]


def _printed(field: SheetField, large: bool) -> PrintedQuestion:
    if field.kind == "long_text":
        lines = _lines(field.most)
        return PrintedQuestion(field=field, lines=lines, area=len(lines))
    if field.kind == "rating":
        return _rating(field)
    if field.kind == "rows":
        return PrintedQuestion(field=field, table=printed_table(field, large=large))
    return PrintedQuestion(field=field, lines=("",))


def _lines(most: int) -> tuple[str, ...]:
    """A class for each line; the last ones give way where paper is short."""
    count = min(max(math.ceil(most / CHARACTERS_A_LINE), LINES_LEAST), LINES_MOST)
    snug = max(LINES_LEAST, math.ceil(count * KEPT_SNUG))
    tight = max(LINES_LEAST, math.ceil(count * KEPT_TIGHT))
    return tuple(
        "" if number <= tight else "not-tight" if number <= snug else "only-roomy"
        for number in range(1, count + 1)
    )


def _rating(field: SheetField) -> PrintedQuestion:
    span = field.high - field.low
    if span < MARKS_MOST:
        return PrintedQuestion(field=field, marks=tuple(range(field.low, field.high + 1)))
    step, rest = divmod(span, MARKS_MOST - 1)
    marks = () if rest else tuple(range(field.low, field.high + 1, step))
    return PrintedQuestion(field=field, marks=marks, is_exact=True)
