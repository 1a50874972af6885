"""What attacks share: where a form stands and what it asks, who may send it, and what was saved."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.test import Client as HttpClient
from django.urls import reverse

from tests.cast import Cast
from tests.specimens import ADDRESSES, AUDIENCES, CODE, PORTAL
from tests.test_matrix import kwargs_of

STANDS_ON = {
    "clients:hide_names": "clients:client_list",
    "clients:client_add": "clients:client_list",
    "clients:group_add": "clients:group_list",
    "clients:crisis_contact_remove": "clients:crisis_contacts",
    "clients:device_invite": "clients:devices",
    "clients:consent": "clients:devices",
    "planner:invitation_print": "clients:devices",
    "clients:device_end": "clients:devices",
    "clients:homework_course": "clients:homework_page",
    "clients:calendar_feed": "clients:calendar_settings",
    "clients:apart_lift": "clients:kept_apart",
    "planner:course_back": "planner:course_run",
    "planner:course_end": "planner:course_run",
    "planner:session_ready": "planner:session_page",
    "planner:session_undo": "planner:session_page",
    "planner:session_back": "planner:session_history",
    "planner:finding_settle": "planner:session_page",
    "planner:task_add": "planner:session_page",
    "planner:task_change": "planner:session_page",
    "planner:block_move": "planner:session_page",
    "planner:block_remove": "planner:session_page",
    "planner:homework_preview": "planner:homework_give",
    "planner:homework_paper": "planner:homework_give",
    "planner:homework_change_paper": "planner:homework_change",
    "planner:group_homework_paper": "planner:group_homework_give",
    "planner:client_homework_again": "clients:client_page",
    "planner:homework_again": "clients:homework_page",
    "planner:homework_undo": "clients:homework_page",
    "planner:group_homework_again": "clients:group_page",
    "planner:favourite": "planner:library",
    "portal:agree": "portal:today",
    "portal:leave": "portal:today",
    "portal:forget": "portal:settings",
    "portal:quiet": "portal:settings",
    "portal:end_phone": "portal:settings",
    "portal:withdraw": "portal:settings",
    "portal:take_back": "portal:log_more",
    "portal:sheet_back": "portal:sheet_change",
}
"""Addresses that only take a form -> the page that the form stands on."""

OF_A_PRACTICE = (
    "planner:handout_give",
    "planner:homework_give",
    "planner:homework_preview",
    "planner:homework_paper",
    "planner:group_homework_give",
    "planner:group_homework_paper",
)
"""Addresses that show their form once a practice is named."""

UNSEEN = {
    "clients:homework_course": {"act": "pause"},
    "planner:homework_again": {"again": "1"},
    "planner:homework_undo": {"status": "active", "ends": ""},
    "clients:consent": {"agreed": "yes"},
    "planner:course_back": {"changes": "0"},
    "planner:finding_settle": {"code": "R1", "facts_hash": "x", "preset": "", "reason": "y"},
    "planner:session_undo": {"revision": "0"},
    "planner:session_back": {"revision": "0", "to": "1"},
    "planner:block_copy_to": {"session": "x", "title": "Anchor", "notes": "on"},
    "planner:block_move": {"to": "1", "order_version": "1"},
    "portal:agree": {"answer": "yes"},
}
"""Fields that stand on a page only in some states of it."""

ONLY_LOOKS = ("find",)
"""Buttons that look something up; a form that is to be sent goes without them."""

TOKEN = re.compile(
    r'csrfmiddlewaretoken" value="\w+"|X-CSRFToken": "\w+"|name="uid" value="[\w-]+"|DTSTAMP:\w+'
)


@dataclass
class Asked:
    """One form of a page: where it goes, and its fields with what a browser would send."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    lengths: dict[str, int] = field(default_factory=dict)


