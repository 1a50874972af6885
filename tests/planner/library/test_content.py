"""The practices and protocols that ship: what must be true of them themselves."""

import datetime as dt
import re

import pytest

from clients.prescription import Prescription
from planner.library.practices import PracticeDocument, to_prescription
from planner.library.protocols import ProtocolDocument
from planner.library.reading import client_text
from planner.plan import Phase, total_minutes
from planner.safety import Facts, Gathering, judge
from planner.safety.findings import Severity
from tests.planner.shelves import library

pytestmark = pytest.mark.content

LIBRARY = library()
ENGLISH = [one for one in LIBRARY.practices if one.language == "en"]
FORMS = [
    (practice, variant)
    for practice in ENGLISH
    for variant in (None, *(one.code for one in practice.variants))
]
every_practice = pytest.mark.parametrize("practice", ENGLISH, ids=lambda one: one.code)
every_protocol = pytest.mark.parametrize("protocol", LIBRARY.protocols, ids=lambda one: one.code)
every_form = pytest.mark.parametrize(
    ("practice", "variant"), FORMS, ids=[f"{one.code}-{form or 'base'}" for one, form in FORMS]
)

THERAPIST_ONLY = ["difficult-person", "imaginal-exposure-frame", "modelling-aloud", "younger-self"]
TOGETHER_FIRST = [
    "body-scan-eyes-closed",
    "body-scan-eyes-open",
    "breath-anchor",
    "care-circle-turned-inward",
    "compassionate-figure",
    "compassionate-grounding",
    "family-check-in",
    "inner-critic-dialogue",
    "ladder-step",
    "listening-to-the-recording",
    "present-moment-compassion",
    "resting-with",
    "self-forgiveness",
]
ACTIVATING = [
    "body-scan-eyes-closed",
    "difficult-person",
    "imaginal-exposure-frame",
    "younger-self",
]
EXPOSURE_AT_HOME = ["ladder-step", "listening-to-the-recording"]
WITH_TOUCH = ["anchor-reset-cue", "compassionate-attentional-shifts", "soothing-touch"]


def led(by: str) -> list[str]:
    return [one.code for one in ENGLISH if one.gates.led_by == by]


def steps(code: str, variant: str | None = None) -> Prescription:
    return to_prescription(LIBRARY.practice(code), variant)


def test_who_leads_what() -> None:
    assert led("therapist_only") == THERAPIST_ONLY
    assert led("therapist_first") == TOGETHER_FIRST
    assert len(led("self")) == len(ENGLISH) - len(THERAPIST_ONLY) - len(TOGETHER_FIRST)


def test_what_stirs_up_and_what_is_exposure_at_home() -> None:
    assert [one.code for one in ENGLISH if one.gates.activating] == ACTIVATING
    assert [one.code for one in ENGLISH if one.gates.exposure_homework] == EXPOSURE_AT_HOME
    cards = {one.code: one.stay_or_stop for one in ENGLISH if one.stay_or_stop}
    assert cards == dict.fromkeys(EXPOSURE_AT_HOME, LIBRARY.cards["en"])


def test_what_turns_the_head_has_a_form_in_which_only_the_eyes_move() -> None:
    code = "look-around-turn-head"
    assert steps(code).gates.leave_out_when == ("movement_unsafe",)
    eyes = steps(code, "short")
    assert eyes.gates.leave_out_when == ()
    assert [step.text for step in eyes.steps if re.search(r"(?i)turn|nod|behind", step.text)] == []


def test_the_cycle_has_its_three_steps_and_lengths() -> None:
    given = steps("three-step-integration-cycle")
    assert given.title == "Notice, name it kindly, stay"
    assert [step.label for step in given.steps] == [
        "Notice",
        "Name it kindly",
        "Stay a little, gently curious",
    ]
    assert given.steps[0].seconds == 30
    assert [step.gap_allowed for step in given.steps] == [True, False, True]
    assert given.steps[1].own_words is True


def test_the_shift_lasts_ten_to_fifteen_breaths() -> None:
    assert steps("compassionate-attentional-shifts").steps[3].breaths == (10, 15)
    assert steps("compassionate-attentional-shifts", "no_touch").steps[3].breaths == (10, 15)


@pytest.mark.parametrize("variant", [None, "eyes_open"])
def test_the_micro_pause_has_four_phases_and_45_seconds(variant: str | None) -> None:
    given = steps("micro-pause", variant).steps
    assert len(given) == 4
    assert sum(step.seconds or 0 for step in given) == 45


def test_the_phrases_are_three_or_four_and_leave_out_difficult_people() -> None:
    practice = LIBRARY.practice("loving-kindness-phrases")
    assert practice.phrases_allowed == (3, 4)
    assert re.findall(r"difficult|enem|hurt|hostile", client_text(practice)) == []


def test_grounding_after_exposure_lasts_ten_minutes() -> None:
    given = steps("compassionate-grounding")
    assert sum(step.seconds or 0 for step in given.steps) == 600
    assert given.minutes.usual == 10


def test_the_day_map_asks_a_plan_for_every_way_in() -> None:
    sheet = steps("mindful-compassion-mapping").worksheet
    assert sheet is not None
    plans = next(one for one in sheet.fields if one.key == "plans")
    assert [(one.key, one.required) for one in plans.columns] == [("moment", True), ("plan", True)]
    assert sheet.shared is False


def test_the_stay_or_stop_card_says_both() -> None:
    card = LIBRARY.cards["en"]
    assert "30 minutes" in card.stay
    assert "real danger" in card.stop


@every_form
def test_every_form_can_be_given(practice: PracticeDocument, variant: str | None) -> None:
    given = to_prescription(practice, variant)
    assert Prescription.from_data(given.to_data()) == given


