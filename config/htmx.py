"""The two ways a view answers: with a page or its part, and by sending the visitor on."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.encoding import iri_to_uri
from django_htmx.http import HttpResponseClientRedirect


def wants_part(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page (and not for a boosted or restored whole one)."""
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def answer(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    part: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page; or, when htmx asks, only its partial `part` (`{% partialdef part %}`).

    Both come from the same template. `status` is 200, or 422 and 409 for a form that did not fit.
    """
    name = f"{template}#{part}" if part and wants_part(request) else template
    response = render(request, name, dict(context), status=status)
    patch_vary_headers(response, ("HX-Request",))
    return response


def leave(request: HttpRequest, url: str) -> HttpResponse:
    """Send the visitor on after a successful act: 303, or the same by htmx's own header."""
    if getattr(request, "htmx", None) and not request.htmx.boosted:  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(url)
    # An address may hold what a visitor typed; in a header it stands in plain ASCII, on one line.
    return HttpResponse(status=303, headers={"Location": iri_to_uri(url)})
