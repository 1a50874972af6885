"""A practice in one client's measure: other lengths, steps left out, the sheet left away."""

import dataclasses
from typing import Any

import pytest

from clients.adapting import adapted, first_step_alone
from clients.prescription import Minutes, Prescription, PrescriptionError
from tests.clients.test_prescription import DATA
from tests.factories import SHEET

GIVEN = Prescription.from_data(DATA | {"worksheet": SHEET})
CARD = {"stay": "Stay.", "stop": "Stop.", "then": "Feet."}
EXPOSURE = Prescription.from_data(
    DATA
    | {
        "gates": {**DATA["gates"], "exposure_homework": True},
        "stay_or_stop": CARD,
    }
)


def test_lengths_move_the_usual_minutes_along_and_drop_their_words() -> None:
    worded = dataclasses.replace(GIVEN.steps[0], how_long="half a minute")
    given = dataclasses.replace(GIVEN, steps=(worded, *GIVEN.steps[1:]))
    own = adapted(given, lengths={1: {"seconds": 150, "repeats": None}, 3: {"breaths": (5, 15)}})
    assert (own.steps[0].seconds, own.steps[0].how_long) == (150, "")
    assert own.steps[2].breaths == (5, 15)
    assert own.minutes == Minutes(shortest=2, usual=6, longest=8)
    same = adapted(given, lengths={1: {"seconds": 30, "repeats": None}})
    assert same == given  # what was not changed keeps its words too


def test_a_step_that_is_left_out_takes_its_time_along() -> None:
    own = adapted(GIVEN, left_out=(1,), texts={3: "Stay with it."})
    assert [step.label for step in own.steps] == ["Name it kindly", "Stay"]
    assert own.steps[0].gap_allowed is True  # nothing comes before it any more
    assert own.steps[1].text == "Stay with it."
    assert own.minutes == Minutes(shortest=1, usual=4, longest=8)
    alone = adapted(GIVEN, left_out=first_step_alone(GIVEN))
    assert [step.label for step in alone.steps] == ["Notice"]
    assert alone.minutes == Minutes(shortest=1, usual=1, longest=8)
    assert (alone.gates, alone.stop_and_steady) == (GIVEN.gates, GIVEN.stop_and_steady)
    assert adapted(alone) == alone
    assert len(GIVEN.steps) == 3


def test_the_sheet_stays_unless_it_is_left_away() -> None:
    assert adapted(GIVEN).worksheet == GIVEN.worksheet
    assert adapted(GIVEN, worksheet=True).worksheet == GIVEN.worksheet
    assert adapted(GIVEN, worksheet=False).worksheet is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"lengths": {1: {"seconds": 9_999 * 60}}}, "steps[1].seconds"),
        ({"lengths": {1: {"seconds": 0}}}, "steps[1].seconds"),
        ({"lengths": {1: {"breaths": (1, 2)}}}, "steps[1].breaths"),
        ({"lengths": {2: {"seconds": 30}}}, "steps[2].seconds"),
        ({"lengths": {3: {"breaths": (15, 10)}}}, "steps[3].breaths"),
        ({"lengths": {3: {"hours": 1}}}, "steps[3].hours"),
        ({"lengths": {1: {"repeats": 9_999}}}, "steps[1].repeats"),
        ({"lengths": {1: {"seconds": 600}}}, "lengths"),
        ({"lengths": {4: {"seconds": 30}}}, "lengths[4]"),
        ({"left_out": (4,)}, "left_out[4]"),
        ({"left_out": (1, 2, 3)}, "left_out"),
        ({"left_out": (1,), "texts": {3: ""}}, "steps[3].text"),
        ({"steps": ()}, "steps"),
        ({"minutes": None}, "minutes"),
    ],
)
def test_what_does_not_fit_is_named_by_the_number_it_had(
    changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(PrescriptionError) as refused:
        adapted(GIVEN, **changes)
    assert refused.value.field == field


def test_exposure_homework_keeps_all_its_steps() -> None:
    with pytest.raises(PrescriptionError) as refused:
        adapted(EXPOSURE, left_out=(3,))
    assert refused.value.field == "left_out"
    assert first_step_alone(EXPOSURE) == ()
    assert adapted(EXPOSURE, lengths={1: {"seconds": 60}}).steps[0].seconds == 60
