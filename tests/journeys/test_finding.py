"""Finding in the library: while typing, by keyboard, on a phone, and without a script."""

import re

import pytest
from playwright.sync_api import Page, expect

from planner.demo.people import PASSWORD
from tests.browser import sign_in
from tests.journeys.conftest import Visit
from tests.journeys.demo import AMARA, Demo
from tests.journeys.pages import Visited
from tests.journeys.watching import DESK, PHONE
from tests.server import Site

LIBRARY = Visited(AMARA, "planner:library")


def cards(page: Page) -> list[str]:
    """Titles of the cards, in order."""
    return page.locator(".practice-card h3").all_inner_texts()


def test_results_come_while_typing(enter: Visit, demo: Demo) -> None:
    page = enter(AMARA, viewport=DESK)
    page.goto(LIBRARY.path(demo))
    page.keyboard.press("/")
    box = page.get_by_role("searchbox", name="Search the library")
    expect(box).to_be_focused()
    page.keyboard.type("soothng touch")
    expect(page.locator(".practice-card h3").first).to_have_text("Soothing touch")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"\d+ found"))
    expect(page).to_have_url(re.compile(r"/library/\?q=soothng\+touch$"))
    expect(box).to_be_focused()
    page.get_by_label("Wing", exact=True).select_option("compassion")
    expect(page).to_have_url(re.compile(r"/library/\?q=soothng\+touch&wing=compassion$"))
    box.fill("")
    page.get_by_label("Wing", exact=True).select_option("")
    expect(page.get_by_role("heading", name="Practices by wing and phase")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/library/$"))


def test_a_slash_in_a_field_stays_a_slash(enter: Visit, demo: Demo) -> None:
    page = enter(AMARA, viewport=DESK)
    page.goto(LIBRARY.path(demo) + "?q=x")
    box = page.get_by_role("searchbox")
    box.focus()
    page.keyboard.press("End")
    page.keyboard.type("/")
    expect(box).to_have_value("x/")


@pytest.mark.parametrize("script", [True, False])
def test_a_star_is_one_press_and_another_takes_it_off(
    site: Site, demo: Demo, visit: Visit, script: bool
) -> None:
    page = visit(site, java_script_enabled=script)
    sign_in(page, site, AMARA, PASSWORD)
    page.goto(LIBRARY.path(demo) + "?q=soothing+touch")
    star = page.get_by_role("button", name="Favourite: Soothing touch")
    expect(star).to_have_attribute("aria-pressed", "false")
    star.click()
    expect(star).to_have_attribute("aria-pressed", "true")
    assert "q=soothing" in page.url
    page.goto(LIBRARY.path(demo))
    expect(page.get_by_role("heading", name="Favourites")).to_be_visible()
    star.click()
    expect(
        page.get_by_role("button", name="Favourite: Soothing touch", pressed=True)
    ).to_have_count(0)


def test_filters_are_folded_on_a_phone_and_open_on_a_desk(enter: Visit, demo: Demo) -> None:
    page = enter(AMARA, viewport=PHONE)
    page.goto(LIBRARY.path(demo))
    phase = page.get_by_label("Phase", exact=True)
    expect(phase).to_be_hidden()
    page.get_by_text("Filters").click()
    expect(phase).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(page.get_by_text("Filters")).to_be_hidden()
    expect(phase).to_be_visible()


def test_by_plain_form_and_links(quiet_site: Site, demo: Demo, visit: Visit) -> None:
    page = visit(quiet_site, java_script_enabled=False)
    sign_in(page, quiet_site, AMARA, PASSWORD)
    page.goto(LIBRARY.path(demo))
    page.get_by_role("searchbox").fill("touch")
    page.get_by_label("Phase", exact=True).select_option("grounding")
    page.get_by_role("button", name="Search").click()
    assert cards(page)[0] == "Soothing touch"
    page.get_by_role("link", name="Start again").click()
    expect(page.get_by_role("heading", name="Practices by wing and phase")).to_be_visible()
