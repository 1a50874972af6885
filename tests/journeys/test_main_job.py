"""THE journey: sign in, plan, give homework, log on the phone, review, record, print."""

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from planner.demo.people import PASSWORD
from tests.browser import sign_in
from tests.journeys.conftest import Visit
from tests.journeys.demo import AMARA, LEILA, open_phone
from tests.journeys.watching import PHONE
from tests.server import Site

TITLE = "Three kind steps"
NOTE = "The middle step was easier on the bus."
PRINTING = 60_000
"""Milliseconds for paper: the first sheet waits for the printing room to start."""


@pytest.mark.journey_postgres
def test_from_the_plan_to_the_paper(site: Site, visit: Visit, tmp_path: Path) -> None:
    desk = visit(site)
    sign_in(desk, site, AMARA, PASSWORD)
    open_client(desk)
    overview = desk.url
    plan_a_session(desk)
    plan = desk.url
    desk.goto(overview)
    give_homework(desk)
    link = invite_a_phone(desk, overview)
    phone = visit(site, viewport=PHONE, has_touch=True, is_mobile=True)
    open_phone(phone, link)
    log_on_the_phone(phone)
    desk.goto(overview)
    review(desk)
    desk.goto(plan)
    record(desk)
    desk.goto(overview)
    hand_out(desk, tmp_path / "handout.pdf")


def open_client(desk: Page) -> None:
    """Find the client in the list."""
    desk.get_by_role("link", name="Clients").click()
    desk.get_by_label("Find by name or code").fill(LEILA)
    desk.get_by_role("link", name="Leila Haddad").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Leila Haddad")


def plan_a_session(desk: Page) -> None:
    """From the protocol to "ready"; too little grounding is said, and no longer when mended."""
    desk.get_by_role("link", name="Plan a session").click()
    desk.get_by_label("Trauma-focused session, 90 minutes").check()
    desk.get_by_role("button", name="Make the plan").click()
    expect(desk.get_by_text("Planned 90 of 90 min")).to_be_visible()
    minutes = desk.locator("li.grounding input[name=minutes]")
    expect(minutes).to_have_count(1)
    enough = minutes.input_value()
    minutes.fill("8")
    minutes.press("Tab")
    before = desk.get_by_role("region", name="Before you start")
    expect(before.get_by_text("Grounding is too short")).to_be_visible()
    minutes = desk.locator("li.grounding input[name=minutes]")
    minutes.fill(enough)
    minutes.press("Enter")
    expect(before.get_by_text("Grounding is too short")).to_have_count(0)
    desk.get_by_role("button", name="Mark ready").click()
    expect(desk.get_by_role("button", name="Not ready yet")).to_be_visible()


def give_homework(desk: Page) -> None:
    """The three-step cycle under the client's own title, looked at first."""
    desk.get_by_role("link", name="Give homework").click()
    desk.get_by_role("searchbox", name="Search the practices").fill("three-step")
    desk.get_by_role("link", name="Three-Step Integration Cycle").click()
    desk.get_by_label("Give it besides what runs already").check()
    desk.get_by_label("Title the client reads").fill(TITLE)
    desk.get_by_role("button", name="Preview").click()
    seen = desk.locator("aside").filter(has_text="What the client will see")
    expect(seen.get_by_role("heading", name=TITLE)).to_be_visible()
    desk.get_by_role("button", name="Give this homework").click()
    expect(desk.get_by_role("row", name=TITLE)).to_be_visible()


def invite_a_phone(desk: Page, overview: str) -> str:
    """The link, shown once."""
    desk.goto(overview)
    desk.get_by_role("link", name="Phone").click()
    desk.get_by_role("button", name="Invite a phone").click()
    expect(desk.get_by_role("img", name="The link as a picture to scan")).to_be_visible()
    return desk.locator("#link").inner_text()


def log_on_the_phone(phone: Page) -> None:
    """Three touches; then what can be added, and a note that may be read."""
    phone.get_by_role("region", name=TITLE).get_by_role("link", name="Begin").click()
    expect(phone.get_by_role("heading", name=TITLE)).to_be_visible()
    phone.get_by_role("group", name="How hard is it just now?").get_by_label("6").check()
    phone.get_by_role("button", name="I did it").click()
    expect(phone.get_by_role("heading", name="Saved")).to_be_visible()
    phone.get_by_role("group", name="How hard is it now?").get_by_label("3").check()
    phone.get_by_role("group", name="How much were you there with it?").get_by_label("5").check()
    phone.get_by_role("group", name="How kind were you to yourself?").get_by_label("4").check()
    phone.get_by_label("How many minutes?").fill("4")
    phone.get_by_text("Add a note, and choose who reads it").click()
    phone.get_by_label("A note").fill(NOTE)
    phone.get_by_label("My therapist too").check()
    phone.get_by_role("button", name="Save").click()
    card = phone.get_by_role("region", name=TITLE)
    expect(card.get_by_text("You did it today.")).to_be_visible()


def review(desk: Page) -> None:
    """The day, the note and the numbers."""
    row = desk.get_by_role("row", name=TITLE)
    expect(row.get_by_text("1 of 1", exact=True)).to_be_visible()
    expect(row.locator(".week li").last).to_contain_text("done")
    notes = desk.get_by_role("region", name="Notes meant for you")
    expect(notes.get_by_text(NOTE)).to_be_visible()
    desk.get_by_text("The same numbers as a table").click()
    numbers = (
        desk.get_by_role("region", name="Presence and kindness as a table")
        .get_by_role("row")
        .nth(1)
    )
    expect(numbers.get_by_role("cell")).to_have_text(["5", "4"])


def record(desk: Page) -> None:
    """SUDS and the four questions before the door opens; what is not asked is said."""
    desk.get_by_role("link", name="Record").click()
    exposure = desk.get_by_role("group", name="Exposure", exact=True)
    exposure.get_by_label("Memory").fill("the staircase")
    suds = exposure.get_by_label("SUDS, 0 to 100")
    suds.fill("40 60 80 70 55 45 25")
    suds.press("Tab")
    said = exposure.get_by_role("status")
    expect(said.get_by_text("Keep grounding, do not close yet")).to_be_visible()
    for question in ("Oriented to place, day and person", "Way home and next hour clear"):
        exposure.get_by_role("group", name=question).get_by_label("Yes").check()
    exposure.get_by_role("group", name="Dissociation").get_by_label("0", exact=True).check()
    exposure.get_by_role("group", name="Safe to leave").get_by_label("Yes").check()
    exposure.get_by_label("Confirmed by").select_option("Dr. Amara Osei")
    expect(said).to_have_text("")
    desk.get_by_label("One note for next time").fill("Ask about the landing.")
    desk.get_by_role("button", name="Keep the record").click()
    expect(desk.get_by_text("Recorded.", exact=True)).to_be_visible()
    expect(suds).to_have_value("40 60 80 70 55 45 25")
    desk.get_by_role("link", name="Copy as text").click()
    expect(desk.locator("#record-text")).to_contain_text("80")


def hand_out(desk: Page, target: Path) -> None:
    """One page of paper, kept with the client."""
    desk.get_by_role("link", name="Hand out").click()
    desk.get_by_role("link", name=TITLE).click()
    desk.get_by_role("button", name="Print and keep").click(timeout=PRINTING)
    with desk.expect_download(timeout=PRINTING) as download:
        desk.get_by_role("link", name=TITLE).click()
    download.value.save_as(target)
    assert target.read_bytes()[:5] == b"%PDF-"
    read = subprocess.run(["pdftotext", target, "-"], capture_output=True, text=True, check=True)
    assert TITLE in read.stdout
