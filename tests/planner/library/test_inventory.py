"""docs/library.md: every number of the inventory once, and every code that it names exists."""

import re
from pathlib import Path

import pytest

from planner.library.words import SETTINGS, VARIANTS
from tests.planner.shelves import library

pytestmark = pytest.mark.content

TEXT = (Path(__file__).parents[3] / "docs" / "library.md").read_text()
ROWS = re.findall(r"^\| (\d+) \| (.+?) \| (.+?) \|$", TEXT, re.MULTILINE)
NO_CODES = {"cool", "warm", "components", *SETTINGS, *VARIANTS}


def test_every_number_stands_there_once() -> None:
    assert [int(number) for number, _, _ in ROWS] == list(range(1, 106))


def test_every_code_exists() -> None:
    codes = {one.code for one in library().documents}
    named = {word for _, _, where in ROWS for word in re.findall(r"`([a-z0-9-]+)`", where)}
    assert sorted(named - codes - NO_CODES) == []
    assert len(named & codes) > 100


def test_every_practice_of_the_library_is_in_the_inventory_or_a_technique() -> None:
    named = {word for _, _, where in ROWS for word in re.findall(r"`([a-z0-9-]+)`", where)}
    practices = {one.code for one in library().practices}
    grounding = {
        "counting-and-categories",
        "feet-on-the-floor",
        "five-senses-grounding",
        "look-around-turn-head",
        "name-room-date-age",
        "object-in-the-hand",
        "outer-and-inner-anchor",
        "slow-out-breath",
        "something-cold-or-textured",
        "stand-and-walk",
    }
    assert sorted(practices - named) == sorted(grounding)
