"""The system's Chromium, and the two ways into a site: as a member and as a client's phone."""

import shutil
from typing import Any

from playwright.sync_api import Page

from tests.server import Site

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
QUIET = [
    "--no-sandbox",  # tests also run as root
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-pings",
    "--font-render-hinting=none",
]


def launch_options() -> dict[str, Any]:
    """How to start the system's Chromium. Raises RuntimeError, with the line to type, without one."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        raise RuntimeError("No Chromium found. Install it: sudo apt-get install chromium")
    return {"executable_path": found, "args": QUIET}


def sign_in(page: Page, site: Site, email: str, password: str) -> None:
    """Sign a member in through the sign-in page."""
    page.goto(f"{site.url}/accounts/login/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/accounts/" not in url)
