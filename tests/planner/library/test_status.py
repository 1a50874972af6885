"""How far translations are, and the command that says so."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from planner.library.reader import read_library
from planner.library.status import LanguageStatus, is_outdated, mark_of, status
from tests.planner.library.content import PRACTICE, write

SPANISH = "es/practices/small-pause.md"


def spanish(of: str) -> str:
    """A translation that says what it was written from."""
    text = PRACTICE.replace("title: Small pause", "title: Pausa pequeña")
    return text.replace("wing:", f"of: {of}\nwing:", 1) if of else text


def with_translation(root: Path, of: str = "") -> Path:
    """The small library with its practice in Spanish."""
    mark = of or mark_of(read_library(write(root)).practice("small-pause"))
    return write(root, {SPANISH: spanish(mark)})


def run(root: Path, **more: str) -> str:
    out = io.StringIO()
    call_command("library_status", content=root, stdout=out, **more)
    return out.getvalue()


def test_what_is_there_and_what_is_not(tmp_path: Path) -> None:
    library = read_library(with_translation(tmp_path))
    assert list(status(library.documents)) == [
        LanguageStatus(
            language="es",
            written=("practices/small-pause",),
            missing=("protocols/small-session",),
            outdated={},
        )
    ]


def test_a_translation_of_an_older_text_is_outdated(tmp_path: Path) -> None:
    library = read_library(with_translation(tmp_path, of="0123456789ab"))
    now = mark_of(library.practice("small-pause"))
    assert [one.outdated for one in status(library.documents)] == [{"practices/small-pause": now}]


def test_one_that_does_not_say_is_outdated_too(tmp_path: Path) -> None:
    library = read_library(write(tmp_path, {SPANISH: spanish("")}))
    english, other = library.practice("small-pause"), library.practice("small-pause", "es")
    assert is_outdated(other, english) is True
    assert is_outdated(other, None) is False
    assert is_outdated(english, english) is False


def test_the_command_counts(tmp_path: Path) -> None:
    assert run(with_translation(tmp_path)) == "es: 1 of 2 written, 1 missing, 0 outdated.\n"


def test_the_command_names_what_wants_work(tmp_path: Path) -> None:
    root = with_translation(tmp_path, of="0123456789ab")
    now = mark_of(read_library(root).practice("small-pause"))
    assert run(root, language="es") == (
        f"outdated es/practices/small-pause.md (English is {now} now)\n"
        "missing es/protocols/small-session.md\n"
        "es: 1 of 2 written, 1 missing, 1 outdated.\n"
    )


def test_without_translations(tmp_path: Path) -> None:
    assert run(write(tmp_path)) == "Everything is in English only.\n"
    with pytest.raises(CommandError) as refused:
        run(tmp_path, language="it")
    assert str(refused.value) == "The library has no language it; it has: none but en."


def test_faults_are_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as refused:
        run(write(tmp_path, {SPANISH: "no front matter"}))
    said = f"{SPANISH}:1: the file begins with a line of three hyphens"
    assert str(refused.value) == said
