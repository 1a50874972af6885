"""A phone that is low or shows its text large: Leave and Stop in sight, and nothing lies over the rest."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.demo import LEILA, Demo
from tests.journeys.pages import come_to_rest, too_wide
from tests.journeys.test_player import play
from tests.server import Site

SIZES = (
    (667, 375, 100, "page"),
    (320, 568, 200, "browser"),
    (320, 568, 200, "page"),
    (390, 664, 200, "page"),
)
"""Width and height of the window, the size of the text in percent, and who makes it as large."""

FREE = """() => {
  const one = document.activeElement;
  const shown = one.labels?.[0]?.matches(".chip, .rating-point, .log-choice") ? one.labels[0] : one;
  const box = shown.getClientRects()[0];
  const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
  const seen = document.elementFromPoint((box.left + box.right) / 2, (top + bottom) / 2);
  return shown.contains(seen) || seen?.contains(shown) ? "" : shown.outerHTML.slice(0, 90);
}"""
"""What has the focus, if something lies over its middle."""

GROUND = """(button) => {
  const box = button.getBoundingClientRect();
  const clear = "rgba(0, 0, 0, 0)";
  const below = document.elementsFromPoint((box.left + box.right) / 2, box.bottom + 2)[0];
  return below && getComputedStyle(below).backgroundColor !== clear;
}"""
"""Whether the place right below a button has a ground of its own."""


def resize(page: Page, width: int, height: int, text: int, who: str) -> None:
    """Another window, and larger text: by the browser's own setting, or by the page's root alone."""
    page.set_viewport_size({"width": width, "height": height})
    own = page.context.new_cdp_session(page)
    size = 16 * text // 100 if who == "browser" else 16
    own.send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size}})
    root = text if who == "page" else 100
    page.evaluate("(text) => (document.documentElement.style.fontSize = `${text}%`)", root)
    page.evaluate("() => scrollTo(0, 0)")
    come_to_rest(page)


def is_free(page: Page) -> None:
    """Leave is in sight wherever the page is scrolled to, and little else stays there with it."""
    for part in (0, 0.5, 1):
        page.evaluate("(part) => scrollTo(0, part * document.documentElement.scrollHeight)", part)
        leave = page.get_by_role("button", name="Leave", exact=True)
        expect(leave).to_be_in_viewport(ratio=0.95)
        leave.click(trial=True)
        if part:
            stays = page.locator("h1").evaluate("(one) => one.getBoundingClientRect().bottom")
            assert stays < page.viewport_size["height"] / 4  # type: ignore[index]


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_leave_is_in_sight_and_nothing_lies_over_what_has_the_focus(
    enter: Visit, demo: Demo, size: tuple[int, int, int, str]
) -> None:
    page = enter(LEILA)
    for path in ("/p/", f"/p/begin/{demo['assignment']}/", "/p/path/", "/p/settings/"):
        page.goto(path)
        resize(page, *size)
        is_free(page)
        assert too_wide(page) == []
        page.evaluate("() => scrollTo(0, 0)")
        for _number in range(12):
            page.keyboard.press("Tab")
            come_to_rest(page)
            assert page.evaluate(FREE) == ""


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_stop_is_in_sight_over_a_ground(
    site: Site, visit: Visit, size: tuple[int, int, int, str]
) -> None:
    page, _uid = play(site, visit)
    page.clock.resume()
    resize(page, *size)
    is_free(page)
    for part in (0, 1):
        page.evaluate("(part) => scrollTo(0, part * document.documentElement.scrollHeight)", part)
        stop = page.get_by_role("button", name="Stop and steady")
        expect(stop).to_be_in_viewport(ratio=0.95)
        stop.click(trial=True)
        assert stop.evaluate(GROUND)
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", name="Breathe")).to_be_focused()
