"""A practice in one client's measure: other lengths, steps left out, the sheet left away."""

import dataclasses
from typing import Any

import pytest

from clients.adapting import (
    adapted,
    as_last_worded,
    first_step_alone,
    left_out_of,
    with_back,
)
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


def test_what_was_left_out_comes_back_at_its_place_with_its_time() -> None:
    alone = adapted(GIVEN, left_out=(2, 3), texts={1: "What is here now?"})
    assert left_out_of(GIVEN, GIVEN) == {}
    assert left_out_of(GIVEN, alone) == {2: GIVEN.steps[1], 3: GIVEN.steps[2]}
    two = with_back(alone, GIVEN, [3])
    assert [step.text for step in two.steps] == ["What is here now?", "Come back."]
    assert two.minutes == adapted(GIVEN, left_out=(2,)).minutes
    assert with_back(two, GIVEN, [2]) == adapted(GIVEN, texts={1: "What is here now?"})
    last = adapted(GIVEN, left_out=(1, 3))
    assert last.steps[0].gap_allowed is True
    first_two = with_back(last, GIVEN, [1])  # what follows straight after does so again
    assert [step.gap_allowed for step in first_two.steps] == [True, False]
    assert with_back(alone, GIVEN, []) == alone


def test_it_comes_back_in_the_words_that_it_had_last() -> None:
    own = adapted(GIVEN, words={2: "No wonder."}, lengths={1: {"seconds": 60}})
    later = adapted(own, left_out=(2,), texts={3: "Stay."})
    whole = as_last_worded(GIVEN, [GIVEN, own, later])
    assert [step.words for step in whole.steps] == ["", "No wonder.", ""]
    assert [step.text for step in with_back(later, whole, [2]).steps] == [
        *("What is here?", "Say what you found.", "Stay."),
    ]
    other = dataclasses.replace(GIVEN, steps=(dataclasses.replace(GIVEN.steps[0], label="Look"),))
    assert as_last_worded(GIVEN, [other]) == GIVEN
    assert left_out_of(GIVEN, other) == {}


@pytest.mark.parametrize("numbers", [[1], [4], [0], [-1], [2, 9]])
def test_only_what_was_left_out_comes_back(numbers: list[int]) -> None:
    with pytest.raises(PrescriptionError, match="this step was not left out"):
        with_back(adapted(GIVEN, left_out=(2, 3)), GIVEN, numbers)


def test_what_comes_back_has_to_fit_the_longest_length() -> None:
    full = adapted(adapted(GIVEN, left_out=(3,)), lengths={1: {"seconds": 475}})
    with pytest.raises(PrescriptionError) as caught:
        with_back(full, GIVEN, [3])
    assert caught.value.field == "lengths"
