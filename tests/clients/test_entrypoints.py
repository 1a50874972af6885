"""Tomorrow's ways in from what helped in the evening."""

from typing import Any

import pytest

from clients.entrypoints import looks_back, proposed
from clients.worksheets import Worksheet
from planner.library.practices import to_prescription
from planner.library.reader import read_library
from tests import factories as make

BUS = {"moment": "8:10, the bus", "plan": "Look out of the window for two stops"}
LUNCH = {"moment": "Lunch", "plan": "One slow breath before the first bite"}
BOTH = [BUS, LUNCH]


def sheet() -> Worksheet:
    """The map of a day, as the practice of the library brings it along."""
    mapping = to_prescription(read_library().practice("mindful-compassion-mapping"))
    assert mapping.worksheet is not None
    return mapping.worksheet


@pytest.mark.parametrize(
    ("evening", "carried"),
    [
        ({}, BOTH),  # nothing was said
        ({"helped": 7}, BOTH),
        ({"helped": 5}, BOTH),
        ({"helped": 4}, []),
        ({"helped": 0}, []),
        ({"helped": 2, "best": "the slow breath at lunch"}, [LUNCH]),
        ({"helped": 8, "best": "the slow breath at lunch"}, [LUNCH, BUS]),
        ({"best": "Window"}, [BUS]),
        ({"helped": 1, "best": "it was my friend"}, BOTH),  # nobody guesses which is meant
        ({"helped": 3, "best": "a b"}, BOTH),
    ],
)
def test_what_helped_is_carried_on(evening: dict[str, Any], carried: list[Any]) -> None:
    assert proposed(sheet(), {"plans": BOTH} | evening) == carried


def test_only_sheets_that_look_back_take_part() -> None:
    assert looks_back(sheet())
    assert not looks_back(Worksheet.from_data(make.SHEET))
    assert proposed(sheet(), {"helped": 9, "best": "x"}) == []
