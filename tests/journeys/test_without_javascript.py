"""The same work by plain forms: a browser that runs no script at all."""

from playwright.sync_api import Page, expect

from planner.demo.people import PASSWORD
from tests.browser import sign_in
from tests.journeys.conftest import Visit
from tests.journeys.demo import AMARA, LEILA, Demo, open_phone, phone_link
from tests.journeys.pages import Visited
from tests.journeys.watching import PHONE
from tests.server import Site


def test_planning_by_plain_forms(site: Site, demo: Demo, visit: Visit) -> None:
    page = visit(site, java_script_enabled=False, allowed=(422,))
    sign_in(page, site, AMARA, PASSWORD)
    page.goto(Visited(AMARA, "clients:client_page", "client").path(demo))
    page.get_by_role("link", name="Sessions of this client").click()
    page.get_by_role("link", name="Plan a session").click()
    page.get_by_label("Trauma-focused session, 90 minutes").check()
    page.get_by_role("button", name="Make the plan").click()
    expect(page.get_by_text("Planned 90 of 90 min")).to_be_visible()
    change_minutes(page)
    move_and_remove(page)
    edit_and_add(page)
    page.get_by_role("button", name="Mark ready").click()
    expect(page.get_by_role("button", name="Not ready yet")).to_be_visible()


def change_minutes(page: Page) -> None:
    """By the stepper's buttons, and by typing a number and Enter."""
    grounding = page.locator(".timeline li.grounding")
    grounding.get_by_role("button", name="+5").click()
    expect(page.get_by_text("5 min over")).to_be_visible()
    minutes = page.locator(".timeline li.grounding input[name=minutes]")
    expect(minutes).to_have_value("15")
    minutes.fill("8")
    minutes.press("Enter")
    expect(page.locator(".finding-title", has_text="Grounding is too short")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Planned 90 of 90 min")).to_be_visible()


def move_and_remove(page: Page) -> None:
    """Each button is a form; Undo brings back."""
    order = page.locator(".block-title").all_inner_texts()
    page.get_by_role("button", name="Move Homework up").click()
    expect(page.locator(".block-title")).to_have_text([*order[:4], order[5], order[4], *order[6:]])
    page.get_by_role("button", name="Remove Homework").click()
    expect(page.get_by_text("10 min spare")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".block-title")).to_have_text(order)


def edit_and_add(page: Page) -> None:
    """The editor and the adder as pages of their own; a mistake keeps what was typed."""
    page.get_by_role("link", name="Edit Homework").click()
    page.get_by_label("Title").fill("Homework, smaller")
    page.get_by_label("Minutes", exact=True).fill("6")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Homework, smaller", exact=True)).to_be_visible()
    page.get_by_role("link", name="Add a block", exact=True).click()
    page.get_by_label("Title").fill("Pause")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_label("Title")).to_have_value("Pause")
    page.locator("#new-phase").select_option(label="Break")
    page.get_by_label("Minutes", exact=True).fill("4")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("Planned 90 of 90 min")).to_be_visible()
    expect(page.get_by_role("link", name="Pause", exact=True)).to_be_visible()


def test_homework_and_its_log_by_plain_forms(site: Site, demo: Demo, visit: Visit) -> None:
    desk = visit(site, java_script_enabled=False)
    sign_in(desk, site, AMARA, PASSWORD)
    overview = Visited(AMARA, "clients:client_page", "client").path(demo)
    desk.goto(overview)
    desk.get_by_role("link", name="Give homework").click()
    desk.get_by_role("searchbox", name="Search the practices").fill("three-step")
    desk.get_by_role("button", name="Search", exact=True).click()
    desk.get_by_role("link", name="Three-Step Integration Cycle").click()
    desk.get_by_label("Give it besides what runs already").check()
    desk.get_by_label("Title the client reads").fill("Three kind steps")
    desk.get_by_role("button", name="Preview").click()
    expect(desk.get_by_role("heading", name="What the client will see")).to_be_visible()
    expect(desk.get_by_label("Title the client reads")).to_have_value("Three kind steps")
    desk.get_by_role("button", name="Give this homework").click()
    expect(desk.get_by_role("row", name="Three kind steps")).to_be_visible()
    log_it(visit(site, java_script_enabled=False, viewport=PHONE), phone_link(site, LEILA))
    desk.goto(overview)
    row = desk.get_by_role("row", name="Three kind steps")
    expect(row.get_by_text("1 of 1", exact=True)).to_be_visible()


def log_it(phone: Page, link: str) -> None:
    """From the link to a saved entry, and out."""
    open_phone(phone, link)
    card = phone.get_by_role("region", name="Three kind steps")
    card.get_by_role("link", name="Begin").click()
    phone.get_by_role("button", name="A part of it").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Saved")
    phone.get_by_role("group", name="How kind were you to yourself?").get_by_label("4").check()
    phone.get_by_role("button", name="Save").click()
    expect(card.get_by_text("A part of it today. That counts.")).to_be_visible()
    phone.get_by_role("button", name="Leave").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Closed")
    phone.goto("/p/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Your PIN")


def test_a_practice_goes_into_a_plan_by_plain_forms(site: Site, demo: Demo, visit: Visit) -> None:
    page = visit(site, java_script_enabled=False)
    sign_in(page, site, AMARA, PASSWORD)
    page.goto(Visited(AMARA, "planner:item_page", code="soothing-touch").path(demo))
    page.get_by_role("link", name="Without touch").click()
    expect(page.get_by_role("heading", name="Choose something warm")).to_be_visible()
    page.get_by_role("link", name="Use in a session").click()
    page.get_by_role("button", name="Put it in").first.click()
    block = page.get_by_role("link", name="Soothing touch, without touch", exact=True)
    expect(page.locator(".timeline li:target").get_by_role("link").first).to_have_text(
        "Soothing touch, without touch"
    )
    page.get_by_role("button", name="Undo").click()
    expect(block).to_have_count(0)
