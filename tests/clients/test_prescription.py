"""What is given to a client: exact reading, exact writing, own words."""

import copy
import json
from typing import Any

import pytest

from clients.adapting import adapted
from clients.prescription import (
    Minutes,
    Prescription,
    PrescriptionError,
    Step,
    length_fault,
)

DATA: dict[str, Any] = {
    "format": 1,
    "code": "notice-and-stay",
    "version": "0a1b2c3d4e5f",
    "language": "en",
    "title": "Notice, name it kindly, stay",
    "plain_title": "A four-minute pause",
    "purpose": "See what is here.",
    "wing": "both",
    "steps": [
        {
            "label": "Notice",
            "text": "What is here?",
            "seconds": 30,
            "anchor": True,
            "wing": "awareness",
        },
        {
            "label": "Name it kindly",
            "text": "Say what you found.",
            "gap_allowed": False,
            "own_words": True,
        },
        {"label": "Stay", "text": "Come back.", "breaths": [10, 15], "wing": "compassion"},
    ],
    "minutes": {"shortest": 2, "usual": 4, "longest": 8},
    "gates": {"led_by": "self", "activating": False, "leave_out_when": ["touch_unsafe"]},
    "stop_and_steady": "Stop whenever you like.",
    "real_danger_line": "First do what makes you safer.",
    "may_happen": "Nothing much.",
    "anchors": ["sounds", "feet", "breath"],
    "phrases_allowed": [3, 4],
    "cautions": ["Name it straight after."],
    "unwanted_effects": ["feeling unreal"],
}


def changed(path: str, value: object) -> dict[str, Any]:
    """DATA with one value replaced; a path such as `steps.0.label`."""
    data = copy.deepcopy(DATA)
    place: Any = data
    *holders, last = path.split(".")
    for name in holders:
        place = place[int(name)] if name.isdigit() else place[name]
    place[int(last) if last.isdigit() else last] = value
    return data


def test_round_trip_through_json_is_exact() -> None:
    given = Prescription.from_data(DATA)
    again = Prescription.from_data(json.loads(json.dumps(given.to_data())))
    assert again == given
    assert given.steps[2].breaths == (10, 15)
    assert given.steps[1].gap_allowed is False
    assert given.steps[0].gap_allowed is True
    assert given.about_minutes == 4


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        ("format", 2, "format"),
        ("format", None, "format"),
        ("code", "Notice And Stay", "code"),
        ("code", "", "code"),
        ("version", "x" * 17, "version"),
        ("language", "EN", "language"),
        ("title", "x" * 81, "title"),
        ("title", 7, "title"),
        ("title", "one\ntwo", "title"),
        ("title", "null\x00sign", "title"),
        ("title", "half a sign \ud800", "title"),
        ("wing", "left", "wing"),
        ("wing", ["both"], "wing"),
        ("steps", [], "steps"),
        ("steps", "Notice", "steps"),
        ("steps.0", "Notice", "steps[1]"),
        ("steps.0.seconds", 0, "steps[1].seconds"),
        ("steps.0.seconds", True, "steps[1].seconds"),
        ("steps.0.seconds", 30.5, "steps[1].seconds"),
        ("steps.0.seconds", 3601, "steps[1].seconds"),
        ("steps.0.breaths", [3, 4], "steps[1].breaths"),
        ("steps.2.breaths", [15, 10], "steps[3].breaths"),
        ("steps.2.breaths", [10], "steps[3].breaths"),
        ("steps.0.gap_allowed", False, "steps[1].gap_allowed"),
        ("steps.0.words", "my own", "steps[1].words"),
        ("steps.0.colour", "red", "steps[1].colour"),
        ("minutes.usual", 9, "minutes.usual"),
        ("minutes.shortest", 0, "minutes.shortest"),
        ("minutes.longest", 91, "minutes.longest"),
        ("steps.0.seconds", 451, "minutes"),
        ("gates.led_by", "nobody", "gates.led_by"),
        ("gates.activating", "no", "gates.activating"),
        ("gates.activating", None, "gates.activating"),
        ("gates.leave_out_when", ["full_moon"], "gates.leave_out_when[1]"),
        ("gates.leave_out_when", ["trauma", "trauma"], "gates.leave_out_when"),
        ("gates.exposure_homework", True, "stay_or_stop"),
        ("stop_and_steady", "", "stop_and_steady"),
        ("real_danger_line", "", "real_danger_line"),
        ("anchors", ["breath", "feet"], "anchors"),
        ("anchors", ["moon"], "anchors[1]"),
        ("anchor", "hands", "anchor"),
        ("phrases", ["one", "two"], "phrases"),
        ("phrases", ["one", "two", "three", "four", "five"], "phrases"),
        ("worksheet", {"format": 1}, "worksheet.code"),
        ("unknown", 1, "unknown"),
    ],
)
def test_a_wrong_value_is_named(path: str, value: object, field: str) -> None:
    with pytest.raises(PrescriptionError) as refused:
        Prescription.from_data(changed(path, value))
    assert refused.value.field == field


