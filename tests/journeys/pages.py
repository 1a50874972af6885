"""Every page of the site as it is visited: built from the tables of addresses, so none is forgotten."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from playwright.sync_api import Page

from tests.journeys.demo import AMARA, JUNE, LEILA, OLGA, QUIET, Demo
from tests.specimens import ADDRESSES, CODE, PORTAL
from tests.test_matrix import kwargs_of

NOT_PAGES = {
    "clients:appointment_ics": "a file for a calendar",
    "clients:handout_file": "a PDF",
    "planner:session_print": "a PDF",
    "planner:own_export": "a file",
    "planner:own_export_all": "a zip",
    "portal:offline": "JSON for the phone itself",
    "portal:worker": "a script",
    "portal:manifest": "a list for the phone's own programs",
    "portal:invitation": "needs a token; visited by hand in test_every_page",
}
"""Addresses that answer a GET with something else than a page, and what."""

WHO = {"owner": OLGA, "manage_client": OLGA, "manage_group": OLGA}
"""Who visits for an audience; Amara for all others."""

PRACTICE = f"?practice={CODE}"


@dataclass(frozen=True)
class Visited:
    """One page: who looks, at which address, of which specimen or code, with which query."""

    who: str
    name: str
    kind: str = ""
    query: str = ""
    code: str = ""

    def __str__(self) -> str:
        """Its name in the list of tests."""
        return "-".join(
            filter(None, (self.who.split("@")[0], self.name, self.kind, self.code, self.query))
        )

    def path(self, demo: Demo) -> str:
        """Its address on the site that holds this demo."""
        if ":" not in self.name or self.name.startswith("http"):
            return reverse(self.name)
        if self.name == "clients:home":
            return "/"
        uid = demo[self.kind] if self.kind else ""
        kwargs: dict[str, Any] = kwargs_of(self.name, {}, demo["clinic"], uid)
        kwargs |= {"code": self.code} if self.code else {}
        return reverse(self.name, kwargs=kwargs) + self.query


CODES = {"planner:course_start": "eight-week-course"}
"""Addresses that ask for another item than the practice."""

STAFF = [
    Visited(WHO.get(audience, AMARA), name, kind, code=CODES.get(name, ""))
    for name, (kind, audience, methods) in ADDRESSES.items()
    if "GET" in methods and name not in NOT_PAGES
]
PHONE_PAGES = [
    Visited(LEILA if door == "phone" else "", name, kind)
    for name, (kind, methods, door) in PORTAL.items()
    if "GET" in methods and name not in NOT_PAGES
]
MORE_PHONE = [
    Visited(QUIET, name, f"quiet_{kind}" if kind else "")
    for name, (kind, methods, door) in PORTAL.items()
    if "GET" in methods and name not in NOT_PAGES and door == "phone"
]
MORE = [
    Visited(OLGA, "planner:today"),
    Visited(OLGA, "clients:clinic_page"),
    Visited(OLGA, "clients:client_list"),
    Visited(AMARA, "clients:client_page", "quiet_client"),
    Visited(AMARA, "clients:safety_review", "client", "?subject=home"),
    Visited(AMARA, "clients:calendar", "", "?view=day"),
    Visited(AMARA, "clients:calendar", "", "?day=9999-99-99"),
    Visited(AMARA, "planner:library", "", "?q=grounding&minutes=10"),
    Visited(AMARA, "planner:library", "", "?q=breath+xyzzy+exposur&wing=compassion"),
    Visited(AMARA, "planner:session_plan", "unplanned"),
    Visited(AMARA, "planner:session_page", "held"),
    Visited(AMARA, "planner:session_after", "held"),
    Visited(AMARA, "planner:session_refit", "session", "?preset=20"),
    Visited(AMARA, "planner:session_refit", "session", "?less=60"),
    Visited(AMARA, "planner:session_page", "group_session"),
    Visited(AMARA, "planner:session_after", "group_session"),
    Visited(AMARA, "planner:homework_give", "client", PRACTICE),
    Visited(AMARA, "planner:homework_give", "client", "?q=breath"),
    Visited(AMARA, "planner:handout_give", "client", PRACTICE),
    Visited(AMARA, "planner:handout_give", "client", "?item=day-map"),
    Visited(AMARA, "planner:handout_give", "client", "?shelf=worksheets"),
    Visited(AMARA, "planner:group_homework_give", "group", PRACTICE),
    Visited(AMARA, "planner:session_new", "client", PRACTICE),
    Visited(AMARA, "planner:item_page", query="?form=no_touch"),
    Visited(AMARA, "planner:item_page", code="day-map"),
    Visited(AMARA, "planner:item_page", code="group-90"),
    Visited(AMARA, "planner:item_page", code="water-pump"),
    Visited(AMARA, "planner:item_page", code="attention-drifts"),
    Visited(AMARA, "planner:item_page", code="school-pack", query="?day=2030-05-30"),
    Visited(AMARA, "planner:item_page", code="eight-week-course"),
    Visited(AMARA, "planner:item_use", code="trauma-90"),
    Visited(AMARA, "planner:own_edit", query="?way=file"),
    Visited(AMARA, "planner:own_edit", query="?language=es"),
    Visited(AMARA, "planner:own_versions", query="?version=1"),
    Visited(OLGA, "planner:own_library"),
    Visited(AMARA, "account_change_password"),
    Visited(AMARA, "account_logout"),
    Visited(JUNE, "clients:home"),
    Visited("", "account_login"),
    Visited("", "account_reset_password"),
]
"""The same addresses in other states, and the pages of sign-in."""

PAGES = [*STAFF, *PHONE_PAGES, *MORE_PHONE, *MORE]


def settle(page: Page) -> None:
    """Wait for what the page fetches by itself, and open everything that can be opened."""
    if page.locator("[hx-trigger=load]").count():
        page.wait_for_load_state("networkidle")
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => (one.open = true))")


def squeezed(page: Page) -> Any:
    """Words that stand in a column so narrow that they fall apart into letters."""
    return page.evaluate("""() => [...document.querySelectorAll("h1, h2, h3, h4, p, li, dd, label")]
      .filter((one) => one.checkVisibility({ visibilityProperty: true }))
      .filter((one) => one.textContent.trim().length > 24 && one.closest("table, svg") === null)
      .map((one) => ({ one, box: one.getBoundingClientRect() }))
      .filter(({ box }) => box.width < 64 && box.height > 120)
      .map(({ one }) => one.textContent.trim().slice(0, 60))""")


def close_menus(page: Page) -> None:
    """Close the menus, which lie over what is below them."""
    page.evaluate(
        "() => document.querySelectorAll('[data-menu]').forEach((one) => (one.open = false))"
    )


def come_to_rest(page: Page) -> None:
    """Wait until nothing moves or fades any more; a change of colours passes down the page."""
    page.evaluate("""async () => {
      for (let calm = 0, frames = 0; calm < 2 && frames < 120; frames += 1) {
        await new Promise(requestAnimationFrame);
        calm = document.getAnimations().length ? 0 : calm + 1;
      }
    }""")


def too_wide(page: Page) -> list[str]:
    """The elements that stick out of the window sideways, where the page scrolls that way."""
    found: list[str] = page.evaluate("""() => {
      const wide = document.documentElement.clientWidth;
      if (document.documentElement.scrollWidth <= wide) return [];
      return [...document.querySelectorAll("body *")]
        .filter((one) => one.getBoundingClientRect().right > wide + 1)
        .map((one) => one.outerHTML.slice(0, 120));
    }""")
    return found


def fit_height(page: Page, width: int) -> None:
    """A window of this width, as tall as the page: nothing fixed lies over anything."""
    page.set_viewport_size({"width": width, "height": 900})
    height = page.evaluate("() => document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": min(height + 200, 12_000)})
    come_to_rest(page)
