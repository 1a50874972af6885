"""Paper: a practice for a client, and the sheet of a session."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from clients.access import Capability, fetch, needs, reach
from clients.models import Assignment, Client, CrisisContact
from clients.prescription import Prescription
from clients.schedule import Schedule
from clients.views.steps import posted
from clients.wording import how_often
from config.htmx import answer, leave
from planner.actions.handouts import give_handout, note_session_printed
from planner.documents.errors import DocumentError
from planner.documents.handouts import handout_pdf
from planner.documents.sessions import session_sheet_pdf
from planner.forms.handouts import ChosenForm, HandoutForm
from planner.library.practices import PracticeDocument, to_prescription
from planner.models import Practice, Session
from planner.models.facts import at_desk, facts_for, judged
from planner.models.giving import document_of, first_form, offers_for
from planner.models.paper import HandoutRefused, handout_sheet, session_sheet

from .paper import not_printed, pdf_answer, status_of_refusal, with_paper

GIVE = "planner/handout_give.html"


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What shall stand on paper: a practice of the library, or homework as it was given."""

    title: str
    purpose: str
    document: PracticeDocument | None = None
    assignment: Assignment | None = None
    prescription: Prescription | None = None
    schedule: Schedule | None = None

    def in_form(self, variant: str) -> Prescription:
        """The practice in this form; homework stays as it was given."""
        if self.document is not None:
            return to_prescription(self.document, variant or None)
        assert self.prescription is not None  # it is homework then
        return self.prescription


@needs(Capability.PRINT, methods=("GET", "POST"))
def handout_give(request: Any, uid: UUID) -> HttpResponse:
    """Choose what to hand out; with `?practice=` or `?assignment=` how, then print and keep it."""
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
        messages.success(request, _("Printed and kept. Open it from the list to send it to paper."))
        return leave(request, reverse("clients:handout_list", args=[client.clinic.uid, client.uid]))
    return _page(request, client, chosen, form, 422 if form.errors else 200)


def _page(
    request: Any, client: Client, chosen: Chosen, form: HandoutForm, status: int
) -> HttpResponse:
    """The options, with whom to call checked first."""
    context = {
        "client": client,
        "chosen": chosen,
        "form": form,
        "how_often": how_often(chosen.schedule) if chosen.schedule else "",
        "has_contacts": reach(request, Capability.VIEW, CrisisContact).exists(),
    }
    return answer(request, GIVE, context, "form", status)


def _choices(request: Any, client: Client) -> dict[str, Any]:
    """The homework that goes on, and the library with what stands against each practice."""
    running = client.assignments.running_on(client.today())
    return {
        "client": client,
        "homework": running.prefetch_related("editions"),
        "offers": offers_for(client, _practices(request)),
    }


def _practices(request: Any) -> list[Practice]:
    usable = reach(request, Capability.VIEW, Practice).filter(retired_at=None)
    return list(usable.with_texts())


def _chosen(request: Any, client: Client) -> Chosen | None:
    """What the address names, or None; Http404 for what is not there or not this client's."""
    form = ChosenForm(request.GET)
    if not form.is_valid():
        raise Http404
    if form.cleaned_data["assignment"]:
        return _homework(client, form.cleaned_data["assignment"])
    if form.cleaned_data["practice"]:
        return _practice(request, client, form.cleaned_data["practice"])
    return None


def _homework(client: Client, uid: UUID) -> Chosen:
    """Homework of this client, frozen as it was given."""
    assignment = client.assignments.filter(uid=uid).first()
    if assignment is None:
        raise Http404
    edition = assignment.edition_on(client.today())
    prescription = edition.prescription
    return Chosen(
        title=assignment.title,
        purpose=prescription.purpose,
        assignment=assignment,
        prescription=prescription,
        schedule=edition.schedule,
    )


def _practice(request: Any, client: Client, code: str) -> Chosen:
    """A practice of the library that may go home."""
    usable = reach(request, Capability.VIEW, Practice).filter(retired_at=None, code=code)
    practice = usable.own_first().with_texts().first()
    document = document_of(practice, client.language) if practice else None
    if document is None or not document.gates.may_go_home:
        raise Http404
    return Chosen(title=document.title, purpose=document.purpose, document=document)


def _form(request: Any, client: Client, chosen: Chosen) -> HandoutForm:
    """The options, with the client's own settings preset."""
    initial: dict[str, Any] = {
        "discreet": client.discreet_paper or client.quiet_mode,
        "paper": client.clinic.paper,
    }
    if chosen.document is not None:
        wanted = request.GET.get("variant", "")
        known = {one.code for one in chosen.document.variants}
        initial["variant"] = wanted if wanted in known else first_form(chosen.document, client)
    return HandoutForm(posted(request), document=chosen.document, initial=initial)


def _print_and_keep(request: Any, client: Client, chosen: Chosen, form: HandoutForm) -> None:
    """Compose, print, keep with the client. Raises HandoutRefused or a DocumentError."""
    wanted = form.cleaned_data
    sheet = handout_sheet(
        client,
        chosen.in_form(wanted.get("variant", "")),
        chosen.schedule,
        large=wanted["large"],
        discreet=wanted["discreet"],
    )
    sheet = with_paper(sheet, wanted["paper"])
    pdf = handout_pdf(sheet, asker=str(request.member.uid))
    give_handout(client=client, sheet=sheet, pdf=pdf, by=request.member)


@needs(Capability.PRINT)
def session_print(request: Any, uid: UUID) -> HttpResponse:
    """The sheet of a session as a PDF; findings that only the screen may show stay away."""
    session = fetch(request, Session, uid)
    desk = at_desk(session.pk)
    with translation.override(desk.clinic.language):
        standings = judged(desk, facts_for(desk)).standings
        sheet = session_sheet(desk, standings, clinician=request.member.name)
    try:
        pdf = session_sheet_pdf(sheet, asker=str(request.member.uid))
    except DocumentError as refusal:
        context = {"session": desk, "section": "sessions"}
        return not_printed(request, refusal, 503, context)
    note_session_printed(session=desk, by=request.member)
    return pdf_answer(pdf)
