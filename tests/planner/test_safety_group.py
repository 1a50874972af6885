"""Rules for group sessions: R15, R20, R21, and one leader for many."""

from typing import Any

import pytest

from planner.safety import Gathering
from tests.planner.plans import found, severities, the

GROUP: dict[str, Any] = {
    "gathering": Gathering.GROUP,
    "participants_flagged": 0,
    "participants": 6,
    "leaders": 2,
}
GROUP_90 = "a10 1w18 2c22 2g3 b5 3o20 h4 z4 g4"


def test_the_group_plan_of_ninety_minutes_has_no_finding() -> None:
    assert found(GROUP_90, **GROUP) == []


def test_facts_about_one_person_are_not_read_for_a_group() -> None:
    unknown: dict[str, Any] = dict.fromkeys(
        ("trauma", "risk_open", "risk_asked", "past_risk", "home", "last_exposure_end")
    )
    assert found(GROUP_90, **GROUP, **unknown) == []


def test_r15_exposure_in_a_group() -> None:
    text = "w5 x20 g10 z5 g3"
    assert found(text, **GROUP) == [("R15", "warning", "1x")]
    assert severities("R15", text) == []
    assert severities("R15", text, gathering=None) == ["warning?"]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("1w18 2c22 2g2 z5 g3", ["2g"]),
        ("1w18 2c22 g3 z5 g3", []),
        ("1w18 2c22 2g2 g1 z5 g3", []),
        ("1w18 2c22 b5 g3 z5 g3", ["1c"]),
        ("1w18 2g3 2c22 z5 g3", ["2c"]),
        ("1w18 2c22 2g3 z5 g2", ["4g"]),
        ("1w18 2c22 2g3 z5", ["3z"]),
        ("1w18 2c22 2g3 g3 z0", []),
        ("1c18! 2c22 2g3 g3", ["0c"]),
        ("1c18! 1g3 z5 g3", []),
        ("c18! f5 g3", ["0c"]),
        ("c18! g3", []),
        ("1w18 3o20 g3", []),
        ("g3", []),
        ("g2", ["0g"]),
        ("", []),
    ],
)
def test_r20_grounding_in_a_group(text: str, blocks: list[str]) -> None:
    assert [it.block for it in the("R20", text, **GROUP)] == blocks
    assert {it.severity.value for it in the("R20", text, **GROUP)} <= {"stop"}


def test_r20_cannot_judge_without_knowing_the_gathering() -> None:
    assert severities("R20", GROUP_90, gathering=None) == ["stop?"]


@pytest.mark.parametrize(
    ("text", "flagged", "expected"),
    [
        ("2c10! 2g5", 1, ["warning"]),
        ("2c10! 2g5", 0, []),
        ("2c10! 2g5", None, ["warning?"]),
        ("2c10 2g5", 3, []),
    ],
)
def test_r21_flagged_participants(text: str, flagged: int | None, expected: list[str]) -> None:
    changes = GROUP | {"participants_flagged": flagged}
    assert severities("R21", text, **changes) == expected


def test_r21_says_a_count_and_no_name() -> None:
    (finding,) = the("R21", "2c10! 2g5", **GROUP | {"participants_flagged": 2})
    assert finding.text.startswith("2 participants are flagged for trauma, dissociation or risk.")


@pytest.mark.parametrize(
    ("size", "leaders", "expected"),
    [(6, 1, []), (7, 1, ["warning"]), (7, 2, []), (None, 1, []), (7, None, [])],
)
def test_one_leader_for_many(size: int | None, leaders: int | None, expected: list[str]) -> None:
    changes = GROUP | {"participants": size, "leaders": leaders}
    assert severities("G1", GROUP_90, **changes) == expected
