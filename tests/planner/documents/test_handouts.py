"""Handouts: tagged, readable, on one page, and discreet where they have to be."""

import dataclasses
import re
from typing import Any

import pytest

from clients.adapting import adapted
from clients.agreement import Agreement
from clients.prescription import Gates, StayOrStop
from clients.worksheets import SheetField, Worksheet
from planner.documents import press
from planner.documents.errors import TooComplex
from planner.documents.given import sheet_pdf
from planner.documents.handouts import answers_html, handout_html, printed_steps, week_days
from planner.documents.pool import Pool
from planner.documents.worksheets import worksheet_html
from planner.library.practices import to_prescription
from planner.library.worksheets import WorksheetDocument
from planner.sheets import HandoutSheet, WorksheetSheet
from tests.planner.documents.examples import (
    THE_DAY,
    everything_in,
    handout,
    opened,
    practice,
    text_of,
)
from tests.planner.documents.reading import elements, sizes_of, tags_of
from tests.planner.shelves import library

PRACTICES = [one for one in library().practices if one.gates.led_by != "therapist_only"]


@pytest.fixture(autouse=True)
def _one_pool(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    """All sheets of this module are printed by one child."""
    monkeypatch.setattr(press, "POOL", pool)


def test_a_handout_is_a_tagged_file_with_a_title_and_a_language() -> None:
    with opened(sheet_pdf(handout())) as file:
        assert bool(file.Root.MarkInfo.Marked) is True
        assert str(file.Root.Lang) == "en"
        assert bool(file.Root.ViewerPreferences.DisplayDocTitle) is True
        assert str(file.docinfo["/Title"]) == "Notice, name it kindly, stay"
        assert "/Author" not in file.docinfo
        assert file.open_metadata()["pdfuaid:part"] == "1"
        assert file.open_metadata()["dc:title"] == "Notice, name it kindly, stay"
        assert file.pdf_version == "1.7"


def test_headings_lists_and_tables_are_tagged_in_order() -> None:
    found = tags_of(sheet_pdf(handout()))
    assert [tag for tag in found if re.fullmatch(r"/H[1-6]", tag)] == ["/H1", *["/H2"] * 4]
    assert found.count("/Table") == 1
    assert found.count("/TR") == 4
    assert found.count("/TH") == 7 + 3
    assert found.count("/LI") == 4 + 3


def test_the_tick_has_a_name_and_nothing_else_is_a_figure() -> None:
    with opened(sheet_pdf(handout())) as file:
        figures = [
            str(element["/Alt"])
            for kind, element in elements(file.Root.StructTreeRoot)
            if kind == "/Figure"
        ]
    assert figures == ["Tick:"]


def test_every_cell_knows_its_headers() -> None:
    with opened(sheet_pdf(handout())) as file:
        cells = [
            len(element["/A"]["/Headers"])
            for kind, element in elements(file.Root.StructTreeRoot)
            if kind == "/TD" and "/A" in element and "/Headers" in element["/A"]
        ]
    assert cells == [0] + [2] * 21


def test_only_our_fonts_are_embedded_and_all_of_them() -> None:
    with opened(sheet_pdf(handout())) as file:
        fonts = {
            str(font["/BaseFont"]).partition("+")[2]
            for page in file.pages
            for font in page.Resources.Font.values()
        }
        embedded = [
            "/FontFile2" in descendant.FontDescriptor or "/FontFile3" in descendant.FontDescriptor
            for page in file.pages
            for font in page.Resources.Font.values()
            for descendant in font.DescendantFonts
        ]
    assert {name.replace("-", " ").split(",")[0][:7] for name in fonts} == {"TW Text", "TW Book"}
    assert embedded
    assert all(embedded)


def test_no_letter_is_smaller_than_twelve_points() -> None:
    assert min(sizes_of(sheet_pdf(handout()))) == 12.0
    assert min(sizes_of(sheet_pdf(handout(large=True)))) == 18.0


def test_what_stands_on_it_stands_in_the_right_order() -> None:
    words = [
        "Harbour Clinic",
        "for M-17 · 26 November 2026",
        "Notice, name it kindly, stay",
        "Stop whenever you like.",
        "Still too strong after 20 minutes: Dr. Osei’s office, 020 7946 0100, 9 to 17.",
        "At other times: Night line, 0161 496 0999, day and night.",
        "When after the morning coffee",
        "How long about 4 minutes",
        "How often once a day",
        "Where sitting, eyes open",
        "1 Notice 30 seconds",
        "2 Name it kindly straight after",
        "My own words:",
        "3 Stay a little two to three minutes, or less",
        "If this is about something dangerous right now, practise later.",
        "What may happen",
        "This week Thu Fri Sat Sun Mon Tue Wed",
        "did it ½ a part – not today",
        "There with it",
        "Kind to myself",
        "1 not at all … 7 very much. No mark simply means no note.",
        "What got in the way, or anything you want to tell:",
        "Our next appointment: Thursday 3 December, 15:00",
        "7f3a91c2",
    ]
    text = text_of(sheet_pdf(handout()))
    places = [text.find(part) for part in words]
    assert [part for part, place in zip(words, places, strict=True) if place < 0] == []
    assert places == sorted(places)


ONE_PAGE = (
    "anchor-reset-cue",
    "compassionate-labelling",
    "feet-on-the-floor",
    "five-senses-grounding",
    "micro-pause",
    "soothing-touch",
    "three-step-integration-cycle",
)
"""What is printed most; longer practices may take two pages (domain: 1 to 2 pages)."""


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("document", PRACTICES, ids=lambda one: one.code)
def test_a_practice_of_the_library_fits_one_page_or_two(document: Any, paper: Any) -> None:
    given = dataclasses.replace(to_prescription(document), worksheet=None)
    pdf = sheet_pdf(handout(given, paper=paper, where=given.where))
    with opened(pdf) as file:
        width = 595 if paper == "A4" else 612
        assert int(file.pages[0].mediabox[2]) == width
        assert len(file.pages) <= (1 if document.code in ONE_PAGE else 2)
    assert min(sizes_of(pdf)) == 12.0


def test_long_text_flows_to_a_second_page_and_nothing_is_cut() -> None:
    last = "the very last words of it"
    long = adapted(
        practice(), texts={1: "word " * 110 + ".", 2: "word " * 110, 3: "word " * 90 + last}
    )
    wide = dataclasses.replace(long, may_happen="It may pass. " * 40 + "And it does.")
    pdf = sheet_pdf(handout(wide, for_whom="A-very-long-code-99", large=True))
    with opened(pdf) as file:
        assert len(file.pages) > 1
    text = text_of(pdf)
    assert (last in text, "And it does." in text, "7f3a91c2" in text) == (True, True, True)
    assert text.endswith("3 / 3")


FORBIDDEN = (
    "Harbour",
    "Osei",
    "M-17",
    "7946",
    "0161 496 0999",
    "Night line",
    "7f3a91c2",
    "3 December",
    "appointment",
    "26 November",
    "Notice, name it kindly, stay",
    "notice-name-stay",
)


def test_discreet_paper_names_nobody_and_no_place() -> None:
    open_paper = everything_in(sheet_pdf(handout())).decode("latin-1")
    pdf = sheet_pdf(handout(discreet=True))
    found = everything_in(pdf).decode("latin-1")
    assert [word for word in FORBIDDEN if word in found] == []
    assert [word for word in FORBIDDEN if word not in open_paper] == ["notice-name-stay"]
    assert "A four-minute pause" in text_of(pdf)
    with opened(pdf) as file:
        assert str(file.docinfo["/Title"]) == "A four-minute pause"
        assert "/Author" not in file.docinfo


def test_a_blank_sheet_has_lines_instead_of_words() -> None:
    html = handout_html(HandoutSheet(prescription=practice()))
    assert html.count('<span class="fill"></span>') == 3 + 1
    assert "Our next appointment: <span" in html
    assert "for " not in html.partition("<h1>")[0]
    assert week_days(None) == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert week_days(THE_DAY)[0] == "Thu"


def test_markup_in_the_words_of_a_person_is_printed_as_text() -> None:
    markup = '<img src="file:///etc/passwd"> <b>x</b> {{ sheet.clinic }} {% now "Y" %} & "q"'
    given = adapted(practice(), words={2: markup}, texts={1: markup})
    pdf = sheet_pdf(handout(given, when=markup, for_whom=markup, next_appointment=markup))
    text = text_of(pdf).replace("\u00ad", "")
    assert text.count("{{ sheet.clinic }}") == 5
    assert '<img src="file:///etc/passwd">' in text
    assert "/Figure" in tags_of(pdf)
    assert tags_of(pdf).count("/Figure") == 1


def test_own_words_phrases_anchor_and_card_are_printed() -> None:
    given = dataclasses.replace(
        practice(),
        anchors=("feet", "breath"),
        phrases=("May I be safe.", "May I be kind."),
        phrases_allowed=(2, 4),
        stay_or_stop=StayOrStop(stay="While it is only fear.", stop="Real danger.", then="Feet."),
    )
    given = adapted(given, anchor="feet", words={2: "No wonder."})
    text = text_of(sheet_pdf(handout(given)))
    wanted = ("Your anchor: your feet on the floor.", "“No wonder.”", "May I be safe.",
              "Stay While it is only fear.", "Stop Real danger.", "Then Feet.")  # fmt: skip
    assert [part for part in wanted if part not in text] == []
    assert "My own words" not in text


def test_what_was_agreed_is_printed_but_not_on_discreet_paper() -> None:
    agreed = Agreement(why="For <b>Ada</b>", obstacle="I come home late", rung="The bench")
    said = ["What we agreed", "For &lt;b&gt;Ada&lt;/b&gt;", "I come home late", "The bench"]
    page = handout_html(handout(agreement=agreed))
    assert [words for words in said if words in page] == said
    for without in (handout(agreement=agreed, discreet=True), handout()):
        assert [words for words in said if words in handout_html(without)] == []


def test_the_week_of_exposure_homework_has_its_numbers_and_minutes() -> None:
    given = practice(
        gates=Gates(exposure_homework=True), stay_or_stop=StayOrStop(stay="s", stop="t", then="u")
    )
    heads = [
        f'<th scope="row">{head}</th>' for head in ("Before", "Highest", "At the end", "Minutes")
    ]
    page = handout_html(handout(given, suds_highest=10))
    assert [head for head in heads if head in page] == heads
    assert "numbers from 0 to 10, on your scale" in page
    assert "numbers on your scale" in handout_html(handout(given))
    plain = handout_html(handout(suds_highest=10))
    assert [head for head in heads if head in plain] == []
    assert "on your scale" not in plain


def test_the_sheet_of_exposure_homework_has_the_card() -> None:
    card = StayOrStop(stay="While it is fear.", stop="If lost.", then="Call <Ada>.")
    fields = (SheetField(key="day", label="The day", kind="short_text"),)
    sheet = Worksheet(code="log", title="Days", plain_title="Days", purpose="Days.", fields=fields)
    given = practice(worksheet=sheet, stay_or_stop=card)
    said = ["While it is fear.", "If lost.", "Call &lt;Ada&gt;."]
    page = answers_html(handout(given))
    assert [words for words in said if words in page] == said
    ladder = library().find("exposure-ladder")
    assert isinstance(ladder, WorksheetDocument)
    alone = worksheet_html(WorksheetSheet(document=ladder, card=card))
    assert [words for words in said if words in alone] == said
    assert "While it is fear." not in worksheet_html(WorksheetSheet(document=ladder))


def test_a_worksheet_starts_a_page_of_its_own() -> None:
    fields = (
        SheetField(key="a", label="What was it?", kind="long_text"),
        SheetField(key="b", label="How strong?", kind="rating", low=0, high=10,
                   low_label="not", high_label="most"),
        SheetField(key="c", label="The day", kind="rows",
                   columns=(SheetField(key="d", label="Hour", kind="time"),)),
    )  # fmt: skip
    form = Worksheet(
        code="w", title="My map", plain_title="A list", purpose="To see.", fields=fields
    )
    given = dataclasses.replace(practice(), worksheet=form)
    with opened(sheet_pdf(handout(given))) as file:
        assert len(file.pages) == 2
    assert "0 not … 10 most The day" in text_of(sheet_pdf(handout(given)))
    assert "My map" in text_of(sheet_pdf(handout(given)))
    assert "My map" not in text_of(sheet_pdf(handout(given, discreet=True)))


def test_a_tally_counts_strokes_and_has_no_day_states() -> None:
    text = text_of(sheet_pdf(handout(tally=True, rating=None)))
    assert "A stroke each time" in text
    assert ("did it" in text, "Kind to myself" in text, "very much" in text) == (
        False,
        False,
        False,
    )


def test_another_language_sets_the_language_of_the_file() -> None:
    given = dataclasses.replace(practice(), language="de")
    with opened(sheet_pdf(handout(given))) as file:
        assert str(file.Root.Lang) == "de"
    assert "26. November 2026" in handout_html(handout(given))
    assert 'dir="rtl"' in handout_html(handout(dataclasses.replace(practice(), language="ar")))


def test_steps_know_the_colour_their_line_runs_to() -> None:
    steps = printed_steps(practice())
    assert [(one.number, one.family, one.next_family) for one in steps] == [
        (1, "awareness", "both"),
        (2, "both", "compassion"),
        (3, "compassion", "compassion"),
    ]


def test_a_bomb_in_a_sheet_is_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    small = Pool(longest_html=2000)
    monkeypatch.setattr(press, "POOL", small)
    with pytest.raises(TooComplex) as caught:
        sheet_pdf(handout())
    assert "Shorten the longest text" in str(caught.value)
