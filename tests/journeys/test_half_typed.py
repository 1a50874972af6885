"""A sheet that is left half typed, by whatever way, with a network and without: it is there again."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.demo import LEILA, Demo
from tests.journeys.stores import leaks, rows
from tests.journeys.test_offline import (
    SENT,
    come_back,
    give_pin,
    heading,
    leave,
    say,
    signed_in,
    until,
)
from tests.server import Site

SAID = "wonder whale"


def close(page: Page) -> None:
    page.close()


WAYS: dict[str, Callable[[Page], object]] = {
    "back": lambda page: page.go_back(),
    "address": lambda page: page.goto("/p/info/"),
    "closed tab": close,
}


def type_half(site: Site, demo: Demo, page: Page) -> str:
    """A sheet in a tab of its own, opened from Today, with some words; its address."""
    uid = demo["sheet_homework"]
    say(site, f"give_sheet({LEILA!r}, {uid!r})")
    address = f"/p/sheet/{uid}/"
    page.goto("/p/")
    page.goto(address)
    page.get_by_label("About today").press_sequentially(SAID)
    return address


@pytest.mark.parametrize("is_cut", [False, True], ids=["online", "offline"])
@pytest.mark.parametrize("way", WAYS)
def test_it_is_there_again(site: Site, demo: Demo, visit: Visit, way: str, is_cut: bool) -> None:
    page, _uid = signed_in(site, visit)
    tab = page.context.new_page()
    address = type_half(site, demo, tab)
    page.context.set_offline(is_cut)
    until(lambda: rows(page, "entries") == 1)
    WAYS[way](tab)
    assert leaks(page) == []
    page.context.set_offline(False)
    page.goto("/p/")
    until(lambda: rows(page, "entries") == 0)
    page.goto(address)
    expect(page.get_by_label("About today")).to_have_value(SAID)
    assert say(site, f"say_sheets({demo['sheet_homework']!r})") == "1"


@pytest.mark.parametrize("way", ["back", "address"])
def test_also_the_last_words_while_there_is_a_network(
    site: Site, demo: Demo, visit: Visit, way: str
) -> None:
    page, _uid = signed_in(site, visit)
    address = type_half(site, demo, page)
    WAYS[way](page)  # before the hand has rested
    for _look in range(20):
        page.goto(address)
        if "/p/page/" in page.url:
            break
        page.wait_for_timeout(250)
    expect(page.get_by_label("About today")).to_have_value(SAID)


def test_what_is_saved_is_not_sent_again(site: Site, demo: Demo, visit: Visit) -> None:
    page, _uid = signed_in(site, visit)
    address = type_half(site, demo, page)
    until(lambda: rows(page, "entries") == 1)
    page.get_by_label("About today").fill("saved")
    until(lambda: rows(page, "entries") == 1)
    page.get_by_role("button", name="Save").click()
    heading(page, "Today")
    expect(page).to_have_url(f"{site.url}/p/")  # nothing in the browser's list says what was done
    assert rows(page, "entries") == 0
    expect(page.get_by_text("What waited on this phone has been sent.")).to_be_hidden()
    page.goto(address)
    expect(page.get_by_label("About today")).to_have_value("")  # a new one: that one is finished
    assert say(site, f"say_sheets({demo['sheet_homework']!r})") == "1"


def test_after_leave_nobody_reads_it_and_the_pin_finds_it(
    site: Site, demo: Demo, visit: Visit
) -> None:
    page, _uid = signed_in(site, visit)
    address = type_half(site, demo, page)
    until(lambda: rows(page, "entries") == 1)
    leave(page)
    page.goto(address)
    heading(page, "Your PIN")
    assert (rows(page, "entries"), leaks(page)) == (1, [])
    give_pin(page)
    expect(page.get_by_text(SENT)).to_be_visible()
    assert rows(page, "entries") == 0
    page.goto(address)
    expect(page.get_by_label("About today")).to_have_value(SAID)
    leave(page)
    come_back(page)
    assert leaks(page) == []
