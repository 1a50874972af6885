"""The lock keeps what was typed, whatever the network or the server makes of it, and asks no PIN for it."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.conftest import Visit
from tests.journeys.demo import LEILA, QUIET, open_phone, phone_link
from tests.journeys.test_offline import SENT, give_pin, heading, rows, say, signed_in
from tests.journeys.test_phone_closing import HIDE, fall_idle, write_an_entry
from tests.journeys.test_player import play
from tests.journeys.watching import PHONE
from tests.server import Site

NOT_READ = "Kept, but for an answer that could not be read: “How many minutes?”"


def type_more(page: Page, minutes: str) -> str:
    """A new entry, to which a note and minutes were typed but not sent; its page's address."""
    write_an_entry(page)
    page.get_by_text("Add a note").click()
    page.get_by_label("A note", exact=True).fill("typed before the lock")
    page.get_by_label("How many minutes?").fill(minutes)
    return page.url.split("?")[0]


def shows_what_was_typed(page: Page, minutes: str) -> None:
    expect(page.get_by_label("A note", exact=True)).to_have_value("typed before the lock")
    expect(page.get_by_label("How many minutes?")).to_have_value(minutes)


def test_what_does_not_fit_is_left_out_and_named(site: Site, visit: Visit) -> None:
    page, _uid = signed_in(site, visit)
    page.clock.install()
    entry = type_more(page, "9999")
    fall_idle(page)
    page.wait_for_url("**/p/unlock/?next=*")
    give_pin(page)
    expect(page).to_have_url(entry)
    shows_what_was_typed(page, "")
    expect(page.get_by_role("listitem").filter(has_text=NOT_READ)).to_be_visible()


@pytest.mark.parametrize("fault", ["not well", "hangs"])
def test_a_server_that_does_not_take_it_loses_nothing(site: Site, visit: Visit, fault: str) -> None:
    page = visit(site, viewport=PHONE, allowed=(503,))
    open_phone(page, phone_link(site, LEILA))
    page.clock.install()
    entry = type_more(page, "12")

    def refuse(route: Route) -> None:
        if fault == "not well":
            route.fulfill(status=503, body="not now")

    for address in ("**/p/more/**", "**/p/sync/", "**/p/leave/"):
        page.context.route(address, refuse)
    fall_idle(page)
    page.wait_for_url("**/p/unlock/?next=*")
    assert rows(page, "entries") == 1
    page.context.unroute_all()
    give_pin(page)
    expect(page).to_have_url(entry)
    shows_what_was_typed(page, "12")
    assert rows(page, "entries") == 0


def play_until_locked(page: Page) -> None:
    """The practice goes on to its end after the sitting has ended."""
    with page.expect_response("**/p/leave/"):
        page.evaluate(HIDE)
        page.clock.run_for(1_000)
    expect(page.locator("[data-locked]")).to_be_visible()
    while page.locator("[data-on]").is_visible():
        page.locator("[data-on]").click()
    expect(page.get_by_role("heading", name="That was it.")).to_be_visible()
    expect(page.get_by_label("PIN")).to_have_count(0)


def test_a_locked_practice_keeps_its_entry_without_a_pin(site: Site, visit: Visit) -> None:
    page, uid = play(site, visit, QUIET)
    play_until_locked(page)
    page.clock.resume()
    page.get_by_role("button", name="I did it", exact=True).click()
    heading(page, "Your PIN")
    assert rows(page, "entries") == 1
    assert say(site, f"say_entries({uid!r})") == ""
    again = page.context.new_page()
    page.close()
    again.goto("/p/")
    give_pin(again)
    expect(again.get_by_text(SENT)).to_be_visible()
    assert say(site, f"say_entry({uid!r})") == "done 6"


def test_something_unpleasant_in_a_locked_practice_is_answered_at_once(
    site: Site, visit: Visit
) -> None:
    page, uid = play(site, visit, LEILA)
    with page.expect_response("**/p/leave/"):
        fall_idle(page)
    while page.locator("[data-on]").is_visible():
        page.locator("[data-on]").click()
    page.get_by_role("button", name="Yes, something did").click()
    heading(page, "Kept on this phone")
    expect(page.get_by_role("heading", name="Steady first")).to_be_visible()
    expect(page.get_by_role("link", name="999", exact=True)).to_be_visible()
    page.get_by_role("link", name="To today").click()
    heading(page, "Your PIN")
    give_pin(page)
    expect(page.get_by_text(SENT)).to_be_visible()
    assert say(site, f"say_entries({uid!r})") == "part"
