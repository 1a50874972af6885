"""Every page and every answer: nothing stored, nothing run, nobody named where others look."""

import logging
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote, urljoin

import pytest
from django.test import Client as HttpClient
from django.urls import reverse

from clients.models import Clinic, Group, Member, owned_models
from config.logs import Formatter
from tests import factories as make
from tests.attacks.ground import (
    browser_for,
    form_of,
    place,
    posting,
    reading,
    rows,
    who_may,
    written,
)
from tests.attacks.marks import private_life, rewrite, text_of
from tests.cast import PIN, Cast
from tests.specimens import ADDRESSES, CODE, PORTAL, specimens

PDF = b"%PDF-1.7 small"
METHODS = ("get", "post", "put", "patch", "delete", "head")
NAMES = ("Leila", "Haddad", "Jonas", "Weber", "Ines", "Prado")
WITH_NAMES = ("clients:client_record",)
"""Where a name is shown on purpose also to those who hide names: in the field that changes it."""


@pytest.fixture(autouse=True)
def _nothing_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    for printed in ("handouts.sheet_pdf", "prints.sheet_pdf", "handouts.session_sheet_pdf"):
        monkeypatch.setattr(f"planner.views.{printed}", lambda sheet, asker: PDF)
    monkeypatch.setattr(
        "planner.views.packets.packet_pdfs", lambda parts, asker: (PDF, [PDF for _ in parts])
    )


class _Tags(HTMLParser):
    """Collects the tags of a page, and where its links and forms lead."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.targets: list[str] = []
        self.title, self._in_title = "", False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag, its attributes and its targets."""
        self.tags.add(tag)
        self._in_title = tag == "title"
        for name, value in attrs:
            self.attributes.add(name)
            if name in ("href", "src", "action", "formaction") or name in (
                *("hx-get", "hx-post", "hx-push-url"),
            ):
                self.targets.append(value or "")

    def handle_data(self, data: str) -> None:
        """Note the title."""
        if self._in_title:
            self.title += data

    def handle_endtag(self, tag: str) -> None:
        """The title ends."""
        self._in_title = False


def parsed(answer: Any) -> _Tags:
    """The tags, targets and title of a page."""
    found = _Tags()
    found.feed(text_of(answer))
    return found


