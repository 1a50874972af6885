"""A phone invited on paper: the file is saved, and the page shows the invitation."""

from pathlib import Path

from playwright.sync_api import expect

from planner.demo.people import PASSWORD
from tests.browser import sign_in
from tests.journeys.conftest import Visit
from tests.journeys.demo import AMARA, Demo
from tests.journeys.pages import Visited
from tests.journeys.test_main_job import PRINTING
from tests.server import Site


def test_the_page_shows_what_was_invited_on_paper(site: Site, demo: Demo, visit: Visit) -> None:
    desk = visit(site)
    sign_in(desk, site, AMARA, PASSWORD)
    desk.goto(Visited(AMARA, "clients:devices", "client").path(demo))
    phones = desk.get_by_role("region", name="Phones of this client")
    ended = phones.locator("details li")
    # Its answer is a page of its own, which must not be sent again.
    desk.get_by_role("button", name="Invite a phone").click()
    expect(desk.get_by_role("heading", name="Show this to the client now")).to_be_visible()
    before = ended.count()
    with desk.expect_download(timeout=PRINTING) as saved:
        desk.get_by_role("button", name="Invite on paper").click()
    assert saved.value.suggested_filename == "sheet.pdf"
    assert Path(saved.value.path()).read_bytes().startswith(b"%PDF-")
    expect(ended).to_have_count(before + 1)
    expect(phones.get_by_role("listitem").first).to_contain_text(
        "Invited, the link can be used until"
    )
    expect(ended.first).to_contain_text("Ended on")
    expect(desk.get_by_role("heading", name="Show this to the client now")).to_have_count(0)
