"""Two begun sheets of the same questions put into one; nothing of either is lost. Pure."""

from collections.abc import Mapping
from typing import Any

from clients.worksheets import SheetField, Worksheet

BETWEEN = {"long_text": "\n", "short_text": " / "}
"""What stands between two answers to one question."""


def joined(
    sheet: Worksheet, answers: Mapping[str, Any], others: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The answers of both, and what of `others` does not fit beside them.

    Where one is blank the other's counts; texts and rows of a table stand one after the other while
    there is room. Two different choices, ratings or times do not fit: only the client can say which.
    """
    both, left = dict(answers), dict[str, Any]()
    for one in sheet.fields:
        other = others.get(one.key)
        if other is None or other == both.get(one.key):
            continue
        if one.key not in both:
            both[one.key] = other
        elif one.kind == "rows":
            both[one.key], rest = _rows(one, both[one.key], other)
            left |= {one.key: rest} if rest else {}
        elif (text := _text(one, both[one.key], other)) is not None:
            both[one.key] = text
        else:
            left[one.key] = other
    return both, left


def _rows(one: SheetField, rows: list[Any], others: list[Any]) -> tuple[list[Any], list[Any]]:
    """The rows of both as far as there is room, and the rest of the others."""
    new = [row for row in others if row not in rows]
    room = max(0, one.rows_most - len(rows))
    return [*rows, *new[:room]], new[room:]


def _text(one: SheetField, text: str, other: str) -> str | None:
    """Both texts, or None where they are none or too long together.

    One that stands in the other in whole lines is there already; a word within a line says another thing.
    """
    if one.kind not in BETWEEN:
        return None
    between = BETWEEN[one.kind]
    if between + text + between in between + other + between:
        return other
    if between + other + between in between + text + between:
        return text
    both = text + between + other
    return both if len(both) <= one.most else None
