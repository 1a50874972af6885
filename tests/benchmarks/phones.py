"""Two hundred phones at once against a real server: nothing lost, and how long one waits."""

import json
import os
import statistics
import tempfile
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.db import connection
from django.http import HttpResponse
from django.utils.timezone import now

from clients.access import begin_sitting, hashed, remember_device
from clients.models import Assignment, Client, Log, PortalDevice, Received
from tests import factories as make
from tests.phones import seal
from tests.server import running

PHONES = 200
WORKERS = 2
TRIES = 5
TOKEN = "c" * 32
"""Cookie and field of the same value: what a page of the site would have brought along."""
CHANGES = 2
"""How many changes of one entry a phone seals here."""
BARE, PAGE = "one bare INSERT", "an entry by its page"
SEALED = "a sealed entry, two changes"
GOALS = {PAGE: "2.0 x"}
JSON, FORM = "application/json", "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Phone:
    """One client's phone in an open sitting, and the homework that it writes about."""

    cookies: str
    device: uuid.UUID
    given: Assignment


@dataclass(frozen=True)
class Wave:
    """All phones at once: how long each waited in ms, how long all took in s, the last statuses, and
    how often a phone was told to come again."""

    waits: list[float]
    whole: float
    statuses: set[int]
    again: int


def phones_of(people: list[Client]) -> list[Phone]:
    """A phone for each of these clients."""
    return [_phone(person) for person in people]


def _phone(person: Client) -> Phone:
    make.consent(person)
    secret, nonce = f"secret of {person.code}", f"nonce of {person.code}"
    kept = {"secret_hash": hashed(secret), "session_hash": hashed(nonce), "consented_at": now()}
    device: PortalDevice = make.device(person, **kept)
    answer = HttpResponse()
    remember_device(answer, secret)
    begin_sitting(answer, device, nonce)
    jar = [
        f"{name}={cookie.coded_value}" for name, cookie in answer.cookies.items() if cookie.value
    ]
    return Phone("; ".join([*jar, f"csrf={TOKEN}"]), device.uid, make.assignment(person))


def sealed(phone: Phone, entry: uuid.UUID) -> bytes:
    """Two changes of one entry, in envelopes."""
    content = {
        "entry": str(entry),
        "homework": str(phone.given.uid),
        "at": now().isoformat(),
    }
    first = content | {"act": "create", "number": 1, "form": {"state": "done", "before": "6"}}
    then = content | {"act": "edit", "number": 2, "form": {"note": "words", "minutes": "4"}}
    return json.dumps({"entries": [seal(one, phone.device) for one in (first, then)]}).encode()


def written(_phone: Phone, entry: uuid.UUID) -> bytes:
    """One entry as the page sends it."""
    return urlencode({"entry": entry, "state": "done"}).encode()


def wave(
    url: str, phones: list[Phone], asked: Callable[[Phone], tuple[str, str, bytes, str]]
) -> Wave:
    """Each phone asks, all at the same instant, and again after 503, as phones do.

    `asked` gives method, path, body and kind.
    """
    host = urlsplit(url).netloc
    requests = [(phone, *asked(phone)) for phone in phones]
    barrier = threading.Barrier(len(phones))

    def ask(one: tuple[Phone, str, str, bytes, str]) -> tuple[float, int, int]:
        phone, method, path, body, kind = one
        headers = {"Cookie": phone.cookies, "Content-Type": kind, "X-CSRFToken": TOKEN}
        barrier.wait()
        start, status, tries = time.perf_counter(), 503, 0
        while status == 503 and tries < TRIES:
            status, tries = status_of(host, method, path, body, headers), tries + 1
        return (time.perf_counter() - start) * 1000, status, tries - 1

    start = time.perf_counter()
    with ThreadPoolExecutor(len(phones)) as pool:
        done = list(pool.map(ask, requests))
    whole = time.perf_counter() - start
    waits, statuses, again = zip(*done, strict=True)
    return Wave([*waits], whole, {*statuses}, sum(again))


def status_of(host: str, method: str, path: str, body: bytes, headers: dict[str, str]) -> int:
    """The status of one request on a connection of its own."""
    http = HTTPConnection(host, timeout=120)
    http.request(method, path, body or None, headers)
    answer = http.getresponse()
    answer.read()
    http.close()
    return answer.status


