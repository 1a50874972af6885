"""What an edit does not change stays the same piece of the page, with what is typed into it."""

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.demo import AMARA, Demo
from tests.journeys.pages import Visited

MARK = "() => document.querySelectorAll('.timeline > [data-sign]').forEach((li) => { li.mine = 1 })"
SEEN = """() => [scrollY, document.querySelectorAll('.timeline > [data-sign]')[3]
  .getBoundingClientRect().top]"""
MARKED = "() => [...document.querySelectorAll('.timeline > [data-sign]')].map((li) => !!li.mine)"


def clocks(page: Page) -> list[int]:
    """When each block starts, in minutes of the day."""
    read = [text[-5:].split(":") for text in page.locator(".timeline-time").all_inner_texts()]
    return [int(hours) * 60 + int(minutes) for hours, minutes in read]


def test_only_what_an_edit_changes_is_put_in_anew(enter: Visit, demo: Demo) -> None:
    page = enter(AMARA)
    page.goto(Visited(AMARA, "planner:session_page", "session").path(demo))
    blocks = page.locator(".timeline > [data-sign]")
    before, many = clocks(page), blocks.count()
    blocks.nth(1).locator(".block-title a").click()
    notes = blocks.nth(1).locator("textarea[name=notes]")
    notes.fill("Half a thought")
    page.evaluate(MARK)
    blocks.nth(0).locator("[data-step='1']").click()
    expect(page.get_by_text("Planned 91 of 90 min")).to_be_visible()
    assert page.evaluate(MARKED) == [False, *[True] * (many - 2), False]
    assert clocks(page) == [before[0], *(clock + 1 for clock in before[1:])]
    expect(notes).to_have_value("Half a thought")
    blocks.nth(1).get_by_role("button", name="Save", exact=True).click()
    expect(blocks.nth(1).locator(".block-notes")).to_have_text("Half a thought")
    blocks.nth(1).locator("[data-step='-1']").click()
    expect(page.get_by_text("Planned 90 of 90 min")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Planned 91 of 90 min")).to_be_visible()
    assert clocks(page) == [before[0], *(clock + 1 for clock in before[1:])]
    assert page.locator(".timeline > :empty").count() == 0


def test_what_is_typed_into_a_block_is_saved_when_it_is_closed_or_left(
    enter: Visit, demo: Demo
) -> None:
    page = enter(AMARA)
    path = Visited(AMARA, "planner:session_page", "session").path(demo)
    page.goto(path)
    block = page.locator(".timeline > [data-sign]").nth(1)
    said = block.locator(".block-notes")
    block.locator(".block-title a").click()
    block.locator("textarea[name=notes]").fill("Closed with this")
    block.get_by_role("link", name="Close", exact=True).click()
    expect(said).to_have_text("Closed with this")
    block.locator(".block-title a").click()
    block.locator("textarea[name=notes]").fill("Left with this")
    page.get_by_role("link", name="History").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("History")
    for _look in range(20):  # what a page sends as it goes may arrive after the next one
        page.goto(path)
        if said.inner_text() == "Left with this":
            break
        page.wait_for_timeout(250)
    expect(said).to_have_text("Left with this")


def test_the_page_stays_where_it_is_while_minutes_are_stepped(enter: Visit, demo: Demo) -> None:
    page = enter(AMARA)
    page.goto(Visited(AMARA, "planner:session_page", "session").path(demo))
    for width in (1280, 820, 390):
        page.set_viewport_size({"width": width, "height": 700})
        block = page.locator(".timeline > [data-sign]").nth(3)
        block.evaluate("(li) => li.scrollIntoView({ block: 'center' })")
        block.locator("[data-step='1']").hover()
        before = page.evaluate(SEEN)
        with page.expect_response(lambda answer: "/blocks/" in answer.url):
            page.mouse.down()
            page.mouse.up()
        page.wait_for_timeout(300)  # it settles
        assert page.evaluate(SEEN) == before, width
