"""Blank paper: an item of the library for nobody yet."""

from typing import Any

from django.http import Http404, HttpResponse

from clients.access import Capability, fetch, needs, reach
from clients.models import Client, CrisisContact
from config.htmx import answer
from planner.documents.errors import DocumentError
from planner.documents.given import sheet_pdf
from planner.forms.handouts import SheetForm
from planner.library.practices import PracticeDocument
from planner.models import Item
from planner.models.paper import HandoutRefused, blank_sheet
from planner.models.printable import wanted_of
from planner.models.stock import PRINTABLE, Printable, Stock, about

from .paper import pdf_answer, printable_items, status_of_refusal, told_when_again


@needs(Capability.PRINT)
def item_print(request: Any, code: str) -> HttpResponse:
    """How an item shall be printed; once that is chosen (`?paper=A4`), the PDF.

    What only a therapist leads and what is for clinicians is refused.
    """
    fetch(request, Item, code=code, retired_at=None, shelf__in=PRINTABLE)
    stock = Stock(about(printable_items(request), code), request.member.clinic.language)
    document = stock.find(code)
    if document is None:
        raise Http404
    form = _form(request, document)
    if not form.is_bound:
        return _page(request, document, form, 200)
    if not form.is_valid():
        return _page(request, document, form, 422)
    try:
        return pdf_answer(_printed(request, document, stock, form))
    except (HandoutRefused, DocumentError) as refusal:
        form.add_error(None, str(refusal))
        return told_when_again(_page(request, document, form, status_of_refusal(refusal)))


def _printed(request: Any, document: Printable, stock: Stock, form: SheetForm) -> bytes:
    """The PDF. Raises HandoutRefused or a DocumentError."""
    wanted = wanted_of(document, stock, form.cleaned_data.get("variant", ""))
    if form.cleaned_data.get("alone"):
        wanted = wanted.alone()
    sheet = blank_sheet(request.member.clinic, wanted, form.look)
    return sheet_pdf(sheet, asker=str(request.member.uid))


def _form(request: Any, document: Printable) -> SheetForm:
    """The choices: those of the address, or the clinic's own paper.

    Links name what differs from the usual; `form` is what the pages of practices call the variant.
    """
    asked = request.GET.copy()
    usual = {"paper": request.member.clinic.paper}
    if not asked:
        return SheetForm(document=document, initial=usual)
    if isinstance(document, PracticeDocument) and "form" in asked:
        asked["variant"] = asked["form"]
    if not asked.get("paper"):
        asked["paper"] = usual["paper"]
    return SheetForm(asked, document=document)


def _page(request: Any, document: Printable, form: SheetForm, status: int) -> HttpResponse:
    """The options, with whom to call checked first, and one's own clients beside them."""
    context = {
        "document": document,
        "form": form,
        "has_contacts": reach(request, Capability.VIEW, CrisisContact).exists(),
        "clients": reach(request, Capability.PRINT, Client).in_care(),
        "section": "library",
    }
    return answer(request, "planner/print_blank.html", context, status=status)
