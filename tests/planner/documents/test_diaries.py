"""The diary of a week on paper: what care.md asks of it, and what discreet paper leaves out."""

import pytest

from clients.paperdiary import Places
from planner.documents import press
from planner.documents.diaries import week_rows
from planner.documents.given import sheet_pdf
from planner.documents.handouts import DAYS
from planner.documents.pool import Pool
from planner.sheets import DiarySheet
from tests.planner.documents.examples import THE_DAY, everything_in, handout, practice, text_of
from tests.planner.documents.reading import pages_of, sizes_of, tags_of

BACK = {"diary_code": "7K4M 9P2T", "link": "https://wings.example/p/week/1/"}


@pytest.fixture(autouse=True)
def _one_pool(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    """All sheets of this module are printed by one child."""
    monkeypatch.setattr(press, "POOL", pool)


def test_a_week_stands_on_one_page_with_its_marks_ends_and_code() -> None:
    pdf = sheet_pdf(DiarySheet.of(handout(), **BACK))
    said = text_of(pdf)
    assert pages_of(pdf) == 1
    assert min(sizes_of(pdf)) >= 12
    assert said.index("Stop whenever you like") < said.index("Thu 26 Nov")
    assert "020 7946" in said
    assert "practise later. If you feel far away, unreal, or worse for the rest" in said
    assert "did it ½ a part – not today empty: no note" in said
    assert "1 not at all … 7 very much" in said
    assert "Code: 7K4M 9P2T" in said
    assert "It works until 2 December 2026." in said
    assert said.count("1 2 3 4 5 6 7") == 14
    tags = tags_of(pdf)
    assert (tags.count("/Table"), tags.count("/TR"), tags.count("/TH")) == (1, 8, 4 + 7)


def test_discreet_paper_has_neither_code_nor_picture_nor_number() -> None:
    pdf = sheet_pdf(DiarySheet.of(handout(discreet=True), **BACK))
    everything = everything_in(pdf)
    for word in (b"7K4M", b"wings.example", b"Harbour", b"7946", b"M-17", b"Notice, name"):
        assert word not in everything
    assert text_of(pdf).startswith("My week: A four-minute pause")
    assert "phone" not in text_of(pdf)


def test_large_print_pictures_and_a_tally() -> None:
    large = sheet_pdf(DiarySheet.of(handout(large=True), **BACK))
    assert min(sizes_of(large)) >= 18 - 4  # the code is set apart by its own size
    pictures = text_of(sheet_pdf(DiarySheet.of(handout(), pictures=True, diary_code="7K4M 9P2T")))
    assert "Straight after" not in pictures
    assert "your phone" not in pictures
    tally = text_of(
        sheet_pdf(DiarySheet.of(handout(rating=None), places=Places(strokes=True, boxes=1)))
    )
    assert "A stroke each time" in tally
    assert "not today" not in tally
    assert "1 2 3" not in tally
    assert week_rows(None)[0] == ("Monday", False)
    assert week_rows(THE_DAY, frozenset({THE_DAY}))[:: DAYS - 1] == [
        ("Thu 26 Nov", True),
        ("Wed 2 Dec", False),
    ]


def test_boxes_and_numbers_stand_where_the_homework_asks_for_them() -> None:
    around = sheet_pdf(DiarySheet.of(handout(), places=Places(numbers=("before", "after"))))
    said = text_of(around)
    assert "Mark Hard before Hard after There with it" in said
    assert "a number from 0 not at all to 10 very." in said
    assert said.count("1 2 3 4 5 6 7") == 14
    suds = ("suds_before", "suds_peak", "suds_end", "minutes")
    places = Places(boxes=12, numbers=suds, highest=100)
    free = frozenset({THE_DAY})
    boxes = sheet_pdf(DiarySheet.of(handout(), **BACK, places=places, free=free))
    said = text_of(boxes)
    assert "Thu 26 Nov free Fri 27 Nov Sat" in said
    assert ("did it" in said, "½ a part" in said, "not today" in said) == (True, True, True)
    assert "A tick each time Before Highest At the end Minutes There with it" in said
    assert "numbers from 0 to 100, on your scale." in said
    assert "a number from 1 not at all to 7 very much" in said
    assert "1 2 3" not in said
    assert (pages_of(around), pages_of(boxes)) == (1, 1)
    assert min(sizes_of(boxes)) >= 12


def test_a_long_title_fits_where_it_is_kept() -> None:
    sheet = DiarySheet.of(handout(practice(title="A" * 120)))
    assert sheet.title == f"My week: {'A' * 111}"
