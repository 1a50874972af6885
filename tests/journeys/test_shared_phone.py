"""A phone that two clients used one after the other, and one that is forgotten: what stays and what goes."""

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.demo import LEILA, Demo, open_phone, phone_link
from tests.journeys.stores import leaks, rows
from tests.journeys.test_half_typed import type_half
from tests.journeys.test_offline import OTHER, heading, leave, say, signed_in, until
from tests.server import Site

CLOSED = "This phone was closed from elsewhere."


def write_and_leave(page: Page, homework: str) -> None:
    """An entry that waits, and Leave, without a network; then there is one again."""
    page.goto(f"/p/entry/{homework}/")
    page.context.set_offline(True)
    page.get_by_role("button", name="I did it", exact=True).click()
    heading(page, "Kept on this phone")
    leave(page)
    page.context.set_offline(False)


def test_ending_the_second_ones_phone_loses_nothing_of_the_first(site: Site, visit: Visit) -> None:
    page, uid = signed_in(site, visit)
    others = say(site, f"say_played({OTHER!r})")
    write_and_leave(page, uid)
    open_phone(page, phone_link(site, OTHER))
    write_and_leave(page, others)
    assert rows(page, "entries") == 2
    say(site, f"end_phones({OTHER!r})")
    page.goto("/p/")
    expect(page.get_by_text(f"{CLOSED} One entry that still waited here")).to_be_visible()
    expect(page.locator("[data-ended]")).to_be_visible()
    assert (rows(page, "entries"), rows(page, "bundle"), leaks(page)) == (1, 0, [])
    open_phone(page, phone_link(site, LEILA))
    until(lambda: rows(page, "entries") == 0)
    assert say(site, f"say_entries({uid!r})") == "done"
    assert say(site, f"say_entries({others!r})") == ""


def test_nothing_can_be_read_once_it_is_forgotten_or_ended(
    site: Site, demo: Demo, visit: Visit
) -> None:
    page, _uid = signed_in(site, visit)
    type_half(site, demo, page)
    until(lambda: rows(page, "entries") == 1)
    page.goto("/p/settings/")
    page.get_by_role("button", name="Forget this phone").click()
    page.wait_for_url("**/p/leave/")
    assert leaks(page, is_cleared=True) == []
    open_phone(page, phone_link(site, LEILA))
    type_half(site, demo, page)
    until(lambda: rows(page, "entries") == 1)
    say(site, f"end_phones({LEILA!r})")
    page.goto("/p/")
    expect(page.get_by_label("PIN")).to_be_visible()
    assert leaks(page, is_cleared=True) == []
