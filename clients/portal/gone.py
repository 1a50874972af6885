"""What is said to somebody who wrote on a page of what was taken back meanwhile."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.template.loader import render_to_string

from clients.actions.turns import GoneError
from clients.forms.logs import CANNOT_SAY

type Page = Callable[[Any, UUID], HttpResponse]

FACTS = (
    *("csrfmiddlewaretoken", "entry", "edition", "readers", "then", "state", "day"),
    *("obstacles", "still", "rest", "sure", "slip"),
)
"""Fields that hold nothing in one's own words."""


def gives_back(view: Page) -> Page:
    """A page of homework or of an entry: what is sent to one that is not there is given back.

    So no word is lost. Still a 404, and the same for what never was or is another client's: it holds
    nothing but what was sent. As all such pages it is made without the request.
    """

    @wraps(view)
    def answered(request: Any, uid: UUID) -> HttpResponse:
        try:
            return view(request, uid)
        except (Http404, GoneError):
            if request.method != "POST":
                raise
        texts = [] if request.device.client.is_quiet else list(_texts(request.POST))
        return HttpResponse(render_to_string("errors/gone.html", {"texts": texts}), status=404)

    return answered


def _texts(sent: QueryDict) -> Iterator[str]:
    """What was typed, in the order of the page; points of a scale are no text."""
    for name, values in sent.lists():
        for text in (value.strip() for value in values if name not in FACTS):
            if text and text != CANNOT_SAY and not text.isdecimal():
                yield text
