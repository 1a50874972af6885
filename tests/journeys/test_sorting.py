"""Blocks in another order: dragged by their grip, and carried by keyboard with words said aloud."""

import pytest
from playwright.sync_api import Locator, Page, expect

from planner.demo.people import PASSWORD
from tests.browser import sign_in
from tests.journeys.conftest import Visit
from tests.journeys.demo import AMARA, Demo
from tests.journeys.pages import Visited
from tests.server import Site


@pytest.fixture
def plan(site: Site, demo: Demo, visit: Visit) -> Page:
    """The plan of a trauma-focused session."""
    page = visit(site)
    sign_in(page, site, AMARA, PASSWORD)
    page.goto(Visited(AMARA, "planner:session_page", "session").path(demo))
    return page


def titles(page: Page) -> Locator:
    return page.locator(".block-title")


def said(page: Page) -> Locator:
    return page.locator("[data-sort-says]")


def test_a_block_is_dragged_by_its_grip(plan: Page) -> None:
    order = titles(plan).all_inner_texts()
    grips = plan.locator("[data-grip]")
    grips.nth(1).drag_to(grips.nth(3), target_position={"x": 5, "y": 30})
    moved = [order[0], *order[2:4], order[1], *order[4:]]
    expect(titles(plan)).to_have_text(moved)
    expect(plan.get_by_text("saved just now")).to_be_visible()
    plan.reload()
    expect(titles(plan)).to_have_text(moved)
    plan.get_by_role("button", name="Undo").click()
    expect(titles(plan)).to_have_text(order)
    plan.get_by_role("button", name="Redo").click()
    expect(titles(plan)).to_have_text(moved)


def test_a_block_is_carried_by_keyboard(plan: Page) -> None:
    order = titles(plan).all_inner_texts()
    of = len(order)
    grip = plan.get_by_role("button", name=f"Move {order[1]}", exact=True)
    plan.get_by_role("button", name=f"Move {order[0]}", exact=True).focus()
    plan.keyboard.press("ArrowUp")
    plan.keyboard.press("ArrowDown")
    expect(grip).to_be_focused()
    expect(titles(plan)).to_have_text(order)
    plan.keyboard.press("Space")
    expect(said(plan)).to_have_text(f"{order[1]} picked up. Place 2 of {of}.")
    plan.keyboard.press("ArrowDown")
    expect(said(plan)).to_have_text(f"Place 3 of {of}.")
    plan.keyboard.press("Escape")
    expect(said(plan)).to_have_text(f"{order[1]} is back at place 2.")
    expect(titles(plan)).to_have_text(order)
    plan.keyboard.press("Space")
    plan.keyboard.press("ArrowUp")
    plan.keyboard.press("Space")
    expect(said(plan)).to_have_text(f"{order[1]} put down at place 1 of {of}.")
    expect(plan.get_by_text("saved just now")).to_be_visible()
    expect(titles(plan)).to_have_text([order[1], order[0], *order[2:]])
    expect(grip).to_be_focused()


def test_a_block_left_in_the_hand_goes_back(plan: Page) -> None:
    order = titles(plan).all_inner_texts()
    plan.get_by_role("button", name=f"Move {order[2]}", exact=True).focus()
    plan.keyboard.press("Enter")
    plan.keyboard.press("ArrowDown")
    plan.keyboard.press("Tab")
    expect(titles(plan)).to_have_text(order)
    plan.get_by_role("button", name=f"{order[0]} once more").click()
    expect(titles(plan)).to_have_text([order[0], *order])
