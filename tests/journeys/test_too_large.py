"""What is far too long to be sent: it is cut and said so, and nothing behind it has to wait."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.demo import LEILA, Demo
from tests.journeys.stores import rows
from tests.journeys.test_offline import ONE, SENT, heading, say, signed_in
from tests.server import Site

HUGE = 1_000_000
MOST = 2000
"""Signs of a note."""
TYPE = """(field, many) => {
  field.value = "w".repeat(many);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}"""
SEAL = """async ([homework, many]) => {
  const { keep } = await import("/static/js/seals.js");
  const form = { state: "done", note: "w".repeat(many) };
  const content = { act: "create", entry: crypto.randomUUID(), homework, form, whole: false };
  await keep({ content, phone: { ...document.querySelector(".phone").dataset } });
}"""
"""An entry as an older script sealed it, without a bound."""
SOON, LATER = "It is tried again soon.", "It is sent when there is a network."


def write_offline(page: Page, uid: str) -> None:
    page.goto(f"/p/entry/{uid}/")
    page.context.set_offline(True)
    page.get_by_role("button", name="I did it", exact=True).click()
    heading(page, "Kept on this phone")


def test_a_million_signs_in_a_sheet_are_cut_and_named(site: Site, demo: Demo, visit: Visit) -> None:
    uid = demo["sheet_homework"]
    say(site, f"give_sheet({LEILA!r}, {uid!r})")
    page, played = signed_in(site, visit)
    page.goto(f"/p/sheet/{uid}/")
    page.get_by_label("About today").evaluate(TYPE, HUGE)
    page.get_by_role("link", name="Today", exact=True).click()
    heading(page, "Today")
    why = "An answer was longer than there is room for. Its end is not kept."
    expect(page.get_by_role("listitem").filter(has_text=why)).to_be_visible()
    page.goto(f"/p/sheet/{uid}/")
    kept = page.get_by_label("About today").input_value()
    assert (kept[:3], kept[-3:], len(kept) <= MOST) == ("www", "[…]"[-3:], True)
    write_offline(page, played)
    page.context.set_offline(False)
    expect(page.get_by_text(SENT)).to_be_visible()
    assert say(site, f"say_entries({played!r})") == "done"


def test_what_is_too_large_by_itself_is_said_and_stands_in_nobodys_way(
    site: Site, visit: Visit
) -> None:
    page, uid = signed_in(site, visit, allowed=(413,))
    page.context.set_offline(True)
    page.evaluate(SEAL, [uid, HUGE])
    page.context.set_offline(False)
    write_offline(page, uid)
    expect(page.get_by_text(LATER)).to_be_visible()
    assert rows(page, "entries") == 2
    page.context.set_offline(False)
    expect(page.get_by_text(SENT)).to_be_visible()
    assert say(site, f"say_entries({uid!r})") == "done"
    page.get_by_role("link", name="To today").click()
    refused = page.get_by_role("region", name="From the time without a network")
    expect(refused.get_by_text("This was too long to be sent.")).to_be_visible()
    refused.get_by_role("button", name="All right").click()
    expect(refused).to_be_hidden()
    assert rows(page, "entries") == 0


def test_a_note_of_one_sign_too_many_is_cut_and_named(site: Site, visit: Visit) -> None:
    page, uid = signed_in(site, visit)
    page.context.set_offline(True)
    page.evaluate(SEAL, [uid, MOST + 1])
    page.context.set_offline(False)
    expect(page.get_by_text("Your note was longer than there is room for.")).to_be_visible()


def test_a_server_that_is_not_well_is_asked_again_and_the_page_says_so(
    site: Site, visit: Visit
) -> None:
    page, uid = signed_in(site, visit, allowed=(503,))
    tries: list[Any] = []

    def refuse(route: Any) -> None:
        tries.append(route)
        if len(tries) < 3:
            route.fulfill(status=503, body="not now")
        else:
            route.continue_()

    write_offline(page, uid)
    page.context.route("**/p/sync/", refuse)
    page.context.set_offline(False)
    expect(page.get_by_text(f"{ONE} {SOON}")).to_be_visible()
    expect(page.get_by_text(SENT)).to_be_visible()
    assert say(site, f"say_entries({uid!r})") == "done"
