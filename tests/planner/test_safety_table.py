"""Every rule of the table, R1 to R23: holding at its boundary, broken just beyond, and not known.

Each row is a rule with what it says: "" nothing, a severity, with "?" where it cannot judge. The
other files of tests/planner/test_safety*.py ask each rule more; this one shows that none is left
out, also for two exposures, for one in two blocks, and for missing data.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from clients.prescription import Gates
from planner.safety import (
    NEVER,
    Aftermath,
    ExposureEnd,
    Facts,
    Finding,
    HomeworkAnswers,
    SudsScale,
    VideoAnswers,
    homework_findings,
    judge,
    judge_aftermath,
)
from tests.planner.plans import NOW, TRAUMA_90, ago, facts, plan

MINUTE = timedelta(minutes=1)
UNSAFE: dict[str, Any] = {"home": "not_safe"}
FIRST: dict[str, Any] = {"exposed_before": False}
VIDEO: dict[str, Any] = {"setting": "video"}
ASKED = VideoAnswers(where=True, others_at_home=True, phone=True, emergency_number=True)
GROUP: dict[str, Any] = {"gathering": "group", "participants": 8, "leaders": 2}
FLAGGED = GROUP | {"participants_flagged": 1}
COUPLE: dict[str, Any] = {"gathering": "couple"}
TWO = "w5 x20:stairs p5 g10 w5 x20:car p5 g10 z10"
SPLIT = "w5 x10:stairs x10:stairs p5 g10 z20"
LEAVE: dict[str, Any] = {"leave_days": 14}

PLANS: list[tuple[str, str, dict[str, Any], str]] = [
    ("R1", "w5 a3 x20:stairs g10", {}, ""),
    ("R1", "w5 c3 x20:stairs g10", {}, "stop"),
    ("R1", TWO, {}, ""),
    ("R1", "w5 x20:stairs p5 g10 x20:car g10", {}, "stop"),
    ("R1", SPLIT, {}, ""),
    ("R2", "w5 x20:stairs p20 g10", {}, ""),
    ("R2", "w5 x20:stairs f1 g10", {}, "stop"),
    ("R2", "w5 x20:stairs g10-", {}, "hint"),
    ("R2", TWO, {}, ""),
    ("R2", "w5 x20:stairs p5 w5 x20:car g20", {}, "stop"),
    ("R2", SPLIT, {}, ""),
    ("R3", "w5 x11:stairs g10", {}, ""),
    ("R3", "w5 x11:stairs g9", {}, "stop"),
    ("R3", "w5 x10:stairs g5", {}, ""),
    ("R3", "w5 x10:stairs g4", {}, "stop"),
    ("R3", "w5 x20:stairs g9 w5 x20:car g11", {}, "stop"),
    ("R3", "w5 x6:stairs x5:stairs g9", {}, "stop"),
    ("R3", "w5 x20:stairs r20 g9", {}, "stop"),
    ("R4", "w10 x40:stairs g10 z15", {"length": 75}, ""),
    ("R4", "w10 x41:stairs g10 z14", {"length": 75}, "warning"),
    ("R4", "w10 x44:stairs g10 z10", {"length": 74}, ""),
    ("R4", "w10 x45:stairs g10 z9", {"length": 74}, "warning"),
    ("R4", TWO, {"length": 90}, ""),
    ("R4", "w5 x20:stairs g10 w5 x26:car g10 z14", {"length": 90}, "warning"),
    ("R4", TRAUMA_90, {"length": None}, "warning?"),
    ("R5", "w5 x20:stairs g10", {}, ""),
    ("R5", "w5 x19:stairs g10", {}, "warning"),
    ("R5", "w5 x60:stairs g25", {}, ""),
    ("R5", "w4 x61:stairs g25", {}, "warning"),
    ("R5", SPLIT, {}, ""),
    ("R5", "w5 x10:stairs x9:stairs g10", {}, "warning"),
    ("R5", TRAUMA_90, {"length": 90}, ""),
    ("R5", TRAUMA_90, {"length": 89}, "stop"),
    ("R5", TRAUMA_90, {"length": None}, "stop?"),
    ("R9", "c20", {"risk_open": ago(2), "risk_reviewed": ago(2) + MINUTE}, ""),
    ("R9", "c20", {"risk_open": ago(2), "risk_reviewed": ago(2)}, "review"),
    ("R9", "c20", {"risk_open": None}, "review?"),
    ("R9a", "a5 c20", {"risk_asked": ago(28)}, ""),
    ("R9a", "a5 c20", {"risk_asked": ago(28) - MINUTE}, "warning?"),
    ("R9a", "a5 c20", {"risk_asked": NEVER}, "warning?"),
    ("R9a", "a5 c20", {"risk_asked": None}, "warning?"),
    ("R10", "c20", {"past_risk": True, "safety_plan": ago(90)}, ""),
    ("R10", "c20", {"past_risk": True, "safety_plan": ago(90) - MINUTE}, "warning"),
    ("R10", "c20", {"risk_outcome": "passive", "safety_plan": ago(28)}, ""),
    ("R10", "c20", {"risk_outcome": "passive", "safety_plan": ago(28) - MINUTE}, "warning"),
    ("R10", "c20", {"past_risk": True, "safety_plan": NEVER}, "warning"),
    ("R10", "c20", {"past_risk": None}, "warning?"),
    ("R11", TRAUMA_90, FIRST | {"preparation_sessions": 2}, ""),
    ("R11", TRAUMA_90, FIRST | {"preparation_sessions": 1}, "warning"),
    ("R11", TWO, FIRST | {"preparation_sessions": 1}, "warning"),
    ("R11", TRAUMA_90, FIRST | {"preparation_sessions": None}, "warning?"),
    ("R12", TRAUMA_90, {"memories": frozenset()}, ""),
    ("R12", SPLIT, {"memories": frozenset()}, ""),
    ("R12", TWO, {"memories": frozenset({"stairs"})}, ""),
    ("R12", TWO, {"memories": frozenset()}, "warning"),
    ("R12", TWO, FIRST | {"memories": None}, "warning"),
    ("R12", "w5 x20:new g10 w5 x20:new g10", {}, "warning"),
    ("R12", "w5 x20:stairs g10 w5 x20:stairs g10", {}, ""),
    ("R12", TWO, {"memories": None}, "warning?"),
    ("R12", "w5 x20 g10 w5 x20:car g10", {}, "warning?"),
    ("R13", "c10! g5", {}, ""),
    ("R13", "c10! g4", {}, "warning"),
    ("R13", "c10! g5 c10! g4", {}, "warning"),
    ("R13", "c10! g4", {"trauma": False}, ""),
    ("R13", "c10! g4", {"trauma": None}, "warning?"),
    ("R15", "w5 x20 g10", {}, ""),
    ("R15", "w5 x20 g10", FLAGGED, "warning"),
    ("R15", "w5 x20 g10", {"gathering": None}, "warning?"),
    ("R16", TRAUMA_90, LEAVE | {"last_exposure": ago(14) + MINUTE}, ""),
    ("R16", TRAUMA_90, LEAVE | {"last_exposure": ago(14)}, "warning"),
    ("R16", TRAUMA_90, {"leave_days": 13, "last_exposure": ago(14)}, ""),
    ("R16", TWO, LEAVE | {"memories": frozenset({"stairs"})}, "warning"),
    ("R16", TRAUMA_90, LEAVE | {"last_exposure": None}, "hint?"),
    ("R18", TRAUMA_90, UNSAFE | {"home_reviewed": ago(30)}, ""),
    ("R18", TRAUMA_90, UNSAFE | {"home_reviewed": ago(30) - MINUTE}, "review"),
    ("R18", TWO, UNSAFE | {"home_reviewed": NEVER}, "review"),
    ("R18", TRAUMA_90, UNSAFE | {"home_reviewed": None}, "review"),
    ("R18a", TRAUMA_90, FIRST | {"home": "safe"}, ""),
    ("R18a", TRAUMA_90, FIRST | {"home": ""}, "warning?"),
    ("R18a", TRAUMA_90, FIRST | {"home": None}, "warning?"),
    ("R19", "c20", COUPLE | {"home": "safe"}, ""),
    ("R19", "c20", COUPLE | UNSAFE, "review?"),
    ("R19", "c20", COUPLE | {"home": ""}, "review?"),
    ("R20", "1a15 2c12 2g3 3o15 g3", GROUP, ""),
    ("R20", "1a15 2c12 2g2 3o15 g3", GROUP, "stop"),
    ("R20", "1a15 2c12 2g3 3o15 g2", GROUP, "stop"),
    ("R20", "1a15 2c12 2g3 3o15 g3", {"gathering": None}, "stop?"),
    ("R21", "c10! g5", GROUP | {"participants_flagged": 0}, ""),
    ("R21", "c10! g5", FLAGGED, "warning"),
    ("R21", "c10! g5", GROUP | {"participants_flagged": None}, "warning?"),
    ("R22", "c20", {"last_exposure_end": ExposureEnd.TIME}, ""),
    ("R22", "c20", {"last_exposure_end": ExposureEnd.STOP_SIGNAL}, "warning"),
    ("R22", "c20", {"last_exposure_end": ExposureEnd.DISSOCIATION}, "warning"),
    ("R22", "c20", {"last_exposure_end": ExposureEnd.NOT_SAFE}, "warning"),
    ("R22", TRAUMA_90, {"last_exposure_end": None}, "warning?"),
    ("R23", "c20", VIDEO | {"video": ASKED}, ""),
    ("R23", "c20", VIDEO | {"video": replace(ASKED, phone=None)}, "warning"),
    ("R23", TRAUMA_90, VIDEO | UNSAFE, "stop"),
    ("R23", "c20", {"setting": None}, "warning?"),
]

WELL: dict[str, Any] = {
    "exposure": True,
    "scale": SudsScale.HUNDRED,
    "before": 30,
    "peak": 80,
    "end": 50,
    "after_grounding": 40,
    "oriented": True,
    "dissociation": 0,
    "way_home": True,
    "safe_to_leave": True,
    "confirmed_by": "Dr. Osei",
}
TEN = {"scale": SudsScale.TEN, "before": 3, "peak": 8, "end": 5, "after_grounding": 4}

RECORDS: list[tuple[str, dict[str, Any], str]] = [
    ("R6", {}, ""),
    ("R6", {"end": None}, "warning"),
    ("R6", {"peak": 101}, "warning"),
    ("R7", {"dissociation": 3}, ""),
    ("R7", {"dissociation": 4}, "stop"),
    ("R7", {"oriented": False}, "stop"),
    ("R7", {"way_home": False}, "stop"),
    ("R7", {"confirmed_by": " "}, "stop?"),
    ("R7", {"dissociation": None}, "stop?"),
    ("R7", {"exposure": False, "activating": True, "oriented": None}, "stop?"),
    ("R7a", {"before": 20, "after_grounding": 40}, ""),
    ("R7a", {"before": 31, "after_grounding": 41}, ""),
    ("R7a", {"before": 30, "after_grounding": 41}, "warning"),
    ("R7a", {"before": 69, "after_grounding": 69}, ""),
    ("R7a", {"before": 70, "after_grounding": 70}, "warning"),
    ("R7a", {"before": None, "after_grounding": 41}, "warning?"),
    ("R7a", {"after_grounding": None}, "warning?"),
    ("R7a", TEN | {"before": 2, "after_grounding": 4}, ""),
    ("R7a", TEN | {"before": 4, "after_grounding": 5}, ""),
    ("R7a", TEN | {"before": 3, "after_grounding": 5}, "warning"),
    ("R7a", TEN | {"before": 7, "after_grounding": 7}, "warning"),
    ("R8", {"before": 11, "dissociation": 1}, ""),
    ("R8", {"before": 10, "dissociation": 1}, "hint?"),
    ("R8", {"before": 10}, ""),
    ("R8", {"peak": 0}, "hint?"),
    ("R8", {"peak": None}, "hint?"),
    ("R8", TEN | {"before": 2, "felt_nothing": True}, ""),
    ("R8", TEN | {"before": 1, "felt_nothing": True}, "hint?"),
]

READY = HomeworkAnswers(card=True, rehearsed=True, place_safe=True)
EXPOSURE_HOMEWORK = Gates(exposure_homework=True)
HOMEWORK: list[tuple[str, HomeworkAnswers, dict[str, Any], str]] = [
    ("R14", READY, {}, ""),
    ("R14", replace(READY, card=False), {}, "stop"),
    ("R14", replace(READY, rehearsed=False), {}, "stop"),
    ("R14", replace(READY, place_safe=False), {}, "stop"),
    ("R14", replace(READY, place_safe=None), {}, "stop?"),
    ("R18", READY, UNSAFE | {"home_reviewed": ago(30)}, ""),
    ("R18", READY, UNSAFE | {"home_reviewed": ago(30) - MINUTE}, "review"),
    ("R19", replace(READY, with_family=True), {}, ""),
    ("R19", replace(READY, with_family=True), UNSAFE | {"home_reviewed": ago(1)}, "review"),
    ("R19", replace(READY, shared=True), {"home": ""}, "review?"),
]

BY_DESIGN = {"R17"}
"""Kept by having no rule: nothing judges the end of an exposure."""

NEVER_UNKNOWN = {"R1", "R2", "R3", "R6", "R18"}
"""R1 to R3 look at the plan itself; a missing rating is R6's finding, a missing review R18's."""


def said(code: str, findings: tuple[Finding, ...]) -> str:
    """What one rule says, the gravest if more than one."""
    mine = [one for one in findings if one.code == code]
    return f"{mine[0].severity}{'?' * mine[0].cannot_judge}" if mine else ""


@pytest.mark.parametrize(("code", "text", "known", "expected"), PLANS)
def test_rules_of_a_plan(code: str, text: str, known: dict[str, Any], expected: str) -> None:
    assert said(code, judge(plan(text), facts(**known))) == expected


@pytest.mark.parametrize(("code", "answers", "expected"), RECORDS)
def test_rules_of_a_record(code: str, answers: dict[str, Any], expected: str) -> None:
    record = Aftermath(**WELL | answers)
    assert said(code, judge_aftermath(record, facts())) == expected


@pytest.mark.parametrize(("code", "answers", "known", "expected"), HOMEWORK)
def test_rules_of_homework(
    code: str, answers: HomeworkAnswers, known: dict[str, Any], expected: str
) -> None:
    found = homework_findings(EXPOSURE_HOMEWORK, facts(**known), answers)
    assert said(code, found) == expected


def test_no_rule_is_left_out_of_the_table() -> None:
    rows = [
        *((code, expected) for code, _text, _known, expected in PLANS),
        *((code, expected) for code, _answers, expected in RECORDS),
        *((code, expected) for code, _answers, _known, expected in HOMEWORK),
    ]
    every = {f"R{number}" for number in range(1, 24)} | {"R7a", "R9a", "R18a"}
    assert {code for code, _said in rows} == every - BY_DESIGN
    for code in every - BY_DESIGN:
        known = {expected for of, expected in rows if of == code}
        assert "" in known, code
        assert known - {""}, code
        assert code in NEVER_UNKNOWN or any(one.endswith("?") for one in known), code


def test_r17_no_word_judges_the_end_of_an_exposure() -> None:
    for end in (0, 50, 100):
        found = judge_aftermath(Aftermath(**WELL | {"end": end}), facts())
        assert [one.code for one in found] == []


def test_with_nothing_known_every_rule_that_needs_facts_says_so() -> None:
    found = judge(plan(TWO), Facts(as_of=NOW))
    unknown = sorted({one.code for one in found if one.cannot_judge})
    assert unknown == [
        "R10",
        "R11",
        "R12",
        "R15",
        "R16",
        "R18a",
        "R22",
        "R23",
        "R4",
        "R5",
        "R9",
        "R9a",
    ]
    assert [one.code for one in found if not one.cannot_judge] == []
