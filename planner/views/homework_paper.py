"""The paper of homework that stands in a form, to look at: nothing is given, changed or kept."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from clients.access import Capability, fetch, needs
from clients.models import Assignment, Client, Group
from clients.views.homework import has_ended, page_of
from clients.views.steps import posted
from config.htmx import leave
from planner.documents.errors import DocumentError
from planner.documents.given import sheet_pdf
from planner.models.packets import wanted_from
from planner.models.paper import HandoutRefused, needs_discreet, sheet_for, sheet_in_group
from planner.models.printable import Known, Wanted
from planner.models.stock import Stock, about
from planner.sheets import ClientSheet, Look

from .giving import Form, refused
from .homework import document_named, form_for, group_form, group_page, refused_for_all, shape
from .homework_course import change_form, change_page
from .paper import pdf_answer, printable_items, status_of_refusal, told_when_again

POST = ("POST",)


@needs(Capability.PRINT, methods=POST)
def homework_paper(request: Any, uid: UUID) -> HttpResponse:
    """The paper of what stands in the form of giving."""
    client = fetch(request, Client, uid)
    document = document_named(request, client.language)
    if document is None:
        return leave(request, reverse("planner:homework_give", args=[client.clinic.uid, uid]))
    form = form_for(request, client, document, posted(request))
    return _of_client(request, client, form, partial(shape, request, client, document, form))


@needs(Capability.PRINT, methods=POST)
def homework_change_paper(request: Any, uid: UUID) -> HttpResponse:
    """The paper as it would be after the change that stands in the form."""
    assignment = fetch(request, Assignment, uid)
    if has_ended(request, assignment):
        return leave(request, page_of(assignment))
    form = change_form(assignment, posted(request))
    page = partial(change_page, request, assignment, form)
    return _of_client(request, assignment.client, form, page)


@needs(Capability.PRINT, methods=POST)
def group_homework_paper(request: Any, uid: UUID) -> HttpResponse:
    """The paper for a participant of a group, with lines in place of the person."""
    group = fetch(request, Group, uid)
    document = document_named(request, request.member.clinic.language)
    if document is None:
        page_url = reverse("planner:group_homework_give", args=[group.clinic.uid, uid])
        return leave(request, page_url)
    form = group_form(request, group, document)
    page = partial(group_page, request, group, document, form)
    if not form.is_valid() or refused_for_all(form, group):
        return page()
    look = Look(discreet=needs_discreet(group))
    wanted = _wanted(request, form, document.language)
    return _printed(request, form, partial(sheet_in_group, None, group, wanted, look), page)


def _of_client(
    request: Any, client: Client, form: Form, page: Callable[[], HttpResponse]
) -> HttpResponse:
    if not form.is_valid() or refused(form, client):
        return page()
    wanted = _wanted(request, form, client.language)

    def sheet() -> ClientSheet:
        known = Known.of(client).giving(form.prescription.code)
        return sheet_for(client, wanted, Look(), known=known)

    return _printed(request, form, sheet, page)


def _wanted(request: Any, form: Form, language: str) -> Wanted:
    """What stands in the form, with the worksheet that goes along. The form is valid."""
    sheet = form.prescription.worksheet
    code = sheet.code if sheet else form.prescription.code
    stock = Stock(about(printable_items(request), code), language)
    return wanted_from(form.edition).bringing_along(stock)


def _printed(
    request: Any, form: Form, sheet: Callable[[], ClientSheet], page: Callable[[], HttpResponse]
) -> HttpResponse:
    """The PDF, or the form again with the reason why there is none."""
    try:
        return pdf_answer(sheet_pdf(sheet(), asker=str(request.member.uid)))
    except (HandoutRefused, DocumentError) as refusal:
        form.add_error(None, str(refusal))
        response = page()
        response.status_code = status_of_refusal(refusal)
        return told_when_again(response)