@every_practice
def test_a_form_with_steps_of_its_own_has_its_own_script(practice: PracticeDocument) -> None:
    assert [one.code for one in practice.variants if one.steps and not one.script] == []


@every_form
def test_eyes_open_is_named_first(practice: PracticeDocument, variant: str | None) -> None:
    where = to_prescription(practice, variant).where
    assert "eyes open" in where
    assert "closed" not in where.split("eyes open")[0]


@every_form
def test_the_breath_is_never_preset(practice: PracticeDocument, variant: str | None) -> None:
    given = to_prescription(practice, variant)
    assert given.anchor == ""
    assert given.anchors[:1] != ("breath",)


@every_practice
def test_danger_and_worse_for_the_day_are_said(practice: PracticeDocument) -> None:
    assert practice.real_danger_line.startswith("If this is about something dangerous right now,")
    assert "far away, unreal, or worse for the rest of the day" in practice.may_happen


@every_practice
def test_the_stop_box_lets_the_client_stop(practice: PracticeDocument) -> None:
    begins = practice.stop_and_steady.lower()
    assert begins.startswith("stop whenever you like") or not practice.gates.may_go_home


@every_practice
def test_no_pause_and_no_promise(practice: PracticeDocument) -> None:
    text = client_text(practice).lower()
    unwanted = r"no pause|will heal|cure|disorder|ptsd|depression|diagnos|fail"
    assert re.findall(unwanted, text) == []


@every_practice
def test_discreet_titles_say_nothing_of_therapy(practice: PracticeDocument) -> None:
    told = r"therap|trauma|compassion|exposure|mindful|grounding|clinic|kind"
    assert re.findall(told, practice.plain_title.lower()) == []


@every_practice
def test_touch_is_asked_for_and_can_be_left_out(practice: PracticeDocument) -> None:
    names_touch = re.search(r"hand on (your|the) heart|your own hand", client_text(practice))
    if practice.code in WITH_TOUCH:
        assert practice.gates.leave_out_when == ("touch_unsafe",)
        assert "touch_unsafe" not in to_prescription(practice, "no_touch").gates.leave_out_when
    elif names_touch:
        assert "if that is good for you" in client_text(practice).replace("\n", " ")


@every_practice
def test_evidence_is_honest(practice: PracticeDocument) -> None:
    assert {one.strength for one in practice.evidence} <= {
        "strong",
        "moderate",
        "weak",
        "tradition",
    }
    assert "lower hrv" not in " ".join(one.claim.lower() for one in practice.evidence)


MINUTES = {
    "individual-50": ("no_exposure", 50, [8, 6, 14, 8, 9, 5]),
    "trauma-60": ("trauma", 60, [6, 4, 20, 8, 10, 7, 5]),
    "trauma-90": ("trauma", 90, [10, 5, 35, 15, 10, 10, 5]),
    "preparation-60": ("preparation", 60, [6, 5, 14, 15, 8, 7, 5]),
    "review-50": ("review", 50, [8, 15, 5, 9, 8, 5]),
    "group-90": ("group", 90, [10, 3, 10, 5, 6, 12, 4, 3, 5, 8, 3, 3, 6, 4, 4, 4]),
}


def test_protocol_minutes_are_exact() -> None:
    found = {
        one.code: (one.kind, one.minutes, [block.minutes for block in one.blocks])
        for one in LIBRARY.protocols
    }
    assert {code: found[code] for code in MINUTES} == MINUTES


@every_protocol
def test_minutes_sum_exactly(protocol: ProtocolDocument) -> None:
    assert total_minutes(protocol.blocks) == protocol.minutes


def test_exposure_can_be_refitted_only_within_its_bounds() -> None:
    bounds = {
        one.code: (block.shortest, block.longest)
        for one in LIBRARY.protocols
        for block in one.blocks
        if block.phase is Phase.EXPOSURE
    }
    assert bounds == {"trauma-60": (20, 20), "trauma-90": (20, 45)}


def test_the_group_has_three_modules_and_the_break_outside_them() -> None:
    blocks = LIBRARY.protocol("group-90").blocks
    sums = [total_minutes(one for one in blocks if one.module == module) for module in (1, 2, 3)]
    assert sums == [18, 25, 20]
    assert [one.module for one in blocks if one.phase is Phase.BREAK] == [0]
    cycles = [one for one in blocks if one.practice == "three-step-integration-cycle"]
    assert [one.module for one in cycles] == [3, 3, 0]


@every_protocol
def test_arrival_asks_whether_today_is_safe(protocol: ProtocolDocument) -> None:
    arrival = protocol.blocks[0]
    assert arrival.phase is Phase.ARRIVAL
    asked = ("risk asked", "sober", "nothing newly dangerous", "way home", "no duty")
    if protocol.kind != "group":
        assert [word for word in asked if word not in arrival.notes] == []


@every_protocol
def test_notes_are_one_or_two_lines(protocol: ProtocolDocument) -> None:
    assert [one.title for one in protocol.blocks if one.notes.count("\n") > 1] == []


@every_protocol
def test_no_rule_stops_a_protocol_as_it_stands(protocol: ProtocolDocument) -> None:
    group = protocol.kind == "group"
    facts = Facts(
        as_of=dt.datetime(2026, 11, 26, 9, tzinfo=dt.UTC),
        gathering=Gathering.GROUP if group else Gathering.INDIVIDUAL,
        length=protocol.minutes,
    )
    plan_rules = {"R1", "R2", "R3", "R4", "R5", "R13", "R15", "R20"}
    found = [one for one in judge(protocol.blocks, facts) if one.code in plan_rules]
    assert [one.code for one in found if one.severity is not Severity.HINT] == []
