"""The keyboard alone: menus, planning and logging without a mouse (each page: test_every_page)."""

from typing import Any

from playwright.sync_api import Page, Route, expect

from planner.demo.people import PASSWORD
from tests.journeys.conftest import Visit
from tests.journeys.demo import AMARA, LEILA, Demo, open_phone, phone_link
from tests.journeys.keys import tab_to
from tests.journeys.pages import Visited
from tests.journeys.watching import PHONE
from tests.server import Site


def test_the_skip_link_leads_past_the_navigation(enter: Visit, demo: Demo) -> None:
    page = enter(AMARA)
    page.goto(Visited(AMARA, "clients:client_list").path(demo))
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="To the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Find by name or code")).to_be_focused()


def test_a_menu_opens_and_closes(enter: Visit, demo: Demo) -> None:
    page = enter(AMARA)
    page.goto(Visited(AMARA, "clients:client_list").path(demo))
    mine = page.locator("summary", has_text="Dr. Amara Osei")
    tab_to(page, mine)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Change password")).to_be_focused()
    page.keyboard.press("Escape")
    expect(mine).to_be_focused()
    expect(page.get_by_role("link", name="Change password")).to_be_hidden()


def press(page: Page, role: Any, name: str, key: str = "Enter") -> None:
    """Go by Tab to the only thing with this exact name, and press it."""
    tab_to(page, page.get_by_role(role, name=name, exact=True))
    page.keyboard.press(key)


def titles(page: Page) -> Any:
    return page.locator(".block-title")


def come_in(page: Page) -> None:
    """Sign in by keyboard alone."""
    page.goto("/accounts/login/")
    tab_to(page, page.get_by_label("E-mail"))
    page.keyboard.type(AMARA)
    tab_to(page, page.get_by_label("Password", exact=True))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Needs a look")).to_be_visible()


