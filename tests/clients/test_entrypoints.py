"""What a new sheet begins with: the stage of good wishes, and ways in from what helped in the evening."""

from typing import Any

import pytest

from clients.entrypoints import Past, begins_with, looks_back, proposed
from clients.worksheets import Worksheet
from planner.library.practices import to_prescription
from tests import factories as make
from tests.planner.shelves import library

BUS = {"moment": "8:10, the bus", "plan": "Look out of the window for two stops"}
LUNCH = {"moment": "Lunch", "plan": "One slow breath before the first bite"}
BOTH = [BUS, LUNCH]


def sheet() -> Worksheet:
    """The map of a day, as the practice of the library brings it along."""
    mapping = to_prescription(library().practice("mindful-compassion-mapping"))
    assert mapping.worksheet is not None
    return mapping.worksheet


@pytest.mark.parametrize(
    ("evening", "carried"),
    [
        ({}, []),  # nothing was said to be helpful
        ({"helped": 7}, BOTH),
        ({"helped": 5}, BOTH),
        ({"helped": 4}, []),
        ({"helped": 0}, []),
        ({"helped": 2, "best": "the slow breath at lunch"}, [LUNCH]),
        ({"helped": 8, "best": "the slow breath at lunch"}, [LUNCH, BUS]),
        ({"best": "Window"}, [BUS]),
        ({"helped": 1, "best": "none of them"}, []),  # nobody guesses which is meant
        ({"helped": 6, "best": "it was my friend"}, BOTH),
        ({"best": "a b"}, []),
    ],
)
def test_what_helped_is_carried_on(evening: dict[str, Any], carried: list[Any]) -> None:
    assert proposed(sheet(), {"plans": BOTH} | evening) == carried


def test_only_sheets_that_look_back_take_part() -> None:
    assert looks_back(sheet())
    assert not looks_back(Worksheet.from_data(make.SHEET))
    assert proposed(sheet(), {"helped": 9, "best": "x"}) == []


STAGES = [{"code": code, "label": code} for code in ("self", "benefactor", "friend")]
TRUE = {"helped": 8}


def wishes(*stages: dict[str, str]) -> Worksheet:
    """A sheet that asks for whom, as the builder of good wishes does."""
    asked = {"key": "stage", "label": "For whom?", "kind": "choice", "choices": list(stages)}
    return Worksheet.from_data(make.SHEET | {"fields": [asked, *make.SHEET["fields"]]})


def test_the_stage_is_the_last_that_was_chosen_while_it_is_offered() -> None:
    asked, fewer = wishes(*STAGES), wishes(*STAGES[:2])
    unsaid = Past(sheet=asked, answers={"about": "x"}, is_finished=False)
    friend = Past(sheet=asked, answers={"stage": "friend", "about": "not carried"})
    old = Past(sheet=fewer, answers={"stage": "self"})
    assert begins_with(asked, [unsaid, friend, old]) == {"stage": "friend"}
    assert begins_with(fewer, [friend, old]) == {}  # the room's stage never comes back by itself
    assert begins_with(asked, [old]) == {"stage": "self"}
    assert begins_with(sheet(), [friend]) == {}
    assert begins_with(asked, []) == {}


def test_plans_are_those_of_the_last_finished_sheet_asked_in_the_same_way() -> None:
    draft = Past(sheet=sheet(), answers={"plans": [BUS]} | TRUE, is_finished=False)
    done = Past(sheet=sheet(), answers={"plans": BOTH, "best": "lunch"})
    older = Past(sheet=sheet(), answers={"plans": BOTH} | TRUE)
    assert begins_with(sheet(), [draft, done, older]) == {"plans": [LUNCH]}
    assert begins_with(sheet(), [draft]) == {}
    other = Worksheet.from_data(
        make.SHEET | {"fields": [make.SHEET["fields"][0] | {"key": "plans"}]}
    )
    assert begins_with(other, [done]) == {}
    plain = Past(sheet=other, answers={"plans": "as they stand"})
    assert begins_with(other, [plain]) == {"plans": "as they stand"}
