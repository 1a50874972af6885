"""The idle lock: whoever writes is not idle, and what is written meanwhile is not lost."""

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.test_locking import shows_what_was_typed
from tests.journeys.test_offline import give_pin, heading, signed_in
from tests.journeys.test_phone_closing import fall_idle, write_an_entry
from tests.server import Site

FEW = 4 * 60 * 1000
"""Milliseconds between two words of somebody who writes slowly."""


def write_slowly(page: Page, label: str, words: list[str]) -> None:
    """One word in a few minutes; the phone asks for time meanwhile."""
    place = page.get_by_label(label, exact=True)
    place.click()
    for word in words:
        page.clock.run_for(FEW)
        with page.expect_response(lambda answer: answer.status == 204):
            page.keyboard.insert_text(f"{word} ")
        expect(place).to_be_focused()


def test_whoever_writes_is_not_locked_out(site: Site, visit: Visit) -> None:
    page, _uid = signed_in(site, visit)
    page.clock.install()
    write_an_entry(page)
    entry = page.url.split("?")[0]
    page.get_by_text("Add a note").click()
    page.get_by_label("How many minutes?").fill("12")
    write_slowly(page, "A note", ["typed", "before", "the"])
    page.get_by_label("A note", exact=True).press_sequentially("lock")
    shows_what_was_typed(page, "12")
    fall_idle(page)
    page.wait_for_url("**/p/unlock/?next=*")
    give_pin(page)
    expect(page).to_have_url(entry)
    shows_what_was_typed(page, "12")


def test_looking_does_not_put_off_the_lock(site: Site, visit: Visit) -> None:
    page, _uid = signed_in(site, visit)
    page.clock.install()
    write_an_entry(page)
    for _time in range(2):
        page.clock.run_for(FEW)
        page.mouse.wheel(0, 200)
        page.keyboard.press("Tab")
        page.evaluate(
            "() => document.forms.more.dispatchEvent(new Event('input', {bubbles: true}))"
        )
    page.clock.run_for(2 * 60 * 1000)
    page.clock.resume()
    page.wait_for_url("**/p/unlock/?next=*")


def test_without_a_network_the_lock_falls_while_one_writes(site: Site, visit: Visit) -> None:
    page, _uid = signed_in(site, visit)
    page.clock.install()
    write_an_entry(page)
    page.get_by_text("Add a note").click()
    page.context.set_offline(True)
    page.get_by_label("A note", exact=True).click()
    for word in ("typed ", "words "):
        page.clock.run_for(FEW)
        page.keyboard.insert_text(word)
    page.clock.run_for(2 * 60 * 1000)
    page.clock.resume()
    heading(page, "Your PIN")
