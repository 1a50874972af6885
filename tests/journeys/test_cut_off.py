"""What is changed while there is no network: the eyes of a practice, and a sheet that is taken back."""

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.demo import LEILA, Demo, open_phone, phone_link
from tests.journeys.test_offline import (
    ONE,
    SENT,
    come_back,
    give_pin,
    heading,
    leaks,
    leave,
    rows,
    say,
    signed_in,
)
from tests.journeys.test_player import at
from tests.journeys.test_sheets import shared_with
from tests.journeys.watching import PHONE
from tests.server import Site


def test_eyes_open_and_back_without_a_network(site: Site, visit: Visit) -> None:
    uid = say(site, f"say_played({LEILA!r}, eyes=True)")
    page = visit(site, viewport=PHONE)
    open_phone(page, phone_link(site, LEILA))
    leave(page)
    come_back(page)
    page.context.set_offline(True)
    page.goto(f"/p/begin/{uid}/")
    give_pin(page)
    heading(page, "Leila's own")
    page.get_by_role("button", name="Begin, step by step").click()
    at(page, "1 of 1", "Look around")
    page.locator("summary", has_text="Sound, text, clock, eyes").click()
    eyes = page.get_by_role("button", name="Eyes open", exact=True)
    eyes.click()
    at(page, "1 of 4", "Notice")
    eyes.click()
    at(page, "1 of 1", "Look around")
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="I did it", exact=True).click()
    heading(page, "Kept on this phone")
    page.context.set_offline(False)
    page.get_by_role("link", name="To today").click()
    page.get_by_role("link", name="Try the network again").click()
    expect(page.get_by_text(SENT)).to_be_visible()
    assert say(site, f"say_entries({uid!r})") == "done"


def test_a_sheet_taken_back_without_a_network_is_gone_for_everybody_once_it_is_sent(
    site: Site, demo: Demo, visit: Visit
) -> None:
    uid = demo["sheet_homework"]
    say(site, f"give_sheet({LEILA!r}, {uid!r})")
    page, _played = signed_in(site, visit)
    page.goto(f"/p/sheet/{uid}/")
    page.get_by_label("About today").fill("wonder whale")
    page.get_by_label("My therapist too").check()
    page.get_by_role("button", name="Save").click()
    heading(page, "Today")
    page.goto("/p/path/")
    page.get_by_role("link", name="A map of my day").first.click()
    heading(page, "A map of my day")
    page.context.set_offline(True)
    page.get_by_text("Take it back", exact=True).first.click()
    page.get_by_role("button", name="Take it back").click()
    heading(page, "Kept on this phone")
    expect(page.get_by_text(ONE)).to_be_visible()
    assert (rows(page, "entries"), leaks(page)) == (1, [])
    expect(shared_with(site, demo, visit).get_by_text("wonder whale")).to_be_visible()
    page.context.set_offline(False)  # the open page sends by itself
    expect(page.get_by_text(SENT)).to_be_visible()
    assert rows(page, "entries") == 0
    page.goto("/p/path/")
    heading(page, "My path")
    expect(page.get_by_text("wonder whale")).to_have_count(0)
    expect(shared_with(site, demo, visit).get_by_text("wonder whale")).to_have_count(0)
