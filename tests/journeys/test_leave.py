"""Leave and Forget on the phone: nothing readable stays, and the sitting is over everywhere."""

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.demo import LEILA, PIN, decide_later, open_phone, phone_link
from tests.journeys.watching import PHONE
from tests.server import Site

SECRET = "what nobody else may read"


def words(page: Page) -> str:
    """All that can be read on the screen and in its tab."""
    return f"{page.title()} {page.locator('html').inner_text()}"


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def enter_pin(page: Page) -> None:
    page.get_by_label("PIN").fill(PIN)
    page.get_by_role("button", name="Open").click()


def test_leave_leaves_nothing_behind(site: Site, visit: Visit) -> None:
    page = visit(site, viewport=PHONE)
    open_phone(page, phone_link(site, LEILA))
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="My path").click()
    page.locator(".path-entry a").first.click()
    page.locator("details", has_text="Add a note").evaluate("(one) => (one.open = true)")
    page.get_by_label("A note", exact=True).fill(SECRET)
    stolen = page.context.storage_state()
    page.get_by_role("button", name="Leave").click()
    page.wait_for_url("about:blank")
    assert words(page).strip() == ""
    for _step in range(2):
        page.go_back()
        assert SECRET not in words(page)
        heading(page, "Your PIN")
    page.goto("/p/")
    heading(page, "Your PIN")
    other = visit(site, viewport=PHONE, storage_state=stolen)
    other.goto("/p/path/")
    heading(other, "Your PIN")
    enter_pin(page)
    decide_later(page)


def readable(page: Page) -> dict[str, str]:
    """The cookies that a script of a page can read."""
    kept = page.evaluate("() => document.cookie").split("; ")
    return dict(one.split("=", 1) for one in kept if one)


def stays_shut(page: Page) -> None:
    for address in ("/p/", "/p/path/"):
        page.goto(address)
        heading(page, "Your PIN")


def test_leaving_counts_also_without_a_network(site: Site, visit: Visit) -> None:
    """Nor is it undone by whoever deletes the cookies that a page can read, or writes old ones."""
    page = visit(site, viewport=PHONE)
    open_phone(page, phone_link(site, LEILA))
    earlier = readable(page)
    page.get_by_role("button", name="Leave").click()
    page.wait_for_url("about:blank")
    page.goto("/p/")
    enter_pin(page)
    heading(page, "Today")
    names = {*earlier, *readable(page)}
    page.context.set_offline(True)
    page.get_by_role("button", name="Leave").click()
    page.wait_for_url("about:blank")
    page.context.set_offline(False)
    stays_shut(page)
    assert "ph" in names - readable(page).keys()
    hidden = {one["name"] for one in page.context.cookies(f"{site.url}/p/") if one["httpOnly"]}
    assert {"pd", "ps"} <= hidden
    for name in names:
        page.evaluate("(name) => (document.cookie = `${name}=; path=/p/; max-age=0`)", name)
    stays_shut(page)
    for name, value in earlier.items():
        page.evaluate("(one) => (document.cookie = `${one}; path=/p/`)", f"{name}={value}")
    stays_shut(page)
    enter_pin(page)
    heading(page, "Today")


def test_a_forgotten_phone_opens_nothing(site: Site, visit: Visit) -> None:
    page = visit(site, viewport=PHONE, allowed=(422,))
    open_phone(page, phone_link(site, LEILA))
    stolen = page.context.storage_state()
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Settings").click()
    page.get_by_role("button", name="Forget this phone").click()
    heading(page, "Closed")
    assert [kept["name"] for kept in page.context.cookies(f"{site.url}/p/")] == ["csrf"]
    page.goto("/p/")
    heading(page, "Your PIN")
    enter_pin(page)
    expect(page.get_by_text("That did not open it. Try once more.")).to_be_visible()
    other = visit(site, viewport=PHONE, storage_state=stolen, allowed=(422,))
    other.goto("/p/")
    heading(other, "Your PIN")
    enter_pin(other)
    expect(other.get_by_text("That did not open it. Try once more.")).to_be_visible()
