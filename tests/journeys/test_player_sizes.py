"""The player on a phone held sideways, and with larger text: what one may want stays in sight."""

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.pages import too_wide
from tests.journeys.test_player import play
from tests.server import Site

UPRIGHT = ((390, 844, 150), (390, 844, 200), (320, 640, 150))
SIDEWAYS = ((667, 375, 100), (844, 390, 100), (568, 320, 100))
"""Width and height of the window, and the size of the text in percent."""

COVERED = """() => {
  return innerHeight - document.querySelector("[data-moves]").getBoundingClientRect().top;
}"""
"""How much of the window lies behind what stays at its lower edge."""


def resize(page: Page, width: int, height: int, text: int) -> None:
    """Another window and another size of the text."""
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate("(text) => (document.documentElement.style.fontSize = `${text}%`)", text)
    page.evaluate("() => scrollTo(0, 0)")


def test_stop_stays_in_sight_however_the_phone_is_held(site: Site, visit: Visit) -> None:
    page, _uid = play(site, visit)
    for _number in range(2):
        for size in (*UPRIGHT, *SIDEWAYS):
            resize(page, *size)
            for name in ("Leave", "Stop and steady"):
                expect(page.get_by_role("button", name=name)).to_be_in_viewport(ratio=0.95)
            assert too_wide(page) == []
            moves = page.locator(".player-moves > button:visible").all()
            assert len(moves) in (2, 3)  # only a clock can be paused
            for move in moves:
                if size in UPRIGHT:
                    expect(move).to_be_in_viewport(ratio=0.95)
                move.scroll_into_view_if_needed()
                expect(move).to_be_in_viewport(ratio=0.95)
        page.locator("[data-on]").click()


def test_open_switches_leave_room_for_the_step(site: Site, visit: Visit) -> None:
    page, _uid = play(site, visit)
    page.locator("summary", has_text="Sound, text, clock, eyes").click()
    larger = page.get_by_role("button", name="Larger text")
    expect(larger).to_be_in_viewport(ratio=0.95)
    larger.click()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", name="Breathe")).to_be_focused()
    assert page.evaluate(COVERED) < 844 / 4
    expect(page.get_by_role("button", name="Stop and steady")).to_be_in_viewport(ratio=0.95)
    larger.scroll_into_view_if_needed()
    page.get_by_role("button", name="Clock", exact=True).click()