def test_planning(site: Site, demo: Demo, visit: Visit) -> None:
    page = visit(site)
    come_in(page)
    page.goto(Visited(AMARA, "planner:session_page", "session").path(demo))
    order = titles(page).all_inner_texts()
    press(page, "link", "Add a block after Awareness")
    expect(page.get_by_role("searchbox", name="Search the practices")).to_be_focused()
    tab_to(page, page.locator("#new-phase"))
    page.keyboard.type("Psychoeducation")
    page.keyboard.press("Tab")
    page.keyboard.type("4")
    page.keyboard.press("Tab")
    page.keyboard.type("Why we do this")
    page.keyboard.press("Enter")
    added = [*order[:2], "Why we do this", *order[2:]]
    expect(titles(page)).to_have_text(added)
    expect(page.get_by_text("Planned 94 of 90 min")).to_be_visible()
    tab_to(page, page.locator("li.grounding input[name=minutes]"))
    page.keyboard.press("ArrowUp")
    expect(page.get_by_text("Planned 95 of 90 min")).to_be_visible()
    press(page, "button", "Move Why we do this up", "Space")
    moved = [order[0], "Why we do this", *order[1:]]
    expect(titles(page)).to_have_text(moved)
    expect(page.get_by_role("button", name="Move Why we do this up")).to_be_focused()
    press(page, "button", "Remove Why we do this")
    expect(titles(page)).to_have_text(order)
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(titles(page)).to_have_text(moved)
    press(page, "link", "Edit Why we do this")
    expect(page.get_by_label("Title")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("How it works")
    page.keyboard.press("Enter")
    moved[1] = "How it works"
    expect(titles(page)).to_have_text(moved)
    expect(page.get_by_role("link", name="How it works", exact=True)).to_be_focused()


def test_a_block_has_four_stops_and_arrows_inside_its_tools(
    site: Site, demo: Demo, visit: Visit
) -> None:
    page = visit(site)
    come_in(page)
    page.goto(Visited(AMARA, "planner:session_page", "session").path(demo))
    title = titles(page).all_inner_texts()[1]
    bar = page.get_by_role("toolbar", name=f"Tools for {title}", exact=True)
    tools = bar.locator("a, button:visible")
    count = tools.count()
    assert count == 7
    tab_to(page, page.get_by_role("button", name=f"Move {title}", exact=True))
    minutes = page.get_by_role("spinbutton", name=f"Minutes of {title}", exact=True)
    for stop in (page.get_by_role("link", name=title, exact=True), minutes, tools.first):
        page.keyboard.press("Tab")
        expect(stop).to_be_focused()
    for key, place in (("ArrowLeft", -1), ("ArrowRight", 0), ("ArrowRight", 1), ("End", -1)):
        page.keyboard.press(key)
        expect(tools.nth(place)).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    expect(tools.first).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+Tab")
    expect(minutes).to_be_focused()
    before = int(minutes.input_value())
    page.keyboard.press("PageUp")
    page.keyboard.press("ArrowDown")
    expect(minutes).to_have_value(str(before + 4))
    expect(page.get_by_text("Planned 94 of 90 min")).to_be_visible()
    # The rows came anew: still one stop, where one had been last or at the first.
    expect(bar.locator("[tabindex='0']")).to_have_count(1)
    page.keyboard.press("Tab")
    expect(bar.locator(":focus")).to_have_count(1)
    page.keyboard.press("Tab")
    expect(page.locator(".block-grip").nth(2)).to_be_focused()


def test_a_block_is_carried_on_when_an_earlier_move_is_answered(
    site: Site, demo: Demo, visit: Visit
) -> None:
    page = visit(site)
    come_in(page)
    page.goto(Visited(AMARA, "planner:session_page", "session").path(demo))
    first, second, third, *rest = titles(page).all_inner_texts()
    held: list[Route] = []
    page.route("**/move/", lambda route: held.append(route))
    grip = page.get_by_role("button", name=f"Move {first}", exact=True)
    tab_to(page, grip)
    for key in ("Space", "ArrowDown", "Space", "Space", "ArrowDown"):
        page.keyboard.press(key)
    expect(titles(page)).to_have_text([second, third, first, *rest])
    with page.expect_response("**/move/"):
        held[0].continue_()
    expect(page.get_by_text("saved just now")).to_be_visible()
    expect(titles(page)).to_have_text([second, third, first, *rest])
    expect(grip).to_be_focused()
    page.keyboard.press("Escape")
    expect(titles(page)).to_have_text([second, first, third, *rest])
    expect(page.locator("[data-sort-says]")).to_have_text(f"{first} is back at place 2.")


def test_less_time(site: Site, demo: Demo, visit: Visit) -> None:
    page = visit(site)
    come_in(page)
    page.goto(Visited(AMARA, "planner:session_page", "session").path(demo))
    tab_to(page, page.locator("#less-time summary"))
    page.keyboard.press("Enter")
    press(page, "button", "−20 minutes")
    expect(page.locator("#refit-said")).to_be_focused()
    expect(page.get_by_text("Planned 90 of 90 min")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Change the plan")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Planned 70 of 70 min")).to_be_visible()
    expect(page.locator("#refitted")).to_contain_text("Exposure 35 to 20")
    expect(page.locator("#undo-refit")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Planned 90 of 90 min")).to_be_visible()
    expect(page.locator("#less-time summary")).to_be_focused()


def test_logging_on_the_phone(site: Site, visit: Visit) -> None:
    page = visit(site, viewport=PHONE)
    open_phone(page, phone_link(site, LEILA))
    begin = page.get_by_role("link", name="Begin").first
    tab_to(page, begin)
    page.keyboard.press("Enter")
    before = page.get_by_role("group", name="How hard is it just now?")
    tab_to(page, before.get_by_label("0", exact=True))
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    expect(before.get_by_label("1", exact=True)).to_be_checked()
    press(page, "button", "I did it", "Space")
    expect(page.get_by_role("heading", level=1)).to_have_text("Saved")
    present = page.get_by_role("group", name="How much were you there with it?")
    tab_to(page, present.get_by_label("1", exact=True))
    page.keyboard.press("ArrowRight")
    expect(present.get_by_label("2", exact=True)).to_be_checked()
    tab_to(page, page.locator("summary", has_text="Add a note"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("A note", exact=True))
    page.keyboard.type("by keyboard")
    press(page, "button", "Save")
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
