"""Photograph every page of the demo: `make shots`.

Walks the site as the clinician with most clients, as an owner and as a client's phone, follows every
link, and takes one example of each route at 1280 and 390 px, light and dark, the phone's at 390 and
320 px, into var/shots/.
"""

import json
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests import server
from tests.browser import launch_options
from tests.journeys.demo import open_phone

OUT = server.ROOT / "var" / "shots"
SIZES = {1280: 900, 390: 844}
PHONE_SIZES = {390: 844, 320: 568}
SCHEMES = ("light", "dark")
PATIENCE = 15_000
"""Milliseconds that a phone may take to be set up: its PIN is turned into a key."""
NOT_PAGES = re.compile(r"^/(static/|accounts/logout|healthz)")
PUBLIC = ("/accounts/login/", "/accounts/password/reset/", "/nothing/here/")

# Who to walk as, and a fresh invitation for a phone, told by the site itself.
CAST = """
import json
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import Count
from clients.actions.devices import invite_device
from clients.models import Assignment, Member

def cookie(user):
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.save()
    return store.session_key

members = Member.objects.active().select_related("user")
busy = members.annotate(n=Count("teams")).order_by("-n").first()
owner = members.filter(is_owner=True, clinic=busy.clinic).first()
given = Assignment.objects.filter(client__care_team__member=busy, client__quiet_mode=False).first()
device, token = invite_device(client=given.client, by=busy)
print(json.dumps({"clinician": cookie(busy.user), "owner": cookie(owner.user), "phone": token}))
"""


@dataclass
class Walk:
    """The pages photographed so far, by the names of their addresses."""

    site: server.Site
    done: set[str] = field(default_factory=set)

    def pages(self, context: BrowserContext, start: str) -> Iterator[str]:
        """Every page that can be reached from `start` by links and whose route is new."""
        page = context.new_page()
        waiting, walked = [start], set()
        while waiting:
            path = waiting.pop(0)
            name = name_of(path)
            if name is None or name in walked or NOT_PAGES.match(path):
                continue
            if not opens(page, self.site.url + path):
                continue
            walked.add(name)
            waiting += links(page, self.site.url)
            if name not in self.done:
                self.done.add(name)
                yield path
        page.close()


def name_of(path: str) -> str | None:
    """The name of the address, fit for a file: `clients-client_page`; None for none of ours."""
    try:
        return resolve(path).view_name.replace(":", "-")
    except Resolver404:
        return None


def opens(page: Page, url: str) -> bool:
    """Open the address; False for a file or a refusal. Raises for a page that fails."""
    answer = page.context.request.get(url)
    if answer.status >= 500:
        raise RuntimeError(f"{url} answers {answer.status}")
    if not answer.ok or "text/html" not in answer.headers.get("content-type", ""):
        return False
    page.goto(url, wait_until="networkidle")
    return True


def links(page: Page, origin: str) -> list[str]:
    """Paths of this site that the page links to, in its order."""
    found: list[str] = page.evaluate(
        "() => [...document.querySelectorAll('a[href], [hx-get]')]"
        ".map(a => new URL(a.getAttribute('href') || a.getAttribute('hx-get'), location).href)"
    )
    return [urlsplit(url).path for url in found if url.startswith(f"{origin}/")]


class Camera:
    """Four windows of one person: each size, light and dark."""

    def __init__(self, browser: Browser, state: Any, sizes: dict[int, int]) -> None:
        self.windows = [
            (
                f"{width}-{scheme}",
                browser.new_context(
                    storage_state=state,
                    viewport={"width": width, "height": height},
                    color_scheme="dark" if scheme == "dark" else "light",
                ).new_page(),
            )
            for width, height in sizes.items()
            for scheme in SCHEMES
        ]

    def shoot(self, url: str, name: str) -> None:
        """The page in every window."""
        for kind, page in self.windows:
            page.goto(url, wait_until="networkidle")
            page.screenshot(path=OUT / f"{name}-{kind}.png", full_page=True)
        print(name, flush=True)


def as_member(browser: Browser, site: server.Site, key: str) -> BrowserContext:
    """A browser that a member is signed in to."""
    context = browser.new_context()
    context.add_cookies([{"name": "session", "value": key, "url": site.url}])
    return context


def as_phone(browser: Browser, site: server.Site, token: str) -> BrowserContext:
    """A phone that was set up with this invitation: PIN, agreement and streams are answered."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    open_phone(page, f"{site.url}/p/in/{token}/")
    page.close()
    return context


def walk_all(browser: Browser, site: server.Site) -> None:
    """Every page that somebody can reach, once."""
    cast = json.loads(site.ask(CAST))
    stranger = Camera(browser, None, SIZES)
    for path in PUBLIC:
        stranger.shoot(site.url + path, "public-" + path.strip("/").replace("/", "-"))
    walk = Walk(site, {"account_login"})
    for who, start in (("clinician", "/"), ("owner", "/"), ("phone", "/p/")):
        way_in = as_phone if who == "phone" else as_member
        context = way_in(browser, site, cast[who])
        sizes = PHONE_SIZES if who == "phone" else SIZES
        camera = Camera(browser, context.storage_state(), sizes)
        for path in walk.pages(context, start):
            camera.shoot(site.url + path, f"{who}-{name_of(path)}")


def main() -> int:
    """Prepare a demo of its own, walk it, leave the pictures in var/shots/."""
    django.setup()
    expect.set_options(timeout=PATIENCE)
    OUT.mkdir(parents=True, exist_ok=True)
    for old in OUT.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        ready = server.prepared(folder)
        with server.database_copy(ready, folder) as url, server.running(folder, url) as site:
            browser = playwright.chromium.launch(**launch_options())
            walk_all(browser, site)
            browser.close()
    print(f"Pictures: {OUT}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
