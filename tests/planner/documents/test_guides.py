"""The facilitator's guide and the participants' agenda as PDF files."""

import io
from typing import Any

import pikepdf
import pytest

from planner.documents import press
from planner.documents.pool import Pool
from planner.documents.sessions import session_sheet_html, session_sheet_pdf
from planner.sheets import (
    AgendaLine,
    AgendaSheet,
    GuideBlock,
    GuidePart,
    GuideSheet,
    SheetFinding,
)
from tests.planner.documents.examples import THE_DAY, opened, text_of
from tests.planner.documents.test_handouts import sizes_of, tags_of

SCRIPT = "Let us look\naround.\n\n## Feet\n\n1. Press them down.\n2. Wait.\n\n- Or pass."


@pytest.fixture(autouse=True)
def _one_pool(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    """All sheets of this module are printed by one child."""
    monkeypatch.setattr(press, "POOL", pool)


def block(**changes: Any) -> GuideBlock:
    """A block with a script in German."""
    facts: dict[str, Any] = {
        "starts": "10:05",
        "minutes": 8,
        "phase": "Awareness",
        "family": "awareness",
        "title": "Look around",
        "practice": "Room, door, window",
        "part": "Module 1",
        "optional": True,
        "materials": ("a basket", "stones"),
        "notes": "Door first.",
        "script": SCRIPT,
        "language": "de",
        "when_to_stop": ("Nobody answers.",),
    }
    return GuideBlock(**facts | changes)


def guide(**changes: Any) -> GuideSheet:
    """A group's guide of two blocks."""
    first = GuideBlock(starts="10:00", minutes=5, phase="Arrival", family="other", title="Hello")
    facts: dict[str, Any] = {
        "who": "Tuesday group",
        "clinic": "Harbour Clinic",
        "language": "en",
        "title": "Week 1",
        "day": THE_DAY,
        "starts": "10:00",
        "ends": "11:30",
        "minutes": 90,
        "spare": 2,
        "place": "By video",
        "is_group": True,
        "parts": (GuidePart(name="Module 1", minutes=30), GuidePart(name="Around them", minutes=9)),
        "ready": ("Water", "Name cards"),
        "blocks": (first, block()),
        "findings": (SheetFinding(severity="Warning", text="One leader for nine."),),
    }
    return GuideSheet(**facts | changes)


def agenda(**changes: Any) -> AgendaSheet:
    """A group's agenda of two lines."""
    lines = (
        AgendaLine(starts="10:00", minutes=5, title="Arriving"),
        AgendaLine(starts="10:05", minutes=8, title="Look, feel, listen"),
    )
    facts: dict[str, Any] = {"language": "en", "is_group": True, "lines": lines}
    return AgendaSheet(**facts | changes)


def test_a_guide_reads_in_the_order_of_the_work() -> None:
    text = text_of(session_sheet_pdf(guide()))
    words = [
        "Week 1",
        "Thursday, 26 November 2026",
        "10:00–11:30",
        "90 minutes, 2 spare",
        "By video",
        "Open when this was printed Warning: One leader for nine.",
        "Minutes of each part Module 1 30 min Around them 9 min",
        "To have ready Water Name cards",
        "Everybody may pass, at every point.",
        "10:00 · Hello",
        "5 min · Arrival",
        "10:05 · Look around",
        "8 min · Awareness · Room, door, window (may be left out)",
        "To have ready: a basket, stones",
        "Door first.",
        "What to say Let us look around. Feet 1 Press them down. 2 Wait. • Or pass.",
        "Stop when • Nobody answers.",
    ]
    assert [part for part in words if part not in text] == []
    places = [text.find(part) for part in words]
    assert places == sorted(places)


def test_a_guide_without_modules_findings_and_scripts_has_no_empty_boxes() -> None:
    plain = block(script="", when_to_stop=(), notes="", materials=(), part="")
    text = text_of(
        session_sheet_pdf(guide(parts=(), findings=(), ready=(), blocks=(plain,), is_group=False))
    )
    headings = ("Minutes of each part", "Open when", "To have ready", "What to say", "Stop when")
    assert [one for one in (*headings, "Everybody may pass") if one in text] == []


def test_a_guide_is_tagged_and_its_script_has_its_language() -> None:
    pdf = session_sheet_pdf(guide(paper="Letter"))
    tags = tags_of(pdf)
    assert (tags.count("/H1"), tags.count("/H3"), tags.count("/H4")) == (1, 2, 2)
    assert min(sizes_of(pdf)) == 12.0
    assert session_sheet_html(guide()).count('lang="de"') == 2
    with opened(pdf) as file:
        assert int(file.pages[0].mediabox[2]) == 612
        assert str(file.docinfo["/Title"]) == "Guide Tuesday group, Thursday, 26 November 2026"
        assert file.open_metadata()["pdfuaid:part"] == "1"


def test_a_long_guide_runs_over_pages_that_are_numbered() -> None:
    blocks = tuple(block(starts=f"10:{n:02}", script=SCRIPT * 5) for n in range(12))
    pdf = session_sheet_pdf(guide(blocks=blocks))
    with opened(pdf) as file:
        pages = len(file.pages)
    assert pages > 3
    assert f"2 / {pages}" in text_of(pdf)


def page_with(words: str, pdf: bytes) -> int:
    """The number of the first page on which the words stand."""
    with opened(pdf) as file:
        for number, page in enumerate(file.pages, 1):
            alone, held = pikepdf.new(), io.BytesIO()
            alone.pages.append(page)
            alone.save(held)
            if words in text_of(held.getvalue()):
                return number
    raise AssertionError(words)


def test_a_script_that_was_printed_before_is_referred_to_by_time_and_page() -> None:
    filler = tuple(block(title=f"Part {n}", script=f"Words {n}. " * 120) for n in range(6))
    again = block(starts="11:05", minutes=4, notes="Shorter now.", script="", said_in=7)
    pdf = session_sheet_pdf(guide(blocks=(*filler, block(starts="10:50"), again)))
    text = text_of(pdf)
    assert text.count("Let us look around.") == 1
    page = page_with("Let us look around.", pdf)
    assert page > 1
    tail = text[text.index("11:05 · Look around") :]
    words = [
        "4 min · Awareness",
        "Shorter now.",
        f"What to say: as at 10:50, “Look around”, page {page}",
        "Stop when • Nobody answers.",
    ]
    places = [tail.find(part) for part in words]
    assert (-1 in places, places) == (False, sorted(places))


def test_markup_in_a_script_is_printed_as_text() -> None:
    odd = block(script="Say <i>this</i>\n\n{{ sheet }}", notes="<b>bold</b>")
    text = text_of(session_sheet_pdf(guide(blocks=(odd,))))
    assert [x for x in ("Say <i>this</i>", "{{ sheet }}", "<b>bold</b>") if x not in text] == []


def test_an_agenda_is_a_table_and_one_sentence() -> None:
    pdf = session_sheet_pdf(agenda())
    assert text_of(pdf) == (
        "What we do Time What Minutes 10:00 Arriving 5 10:05 Look, feel, listen 8 "
        "Everybody may pass, at every point."
    )
    tags = tags_of(pdf)
    assert (tags.count("/H1"), tags.count("/Table")) == (1, 1)
    with opened(pdf) as file:
        assert (len(file.pages), str(file.docinfo["/Title"])) == (1, "What we do")
        assert int(file.pages[0].mediabox[2]) == 595
        assert file.open_metadata()["pdfuaid:part"] == "1"


def test_an_agenda_for_one_person_says_so() -> None:
    text = text_of(session_sheet_pdf(agenda(is_group=False)))
    assert "You may pass, pause or stop, at every point." in text
