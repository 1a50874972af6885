"""`load_library` and `check_library` as tools: what they print, and how they fail."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from planner.models import Practice
from tests.planner.library.content import PRACTICE, PRACTICE_FILE, write

BROKEN = PRACTICE.replace("wing: awareness", "wing: left")
SAID = f"{PRACTICE_FILE}:7: wing: allowed: awareness, compassion, both"


def run(command: str, root: Path, **more: object) -> str:
    out = io.StringIO()
    call_command(command, content=root, stdout=out, **more)
    return out.getvalue()


@pytest.mark.django_db
def test_load_tells_what_it_did(tmp_path: Path) -> None:
    assert run("load_library", write(tmp_path)) == (
        "added small-pause (en)\n"
        "added small-session (en)\n"
        "Library: 2 added, 0 changed, 0 retired, 0 unchanged.\n"
    )
    assert run("load_library", tmp_path) == (
        "Library: 0 added, 0 changed, 0 retired, 2 unchanged.\n"
    )
    assert run("load_library", tmp_path, verbosity=0) == ""


@pytest.mark.django_db
def test_load_refuses_everything_for_one_fault(tmp_path: Path) -> None:
    root = write(tmp_path, {"en/practices/other.md": BROKEN.replace("small-pause", "other")})
    with pytest.raises(CommandError) as refused:
        run("load_library", root)
    assert str(refused.value) == f"{SAID.replace('small-pause', 'other')}\nNothing was loaded."
    assert refused.value.returncode == 1
    assert Practice.objects.count() == 0


def test_check_counts_and_grades_without_a_database(tmp_path: Path) -> None:
    lines = run("check_library", write(tmp_path)).splitlines()
    assert lines[0].startswith("en/practices/small-pause.md ")
    assert " reading grade " in lines[0]
    assert lines[1].startswith("en/protocols/small-session.md ")
    assert lines[2] == (
        "0 worksheets, 1 practices, 0 pieces, 0 challenges, 0 packs, 1 protocols, 0 courses, 1 cards."
    )


def test_check_names_every_fault(tmp_path: Path) -> None:
    root = write(tmp_path, {PRACTICE_FILE: BROKEN.replace("cool: 1", "cool: one")})
    with pytest.raises(CommandError) as refused:
        run("check_library", root)
    assert str(refused.value) == f"{SAID}\n{PRACTICE_FILE}:14: cool: a whole number is expected"


def test_check_names_a_text_that_is_hard_to_read(tmp_path: Path) -> None:
    hard = (
        "Physiological regulation necessitates considerable interoceptive differentiation and "
        "simultaneous metacognitive availability. "
    )
    root = write(tmp_path, {PRACTICE_FILE: PRACTICE + hard * 20})
    with pytest.raises(CommandError) as refused:
        run("check_library", root)
    assert str(refused.value).startswith(f"{PRACTICE_FILE}:1: reading grade ")
