"""What a reason or a review does to a finding, and how many stand open at once."""

from datetime import timedelta
from typing import Any

import pytest

from clients.prescription import Gates
from planner.safety import (
    Finding,
    SettledBy,
    Settlement,
    Severity,
    judge,
    open_findings,
    presentable,
)
from planner.safety.facts import Homework
from planner.safety.homework import gate_findings
from tests.planner.plans import NOW, ago, facts, plan, the


def settled(finding: Finding, at: Any = NOW, kind: SettledBy = SettledBy.REASON) -> Settlement:
    return Settlement(code=finding.code, at=at, facts_hash=finding.facts_hash, kind=kind)


def states(findings: Any, settlements: Any, now: Any = NOW) -> list[tuple[str, str, bool]]:
    standings = open_findings(findings, settlements, now)
    return [(it.finding.code, it.severity.value, it.is_open) for it in standings]


def test_without_settlements_everything_is_open() -> None:
    assert states(the("R10", past_risk=True), []) == [("R10", "warning", True)]


def test_a_reason_rests_a_warning_for_four_weeks_then_it_comes_back_as_a_hint() -> None:
    (warning,) = the("R10", past_risk=True)
    until = NOW + timedelta(days=28)
    assert states([warning], [settled(warning)]) == [("R10", "hint", False)]
    assert states([warning], [settled(warning)], until) == [("R10", "hint", False)]
    late = until + timedelta(minutes=1)
    assert states([warning], [settled(warning)], late) == [("R10", "hint", True)]
    again = [settled(warning), settled(warning, at=until)]
    assert states([warning], again, late) == [("R10", "hint", False)]


def test_changed_facts_open_a_warning_again() -> None:
    (before,) = the("R10", past_risk=True)
    (changed,) = the("R10", past_risk=True, risk_outcome="active")
    assert states([changed], [settled(before)]) == [("R10", "warning", True)]


def test_growing_older_alone_does_not_change_the_facts() -> None:
    made: dict[str, Any] = {"past_risk": True, "safety_plan": ago(95)}
    (today,) = the("R10", **made)
    (tomorrow,) = the("R10", as_of=NOW + timedelta(days=1), **made)
    assert today.title != tomorrow.title
    assert today.facts_hash == tomorrow.facts_hash


@pytest.mark.parametrize(
    ("code", "before", "after", "is_open"),
    [
        ("R1", "a10 f5 x20 g10", "a11 f6 x21 g12 z5", False),
        ("R1", "w5 f5 x20 g10", "w5 f5 x20 g10 h5", False),
        ("R1", "w5 f5 x20 g10", "w5 c5 x20 g10", True),
        ("R1", "a10 e5 x20 g10", "f10 e5 x20 g10", True),
        ("R2", "w5 x20 p5 z5", "w6 x25 p8 h5 z5", False),
        ("R2", "w5 x20 f5 g10 z5", "w5 x20 f9 g11 h5 z4", False),
        ("R2", "w5 x20 f5 g10", "w5 x20 p3 f5 g10", False),
        ("R2", "w5 x20 f5 g10", "w5 x20 f5 c5 g10", True),
        ("R2", "w5 x20 f5 g10", "w5 x20 f5 z5", True),
        ("R2", "w5 x20 p5 g10-", "w5 x25 p5 g11- z5", False),
        ("R3", "w5 x20 g9", "w6 x35 p5 g4 g5 z5", False),
        ("R3", "w5 x20 g4", "w5 x10 g4", True),
    ],
)
def test_only_what_decides_a_rule_opens_its_stop_again(
    code: str, before: str, after: str, is_open: bool
) -> None:
    (stop,), (later, *_none) = the(code, before), (*the(code, after), None)
    is_settled = later is not None and later.facts_hash == stop.facts_hash
    assert is_settled is not is_open


def test_what_a_plan_calls_its_blocks_opens_nothing_next_week() -> None:
    """Each week's plan has blocks of its own, though the same ones."""
    group: dict[str, Any] = {"gathering": "group", "participants": 6, "leaders": 2}
    this, same, other = (
        the("G3", text, **group)
        for text in ("1w18 2c25 2g3 3f6 g3", "w2 1w18 2c25 2g3 3f8 g3", "1w18 2c25 2g3 3f6 3c6 g3")
    )
    assert [one.block for one in (*this, *same)] == ["3f", "4f"]
    assert states(same, [settled(this[0])]) == [("G3", "hint", False)]
    assert states(other, [settled(this[0])]) == [("G3", "warning", True)]
    gates = Gates(led_by="therapist_only", leave_out_when=("dissociation",), exposure_homework=True)
    weeks = [
        [*gate_findings(Homework(title="At the shop", gates=gates, block=uid), facts())]
        for uid in ("this", "next")
    ]
    assert [one.code for one in weeks[0]] == ["LED", "R14"]
    assert [one.facts_hash for one in weeks[0]] == [one.facts_hash for one in weeks[1]]
    assert {one.block for one in weeks[1]} == {"next"}


def test_a_reason_settles_a_stop_for_this_plan_and_it_stays_in_sight() -> None:
    (stop,) = the("R3", "w5 x20 g9")
    assert states([stop], [settled(stop)], NOW + timedelta(days=60)) == [("R3", "stop", False)]
    (shorter,) = the("R3", "w5 x20 g8")
    assert states([shorter], [settled(stop)]) == [("R3", "stop", True)]
    shown = presentable(open_findings([stop], [settled(stop)], NOW))
    assert [it.finding for it in shown.settled] == [stop]


def test_two_exposures_need_two_reasons() -> None:
    first, second = the("R3", "w5 x20:stairs g9 w5 x20:car g9")
    assert states([first, second], [settled(first)]) == [
        ("R3", "stop", True),
        ("R3", "stop", False),
    ]


def test_a_reason_never_settles_a_review() -> None:
    (review,) = the("R9", risk_open=ago(2))
    assert states([review], [settled(review)]) == [("R9", "review", True)]
    recorded = settled(review, kind=SettledBy.REVIEW)
    assert states([review], [recorded]) == [("R9", "review", False)]
    assert the("R9", risk_open=ago(2), risk_reviewed=ago(1)) == []


def test_a_reason_for_another_rule_settles_nothing() -> None:
    (warning,) = the("R10", past_risk=True)
    other = Settlement(code="R4", at=NOW, facts_hash=warning.facts_hash)
    assert states([warning], [other]) == [("R10", "warning", True)]


def test_a_hint_is_put_away() -> None:
    (hint,) = the("R2", "w5 x20 g10-")
    assert states([hint], [settled(hint)], NOW + timedelta(days=400)) == [("R2", "hint", False)]


def test_at_most_three_stand_open_at_once() -> None:
    findings = judge(plan("x15:stairs p5 x61:car"), facts(past_risk=True))
    stop = findings[0]
    shown = presentable(open_findings(findings, [settled(stop)], NOW))
    assert stop.severity is Severity.STOP
    assert len(shown.first) == 3
    assert [it.finding for it in (*shown.first, *shown.more)] == list(findings[1:])
    assert [it.finding for it in shown.settled] == [stop]
