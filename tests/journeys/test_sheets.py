"""A worksheet on the phone: half filled, locked, found again, shared, read in the clinician's browser."""

from playwright.sync_api import expect

from planner.demo.people import PASSWORD
from tests.browser import sign_in
from tests.journeys.conftest import Visit
from tests.journeys.demo import AMARA, LEILA, PIN, Demo, open_phone, phone_link
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
    second.get_by_label("What I felt").fill("heavy arms")
    phone.clock.run_for(10 * 60 * 1000)
    phone.clock.resume()
    phone.wait_for_url("**/p/unlock/?next=*")
    phone.get_by_label("PIN").fill(PIN)
    phone.get_by_role("button", name="Open").click()
    expect(phone.get_by_label("What I felt").first).to_have_value("heavy arms")
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Save").click()
    expect(phone.get_by_role("alert")).to_contain_text("This could not be sent just now.")
    expect(phone.get_by_label("What I felt").first).to_have_value("heavy arms")
    phone.context.set_offline(False)
    phone.get_by_role("button", name="Save").click()
    expect(phone.get_by_text("This one is asked for.")).to_be_visible()
    phone.get_by_label("About today").fill("the bus")
    phone.get_by_label("My therapist too").check()
    phone.get_by_role("button", name="Save").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Today")

    desk = visit(site)
    sign_in(desk, site, AMARA, PASSWORD)
    desk.goto(f"{site.url}/c/{demo['clinic']}/homework/{uid}/")
    shared = desk.get_by_role("region", name="Sheets that were shared")
    expect(shared.get_by_text("About today: the bus")).to_be_visible()
    expect(shared.get_by_text("What I felt: heavy arms")).to_be_visible()
