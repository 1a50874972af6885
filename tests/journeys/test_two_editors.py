"""Two people at one plan: the second of two texts is never lost, and different blocks go together."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from planner.demo.people import PASSWORD
from tests.browser import sign_in
from tests.journeys.conftest import Visit
from tests.journeys.demo import AMARA, BEN, Demo
from tests.journeys.pages import Visited
from tests.server import Site

FIRST, SECOND = "Amara: chairs in a circle", "Ben: chairs in two rows"


@pytest.fixture
def both(site: Site, demo: Demo, visit: Visit) -> tuple[Page, Page]:
    """The two leaders of a group in front of the same plan."""
    path = Visited(AMARA, "planner:session_page", "group_session").path(demo)
    pages = (visit(site), visit(site, allowed=(404, 409)))
    for page, email in zip(pages, (AMARA, BEN), strict=True):
        sign_in(page, site, email, PASSWORD)
        page.goto(path)
    return pages


def block(page: Page, number: int) -> Locator:
    return page.locator(".timeline > li:has(.block)").nth(number)


def open_editor(page: Page, number: int) -> Locator:
    """The notes of a block, ready to be written."""
    block(page, number).locator(".block-title a").click()
    notes = block(page, number).locator("textarea[name=notes]")
    expect(notes).to_be_visible()
    return notes


def write(page: Page, number: int, text: str, button: str = "Save") -> None:
    """Write the notes of the open editor and send them."""
    block(page, number).locator("textarea[name=notes]").fill(text)
    block(page, number).get_by_role("button", name=button, exact=True).click()


def collide(both: tuple[Page, Page]) -> Locator:
    """Both change the same notes; what the second is told."""
    amara, ben = both
    for page in both:
        open_editor(page, 1)
    write(amara, 1, FIRST)
    expect(block(amara, 1).locator(".block-notes")).to_have_text(FIRST)
    write(ben, 1, SECOND)
    told = block(ben, 1).get_by_role("alert")
    expect(told).to_contain_text("Somebody else changed this block")
    expect(told).to_contain_text("Dr. Amara Osei")
    expect(told).to_contain_text(FIRST)
    expect(block(ben, 1).locator("textarea[name=notes]")).to_have_value(SECOND)
    return told


def notes_after(page: Page, number: int, text: str) -> None:
    """The plan, opened anew, says this."""
    page.reload()
    expect(block(page, number).locator(".block-notes")).to_have_text(text)


def test_the_second_sees_both_texts_and_keeps_their_own(
    both: tuple[Page, Page], axe: Callable[..., list[str]]
) -> None:
    amara, ben = both
    collide(both)
    assert axe(ben) == []
    block(ben, 1).get_by_role("button", name="Keep mine").click()
    expect(block(ben, 1).locator(".block-notes")).to_have_text(SECOND)
    notes_after(amara, 1, SECOND)


def test_the_second_takes_the_other_text(both: tuple[Page, Page]) -> None:
    amara, ben = both
    collide(both)
    block(ben, 1).get_by_role("link", name="Take theirs").click()
    expect(block(ben, 1).locator(".block-notes")).to_have_text(FIRST)
    notes_after(amara, 1, FIRST)


def test_different_blocks_go_together_and_no_text_goes_with_a_removed_one(
    both: tuple[Page, Page],
) -> None:
    amara, ben = both
    open_editor(amara, 0)
    open_editor(ben, 1)
    write(amara, 0, FIRST)
    expect(block(amara, 0).locator(".block-notes")).to_have_text(FIRST)
    write(ben, 1, SECOND)
    expect(block(ben, 1).locator(".block-notes")).to_have_text(SECOND)
    expect(block(ben, 0).locator(".block-notes")).to_have_text(FIRST)
    notes_after(amara, 1, SECOND)
    expect(block(amara, 0).locator(".block-notes")).to_have_text(FIRST)
    title = block(ben, 1).locator(".block-title").inner_text()
    open_editor(ben, 1)
    amara.get_by_role("button", name=f"Remove {title}").click()
    expect(amara.get_by_role("button", name=f"Remove {title}")).to_have_count(0)
    write(ben, 1, "still here")
    told = block(ben, 1).get_by_role("alert")
    expect(told).to_contain_text("This block is no longer in the plan")
    expect(block(ben, 1).locator("textarea[name=notes]")).to_have_value("still here")
    title = block(ben, 2).locator(".block-title").inner_text()
    amara.get_by_role("button", name=f"Remove {title}").click()
    expect(amara.get_by_role("button", name=f"Remove {title}")).to_have_count(0)
    block(ben, 2).get_by_role("button", name=f"{title} once more").click()
    expect(ben.locator("[data-not-sent]")).to_contain_text("no longer there")


def test_minutes_that_did_not_arrive_are_told_and_go_with_the_network(
    both: tuple[Page, Page],
) -> None:
    amara, _ben = both
    minutes = block(amara, 1).locator(".stepper input[name=minutes]")
    wanted = str(int(minutes.input_value()) + 1)
    amara.context.set_offline(True)
    block(amara, 1).get_by_role("button", name="+1").click()
    told = amara.locator("[data-not-sent]")
    expect(told).to_contain_text("No connection: the last change is not saved.")
    expect(told).to_be_in_viewport()
    expect(minutes).to_have_value(wanted)
    amara.context.set_offline(False)
    expect(told).to_be_empty()
    amara.reload()
    expect(minutes).to_have_value(wanted)


def test_a_block_is_edited_in_a_window_of_its_own(both: tuple[Page, Page]) -> None:
    amara, _ben = both
    editor = block(amara, 1).locator(".block-title a").get_attribute("href")
    amara.goto(str(editor))
    amara.get_by_label("Notes").fill(FIRST)
    amara.get_by_role("button", name="Save").click()
    expect(block(amara, 1).locator(".block-notes")).to_have_text(FIRST)
