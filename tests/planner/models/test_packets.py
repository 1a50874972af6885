"""Packets: several things for one client, or the same for every participant."""

import datetime as dt
from typing import Any

import pytest

from clients.models import Client
from planner.models import Item
from planner.models.packets import Part, homework_of, packet_for, packet_in
from planner.models.paper import HandoutRefused
from planner.models.stock import Stock
from planner.sheets import HandoutSheet, Look
from tests import factories as make
from tests.cast import Cast
from tests.planner import shelves
from tests.planner.documents.examples import piece, worksheet
from tests.planner.shelves import CYCLE, TOGETHER_FIRST, TOUCH

MAPPING = "mindful-compassion-mapping"
WEEKLY = {"format": 1, "kind": "n_a_week", "times_a_week": 3, "when": "after lunch"}


@pytest.fixture
def shelf(cast: Cast) -> None:
    """Something to read, to do and to fill in."""
    for code in (TOUCH, CYCLE, MAPPING, TOGETHER_FIRST):
        shelves.item(code)
    shelves.shelved(worksheet())
    shelves.shelved(piece())


def stock(language: str = "en") -> Stock:
    """Everything that is on the shelves."""
    return Stock(Item.objects.with_texts(), language)


def codes_of(part: Part) -> list[str]:
    """What stands on the sheets, in their order."""
    return [sheet.code for sheet in part.sheets]


def packet(client: Client, *codes: str, **look: Any) -> Part:
    """These items for a client."""
    return packet_for(client, codes, stock(), Look(**look))


def practice_sheet(part: Part, code: str) -> HandoutSheet:
    """The sheet of this practice."""
    (found,) = (sheet for sheet in part.sheets if sheet.code == code)
    assert isinstance(found, HandoutSheet)
    return found


@pytest.mark.usefixtures("shelf")
def test_a_packet_is_in_the_order_to_read_to_do_to_fill_in(cast: Cast) -> None:
    part = packet(cast.m17, "small-map", CYCLE, "the-kettle", TOUCH, "no-such-thing")
    assert codes_of(part) == ["the-kettle", TOUCH, CYCLE, "small-map"]
    assert {sheet.for_whom for sheet in part.sheets} == {"M-17"}
    assert part.client == cast.m17
    assert "Leila" not in repr(part.sheets)


@pytest.mark.usefixtures("shelf")
def test_homework_comes_as_it_was_given(cast: Cast) -> None:
    own = {"title": "Leaning on the wall", "code": TOUCH}
    make.assignment(cast.m17, prescription=own, schedule=WEEKLY)
    make.assignment(cast.m18, prescription=own | {"title": "Of somebody else"})
    sheet = practice_sheet(packet(cast.m17, TOUCH), TOUCH)
    assert (sheet.title, sheet.how_often, sheet.when) == (
        "Leaning on the wall",
        "3 times a week",
        "after lunch",
    )


@pytest.mark.usefixtures("shelf")
def test_homework_that_is_over_is_printed_from_the_library(cast: Cast) -> None:
    last_week = cast.harbour.today() - dt.timedelta(days=7)
    make.assignment(cast.m17, prescription={"title": "Long ago", "code": TOUCH}, ends=last_week)
    assert practice_sheet(packet(cast.m17, TOUCH), TOUCH).title == "A warm hand"
    assert homework_of(cast.m17) == {}


@pytest.mark.usefixtures("shelf")
def test_a_practice_comes_in_its_gentlest_form_without_its_worksheet(cast: Cast) -> None:
    cast.m17.touch_unsafe = True
    part = packet(cast.m17, TOUCH, MAPPING)
    assert practice_sheet(part, TOUCH).prescription.variant == "no_touch"
    assert practice_sheet(part, MAPPING).prescription.worksheet is None


@pytest.mark.usefixtures("shelf")
def test_a_refusal_names_what_it_is_about(cast: Cast) -> None:
    with pytest.raises(HandoutRefused, match=r"^“Body scan, eyes open”: Do this practice together"):
        packet(cast.m17, TOUCH, TOGETHER_FIRST)
    cast.m17.status = "ended"
    with pytest.raises(HandoutRefused, match=r"^“The kettle that sings”: The work with this"):
        packet(cast.m17, "the-kettle")


@pytest.mark.usefixtures("shelf")
def test_the_look_is_the_same_on_every_sheet(cast: Cast) -> None:
    part = packet(cast.m17, TOUCH, "small-map", large=True, paper="Letter", discreet=True)
    assert {(one.large, one.paper, one.discreet) for one in part.sheets} == {(True, "Letter", True)}


@pytest.mark.usefixtures("shelf")
def test_in_a_group_only_homework_of_the_group_is_printed_as_given(cast: Cast) -> None:
    own = {"title": "Given by oneself", "code": TOUCH}
    make.assignment(cast.m17, prescription=own)
    part = packet_in(cast.group_a, cast.m17, [TOUCH], stock(), Look())
    assert practice_sheet(part, TOUCH).title != "Given by oneself"
    shared = {"title": "Given to all", "code": TOUCH}
    make.assignment(cast.m17, group=cast.group_a, prescription=shared, schedule=WEEKLY)
    sheet = practice_sheet(packet_in(cast.group_a, cast.m17, [TOUCH], stock(), Look()), TOUCH)
    assert (sheet.title, sheet.how_often) == ("Given to all", "3 times a week")


@pytest.mark.usefixtures("shelf")
def test_in_a_group_a_practice_comes_in_a_form_for_everybody(cast: Cast) -> None:
    part = packet_in(cast.group_a, cast.m17, [TOUCH, "small-map"], stock(), Look())
    assert practice_sheet(part, TOUCH).prescription.variant == "no_touch"
    with pytest.raises(HandoutRefused, match=r"^“Body scan, eyes open”: This is not for everybody"):
        packet_in(cast.group_a, cast.m17, [TOGETHER_FIRST], stock(), Look())


@pytest.mark.usefixtures("shelf")
def test_a_part_speaks_the_participants_language(cast: Cast) -> None:
    row = Item.objects.get(code="small-map")
    shelves.version(row, worksheet(language="de", title="Eine kleine Karte"))
    part = packet_in(cast.group_a, cast.m17, ["small-map"], stock("de"), Look())
    assert [(sheet.language, sheet.title) for sheet in part.sheets] == [("de", "Eine kleine Karte")]
