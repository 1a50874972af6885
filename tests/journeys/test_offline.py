"""The phone without a network: what is read, written, kept and sent; nothing lost, nothing twice."""

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from planner.demo.people import PASSWORD
from tests.browser import sign_in
from tests.journeys.conftest import Visit
from tests.journeys.demo import (
    AMARA,
    LEILA,
    PIN,
    QUIET,
    Demo,
    decide_later,
    open_phone,
    phone_link,
    set_pin,
)
from tests.journeys.pages import Visited, fit_height, too_wide
from tests.journeys.stores import leaks, rows
from tests.journeys.test_phone_closing import HIDE
from tests.journeys.watching import PHONE
from tests.server import Site

OTHER = "M-03"
"""Another client, on the same phone."""
WRONG = "111111"
TRIES = 10
ONE, MORE = "One entry waits on this phone.", "2 entries wait on this phone."
SENT = "What waited on this phone has been sent."


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def give_pin(page: Page, pin: str = PIN) -> None:
    page.get_by_label("PIN").fill(pin)
    page.get_by_role("button", name="Open").click()


def leave(page: Page) -> None:
    page.get_by_role("button", name="Leave").click()
    page.wait_for_url("about:blank")


def come_back(page: Page) -> None:
    """Sign in with the PIN, which also keeps today's practices; wait until the phone can answer."""
    page.goto("/p/")
    heading(page, "Your PIN")
    give_pin(page)
    decide_later(page)
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")


def signed_in(
    site: Site, visit: Visit, code: str = LEILA, *, allowed: tuple[int, ...] = (422,)
) -> tuple[Page, str]:
    """A phone that was set up and has signed in once more; its homework's uid."""
    uid = site.ask(f"from tests.journeys import rows; rows.say_played({code!r})")
    page = visit(site, viewport=PHONE, allowed=allowed)
    open_phone(page, phone_link(site, code))
    leave(page)
    come_back(page)
    return page, uid


def until(happens: Callable[[], bool]) -> None:
    """Wait for what a script does by itself."""
    end = time.monotonic() + 10
    while not happens():
        assert time.monotonic() < end
        time.sleep(0.05)


def keep_that_too(page: Page) -> None:
    """The third change, of the second entry: the words count entries."""
    page.get_by_role("button", name="Keep that too").click()
    until(lambda: rows(page, "entries") == 3)
    expect(page.get_by_text(MORE)).to_be_visible()
    assert (rows(page, "entries"), leaks(page)) == (3, [])


def say(site: Site, act: str) -> str:
    return site.ask(f"from tests.journeys import rows; rows.{act}")


def set_up(page: Page, site: Site) -> None:
    """The way in: invitation, PIN, the agreement, what is shared; until the phone can answer by itself."""
    say(site, f"ask_anew({LEILA!r})")
    set_pin(page, phone_link(site, LEILA))
    page.get_by_role("button", name="I agree").click()
    page.get_by_role("link", name="Decide later").click()
    heading(page, "Today")
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    until(lambda: rows(page, "bundle") == 1)


def play_without_a_network(page: Page) -> None:
    """The player, begun with a network, and its log without one."""
    page.get_by_role("region", name="Leila's own").get_by_role("link", name="Begin").click()
    page.get_by_role("group", name="How hard is it just now?").get_by_label("6").check()
    page.get_by_role("button", name="Begin, step by step").click()
    page.context.set_offline(True)
    while page.locator("[data-on]").is_visible():
        page.locator("[data-on]").click()
    page.get_by_role("button", name="A part of it").click()
    heading(page, "Kept on this phone")
    expect(page.get_by_text(f"{ONE} It is sent when there is a network.")).to_be_visible()
    assert (rows(page, "entries"), rows(page, "bundle"), leaks(page)) == (1, 1, [])


def test_from_the_invitation_through_the_cut_to_the_clinicians_page(
    site: Site, demo: Demo, visit: Visit
) -> None:
    uid = say(site, f"say_played({LEILA!r})")
    page = visit(site, viewport=PHONE, allowed=(403,))  # the page that asks for the agreement
    set_up(page, site)
    play_without_a_network(page)
    leave(page)
    page.go_back()
    heading(page, "Your PIN")
    expect(page.get_by_text("Nothing is kept here to look at.")).to_be_visible()
    assert (rows(page, "entries"), rows(page, "bundle"), leaks(page)) == (1, 0, [])
    # The PIN gets through, and then the network is gone again.
    page.context.route("**/p/sync/", lambda route: route.abort("internetdisconnected"))
    page.context.set_offline(False)
    come_back(page)
    expect(page.get_by_text(f"{ONE} It is tried again soon.")).to_be_visible()
    page.context.set_offline(True)
    expect(page.get_by_text(f"{ONE} It is sent when there is a network.")).to_be_visible()
    assert (rows(page, "entries"), say(site, f"say_entries({uid!r})")) == (1, "")
    page.context.unroute_all()
    page.context.set_offline(False)  # the open page sends by itself
    expect(page.get_by_text(SENT)).to_be_visible()
    assert (rows(page, "entries"), leaks(page)) == (0, [])
    desk = visit(site)
    sign_in(desk, site, AMARA, PASSWORD)
    desk.goto(Visited(AMARA, "clients:client_page", "client").path(demo))
    week = desk.get_by_role("row", name="Leila's own").locator(".week li")
    expect(week.last).to_contain_text("a part")
    assert say(site, f"say_entry({uid!r})") == "part 6"


