"""What the board shows of each block."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from planner.board import Row, lay_board
from planner.plan import PlannedBlock
from tests.planner.plans import plan


def only(block: PlannedBlock) -> Row:
    """The row of the only block of a plan without a date."""
    beside = [SimpleNamespace(practice_title="Feet on the floor")]
    return lay_board(beside, (block,), length=50, start=None, standings=()).rows[0]


def test_what_a_block_is_held_to_comes_first() -> None:
    (one,) = plan("1w5")
    told = replace(one, lock_at="10:30", leader="Sara", shortest=3, longest=8, optional=True)
    assert only(told).says == (
        "locked to 10:30",
        "led by Sara",
        "module 1",
        "Feet on the floor",
        "3 to 8 min",
        "optional",
    )


@pytest.mark.parametrize(
    ("minutes", "length", "folded"),
    [(10, 45, False), (10, 46, True), (11, 46, False), (11, 130, False), (11, 131, True)],
)
def test_notes_that_are_long_for_the_block_are_folded(
    minutes: int, length: int, folded: bool
) -> None:
    (one,) = plan(f"w{minutes}")
    notes = ("word " * 40)[: length - 1] + "."
    opening = only(replace(one, notes=notes)).opening
    assert bool(opening) is folded
    assert notes.startswith(opening)


def test_the_memory_stands_before_the_practice_too() -> None:
    (one,) = plan("x35:stairs")
    assert only(one).says[:2] == ("stairs", "Feet on the floor")


@pytest.mark.parametrize(
    ("title", "known", "said"),
    [
        ("Homework", "A kind line", "Handout: A kind line"),
        ("Homework", None, "Handout: Homework"),
        ("My own title", "A kind line", "Handout: My own title"),
    ],
)
def test_a_handout_has_the_name_of_its_practice(title: str, known: str | None, said: str) -> None:
    (one,) = plan("h10")
    block = replace(one, title=title, practice="kind-line")
    beside = [SimpleNamespace(practice_title=known)]
    assert lay_board(beside, (block,), length=50, start=None, standings=()).ready == (said,)