class _Forms(HTMLParser):
    """Reads the forms of a page that are sent by POST."""

    def __init__(self, here: str) -> None:
        super().__init__()
        self.here, self._choice = here, ""
        self.forms: list[Asked] = []
        self._open: Asked | None = None
        self.by_id: dict[str, Asked] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form, or a field of the open one."""
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = Asked(found.get("action") or self.here)
            self.by_id[found.get("id", "")] = self._open
            if found.get("method") == "post":
                self.forms.append(self._open)
        elif tag in ("input", "textarea", "select", "button"):
            self._note(tag, found)
        elif tag == "option" and self._choice and self._open:
            value = found.get("value", "")
            self._open.fields.setdefault(self._choice, value)
            if "selected" in found:
                self._open.fields[self._choice] = value

    def handle_endtag(self, tag: str) -> None:
        """Close a form."""
        if tag == "form":
            self._open = None

    def _note(self, tag: str, found: dict[str, str]) -> None:
        name = found.get("name", "")
        form = self.by_id.get(found["form"]) if found.get("form") else self._open
        self._choice = name if tag == "select" else ""
        if form is None or not name or name in ("csrfmiddlewaretoken", *ONLY_LOOKS):
            return
        kind = found.get("type", tag)
        form.kinds[name] = kind
        most = found.get("maxlength") or found.get("data-most")
        if most:
            form.lengths[name] = int(most)
        if kind in ("radio", "checkbox"):
            if "checked" in found or name not in form.fields:
                form.fields[name] = found.get("value", "on") if "checked" in found else ""
        elif kind != "select":
            form.fields.setdefault(name, found.get("value", ""))


def forms_on(answer: Any, here: str) -> list[Asked]:
    """The forms of a page that are sent by POST."""
    reader = _Forms(here)
    reader.feed(answer.content.decode())
    return reader.forms


def who_may(name: str) -> str:
    """Somebody who may use this address, by short name."""
    audience = AUDIENCES[ADDRESSES[name][1]]
    return next(who for who, status in audience.items() if status == 200)


def posting() -> list[str]:
    """Every address of ours that takes a form."""
    staff = [name for name, row in ADDRESSES.items() if "POST" in row[2]]
    return sorted([*staff, *(name for name, row in PORTAL.items() if "POST" in row[1])])


def reading() -> list[str]:
    """Every address of ours that can be opened."""
    staff = [name for name, row in ADDRESSES.items() if "GET" in row[2]]
    return sorted([*staff, *(name for name, row in PORTAL.items() if "GET" in row[1])])


def place(name: str, cast: Cast, found: dict[str, Any]) -> str:
    """The address of this name for its specimen, with a practice where one is needed."""
    kind = (ADDRESSES.get(name) or PORTAL[name])[0]
    uid = found[kind].uid if kind else uuid4()
    url = reverse(name, kwargs=kwargs_of(name, found, cast.harbour.uid, uid))
    return f"{url}?practice={CODE}" if name in OF_A_PRACTICE else url


def browser_for(name: str, cast: Cast) -> HttpClient:
    """A browser of somebody who may use this address."""
    return cast.phone("M-17") if name in PORTAL else cast.staff(who_may(name))


def form_of(name: str, cast: Cast, found: dict[str, Any], browser: HttpClient) -> Asked:
    """What this address asks for, as it stands on its page; several forms of a page as one."""
    url = place(name, cast, found)
    page = place(STANDS_ON.get(name, name), cast, found)
    asked = Asked(url)
    for one in forms_on(browser.get(page), page):
        if one.action.split("?")[0] == url.split("?")[0]:
            asked.fields |= one.fields
            asked.kinds |= one.kinds
            asked.lengths |= one.lengths
    for extra, value in UNSEEN.get(name, {}).items():
        asked.fields.setdefault(extra, value)
    return asked


def rows() -> dict[str, int]:
    """How many rows every table holds, but for sign-ins."""
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.label != "sessions.Session"
    }


def written(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    """What became more or less."""
    return {name: after[name] - before[name] for name in before if after[name] != before[name]}


def same(answer: Any, *words: Any) -> str:
    """The page without tokens and without these words: two refusals must not differ in more."""
    text = TOKEN.sub("", answer.content.decode())
    for word in filter(lambda word: len(str(word)) > 8, words):
        text = text.replace(str(word), "")
    return text


def texts(thing: Any) -> Iterator[str]:
    """All strings of a row."""
    for column in thing._meta.concrete_fields:
        value = getattr(thing, column.attname)
        if isinstance(value, str):
            yield value
