"""Two begun sheets in one: nothing is lost, and nobody decides for the client."""

from typing import Any

import pytest

from clients.joining import joined
from clients.worksheets import Worksheet
from tests import factories as make

LINE = {"key": "line", "label": "A line", "kind": "short_text", "most": 10}
TEXT = {"key": "text", "label": "A text", "kind": "long_text", "most": 20}
RATING = {"key": "hard", "label": "How hard?", "kind": "rating", "low": 0, "high": 10}
RATING |= {"low_label": "not", "high_label": "very"}
COLUMN = {"key": "felt", "label": "Felt", "kind": "short_text"}
ROWS = {"key": "rows", "label": "Rows", "kind": "rows", "rows_least": 0, "rows_most": 3}
ROWS |= {"columns": [COLUMN]}
SHEET = Worksheet.from_data(make.SHEET | {"fields": [LINE, TEXT, RATING, ROWS]})


def felt(*words: str) -> list[dict[str, str]]:
    return [{"felt": word} for word in words]


@pytest.mark.parametrize(
    ("mine", "others", "both", "left"),
    [
        ({}, {"line": "a", "hard": 3}, {"line": "a", "hard": 3}, {}),
        ({"line": "a"}, {}, {"line": "a"}, {}),
        ({"line": "a", "hard": 3}, {"line": "a", "hard": 3}, {"line": "a", "hard": 3}, {}),
        ({"line": "a"}, {"line": "b"}, {"line": "a / b"}, {}),
        ({"line": "123456"}, {"line": "7890"}, {"line": "123456"}, {"line": "7890"}),
        ({"text": "one"}, {"text": "two"}, {"text": "one\ntwo"}, {}),
        ({"text": "one and two"}, {"text": "two"}, {"text": "one and two\ntwo"}, {}),
        ({"line": "know it"}, {"line": "no"}, {"line": "know it"}, {"line": "no"}),
        ({"text": "one\ntwo"}, {"text": "two"}, {"text": "one\ntwo"}, {}),
        ({"text": "two"}, {"text": "one\ntwo"}, {"text": "one\ntwo"}, {}),
        ({"hard": 0}, {"hard": 4}, {"hard": 0}, {"hard": 4}),
        ({"rows": felt("a")}, {"rows": felt("b", "a")}, {"rows": felt("a", "b")}, {}),
        (
            {"rows": felt("a", "b")},
            {"rows": felt("c", "d")},
            {"rows": felt("a", "b", "c")},
            {"rows": felt("d")},
        ),
    ],
)
def test_both_stand_there_and_what_does_not_fit_is_left(
    mine: dict[str, Any], others: dict[str, Any], both: dict[str, Any], left: dict[str, Any]
) -> None:
    before = str((mine, others))
    assert joined(SHEET, mine, others) == (both, left)
    assert str((mine, others)) == before
