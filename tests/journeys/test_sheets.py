"""A worksheet on the phone: half filled, left by a tab, locked, found again, shared, read by the clinician.

Also where there is no network when the lock falls, and begun without one.
"""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from planner.demo.people import PASSWORD
from tests.browser import sign_in
from tests.journeys.conftest import Visit
from tests.journeys.demo import AMARA, LEILA, PIN, Demo, open_phone, phone_link
from tests.journeys.pages import too_wide
from tests.journeys.test_offline import (
    MORE,
    SENT,
    come_back,
    give_pin,
    heading,
    leaks,
    leave,
    rows,
    signed_in,
)
from tests.journeys.test_phone_closing import fall_idle
from tests.journeys.watching import PHONE
from tests.server import Site


def test_a_sheet_is_kept_by_the_lock_and_read_once_it_is_shared(
    site: Site, demo: Demo, visit: Visit
) -> None:
    uid = demo["sheet_homework"]
    site.ask(f"from tests.journeys import rows; rows.give_sheet({LEILA!r}, {uid!r})")
    phone = visit(site, viewport=PHONE, allowed=(422,))
    open_phone(phone, phone_link(site, LEILA))
    phone.clock.install()
    phone.goto(f"{site.url}/p/sheet/{uid}/")
    phone.get_by_role("button", name="One more").click()
    second = phone.get_by_role("group", name="Moments 2")
    second.get_by_label("What I felt").fill("arms")
    phone.get_by_role("link", name="Today", exact=True).click()
    heading(phone, "Today")
    expect(phone.get_by_text(SENT)).to_be_visible()
    phone.goto(f"{site.url}/p/sheet/{uid}/")
    expect(phone.get_by_label("What I felt").first).to_have_value("arms")
    phone.get_by_label("What I felt").first.fill("heavy arms")
    fall_idle(phone)
    phone.wait_for_url("**/p/unlock/?next=*")
    phone.get_by_label("PIN").fill(PIN)
    phone.get_by_role("button", name="Open").click()
    expect(phone.get_by_label("What I felt").first).to_have_value("heavy arms")
    phone.get_by_role("button", name="Save").click()
    expect(phone.get_by_text("This one is asked for.")).to_be_visible()
    phone.get_by_label("About today").fill("the bus")
    phone.get_by_label("My therapist too").check()
    phone.get_by_role("button", name="Save").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Today")

    shared = shared_with(site, demo, visit)
    expect(shared.get_by_text("About today: the bus")).to_be_visible()
    expect(shared.get_by_text("What I felt: heavy arms")).to_be_visible()


def shared_with(site: Site, demo: Demo, visit: Visit) -> Locator:
    """The sheets of this homework that the clinician may read."""
    desk = visit(site)
    sign_in(desk, site, AMARA, PASSWORD)
    desk.goto(f"{site.url}/c/{demo['clinic']}/homework/{demo['sheet_homework']}/")
    return desk.get_by_role("region", name="Sheets that were shared")


def lock_falls_without_a_network(phone: Page, uid: str) -> None:
    """What was typed into an open sheet is sealed, with the choice who reads it."""
    phone.clock.install()
    phone.goto(f"/p/sheet/{uid}/")
    phone.context.set_offline(True)
    phone.get_by_label("About today").fill("wonder whale one")
    phone.get_by_label("My therapist too").check()
    fall_idle(phone)
    heading(phone, "Your PIN")
    assert (rows(phone, "entries"), leaks(phone)) == (1, [])


def test_a_sheet_is_sealed_by_the_lock_and_begun_without_a_network(
    site: Site, demo: Demo, visit: Visit, axe: Callable[..., list[str]]
) -> None:
    uid = demo["sheet_homework"]
    site.ask(f"from tests.journeys import rows; rows.give_sheet({LEILA!r}, {uid!r})")
    phone, _played = signed_in(site, visit)
    lock_falls_without_a_network(phone, uid)
    phone.goto(f"/p/sheet/{uid}/")
    give_pin(phone)
    heading(phone, "A map of my day")
    expect(phone.get_by_label("About today")).to_have_value("")
    assert (axe(phone), too_wide(phone)) == ([], [])
    phone.get_by_role("button", name="One more").click()
    phone.get_by_role("group", name="Moments 2").get_by_label("What I felt").fill(
        "wonder whale two"
    )
    phone.get_by_role("button", name="Save").click()
    heading(phone, "Kept on this phone")
    expect(phone.get_by_text(MORE)).to_be_visible()
    assert (axe(phone), rows(phone, "entries"), leaks(phone)) == ([], 2, [])
    leave(phone)
    assert phone.go_back()
    assert (rows(phone, "entries"), leaks(phone)) == (2, [])
    phone.context.set_offline(False)
    come_back(phone)
    expect(phone.get_by_text(SENT)).to_be_visible()
    why = "Kept for later: before it is finished it asks for “About today”"
    expect(phone.get_by_role("listitem").filter(has_text=why)).to_be_visible()
    for about, felt in (("", "wonder whale two"), ("wonder whale one", "")):
        phone.goto(f"/p/sheet/{uid}/")
        expect(phone.get_by_label("About today")).to_have_value(about)
        expect(phone.get_by_label("What I felt").first).to_have_value(felt)
        phone.get_by_label("About today").fill("wonder whale one")
        phone.get_by_role("button", name="Save").click()
        heading(phone, "Today")
    shared = shared_with(site, demo, visit)
    expect(shared.get_by_text("About today: wonder whale one")).to_be_visible()
    expect(shared.get_by_text("wonder whale two")).to_have_count(0)
