"""My path on a phone and on paper: a curve that fits, and letters that can be read."""

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.demo import AMARA, LEILA, Demo
from tests.journeys.pages import settle, too_wide

OUTSIDE = """(chart) => {
  const frame = chart.closest(".figure").getBoundingClientRect();
  return [...chart.querySelectorAll("text")]
    .map((one) => ({ said: one.textContent.trim(), box: one.getBoundingClientRect() }))
    .filter(({ box }) => box.left < frame.left || box.right > frame.right || box.height < 11)
    .map(({ said }) => said);
}"""
"""Words of a drawing that stick out of its frame or are too small to read."""

SMALL = """() => [...document.querySelectorAll("main p, main dt, main dd, main h3, main span, main a")]
  .filter((one) => one.checkVisibility() && !one.closest("svg"))
  .filter((one) => parseFloat(getComputedStyle(one).fontSize) < 16)
  .map((one) => one.outerHTML.slice(0, 90))"""
"""What is smaller than 12 pt."""


def test_the_curve_fits_with_its_scale_and_its_first_and_last_day(enter: Visit, demo: Demo) -> None:
    own, theirs = enter(LEILA), enter(AMARA)
    own.goto("/p/path/")
    theirs.goto(f"/c/{demo['clinic']}/clients/{demo['client']}/")
    for page, widths in ((own, (320, 390, 700)), (theirs, (320, 390, 1280))):
        settle(page)
        for width in widths:
            page.set_viewport_size({"width": width, "height": 844})
            chart = page.locator(".chart:visible")
            expect(chart).to_have_count(1)
            for value in ("7", "4", "1"):
                expect(chart.get_by_text(value, exact=True)).to_have_count(1)
            assert chart.evaluate(OUTSIDE) == []
            assert too_wide(page) == []


def test_on_paper_the_letters_are_large_and_what_is_closed_stays_away(enter: Visit) -> None:
    page = enter(LEILA)
    page.goto("/p/path/")
    table = page.get_by_text("The same numbers as a table")
    expect(table).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".path-entry").first).to_be_visible()
    expect(table).to_be_hidden()
    assert page.evaluate(SMALL) == []
    page.emulate_media(media="screen")
    table.click()
    page.emulate_media(media="print")
    expect(page.get_by_role("columnheader", name="Kindness")).to_be_visible()
