"""Tables and questions of worksheets: widths, heads, room."""

from typing import Any

import pytest

from clients.worksheets import SheetField
from planner.documents.questions import printed_questions
from planner.documents.tables import WIDTH_STEP, printed_table
from tests.planner.documents.examples import CHOICES, worksheet

ENDS = {"low": 0, "high": 10, "low_label": "calm", "high_label": "loud"}


def table(*columns: dict[str, Any], rows: int = 8, large: bool = False) -> Any:
    """The printed table of these columns."""
    data = {"key": "t", "label": "T", "kind": "rows", "rows_most": rows, "columns": columns}
    return printed_table(SheetField.from_data(data), large=large)


def text(key: str, label: str = "What", most: int = 200) -> dict[str, Any]:
    """A column to write in."""
    return {"key": key, "label": label, "kind": "short_text", "most": most}


def rating(key: str, label: str = "How", **ends: Any) -> dict[str, Any]:
    """A column for a number."""
    return {"key": key, "label": label, "kind": "rating"} | ENDS | ends


def choice(key: str, count: int = 2) -> dict[str, Any]:
    """A column to tick in."""
    choices = [{"code": f"c{n}", "label": f"No {n}"} for n in range(count)]
    return {"key": key, "label": "Which", "kind": "choice", "choices": choices}


def test_the_widest_column_takes_what_is_left() -> None:
    found = table({"key": "at", "label": "Time", "kind": "time"}, text("a"), text("b", most=20))
    assert found.widths[1] == 0
    assert 10 <= found.widths[0] < found.widths[2]
    assert [width % WIDTH_STEP for width in found.widths] == [0, 0, 0]


def test_equal_columns_are_equally_wide() -> None:
    assert table(text("a"), text("b"), text("c")).widths == (0, 34, 34)


def test_a_short_answer_gets_a_narrow_column() -> None:
    assert table(text("a"), text("b", "Minutes", most=10)).widths == (0, 12)


def test_a_choice_has_a_column_for_each_answer() -> None:
    found = table(text("a"), choice("b", 3))
    assert [(head.label, head.across, head.down) for head in found.heads] == [
        ("What", 1, 2),
        ("Which", 3, 1),
    ]
    assert found.choices == ("No 0", "No 1", "No 2")
    assert [len(entry.cells) for entry in found.rows[0]] == [1, 3]


def test_many_choices_are_written_out() -> None:
    found = table(text("a"), choice("b", 5))
    assert (found.choices, [head.down for head in found.heads]) == ((), [1, 1])
    assert [cell.kind for entry in found.rows[0] for cell in entry.cells] == [
        "short_text",
        "choice",
    ]


def test_the_same_ends_of_all_ratings_are_said_once() -> None:
    found = table(text("a"), rating("b"), rating("c"))
    assert found.note == "0 calm … 10 loud"
    assert [head.hint for head in found.heads] == ["", "", ""]
    found = table(rating("b"), rating("c", high=100))
    assert found.note == ""
    assert [head.hint for head in found.heads] == ["0 calm … 10 loud", "0 calm … 100 loud"]


def test_few_rows_are_high_and_many_are_low() -> None:
    assert [table(text("a"), rows=n).room for n in (1, 3, 4, 5, 6, 12)] == [3, 3, 2, 2, 1, 1]


def test_a_table_that_would_break_words_is_stacked() -> None:
    columns = [text(f"c{n}", "Circumstances") for n in range(4)]
    assert (table(*columns).stacked, table(*columns, large=True).stacked) == (False, True)


def test_cells_know_what_they_are_asked() -> None:
    row = table(text("a"), rating("b"), choice("c"), rows=2).rows[1]
    cells = [cell for entry in row for cell in entry.cells]
    assert [cell.name for cell in cells] == ["t-2-a", "t-2-b", "t-2-c", "t-2-c"]
    assert [cell.tip for cell in cells] == [
        "T, row 2: What",
        "T, row 2: How (0 calm … 10 loud)",
        "T, row 2: Which: No 0",
        "T, row 2: Which: No 1",
    ]
    assert [cell.most for cell in cells] == [200, 2, 0, 0]


@pytest.mark.parametrize(
    ("low", "high", "marks", "is_exact"),
    [
        (1, 7, (1, 2, 3, 4, 5, 6, 7), False),
        (0, 10, tuple(range(11)), False),
        (0, 100, tuple(range(0, 101, 10)), True),
        (0, 25, (), True),
    ],
)
def test_a_rating_has_boxes_or_signposts(
    low: int, high: int, marks: tuple[int, ...], is_exact: bool
) -> None:
    field = {"key": "r", "label": "R", "kind": "rating"} | ENDS | {"low": low, "high": high}
    (found,) = printed_questions(worksheet(fields=[field]).sheet(), large=False)
    assert (found.marks, found.is_exact) == (marks, is_exact)
    assert found.tip == f"R ({low} calm … {high} loud)"


def test_lines_give_way_where_paper_is_short() -> None:
    field = {"key": "a", "label": "A", "kind": "long_text", "most": 1000}
    (found,) = printed_questions(worksheet(fields=[field]).sheet(), large=False)
    assert found.lines == ("",) * 5 + ("not-tight",) * 2 + ("only-roomy",) * 3
    assert found.area == 10


def test_a_choice_is_said_with_its_question() -> None:
    field = {"key": "w", "label": "With whom?", "kind": "choice", "choices": CHOICES}
    (found,) = printed_questions(worksheet(fields=[field]).sheet(), large=False)
    assert found.choices == [
        ("alone", "Alone", "With whom?: Alone"),
        ("with", "With somebody", "With whom?: With somebody"),
    ]
