"""What is found of a document."""

import pytest

from planner.library.documents import Document
from planner.library.entries import FIELDS, SHELF_WORDS, entry_of
from planner.library.words import SHELF_LABELS
from tests.planner.library.entries import entry
from tests.planner.shelves import FRAME, TOUCH, library


@pytest.mark.parametrize("document", library().documents, ids=lambda one: one.code)
def test_every_document_can_be_found_by_its_title(document: Document) -> None:
    found = entry_of(document)
    assert (found.code, found.shelf, found.title) == (document.code, document.shelf, document.title)
    assert tuple(found.words) == FIELDS
    assert found.minutes == document.length


def test_every_shelf_has_words_of_its_own() -> None:
    assert list(SHELF_WORDS) == list(SHELF_LABELS)


def test_a_practice_brings_what_cards_and_filters_ask() -> None:
    found = entry_of(library().practice(TOUCH))
    assert (found.wing, found.minutes, found.shortest) == ("compassion", 3, 1)
    assert (found.led_by, found.activating, found.reader) == ("self", False, "")
    assert found.phases == library().practice(TOUCH).phases
    frame = entry_of(library().practice(FRAME))
    assert (frame.led_by, frame.activating) == ("therapist_only", True)


def test_steps_and_script_are_searched() -> None:
    document = library().practice(TOUCH)
    words = entry_of(document).words["text"]
    assert {"hand", "warm"} <= set(words)
    assert len(words) == len(set(words))


def test_a_piece_explains_and_a_protocol_is_for_one_or_for_a_group() -> None:
    assert entry("a", "A").phases == ("psychoeducation",)
    assert entry_of(library().protocol("group-90")).settings == ("group",)
    assert entry_of(library().protocol("trauma-90")).settings == ("individual",)


def test_a_sheet_that_may_go_home_is_for_homework() -> None:
    sheet = entry_of(library().find("day-map"))
    assert sheet.phases == ("homework",)


def test_the_code_is_searched_as_a_tag() -> None:
    assert entry("exposure-ladder", "One rung").words["tags"] == (
        "exposure",
        "ladder",
        "exposureladder",
    )
