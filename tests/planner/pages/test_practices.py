"""A practice ready to be shown."""

import datetime as dt
from typing import Any

import pytest

from planner.pages import Asked, Named, page_of
from planner.pages.practices import Balance, passages
from tests.planner.shelves import CYCLE, TOUCH, library

TODAY = dt.date(2030, 5, 2)


def page(code: str, form: str = "", named: dict[str, Named] | None = None) -> Any:
    """The page of a practice of the library."""
    return page_of(library().find(code), named or {}, Asked(today=TODAY, form=form))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Rest here. (30 seconds)", [("Rest here.", "30 seconds")]),
        ("Rest\nhere.\n(one minute)\n\n\nGo on.", [("Rest here.", "one minute"), ("Go on.", "")]),
        ("Six (6) things.", [("Six (6) things.", "")]),
        ("Once (a) and twice. (b)", [("Once (a) and twice.", "b")]),
        ('"So," say.', [("“So,” say.", "")]),
        ("", []),
    ],
)
def test_a_script_is_passages_with_their_pauses(text: str, found: list[tuple[str, str]]) -> None:
    assert [(one.text, one.cue) for one in passages(text)] == found


def test_the_balance_is_shared_out_of_both() -> None:
    balance = Balance(cool=1, warm=3)
    assert (balance.share, balance.rest) == (250, 750)
    assert balance.words == "1 cool, 3 warm minutes"
    assert Balance(cool=1, warm=0).share == 1000
    assert Balance(cool=0, warm=0).share == 0


def test_a_form_of_its_own_length_has_no_balance() -> None:
    assert page(CYCLE).balance is not None
    shorter = page(CYCLE, "short")
    assert shorter.balance is None
    assert shorter.minutes.usual < page(CYCLE).minutes.usual


def test_an_unknown_form_is_the_practice_as_it_stands() -> None:
    assert page(TOUCH, "no_such") == page(TOUCH)


def test_only_what_is_there_is_related() -> None:
    document: Any = library().find(CYCLE)
    there = Named(code=document.related[1], shelf="practices", title="There", purpose="x")
    assert page(CYCLE, named={there.code: there}).related == (there,)