def database_url() -> str:
    """The address of the database that this process uses."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{Path(name).absolute()}"
    head, _, query = os.environ["DATABASE_URL"].partition("?")
    return f"{head.rsplit('/', 1)[0]}/{name}?{query}"


def report(people: list[Client]) -> str:
    """Three waves and what they came to; ends with an error when anything was lost or came twice."""
    phones = phones_of(people[:PHONES])
    sent: dict[uuid.UUID, int] = {}
    pages, batches = _made(phones, sent, written), _made(phones, sent, sealed)
    warm_pages, warm_batches = _made(phones, sent, written), _made(phones, sent, sealed)
    before = set(Log.objects.values_list("pk", flat=True))
    waves: dict[str, Wave] = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        running(
            Path(folder),
            database_url(),
            app="tests.benchmarks.wsgi:application",
            workers=WORKERS,
        ) as site,
    ):

        def go(name: str, *asked: Any) -> None:
            waves[name] = wave(site.url, phones, lambda phone: _request(phone, *asked))
            if max(waves[name].statuses) >= 500:
                raise SystemExit((site.folder / "server.log").read_text()[-4000:])

        go(f"(warm-up) {BARE}")
        go(f"(warm-up) {PAGE}", "entry", warm_pages)
        go(f"(warm-up) {SEALED}", "sync", warm_batches)
        go(BARE)
        go(PAGE, "entry", pages)
        go(SEALED, "sync", batches)
        go("the same, sent again", "sync", batches)
    rows = Log.objects.exclude(pk__in=before).values_list("entry_uid", flat=True)
    came = Received.objects.filter(device__uid__in=list(batches)).values_list(
        "entry_uid", flat=True
    )
    wrong = strays(sent, rows, came)
    text = table(waves, len(phones), wrong)
    if wrong:
        raise SystemExit(f"{text}\nentries were lost or came twice")
    return text


def _made(
    phones: list[Phone],
    sent: dict[uuid.UUID, int],
    make_one: Callable[[Phone, uuid.UUID], bytes],
) -> dict[uuid.UUID, bytes]:
    """What each phone sends, of an entry of its own; `sent` counts the changes of each entry."""
    found = {}
    for phone in phones:
        entry = uuid.uuid4()
        found[phone.device] = make_one(phone, entry)
        sent[entry] = CHANGES if make_one is sealed else 0
    return found


def _request(
    phone: Phone, kind: str = "", bodies: dict[uuid.UUID, bytes] | None = None
) -> tuple[str, str, bytes, str]:
    """Method, path, body and kind; without a kind the bare INSERT."""
    if kind == "entry":
        return "POST", f"/p/entry/{phone.given.uid}/", (bodies or {})[phone.device], FORM
    if kind == "sync":
        return "POST", "/p/sync/", (bodies or {})[phone.device], JSON
    return "GET", "/bench/insert/", b"", FORM


def strays(
    sent: Mapping[uuid.UUID, int], rows: Iterable[uuid.UUID], came: Iterable[uuid.UUID]
) -> dict[str, int]:
    """How many entries, and changes of them, are missing, twice, or of nobody; {} when all is well.

    `sent` has for each entry how many sealed changes of it there are, `rows` the entries that were
    kept, `came` for each change that was kept its entry.
    """
    kept, changes = Counter(rows), Counter(came)
    wanted = Counter({entry: count for entry, count in sent.items() if count})
    found = {
        "entries lost": len(sent.keys() - kept.keys()),
        "entries twice": (kept - Counter(set(kept))).total(),
        "entries of nobody": len(kept.keys() - sent.keys()),
        "changes lost": (wanted - changes).total(),
        "changes twice": (changes - wanted).total(),
    }
    return {name: count for name, count in found.items() if count}


def table(waves: dict[str, Wave], count: int, wrong: dict[str, int]) -> str:
    """The waves as text, each held against the bare INSERT of the same run.

    The goal is for one entry, as a page sends it; a sealed one is two changes with their keys, and
    stands beside it without a goal of its own.
    """
    yardstick = waves[BARE].whole
    said = ", ".join(f"{name}: {many}" for name, many in wrong.items())
    lines = [
        f"{count} phones at once, gunicorn with {WORKERS} processes; lost or twice: {said or 'none'}",
        f"{'wave':40}{'per s':>8}{'median':>9}{'95 %':>8}{'ratio':>8}  goal, statuses, sent again",
    ]
    for name, one in waves.items():
        waits = statistics.quantiles(one.waits, n=20)
        lines.append(
            f"{name:40}{count / one.whole:8.0f}{waits[9]:9.0f}{waits[18]:8.0f}"
            f"{one.whole / yardstick:6.1f} x  {GOALS.get(name, '-')}, {sorted(one.statuses)}, {one.again}"
        )
    return "\n".join(lines)
