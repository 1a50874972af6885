"""Edits of one entry without a network: the last one stands, also where it erases."""

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.test_offline import SENT, heading, signed_in
from tests.server import Site

CLEAR = """() => new Promise((done) => {
  indexedDB.open("day").onsuccess = ({ target: { result: base } }) => {
    const work = base.transaction("kept", "readwrite");
    work.objectStore("kept").clear();
    work.oncomplete = () => done(base.close());
  };
})"""
"""What a browser may do by itself, while its cookies stay."""


def save_without_a_network(page: Page) -> None:
    page.context.set_offline(True)
    page.get_by_role("button", name="Save", exact=True).last.click()
    heading(page, "Kept on this phone")
    page.context.set_offline(False)
    expect(page.get_by_text(SENT)).to_be_visible()


def test_the_last_edit_stands_also_where_it_erases_and_where_the_count_was_lost(
    site: Site, visit: Visit
) -> None:
    page, uid = signed_in(site, visit)
    page.goto(f"/p/entry/{uid}/")
    page.get_by_role("button", name="I did it", exact=True).click()
    heading(page, "Saved")
    entry = page.url.split("?")[0]
    note, minutes = page.get_by_label("A note", exact=True), page.get_by_label("How many minutes?")
    tired = page.get_by_role("checkbox", name="Too tired or unwell")
    page.get_by_text("Add a note").click()
    note.fill("first")
    minutes.fill("12")
    tired.check()
    save_without_a_network(page)
    page.goto(entry)
    expect(note).to_have_value("first")
    expect(tired).to_be_checked()
    for field in (note, minutes):
        field.fill("")
    tired.uncheck()
    save_without_a_network(page)
    page.goto(entry)
    for field in (note, minutes):
        expect(field).to_have_value("")
    expect(tired).not_to_be_checked()
    page.evaluate(CLEAR)
    minutes.fill("7")
    save_without_a_network(page)
    page.goto(entry)
    expect(minutes).to_have_value("7")
