"""Forms that did not fit: the page says so, accessibly, at both widths and in both schemes.

For staff the cursor then stands in the first field that needs another look.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.demo import AMARA, OLGA, Demo
from tests.journeys.pages import Visited
from tests.journeys.test_every_page import look_at

EMPTIED = """() => {
  const form = [...document.querySelectorAll("main form[method=post]")].find((one) =>
    one.querySelector("input:not([type=hidden], [type=search]), textarea, select"));
  form.noValidate = true;
  for (const one of form.elements) {
    if (one.type === "radio" || one.type === "checkbox") one.checked = false;
    else if (!["hidden", "submit", "button", "fieldset"].includes(one.type)) one.value = "";
  }
  form.requestSubmit(form.querySelector("button:not([name])"));
}"""

REFUSED = [
    Visited(AMARA, "clients:client_record", "client"),
    Visited(AMARA, "clients:appointment_add", "client"),
    Visited(AMARA, "clients:risk_ask", "client"),
    Visited(AMARA, "clients:client_list"),
    Visited(AMARA, "planner:session_new", "client"),
    Visited(AMARA, "planner:block_add", "session"),
    Visited(AMARA, "planner:block_edit", "block"),
    Visited(AMARA, "planner:session_after", "session"),
    Visited(OLGA, "clients:crisis_contacts"),
    Visited(OLGA, "clients:member_invite"),
    Visited("", "portal:unlock"),
]


@pytest.mark.parametrize("visited", REFUSED, ids=str)
def test_an_empty_form_is_refused(
    enter: Visit, demo: Demo, axe: Callable[..., list[str]], visited: Visited
) -> None:
    page = enter(visited.who, allowed=(422,))
    page.goto(visited.path(demo))
    with page.expect_response(lambda answer: answer.request.method == "POST") as answered:
        page.evaluate(EMPTIED)
    assert answered.value.status == 422
    page.wait_for_load_state()
    expect(page.locator("main .field-error").first).to_be_visible()
    if visited.who:
        expect(page.locator("main [aria-invalid=true]").first).to_be_focused()
    look_at(page, axe)
