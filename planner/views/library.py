"""Printing a practice of the library for nobody yet."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from clients.access import Capability, fetch, needs
from planner.documents.errors import DocumentError
from planner.documents.handouts import handout_pdf
from planner.forms.library import BlankForm
from planner.library.practices import PracticeDocument, to_prescription
from planner.models import Practice
from planner.models.giving import document_of
from planner.models.paper import HandoutRefused, blank_sheet

from .paper import not_printed, pdf_answer, with_paper


@needs(Capability.PRINT)
def practice_print(request: Any, code: str) -> HttpResponse:
    """A practice on paper for nobody yet, as a PDF; what only a therapist leads is refused."""
    practice, document = _opened(request, code)
    form = BlankForm(request.GET, document=document)
    back = {"practice": practice, "document": document, "section": "library"}
    if not form.is_valid():
        return not_printed(request, _("Unknown choice. Nothing was printed."), 422, back)
    wanted = form.cleaned_data
    try:
        sheet = blank_sheet(
            request.member.clinic,
            to_prescription(document, wanted["form"] or None),
            large=wanted["large"],
            discreet=wanted["discreet"],
        )
        pdf = handout_pdf(with_paper(sheet, wanted["paper"]), asker=str(request.member.uid))
    except (HandoutRefused, DocumentError) as refusal:
        return not_printed(request, refusal, 422, back)
    return pdf_answer(pdf)


def _opened(request: Any, code: str) -> tuple[Practice, PracticeDocument]:
    """The practice of this code and what it says; Http404 for one that has no text."""
    practice: Practice = fetch(request, Practice, code=code, retired_at=None)
    document = document_of(practice, request.member.clinic.language)
    if document is None:
        raise Http404
    return practice, document
