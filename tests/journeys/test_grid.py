"""A week from paper, typed row by row without a look at the screen."""

from playwright.sync_api import Page, expect

from planner.demo.people import PASSWORD
from tests.browser import sign_in
from tests.journeys.conftest import Visit
from tests.journeys.demo import AMARA, LEILA
from tests.server import Site


def rows(page: Page) -> list[list[str]]:
    """What stands in the grid, a list for each day."""
    return page.locator("[data-grid] tbody tr").evaluate_all(
        "(all) => all.map((row) => [...row.querySelectorAll('input.cell')].map((one) => one.value))"
    )


def test_enter_ends_a_row_however_it_was_typed_and_sends_nothing(site: Site, visit: Visit) -> None:
    page = visit(site)
    sign_in(page, site, AMARA, PASSWORD)
    page.goto(site.ask(f"from tests.journeys import rows; rows.say_grid({LEILA!r})"))
    typed = page.keyboard
    for row in ("x3546", "-", "x", "/4", "", "x6213", "x5317"):
        typed.type(row)
        typed.press("Enter")
    assert rows(page) == [
        ["✓", "3", "5", "4", "6"],
        ["–", "", "", "", ""],
        ["✓", "", "", "", ""],
        ["½", "4", "", "", ""],
        ["", "", "", "", ""],
        ["✓", "6", "2", "1", "3"],
        ["✓", "5", "3", "1", "7"],
    ]
    line = page.get_by_label("The line under the week")
    expect(line).to_be_focused()
    page.get_by_role("button", name="Write it down").click()
    expect(line).to_have_count(0)
