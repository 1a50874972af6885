"""Paper for a client: a practice, a worksheet, a piece; and the sheet of a session."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse

from clients.access import Capability, fetch, needs, reach
from clients.models import Assignment, Client, CrisisContact, Edition
from clients.views.steps import posted
from clients.wording import how_often
from config.htmx import answer
from planner.actions.handouts import give_handout, note_session_printed
from planner.documents.errors import DocumentError
from planner.documents.given import sheet_pdf
from planner.documents.sessions import session_sheet_pdf
from planner.forms.handouts import ChosenForm, SessionPaperForm, SheetForm
from planner.library.documents import PRACTICES
from planner.library.practices import PracticeDocument
from planner.library.worksheets import WorksheetDocument
from planner.models import Session
from planner.models.facts import at_desk
from planner.models.giving import first_form
from planner.models.packets import wanted_from
from planner.models.paper import HandoutRefused, sheet_for
from planner.models.printable import Wanted, asks_together, by_shelf, choices_for, wanted_of
from planner.models.session_guide import paper_of
from planner.models.stock import Printable, Stock, about
from planner.models.together import refusal_of_all

from .paper import (
    not_printed,
    pdf_answer,
    printable_items,
    status_of_refusal,
    to_what_was_kept,
    told_when_again,
)

GIVE = "planner/handout_give.html"


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What shall stand on paper: an item of the library, or homework as it was given."""

    title: str
    purpose: str
    stock: Stock
    document: Printable | None = None
    assignment: Assignment | None = None
    edition: Edition | None = None

    @property
    def kind(self) -> str:
        """The shelf that it stands on; homework is a practice."""
        return self.document.shelf if self.document else PRACTICES

    def wanted(self, choices: dict[str, Any]) -> Wanted:
        """It in the form that was chosen; homework stays as it was given."""
        if self.document is not None:
            wanted = wanted_of(self.document, self.stock, choices.get("variant", ""))
        else:
            assert self.edition is not None  # it is homework then
            wanted = wanted_from(self.edition).bringing_along(self.stock)
        if choices.get("alone"):
            return wanted.alone()
        return wanted.done_together() if choices.get("together") else wanted


@needs(Capability.PRINT, methods=("GET", "POST"))
def handout_give(request: Any, uid: UUID) -> HttpResponse:
    """Choose what to hand out; with `?item=` or `?assignment=` how, then print and keep it."""
    client = fetch(request, Client, uid)
    chosen = _chosen(request, client)
    if chosen is None:
        return answer(request, "planner/handout_choose.html", _choices(request, client))
    form = _form(request, client, chosen)
    if request.method == "POST" and form.is_valid():
        try:
            _print_and_keep(request, client, chosen, form)
        except (HandoutRefused, DocumentError) as refusal:
            form.add_error(None, str(refusal))
            return _page(request, client, chosen, form, status_of_refusal(refusal))
        return to_what_was_kept(request, client)
    return _page(request, client, chosen, form, 422 if form.errors else 200)


def _page(
    request: Any, client: Client, chosen: Chosen, form: SheetForm, status: int
) -> HttpResponse:
    """The options, with whom to call checked first."""
    context = {
        "client": client,
        "chosen": chosen,
        "form": form,
        "how_often": how_often(chosen.edition.schedule) if chosen.edition else "",
        "has_contacts": reach(request, Capability.VIEW, CrisisContact).exists(),
    }
    return told_when_again(answer(request, GIVE, context, "form", status))


def _choices(request: Any, client: Client) -> dict[str, Any]:
    """The homework that goes on, and the library with what stands against each item."""
    running = client.assignments.running_on(client.today())
    stock = Stock(printable_items(request).with_texts(), client.language)
    shelves = by_shelf(choices_for(client, stock))
    named = {shelf.code: shelf for shelf in shelves}
    usual = named.get(PRACTICES, shelves[0] if shelves else None)
    return {
        "client": client,
        "homework": running.prefetch_related("editions"),
        "shelves": shelves,
        "shown": named.get(request.GET.get("shelf", ""), usual),
    }


def _chosen(request: Any, client: Client) -> Chosen | None:
    """What the address names, or None; Http404 for what is not there or not this client's."""
    form = ChosenForm(request.GET)
    if not form.is_valid():
        raise Http404
    if form.cleaned_data["assignment"]:
        return _homework(request, client, form.cleaned_data["assignment"])
    return _item(request, client, form.code) if form.code else None


def _homework(request: Any, client: Client, uid: UUID) -> Chosen:
    """Homework of this client, frozen as it was given."""
    assignment = client.assignments.filter(uid=uid).first()
    if assignment is None:
        raise Http404
    edition = assignment.edition_on(client.today())
    given = edition.prescription
    code = given.worksheet.code if given.worksheet else given.code
    return Chosen(
        title=assignment.title,
        purpose=given.purpose,
        stock=Stock(about(printable_items(request), code), client.language),
        assignment=assignment,
        edition=edition,
    )


def _item(request: Any, client: Client, code: str) -> Chosen:
    """An item of the library that may go home."""
    stock = Stock(about(printable_items(request), code), client.language)
    document = stock.find(code)
    if document is None or not wanted_of(document, stock).alone().may_go_home:
        raise Http404
    return Chosen(title=document.title, purpose=document.purpose, stock=stock, document=document)


def _form(request: Any, client: Client, chosen: Chosen) -> SheetForm:
    """The options, with the client's own settings preset."""
    document = chosen.document
    initial: dict[str, Any] = {
        "discreet": client.discreet_paper or client.quiet_mode,
        "paper": client.clinic.paper,
    }
    if isinstance(document, PracticeDocument):
        wanted = request.GET.get("variant", "")
        known = {one.code for one in document.variants}
        initial["variant"] = wanted if wanted in known else first_form(document, client)
    asks = isinstance(document, WorksheetDocument) and asks_together(
        document.gates, chosen.stock.bringers(document.code)
    )
    return SheetForm(
        posted(request),
        document=document or (chosen.edition and chosen.edition.prescription),
        asks_together=asks,
        initial=initial,
    )


def _print_and_keep(request: Any, client: Client, chosen: Chosen, form: SheetForm) -> None:
    """Compose, print, keep with the client. Raises HandoutRefused or a DocumentError."""
    if chosen.assignment and (refusal := refusal_of_all(chosen.assignment)):
        raise HandoutRefused(refusal)
    sheet = sheet_for(client, chosen.wanted(form.cleaned_data), form.look)
    pdf = sheet_pdf(sheet, asker=str(request.member.uid))
    give_handout(client=client, sheet=sheet, pdf=pdf, by=request.member)


@needs(Capability.PRINT)
def session_print(request: Any, uid: UUID) -> HttpResponse:
    """The sheet of a session as a PDF; with `?sheet=` the facilitator's guide or the agenda.

    Findings that only the screen may show stay away.
    """
    session = fetch(request, Session, uid)
    asked = SessionPaperForm(request.GET)
    if not asked.is_valid():
        raise Http404
    desk = at_desk(session.pk)
    sheet = paper_of(desk, asked.cleaned_data["sheet"], clinician=request.member.name)
    try:
        pdf = session_sheet_pdf(sheet, asker=str(request.member.uid))
    except DocumentError as refusal:
        context = {"session": desk, "section": "sessions"}
        return not_printed(request, refusal, context)
    note_session_printed(session=desk, by=request.member)
    return pdf_answer(pdf)
