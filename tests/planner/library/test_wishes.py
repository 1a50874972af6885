"""What somebody looks for, and whether an item fits."""

import pytest

from planner.library.entries import entry_of
from planner.library.wishes import Wish
from tests.planner.library.entries import entry
from tests.planner.shelves import TOUCH, library

SOOTHING = entry_of(library().practice(TOUCH))  # compassion, 3 min (1 to 6)


@pytest.mark.parametrize(
    ("wish", "fits"),
    [
        (Wish(), True),
        (Wish(wing="compassion"), True),
        (Wish(wing="awareness"), False),
        (Wish(phase="grounding"), True),
        (Wish(phase="exposure"), False),
        (Wish(minutes=2), True),  # its shortest form is one minute
        (Wish(setting="home"), True),
        (Wish(setting="school"), False),
        (Wish(audience="adults"), True),
        (Wish(audience="students"), False),
        (Wish(wing="compassion", phase="exposure"), False),
    ],
)
def test_each_filter_is_asked(wish: Wish, fits: bool) -> None:
    assert wish.fits(SOOTHING) is fits


def test_minutes_ask_for_the_shortest_form() -> None:
    piece = entry("long", "Long", minutes=12)
    assert Wish(minutes=10).fits(piece) is False
    assert Wish(minutes=12).fits(piece) is True


def test_what_has_no_length_fits_no_time() -> None:
    pack = entry("none", "None", minutes=None)
    assert Wish(minutes=45).fits(pack) is False
    assert Wish().fits(pack) is True


def test_an_address_says_the_wish_and_nothing_empty() -> None:
    wish = Wish(q="no time", phase="grounding", minutes=5)
    assert wish.address() == "?q=no+time&phase=grounding&minutes=5"
    assert wish.address(page=2) == "?q=no+time&phase=grounding&minutes=5&page=2"
    assert Wish().address() == "?"


def test_a_wish_can_be_changed_in_one_thing() -> None:
    wish = Wish(q="x", shelf="packs", minutes=5, mine="own")
    assert wish.filters == {"minutes": 5, "mine": "own"}
    assert wish.without("minutes") == Wish(q="x", shelf="packs", mine="own")
    assert wish.but(shelf="") == Wish(q="x", minutes=5, mine="own")
    assert (wish.is_empty, Wish().is_empty) == (False, True)
