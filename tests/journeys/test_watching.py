"""The watch itself: what it must not miss."""

import pytest
from playwright.sync_api import Browser

from tests.journeys.watching import watched
from tests.server import Site

FAULTS = {
    "policy: style-src-attr": "document.body.innerHTML = '<p style=\"color: red\">red</p>'",
    "policy: img-src": 'document.body.innerHTML = \'<img alt="" src="data:image/gif;base64,R0lG">\'',
    "foreign host": "document.body.innerHTML = '<a href=\"http://127.0.0.1:9/\">away</a>'; "
    "document.querySelector('a').click()",
    "script": "setTimeout(() => { throw new Error('lost') })",
    "console: loud": "console.error('loud')",
}


def provoke(browser: Browser, site: Site, script: str) -> None:
    """Open a page, and let it do what no page of ours does."""
    with watched(browser, site.url) as page:
        page.goto("/accounts/login/")
        page.evaluate(f"() => {{ {script} }}")
        page.wait_for_timeout(500)


@pytest.mark.parametrize("said", FAULTS)
def test_it_notices(quiet_site: Site, browser: Browser, said: str) -> None:
    with pytest.raises(AssertionError, match=said):
        provoke(browser, quiet_site, FAULTS[said])
