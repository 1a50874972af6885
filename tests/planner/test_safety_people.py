"""Rules about the client, the home and the group: R9 to R11, R15, R16, R18 to R23."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from planner.plan import PracticeGates
from planner.safety import NEVER, ExposureEnd, VideoAnswers, judge
from tests.planner.plans import NOW, TRAUMA_90, ZONE, ago, facts, found, plan, severities, the

MINUTE = timedelta(minutes=1)
ALL_ASKED = VideoAnswers(where=True, others_at_home=True, phone=True, emergency_number=True)


# R9


@pytest.mark.parametrize(
    ("opened", "reviewed", "expected"),
    [
        (NEVER, NEVER, []),
        (ago(2), NEVER, ["review"]),
        (ago(2), None, ["review"]),
        (ago(2), ago(3), ["review"]),
        (ago(2), ago(2), ["review"]),
        (ago(2), ago(2) + MINUTE, []),
        (date(2026, 11, 24), date(2026, 11, 24), ["review"]),
        (date(2026, 11, 24), date(2026, 11, 25), []),
        (date(2026, 11, 24), ago(1), []),
        (None, ago(1), ["review?"]),
    ],
)
def test_r9_open_risk_needs_a_review_dated_after_it(
    opened: Any, reviewed: Any, expected: list[str]
) -> None:
    assert severities("R9", risk_open=opened, risk_reviewed=reviewed) == expected


def test_r9_holds_without_any_exposure_too() -> None:
    assert found("a10 c20 z5", risk_open=ago(2)) == [("R9", "review", None)]


# R9a


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (ago(28), []),
        (ago(28) - MINUTE, ["warning?"]),
        (ago(28) + MINUTE, []),
        (date(2026, 10, 29), []),
        (date(2026, 10, 28), ["warning?"]),
        (NEVER, ["warning?"]),
        (None, ["warning?"]),
    ],
)
def test_r9a_risk_question_within_28_days(asked: Any, expected: list[str]) -> None:
    assert severities("R9a", risk_asked=asked) == expected


def test_r9a_stands_beside_arrival_and_says_since_when() -> None:
    (finding,) = the("R9a", risk_asked=ago(40))
    assert finding.block == "0a"
    assert finding.text == (
        "Cannot judge: not asked since 17 October 2026. Suggested every 28 days."
    )
    assert [it.block for it in the("R9a", "c20", risk_asked=NEVER)] == [None]


def test_days_are_counted_on_the_clinics_clock_when_the_clocks_change() -> None:
    # Berlin left summer time on 25 October 2026: 28 days on the clock are 28 days and an hour.
    asked = datetime(2026, 10, 1, 10, 0, tzinfo=ZONE)
    due = datetime(2026, 10, 29, 10, 0, tzinfo=ZONE)
    assert due.astimezone(UTC) - asked.astimezone(UTC) == timedelta(days=28, hours=1)
    assert severities("R9a", as_of=due, risk_asked=asked.astimezone(UTC)) == []
    assert severities("R9a", as_of=due + MINUTE, risk_asked=asked.astimezone(UTC)) == ["warning?"]


@pytest.mark.parametrize("gathering", ["couple", "family"])
@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (ago(28), None),
        (
            ago(28, minutes=1),
            "not everybody was asked since 29 October 2026. Suggested every 28 days",
        ),
        (NEVER, "not everybody was asked yet"),
        (None, "no risk question is recorded"),
    ],
)
def test_r9a_of_several_is_asked_in_each_ones_record(
    gathering: str, asked: Any, text: str | None
) -> None:
    risk = {"risk_asked": asked, "past_risk": None, "risk_outcome": None, "safety_plan": None}
    findings = judge(plan("a10 c20"), facts(gathering=gathering, **risk))
    assert [(one.code, one.block, one.text) for one in findings] == (
        [("R9a", None, f"Cannot judge: {text}.")] if text else []
    )
    assert {one.settle for one in findings} <= {
        "Ask each alone and record it in their own record, which also says whether a safety plan is"
        " due. Or go on with a reason."
    }


# R10


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"past_risk": False}, []),
        ({"past_risk": True, "safety_plan": ago(90)}, []),
        ({"past_risk": True, "safety_plan": ago(90) - MINUTE}, ["warning"]),
        ({"past_risk": True, "safety_plan": date(2026, 8, 28)}, []),
        ({"past_risk": True, "safety_plan": date(2026, 8, 27)}, ["warning"]),
        ({"past_risk": True, "safety_plan": NEVER}, ["warning"]),
        ({"past_risk": True, "safety_plan": None}, ["warning?"]),
        ({"past_risk": None, "safety_plan": NEVER}, ["warning?"]),
        ({"risk_outcome": "passive", "safety_plan": ago(28)}, []),
        ({"risk_outcome": "passive", "safety_plan": ago(28) - MINUTE}, ["warning"]),
        ({"risk_outcome": "plan", "past_risk": None, "safety_plan": NEVER}, ["warning"]),
    ],
)
def test_r10_safety_plan(changes: dict[str, Any], expected: list[str]) -> None:
    assert severities("R10", **changes) == expected


@pytest.mark.parametrize(
    ("made", "title"),
    [
        (date(2026, 8, 22), "Safety plan is 96 days old"),
        (ago(90) - MINUTE, "Safety plan is over 90 days old"),
    ],
)
def test_r10_says_how_old(made: Any, title: str) -> None:
    (finding,) = the("R10", past_risk=True, safety_plan=made)
    assert finding.title == title
    assert finding.text == "Suggested limit 90 days."
    assert finding.settle == "Review it, or go on with a reason."


# R11


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"preparation_sessions": 2}, []),
        ({"preparation_sessions": 1}, ["warning"]),
        ({"preparation_sessions": 0, "grounding_helpful": None}, ["warning"]),
        ({"grounding_helpful": False}, ["warning"]),
        ({"grounding_helpful": None}, ["warning?"]),
        ({"preparation_sessions": None}, ["warning?"]),
        ({"exposed_before": True, "preparation_sessions": 0}, []),
        ({"exposed_before": None, "preparation_sessions": 0}, ["warning?"]),
        ({"exposed_before": None}, []),
    ],
)
def test_r11_first_exposure_after_preparation(changes: dict[str, Any], expected: list[str]) -> None:
    assert severities("R11", **({"exposed_before": False} | changes)) == expected


def test_r11_says_which_half_of_preparation_is_missing() -> None:
    def text(**changes: Any) -> str:
        (finding,) = the("R11", exposed_before=False, **changes)
        return finding.text

    assert text(preparation_sessions=2, grounding_helpful=False) == (
        "Grounding was practised but not ticked as helpful."
    )
    assert text(preparation_sessions=2, grounding_helpful=None) == (
        "Cannot judge: nobody ticked yet whether grounding helped."
    )
    assert text(preparation_sessions=1).startswith("Preparation sessions held: 1. Suggested at")


def test_r11_is_silent_without_exposure() -> None:
    assert found("a10 c20", exposed_before=False, preparation_sessions=0) == []


# R16


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"last_planned_session": True}, []),
        ({"last_planned_session": True, "memories": frozenset()}, ["warning"]),
        ({"leave_days": 14, "last_exposure": ago(14)}, ["warning"]),
        ({"leave_days": 13, "last_exposure": ago(14)}, []),
        ({"leave_days": 14, "last_exposure": ago(14) + MINUTE}, []),
        ({"leave_days": 14, "last_exposure": date(2026, 11, 12)}, ["warning"]),
        ({"leave_days": 14, "last_exposure": date(2026, 11, 13)}, []),
        ({"leave_days": 14, "exposed_before": False}, ["warning"]),
        ({"leave_days": 14, "last_exposure": None}, ["hint?"]),
        ({"leave_days": None}, []),
        ({"leave_days": None, "exposed_before": False}, ["hint?"]),
    ],
)
def test_r16_new_beginning_before_a_gap(changes: dict[str, Any], expected: list[str]) -> None:
    assert severities("R16", **changes) == expected


@pytest.mark.parametrize(
    ("last", "leave", "named"),
    [
        (None, None, ["session follows", "leave"]),
        (None, 0, ["session follows"]),
        (False, None, ["leave"]),
    ],
)
def test_r16_names_only_what_is_missing(
    last: bool | None, leave: int | None, named: list[str]
) -> None:
    changes: dict[str, Any] = {"last_planned_session": last, "leave_days": leave}
    (finding,) = the("R16", exposed_before=False, **changes)
    assert [word for word in ("session follows", "leave") if word in finding.text] == named


def test_r16_says_whether_nothing_is_planned_or_nobody_is_there() -> None:
    (last,) = the("R16", exposed_before=False, last_planned_session=True, leave_days=0)
    (away,) = the("R16", exposed_before=False, leave_days=14)
    assert ["no session is planned" in one.text for one in (last, away)] == [True, False]
    assert (last.severity, away.severity) == ("warning", "warning")


# R18, R18a


@pytest.mark.parametrize(
    ("reviewed", "expected"),
    [
        (ago(30), []),
        (ago(30) - MINUTE, ["review"]),
        (date(2026, 10, 27), []),
        (date(2026, 10, 26), ["review"]),
        (NEVER, ["review"]),
        (None, ["review"]),
    ],
)
def test_r18_home_not_safe(reviewed: Any, expected: list[str]) -> None:
    assert severities("R18", home="not_safe", home_reviewed=reviewed) == expected
    assert severities("R18", "a10 c20", home="not_safe", home_reviewed=reviewed) == []


@pytest.mark.parametrize("home", ["", None])
@pytest.mark.parametrize(
    ("before", "expected"), [(False, ["warning?"]), (None, ["warning?"]), (True, ["hint?"])]
)
def test_r18a_home_not_asked(home: Any, before: bool | None, expected: list[str]) -> None:
    assert severities("R18a", home=home, exposed_before=before) == expected


def test_findings_about_home_are_for_the_care_teams_screen_only() -> None:
    blocks = plan(TRAUMA_90)
    unsafe = facts(home="not_safe", gathering="couple", setting="video")
    private = [(it.code, it.screen_only) for it in judge(blocks, unsafe)]
    assert private == [("R23", True), ("R19", True), ("R18", True), ("R15", False)]
    unasked = facts(home="", past_risk=True)
    assert [(it.code, it.screen_only) for it in judge(blocks, unasked)] == [
        ("R10", False),
        ("R18a", True),
    ]


# R19


@pytest.mark.parametrize("gathering", ["couple", "family"])
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"home": "safe"}, []),
        ({"home": "not_safe"}, ["review?"]),
        ({"home": "not_safe", "home_reviewed": ago(1)}, ["hint?"]),
        ({"home": ""}, ["review?"]),
        ({"home": None}, ["review?"]),
        ({"home": None, "home_reviewed": ago(30)}, ["hint?"]),
        ({"home": None, "home_reviewed": ago(30, minutes=1)}, ["review?"]),
    ],
)
def test_r19_joint_sessions(gathering: str, changes: Any, expected: list[str]) -> None:
    assert severities("R19", "a10 c20", gathering=gathering, **changes) == expected


@pytest.mark.parametrize("reviewed", [NEVER, ago(1)])
def test_r19_says_what_is_true_of_several_and_of_no_one(reviewed: Any) -> None:
    (said,) = the("R19", "a10 c20", gathering="couple", home=None, home_reviewed=reviewed)
    assert said.text == "Cannot judge: it is not recorded of everybody that home is safe."
    assert said.settle == (
        "Ask each alone, and record it or a review of safety at home in their own record; or meet"
        " each alone."
    )
    (of_exposure,) = the("R18a", TRAUMA_90, gathering="couple", home=None)
    assert of_exposure.text == said.text


def test_r19_is_silent_for_one_person() -> None:
    assert severities("R19", "a10 c20", home="not_safe") == []


# R22


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        (ExposureEnd.AS_PLANNED, []),
        (ExposureEnd.TIME, []),
        (ExposureEnd.DISSOCIATION, ["warning"]),
        (ExposureEnd.STOP_SIGNAL, ["warning"]),
        (ExposureEnd.NOT_SAFE, ["warning"]),
        (ExposureEnd.STOPPED_EARLY, ["warning"]),
        ("dissociation", ["warning"]),
    ],
)
def test_r22_shows_in_any_next_plan(end: Any, expected: list[str]) -> None:
    assert severities("R22", "a10 c20", last_exposure_end=end) == expected


def test_r22_when_the_end_is_not_recorded() -> None:
    assert severities("R22", last_exposure_end=None) == ["warning?"]
    assert severities("R22", last_exposure_end=None, exposed_before=False) == []
    assert severities("R22", "a10 c20", last_exposure_end=None) == []


# R23


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"setting": "video"}, ["warning"]),
        ({"setting": "video", "video": ALL_ASKED}, []),
        ({"setting": "video", "home": "not_safe", "home_reviewed": ago(1)}, ["stop"]),
        ({"setting": "video", "home": "not_safe", "video": ALL_ASKED}, []),
        ({"setting": "phone"}, []),
        ({"setting": None}, ["warning?"]),
    ],
)
def test_r23_video(changes: dict[str, Any], expected: list[str]) -> None:
    assert severities("R23", **changes) == expected


def test_r23_names_what_was_not_asked() -> None:
    asked = VideoAnswers(where=True, phone=True, emergency_number=False)
    (finding,) = the("R23", "a10", setting="video", home="not_safe", video=asked)
    assert (finding.severity.value, finding.text) == (
        "warning",
        "Asked anew each time: who else is in the home, the local emergency number.",
    )


# Practices left out


@pytest.mark.parametrize(
    ("condition", "changes", "expected"),
    [
        ("home_not_safe", {"home": "not_safe"}, ["warning"]),
        ("home_not_safe", {"home": ""}, ["hint?"]),
        ("touch_unsafe", {"touch_unsafe": True}, ["warning"]),
        ("touch_unsafe", {"touch_unsafe": None}, ["hint?"]),
        ("touch_unsafe", {}, []),
        ("dissociation", {"dissociation": True}, ["warning"]),
        ("trauma", {}, ["warning"]),
        ("open_risk", {"risk_open": ago(1)}, ["warning"]),
        ("attachment_figure_unsafe", {"attachment_figure_unsafe": True}, ["warning"]),
        ("something_else", {}, ["hint?"]),
    ],
)
def test_practices_to_leave_out(
    condition: str, changes: dict[str, Any], expected: list[str]
) -> None:
    block = plan("c10")[0]
    gates = PracticeGates(leave_out_when=(condition,))
    held = type(block)(**{**vars(block), "practice_gates": gates})
    out = [it for it in judge((held,), facts(**changes)) if it.code == "OUT"]
    assert [it.severity.value + "?" * it.cannot_judge for it in out] == expected
    assert {it.screen_only for it in out} <= {condition == "home_not_safe"}


def test_the_clock_of_the_tests_is_a_thursday_afternoon_in_the_clinic() -> None:
    assert f"{NOW:%A %H:%M %Z}" == "Thursday 15:00 CET"
