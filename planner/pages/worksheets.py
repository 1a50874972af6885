"""The page of a worksheet: the sheet as a client sees it, and what belongs around it."""

from collections.abc import Mapping
from dataclasses import dataclass

from clients.worksheets import SheetField
from planner.library.worksheets import WorksheetDocument

from .asked import Asked
from .fits import Gated, audiences_of, gated, settings_of
from .named import Named

POINTS_MOST = 11
"""Points of a rating that are drawn one by one: 0 to 10."""

ROWS_DRAWN = 4
"""Empty rows of a table that are drawn; the paper has them all."""

SIGNS_A_LINE = 80


@dataclass(frozen=True, kw_only=True)
class DrawnField:
    """A field as paper shows it, with nothing filled in."""

    field: SheetField
    points: tuple[int, ...]  # of a rating, where they are few enough to be drawn
    lines: range  # for text to be written on
    rows: range  # of a table
    more_rows: int  # that are not drawn


@dataclass(frozen=True, kw_only=True)
class WorksheetPage:
    """The drawn sheet and the words around it."""

    fields: tuple[DrawnField, ...]
    gates: Gated
    settings: tuple[str, ...]
    audiences: tuple[str, ...]


def worksheet_page(
    document: WorksheetDocument, _named: Mapping[str, Named], _asked: Asked
) -> WorksheetPage:
    """The worksheet, empty."""
    return WorksheetPage(
        fields=tuple(drawn(one) for one in document.fields),
        gates=gated(document.gates),
        settings=settings_of(document),
        audiences=audiences_of(document),
    )


def drawn(field: SheetField) -> DrawnField:
    """One empty field."""
    span = range(field.low, field.high + 1) if field.kind == "rating" else range(0)
    rows = field.rows_most if field.kind == "rows" else 0
    return DrawnField(
        field=field,
        points=tuple(span) if len(span) <= POINTS_MOST else (),
        lines=range(_lines(field)),
        rows=range(min(rows, ROWS_DRAWN)),
        more_rows=max(0, rows - ROWS_DRAWN),
    )


def _lines(field: SheetField) -> int:
    """Lines to write on: one for a short text, two to six for a long one."""
    if field.kind == "short_text":
        return 1
    if field.kind == "long_text":
        return max(2, min(6, field.most // (3 * SIGNS_A_LINE)))
    return 0
