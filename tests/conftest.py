"""What every test may ask for.

`http` is Django's test client (the name `client` belongs to the people we care for). `site` and
`quiet_site` are real server processes for journeys in a browser.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.template.base import PartialTemplate, Template
from django.test import Client as HttpClient
from django.test.signals import template_rendered
from playwright.sync_api import Page

from tests import browser, cast, server, specimens
from tests.cast import Cast
from tests.planner import shelves

# Playwright runs an event loop in the test's thread; Django would refuse the database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
FAST_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEMORY_CACHE = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


def pytest_configure(config: pytest.Config) -> None:
    """Fast hashes and a cache that each worker keeps for itself."""
    settings.PASSWORD_HASHERS = FAST_HASHERS
    settings.CACHES = MEMORY_CACHE
    # Every browser of a test would look through all static files before its first request.
    settings.WHITENOISE_AUTOREFRESH = True


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Whatever asks for a site is a journey; on PostgreSQL only the marked one runs.

    What never asks for a database is true on every one, and so is what is true of the library's
    files: it is asked once.
    """
    on_sqlite = server.is_sqlite()
    left_out = []
    for item in items:
        if {"site", "quiet_site", "page"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)
        if not on_sqlite and _is_asked_once(item):
            left_out.append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def _is_asked_once(item: pytest.Item) -> bool:
    """Whether another database could give no other answer, or a journey was taken on SQLite."""
    marks = {mark.name for mark in item.iter_markers()}
    if "browser" in marks:
        return "journey_postgres" not in marks
    wants_rows = "django_db" in marks or "db" in getattr(item, "fixturenames", ())
    return "content" in marks or not wants_rows


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A skipped test is a failed run: what is missing has to be installed, not passed over."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and reporter.stats.get("skipped") and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        reporter.write_line("Skipped tests count as failed.", red=True)


def _render(template: Any, context: Any) -> Any:
    """What Django does for tests (`answer.context`), but for the page itself only: a copy of the
    context at every part of a page took half of the suite's time."""
    if context.template is template:
        template_rendered.send(sender=template, template=template, context=context)
    return template.nodelist.render(context)


@pytest.fixture(scope="session", autouse=True)
def _contexts_of_whole_pages(django_test_environment: None) -> None:
    kinds: tuple[Any, ...] = (Template, PartialTemplate)
    for kind in kinds:
        kind._render = _render


@pytest.fixture(autouse=True)
def _no_limits_left() -> Iterator[None]:
    """Sign-in limits counted in one test do not reach the next."""
    yield
    cache.clear()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The empty database, with what most tests begin with kept beside its tables."""
    with django_db_blocker.unblock():
        cast.keep()
        shelves.keep()
        specimens.keep()


@pytest.fixture
def http(db: None) -> HttpClient:
    """A browser without JavaScript that nobody is signed in to."""
    return HttpClient()


@pytest.fixture(name="cast")
def _cast(db: None) -> Cast:
    """The people of tests/cast.py."""
    return cast.gather()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium, quiet. Fails when there is none: nothing is skipped."""
    return {**browser_type_launch_args, **browser.launch_options()}


@pytest.fixture(scope="session")
def prepared_database(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of the database that sites are copied from; one for all parallel workers."""
    base = tmp_path_factory.getbasetemp()
    return server.prepared(base if worker_id == "master" else base.parent)


@pytest.fixture
def site(prepared_database: Path, tmp_path: Path) -> Iterator[server.Site]:
    """A site of one's own, with the demo clinic, that the test may change."""
    with (
        server.database_copy(prepared_database, tmp_path) as database_url,
        server.running(tmp_path, database_url) as running,
    ):
        yield running


@pytest.fixture(scope="session")
def quiet_site(
    prepared_database: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[server.Site]:
    """One site for all tests that only look."""
    folder = tmp_path_factory.mktemp("quiet-site")
    with (
        server.database_copy(prepared_database, folder) as database_url,
        server.running(folder, database_url) as running,
    ):
        yield running


@pytest.fixture(scope="session")
def axe() -> Callable[..., list[str]]:
    """A function that returns the accessibility faults of the open page, one line each.

    `axe(page)` judges by all rules, `axe(page, "color-contrast")` by the named ones.
    """
    source = AXE.read_text()

    def faults(page: Page, *rules: str) -> list[str]:
        # Evaluated, not added as a script: the page's policy stays as strict as it is.
        page.evaluate(f"if (!window.axe) {{ {source} }}")
        asked = {"resultTypes": ["violations"]} | ({"runOnly": list(rules)} if rules else {})
        found = page.evaluate("(asked) => axe.run(document, asked)", asked)
        return [
            f"{violation['id']}: {node['target']} {node['failureSummary']}"
            for violation in found["violations"]
            for node in violation["nodes"]
        ]

    return faults