def all_pages(cast: Cast, found: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Every page, opened by somebody who may."""
    browsers: dict[str, HttpClient] = {}
    for name in reading():
        if PORTAL.get(name, ("", (), ""))[2] == "open":
            continue
        who = who_may(name) if name in ADDRESSES else "phone"
        if who not in browsers:
            browsers[who] = browser_for(name, cast)
        answer = browsers[who].get(place(name, cast, found))
        assert answer.status_code in (200, 303), (name, answer.status_code)
        yield name, answer


def test_markup_is_shown_as_text(cast: Cast) -> None:
    """Markup in every text of every row reaches no page as markup."""
    found = specimens(cast)
    private_life(cast.m17, cast)
    given = found["assignment"].editions.get()
    bad = '"><x-a>{{7*7}}'
    given.prescription_data |= {
        name: bad
        for name in ("title", "plain_title", "purpose", "may_happen", "where", "script")
        if name in given.prescription_data or name == "script"
    }
    given.prescription_data |= {"stop_and_steady": bad, "real_danger_line": bad, "phrases": [bad]}
    given.prescription_data["phrases_allowed"] = [1, 5]
    given.prescription_data["steps"] = [
        {"label": bad, "text": bad, "seconds": 30, "own_words": True, "words": bad}
    ]
    given.schedule_data |= {"when": bad, "where": bad}
    given.save()
    changed = 0
    models: tuple[Any, ...] = (*owned_models(), Clinic)
    for model in models:
        unique = ("code",) if model._meta.label == "clients.Client" else ()
        changed += rewrite(model._default_manager.all(), bad, but=unique)
    assert changed > 80
    cast.m17.code = bad
    cast.m17.save(update_fields=["code"])
    for name, answer in all_pages(cast, found):
        page = parsed(answer)
        assert "x-a" not in page.tags, name
        assert not {one for one in page.attributes if one.startswith("on") or one == "style"}, name
        assert "49" not in page.title, name
        for target in page.targets:
            assert not re.match(r"\s*(javascript|data|vbscript|file):", target, re.I), (
                name,
                target,
            )


def test_markup_that_is_sent_comes_back_as_text(cast: Cast) -> None:
    found = specimens(cast)
    bad = '"><x-a onload=alert(1)>'
    for name in posting():
        browser = browser_for(name, cast)
        if name in ("portal:forget", "portal:withdraw", "portal:leave", "clients:member_remove"):
            continue
        asked = form_of(name, cast, found, browser)
        for sent in (dict.fromkeys(asked.fields, bad), asked.fields | {"note": bad, "q": bad}):
            answer = browser.post(asked.action, sent)
            assert "x-a" not in parsed(answer).tags, name
    for name in ("clients:client_list", "planner:library", "portal:unlock", "planner:session_new"):
        browser = browser_for(name, cast)
        query = "&".join(f"{one}={bad}" for one in ("q", "next", "day", "time", "phase", "after"))
        assert "x-a" not in parsed(browser.get(f"{place(name, cast, found)}?{query}")).tags


def test_titles_and_addresses_name_nobody(cast: Cast) -> None:
    found = specimens(cast)
    private_life(cast.m17, cast)
    for name, answer in all_pages(cast, found):
        page = parsed(answer)
        for word in NAMES:
            assert word not in page.title, name
            for target in page.targets:
                assert word not in target, (name, target)
        if name in PORTAL:
            assert not re.search(r"M-17|Harbour|Osei|clinic|therap", page.title + str(page.targets))


def test_addresses_hold_no_primary_keys(cast: Cast) -> None:
    found = specimens(cast)
    for name, answer in all_pages(cast, found):
        for target in parsed(answer).targets:
            path = target.split("?")[0].split("#")[0]
            if path.startswith("/") and not path.startswith("/static/"):
                assert [part for part in path.split("/") if part.isdigit()] == [], (name, target)


def test_file_names_say_nothing(cast: Cast) -> None:
    found = specimens(cast)
    said = []
    for _name, answer in all_pages(cast, found):
        if "Content-Disposition" in answer.headers:
            said.append(answer.headers["Content-Disposition"])
    day = cast.harbour.today().isoformat()
    assert sorted(said) == [
        'attachment; filename="appointment.ics"',
        'attachment; filename="own-library.zip"',
        'attachment; filename="pause-at-the-door.md"',
        f'attachment; filename="sheet-{day}.pdf"',
        'inline; filename="sheet.pdf"',
    ]


def test_whoever_hides_names_sees_none(cast: Cast) -> None:
    found = specimens(cast)
    private_life(cast.m17, cast)
    Member.objects.update(hide_names=True)
    for name, answer in all_pages(cast, found):
        if name not in WITH_NAMES:
            text = text_of(answer)
            assert [word for word in NAMES if word in text] == [], name


def test_nothing_that_is_answered_is_stored(cast: Cast) -> None:
    """Every address by every method, allowed or not, found or not, as a page or a part of one."""
    found = specimens(cast)
    missing = {name: make.handout(cast.m18) for name in found}
    part = {"HX-Request": "true"}
    for name in sorted({*ADDRESSES, *PORTAL}):
        browser = browser_for(name, cast)
        browser.raise_request_exception = False
        tries: list[tuple[str, dict[str, Any], dict[str, str]]]
        tries = [(method, found, {}) for method in METHODS]
        tries += [("get", missing, {}), ("get", found, part), ("post", missing, part)]
        for method, which, headers in tries:
            answer = getattr(browser, method)(place(name, cast, which), headers=headers)
            assert answer.headers["Cache-Control"] == "no-store", (name, method)
            assert answer.headers["Referrer-Policy"] == "same-origin"
            assert "'none'" in answer.headers["Content-Security-Policy"]
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            if name == "portal:leave":
                browser.post("/p/unlock/", {"pin": PIN})


def test_signing_out_and_leaving_clear_what_was_kept(cast: Cast) -> None:
    staff = cast.staff("amara")
    page = reverse("clients:client_page", args=[cast.harbour.uid, cast.m17.uid])
    copy = HttpClient()
    copy.cookies.update(staff.cookies)
    assert copy.get(page).status_code == 200
    answer = staff.post(reverse("account_logout"))
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert copy.get(page).status_code == 302
    left = cast.phone("M-17").post(reverse("portal:leave"))
    assert left.headers["Clear-Site-Data"] == '"cache"'
    forgotten = cast.phone("M-17").post(reverse("portal:forget"), {"sure": "yes"})
    assert forgotten.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_a_form_from_elsewhere_is_refused(cast: Cast) -> None:
    """No address takes a form without this site's own token, whoever is signed in."""
    found = specimens(cast)
    asked = {name: form_of(name, cast, found, browser_for(name, cast)) for name in posting()}
    before = rows()
    for name, form in asked.items():
        strict = HttpClient(enforce_csrf_checks=True)
        strict.cookies.update(browser_for(name, cast).cookies)
        for headers in (
            {},
            {"Origin": "https://evil.example"},
            {"X-CSRFToken": "a" * 64},
            {"HX-Request": "true", "Content-Type": "text/plain"},
        ):
            answer = strict.post(form.action, form.fields, headers=headers)
            assert answer.status_code == 403, (name, answer.status_code)
    for name in ("account_login", "account_logout", "account_change_password"):
        strict = HttpClient(enforce_csrf_checks=True)
        strict.cookies.update(cast.staff("amara").cookies)
        assert strict.post(reverse(name)).status_code == 403
    assert written(before, rows()) == {}


@pytest.mark.parametrize(
    "back",
    [
        *("https://evil.example/", "//evil.example", "///evil.example", "/\\evil.example"),
        *("\\\\evil.example", "javascript:alert(1)", "http:evil.example", "/%09/evil.example"),
        *("/\t/evil.example", "\x08//evil.example", "https:evil.example", "/\n/evil.example"),
        *("//evil.example@testserver/", "http://[::1", "data:text/html,x", "/\r\nX-Bad: 1"),
    ],
)
def test_nobody_is_sent_elsewhere(cast: Cast, back: str) -> None:
    staff, phone = cast.staff("amara"), cast.phone("M-17")
    hide = reverse("clients:hide_names", args=[cast.harbour.uid])
    cast.amara.user.set_password("a long enough one 17")
    cast.amara.user.save()
    sign_in = {"login": cast.amara.user.email, "password": "a long enough one 17", "next": back}
    answers = [
        staff.post(hide, {"back": back, "hidden": "on"}) if "\n" not in back else None,
        phone.post("/p/unlock/", {"pin": PIN, "next": back}),
        phone.post("/p/unlock/", {"pin": PIN, "next": f"/p/{back}"}),
        HttpClient().post(reverse("account_login"), sign_in),
        cast.staff("ben").post(reverse("account_logout"), {"next": back}),
    ]
    for answer in filter(None, answers):
        assert answer.status_code in (302, 303), answer.status_code
        # As a browser reads it: tabs and line ends vanish, a backslash is a slash.
        location = re.sub(r"[\t\r\n]", "", answer.headers["Location"]).replace("\\", "/")
        where = urljoin("http://testserver/x/", location.lstrip("\x00 "))
        assert where.startswith("http://testserver/"), (back, where)
        assert "X-Bad" not in answer.headers


def test_the_logs_name_nobody(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    found = specimens(cast)
    private_life(cast.m17, cast)
    for _name, _answer in all_pages(cast, found):
        pass
    staff = cast.staff("amara")
    staff.get(reverse("clients:client_list", args=[cast.harbour.uid]) + "?q=Haddad")
    staff.post(reverse("clients:client_add", args=[cast.harbour.uid]), {"who": "Leila Prado"})
    http = HttpClient()
    for login in (cast.amara.user.email, "nobody@example.org"):
        http.post(reverse("account_login"), {"login": login, "password": "Haddad Haddad 123"})
    lines = [
        Formatter("{levelname} {name} {message}", style="{").format(one) for one in caplog.records
    ]
    ours = [
        line for line, one in zip(lines, caplog.records, strict=True) if "sql" not in one.__dict__
    ]
    assert len(ours) > 60
    text = "\n".join(ours)
    words = (*NAMES, cast.amara.user.email, "nobody@", str(cast.m17.uid), str(cast.harbour.uid))
    assert [word for word in words if word in text] == []


def test_what_is_shared_by_all_tells_of_nobody(cast: Cast) -> None:
    """A page for nobody in particular is the same for two clinics' clinicians."""
    specimens(cast)
    pages = []
    for who, clinic in (("amara", cast.harbour), ("nils", cast.lakeside)):
        url = reverse("planner:item_page", args=[clinic.uid, CODE])
        text = unquote(text_of(cast.staff(who).get(url)))
        pages.append("".join(re.findall(r"<h1.*?</h1>|<ol.*?</ol>", text, re.S)))
    assert pages[0] == pages[1]
    assert Group.objects.filter(clinic=cast.lakeside).count() == 0
