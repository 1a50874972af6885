"""Pieces on paper: a text to read, what to keep of it, a question."""

import pytest

from planner.documents import press
from planner.documents.given import sheet_pdf
from planner.documents.pieces import piece_html
from planner.documents.pool import Pool
from planner.sheets import PieceSheet
from tests.planner.documents.examples import everything_in, opened, piece, piece_sheet, text_of
from tests.planner.documents.reading import sizes_of, tags_of


@pytest.fixture(autouse=True)
def _one_pool(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    """All sheets of this module are printed by one child."""
    monkeypatch.setattr(press, "POOL", pool)


def test_a_piece_stands_on_paper_in_its_order() -> None:
    words = [
        "Harbour Clinic",
        "for M-17 · 26 November 2026",
        "The kettle that sings",
        "Stop whenever you like.",
        "Dr. Osei’s office, 020 7946 0100, 9 to 17.",
        "A kettle stood on the stove.",
        "The song",
        "It sang.",
        "• Turn it down.",
        "• Wait.",
        "To keep",
        "Heat is no fault.",
        "What turns yours down?",
        "Our next appointment: Thursday 3 December, 15:00",
        piece().content_hash[:8],
    ]
    text = text_of(sheet_pdf(piece_sheet()))
    places = [text.find(part) for part in words]
    assert [part for part, place in zip(words, places, strict=True) if place < 0] == []
    assert places == sorted(places)


def test_a_piece_is_tagged_and_large_where_it_is_asked_for() -> None:
    pdf = sheet_pdf(piece_sheet())
    assert [tag for tag in tags_of(pdf) if tag in ("/H1", "/H2")] == ["/H1", *["/H2"] * 3]
    assert tags_of(pdf).count("/LI") == 2 + 2
    assert min(sizes_of(pdf)) == 12.0
    assert min(sizes_of(sheet_pdf(piece_sheet(large=True)))) == 18.0


def test_discreet_paper_names_nobody_and_no_place() -> None:
    pdf = sheet_pdf(piece_sheet(discreet=True))
    found = everything_in(pdf).decode("latin-1")
    forbidden: tuple[str, ...] = ("Harbour", "Osei", "M-17", "020 7946", "Night line", "3 December")
    forbidden += ("appointment", "26 November", "The kettle that sings", "the-kettle")
    assert [word for word in forbidden if word in found] == []
    assert text_of(pdf).startswith("An old kettle Stop whenever you like.")
    with opened(pdf) as file:
        assert str(file.docinfo["/Title"]) == "An old kettle"


def test_a_blank_piece_names_nobody() -> None:
    html = piece_html(PieceSheet(document=piece()))
    assert 'class="run"' not in html
    assert "Our next appointment: <span" in html


def test_markup_in_the_text_is_printed_as_text() -> None:
    html = piece_html(piece_sheet(piece(text="1 < 2 & “so on”\n\n2. Second\n3. Third")))
    assert "1 &lt; 2 &amp; “so on”" in html
    assert html.count("<li>") == 2 + 2
