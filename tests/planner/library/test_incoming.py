"""What is brought in: a zip, or one file whose kind and language have to be seen."""

import pytest

from planner.library.bundle import packed
from planner.library.documents import Document
from planner.library.faults import LibraryError
from planner.library.incoming import incoming, outgoing_name, shelf_of
from planner.library.writer import authored, path_of, written
from tests.planner.library.content import PRACTICE
from tests.planner.library.kinds import EVERY_KIND


def names(name: str, raw: bytes, language: str = "en") -> list[str]:
    return list(incoming(name, raw, language=language))


def test_a_zip_is_unpacked_whatever_it_is_called() -> None:
    raw = packed({"en/practices/a.md": "x"})
    assert incoming("a.md", raw, language="en") == {"en/practices/a.md": b"x"}


@pytest.mark.parametrize("document", EVERY_KIND.documents, ids=lambda one: one.code)
def test_a_file_by_itself_is_known_by_its_fields(document: Document) -> None:
    assert shelf_of(authored(document)) == document.shelf
    raw = written(document).encode()
    assert incoming("x.md", raw, language="en") == {path_of(document): raw}


@pytest.mark.parametrize(
    ("name", "language", "path"),
    [
        ("small-pause.md", "en", "en/practices/small-pause.md"),
        ("small-pause.md", "de", "de/practices/small-pause.md"),
        ("small-pause.es.md", "en", "es/practices/small-pause.md"),
        ("C:\\notes\\x.pt-BR.md", "en", "pt-BR/practices/small-pause.md"),
        ("no name at all", "en", "en/practices/small-pause.md"),
        ("../../etc/passwd", "en", "en/practices/small-pause.md"),
    ],
)
def test_its_language_is_in_its_name(name: str, language: str, path: str) -> None:
    assert names(name, PRACTICE.encode(), language) == [path]


def test_what_goes_out_says_its_language_only_where_it_is_another() -> None:
    assert outgoing_name("a", "en", "en") == "a.md"
    assert outgoing_name("a", "es", "en") == "a.es.md"


def test_a_code_that_is_none_gets_no_path_of_its_own() -> None:
    raw = PRACTICE.replace("code: small-pause", "code: ../up").encode()
    assert names("x.md", raw) == ["en/practices/item.md"]


def test_what_is_no_file_of_the_library_is_refused() -> None:
    with pytest.raises(LibraryError) as refused:
        incoming("x.pdf", b"%PDF-1.7\xff", language="en")
    assert str(refused.value) == "item.md:1: wrong encoding, UTF-8 is expected"
