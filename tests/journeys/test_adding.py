"""A practice is found beside the plan and put into it: by mouse, by keyboard, without JavaScript."""

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
    return opened(site, demo, visit)


def opened(site: Site, demo: Demo, visit: Visit, **options: bool) -> Page:
    page = visit(site, **options)
    sign_in(page, site, AMARA, PASSWORD)
    page.goto(Visited(AMARA, "planner:session_page", "session").path(demo))
    return page


def titles(page: Page) -> Locator:
    return page.locator(".block-title")


def words(page: Page) -> Locator:
    return page.get_by_role("searchbox", name="Search the practices")


def wait_for_panel(page: Page) -> None:
    """The panel has the cursor, and htmx, which takes a moment longer, listens to it."""
    expect(words(page)).to_be_focused()
    expect(page.locator("#add-block > .htmx-added")).to_have_count(0)


def test_one_touch_adds_what_was_found(plan: Page) -> None:
    order = titles(plan).all_inner_texts()
    plan.get_by_role("link", name=f"Add a block after {order[0]}", exact=True).click()
    wait_for_panel(plan)
    plan.keyboard.type("slow out")
    expect(plan.locator("#found-count")).not_to_contain_text("first 30")
    plan.get_by_role("button", name="Add Slow out-breath at once").click()
    expect(titles(plan)).to_have_text([order[0], "Slow out-breath", *order[1:]])
    expect(words(plan)).to_have_count(0)
    plan.get_by_role("button", name="Undo").click()
    expect(titles(plan)).to_have_text(order)


def test_by_keyboard_a_practice_is_chosen_and_named(plan: Page) -> None:
    order = titles(plan).all_inner_texts()
    plan.get_by_role("link", name="Add a block", exact=True).press("Enter")
    wait_for_panel(plan)
    plan.keyboard.type("slow out")
    plan.get_by_role("radio", name="Slow out-breath").focus()
    plan.keyboard.press("Space")
    words(plan).fill("feet")
    expect(plan.get_by_role("radio", name="Feet on the floor")).to_be_visible()
    expect(plan.get_by_role("radio", name="Slow out-breath")).to_be_checked()
    form = plan.locator("#add-block")
    form.get_by_label("Title").fill("Out, slowly")
    form.get_by_label("Title").press("Escape")  # what was typed is not thrown away
    form.get_by_role("button", name="Add", exact=True).press("Enter")
    expect(titles(plan)).to_have_text([*order[:-1], "Out, slowly", order[-1]])
    plan.get_by_role("link", name="Add a block", exact=True).press("Enter")
    wait_for_panel(plan)
    plan.keyboard.press("Escape")
    expect(plan.get_by_role("link", name="Add a block", exact=True)).to_be_focused()


def test_the_panel_stands_beside_the_plan_over_its_edge_or_below_it(plan: Page) -> None:
    plan.get_by_role("link", name="Add a block", exact=True).click()
    panel, last = plan.locator("#add-block > form"), plan.locator(".timeline > li").last
    expect(panel).to_be_visible()
    plan.wait_for_timeout(400)
    beside, block = panel.bounding_box(), last.bounding_box()
    assert beside
    assert block
    assert beside["x"] >= block["x"] + block["width"]
    plan.set_viewport_size({"width": 820, "height": 1000})
    plan.wait_for_timeout(400)
    drawer = panel.bounding_box()
    assert drawer
    assert drawer["x"] + drawer["width"] == 820
    assert drawer["y"] <= 0 < drawer["height"]
    plan.set_viewport_size({"width": 700, "height": 1000})
    below, block = panel.bounding_box(), last.bounding_box()
    assert below
    assert block
    assert below["y"] >= block["y"] + block["height"]


def test_without_javascript_a_button_looks_and_another_adds(
    site: Site, demo: Demo, visit: Visit
) -> None:
    page = opened(site, demo, visit, java_script_enabled=False)
    order = titles(page).all_inner_texts()
    page.get_by_role("link", name="Add a block", exact=True).click()
    page.get_by_label("Title").fill("Kept")
    words(page).fill("feet")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("radio", name="Feet on the floor").check()
    page.get_by_role("button", name="Add", exact=True).click()
    expect(titles(page)).to_have_text([*order[:-1], "Kept", order[-1]])
