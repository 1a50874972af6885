"""Bad input never breaks anything: every address that takes a form, every field, and raw bodies.

SQLite and PostgreSQL differ in what they take (NUL, long text, large numbers), so this runs on both.
"""

import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client as HttpClient
from django.test import RequestFactory

from config.wsgi import Handler, Request
from tests.attacks.ground import Asked, browser_for, form_of, posting
from tests.cast import Cast
from tests.specimens import specimens

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=xx"
DEEP = b'{"a":' * 50_000 + b"1" + b"}" * 50_000
PDF = b"%PDF-1.7 small"
TURNED = "\u202eא\u05b7\u0301e\u0301\u200d😀\ufeff\u2028\x1b\uffff"
DAYS = ("0000-00-00", "9999-12-31", "2026-02-29", "0001-01-01", "-1")
CLOCKS = ("24:00", "99:99", "12:00:61", "NaN")
NUMBERS = ("9" * 30, "9" * 5000, "NaN", "-1", "32768")
OTHERS = ("\x00", "9" * 30 + TURNED)


@pytest.fixture(autouse=True)
def _nothing_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paper has its own attacks; here only what reaches it counts."""
    for room in ("handouts", "library"):
        monkeypatch.setattr(f"planner.views.{room}.handout_pdf", lambda sheet, asker: PDF)


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
    yield "too large", urlencode({first: "a" * 1_100_000}), FORM
    yield "far too large", b"a" * 2_200_000, FORM
    yield "bytes that are no text", "&".join(f"{name}=%FF%FE%80" for name in names), FORM
    yield "raw bytes", first.encode() + b"=\xff\xfe\x00\x80", FORM
    yield "half of a pair", "&".join(f"{name}=%ED%A0%80" for name in names), FORM
    yield "NUL in all", urlencode(dict.fromkeys(names, "a\x00b")), FORM
    yield "NUL in names", urlencode({f"{name}\x00": "1" for name in names}), FORM
    yield "each thrice", urlencode([(name, n) for name in names for n in range(3)]), FORM
    yield "another charset", urlencode({first: "a"}), f"{FORM}; charset=utf-16"
    yield "json", json.dumps({**asked.fields, first: float("nan")}), "application/json"
    yield "half a pair in json", f'{{"{first}": "\\ud800"}}', "application/json"
    yield "deep json", DEEP, "application/json"
    yield "no kind", urlencode(asked.fields), ""
    yield "odd kind", urlencode(asked.fields), "text/plain; charset=nothing-like-it"
    yield "no boundary", b"--xx", "multipart/form-data"
    yield "broken parts", b"--xx\r\nContent-Disposition: form-data; name", PARTS
    yield "parts with NUL", part + b"a\x00\xff\xed\xa0\x80b\r\n--xx--\r\n", PARTS


def values(asked: Asked, name: str) -> tuple[str, ...]:
    """Values that do not fit the kind of this field."""
    kind, length = asked.kinds.get(name, ""), asked.lengths.get(name, 0)
    if kind == "date" or name in ("day", "ends", "starts"):
        return (*DAYS, "\x00")
    if kind == "time":
        return (*CLOCKS, "\x00")
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
    tries = [*bodies(asked)]
    # Of fields that stand several times on a page, for blocks or channels, one is enough.
    for field in {field.rpartition("-")[2]: field for field in asked.fields}.values():
        for value in values(asked, field):
            body = urlencode(asked.fields | {field: value})
            tries.append((f"{field}={value[:40]}", body, FORM))
    broken = []
    for what, body, kind in tries:
        answer = send(browser, asked.action, body, kind)
        if answer.status_code >= 500:
            broken.append((what, fault(answer)))
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