@pytest.mark.parametrize("data", [None, [], "text", 3])
def test_what_is_no_mapping_is_refused(data: object) -> None:
    with pytest.raises(PrescriptionError):
        Prescription.from_data(data)


def test_what_only_a_therapist_leads_needs_no_danger_line_and_stays_in_the_room() -> None:
    data = changed("gates.led_by", "therapist_only")
    data["real_danger_line"] = ""
    given = Prescription.from_data(data)
    assert given.gates.may_go_home is False


def test_exposure_homework_carries_the_card() -> None:
    data = changed("gates.exposure_homework", True)
    data["stay_or_stop"] = {"stay": "while it is fear", "stop": "real danger", "then": "feet"}
    assert Prescription.from_data(data).stay_or_stop is not None


def test_phrases_are_refused_where_the_practice_has_none() -> None:
    data = changed("phrases_allowed", None)
    data["phrases"] = ["one", "two", "three"]
    with pytest.raises(PrescriptionError) as refused:
        Prescription.from_data(data)
    assert refused.value.field == "phrases"


def test_own_words_make_a_new_prescription_and_leave_the_old() -> None:
    given = Prescription.from_data(DATA)
    own = adapted(
        given,
        title="My pause",
        anchor="feet",
        words={2: "no wonder"},
        texts={3: "Stay a bit."},
        phrases=("a", "b", "c"),
    )
    assert own.title == "My pause"
    assert own.anchor == "feet"
    assert own.steps[1].words == "no wonder"
    assert own.steps[2].text == "Stay a bit."
    assert own.phrases == ("a", "b", "c")
    assert own.gates == given.gates
    assert given == Prescription.from_data(DATA)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"gates": None}, "gates"),
        ({"stop_and_steady": "go on"}, "stop_and_steady"),
        ({"real_danger_line": ""}, "real_danger_line"),
        ({"words": {1: "here"}}, "steps[1].words"),
        ({"words": {4: "here"}}, "words[4]"),
        ({"texts": {0: "here"}}, "texts[0]"),
        ({"texts": {1: ""}}, "steps[1].text"),
        ({"anchor": "moon"}, "anchor"),
        ({"phrases": ("one",)}, "phrases"),
    ],
)
def test_what_may_not_be_adapted_is_named(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(PrescriptionError) as refused:
        adapted(Prescription.from_data(DATA), **changes)
    assert refused.value.field == field


def test_spans_of_steps() -> None:
    assert Step(label="a", text="b", seconds=30, repeats=2).span() == (60, 60)
    assert Step(label="a", text="b", breaths=(10, 15)).span() == (30, 120)
    assert Step(label="a", text="b").span() is None


@pytest.mark.parametrize(
    ("seconds", "minutes", "fits"),
    [
        (45, (1, 1, 2), True),
        (60, (1, 1, 1), True),
        (61, (1, 1, 1), False),
        (120, (3, 3, 5), False),
        (121, (3, 3, 5), True),
    ],
)
def test_steps_fit_the_minutes_at_the_boundary(
    seconds: int, minutes: tuple[int, int, int], fits: bool
) -> None:
    steps = (Step(label="a", text="b", seconds=seconds),)
    shortest, usual, longest = minutes
    spread = Minutes(shortest=shortest, usual=usual, longest=longest)
    assert (length_fault(steps, spread) == "") is fits


def test_an_open_step_can_fill_any_length() -> None:
    steps = (Step(label="a", text="b", seconds=30), Step(label="c", text="d"))
    assert length_fault(steps, Minutes(shortest=20, usual=30, longest=40)) == ""
