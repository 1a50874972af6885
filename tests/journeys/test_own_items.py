"""Writing an own item: with its preview while typing, by plain forms, and never lost by a slip."""

import re

import pytest
from playwright.sync_api import Page, expect

from planner.demo.people import PASSWORD
from tests.browser import sign_in
from tests.journeys.conftest import Visit
from tests.journeys.demo import AMARA, Demo
from tests.journeys.pages import Visited
from tests.journeys.watching import DESK
from tests.server import Site

EDIT = Visited(AMARA, "planner:own_edit")
VERSIONS = Visited(AMARA, "planner:own_versions")
NAMES = ["In", "Notice", "A kind line", "Out"]


def step_names(page: Page) -> list[str]:
    """The names of the steps as they stand in the form."""
    fields = page.locator("#rows-steps input[name$='-label']")
    return [fields.nth(place).input_value() for place in range(fields.count())]


def test_the_preview_follows_what_is_typed(enter: Visit, demo: Demo) -> None:
    page = enter(AMARA, viewport=DESK)
    page.goto(EDIT.path(demo))
    preview = page.get_by_role("complementary", name="As it will read")
    page.get_by_label("What it is for").fill("A stop at one door of the day.")
    expect(preview).to_contain_text("A stop at one door of the day.")
    page.get_by_label("Longest, min").fill("100")
    expect(preview).to_contain_text("1 to 90 is expected, not 100")
    page.get_by_label("Longest, min").fill("3")
    expect(preview).to_contain_text("(1 to 3)")


def test_steps_move_by_keyboard_and_the_focus_stays(enter: Visit, demo: Demo) -> None:
    page = enter(AMARA, viewport=DESK)
    page.goto(EDIT.path(demo))
    assert step_names(page) == NAMES
    page.get_by_role("button", name="Step 3 up").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#id_steps-1-label")).to_have_value("A kind line")
    expect(page.get_by_role("button", name="Step 3 up")).to_be_focused()
    page.get_by_role("button", name="One more step").click()
    expect(page.locator("#rows-steps .own-row")).to_have_count(5)


def test_leaving_with_something_unsaved_is_asked_about(enter: Visit, demo: Demo) -> None:
    page = enter(AMARA, viewport=DESK)
    page.goto(EDIT.path(demo))
    asked: list[str] = []

    def stay(dialog: object) -> None:
        asked.append(dialog.type)  # type: ignore[attr-defined]
        dialog.dismiss()  # type: ignore[attr-defined]

    page.on("dialog", stay)
    page.get_by_label("What it is for").press_sequentially("Not saved. ")
    page.get_by_role("link", name="Versions").click(no_wait_after=True)
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    assert "/versions/" not in page.url


@pytest.mark.parametrize("script", [True, False])
def test_an_item_is_written_saved_and_restored(
    site: Site, demo: Demo, visit: Visit, script: bool
) -> None:
    page = visit(site, java_script_enabled=script, viewport=DESK, allowed=(422,))
    sign_in(page, site, AMARA, PASSWORD)
    page.goto(EDIT.path(demo))
    page.get_by_role("button", name="Step 4 up").click()
    expect(page.locator("#id_steps-2-label")).to_have_value("Out")
    page.locator("#id_title").fill("")
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("Not saved yet: something needs another look")).to_be_visible()
    page.locator("#id_title").fill("Pause at the gate")
    page.locator("#id_title").press("Enter")
    expect(page.get_by_role("status")).to_have_text("Saved as version 3.")
    assert step_names(page) == ["In", "Notice", "Out", "A kind line"]
    page.get_by_role("button", name="Write as a file").click()
    text = page.get_by_label("The file")
    expect(text).to_have_value(re.compile("title: Pause at the gate"))
    text.fill(text.input_value().replace("the gate", "the window"))
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pause at the window")
    page.goto(VERSIONS.path(demo))
    expect(page.locator(".changes")).to_contain_text("window")
    page.get_by_role("button", name="Restore version 2").click()
    expect(page.get_by_role("status")).to_have_text("Version 2 stands again, as version 5.")
    expect(page.get_by_role("heading", level=1)).to_have_text("Pause at the door")
