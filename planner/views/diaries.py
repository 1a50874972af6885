"""A diary of one week on paper, with the code that leads back to its grid."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from clients.access import Capability, fetch, needs, reach
from clients.actions.diaries import make_diary
from clients.models import Assignment, Client, CrisisContact, Profile
from clients.views.steps import posted
from clients.wording import how_often
from config.htmx import answer
from planner.actions.handouts import give_handout
from planner.documents.errors import DocumentError
from planner.documents.given import sheet_pdf
from planner.forms.diaries import DiaryForm, first_to_print
from planner.models.diary_paper import NO_CODE, Code, diary_sheet, is_discreet
from planner.models.paper import HandoutRefused
from planner.sheets import Look

from .paper import status_of_refusal, to_what_was_kept, told_when_again


@needs(Capability.PRINT, methods=("GET", "POST"))
def diary_print(request: Any, uid: UUID) -> HttpResponse:
    """Choose the week and the paper; then print it and keep it with the client."""
    assignment = fetch(request, Assignment, uid)
    client = assignment.client
    form = DiaryForm(posted(request), assignment=assignment, initial=_usual(assignment))
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            _print_and_keep(request, assignment, form.cleaned_data["first"], form.look)
        except (HandoutRefused, DocumentError) as refusal:
            form.add_error(None, str(refusal))
            status = status_of_refusal(refusal)
        else:
            return to_what_was_kept(request, client)
    schedule = assignment.edition_on(client.today()).schedule
    context = {
        "client": client,
        "assignment": assignment,
        "form": form,
        "how_often": how_often(schedule),
        "has_contacts": reach(request, Capability.VIEW, CrisisContact).exists(),
    }
    return told_when_again(answer(request, "planner/diary_print.html", context, status=status))


def _usual(assignment: Assignment) -> dict[str, Any]:
    """The week from today on, from its beginning, or its last; paper as the client's record says."""
    client: Client = assignment.client
    return {
        "first": first_to_print(assignment, client.today()),
        "paper": client.clinic.paper,
        "large": client.profile == Profile.VOICE,
        "discreet": client.discreet_paper or client.quiet_mode,
    }


def _print_and_keep(request: Any, assignment: Assignment, first: dt.date, look: Look) -> None:
    """Compose, print, keep with the client. Raises HandoutRefused or a DocumentError."""
    diary_sheet(assignment, first, look)  # refused before there is a code
    code = NO_CODE
    if not is_discreet(assignment, look):
        diary = make_diary(assignment=assignment, first=first, by=request.member)
        link = request.build_absolute_uri(reverse("portal:week", args=[diary.uid]))
        code = Code(shown=diary.shown_code, link=link)
    sheet = diary_sheet(assignment, first, look, code)
    pdf = sheet_pdf(sheet, asker=str(request.member.uid))
    give_handout(client=assignment.client, sheet=sheet, pdf=pdf, by=request.member)
