"""Worksheets: every kind of field, what is kept, what is refused, how it reads."""

import copy
import json
from typing import Any

import pytest

from clients.worksheets import (
    AnswersError,
    SheetField,
    Worksheet,
    WorksheetError,
    answers_as_lists,
    answers_as_text,
    as_draft,
    checked_answers,
    on_suds_scale,
)

DATA: dict[str, Any] = {
    "format": 1,
    "code": "day-map",
    "title": "A map of my day",
    "plain_title": "A look at the day",
    "purpose": "A few moments.",
    "shared": False,
    "fields": [
        {"key": "word", "label": "One word", "kind": "short_text", "required": True, "most": 20},
        {"key": "story", "label": "More", "kind": "long_text", "help": "If you like."},
        {
            "key": "mood",
            "label": "How hard",
            "kind": "rating",
            "low": 0,
            "high": 10,
            "low_label": "not at all",
            "high_label": "very",
        },
        {
            "key": "place",
            "label": "Where",
            "kind": "choice",
            "choices": [{"code": "in", "label": "Indoors"}, {"code": "out", "label": "Outdoors"}],
        },
        {"key": "at", "label": "When", "kind": "time"},
        {
            "key": "plans",
            "label": "Plans",
            "kind": "rows",
            "rows_least": 0,
            "rows_most": 2,
            "columns": [
                {"key": "moment", "label": "At", "kind": "short_text", "required": True},
                {"key": "plan", "label": "Plan", "kind": "short_text", "required": True},
            ],
        },
    ],
}
SHEET = Worksheet.from_data(DATA)


def changed(number: int, **more: object) -> dict[str, Any]:
    data = copy.deepcopy(DATA)
    data["fields"][number] |= more
    return data


def test_round_trip_through_json_is_exact() -> None:
    assert Worksheet.from_data(json.loads(json.dumps(SHEET.to_data()))) == SHEET


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (changed(0, kind="picture"), "worksheet.fields[1].kind"),
        (changed(0, key="My key"), "worksheet.fields[1].key"),
        (changed(0, key="story"), "worksheet.fields"),
        (changed(0, most=201), "worksheet.fields[1].most"),
        (changed(0, low=1), "worksheet.fields[1].low"),
        (changed(2, low=10), "worksheet.fields[3].high"),
        (changed(2, low_label=""), "worksheet.fields[3].low_label"),
        (changed(3, choices=[]), "worksheet.fields[4].choices"),
        (
            changed(3, choices=[{"code": "a", "label": "A"}, {"code": "a", "label": "B"}]),
            "worksheet.fields[4].choices",
        ),
        (changed(5, rows_most=13), "worksheet.fields[6].rows_most"),
        (changed(5, rows_least=3), "worksheet.fields[6].rows_most"),
        (
            changed(5, columns=[DATA["fields"][5] | {"key": "inner"}]),
            "worksheet.fields[6].columns",
        ),
        (DATA | {"fields": []}, "worksheet.fields"),
        (DATA | {"format": 3}, "worksheet.format"),
        (DATA | {"colour": "red"}, "worksheet.colour"),
        ([], "worksheet"),
    ],
)
def test_a_wrong_definition_is_named(data: object, field: str) -> None:
    with pytest.raises(WorksheetError) as refused:
        Worksheet.from_data(data)
    assert refused.value.field == field


def test_answers_are_kept_clean_and_empty_ones_left_out() -> None:
    answers = {
        "word": "  tired ",
        "story": " ",
        "mood": "7",
        "place": "out",
        "at": "09:30",
        "plans": [{"moment": "bus", "plan": "look out"}, {"moment": "", "plan": None}],
    }
    assert checked_answers(SHEET, answers) == {
        "word": "tired",
        "mood": 7,
        "place": "out",
        "at": "09:30",
        "plans": [{"moment": "bus", "plan": "look out"}],
    }


