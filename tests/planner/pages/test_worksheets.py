"""A worksheet drawn as empty paper."""

from typing import Any

import pytest

from clients.worksheets import SheetField
from planner.pages.worksheets import drawn


def field(kind: str, **values: Any) -> SheetField:
    """A field of this kind."""
    return SheetField.from_data({"key": "a", "label": "A", "kind": kind} | values)


@pytest.mark.parametrize(
    ("high", "points"), [(7, tuple(range(1, 8))), (11, tuple(range(1, 12))), (100, ())]
)
def test_a_short_scale_is_drawn_point_by_point(high: int, points: tuple[int, ...]) -> None:
    one = field("rating", low=1, high=high, low_label="not", high_label="very")
    assert drawn(one).points == points


@pytest.mark.parametrize(
    ("kind", "most", "lines"),
    [("short_text", 200, 1), ("long_text", 200, 2), ("long_text", 1000, 4), ("long_text", 4000, 6)],
)
def test_long_answers_have_more_lines(kind: str, most: int, lines: int) -> None:
    assert len(drawn(field(kind, most=most)).lines) == lines


def test_a_long_table_is_drawn_in_part() -> None:
    column = {"key": "b", "label": "B", "kind": "time"}
    table = drawn(field("rows", rows_most=10, columns=[column]))
    assert (len(table.rows), table.more_rows) == (4, 6)
    table = drawn(field("rows", rows_most=2, columns=[column]))
    assert (len(table.rows), table.more_rows) == (2, 0)
    assert drawn(field("time")).rows == range(0)
