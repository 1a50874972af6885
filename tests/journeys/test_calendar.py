"""The calendar in a browser: a click on an empty hour, the same by keyboard, and a list on a phone."""

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from planner.demo.people import PASSWORD
from tests.browser import sign_in
from tests.journeys.conftest import Visit
from tests.journeys.demo import AMARA, Demo
from tests.journeys.pages import Visited
from tests.journeys.watching import PHONE
from tests.server import Site

MONDAY = dt.date(2030, 7, 1)
"""A week in which nobody is expected."""


@pytest.fixture
def path(demo: Demo) -> str:
    return Visited(AMARA, "clients:calendar").path(demo)


@pytest.fixture
def page(site: Site, visit: Visit) -> Page:
    """Amara, signed in; being booked already is answered with 422."""
    opened = visit(site, allowed=(422,))
    sign_in(opened, site, AMARA, PASSWORD)
    return opened


def choose_and_send(page: Page) -> None:
    """Choose the first client by keyboard and send the form."""
    page.get_by_label("With whom").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Make the appointment").press("Enter")


def test_an_empty_hour_begins_an_appointment_there(page: Page, path: str) -> None:
    page.goto(f"{path}?day={MONDAY}")
    column = page.locator(".cal-day").nth(1)
    column.locator(".cal-hours > a").nth(6).click()
    expect(page.get_by_label("Day")).to_have_value("2030-07-02")
    expect(page.get_by_label("Time")).to_have_value("14:00")
    choose_and_send(page)
    made = page.locator(".cal-day").nth(1).locator(".cal-meetings > li")
    expect(made).to_have_count(1)
    hour = column.locator(".cal-hours > a").nth(6).bounding_box()
    box = made.bounding_box()
    assert hour is not None
    assert box is not None
    assert abs(box["y"] - hour["y"]) < 2
    assert 0.8 < box["height"] / hour["height"] < 1.1
    expect(page.locator(".cal-day").nth(0).locator(".cal-meetings > li")).to_have_count(0)


def test_by_keyboard_alone_and_again_with_a_reason(page: Page, path: str) -> None:
    for taken in (False, True):
        page.goto(f"{path}?day={MONDAY}")
        page.get_by_role("link", name="New appointment on Wednesday 3 July").press("Enter")
        page.get_by_label("Time").focus()
        page.keyboard.type("0930AM")
        expect(page.get_by_label("Time")).to_have_value("09:30")
        choose_and_send(page)
        if taken:
            expect(page.get_by_text("You are booked already")).to_be_visible()
            page.get_by_label("Why all the same").press_sequentially("Both are sisters")
            page.keyboard.press("Enter")
    made = page.locator(".cal-day").nth(2).locator(".cal-meetings > li")
    expect(made).to_have_count(2)
    boxes = [made.nth(number).bounding_box() for number in (0, 1)]
    lefts = [box["x"] for box in boxes if box]
    assert lefts[1] - lefts[0] > 30


def test_a_moved_one_leaves_its_day(page: Page, path: str) -> None:
    page.goto(f"{path}new/?day={MONDAY}&time=10:00")
    choose_and_send(page)
    page.locator(".cal-time").first.click()
    page.get_by_role("radio", name="Moved", exact=True).check()
    page.get_by_label("New day").fill("2030-07-04")
    page.get_by_label("New time").fill("11:00")
    page.get_by_role("button", name="Save what became of it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thursday, 4 July 2030, 11:00")
    page.goto(f"{path}?day={MONDAY}")
    counts = [one.locator(".cal-meetings > li").count() for one in page.locator(".cal-day").all()]
    assert counts == [0, 0, 0, 1, 0, 0, 0]


def test_on_a_phone_it_is_a_list_of_days(site: Site, visit: Visit, path: str) -> None:
    page = visit(site, viewport=PHONE)
    sign_in(page, site, AMARA, PASSWORD)
    page.goto(path)
    expect(page.locator(".cal-hours").first).to_be_hidden()
    meetings = page.locator(".cal-meetings > li")
    tops = [box["y"] for one in meetings.all() if (box := one.bounding_box())]
    assert tops == sorted(set(tops))
    assert len(tops) > 1
