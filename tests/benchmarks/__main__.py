"""Measure the first rows of the speed goals in one interleaved run and print one table.

usage: python -m tests.benchmarks [rounds]     (by `make bench`: SQLite, then PostgreSQL)

Times are server times of Django's test client through all middleware, without a network. Machines
are noisy: read the medians and the ratio to the yardstick of the same run.
"""

import os
import platform
import re
import statistics
import sys
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any
from urllib.parse import urlencode

import django
from django.conf import settings

ROUNDS = 30
FORM = "application/x-www-form-urlencoded"
"""How a browser sends a form without files."""


@dataclass
class Job:
    """One row: what is done, what it is held against, and the goal."""

    name: str
    run: Callable[[], Any]
    yardstick: str
    goal: str
    times: list[float] = field(default_factory=list)
    queries: int = 0


def jobs_of(bench: Any) -> list[Job]:
    """Every row of the table; the yardsticks come first."""
    from django.urls import reverse

    cast = bench.cast
    lead, phone = cast.staff("amara"), cast.phone("M-17")
    clinic, person = cast.harbour.uid, cast.m17.uid

    def page(name: str, *args: Any) -> Callable[[], Any]:
        url = reverse(name, args=args)
        return lambda: must(lead.get(url), 200)

    def write_down() -> Any:
        sent = {"entry": str(uuid.uuid4()), "state": "done"}
        url = reverse("portal:log", args=[bench.assignment.uid])
        return must(phone.post(url, urlencode(sent), FORM), 303)

    of_client = page("clients:client_page", clinic, person)
    of_session = page("planner:session_page", clinic, bench.session.uid)
    empty = "an empty view"
    return [
        Job(empty, page("bench_empty"), "", ""),
        Job("one bare INSERT", page("bench_insert"), "", ""),
        Job("Today, 31 appointments", page("planner:today", clinic), empty, "60 ms"),
        Job("Clients, 201 rows", page("clients:client_list", clinic), empty, "60 ms"),
        Job("one client, 10,000 entries", of_client, empty, "60 ms"),
        Job("planner, 30 blocks", of_session, empty, "60 ms"),
        Job("edit of one block of 30", edit_of(bench, lead), empty, "30 ms"),
        Job("library, 2,000 own items", page("planner:library", clinic), empty, "60 ms"),
        Job("library search, 2,000 own items", typing(lead, clinic), empty, "60 ms"),
        Job("client logs a practice", write_down, "one bare INSERT", "2.0 x"),
        Job("handout for a client, laid out whole", handout_of(bench), "", "(later)"),
    ]


def edit_of(bench: Any, browser: Any) -> Callable[[], Any]:
    """Other minutes for one block, as the stepper sends them, with the signs of what is shown."""
    from django.urls import reverse

    block = bench.block
    clinic = block.session.clinic.uid
    url = reverse("planner:block_edit", args=[clinic, block.uid])
    page = browser.get(reverse("planner:session_page", args=[clinic, block.session.uid]))
    shown = signs_in(page)

    def edit() -> None:
        block.minutes = 3 + (block.minutes == 3)
        sent = {"only": "minutes", "version": block.version, "minutes": block.minutes}
        sent["shown"] = " ".join(shown.values())
        asked = browser.post(url, urlencode(sent), FORM, headers={"HX-Request": "true"})
        answer = must(asked, 200)
        shown.update(signs_in(answer))
        block.version += 1

    return edit


def signs_in(answer: Any) -> dict[str, str]:
    """The blocks of an answer and their signs."""
    return dict(re.findall(r'id="b-([^"]+)" data-sign="([^"]+)"', answer.content.decode()))


def typing(browser: Any, clinic: uuid.UUID) -> Callable[[], Any]:
    """A search with a slip, as htmx sends it while one types."""
    from django.urls import reverse

    url, asked = reverse("planner:library", args=[clinic]), {"q": "kind breth"}
    return lambda: must(browser.get(url, asked, headers={"HX-Request": "true"}), 200)


def handout_of(bench: Any) -> Callable[[], Any]:
    """Printing one handout in a warm child process."""
    from clients.prescription import Prescription
    from planner.documents.given import sheet_pdf
    from planner.sheets import HandoutSheet

    given = Prescription.from_data(bench.assignment.editions.get().prescription_data)
    sheet = HandoutSheet(prescription=given, clinic="Harbour Clinic", for_whom="M-17")
    return lambda: sheet_pdf(sheet)


def must(answer: Any, status: int) -> Any:
    """The answer, or an error when it is not what is measured."""
    if answer.status_code != status:
        raise SystemExit(f"expected {status}, got {answer.status_code}: {answer.content[:200]!r}")
    return answer


def measure(jobs: list[Job], rounds: int) -> None:
    """Two warm-up rounds, then all jobs, each round in another order: what ran just before weighs."""
    from tests.planner.views.counting import real_queries

    order = Random(1)
    for number in range(rounds + 2):
        for job in order.sample(jobs, len(jobs)):
            if number == 1:
                with real_queries() as seen:
                    job.run()
                job.queries = len(seen)
                continue
            start = time.perf_counter()
            job.run()
            if number > 1:
                job.times.append((time.perf_counter() - start) * 1000)


def table(jobs: list[Job], vendor: str, rounds: int) -> str:
    """The table as text."""
    medians = {job.name: statistics.median(job.times) for job in jobs}
    lines = [
        f"{vendor}, Python {platform.python_version()}, {os.cpu_count()} cores, "
        f"median of {rounds} interleaved rounds",
        f"{'job':40}{'ms':>8}{'queries':>9}{'ratio':>8}  goal",
    ]
    for job in jobs:
        median = medians[job.name]
        ratio = f"{median / medians[job.yardstick]:.1f} x" if job.yardstick else ""
        queries = job.queries or ""
        lines.append(f"{job.name:40}{median:8.1f}{queries:>9}{ratio:>8}  {job.goal}")
    return "\n".join(lines)


def main() -> None:
    """Build a test database, measure, print, and take it away."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    django.setup()
    settings.ROOT_URLCONF = "tests.benchmarks.urls"
    settings.LOGGING_CONFIG = None
    # Not `setup_test_environment`: it copies the context of every template that is rendered.
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    from django.db import connection

    from clients.models import Client
    from tests.benchmarks.data import prepare
    from tests.benchmarks.phones import report

    name = connection.creation.create_test_db(verbosity=0, serialize=False)
    try:
        jobs = jobs_of(prepare())
        measure(jobs, rounds)
        print(table(jobs, connection.vendor, rounds))
        print(report(list(Client.objects.filter(code__startswith="C-"))))
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


if __name__ == "__main__":
    main()
