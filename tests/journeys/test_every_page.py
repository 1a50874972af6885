"""Every page: reached by keyboard, accessible, no sideways scrolling, quiet console, one h1, a title;
light and dark, wide and narrow. All of it in one visit, because loading takes longest."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.demo import LEILA, Demo, phone_link, set_pin
from tests.journeys.keys import walk
from tests.journeys.pages import (
    PAGES,
    Visited,
    close_menus,
    come_to_rest,
    fit_height,
    settle,
    squeezed,
    too_wide,
)
from tests.journeys.watching import DESK, PHONE
from tests.server import Site

NARROW, WIDE = 320, 1280

Axe = Callable[..., list[str]]


def go_through(page: Page) -> None:
    """Tab reaches everything, in order, in sight and not covered."""
    settle(page)
    close_menus(page)
    met: Any = walk(page)
    assert met["reached"] == met["wanted"]
    assert met["inOrder"]
    assert met["unseen"] == []
    assert met["covered"] == []
    page.evaluate(
        "() => document.activeElement.blur()"
    )  # the skip link shows while it has the focus


def look_at(page: Page, axe: Axe) -> None:
    """All that is asked of a page, at both widths and in both schemes."""
    settle(page)
    assert page.title().strip() != ""
    expect(page.locator("h1")).to_have_count(1)
    assert too_wide(page) == []
    fit_height(page, WIDE)
    assert axe(page) == []
    page.emulate_media(color_scheme="dark")
    come_to_rest(page)
    assert axe(page, "color-contrast") == []
    close_menus(page)
    fit_height(page, NARROW)
    assert too_wide(page) == []
    assert squeezed(page) == []
    assert axe(page, "target-size") == []


@pytest.mark.parametrize("visited", PAGES, ids=str)
def test_page(enter: Visit, demo: Demo, axe: Axe, visited: Visited) -> None:
    page = enter(visited.who, viewport=PHONE if visited.name.startswith("portal:") else DESK)
    answer: Any = page.goto(visited.path(demo))
    assert answer.status == 200
    go_through(page)
    look_at(page, axe)


def test_a_page_that_is_not_there(enter: Visit, axe: Axe) -> None:
    for address in ("/nowhere/", "/p/nowhere/", "/p/in/unknown/"):
        page = enter("", allowed=(404,))
        answer: Any = page.goto(address)
        assert answer.status == 404
        look_at(page, axe)


def test_how_a_phone_comes_in(site: Site, visit: Visit, axe: Axe) -> None:
    """The invitation, then what is kept and who reads it, which is asked before all else."""
    page = visit(site, viewport=PHONE, allowed=(403,))
    site.ask(f"from tests.journeys import rows; rows.ask_anew({LEILA!r})")
    link = phone_link(site, LEILA)
    page.goto(link)
    go_through(page)
    look_at(page, axe)
    set_pin(page, link)
    expect(page.get_by_role("heading", level=1)).to_have_text("Before you begin")
    go_through(page)
    look_at(page, axe)
