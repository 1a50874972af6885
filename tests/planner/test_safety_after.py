"""Rules after the session (R6 to R8), and homework (R14, R18, R19, gates)."""

from typing import Any

import pytest

from clients.prescription import Gates
from planner.safety import (
    Aftermath,
    Homework,
    HomeworkAnswers,
    homework_findings,
    judge,
    judge_aftermath,
    may_be_given,
)
from tests.planner.plans import TRAUMA_90, ago, facts, plan

WELL: dict[str, Any] = {
    "exposure": True,
    "activating": False,
    "scale": "100",
    "before": 40,
    "peak": 80,
    "end": 60,
    "after_grounding": 35,
    "oriented": True,
    "dissociation": 0,
    "felt_nothing": False,
    "way_home": True,
    "safe_to_leave": True,
    "confirmed_by": "Dr. Osei",
    "block": "x",
}


def aftermath(trauma: bool | None, **changes: Any) -> list[str]:
    findings = judge_aftermath(Aftermath(**WELL | changes), facts(trauma=trauma))
    return [f"{it.code} {it.severity}{'?' * it.cannot_judge}" for it in findings]


def after(**changes: Any) -> list[str]:
    return aftermath(True, **changes)


def test_an_exposure_that_ended_well_has_no_finding() -> None:
    assert after() == []


@pytest.mark.parametrize("name", ["before", "peak", "end"])
def test_r6_a_missing_rating(name: str) -> None:
    assert after(**{name: None}) == ["R6 warning", "R8 hint?"]


def test_r6_names_what_is_missing_and_a_rating_off_the_scale_is_missing() -> None:
    record = Aftermath(**WELL | {"peak": None, "end": 101})
    (finding,) = [it for it in judge_aftermath(record, facts()) if it.code == "R6"]
    assert finding.text == "Missing: peak, end."


def test_both_ends_of_the_scale_are_ratings() -> None:
    assert after(before=0, peak=100, end=0) == []


def test_without_a_scale_no_rating_counts() -> None:
    assert after(scale=None) == ["R6 warning", "R7a warning?", "R8 hint?"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"oriented": None}, ["R7 stop?"]),
        ({"oriented": False}, ["R7 stop"]),
        ({"dissociation": None}, ["R7 stop?"]),
        ({"dissociation": 3}, []),
        ({"dissociation": 4}, ["R7 stop"]),
        ({"way_home": None}, ["R7 stop?"]),
        ({"way_home": False}, ["R7 stop"]),
        ({"safe_to_leave": None}, ["R7 stop?"]),
        ({"safe_to_leave": False}, ["R7 stop"]),
        ({"safe_to_leave": False, "if_not_safe": "Ann stays, taxi, call at 9"}, ["R7 stop"]),
        ({"confirmed_by": " "}, ["R7 stop?"]),
        ({"oriented": None, "dissociation": 5}, ["R7 stop?", "R7 stop"]),
    ],
)
def test_r7_whatever_the_suds(changes: dict[str, Any], expected: list[str]) -> None:
    assert after(**changes) == expected


def test_r7_not_safe_asks_what_is_agreed_until_it_is_recorded() -> None:
    def text(agreed: str) -> str:
        record = Aftermath(**WELL | {"safe_to_leave": False, "if_not_safe": agreed})
        return judge_aftermath(record, facts())[0].text

    assert text(" ") == (
        "It is not safe to leave. Record who stays, how the way home goes, when to call."
    )
    assert text("Ann stays") == "It is not safe to leave. This stands on tomorrow's Today."


@pytest.mark.parametrize(
    ("trauma", "activating", "exposure", "expected"),
    [
        (True, True, False, ["R7 stop?"]),
        (None, True, False, ["R7 stop?"]),
        (False, True, False, []),
        (True, False, False, []),
        (True, None, False, ["R7 stop?"]),
        (False, False, None, ["R7 stop?"]),
    ],
)
def test_r7_after_exposure_and_activating_practice(
    trauma: bool | None, activating: bool | None, exposure: bool | None, expected: list[str]
) -> None:
    changes = {"activating": activating, "exposure": exposure, "oriented": None}
    assert aftermath(trauma, **changes) == expected


