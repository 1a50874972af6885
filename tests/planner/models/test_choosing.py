"""Practices to choose from: how many are shown, and of which."""

import pytest

from planner.library.wishes import Wish
from planner.models import Item
from planner.models.catalogue import Catalogue, catalogue_for
from planner.models.choosing import SHOWN_MOST, choose_among, found_codes
from tests.cast import Cast
from tests.planner import shelves
from tests.planner.shelves import CYCLE, FRAME, PAUSE, TOUCH


@pytest.fixture
def catalogue(cast: Cast) -> Catalogue:
    """The whole library, as Amara sees it."""
    shelves.load_all()
    return catalogue_for(cast.amara, Item.objects.all(), "en")


def test_the_list_is_cut_and_says_how_many_there_are(catalogue: Catalogue) -> None:
    practices = len({one.code for one in shelves.library().practices})
    choice = choose_among(catalogue, Wish())
    assert (len(choice.cards), choice.count, choice.total) == (SHOWN_MOST, practices, practices)
    assert {card.entry.shelf for card in choice.shown} == {"practices"}
    assert len(found_codes(catalogue, Wish())) == practices


def test_only_these_codes_are_to_be_chosen(catalogue: Catalogue) -> None:
    choice = choose_among(catalogue, Wish(), {PAUSE, TOUCH, "nowhere"})
    assert [card.entry.code for card in choice.shown] == [PAUSE, TOUCH]
    assert choice.count == 2


def test_with_words_the_best_come_first_and_those_near_last(catalogue: Catalogue) -> None:
    choice = choose_among(catalogue, Wish(q="soothing touch"), {CYCLE, FRAME, TOUCH})
    assert choice.shown[0].entry.code == TOUCH
    assert FRAME not in {card.entry.code for card in choice.cards}
    odd = choose_among(catalogue, Wish(q="soothing xyzzyx"))
    assert (odd.cards, odd.count) == ((), 0)
    assert TOUCH in {card.entry.code for card in odd.near}
    assert [word for word, _nearest in odd.missing] == ["xyzzyx"]


def test_what_is_left_of_the_time_is_enough(catalogue: Catalogue) -> None:
    for card in choose_among(catalogue, Wish(minutes=2)).shown:
        assert (card.entry.shortest or 99) <= 2
