"""Rules about order and minutes: R1 to R5, R13; and what every finding has."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from planner.plan import Phase, PlannedBlock
from planner.safety import Facts, Gathering, Limits, judge
from planner.timegrid import Start
from tests.planner.plans import KIND, NOW, TRAUMA_90, facts, found, plan, severities, the


def test_the_trauma_session_of_ninety_minutes_has_no_finding() -> None:
    assert found(TRAUMA_90) == []


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("a8 w6 c14 f8 h9 z5", 50),
        ("a6 w4 x20:stairs p8 g10 h7 z5", 60),
        ("a6 w5 e14 g15 f8 h7 z5", 60),
        ("a8 f15 w5 c9 h8 z5", 50),
    ],
)
def test_the_other_protocols_have_no_finding(text: str, length: int) -> None:
    assert found(text, length=length) == []


# R1


@pytest.mark.parametrize(
    "before",
    ["w5", "w5 a10", "w5 e5", "w5 b5", "w5 b5 e5 a5", "w5 h0", "w5 z0 b5", "a10 w5"],
)
def test_r1_holds(before: str) -> None:
    assert severities("R1", f"{before} x20:stairs g10") == []


@pytest.mark.parametrize(
    "before", ["", "a10", "b5", "e5", "w5 f5", "w5 c5", "w5 p5", "w5 h5", "w5 g5", "w5 r5", "w0"]
)
def test_r1_stops(before: str) -> None:
    assert severities("R1", f"{before} x20:stairs g10") == ["stop"]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("w5 x20:stairs x20:stairs g10", []),
        ("w5 x20:stairs x20:car g10", ["2x"]),
        ("w5 x20:stairs r5 x20:stairs g10", []),
        ("w5 x20:stairs h0 x20:stairs g10", []),
        ("w5 x20:stairs b5 x20:stairs g10", ["3x"]),
        ("w5 x20:stairs g10 x20:stairs g10", ["3x"]),
        ("w5 x20:stairs g10 w5 x20:stairs g10", []),
        ("w5 x20:stairs g10 w5 e5 x20:car g10", []),
    ],
)
def test_r1_for_two_and_for_split_exposures(text: str, blocks: list[str]) -> None:
    assert [finding.block for finding in the("R1", text)] == blocks


# R2


@pytest.mark.parametrize(
    "after", ["g10", "p15 g10", "p5 p5 g10", "p5 h0 g10", "r5 g10", "r5 p5 g10"]
)
def test_r2_holds(after: str) -> None:
    assert severities("R2", f"w5 x20 {after} z5") == []


@pytest.mark.parametrize(
    "after",
    ["", "p15", "z5", "b5 g10", "f5 g10", "h5 g10", "c5 g10", "w5 g10", "p5 r5 g10", "r10", "g0"],
)
def test_r2_stops(after: str) -> None:
    assert severities("R2", f"w5 x20 {after}") == ["stop"]


def test_r2_grounding_without_compassion_is_a_hint() -> None:
    assert severities("R2", "w5 x20 g10-") == ["hint"]
    assert severities("R2", "w5 x20 g5- g5") == []


@pytest.mark.parametrize(("title", "named"), [("The sharing", "The sharing"), ("", "Reflection")])
def test_r2_names_what_stands_between(title: str, named: str) -> None:
    awareness, exposure, between, grounding = plan("w5 x20 f5 g10")
    blocks = (awareness, exposure, replace(between, title=title), grounding)
    (finding,) = [it for it in judge(blocks, facts()) if it.code == "R2"]
    assert finding.text == (
        f"“{named}” stands before the grounding. Only processing may stand between."
    )


def test_r2_for_two_exposures_names_the_one_without_grounding() -> None:
    text = "w5 x20:stairs p5 w5 x20:car p5 g10"
    assert [(it.code, it.block) for it in the("R2", text)] == [("R2", "1x")]
    assert [it.block for it in the("R2", "w5 x20:stairs x20:car g10")] == ["1x"]


# R3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("w5 x20 g10", []),
        ("w5 x20 g9", ["stop"]),
        ("w5 x20 g5 g5", []),
        ("w5 x20 p5 g5 h5 g5", []),
        ("w5 x20 r10 g9", ["stop"]),
        ("w5 x10 g5", []),
        ("w5 x10 g4", ["stop"]),
        ("w5 x11 g9", ["stop"]),
        ("w5 x11 g10", []),
        ("w5 x6 x5 g9", ["stop"]),
        ("w5 x6:stairs g5 w5 x5:car g5", []),
        ("w5 x0 g5", []),
        ("w5 x20:stairs g9 w5 x20:car g11", ["stop"]),
    ],
)
def test_r3_minutes_of_grounding(text: str, expected: list[str]) -> None:
    assert severities("R3", text) == expected


def test_without_any_grounding_both_order_and_minutes_say_so() -> None:
    assert found("w5 x35 p15 h10 z5 f20", memories=frozenset({""})) == [
        ("R2", "stop", "1x"),
        ("R3", "stop", "1x"),
    ]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("w5 x20 p5 g10 z20 d5", []),
        ("w5 x20 p5 g5 z20 d5 g5", ["R3"]),
        ("w5 x20 p5 d5 g10 z20", ["R2", "R3"]),
    ],
)
def test_what_stands_after_the_debrief_is_not_for_the_client(text: str, codes: list[str]) -> None:
    stops = [it for it in judge(plan(text), facts(memories=frozenset({""}))) if it.code != "R4"]
    assert [it.code for it in stops] == codes


# R4


@pytest.mark.parametrize(
    ("text", "length", "expected"),
    [
        ("w10 x40 g10 z15", 75, []),
        ("w10 x41 g10 z14", 75, ["warning"]),
        ("w10 x44 g10 z10", 74, []),
        ("w10 x45 g10 z9", 74, ["warning"]),
        ("w5 x20 w5 x25:car g10 z10", 75, ["warning"]),
        ("w5 x20 r20 g10", 60, ["warning"]),
        ("w5 x20 g10", 60, []),
        ("w5 x80 g10", 90, ["warning"]),
        ("w10 x40 g10 z15 d5", 80, []),
        ("w10 x40 g10 z14 d5", 79, ["warning"]),
        ("w10 x40 g10 z10 d5 z5", 80, ["warning"]),
        ("d5 w10 x35 g10 z15", 75, []),
        ("w5 x20 g10", None, ["warning?"]),
        ("w5 c20 g10", None, []),
    ],
)
def test_r4_minutes_after_the_last_exposure(
    text: str, length: int | None, expected: list[str]
) -> None:
    assert severities("R4", text, length=length) == expected


def test_r4_counts_the_minutes_that_a_lock_holds_back() -> None:
    held = replace(plan("w5 x40 g10")[1], lock_at="15:20")
    blocks = (*plan("w5"), held, *plan("g10")[:1])
    start = Start(day=date(2026, 11, 26), at=time(15), zone="Europe/Berlin")
    codes = [it.code for it in judge(blocks, facts(length=75, start=start)) if it.code == "R4"]
    assert codes == ["R4"]


# R5


@pytest.mark.parametrize(
    ("text", "length", "expected"),
    [
        ("a30 z60", 90, []),
        ("a30 z61", 90, ["stop"]),
        ("a30 z30", 90, []),
        ("a30", None, ["stop?"]),
        ("", None, []),
        ("w5 x19 g10", 90, ["warning"]),
        ("w5 x20 g10", 90, []),
        ("w5 x60 g10", 90, []),
        ("w5 x61 g10", 90, ["warning"]),
        ("w5 x30:stairs x31:stairs g10", 90, ["warning"]),
        ("w5 x31:stairs g10 w5 x30:car g10", 100, []),
        ("w5 x15:stairs r10 x5:stairs g10", 90, []),
        ("w5 x0 g10", 90, ["warning"]),
    ],
)
def test_r5_sum_and_length_of_exposure(text: str, length: int | None, expected: list[str]) -> None:
    assert severities("R5", text, length=length) == expected


@pytest.mark.parametrize(
    ("minutes", "title"), [(19, "Exposure is short"), (61, "Exposure is long")]
)
def test_r5_says_whether_exposure_is_short_or_long(minutes: int, title: str) -> None:
    (finding,) = the("R5", f"w5 x{minutes} g10")
    assert finding.title == title
    assert finding.text == f"{minutes} min. Suggested limits 20 to 60 min."


def test_r5_says_how_many_minutes_are_too_many() -> None:
    (finding,) = the("R5", "a50 z45")
    assert finding.title == "5 min too many"
    assert finding.text == "Planned 95 min, the session has 90 min."


def test_r1_speaks_of_a_second_exposure_where_there_is_one() -> None:
    said = [it.text for it in the("R1", "a5 x20:stairs g10 x20:car g10")]
    assert ["second" in text for text in said] == [False, True]


# R13


@pytest.mark.parametrize(
    ("text", "trauma", "expected"),
    [
        ("w5 c10! g5", True, []),
        ("w5 c10! p5 g5", True, []),
        ("w5 c10! g4", True, ["warning"]),
        ("w5 c10!", True, ["warning"]),
        ("w5 c10! f5 g5", True, ["warning"]),
        ("w5 c10! r5", True, ["warning"]),
        ("w5 c10!", False, []),
        ("w5 c10!", None, ["warning?"]),
        ("w5 c10! g5", None, []),
        ("w5 c10! w5 c10! g10", True, ["warning"]),
        ("w5 x20! g10", True, []),
        ("w5 g10!", True, ["warning"]),
        ("w5 h10! z5", True, []),
        ("w5 c10! h10! g5", True, ["warning"]),
    ],
)
def test_r13_activating_practices(text: str, trauma: bool | None, expected: list[str]) -> None:
    assert severities("R13", text, trauma=trauma) == expected


def test_r13_adjoining_blocks_of_one_practice_are_one() -> None:
    first, second = (replace(block, practice="younger-self") for block in plan("c10! c10!"))
    codes = [it.code for it in judge((first, second, *plan("g5")), facts())]
    assert codes == []
    other = replace(second, practice="difficult-person")
    found_for = [it.block for it in judge((first, other, *plan("g5")), facts())]
    assert found_for == ["0c"]
    assert [it.block for it in the("R13", "c10! c10! g5")] == ["0c"]


def test_r13_grounding_after_the_next_one_does_not_count() -> None:
    assert [it.block for it in the("R13", "c10! g4 w5 c10! g5")] == ["0c"]


# All findings


def test_findings_come_by_severity_then_by_block() -> None:
    text = "a10 x15:stairs g9- w5 x20:car p10"
    assert found(text, risk_open=NOW, past_risk=True) == [
        ("R1", "stop", "1x"),
        ("R3", "stop", "1x"),
        ("R2", "stop", "4x"),
        ("R3", "stop", "4x"),
        ("R9", "review", None),
        ("R10", "warning", None),
        ("R5", "warning", "1x"),
        ("R2", "hint", "1x"),
    ]


def test_every_limit_can_be_changed() -> None:
    limits = Limits(grounding=12, exposure_longest=30, after_exposure=41)
    assert found(TRAUMA_90, limits) == [
        ("R3", "stop", "2x"),
        ("R4", "warning", "2x"),
        ("R5", "warning", "2x"),
    ]


def test_without_any_facts_nothing_counts_as_passed() -> None:
    nothing = Facts(as_of=NOW)
    findings = judge(plan(TRAUMA_90), nothing)
    assert {it.code for it in findings} == {
        "R4",
        "R5",
        "R9",
        "R9a",
        "R10",
        "R11",
        "R15",
        "R16",
        "R18a",
        "R22",
        "R23",
    }
    assert [it.code for it in findings if not it.cannot_judge] == []


def test_texts_are_short_and_complete() -> None:
    findings = (
        *judge(plan("a10 x15 g9- x61:car f5 2c10!"), Facts(as_of=NOW)),
        *judge(plan("x15 2c10!"), Facts(as_of=NOW, gathering=Gathering.GROUP)),
    )
    for finding in findings:
        assert 1 <= len(finding.title.split()) <= 8
        assert finding.text.endswith((".", "?"))
        assert finding.settle.endswith(".")
        assert "%(" not in finding.title + finding.text + finding.settle
        assert finding.source
        assert len(finding.facts_hash) == 32


def test_facts_refuse_an_instant_without_a_zone_and_read_stored_words() -> None:
    with pytest.raises(ValueError, match="as_of: an instant needs its zone"):
        Facts(as_of=datetime(2026, 1, 1))
    with pytest.raises(ValueError, match="not_sure"):
        facts(home="not_sure")
    assert severities("R18", home="not_safe") == ["review"]


def test_an_exposure_without_label_is_one_with_its_neighbour() -> None:
    parts = [
        PlannedBlock(uid=uid, phase=Phase.EXPOSURE, title="", minutes=15) for uid in ("x", "y")
    ]
    grounding = PlannedBlock(
        uid="g", phase=Phase.GROUNDING, title="", minutes=10, practice_gates=KIND
    )
    codes = [it.code for it in judge((*plan("w5"), *parts, grounding), facts())]
    assert codes == []
