"""Every other shelf that ships: counts, shapes that the sources ask for, and that all hangs together."""

import re
from typing import Any

import pytest

from clients.models import Obstacle
from clients.worksheets import SheetField
from planner.library.challenges import ChallengeDocument
from planner.library.documents import Document
from planner.library.links import orphans
from planner.library.packs import PackDocument
from planner.library.pieces import PieceDocument
from planner.library.reading import client_text
from planner.library.words import BARRIERS
from planner.library.worksheets import WorksheetDocument
from tests.planner.shelves import library

pytestmark = pytest.mark.content

LIBRARY = library()
ENGLISH = [one for one in LIBRARY.documents if one.language == "en"]
WORKSHEETS = [one for one in LIBRARY.on("worksheets") if one.language == "en"]
LEAST = {
    "practices": 48,
    "pieces": 12,
    "challenges": 10,
    "packs": 9,
    "worksheets": 24,
    "protocols": 27,
    "courses": 5,
}
SPANISH = ["five-senses-grounding", "micro-pause", "three-step-integration-cycle"]
every_sheet = pytest.mark.parametrize("sheet", WORKSHEETS, ids=lambda one: one.code)
every_document = pytest.mark.parametrize("document", ENGLISH, ids=lambda one: one.code)


def fields_of(code: str) -> dict[str, SheetField]:
    return {one.key: one for one in LIBRARY.find(code).fields}


def kinds(code: str) -> list[str]:
    return [one.kind for one in LIBRARY.find(code).fields]


def test_there_is_enough_on_every_shelf() -> None:
    found = {shelf: len([one for one in ENGLISH if one.shelf == shelf]) for shelf in LEAST}
    assert {shelf: min(found[shelf], least) for shelf, least in LEAST.items()} == LEAST


def test_three_practices_speak_spanish() -> None:
    assert [one.code for one in LIBRARY.practices if one.language == "es"] == SPANISH


def test_what_was_translated_names_the_english_it_was_written_from() -> None:
    stale = [
        one.code
        for one in LIBRARY.documents
        if one.language != "en" and one.of != LIBRARY.find(one.code).content_hash[:12]
    ]
    assert stale == []


def test_nothing_is_left_without_a_way_to_it() -> None:
    assert orphans(ENGLISH) == []


@every_document
def test_no_promise_and_no_diagnosis(document: Document) -> None:
    unwanted = r"\bno pause|will heal|\bcures?\b|\bptsd\b|\bdiagnos|\bfail"
    assert re.findall(unwanted, client_text(document).lower()) == []
    assert re.findall(r"disorder|depressi|ptsd|borderline", document.title.lower()) == []
    assert "lower hrv" not in str(document.to_data()).lower()


@pytest.mark.parametrize("document", [*WORKSHEETS, *LIBRARY.on("pieces")], ids=lambda one: one.code)
def test_discreet_titles_say_nothing_of_therapy(document: Any) -> None:
    told = r"therap|trauma|compassion|exposure|mindful|grounding|clinic|kind"
    assert re.findall(told, document.plain_title.lower()) == []


@every_sheet
def test_sheets_let_the_client_stop(sheet: WorksheetDocument) -> None:
    assert sheet.stop_and_steady.startswith("Stop whenever you like")
    assert sheet.real_danger_line.startswith("If this is about something dangerous right now,")
    assert "far away, unreal, or worse for the rest of the day" in sheet.may_happen


def test_three_statements_are_exactly_three() -> None:
    rows = next(one for one in LIBRARY.find("three-statements-card").fields if one.kind == "rows")
    assert (rows.rows_least, rows.rows_most) == (3, 3)


def test_phrases_are_three_or_four_for_the_first_four_groups() -> None:
    rows = next(one for one in LIBRARY.find("phrase-builder").fields if one.kind == "rows")
    stages = next(one for one in LIBRARY.find("phrase-builder").fields if one.kind == "choice")
    assert (rows.rows_least, rows.rows_most) == (3, 4)
    assert [one.code for one in stages.choices] == ["self", "benefactor", "friend", "neutral"]


def test_the_day_map_keeps_its_questions() -> None:
    fields = fields_of("day-map")
    assert [(one.key, one.required) for one in fields["plans"].columns][:2] == [
        ("moment", True),
        ("plan", True),
    ]
    assert LIBRARY.find("day-map").shared is False
    assert {"rating", "rows", "long_text"} <= set(kinds("day-map"))


def test_belief_is_rated_before_and_after() -> None:
    ratings = [one for one in LIBRARY.find("evidence-list").fields if one.kind == "rating"]
    assert [(one.low, one.high) for one in ratings] == [(0, 100), (0, 100)]


def test_the_ladder_has_a_number_on_each_rung() -> None:
    tables = [one for one in LIBRARY.find("exposure-ladder").fields if one.kind == "rows"]
    ratings = [(c.low, c.high) for table in tables for c in table.columns if c.kind == "rating"]
    assert ratings
    assert set(ratings) == {(0, 100)}
    assert LIBRARY.find("exposure-ladder").gates.led_by == "therapist_first"


def test_the_safety_plan_has_its_six_headings_in_order() -> None:
    headings = [one.label for one in LIBRARY.find("safety-plan").fields if one.label[0].isdigit()]
    assert [label[0] for label in headings] == ["1", "2", "3", "4", "5", "6"]


def test_barriers_are_what_a_log_can_say() -> None:
    assert set(BARRIERS) == set(Obstacle.values) - {"not_said"}


def test_every_barrier_leads_to_one_challenge() -> None:
    guides: tuple[ChallengeDocument, ...] = LIBRARY.on("challenges")
    led = sorted(barrier for guide in guides for barrier in guide.barriers)
    assert led == sorted(BARRIERS)


def test_the_school_pack_counts_down_to_the_day() -> None:
    pack: PackDocument = LIBRARY.find("school-pack")
    assert [part.days_before for part in pack.parts] == [28, 21, 14, 7, 3, 1, 0]


def test_pieces_for_clinicians_are_no_reading_for_clients() -> None:
    pieces: tuple[PieceDocument, ...] = LIBRARY.on("pieces")
    assert [one.code for one in pieces if not one.may_go_home] == [
        "models-not-proof",
        "roots-and-reading",
        "what-the-studies-say",
    ]
    assert all(client_text(one) == "" for one in pieces if not one.may_go_home)


def test_the_eight_weeks_are_eight_groups_of_ninety_minutes() -> None:
    course = LIBRARY.find("eight-week-course")
    plans = [LIBRARY.protocol(one.protocol) for one in course.sessions]
    assert [(one.kind, one.minutes) for one in plans] == [("group", 90)] * 8
    assert [bool(one.home) for one in course.sessions] == [True] * 8
