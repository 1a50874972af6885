"""What journeys share: watched browsers, and sign-ins kept for tests that only look."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from planner.demo.people import PASSWORD
from tests.browser import sign_in
from tests.journeys.demo import Demo, look_around, open_phone, phone_link
from tests.journeys.watching import PHONE, watched
from tests.server import Site

Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Opens a page of a site in a watched context of its own: `visit(site, **options)`."""
    with ExitStack() as stack:

        def opened(site: Site, **options: Any) -> Page:
            return stack.enter_context(watched(browser, site.url, **options))

        yield opened


@pytest.fixture(scope="session")
def demo(quiet_site: Site) -> Demo:
    """What the demo clinic holds. A `site` of one's own is a copy and holds the same rows, except for
    those that were added for looking: handout, device, unplanned."""
    return look_around(quiet_site)


@pytest.fixture(scope="session")
def key_of(quiet_site: Site, browser: Browser) -> Callable[[str], Any]:
    """The cookies of someone who is signed in at the quiet site: an e-mail, or a client's code."""
    keys: dict[str, Any] = {}

    def key(who: str) -> Any:
        if who not in keys:
            is_member = "@" in who
            options: dict[str, Any] = {} if is_member else {"viewport": PHONE}
            with watched(browser, quiet_site.url, **options) as page:
                if is_member:
                    sign_in(page, quiet_site, who, PASSWORD)
                else:
                    open_phone(page, phone_link(quiet_site, who))
                keys[who] = page.context.storage_state()
        return keys[who]

    return key


@pytest.fixture
def enter(quiet_site: Site, visit: Visit, key_of: Callable[[str], Any]) -> Visit:
    """Opens a page of the quiet site as someone: `enter("amara@harbour.example", **options)`."""

    def entered(who: str, **options: Any) -> Page:
        state = key_of(who) if who else None
        return visit(quiet_site, storage_state=state, **options)

    return entered
