"""Asking the site for pages, in the words that the tests of views share."""

from typing import Any

from django.db import connection
from django.test import Client as HttpClient
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clients.models import Clinic, Owned


def address(name: str, clinic: Clinic, thing: Owned | None = None) -> str:
    """The address of a staff page of the ground floor."""
    return reverse(f"clients:{name}", args=[clinic.uid, *([thing.uid] if thing else [])])


def text_of(answer: Any) -> str:
    """The page as text, with its white space made even."""
    return " ".join(answer.content.decode().split())


def errors_of(answer: Any, name: str = "form") -> dict[str, list[str]]:
    """The errors of the form that a refused page shows, by field."""
    assert answer.status_code == 422
    return {field: list(errors) for field, errors in answer.context[name].errors.items()}


def sent_to(answer: Any) -> str:
    """Where a visitor is sent after a successful act."""
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def queries(browser: HttpClient, url: str) -> int:
    """How many queries a page asks (asked once before, so that sessions are settled)."""
    assert browser.get(url).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        browser.get(url)
    return len(asked)
