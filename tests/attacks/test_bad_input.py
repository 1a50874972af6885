"""Bad input never breaks anything: every address that takes a form, every field, and raw bodies.

SQLite and PostgreSQL differ in what they take (NUL, long text, large numbers), so this runs on both.
"""

import json
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urljoin

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import transaction
from django.test import Client as HttpClient
from django.test import RequestFactory
from django.urls import reverse
from django.utils.html import escape

from clients.models import Client
from config.wsgi import Handler, Request
from tests.attacks.ground import Asked, browser_for, form_of, place, posting, reading, rows, written
from tests.cast import Cast
from tests.specimens import CODE, specimens

ROOT = Path(__file__).resolve().parent.parent.parent
FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=xx"
DEEP = b'{"a":' * 50_000 + b"1" + b"}" * 50_000
PDF = b"%PDF-1.7 small"
TURNED = "\u202eא\u05b7\u0301e\u0301\u200d😀\ufeff\u2028\x1b\uffff"
DAYS = ("0000-00-00", "9999-12-31", "2026-02-29", "0001-01-01")
CLOCKS = ("24:00", "12:00:61", "NaN")
NUMBERS = ("9" * 30, "9" * 5000, "NaN", "-1")
OTHERS = ("\x00", "9" * 30 + TURNED)


