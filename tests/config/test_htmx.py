from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import RequestFactory
from django.utils.functional import SimpleLazyObject
from django_htmx.middleware import HtmxDetails

from config import htmx

PAGE = "page <{% partialdef list inline %}{{ word }}{% endpartialdef %}>"


@pytest.fixture(autouse=True)
def _template(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    backend = "django.template.loaders.locmem.Loader"
    options = {"loaders": [(backend, {"page.html": PAGE})]}
    settings.TEMPLATES = [
        {"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": options}
    ]
    assert engines["django"]


def asked(**headers: str) -> HttpRequest:
    request = RequestFactory().get("/", headers=headers)
    request.htmx = SimpleLazyObject(lambda: HtmxDetails(request))  # type: ignore[attr-defined]
    return request


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, "page <kind>"),
        ({"HX-Request": "true"}, "kind"),
        ({"HX-Request": "true", "HX-Boosted": "true"}, "page <kind>"),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, "page <kind>"),
    ],
)
def test_a_page_or_its_part(headers: dict[str, str], expected: str) -> None:
    answer = htmx.answer(asked(**headers), "page.html", {"word": "kind"}, part="list", status=422)
    assert (answer.content.decode(), answer.status_code) == (expected, 422)
    assert answer["Vary"] == "HX-Request"


def test_without_a_part_it_is_always_the_page() -> None:
    answer = htmx.answer(asked(**{"HX-Request": "true"}), "page.html", {"word": "kind"})
    assert answer.content == b"page <kind>"


@pytest.mark.parametrize(
    ("headers", "status", "name"),
    [
        ({}, 303, "Location"),
        ({"HX-Request": "true"}, 200, "HX-Redirect"),
        ({"HX-Request": "true", "HX-Boosted": "true"}, 303, "Location"),
    ],
)
def test_leaving(headers: dict[str, str], status: int, name: str) -> None:
    answer: HttpResponse = htmx.leave(asked(**headers), "/next/")
    assert (answer.status_code, answer[name]) == (status, "/next/")
