"""A browser that is watched: whatever it complains about fails the test."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

REPORT = """
document.addEventListener("securitypolicyviolation", (event) =>
  window.reportPolicy(`${event.violatedDirective} ${event.blockedURI} on ${location.pathname}`));
"""
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
PATIENCE = 15_000
"""Milliseconds until a page is given up; the machine may be busy with other tests."""
DENIED = ("the server responded with a status of ", "Response Status Error Code ")
CUT = "net::ERR_INTERNET_DISCONNECTED"
"""What the console says of a request while a journey has cut the network."""
NOT_SENT = "htmx:sendError"
"""What htmx says of it."""
OVERTAKEN = ("htmx:afterRequest", "htmx:sendAbort")
"""What htmx says of a request that a newer one or a new page took the place of."""

expect.set_options(timeout=PATIENCE)


@dataclass
class Watch:
    """What one browser context complained about; `allowed` are refusals that the test asks for."""

    home: str
    allowed: tuple[int, ...] = ()
    faults: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        """Watch this context: policy reports, the console, errors of scripts, foreign hosts."""
        context.expose_function("reportPolicy", lambda said: self.faults.append(f"policy: {said}"))
        context.add_init_script(REPORT)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        context.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        said = message.text
        expected = any(f"{words}{one} " in said for words in DENIED for one in self.allowed)
        expected = expected or said.startswith((*OVERTAKEN, NOT_SENT)) or CUT in said
        if message.type in ("error", "warning") and not expected:
            self.faults.append(f"console: {message.text} ({message.location.get('url')})")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.home, "about:", "blob:")):
            self.faults.append(f"foreign host: {request.url}")


@contextmanager
def watched(
    browser: Browser, home: str, *, allowed: tuple[int, ...] = (), **options: Any
) -> Iterator[Page]:
    """A page in a context of its own. Raises AssertionError at the end for any complaint."""
    options = {"viewport": DESK, "reduced_motion": "reduce"} | options
    context = browser.new_context(base_url=home, **options)
    context.set_default_timeout(PATIENCE)
    watch = Watch(home, allowed)
    watch.over(context)
    try:
        yield context.new_page()
    finally:
        context.close()
    if watch.faults:
        raise AssertionError("\n".join(watch.faults))