def open_by_keyboard(page: Page) -> None:
    """A wrong PIN, then the right one, by keyboard alone."""
    for _step in ("to the content", "leave", "the field"):
        page.keyboard.press("Tab")
    page.keyboard.type(WRONG)
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("That did not open it. Try once more.")
    page.keyboard.type(PIN)
    page.keyboard.press("Enter")
    heading(page, "Today")


def try_until_it_is_gone(page: Page) -> None:
    """Ten wrong PINs take today's practices, and never an entry."""
    entries = rows(page, "entries")
    page.reload()
    for _number in range(TRIES):
        give_pin(page, WRONG)
        expect(page.get_by_label("PIN")).to_have_value("")
        expect(page.locator("form[aria-busy=true]")).to_have_count(0)
    expect(page.get_by_text("Nothing is kept here to look at.")).to_be_visible()
    assert (rows(page, "entries"), rows(page, "bundle")) == (entries, 0)


def test_todays_practices_without_a_network(
    site: Site, visit: Visit, axe: Callable[..., list[str]]
) -> None:
    page, uid = signed_in(site, visit)
    page.context.set_offline(True)
    page.goto("/p/path/")
    heading(page, "Your PIN")
    assert axe(page) == []
    open_by_keyboard(page)
    for width in (320, PHONE["width"]):
        fit_height(page, width)
        assert (axe(page), too_wide(page)) == ([], [])
    expect(page.get_by_role("link", name="My path")).to_have_count(0)
    card = page.get_by_role("region", name="Leila's own")
    card.get_by_role("button", name="Not today").click()
    heading(page, "Kept on this phone")
    page.get_by_role("link", name="To today").click()
    card.get_by_role("link", name="I did it already").click()
    page.get_by_role("button", name="I did it", exact=True).click()
    heading(page, "Kept on this phone")
    page.get_by_role("group", name="How kind were you to yourself?").get_by_label("5").check()
    page.get_by_text("Add a note, and choose who reads it").click()
    page.get_by_label("A note", exact=True).fill("wonder whale")
    assert axe(page) == []
    keep_that_too(page)
    page.go_back()
    heading(page, "Today")
    card.get_by_role("link", name="Begin").click()
    page.get_by_role("button", name="Begin, step by step").click()
    page.get_by_role("button", name="Stop and steady").click()
    expect(page.get_by_role("link", name="999", exact=True)).to_be_visible()
    try_until_it_is_gone(page)
    page.context.set_offline(False)
    page.goto("/p/")
    expect(page.get_by_text(SENT)).to_be_visible()
    assert say(site, f"say_entries({uid!r})") == "not_today done"
    page.goto("/p/path/")
    expect(page.get_by_text("wonder whale")).to_be_visible()


def test_a_wrong_clock_a_killed_tab_two_tabs_and_a_sitting_that_ended(
    site: Site, demo: Demo, visit: Visit
) -> None:
    page, uid = signed_in(site, visit)
    context = page.context
    address = f"/p/entry/{uid}/"
    tabs = [page, context.new_page()]
    for tab in tabs:
        tab.goto(address)
    context.set_offline(True)
    for tab in tabs:
        tab.get_by_role("button", name="I did it", exact=True).click()
        heading(tab, "Kept on this phone")
    assert rows(page, "entries") == 2
    tabs[1].close()
    context.set_offline(False)  # the open page sends by itself
    expect(page.get_by_text(SENT)).to_be_visible()
    page.goto(address)
    say(site, f"end_sittings({LEILA!r})")
    page.get_by_role("button", name="A part of it").click()
    heading(page, "Kept on this phone")
    killed = context.new_page()
    page.close()
    killed.clock.set_system_time("2035-05-05T12:00:00Z")
    come_back(killed)
    expect(killed.get_by_text(SENT)).to_be_visible()
    assert say(site, f"say_entries({uid!r})") == "done done part"
    context.set_offline(True)
    killed.reload()
    give_pin(killed)
    killed.get_by_role("region", name="Leila's own").get_by_role("button", name="Not today").click()
    heading(killed, "Kept on this phone")
    context.set_offline(False)
    killed.get_by_role("link", name="To today").click()
    killed.get_by_role("link", name="Try the network again").click()
    expect(killed.get_by_text(SENT)).to_be_visible()
    assert say(site, f"say_entries({uid!r})") == "done done part not_today?"


