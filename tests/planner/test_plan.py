"""The shape of a planned block: what it takes, what it refuses, there and back."""

import json
from typing import Any

import pytest

from clients.prescription import LED_BY, Gates
from planner.plan import (
    FORMAT,
    Family,
    LedBy,
    Phase,
    PlanError,
    PlannedBlock,
    PracticeGates,
    checked_plan,
    plan_from_data,
    plan_to_data,
    total_minutes,
)

FULL = PlannedBlock(
    uid="b1",
    phase=Phase.EXPOSURE,
    title="Imaginal exposure: the staircase",
    minutes=35,
    shortest=20,
    longest=40,
    module=0,
    practice="imaginal-exposure-frame",
    practice_gates=PracticeGates(
        activating=True,
        compassionate=False,
        led_by=LedBy.THERAPIST_ONLY,
        leave_out_when=("home_not_safe",),
    ),
    notes="Present tense, few questions.",
    lock_at="15:15",
    optional=True,
    memory="staircase",
)


def block(**changes: Any) -> PlannedBlock:
    usual: dict[str, Any] = {
        "uid": "b2",
        "phase": Phase.CLOSING,
        "title": "Close",
        "minutes": 5,
    }
    return PlannedBlock(**usual | changes)


def test_snapshot_there_and_back_through_json() -> None:
    plan = (FULL, block())
    data = json.loads(json.dumps(plan_to_data(plan)))
    assert data["format"] == FORMAT
    assert plan_from_data(data) == plan


def test_missing_optional_fields_take_their_defaults() -> None:
    data = {"uid": "b2", "phase": "closing", "title": "Close", "minutes": 5}
    assert PlannedBlock.from_data(data) == block()


@pytest.mark.parametrize("minutes", [0, 600])
def test_minutes_at_both_ends_are_allowed(minutes: int) -> None:
    assert block(minutes=minutes).minutes == minutes


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"minutes": -1}, "minutes: expected a whole number from 0 to 600, got -1"),
        ({"minutes": 601}, "minutes: expected a whole number from 0 to 600, got 601"),
        ({"minutes": True}, "minutes: expected a whole number from 0 to 600, got True"),
        ({"minutes": "5"}, "minutes: expected a whole number from 0 to 600, got '5'"),
        ({"shortest": 9, "longest": 8}, "shortest: must not be more than longest"),
        ({"module": 4}, "module: expected a whole number from 0 to 3, got 4"),
        ({"uid": ""}, "uid: must not be empty"),
        ({"title": "x" * 201}, "title: at most 200 characters"),
        ({"title": "a\x00b"}, "title: holds a character that cannot be stored"),
        ({"title": "\ud800"}, "title: holds a character that cannot be stored"),
        ({"lock_at": "24:00"}, 'lock_at: expected a clock time "HH:MM" or nothing'),
        ({"lock_at": "9:00"}, 'lock_at: expected a clock time "HH:MM" or nothing'),
        ({"lock_at": "１5:00"}, 'lock_at: expected a clock time "HH:MM" or nothing'),
        ({"optional": 1}, "optional: expected yes or no, got 1"),
        ({"notes": None}, "notes: expected text, got None"),
        (
            {"practice_gates": {"activating": "yes"}},
            "practice_gates.activating: expected yes or no, got 'yes'",
        ),
        ({"practice_gates": {"touch": True}}, "practice_gates: unknown field touch"),
        ({"colour": "red", "size": 1}, "block: unknown field colour, size"),
    ],
)
def test_wrong_values_are_named(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(PlanError) as caught:
        PlannedBlock.from_data(block().to_data() | changes)
    assert str(caught.value) == said


@pytest.mark.parametrize("value", ["exposed", 3, None, ["exposure"]])
def test_unknown_phase_is_named(value: object) -> None:
    with pytest.raises(PlanError, match=r"^phase: .* is not one of arrival, awareness, exposure"):
        PlannedBlock.from_data(block().to_data() | {"phase": value})


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ([], 'plan: expected exactly "format" and "blocks"'),
        ({"format": 1}, 'plan: expected exactly "format" and "blocks"'),
        ({"format": 2, "blocks": []}, "plan: format 2 is not known, expected 1"),
        ({"format": True, "blocks": []}, "plan: format True is not known, expected 1"),
        ({"format": 1, "blocks": {}}, "plan: blocks must be a list"),
        ({"format": 1, "blocks": [{"uid": "a"}]}, "block 1: phase: is missing"),
        ({"format": 1, "blocks": [7]}, "block 1: block: expected a table of fields"),
    ],
)
def test_wrong_snapshots_are_named(data: object, said: str) -> None:
    with pytest.raises(PlanError) as caught:
        plan_from_data(data)
    assert str(caught.value) == said


def test_a_plan_has_at_most_sixty_blocks_with_different_uids() -> None:
    sixty = [block(uid=f"b{number}") for number in range(60)]
    assert len(checked_plan(sixty)) == 60
    with pytest.raises(PlanError, match=r"^plan: 61 blocks, at most 60 are allowed$"):
        checked_plan([*sixty, block(uid="more")])
    with pytest.raises(PlanError, match=r"^block 2: uid b2 is there twice$"):
        checked_plan([block(), block()])


def test_regulation_belongs_to_exposure_and_never_looks_like_grounding() -> None:
    assert [phase.family for phase in Phase] == [
        Family.OTHER,
        Family.AWARENESS,
        Family.EXPOSURE,
        Family.EXPOSURE,
        Family.OTHER,
        Family.GROUNDING,
        Family.COMPASSION,
        *[Family.OTHER] * 7,
    ]


def test_every_phase_and_family_has_a_label() -> None:
    assert len({phase.label for phase in Phase}) == len(Phase)
    assert len({family.label for family in Family}) == len(Family)


def test_gates_of_the_library_speak_the_same_words() -> None:
    assert {led_by.value for led_by in LedBy} == set(LED_BY)
    gates = Gates(led_by="therapist_first", activating=True, leave_out_when=("trauma",))
    assert PracticeGates.of(gates, "both") == PracticeGates(
        activating=True,
        compassionate=True,
        led_by=LedBy.THERAPIST_FIRST,
        leave_out_when=("trauma",),
    )
    assert PracticeGates.of(gates, "awareness").compassionate is False


def test_total_minutes() -> None:
    assert total_minutes([FULL, block(), block(minutes=0)]) == 40