@pytest.mark.parametrize(
    ("scale", "before", "rating", "expected"),
    [
        ("100", 20, 40, []),
        ("100", 20, 41, ["R7a warning"]),
        ("100", 31, 41, []),
        ("100", 30, 41, ["R7a warning"]),
        ("100", 65, 69, []),
        ("100", 65, 70, ["R7a warning"]),
        ("100", 90, 70, ["R7a warning"]),
        ("10", 2, 4, []),
        ("10", 3, 5, ["R7a warning"]),
        ("10", 4, 5, []),
        ("10", 6, 6, []),
        ("10", 6, 7, ["R7a warning"]),
        ("100", 40, None, ["R6 warning", "R7a warning?", "R8 hint?"]),
        ("100", None, 41, ["R6 warning", "R7a warning?", "R8 hint?"]),
        ("100", None, 40, ["R6 warning", "R8 hint?"]),
    ],
)
def test_r7a_distress_after_grounding(
    scale: str, before: int | None, rating: int | None, expected: list[str]
) -> None:
    peak, end = (90, 80) if scale == "100" else (9, 8)
    values = {"before": before, "after_grounding": rating, "peak": peak, "end": end}
    assert after(scale=scale, **values) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"before": 0, "peak": 0, "end": 0, "after_grounding": 0}, ["R8 hint?"]),
        ({"after_grounding": 10, "dissociation": 1}, ["R8 hint?"]),
        ({"after_grounding": 11, "dissociation": 1}, []),
        ({"after_grounding": 10, "felt_nothing": True}, ["R8 hint?"]),
        ({"after_grounding": 10}, []),
        ({"scale": "10", "before": 3, "peak": 8, "end": 5, "after_grounding": 1}, []),
        (
            {
                "scale": "10",
                "before": 3,
                "peak": 8,
                "end": 5,
                "after_grounding": 1,
                "felt_nothing": True,
            },
            ["R8 hint?"],
        ),
        (
            {
                "scale": "10",
                "before": 3,
                "peak": 8,
                "end": 5,
                "after_grounding": 2,
                "felt_nothing": True,
            },
            [],
        ),
    ],
)
def test_r8_may_be_numbness(changes: dict[str, Any], expected: list[str]) -> None:
    assert after(**changes) == expected


def test_seven_parts_are_settled_apart() -> None:
    record = Aftermath(**WELL | {"way_home": None, "dissociation": 6, "safe_to_leave": False})
    findings = judge_aftermath(record, facts())
    assert [it.code for it in findings] == ["R7", "R7", "R7"]
    assert len({it.facts_hash for it in findings}) == 3


# Homework

NO_ANSWERS = HomeworkAnswers()
READY = HomeworkAnswers(card=True, rehearsed=True, place_safe=True)
EXPOSURE = Gates(led_by="self", exposure_homework=True)


def given(gates: Gates, answers: HomeworkAnswers = NO_ANSWERS, **changes: Any) -> Any:
    found = homework_findings(gates, facts(**changes), answers)
    return [f"{it.code} {it.severity}{'?' * it.cannot_judge}" for it in found]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (READY, []),
        (HomeworkAnswers(card=False, rehearsed=True, place_safe=True), ["R14 stop"]),
        (HomeworkAnswers(card=True, rehearsed=False, place_safe=True), ["R14 stop"]),
        (HomeworkAnswers(card=True, rehearsed=True, place_safe=False), ["R14 stop"]),
        (HomeworkAnswers(card=True, rehearsed=True), ["R14 stop?"]),
        (HomeworkAnswers(), ["R14 stop?"]),
    ],
)
def test_r14_exposure_homework(answers: HomeworkAnswers, expected: list[str]) -> None:
    assert given(EXPOSURE, answers) == expected
    refusal = may_be_given(EXPOSURE, facts(), answers)
    assert (refusal is None) == (expected == [])


def test_r14_names_what_is_missing() -> None:
    answers = HomeworkAnswers(card=True, rehearsed=False)
    assert may_be_given(EXPOSURE, facts(), answers) == (
        "Exposure homework still needs: done together or rehearsed once, a place judged safe in"
        " fact."
    )


def test_r18_exposure_homework_while_home_is_not_safe() -> None:
    assert given(EXPOSURE, READY, home="not_safe") == ["R18 review"]
    assert may_be_given(EXPOSURE, facts(home="not_safe"), READY) == (
        "Home is not safe: record a safety review before exposure homework."
    )
    reviewed = {"home": "not_safe", "home_reviewed": ago(30)}
    assert given(EXPOSURE, READY, **reviewed) == []
    assert may_be_given(EXPOSURE, facts(**reviewed), READY) is None
    assert given(EXPOSURE, READY, home="", exposed_before=False) == ["R18a warning?"]


