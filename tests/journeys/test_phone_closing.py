"""How the phone closes: Leave at once, by itself in the background, after ten minutes; rest preset."""

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.demo import LEILA, PIN, QUIET, decide_later, open_phone, phone_link
from tests.journeys.watching import PHONE
from tests.server import Site

LEAVE_MS = 100
"""Quick exit within 100 ms (security.md)."""

HIDE = """() => {
  Object.defineProperty(document, "hidden", { get: () => true });
  document.dispatchEvent(new Event("visibilitychange"));
  return document.documentElement.childElementCount;
}"""

GO = """() => {
  const start = performance.now();
  document.querySelector("form[data-leave]").requestSubmit();
  return [performance.now() - start, document.documentElement.childElementCount];
}"""


def phone_of(site: Site, visit: Visit, code: str) -> Page:
    page = visit(site, viewport=PHONE)
    open_phone(page, phone_link(site, code))
    return page


def fall_idle(page: Page) -> None:
    """Ten minutes pass, and the lock falls; what it waits for then takes its own time."""
    page.clock.run_for(10 * 60 * 1000 - 4_500)
    page.clock.resume()


def write_an_entry(page: Page) -> None:
    """From Today to the page of what may be added."""
    page.get_by_role("link", name="I did it already").first.click()
    page.get_by_role("button", name="A part of it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Saved")


def test_leave_empties_the_page_at_once(site: Site, visit: Visit) -> None:
    page = phone_of(site, visit, LEILA)
    assert page.evaluate(HIDE) == 2  # out of quiet mode the background alone locks nothing
    page.goto(f"{site.url}/p/settings/")
    milliseconds, left = page.evaluate(GO)
    assert left == 0
    assert milliseconds < LEAVE_MS
    page.wait_for_url("about:blank")
    page.goto(f"{site.url}/p/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your PIN")
    page.get_by_label("PIN").fill(PIN)
    page.get_by_role("button", name="Open").click()
    decide_later(page)


def test_in_quiet_mode_the_background_locks_and_the_next_page_does_not(
    site: Site, visit: Visit
) -> None:
    page = phone_of(site, visit, QUIET)
    for name in ("Settings", "Today", "Info"):
        page.get_by_role("navigation").get_by_role("link", name=name).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
    assert page.evaluate(HIDE) == 0
    expect(page.get_by_role("heading", level=1)).to_have_text("Your PIN")
    page.get_by_label("PIN").fill(PIN)
    page.get_by_role("button", name="Open").click()
    expect(page).to_have_url(f"{site.url}/p/info/")


def test_after_ten_minutes_it_locks_and_what_was_typed_is_kept(site: Site, visit: Visit) -> None:
    page = phone_of(site, visit, LEILA)
    page.clock.install()
    write_an_entry(page)
    entry = page.url.split("?")[0]
    page.get_by_text("Add a note").click()
    page.get_by_label("A note", exact=True).fill("typed before the lock")
    fall_idle(page)
    page.wait_for_url("**/p/unlock/?next=*")
    page.get_by_label("PIN").fill(PIN)
    page.get_by_role("button", name="Open").click()
    expect(page).to_have_url(entry)
    expect(page.get_by_label("A note", exact=True)).to_have_value("typed before the lock")


def test_still_there_presets_the_rest(site: Site, visit: Visit) -> None:
    page = phone_of(site, visit, LEILA)
    write_an_entry(page)
    page.get_by_role("button", name="Yes, something did").click()
    expect(page.get_by_role("heading", name="Steady first")).to_be_visible()
    rest, keep = page.get_by_label("Let it rest"), page.get_by_label("Keep it")
    expect(rest).not_to_be_checked()
    page.get_by_label("Yes, still").check()
    expect(rest).to_be_checked()
    keep.check()
    page.get_by_label("No, it has passed").check()
    page.get_by_label("Yes, still").check()
    expect(keep).to_be_checked()
