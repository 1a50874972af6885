"""A group of twelve is written down by the keyboard alone, and is quicker than its two minutes."""

from playwright.sync_api import expect

from planner.demo.people import PASSWORD
from tests.browser import sign_in
from tests.journeys.conftest import Visit
from tests.journeys.demo import AMARA, Demo
from tests.journeys.keys import tab_to
from tests.journeys.pages import Visited
from tests.server import Site

SECONDS_A_STROKE = 0.4
"""A slow typist: 150 strokes a minute."""

TWELVE = """
from clients.models import Appointment, Client, Group
from tests import factories as make
group = Group.objects.get(name="Tuesday evening group")
Appointment.objects.filter(session__uid=uid).update(day=group.clinic.today())
for number in range(12 - group.participations.on(group.clinic.today()).count()):
    make.participation(make.client(group.clinic, f"T-{number}"), group)
"""


COUNT = """addEventListener("keydown", () => {
  sessionStorage.strokes = 1 + Number(sessionStorage.strokes || 0);
}, true)"""


def test_twelve_people_in_two_minutes(site: Site, visit: Visit, demo: Demo) -> None:
    site.ask(f"uid = {demo['group_session']!r}\n{TWELVE}")
    page = visit(site)
    sign_in(page, site, AMARA, PASSWORD)
    page.add_init_script(COUNT)
    page.goto(site.url + Visited(AMARA, "planner:session_after", "group_session").path(demo))
    tab_to(page, page.get_by_role("button", name="Held as planned, all present"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Recorded as held as planned.")).to_be_visible()
    rows = page.locator(".attendance")
    expect(rows).to_have_count(12)
    expect(page.locator(".attendance [value=present]:checked")).to_have_count(12)
    late, absent = rows.nth(1), rows.nth(4)
    tab_to(page, late.get_by_role("radio", name="Present"))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.type("train")
    tab_to(page, absent.get_by_role("radio", name="Present"))
    for _step in range(4):
        page.keyboard.press("ArrowRight")
    tab_to(page, absent.get_by_label("Contacted"))
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Recorded.", exact=True)).to_be_visible()
    expect(late.get_by_role("radio", name="Late")).to_be_checked()
    expect(late.get_by_placeholder("Comment")).to_have_value("train")
    expect(absent.get_by_role("radio", name="Absent without notice")).to_be_checked()
    expect(absent.get_by_label("Contacted")).to_be_checked()
    strokes = int(page.evaluate("() => sessionStorage.strokes"))
    assert strokes * SECONDS_A_STROKE < 120


def test_on_a_narrow_screen_comments_wait_until_somebody_was_not_there(
    site: Site, visit: Visit, demo: Demo
) -> None:
    site.ask(f"uid = {demo['group_session']!r}\n{TWELVE}")
    page = visit(site, viewport={"width": 390, "height": 844})
    sign_in(page, site, AMARA, PASSWORD)
    path = Visited(AMARA, "planner:session_after", "group_session").path(demo)
    page.goto(f"{site.url}{path}?present=all")
    rows = page.locator(".attendance")
    late, there = rows.nth(1), rows.nth(2)
    expect(page.get_by_placeholder("Comment")).to_have_count(12)
    for row in (late, there):
        expect(row.get_by_placeholder("Comment")).to_be_hidden()
    late.get_by_role("radio", name="Late").check()
    expect(late.get_by_placeholder("Comment")).to_be_visible()
    expect(late.get_by_label("Contacted")).to_be_visible()
    there.locator("summary").press("Enter")
    expect(there.get_by_placeholder("Comment")).to_be_visible()
