"""Sizes on the phone: what is touched is as large as a finger, and the way to stop is in sight."""

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.demo import LEILA, open_phone, phone_link
from tests.journeys.test_phone_closing import write_an_entry
from tests.journeys.watching import PHONE
from tests.server import Site

FINGER = 44

SMALL = """(least) => [...document.querySelectorAll("main :is(a, button, summary)")]
  .filter((one) => one.checkVisibility())
  .map((one) => [one.innerText, one.getBoundingClientRect()])
  .filter(([, box]) => box.width < least || box.height < least)
  .map(([text]) => text)"""


def small_ones(page: Page) -> list[str]:
    """What can be touched in the middle of the page and is smaller than a finger."""
    found: list[str] = page.evaluate(SMALL, FINGER)
    return found


def test_what_is_touched_is_as_large_as_a_finger(site: Site, visit: Visit) -> None:
    page = visit(site, viewport=PHONE)
    open_phone(page, phone_link(site, LEILA))
    page.goto(f"{site.url}/p/settings/")
    expect(page.get_by_role("link", name="Answer")).to_have_count(6)
    assert small_ones(page) == []


def test_after_an_entry_the_way_to_stop_is_in_sight(site: Site, visit: Visit) -> None:
    page = visit(site, viewport=PHONE)
    open_phone(page, phone_link(site, LEILA))
    write_an_entry(page)
    expect(page.get_by_role("link", name="Leave it at that")).to_be_in_viewport(ratio=1)
