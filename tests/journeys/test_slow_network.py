"""A network that hangs, neither there nor gone: the PIN says so, and a page gives way to what is kept."""

from playwright.sync_api import Route, expect

from tests.journeys.conftest import Visit
from tests.journeys.demo import PIN, decide_later
from tests.journeys.test_offline import give_pin, heading, leave, signed_in
from tests.server import Site


def hang(_route: Route) -> None:
    """No answer, ever."""


def test_a_pin_that_does_not_arrive_is_said_and_may_be_given_again(
    site: Site, visit: Visit
) -> None:
    page, _uid = signed_in(site, visit)
    leave(page)
    page.goto("/p/")
    page.clock.install()
    page.context.route("**/p/unlock/", hang)
    give_pin(page)
    expect(page.locator("form[aria-busy=true]")).to_have_count(1)
    page.clock.run_for(16_000)
    expect(page.get_by_role("alert")).to_contain_text("That did not arrive")
    expect(page.get_by_label("PIN")).to_have_value(PIN)
    page.context.unroute_all()
    page.get_by_role("button", name="Open").click()
    decide_later(page)


def test_a_page_that_does_not_come_gives_way_to_what_is_kept(site: Site, visit: Visit) -> None:
    page, _uid = signed_in(site, visit)
    page.context.route("**/p/path/", hang)
    page.goto("/p/path/")
    heading(page, "Your PIN")
    expect(page.get_by_role("link", name="Try the network again").first).to_be_visible()
    page.context.unroute_all()
    page.get_by_role("link", name="Try the network again").first.click()
    heading(page, "Today")
