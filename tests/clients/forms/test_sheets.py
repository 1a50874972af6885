"""A worksheet as a form: every kind of field, rows, drafts, faults at their fields."""

import uuid
from typing import Any

import pytest

from clients.forms.sheets import SheetForm
from clients.worksheets import Worksheet
from tests.factories import SHEET

WORKSHEET = Worksheet.from_data(SHEET)
FULL = {
    "q-about": " the bus ",
    "q-more": "one\r\ntwo",
    "q-hard": "7",
    "q-whom": "friend",
    "q-moments-0-at": "08:10",
    "q-moments-0-felt": "flat",
    "q-moments-2-felt": "better",
    "readers": "both",
}


def form(
    data: dict[str, str], *, finishes: bool = True, worksheet: Worksheet = WORKSHEET
) -> SheetForm:
    sent = {"entry": str(uuid.uuid4())} | data
    return SheetForm(sent, worksheet=worksheet, answers={}, finishes=finishes)


def sheet(**field: Any) -> Worksheet:
    return Worksheet.from_data(SHEET | {"fields": [{"key": "a", "label": "A"} | field]})


def test_every_kind_of_answer_is_kept_as_plain_data() -> None:
    filled = form(FULL)
    assert filled.is_valid(), filled.errors
    assert filled.answers == {
        "about": "the bus",
        "more": "one\ntwo",
        "hard": 7,
        "whom": "friend",
        "moments": [{"at": "08:10", "felt": "flat"}, {"felt": "better"}],
    }
    assert filled.is_shared is True


def test_it_is_private_unless_said_otherwise() -> None:
    filled = form({"q-about": "x"})
    assert filled.is_valid()
    assert filled.is_shared is False


def test_half_a_sheet_may_be_put_aside_but_not_finished() -> None:
    assert form({"q-hard": "3"}, finishes=False).is_valid()
    half = form({"q-hard": "3"}, finishes=True)
    assert half.errors == {"q-about": ["This one is asked for. Or keep the sheet for later."]}


def test_cannot_say_is_no_number() -> None:
    filled = form({"q-about": "x", "q-hard": "none"})
    assert filled.is_valid()
    assert filled.answers == {"about": "x"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("q-hard", "11"),
        ("q-hard", "seven"),
        ("q-whom", "enemy"),
        ("q-moments-0-at", "24:00"),
        ("q-moments-0-at", "soon"),
        ("q-about", "x" * 201),
        ("q-about", "two\nlines"),
        ("q-about", "\x00"),
        ("q-more", "\x07"),
        ("q-more", "x" * 4001),
        ("q-moments-2-felt", "x" * 201),
        ("readers", "everybody"),
        ("entry", "none"),
    ],
)
@pytest.mark.parametrize("finishes", [False, True])
def test_what_does_not_fit_is_said_at_its_field(finishes: bool, name: str, value: str) -> None:
    refused = form({"q-about": "x"} | {name: value}, finishes=finishes)
    assert list(refused.errors) == [name]


def test_a_question_that_the_sheet_lacks_is_passed_over() -> None:
    filled = form({"q-about": "x", "q-secret": "y", "q-moments-3-felt": "z"})
    assert filled.is_valid()
    assert filled.answers == {"about": "x"}
    assert filled.has_strange
    asked = form({"q-about": "x", "q-secret": "  ", "then": "done"})
    assert (asked.is_valid(), asked.has_strange) == (True, False)


def test_a_text_of_exactly_the_limit_may_have_line_ends() -> None:
    text = "x" * 3998 + "\r\ny"
    assert form({"q-about": "x", "q-more": text}).is_valid()


def test_too_few_rows_are_said_at_the_table() -> None:
    column = {"key": "w", "label": "W", "kind": "short_text", "required": True}
    lines = sheet(kind="rows", rows_least=2, rows_most=3, columns=[column])
    refused = form({"q-a-0-w": "one"}, worksheet=lines)
    assert refused.errors == {"q-a": ["2 to 3 rows are asked for. Or keep the sheet for later."]}
    assert form({"q-a-0-w": "one"}, worksheet=lines, finishes=False).is_valid()


def test_a_row_that_lacks_a_cell_is_said_at_the_cell() -> None:
    columns = [
        {"key": "w", "label": "W", "kind": "short_text", "required": True},
        {"key": "v", "label": "V", "kind": "short_text"},
    ]
    lines = sheet(kind="rows", rows_most=3, columns=columns)
    refused = form({"q-a-1-v": "half"}, worksheet=lines)
    assert list(refused.errors) == ["q-a-1-w"]


def test_a_long_scale_is_typed() -> None:
    suds = sheet(kind="rating", low=0, high=100, low_label="calm", high_label="worst")
    assert form({"q-a": "55"}, worksheet=suds).is_valid()
    assert list(form({"q-a": "101"}, worksheet=suds).errors) == ["q-a"]
    (question,) = SheetForm(worksheet=suds, answers={}).questions
    assert question.field.help_text == "0 means calm, 100 worst."


@pytest.mark.parametrize(
    ("answers", "asked", "shown"),
    [
        ({}, {}, 1),
        ({}, {"moments": 2}, 2),
        ({}, {"moments": 99}, 3),
        ({"moments": [{"felt": "a"}, {"felt": "b"}]}, {}, 3),
        ({"moments": [{"felt": "a"}] * 3}, {}, 3),
    ],
)
def test_filled_rows_one_more_and_what_is_asked_for_are_shown(
    answers: dict[str, Any], asked: dict[str, int], shown: int
) -> None:
    unbound = SheetForm(worksheet=WORKSHEET, answers=answers, rows=asked)
    table = list(unbound.questions)[-1]
    assert (table.shown, table.has_more) == (shown, shown < 3)


def test_nothing_is_rated_until_touched() -> None:
    text = SheetForm(worksheet=WORKSHEET, answers={}).as_p()
    assert text.count('name="q-hard"') == 12
    assert "checked" not in text
