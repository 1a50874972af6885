"""Writing documents as files: reading them back gives equal documents, for every kind."""

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st

from clients.shapes import ShapeError
from planner.library.documents import Document
from planner.library.faults import LibraryError
from planner.library.reader import Known, Library, read_files, read_library, read_one, shipped_cards
from planner.library.shelves import KINDS
from planner.library.writer import as_file, path_of, written
from planner.plan import PlanError
from tests.planner.library import content
from tests.planner.library.kinds import EVERY_KIND
from tests.planner.shelves import library

SHIPPED = library()
SHELF_OF = {one.code: one.shelf for one in SHIPPED.documents}
KNOWN = Known(
    shelves=SHELF_OF | EVERY_KIND.shelves,
    find=lambda code, language: _stands(code, language),
    cards=shipped_cards(),
)

# Texts that YAML would like to read as something else, and signs that are rare.
ODD = [
    "yes",
    "null",
    "~",
    "1:30",
    "2024-01-01",
    "0x1f",
    "- a",
    "a: b",
    "# a",
    "'",
    '"',
    "{}",
    "[a]",
]
ODD += ["---", "...", "|", ">", "&a", "*a", "!a", "%a", "@a", "`a`", "a  b", "é", "😀", "\u2028a"]
SIGNS = st.characters(exclude_categories=["Cs"], exclude_characters="\x7f\ufeff", min_codepoint=32)
LINES = st.one_of(st.sampled_from(ODD), st.text(SIGNS, min_size=1, max_size=40))


def _stands(code: str, language: str) -> Document | None:
    try:
        found: Document = SHIPPED.find(code, language)
    except KeyError:
        return EVERY_KIND.find(code, language)
    return found


def back(document: Document) -> Document:
    """What is read from the file of this document."""
    return read_one(written(document), name=path_of(document), known=KNOWN)


def test_everything_that_ships_reads_back_equal() -> None:
    files = {path_of(one): written(one).encode() for one in SHIPPED.documents}
    again = read_files(files, Known(cards=shipped_cards()))
    assert again == Library(SHIPPED.documents, {})
    hashes = [one.content_hash for one in again.documents]
    assert hashes == [one.content_hash for one in SHIPPED.documents]


def test_there_is_one_of_every_kind() -> None:
    assert {type(one) for one in EVERY_KIND.documents} == set(KINDS)


@pytest.mark.parametrize("document", EVERY_KIND.documents, ids=lambda one: one.shelf)
def test_every_kind_reads_back_equal(document: Document) -> None:
    assert back(document) == document
    assert back(document).content_hash == document.content_hash


def test_a_file_looks_as_an_author_writes_it(tmp_path: Path) -> None:
    root = content.write(tmp_path)
    document = read_library(root).practice("small-pause")
    text = written(document)
    assert "\ncomponents: [mindfulness]\n" in text
    assert "\nminutes: {shortest: 1, usual: 1, longest: 2}\n" in text
    assert (
        "\n  - label: Feet\n    text: Feel your feet.\n    seconds: 30\n    gap_allowed: false\n"
        in text
    )
    assert text.endswith("---\nLook around. (30 seconds)\n\nFeel your feet.\n")
    assert "null" not in text
    assert "related" not in text


def test_fields_that_are_not_right_are_written_too() -> None:
    data = {"code": "a-b", "minutes": "ten", "steps": [{"label": ""}, {"seconds": 0}]}
    assert as_file(data, " \r\nHello\r\n") == (
        "---\ncode: a-b\nminutes: ten\nsteps:\n  - label: ''\n  - {seconds: 0}\n---\nHello\n"
    )


FORBIDDEN = {"HTML is not allowed", "images are not allowed", "only https links are allowed"}
FIXED = {
    "code",
    "language",
    "of",
    "uid",
    "key",
    "kind",
    "lock_at",
    "source",
    "practice",
    "protocol",
}
FIXED |= {"related", "items", "home", "stay_or_stop", "practice_gates"}


def _texts(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The places of all texts that an author may choose freely."""
    if isinstance(value, dict):
        parts = [(key, one) for key, one in value.items() if key not in FIXED]
    elif isinstance(value, list):
        parts = list(enumerate(value))
    else:
        return [at] if isinstance(value, str) else []
    return [place for key, one in parts for place in _texts(one, (*at, key))]


def _put(value: Any, at: tuple[Any, ...], text: str) -> None:
    for key in at[:-1]:
        value = value[key]
    value[at[-1]] = text


@settings(max_examples=250, deadline=None)
@given(
    document=st.sampled_from([*SHIPPED.documents, *EVERY_KIND.documents]),
    places=st.randoms(use_true_random=False),
    texts=st.lists(LINES, min_size=1, max_size=6),
)
def test_whatever_is_written_reads_back_equal(
    document: Document, places: random.Random, texts: list[str]
) -> None:
    data = document.to_data()
    found = _texts({key: one for key, one in data.items() if key != "worksheet"})
    for text in texts:
        _put(data, places.choice(found), text)
    try:
        changed = type(document).from_data(data)
    except (ShapeError, PlanError):
        assume(False)
    again = _read_again(changed)
    assert again == changed
    assert again.content_hash == changed.content_hash


def _read_again(document: Document) -> Document:
    """What is read back; what no file may hold is refused for itself, not for how it was written."""
    try:
        return back(document)
    except LibraryError as error:
        if {fault.reason for fault in error.faults} <= FORBIDDEN:
            reject()
        raise
