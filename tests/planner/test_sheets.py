"""Sheets are plain values with caps, and discreet ones give away nothing."""

from typing import Any

import pytest

from planner.sheets import Contact, SheetBlock, SheetError, SheetFinding, SudsGrid
from tests.planner.documents.examples import handout, session


def test_a_text_may_be_as_long_as_its_place_and_no_longer() -> None:
    assert handout(when="x" * 500).when == "x" * 500
    with pytest.raises(SheetError, match=r"^when: at most 500 characters$"):
        handout(when="x" * 501)
    with pytest.raises(SheetError, match=r"^stop_signal: at most 500 characters$"):
        session(stop_signal="x" * 501)
    with pytest.raises(SheetError, match=r"^name: at most 500 characters$"):
        Contact(name="x" * 501, number="1")
    with pytest.raises(SheetError, match=r"^memory: at most 500 characters$"):
        SudsGrid(memory="x" * 501, minutes=20)
    with pytest.raises(SheetError, match=r"^text: at most 500 characters$"):
        SheetFinding(severity="Stop", text="x" * 501)


def test_notes_may_be_as_long_as_in_a_plan() -> None:
    facts: dict[str, Any] = {
        "starts": "",
        "minutes": 5,
        "phase": "Arrival",
        "family": "other",
        "title": "t",
    }
    assert SheetBlock(**facts, notes="x" * 4000).notes == "x" * 4000
    with pytest.raises(SheetError, match=r"^notes: at most 4000 characters$"):
        SheetBlock(**facts, notes="x" * 4001)


def test_discreet_paper_keeps_only_the_practice_and_its_schedule() -> None:
    sheet = handout(discreet=True)
    bare = sheet.as_printed()
    assert (bare.title, bare.small_code) == ("A four-minute pause", "")
    assert (bare.clinic, bare.for_whom, bare.given_on, bare.next_appointment) == ("", "", None, "")
    assert (bare.office, bare.other_times) == (None, ())
    assert (bare.when, bare.where, bare.week_from) == (sheet.when, sheet.where, sheet.week_from)


def test_open_paper_is_printed_as_it_is() -> None:
    sheet = handout()
    assert sheet.as_printed() is sheet
    assert (sheet.title, sheet.small_code) == ("Notice, name it kindly, stay", "7f3a91c2")
