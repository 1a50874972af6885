"""Worksheets on paper: everything that belongs on one, room to write, and nothing cut."""

from itertools import pairwise
from typing import Any

import pytest

from clients.prescription import StayOrStop
from clients.worksheets import KINDS
from planner.documents import press
from planner.documents.given import sheet_pdf
from planner.documents.pool import Pool
from planner.documents.worksheets import worksheet_html
from planner.library.worksheets import WorksheetDocument
from planner.sheets import WorksheetSheet
from tests.planner.documents.examples import (
    CHOICES,
    everything_in,
    opened,
    text_of,
    worksheet,
    worksheet_sheet,
)
from tests.planner.documents.reading import elements, lines_of, pages_of, sizes_of, tags_of
from tests.planner.shelves import library

SHEETS = [one for one in library().on("worksheets") if one.gates.led_by != "therapist_only"]


@pytest.fixture(autouse=True)
def _one_pool(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    """All sheets of this module are printed by one child."""
    monkeypatch.setattr(press, "POOL", pool)


def test_a_worksheet_is_a_tagged_file_with_a_title_and_a_language() -> None:
    with opened(sheet_pdf(worksheet_sheet())) as file:
        assert bool(file.Root.MarkInfo.Marked) is True
        assert str(file.Root.Lang) == "en"
        assert str(file.docinfo["/Title"]) == "A map of small things"
        assert "/Author" not in file.docinfo
        assert file.open_metadata()["pdfuaid:part"] == "1"
        assert "/AcroForm" not in file.Root


def test_what_belongs_on_a_sheet_stands_in_the_right_order() -> None:
    words = [
        "Harbour Clinic",
        "for M-17 · 26 November 2026",
        "A map of small things",
        "Stop whenever you like.",
        "Dr. Osei’s office, 020 7946 0100, 9 to 17.",
        "At other times: Night line, 0161 496 0999, day and night.",
        "Small things are easy to miss.",
        "When In the evening.",
        "How long about 8 minutes",
        "Date",
        "How to do it",
        "1 Look back.",
        "2 Write it down.",
        "If this is about something dangerous right now, practise later.",
        "What somebody else wrote (an invented example)",
        "What may happen",
        "My sheet",
        "The thing",
        "How it was",
        "Did it help? 0 1 2 3 4 5 6 7 8 9 10 0 not at all … 10 very much",
        "How true? 0 10 20 30 40 50 60 70 80 90 100 0 not at all … 100 very much. My number:",
        "With whom? Alone With somebody",
        "At what time? :",
        "My days 0 not at all … 10 very much",
        "Day Done? How loud? Alone With somebody",
        "Our next appointment: Thursday 3 December, 15:00",
        worksheet().content_hash[:8],
    ]
    text = text_of(sheet_pdf(worksheet_sheet()))
    places = [text.find(part) for part in words]
    assert [part for part, place in zip(words, places, strict=True) if place < 0] == []
    assert places == sorted(places)


def test_headings_lists_and_the_table_are_tagged() -> None:
    found = tags_of(sheet_pdf(worksheet_sheet()))
    assert [tag for tag in found if tag in ("/H1", "/H2", "/H3")] == [
        "/H1",
        *["/H2"] * 4,
        *["/H3"] * 7,
    ]
    assert (found.count("/Table"), found.count("/TH"), found.count("/TD")) == (1, 3 + 2, 3 * 4)
    assert found.count("/Figure") == 0


def test_no_letter_is_smaller_than_twelve_points_also_in_tables() -> None:
    for fillable in (False, True):
        assert min(sizes_of(sheet_pdf(worksheet_sheet(fillable=fillable)))) == 12.0
        pdf = sheet_pdf(worksheet_sheet(large=True, fillable=fillable))
        assert min(sizes_of(pdf)) == 18.0


@pytest.mark.parametrize(("large", "least"), [(False, 8), (True, 12)])
def test_there_is_room_to_write(large: bool, least: float) -> None:
    story = {"key": "a", "label": "A", "kind": "long_text", "most": 1200}
    column = {"key": "c", "label": "C", "kind": "short_text"}
    rows = {"key": "b", "label": "B", "kind": "rows", "rows_most": 8, "columns": [column]}
    for fields, lines in (([story], 12), ([rows], 8)):
        sheet = worksheet_sheet(worksheet(fields=fields), large=large)
        pdf = sheet_pdf(sheet)
        crossing = lines_of(pdf, pages_of(pdf))
        gaps = [below - above for above, below in pairwise(crossing)][-lines + 1 :]
        assert len(gaps) >= 4
        assert min(gaps) >= least - 0.2  # as near as a picture of 150 dots an inch tells


def test_a_long_text_has_lines_by_its_length() -> None:
    def lines(most: int) -> int:
        fields = [{"key": "a", "label": "A", "kind": "long_text", "most": most}]
        return worksheet_html(worksheet_sheet(worksheet(fields=fields))).count('class="line')

    assert [lines(most) for most in (1, 300, 301, 1000, 4000)] == [3, 3, 4, 10, 24]


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("document", SHEETS, ids=lambda one: f"{one.code}-{one.language}")
def test_a_sheet_of_the_library_fits_two_pages(document: Any, paper: Any) -> None:
    pdf = sheet_pdf(worksheet_sheet(document, paper=paper))
    with opened(pdf) as file:
        width = 595 if paper == "A4" else 612
        assert int(file.pages[0].mediabox[2]) == width
        assert len(file.pages) <= 2
    assert min(sizes_of(pdf)) == 12.0


@pytest.mark.parametrize("document", SHEETS, ids=lambda one: f"{one.code}-{one.language}")
def test_in_large_print_a_sheet_of_the_library_loses_no_word(document: Any) -> None:
    pdf = sheet_pdf(worksheet_sheet(document, large=True, for_whom="A-very-long-code-99"))
    assert min(sizes_of(pdf)) == 18.0
    text = text_of(pdf)
    wanted = (document.title, document.why, document.may_happen, *document.how)
    wanted += tuple(field.label for field in document.fields)
    squeezed = "".join(text.split())
    assert [one for one in wanted if "".join(one.split()) not in squeezed] == []


FORBIDDEN = (
    "Harbour",
    "Osei",
    "M-17",
    "020 7946",
    "0161 496 0999",
    "Night line",
    worksheet().content_hash[:8],
    "3 December",
    "appointment",
    "26 November",
    "A map of small things",
    "small-map",
)


@pytest.mark.parametrize("fillable", [False, True])
def test_discreet_paper_names_nobody_and_no_place(fillable: bool) -> None:
    open_paper = everything_in(sheet_pdf(worksheet_sheet(fillable=fillable))).decode("latin-1")
    pdf = sheet_pdf(worksheet_sheet(discreet=True, fillable=fillable))
    found = everything_in(pdf).decode("latin-1")
    assert [word for word in FORBIDDEN if word in found] == []
    assert [word for word in FORBIDDEN if word not in open_paper] == ["small-map"]
    assert text_of(pdf).startswith("A list Stop whenever you like.")
    with opened(pdf) as file:
        assert str(file.docinfo["/Title"]) == "A list"


def test_a_blank_has_lines_where_a_person_would_be_named() -> None:
    html = worksheet_html(WorksheetSheet(document=worksheet()))
    assert 'class="run"' not in html
    assert "Our next appointment: <span" in html


def test_without_an_example_no_example_is_promised() -> None:
    assert "somebody else wrote" not in worksheet_html(worksheet_sheet(worksheet(example="")))


def test_a_table_that_is_too_wide_becomes_lists() -> None:
    columns: list[dict[str, object]] = [
        {"key": f"c{n}", "label": f"Circumstances {n}", "kind": "short_text"} for n in range(5)
    ]
    columns.append({"key": "did", "label": "Done?", "kind": "choice", "choices": CHOICES})
    rows = {"key": "b", "label": "B", "kind": "rows", "rows_most": 2, "columns": columns}
    for fillable in (False, True):
        sheet = worksheet_sheet(worksheet(fields=[rows]), large=True, fillable=fillable)
        pdf = sheet_pdf(sheet)
        assert "/Table" not in tags_of(pdf)
        assert text_of(pdf).count("Circumstances 3") == 2
        assert text_of(pdf).count("With somebody") == 2


def test_markup_in_the_words_of_an_author_is_printed_as_text() -> None:
    markup = '<img src="x"> {{ sheet.clinic }} & "q"'
    fields = [{"key": "a", "label": markup, "kind": "short_text", "help": markup}]
    pdf = sheet_pdf(worksheet_sheet(worksheet(fields=fields, why=markup), fillable=True))
    assert text_of(pdf).count("{{ sheet.clinic }}") == 3
    assert "/Figure" not in tags_of(pdf)


def test_another_language_sets_the_language_of_the_file() -> None:
    sheet = worksheet_sheet(worksheet(language="de"))
    with opened(sheet_pdf(sheet)) as file:
        assert str(file.Root.Lang) == "de"
    assert "26. November 2026" in worksheet_html(sheet)
    assert 'dir="rtl"' in worksheet_html(worksheet_sheet(worksheet(language="ar")))


def test_every_cell_knows_the_heads_of_its_column() -> None:
    with opened(sheet_pdf(worksheet_sheet())) as file:
        heads = [
            len(element["/A"]["/Headers"])
            for kind, element in elements(file.Root.StructTreeRoot)
            if kind == "/TD"
        ]
    assert heads == [1, 2, 2, 1] * 3


def test_a_fillable_sheet_can_be_read_like_the_printed_one() -> None:
    fields = [{"key": "a", "label": "The office, 0123456789, first, afflict", "kind": "short_text"}]
    texts = [
        text_of(sheet_pdf(worksheet_sheet(worksheet(fields=fields), fillable=fillable)))
        for fillable in (False, True)
    ]
    assert texts[0] == texts[1]
    assert "0123456789, first, afflict" in texts[1]


def test_the_example_asks_a_question_of_every_kind() -> None:
    assert {field.kind for field in worksheet().fields} == set(KINDS)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_ladder_is_one_leaf_what_to_read_and_what_to_fill_in(paper: str) -> None:
    """Front and back, with its card and all that may stand around it."""
    card = StayOrStop(
        stay="While it is only fear: unpleasant, rising, wanting to leave. For 30 minutes, or until it "
        "has clearly eased.",
        stop="If there is real danger, if you lose touch with where you are, or at your own stop sign.",
        then="Feet on the floor, five things that you see. Go to the place we chose. Call the number.",
    )
    ladder = library().find("exposure-ladder")
    assert isinstance(ladder, WorksheetDocument)
    given = sheet_pdf(worksheet_sheet(ladder, card=card, paper=paper))
    assert pages_of(given) == 2
    front, back = text_of(given).split("My sheet")
    assert "What may happen" in front
    assert all(
        words in back for words in ("The rung we chose", "A kind line", "Our next appointment")
    )