@pytest.mark.parametrize(
    "answers", [HomeworkAnswers(with_family=True), HomeworkAnswers(shared=True)]
)
def test_r19_homework_with_others(answers: HomeworkAnswers) -> None:
    gates = Gates(led_by="self")
    assert given(gates, answers) == []
    assert given(gates, answers, home="not_safe", home_reviewed=ago(1)) == ["R19 review"]
    assert given(gates, answers, home="") == ["R19 review?"]
    assert may_be_given(gates, facts(), answers) is None
    assert may_be_given(gates, facts(home="not_safe"), answers) == (
        "Home is not safe: no family homework and no shared view."
    )


@pytest.mark.parametrize(
    ("led_by", "delivered", "expected"),
    [
        ("self", None, []),
        ("therapist_first", True, []),
        ("therapist_first", False, ["LED stop"]),
        ("therapist_first", None, ["LED stop?"]),
        ("therapist_only", True, ["LED stop"]),
    ],
)
def test_who_leads_decides_what_goes_home(
    led_by: str, delivered: bool | None, expected: list[str]
) -> None:
    gates, answers = Gates(led_by=led_by), HomeworkAnswers(delivered_before=delivered)
    assert given(gates, answers) == expected
    assert (may_be_given(gates, facts(), answers) is None) == (expected == [])


@pytest.mark.parametrize(
    ("condition", "changes"),
    [
        ("home_not_safe", {"home": "not_safe", "home_reviewed": ago(1)}),
        ("trauma", {"trauma": True}),
        ("dissociation", {"dissociation": True}),
        ("touch_unsafe", {"touch_unsafe": True}),
        ("attachment_figure_unsafe", {"attachment_figure_unsafe": True}),
        ("open_risk", {"risk_open": ago(1)}),
        ("breath_unsafe", {"breath_unsafe": True}),
        ("movement_unsafe", {"movement_unsafe": True}),
    ],
)
def test_homework_is_left_out_when_its_condition_holds(
    condition: str, changes: dict[str, Any]
) -> None:
    gates = Gates(led_by="self", leave_out_when=(condition,))
    assert given(gates, **changes) == ["OUT stop"]
    refusal = may_be_given(gates, facts(**changes))
    assert refusal is not None
    assert refusal.startswith("This practice is left out when: ")
    free = {"trauma": False} | dict.fromkeys(set(changes) & {"home"}, "safe")
    assert may_be_given(gates, facts(**free)) is None


def test_an_unknown_condition_is_said_but_does_not_refuse() -> None:
    gates = Gates(led_by="self", leave_out_when=("touch_unsafe",))
    assert given(gates, touch_unsafe=None) == ["OUT hint?"]
    assert may_be_given(gates, facts(touch_unsafe=None)) is None


def test_what_is_unknown_is_said_in_one_sentence_and_home_apart() -> None:
    conditions = ("touch_unsafe", "home_not_safe", "breath_unsafe", "trauma")
    gates = Gates(led_by="self", leave_out_when=conditions)
    unknown = facts(touch_unsafe=None, breath_unsafe=None, trauma=False, home=None)
    found = homework_findings(gates, unknown)
    assert [(it.severity, it.text, it.screen_only) for it in found] == [
        (
            "hint",
            "Cannot judge: it is left out when: touch is not safe, attending to the breath is not"
            " safe. That is not recorded.",
            False,
        ),
        (
            "hint",
            "Cannot judge: it is left out when: home is not safe. That is not recorded.",
            True,
        ),
    ]


def test_homework_in_a_plan_is_judged_with_it_and_r18_only_once() -> None:
    item = Homework(title="The staircase", gates=EXPOSURE, block="5h")
    findings = judge(plan(TRAUMA_90), facts(home="not_safe", homework=(item,)))
    assert [(it.code, it.block) for it in findings] == [("R14", "5h"), ("R18", "2x")]
    alone = judge(plan("a10 c20 h10"), facts(home="not_safe", homework=(item,)))
    assert [(it.code, it.block) for it in alone] == [("R14", "5h"), ("R18", "5h")]
