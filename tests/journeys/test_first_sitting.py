"""The sitting after an invitation: what it keeps for a time without a network, what goes by itself."""

import datetime as dt
import uuid

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.demo import LEILA, phone_link, set_pin
from tests.journeys.test_offline import SENT, give_pin, heading, leaks, leave, rows, say, until
from tests.journeys.watching import PHONE
from tests.server import Site

TOLD = "wonder whale"
"""One of the markers that `leaks` seeks."""


def come_in(page: Page, link: str) -> None:
    """From the invitation to Today; nothing is kept before the agreement."""
    set_pin(page, link)
    agree = page.get_by_role("button", name="I agree")
    expect(agree).to_be_visible()
    assert (rows(page, "lock"), rows(page, "bundle")) == (1, 0)
    agree.click()
    heading(page, "You choose")
    page.get_by_role("link", name="Decide later").click()
    heading(page, "Today")
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    until(lambda: rows(page, "bundle") == 1)


def tell_without_a_network(page: Page, uid: str) -> None:
    """Something unpleasant came up; the network goes while it is being told."""
    page.goto(f"/p/begin/{uid}/")
    page.get_by_role("button", name="Yes, something did").click()
    heading(page, "Thank you for saying so")
    page.get_by_label("What came up, if you like").fill(TOLD)
    page.context.set_offline(True)
    page.get_by_role("button", name="Save").click()
    heading(page, "Kept on this phone")
    expect(page.get_by_role("link", name="999", exact=True)).to_be_visible()
    assert (rows(page, "entries"), leaks(page)) == (1, [])


def tell_on_the_kept_page(page: Page) -> None:
    """The same where the whole page came out of the phone's own store; with a note as well."""
    page.get_by_role("button", name="Yes, something did").click()
    heading(page, "Kept on this phone")
    page.get_by_label("Yes, still").check()
    expect(page.get_by_label("Let it rest")).to_be_checked()
    page.get_by_label("What came up, if you like").fill(TOLD)
    page.get_by_role("button", name="Keep that too").click()
    expect(page.get_by_role("button", name="Keep that too")).to_have_count(0)
    expect(page.get_by_role("link", name="999", exact=True)).to_be_visible()
    until(lambda: rows(page, "entries") == 3)
    assert leaks(page) == []


def test_the_first_sitting_keeps_practices_and_seven_days_take_them_but_no_entry(
    site: Site, visit: Visit
) -> None:
    uid = say(site, f"say_played({LEILA!r})")
    with_sheet = str(uuid.uuid4())
    say(site, f"give_sheet({LEILA!r}, {with_sheet!r})")
    say(site, f"ask_anew({LEILA!r})")
    page = visit(site, viewport=PHONE, allowed=(403,))  # the page that asks for the agreement
    come_in(page, phone_link(site, LEILA))
    tell_without_a_network(page, uid)
    page.goto("/p/")
    give_pin(page)
    expect(page.get_by_role("region", name="Leila's own")).to_be_visible()
    page.locator(f"a[href='/p/begin/{with_sheet}/']").first.click()
    expect(page.get_by_role("link", name="Fill it in")).to_be_visible()
    tell_on_the_kept_page(page)
    for days, bundles, words in (
        (6, 1, "Your PIN opens what is kept on this phone."),
        (8, 0, "Nothing is kept here to look at."),
    ):
        page.clock.set_system_time(dt.datetime.now(dt.UTC) + dt.timedelta(days=days))
        page.goto("/p/")
        expect(page.get_by_text(words)).to_be_visible()
        assert (rows(page, "entries"), rows(page, "bundle")) == (3, bundles)
    assert rows(page, "lock") == 0
    page.clock.set_system_time(dt.datetime.now(dt.UTC))
    page.context.set_offline(False)
    page.goto("/p/")
    expect(page.get_by_text(SENT)).to_be_visible()
    assert (rows(page, "entries"), rows(page, "bundle")) == (0, 0)
    for told in (uid, with_sheet):
        assert say(site, f"say_told({told!r})") == f"part {TOLD}"
    page.context.set_offline(True)
    page.goto("/p/")
    heading(page, "Your PIN")
    page.context.set_offline(False)
    assert say(site, f"say_sittings({LEILA!r})") == "1"
    leave(page)
    until(lambda: say(site, f"say_sittings({LEILA!r})") == "0")
