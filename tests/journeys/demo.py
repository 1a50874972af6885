"""The demo clinic as journeys meet it: who signs in, which rows there are, how a phone opens."""

import json
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.server import Site

AMARA = "amara@harbour.example"
BEN = "ben@harbour.example"
JUNE = "june@lakeside.example"
"""A member of both clinics."""
OLGA = "olga@harbour.example"
LEILA = "M-01"
"""A client of Amara's with trauma, a phone, homework and ninety days of entries."""
QUIET = "M-05"
"""A client of Amara's in quiet mode."""
PIN = "407193"


@dataclass(frozen=True)
class Demo:
    """Rows of the demo, by what they are: the opaque ids that stand in addresses."""

    uids: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.uids[name]


def look_around(site: Site) -> Demo:
    """One row of each kind, of M-01 or of a group that Amara leads; a few are added for it."""
    said = site.ask(f"from tests.journeys import rows; rows.say_rows({LEILA!r}, {QUIET!r})")
    return Demo(json.loads(said))


def phone_link(site: Site, code: str) -> str:
    """A fresh invitation for a client's phone."""
    token = site.ask(f"from tests.journeys import rows; rows.say_link({code!r})")
    return f"{site.url}/p/in/{token}/"


def set_pin(page: Page, link: str) -> None:
    """Follow an invitation and set the PIN."""
    page.goto(link)
    page.get_by_label("PIN", exact=False).first.fill(PIN)
    page.locator("input[name=again]").fill(PIN)
    page.get_by_role("button", name="Go on").click()


def open_phone(page: Page, link: str) -> None:
    """Follow an invitation to Today: set the PIN, agree where that is asked."""
    set_pin(page, link)
    agree = page.get_by_role("button", name="I agree")
    today, later = page.get_by_role("heading", name="Today"), page.get_by_text("Decide later")
    expect(agree.or_(today).or_(later)).to_be_visible()
    if agree.is_visible():
        agree.click()
    decide_later(page)


def decide_later(page: Page) -> None:
    """After the PIN: what is not answered yet is offered, unless something waits to be sent."""
    today = page.get_by_role("heading", level=1, name="Today", exact=True)
    later = page.get_by_role("link", name="Decide later")
    expect(today.or_(later)).to_be_visible()
    if later.is_visible():
        later.click()
    expect(today).to_be_visible()
