"""Limits as settings of the clinic: every one has bounds and a reason, and every one counts."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from planner.safety import (
    DEFAULT_LIMITS,
    Aftermath,
    ExposureEnd,
    HomeSafety,
    Limits,
    RiskOutcome,
    SettledBy,
    Settlement,
    SudsScale,
    judge,
    judge_aftermath,
    open_findings,
)
from planner.safety.limits import (
    NESTED,
    NOT_ABOVE,
    SETTINGS,
    TOPICS,
    Setting,
    crossed,
    limits_from,
    number_of,
)
from tests.planner.plans import NOW, TRAUMA_90, ago, facts, plan

FIXED = {"open_at_once"}
"""A number that belongs to the look of the page."""

EVERY = list(SETTINGS.values())


def test_every_number_of_the_rules_is_a_setting_or_fixed() -> None:
    plain = {one.name for one in fields(Limits)} - set(NESTED) - FIXED
    nested = {
        f"{outer}_{one.name}" for outer in NESTED for one in fields(getattr(DEFAULT_LIMITS, outer))
    }
    assert set(SETTINGS) == plain | nested
    assert sum(len(settings) for _topic, settings in TOPICS) == len(SETTINGS)


def test_a_finding_says_whose_number_it_used() -> None:
    ours = replace(DEFAULT_LIMITS, grounding=12, safety_plan_days=60)
    said = {"R3": "Your clinic’s setting", "R10": "Your clinic’s setting"}
    default = {"R3": "Clinical default", "R4": "Clinical default"}
    default |= {"R5": "The length of the appointment"}
    default["R10"] = "Clinical default; Stanley and Brown suggest a review every 30 to 90 days"
    known = facts(past_risk=True, safety_plan=ago(91), length=50)
    for limits, sources in ((DEFAULT_LIMITS, default), (ours, default | said)):
        found = judge(plan("a10 w5 x20 g9 f7"), known, limits)
        assert {one.code: one.source for one in found if one.code in sources} == sources
    record = Aftermath(exposure=True, scale=SudsScale.HUNDRED, before=30, after_grounding=70)
    ours = limits_from({"suds_100_very_high": 60})
    sources = {one.code: one.source for one in judge_aftermath(record, known, ours)}
    assert (sources["R7"], sources["R7a"]) == ("Clinical default", "Your clinic’s setting")


@pytest.mark.parametrize("setting", EVERY, ids=lambda one: one.name)
def test_each_default_lies_within_its_bounds_and_has_its_reason(setting: Setting) -> None:
    assert 0 < setting.least <= setting.default <= setting.most
    assert setting.least < setting.most
    assert len(str(setting.reason)) > 20
    assert setting.said(setting.default).startswith(str(setting.default))


@pytest.mark.parametrize("setting", EVERY, ids=lambda one: one.name)
def test_each_bound_is_allowed_and_nothing_beyond(setting: Setting) -> None:
    for number in (setting.least, setting.most):
        assert number_of(limits_from({setting.name: number}), setting.name) == number
    wrong: tuple[Any, ...] = (setting.least - 1, setting.most + 1, "10", 10.0, True, None, -1, [])
    for number in wrong:
        assert limits_from({setting.name: number}) == DEFAULT_LIMITS


def test_what_is_unknown_is_left_aside() -> None:
    numbers: dict[str, object] = {
        "open_at_once": 0,
        "__class__": 5,
        "suds_100_": 1,
        "grounding": 12,
    }
    assert limits_from(numbers) == replace(DEFAULT_LIMITS, grounding=12)


@pytest.mark.parametrize(("low", "high"), NOT_ABOVE.items())
def test_the_lower_of_two_is_never_above_the_higher(low: str, high: str) -> None:
    assert crossed(DEFAULT_LIMITS) is None
    over, under = SETTINGS[low].most, SETTINGS[high].least
    pair = crossed(limits_from({low: over, high: under}))
    assert pair == (SETTINGS[low], SETTINGS[high])
    assert crossed(limits_from({low: under, high: under})) is None


GROUP = {"gathering": "group", "participants": 5, "participants_flagged": 0, "leaders": 1}
BEFORE_LEAVE = {"last_planned_session": True}

# name, number, plan, facts; the rule speaks with the number and not with the default, or the reverse.
PLANS: list[tuple[str, int, str, dict[str, Any]]] = [
    ("grounding", 11, TRAUMA_90, {}),
    ("grounding_short", 6, "w5 x10 g5 z20", {"length": 40}),
    ("short_exposure", 9, "w5 x10 g5 z20", {"length": 40}),
    ("after_exposure", 26, "w30 x20 g10 z15", {"length": 75}),
    ("after_exposure_short", 21, "w5 x20 g10 z10", {"length": 45}),
    ("long_session", 60, "w20 x20 g10 z10", {"length": 60}),
    ("exposure_shortest", 21, "w5 x20 g10 z35", {"length": 70}),
    ("exposure_longest", 59, "w5 x60 g10 z25", {"length": 100}),
    ("preparation_sessions", 3, TRAUMA_90, {"exposed_before": False, "preparation_sessions": 2}),
    ("risk_question_days", 27, "c20", {"risk_asked": ago(28)}),
    ("safety_plan_days", 89, "c20", {"past_risk": True, "safety_plan": date(2026, 8, 28)}),
    (
        "safety_plan_days_after_positive",
        27,
        "c20",
        {
            "past_risk": True,
            "risk_outcome": RiskOutcome.PASSIVE,
            "safety_plan": date(2026, 10, 29),
        },
    ),
    ("home_review_days", 29, TRAUMA_90, {"home": HomeSafety.NOT_SAFE, "home_reviewed": ago(30)}),
    ("gap_days", 13, TRAUMA_90, {**BEFORE_LEAVE, "last_exposure": ago(13)}),
    ("leave_days", 13, TRAUMA_90, {"leave_days": 13, "last_exposure": ago(20)}),
    ("group_grounding", 4, "a5 g3", GROUP),
    ("group_difficult_module", 1, "1w15 2c12 2g3 3o15 g3", GROUP),
    ("module_shortest", 16, "1w15 2c13 2g3 3w10 3c6 g3", GROUP),
    ("group_one_leader", 4, "a5 g3", GROUP),
]


@pytest.mark.parametrize(("name", "number", "text", "known"), PLANS)
def test_each_limit_of_a_plan_counts(
    name: str, number: int, text: str, known: dict[str, Any]
) -> None:
    rule = SETTINGS[name].rule
    said = [
        rule in {one.code for one in judge(plan(text), facts(**known), limits)}
        for limits in (DEFAULT_LIMITS, limits_from({name: number}))
    ]
    assert said == [False, True]


CALM = {"before": 20, "peak": 60, "end": 30, "after_grounding": 20, "dissociation": 0}
CALM_10 = {"before": 2, "peak": 6, "end": 3, "after_grounding": 2, "dissociation": 0}
RECORDS: list[tuple[str, int, dict[str, Any]]] = [
    ("dissociation", 2, CALM | {"dissociation": 3}),
    ("suds_100_still_high", 39, CALM | {"after_grounding": 40}),
    ("suds_100_risen", 9, CALM | {"before": 35, "after_grounding": 45}),
    ("suds_100_very_high", 69, CALM | {"before": 69, "after_grounding": 69}),
    ("suds_100_numb", 15, CALM | {"before": 15, "felt_nothing": True}),
    ("suds_10_still_high", 3, CALM_10 | {"after_grounding": 4}),
    ("suds_10_risen", 2, CALM_10 | {"before": 3, "after_grounding": 5}),
    ("suds_10_very_high", 6, CALM_10 | {"before": 6, "after_grounding": 6}),
    ("suds_10_numb", 2, CALM_10 | {"felt_nothing": True}),
]


@pytest.mark.parametrize(("name", "number", "answers"), RECORDS)
def test_each_limit_of_a_record_counts(name: str, number: int, answers: dict[str, Any]) -> None:
    record = Aftermath(
        **{
            "exposure": True,
            "scale": SudsScale.TEN if "suds_10_" in name else SudsScale.HUNDRED,
            "oriented": True,
            "way_home": True,
            "safe_to_leave": True,
            "confirmed_by": "Dr. Osei",
        }
        | answers
    )
    said = [
        SETTINGS[name].rule in {one.code for one in judge_aftermath(record, facts(), limits)}
        for limits in (DEFAULT_LIMITS, limits_from({name: number}))
    ]
    assert said in ([False, True], [True, False])


def test_how_long_a_reason_rests_counts() -> None:
    found = judge(plan(TRAUMA_90), facts(last_exposure_end=ExposureEnd.STOP_SIGNAL), DEFAULT_LIMITS)
    given = Settlement(
        code="R22", at=ago(20), facts_hash=found[0].facts_hash, kind=SettledBy.REASON
    )
    rests = [
        open_findings(found, [given], NOW, limits)[0].is_open
        for limits in (DEFAULT_LIMITS, limits_from({"settled_days": 19}))
    ]
    assert rests == [False, True]


def test_every_setting_is_shown_to_count() -> None:
    assert {one[0] for one in (*PLANS, *RECORDS)} | {"settled_days"} == set(SETTINGS)
