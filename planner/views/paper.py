"""How paper is answered: as a PDF, or as a plain page that says why nothing was printed."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse

from config.htmx import answer
from planner.documents.errors import DocumentError, TooComplex
from planner.sheets import HandoutSheet

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


def with_paper(sheet: HandoutSheet, paper: str) -> HandoutSheet:
    """The sheet on other paper than the clinic's, where that was chosen."""
    return dataclasses.replace(sheet, paper=paper) if paper else sheet  # type: ignore[arg-type]


def status_of_refusal(refusal: object) -> int:
    """422 for what will not become better by asking again, 503 where it may."""
    again = isinstance(refusal, DocumentError) and not isinstance(refusal, TooComplex)
    return 503 if again else 422


def not_printed(
    request: Any, refusal: object, status: int, context: Mapping[str, Any]
) -> HttpResponse:
    """A plain page with the reason, and what to do."""
    status = status_of_refusal(refusal) if isinstance(refusal, DocumentError) else status
    words = {**context, "refusal": str(refusal), "again": status == 503}
    response = answer(request, "planner/not_printed.html", words, status=status)
    if status == 503:
        response.headers["Retry-After"] = str(AGAIN_SECONDS)
    return response
