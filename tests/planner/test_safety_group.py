"""Rules for group sessions: R15, R20, R21, and the frame: leaders, modules, the Cycle."""

from dataclasses import replace
from typing import Any

import pytest

from planner.safety import Gathering, judge
from tests.planner import shelves
from tests.planner.plans import facts, found, plan, severities, the

GROUP: dict[str, Any] = {
    "gathering": Gathering.GROUP,
    "participants_flagged": 0,
    "participants": 6,
    "leaders": 2,
}
GROUP_90 = "a10 1w18 2c22 2g3 b5 3o8 3w2 3c4 3f6 h4 z4 g4"


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
        ("1w18 2c22", ["1c"]),
        ("w5 x20", ["1x"]),
        ("w5 x20 z5", ["1x", "2z"]),
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
        ("1w18 3o20 g3 d5", []),
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


ROUND = "3w2 3c4"


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        (f"1w18 2c25 {ROUND}", []),
        (f"a5 1w18 b5 2c25 z0 {ROUND} g3", []),
        (f"1w18 2c25 {ROUND} 2c3", ["4c"]),
        (f"{ROUND} 1w18 2c25", ["2w"]),
        (f"2c25 1w18 {ROUND} 1f3", ["1w"]),
        (f"1w18 2c25 {ROUND} 1f0", []),
        (f"1w18 {ROUND}", [None]),
        (f"1w18 2c0 {ROUND}", [None]),
        (ROUND, [None]),
        ("2c25 1w18", [None, "1w"]),
        ("w18 c25 o20", []),
        ("", []),
    ],
)
def test_g2_three_modules_in_order(text: str, blocks: list[str | None]) -> None:
    found = the("G2", text, **GROUP)
    assert [it.block for it in found] == blocks
    assert {it.severity.value for it in found} <= {"warning"}
    assert the("G2", text) == the("G2", text, gathering="couple") == []


def test_g2_names_the_modules_that_are_missing() -> None:
    one, two = (the("G2", text, **GROUP)[0].text for text in (f"1w18 {ROUND}", ROUND))
    assert one == "Module 2 is missing. A session in modules has all three."
    assert two == "Modules 1, 2 are missing. A session in modules has all three."


@pytest.mark.parametrize(
    ("third", "blocks"),
    [
        ("3w2 3c4", []),
        ("3w2 3z0 3c4", []),
        ("3w2 b5 3c4", ["4c"]),
        ("3o8 3w2 3c4 3f6", []),
        ("3c4 3w2", ["3w"]),
        ("3w2 3f1 3c4", ["4c"]),
        ("3w0 3c4", ["3c"]),
        ("3w2 c4", ["2w"]),
        ("3o20", ["2o"]),
        ("3f6", ["2f"]),
        ("w2 c4", []),
    ],
)
def test_g3_a_full_cycle_in_module_three(third: str, blocks: list[str]) -> None:
    found = the("G3", f"1w18 2c25 {third}", **GROUP)
    assert [it.block for it in found] == blocks
    assert {it.severity.value for it in found} <= {"warning"}


@pytest.mark.parametrize(
    ("code", "title", "minutes", "module", "is_full"),
    [
        (shelves.CYCLE, "First round", 1, 3, True),
        (shelves.CYCLE, "First round", 0, 3, False),
        (shelves.CYCLE, "First round", 1, 2, False),
        ("co-created-exercise", "The full Cycle", 9, 3, False),
    ],
)
def test_g3_knows_the_cycle_by_its_practice_and_not_by_a_title(
    code: str, title: str, minutes: int, module: int, is_full: bool
) -> None:
    *before, last = plan("1w18 2c25 3f6 3o1")
    held = replace(last, practice=code, title=title, minutes=minutes, module=module)
    codes = [it.code for it in judge((*before, held), facts(**GROUP)) if it.code == "G3"]
    assert codes == ([] if is_full else ["G3"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1w15 2c15 2g0 3w9 3c6", []),
        ("1w14 2c25 3w9 3c6", [("0w", "Module 1 has 14 min. At least 15 are suggested.")]),
        (
            "a5 1w15 2c11 g3 2g3 3w9 3c6",
            [("4g", "Module 2 has 14 min. At least 15 are suggested.")],
        ),
        (
            "1w1 2c1 3w1 3c0",
            [(f"{n}{p}", f"Module {n + 1} has 1 min.") for n, p in enumerate("wcw")],
        ),
        ("1w15 2c15 3w0", []),
        ("w5 c5", []),
    ],
)
def test_g4_each_module_has_its_quarter_of_an_hour(text: str, said: list[tuple[str, str]]) -> None:
    found = the("G4", text, **GROUP)
    assert [it.block for it in found] == [block for block, _words in said]
    assert all(it.text.startswith(words) for it, (_block, words) in zip(found, said, strict=True))
    assert {it.severity.value for it in found} <= {"warning"}
    assert the("G4", text, gathering="couple") == []


def test_the_librarys_group_protocols_keep_the_frame() -> None:
    kept = [one for one in shelves.library().protocols if one.kind == "group"]
    assert len(kept) == 9
    for protocol in kept:
        codes = {it.code for it in judge(protocol.blocks, facts(**GROUP))}
        assert codes.isdisjoint({"G2", "G3", "G4"}), protocol.code
