"""How paper is answered: as a PDF, or as a plain page that says why nothing was printed."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.access import Capability, reach
from clients.models import Client
from config.htmx import answer, leave
from planner.documents.errors import DocumentError, TooComplex
from planner.models import Item
from planner.models.stock import PRINTABLE

AGAIN_SECONDS = 10
"""When to ask again for a sheet that the printing room had no time for."""


def pdf_answer(pdf: bytes) -> HttpResponse:
    """A PDF, opened in the browser, under a name that says nothing."""
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={
            "Content-Disposition": 'inline; filename="sheet.pdf"',
            "Cache-Control": "no-store",
        },
    )


def printable_items(request: Any) -> Any:
    """The items of the library that this member can print, without their texts."""
    usable = reach(request, Capability.VIEW, Item)
    return usable.filter(retired_at=None, shelf__in=PRINTABLE)


def to_what_was_kept(request: Any, client: Client) -> HttpResponse:
    """Say that it was printed and kept, and go to the list from which the file is opened."""
    messages.success(request, _("Printed and kept. Open it from the list to send it to paper."))
    return leave(request, reverse("clients:handout_list", args=[client.clinic.uid, client.uid]))


def status_of_refusal(refusal: object) -> int:
    """422 for what will not become better by asking again, 503 where it may."""
    again = isinstance(refusal, DocumentError) and not isinstance(refusal, TooComplex)
    return 503 if again else 422


def told_when_again(response: HttpResponse) -> HttpResponse:
    """The response, with when to ask again where that may help."""
    if response.status_code == 503:
        response.headers["Retry-After"] = str(AGAIN_SECONDS)
    return response


def not_printed(request: Any, refusal: DocumentError, context: Mapping[str, Any]) -> HttpResponse:
    """A plain page with the reason, and what to do."""
    status = status_of_refusal(refusal)
    words = {**context, "refusal": str(refusal), "again": status == 503}
    return told_when_again(answer(request, "planner/not_printed.html", words, status=status))