@pytest.fixture(autouse=True)
def _nothing_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paper has its own attacks; here only what reaches it counts."""
    for printed in ("handouts.sheet_pdf", "prints.sheet_pdf", "handouts.session_sheet_pdf"):
        monkeypatch.setattr(f"planner.views.{printed}", lambda sheet, asker: PDF)
    monkeypatch.setattr(
        "planner.views.packets.packet_pdfs", lambda parts, asker: (PDF, [PDF for _ in parts])
    )


def send(browser: HttpClient, url: str, body: bytes | str, kind: str) -> Any:
    """One request by POST; whatever it did is taken back, so that the next one meets the same rows."""
    browser.raise_request_exception = False
    raw = body.encode() if isinstance(body, str) else body
    with transaction.atomic():
        answer = browser.generic("POST", url, raw, content_type=kind)
        transaction.set_rollback(True)
    return answer


def fault(answer: Any) -> str:
    """What went wrong inside, for the report of a failed test."""
    return repr(answer.exc_info[1])[:300] if getattr(answer, "exc_info", None) else ""


def bodies(asked: Asked) -> Iterator[tuple[str, bytes | str, str]]:
    """(what it is, body, content type): bodies that no browser sends for this form."""
    names = list(asked.fields) or ["x"]
    first = names[0]
    part = f'--xx\r\nContent-Disposition: form-data; name="{first}"\r\n\r\n'.encode()
    yield "empty", "", FORM
    yield "nothing but signs", "&&==&%&%zz=%", FORM
    yield "5000 fields", urlencode([(f"f{n}", n) for n in range(5000)]), FORM
    yield "a megabyte in one", urlencode({first: "a" * 1_000_000}), FORM
    yield "far too large", b"a" * 2_200_000, FORM
    yield "no text", "&".join(f"{name}=%FF%FE%80%ED%A0%80" for name in names), FORM
    yield "raw bytes", first.encode() + b"=\xff\xfe\x00\x80", FORM
    yield "NUL in all", urlencode(dict.fromkeys(names, "a\x00b")), FORM
    yield "NUL in names", urlencode({f"{name}\x00": "1" for name in names}), FORM
    yield "each thrice", urlencode([(name, n) for name in names for n in range(3)]), FORM
    yield "another charset", urlencode({first: "a"}), f"{FORM}; charset=utf-16"
    yield "json", json.dumps({**asked.fields, first: float("nan")}), "application/json"
    yield "half a pair in json", f'{{"{first}": "\\ud800"}}', "application/json"
    yield "deep json", DEEP, "application/json"
    yield "odd kind", urlencode(asked.fields), "text/plain; charset=nothing-like-it"
    yield "no boundary", b"--xx", "multipart/form-data"
    yield "broken parts", b"--xx\r\nContent-Disposition: form-data; name", PARTS
    yield "parts with NUL", part + b"a\x00\xff\xed\xa0\x80b\r\n--xx--\r\n", PARTS


def values(asked: Asked, name: str) -> tuple[str, ...]:
    """Values that do not fit the kind of this field."""
    kind, length = asked.kinds.get(name, ""), asked.lengths.get(name, 0)
    if kind == "date" or name in ("day", "ends", "starts"):
        return DAYS
    if kind == "time":
        return CLOCKS
    if kind == "number" or name in ("version", "order_version", "revision", "to"):
        return NUMBERS
    if kind in ("text", "textarea", "email") and length:
        grows = "ß" * (length - 1) + "1"  # twice as long in capitals
        return ("\x00", (TURNED * length)[:length], grows, "a" * (length + 1), "9" * 30)
    return OTHERS


@pytest.mark.parametrize("name", posting())
def test_nothing_that_is_sent_breaks_an_address(cast: Cast, name: str) -> None:
    found = specimens(cast)
    browser = browser_for(name, cast)
    asked = form_of(name, cast, found, browser)
    tries: list[tuple[str, bytes | str, str]] = [*bodies(asked)]
    # Of fields that stand several times on a page, for blocks or channels, one is enough.
    for field in {field.rpartition("-")[2]: field for field in asked.fields}.values():
        for value in values(asked, field):
            sent = urlencode(asked.fields | {field: value})
            tries.append((f"{field}={value[:40]}", sent, FORM))
    broken = []
    for what, body, kind in tries:
        answer = send(browser, asked.action, body, kind)
        if answer.status_code >= 500:
            broken.append((what, fault(answer)))
    assert broken == []


def asked_of_addresses() -> set[str]:
    """Every name that the entrances read from a query string."""
    rooms = [path for app in ("clients", "planner") for path in (ROOT / app).rglob("*.py")]
    text = "\n".join(path.read_text() for path in rooms)
    return set(re.findall(r'request\.GET(?:\.get\(|\[)"(\w+)"', text)) | {
        *("q", "ended", "phase", "page", "practice", "assignment", "day", "time"),  # read by forms
        *("form", "paper", "discreet", "large", "did", "status", "ends"),
    }


@pytest.mark.parametrize("name", reading())
def test_nothing_in_a_query_string_breaks_an_address(cast: Cast, name: str) -> None:
    found = specimens(cast)
    browser = browser_for(name, cast)
    browser.raise_request_exception = False
    url = place(name, cast, found).split("?")[0]
    known = sorted(asked_of_addresses() - {"practice", "assignment"})
    asked = [
        "&".join(f"{one}={value}" for one in known)
        for value in ("%00", "9" * 5000, "9999-12-31", "0000-00-00", "%FF%ED%A0%80")
    ]
    asked += [f"q={'a' * 100_000}", "&".join(f"f{n}=1" for n in range(5000)), "&&=&%&%00=%00"]
    asked += ["assignment=%00", "practice=%00", f"practice={CODE}&variant=%00&form=x"]
    broken = []
    for query in asked:
        answer = browser.get(f"{url}?{query}")
        if answer.status_code >= 500:
            broken.append((query[:60], fault(answer)))
    assert broken == []


@pytest.mark.parametrize("charset", ["rot13", "hex", "unicode_escape", "utf-7", "utf-16", "idna"])
def test_a_charset_of_the_senders_choice_is_passed_over(charset: str) -> None:
    body = b'--xx\r\nContent-Disposition: form-data; name="a"\r\n\r\n\\ud800+2AA-\r\n--xx--\r\n'
    environ = RequestFactory().post("/accounts/login/?q=\\ud800").environ | {
        "CONTENT_TYPE": f"{PARTS}; charset={charset}",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
    }
    request = Request(environ)
    assert (request.GET["q"], request.POST["a"]) == ("\\ud800", "\\ud800+2AA-")
    assert Handler.request_class is Request


ACCOUNT = {
    "account_login": ("login", "password", "next"),
    "account_reset_password": ("email",),
    "account_change_password": ("oldpassword", "password1", "password2"),
    "account_reauthenticate": ("password", "next"),
    "account_signup": ("email", "password1"),
    "account_set_password": ("password1", "password2"),
    "account_logout": ("next",),
}
LONG_LABEL = "a@" + "я" * 60 + ".example"


@pytest.mark.parametrize("name", sorted(ACCOUNT))
def test_nothing_breaks_the_pages_of_sign_in(cast: Cast, http: HttpClient, name: str) -> None:
    url, broken = reverse(name), []
    asked = Asked(url, dict.fromkeys(ACCOUNT[name], "amara@example.org"))
    tries: list[tuple[str, bytes | str, str]] = [*bodies(asked)]
    for field in asked.fields:
        for value in (*OTHERS, "a" * 5000, LONG_LABEL, "a@b\r\nBcc: c@d", "@", "//evil.example"):
            tries.append((f"{field}={value[:40]}", urlencode(asked.fields | {field: value}), FORM))
    for what, body, kind in tries:
        for browser in (http, cast.staff("amara")):
            answer = send(browser, f"{url}?next=%00//evil.example", body, kind)
            cache.clear()  # the limits of sign-in have tests of their own
            if answer.status_code >= 500:
                broken.append((what, fault(answer)))
            where = urljoin("http://testserver/", answer.headers.get("Location", "/"))
            assert where.startswith("http://testserver/"), (what, where)
    assert broken == []


@pytest.mark.parametrize("code", ["ß" * 19 + "1", "ŉ" * 19 + "1", "ﬃ" * 19 + "1", "1" * 20])
def test_a_code_that_grows_in_capitals_is_a_name(cast: Cast, code: str) -> None:
    url = reverse("clients:client_add", args=[cast.harbour.uid])
    assert cast.staff("amara").post(url, {"who": code}).status_code == 303
    added = Client.objects.exclude(pk__in=[cast.m17.pk, cast.m18.pk, cast.m19.pk]).get()
    assert len(added.code) <= 20
    assert (added.name or added.code) == code


@pytest.mark.parametrize(
    ("email", "status"),
    [(LONG_LABEL, 422), ("a@пример.example", 303), ("a@" + "b" * 64 + ".example", 422)],
    ids=["long", "cyrillic", "too long"],
)
def test_an_odd_address_is_invited_or_refused(cast: Cast, email: str, status: int) -> None:
    url = reverse("clients:member_invite", args=[cast.harbour.uid])
    sent = {"email": email, "name": "Odd", "is_clinician": "on"}
    assert cast.staff("olga").post(url, sent).status_code == status
    assert len(mail.outbox) == (status == 303)


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("clients:client_add", {"who": "Ana\x00 Lang"}),
        (
            "clients:client_record",
            {"code": "", "goals": "walk <b>far</b>", "timezone": "Nowhere/X"},
        ),
        ("clients:risk_ask", {"outcome": "plan", "action": "", "safety_plan_on": "0000-00-00"}),
        ("clients:member_invite", {"email": "no address", "name": "Ana Lang"}),
        ("planner:block_add", {"title": "My own title", "minutes": "9" * 30, "phase": "x"}),
        ("portal:log_more", {"note": "my own words", "minutes": "NaN", "readers": "me"}),
    ],
)
def test_what_was_typed_stays(cast: Cast, name: str, sent: dict[str, str]) -> None:
    found = specimens(cast)
    before = rows()
    answer = browser_for(name, cast).post(place(name, cast, found), sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    for value in sent.values():
        assert escape(value) in page
    assert written(before, rows()) == {}