def test_another_client_on_the_same_phone_and_a_phone_that_was_ended(
    site: Site, visit: Visit
) -> None:
    page, uid = signed_in(site, visit)
    others = site.ask(f"from tests.journeys import rows; rows.say_played({OTHER!r})")

    def write_without_a_network(homework: str) -> None:
        page.goto(f"/p/entry/{homework}/")
        page.context.set_offline(True)
        page.get_by_role("button", name="I did it", exact=True).click()
        heading(page, "Kept on this phone")

    write_without_a_network(uid)
    leave(page)
    page.context.set_offline(False)
    open_phone(page, phone_link(site, OTHER))
    page.goto("/p/settings/")
    expect(
        page.get_by_text("One entry that waits on this phone would be lost.").first
    ).to_be_visible()
    assert page.get_by_text(ONE).is_visible() is False
    assert rows(page, "entries") == 1
    assert (say(site, f"say_entries({uid!r})"), say(site, f"say_entries({others!r})")) == ("", "")
    open_phone(page, phone_link(site, LEILA))
    expect(page.locator("[data-waits]").first).to_be_hidden()
    assert rows(page, "entries") == 0  # sent by the page before, which asks what is shared
    assert say(site, f"say_entries({uid!r})") == "done"
    write_without_a_network(uid)
    say(site, f"end_phones({LEILA!r})")
    page.context.set_offline(False)
    page.goto("/p/")
    heading(page, "Your PIN")
    expect(page.get_by_text("One entry that still waited here could not be sent")).to_be_visible()
    assert (rows(page, "entries"), rows(page, "bundle")) == (0, 0)


def test_a_week_from_paper_stands_until_there_is_a_network(site: Site, visit: Visit) -> None:
    page, _uid = signed_in(site, visit)
    page.goto(f"/p/week/{say(site, f'say_diary({LEILA!r})')}/")
    page.get_by_role("radio", name="A part of it").check(force=True)
    page.get_by_label("The line under the week").fill("It rained.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Save").click()
    held = page.get_by_role("alert").filter(has_text="It stands here, and on your sheet")
    expect(held).to_have_count(1)
    expect(page.get_by_label("The line under the week")).to_have_value("It rained.")
    assert rows(page, "entries") == 0
    page.context.set_offline(False)
    page.get_by_role("button", name="Save").click()
    heading(page, "Today")
    page.goto("/p/path/")
    expect(page.get_by_text("It rained.")).to_be_visible()
    page.goto("/p/choices/?one=ratings")
    page.context.set_offline(True)
    page.get_by_role("button", name="Keep my ratings to myself").click()
    expect(page.get_by_role("alert")).to_contain_text("so this was not sent")
    heading(page, "You choose")


TIMED = """
addEventListener("click", (event) => (window.began ??= event.timeStamp), { capture: true });
addEventListener("keydown", (event) => (window.began = event.timeStamp), { capture: true });
new MutationObserver(() => {
  if (window.began && !document.documentElement.childElementCount) {
    window.reportLeft(performance.now() - window.began);
    window.began = null;
  }
}).observe(document, { childList: true, subtree: true });
"""


def escape_three_times(page: Page) -> None:
    for _time in range(3):
        page.keyboard.press("Escape")


def test_leave_is_quick_by_touch_and_key_online_and_off_and_takes_other_tabs_along(
    site: Site, visit: Visit
) -> None:
    page, uid = signed_in(site, visit)
    context = page.context
    took: list[float] = []
    context.expose_function("reportLeft", lambda milliseconds: took.append(milliseconds))
    context.add_init_script(TIMED)
    ways: list[tuple[str, bool, Callable[[], Any]]] = [
        ("touch", False, page.get_by_role("button", name="Leave").click),
        ("key", False, lambda: escape_three_times(page)),
        ("touch, no network", True, page.get_by_role("button", name="Leave").click),
        ("key, no network", True, lambda: escape_three_times(page)),
    ]
    other = context.new_page()
    for way, is_cut, go in ways:
        for tab in (page, other):
            tab.goto(f"/p/begin/{uid}/")
        context.set_offline(is_cut)
        go()
        for tab in (page, other):
            tab.wait_for_url("about:blank")
            assert tab.content() == "<html><head></head><body></body></html>"
        page.go_back()
        heading(page, "Your PIN")
        context.set_offline(False)
        print(f"Leave by {way}: {took[0]:.1f} ms")  # noqa: T201
        assert took[0] < 100
        took.clear()
        come_back(page)
        assert (page.evaluate("() => sessionStorage.length"), rows(page, "bundle")) == (0, 1)


def test_in_quiet_mode_it_locks_in_the_background_without_a_network_too(
    site: Site, visit: Visit
) -> None:
    page, _uid = signed_in(site, visit, QUIET)
    page.context.set_offline(True)
    page.reload()
    give_pin(page)
    heading(page, "Today")
    card = page.get_by_role("region", name="A short pause")
    expect(card).to_be_visible()
    assert page.evaluate(HIDE) == 0
    heading(page, "Your PIN")
    give_pin(page)
    card.get_by_role("link", name="Begin").click()
    page.get_by_role("button", name="Begin, step by step").click()
    page.evaluate(HIDE)
    expect(page.locator("[data-locked]")).to_be_visible()
    while page.locator("[data-on]").is_visible():
        page.locator("[data-on]").click()
    page.get_by_role("button", name="I did it", exact=True).click()
    heading(page, "Your PIN")
    assert (rows(page, "entries"), leaks(page)) == (1, [])
