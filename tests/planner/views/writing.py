"""Writing own items as a browser does it, in the words that the tests of their pages share."""

from typing import Any

from django.http import QueryDict
from django.test import Client as HttpClient
from django.urls import reverse

from planner.forms.writing import FORMS
from planner.library.frontmatter import read_content
from planner.library.writer import written
from planner.models import Item, ItemVersion
from tests.cast import Cast
from tests.planner.forms.test_writing import sent_by
from tests.planner.shelves import PAUSE


def address(name: str, cast: Cast, code: str = PAUSE, **query: Any) -> str:
    """The address of a page about an own item of Harbour Clinic."""
    return reverse(f"planner:own_{name}", args=[cast.harbour.uid, code], query=query)


def now(item: Item, language: str = "en") -> ItemVersion:
    """What the item says now."""
    found: ItemVersion = item.versions.get(current=True, language=language)
    return found


def file_of(item: Item, language: str = "en") -> str:
    """Its file."""
    return written(now(item, language).read())


def in_form(item: Item, **changes: str) -> QueryDict:
    """The form as a browser sends it, with these fields changed."""
    form = FORMS[item.shelf].of_file(read_content(file_of(item).encode(), "x.md"))
    query = sent_by(form)
    query["way"], query["seen"] = "form", str(now(item).number)
    for name, value in changes.items():
        query[name] = value
    return query


def as_file(item: Item, text: str | None = None, **more: Any) -> dict[str, Any]:
    """The file as a browser sends it."""
    given = file_of(item) if text is None else text
    return {"way": "file", "seen": now(item).number, "text": given, "do": "save"} | more


def post(browser: HttpClient, url: str, query: Any, **headers: Any) -> Any:
    """Send a form."""
    if isinstance(query, QueryDict):
        kind = "application/x-www-form-urlencoded"
        return browser.post(url, query.urlencode(), content_type=kind, headers=headers)
    return browser.post(url, query, headers=headers)
