"""A form that is pressed twice in a hurry is sent once, and again when one comes back to it."""

import pytest
from playwright.sync_api import Page, Request, expect

from tests.journeys.conftest import Visit
from tests.journeys.demo import AMARA, Demo
from tests.journeys.pages import Visited
from tests.journeys.test_keyboard import come_in
from tests.server import Site

TWICE = "button => { button.click(); setTimeout(() => button.click(), 60); }"
"""Two presses, the second while the first is under way."""


@pytest.fixture
def new_plan(site: Site, demo: Demo, visit: Visit) -> Page:
    """The form of a new plan for a client."""
    page = visit(site)
    come_in(page)
    page.goto(Visited(AMARA, "planner:session_new", "client").path(demo))
    return page


def test_two_presses_make_one_plan(new_plan: Page) -> None:
    sent: list[Request] = []
    new_plan.on(
        "request", lambda request: sent.append(request) if request.method == "POST" else None
    )
    form, make = new_plan.url, new_plan.get_by_role("button", name="Make the plan")
    make.evaluate(TWICE)
    expect(new_plan.locator("#board")).to_be_visible()
    assert [request.url for request in sent] == [form]
    new_plan.goto(form)
    make.click()
    expect(new_plan.locator("#board")).to_be_visible()
    assert [request.url for request in sent] == [form, form]