def test_every_fault_is_named_at_once() -> None:
    answers = {
        "mood": 11,
        "place": "moon",
        "at": "25:00",
        "plans": [{"moment": "bus"}, {"moment": "a", "plan": "b", "colour": "red"}],
        "diary": "what nobody asked",
    }
    with pytest.raises(AnswersError) as refused:
        checked_answers(SHEET, answers)
    assert refused.value.faults == {
        "diary": "unknown question",
        "word": "an answer is expected",
        "mood": "0 to 10 is expected",
        "place": "unknown choice",
        "at": "a time such as 09:30 is expected",
        "plans[1].plan": "an answer is expected",
        "plans[2].colour": "unknown question",
    }


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("word", 3, "a text is expected"),
        ("word", "x" * 21, "1 to 20 characters are expected, not 21"),
        ("word", "a\nb", "one line is expected"),
        ("word", "a\x00b", "contains a sign that cannot be shown"),
        ("mood", True, "a whole number is expected"),
        ("mood", "seven", "a whole number is expected"),
        ("mood", "9" * 5000, "a whole number is expected"),
        ("mood", 3.5, "a whole number is expected"),
        ("place", ["in"], "unknown choice"),
        ("at", 930, "a time such as 09:30 is expected"),
        ("at", "09:60", "a time such as 09:30 is expected"),
        ("plans", "bus", "a list of rows is expected"),
        ("plans", [{"moment": "a", "plan": "b"}] * 3, "0 to 2 rows are expected, not 3"),
    ],
)
def test_a_wrong_answer_is_refused(key: str, value: object, reason: str) -> None:
    with pytest.raises(AnswersError) as refused:
        checked_answers(SHEET, {"word": "tired"} | {key: value})
    assert refused.value.faults == {key: reason}


@pytest.mark.parametrize("answers", [None, [], "text"])
def test_what_is_no_mapping_is_refused(answers: object) -> None:
    with pytest.raises(AnswersError) as refused:
        checked_answers(SHEET, answers)
    assert refused.value.faults == {"answers": "a mapping of answers is expected"}


def test_a_row_that_is_no_mapping_is_refused() -> None:
    with pytest.raises(AnswersError) as refused:
        checked_answers(SHEET, {"word": "tired", "plans": [3]})
    assert list(refused.value.faults) == ["plans[1]"]


def test_answers_as_lists_hold_a_line_for_each_row() -> None:
    answers = {"mood": 7, "plans": [{"moment": "bus", "plan": "look"}, {"plan": "rest"}]}
    assert answers_as_lists(SHEET, answers) == [
        ("How hard", ["7 (0 not at all ... 10 very)"]),
        ("Plans", ["bus, look", "rest"]),
    ]


def test_a_draft_demands_nothing_and_keeps_every_other_limit() -> None:
    draft = as_draft(SHEET)
    assert checked_answers(draft, {}) == {}
    assert checked_answers(draft, {"plans": [{"plan": "half a row"}]}) == {
        "plans": [{"plan": "half a row"}]
    }
    with pytest.raises(AnswersError):
        checked_answers(draft, {"mood": 11})


def test_a_question_mark_stands_without_a_colon() -> None:
    asked = SheetField(key="a", label="How was it?", kind="short_text")
    sheet = Worksheet(code="c", title="t", plain_title="t", purpose="p", fields=(asked,))
    assert answers_as_text(sheet, {"a": "fine"}) == "How was it? fine"


def test_answers_read_as_plain_lines() -> None:
    answers = checked_answers(
        SHEET,
        {"word": "tired", "mood": 7, "place": "out", "plans": [{"moment": "bus", "plan": "look"}]},
    )
    assert answers_as_text(SHEET, answers) == (
        "One word: tired\n"
        "How hard: 7 (0 not at all ... 10 very)\n"
        "Where: Outdoors\n"
        "Plans:\n"
        "  1.\n"
        "    At: bus\n"
        "    Plan: look"
    )


def test_ratings_of_distress_alone_go_to_the_clients_scale() -> None:
    rating = {"kind": "rating", "low": 0, "high": 100, "low_label": "calm", "high_label": "most"}
    belief, fear = ({"key": key, "label": key} | rating for key in ("belief", "fear"))
    fear["suds"] = True
    rows = {"key": "rows", "label": "rows", "kind": "rows", "rows_most": 2, "columns": [fear]}
    sheet = Worksheet.from_data(DATA | {"fields": [belief, fear, rows]})
    small = on_suds_scale(sheet, 10)
    first, second, table = small.fields
    assert (first.high, second.high, table.columns[0].high) == (100, 10, 10)
    assert Worksheet.from_data(small.to_data()) == small
    assert on_suds_scale(small, 100) == sheet
    with pytest.raises(WorksheetError, match="0 to 100, or 0 to 10"):
        SheetField.from_data(fear | {"high": 50})
