"""A practice that rests, or should: what was decided together, and what a gate now speaks against."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from clients.access import Capability, fetch, may, needs
from clients.actions.homework import keep_resting, let_continue
from clients.actions.journal import note_opening
from clients.forms.homework import RestForm
from clients.models import Assignment, Client
from clients.models.course import course_of
from clients.views.homework import has_ended, page_of
from clients.views.steps import posted, status_of
from config.htmx import answer, leave
from planner.models.held_back import held_back

from .homework_course import is_held_back


@needs(Capability.EDIT, methods=("GET", "POST"))
def homework_resting(request: Any, uid: UUID) -> HttpResponse:
    """Something unpleasant came up and the practice rests: what was decided together."""
    assignment = fetch(request, Assignment, uid)
    if has_ended(request, assignment):
        return leave(request, page_of(assignment))
    form = RestForm(posted(request))
    if form.is_valid():
        if form.cleaned_data["decision"] == "rest":
            keep_resting(assignment=assignment, by=request.member)
            messages.success(request, _("It goes on resting until you let it continue."))
        elif not is_held_back(request, assignment):
            let_continue(assignment=assignment, by=request.member)
            messages.success(request, _("It is offered again from now on."))
        return leave(request, page_of(assignment))
    course = course_of(assignment, assignment.client.today())
    context = {
        "assignment": assignment,
        "client": assignment.client,
        "course": course,
        "given": course.edition.prescription,
        "form": form,
    }
    return answer(request, "planner/homework_resting.html", context, status=status_of(form))


@needs(Capability.VIEW)
def client_homework_held(request: Any, uid: UUID) -> HttpResponse:
    """Running homework that a gate now speaks against, for the slot in the client's page."""
    client = fetch(request, Client, uid)
    note_opening(thing=client, by=request.member)
    context = {
        "client": client,
        "held": held_back(client, client.today()) if client.is_in_care else [],
        "may_edit": may(request.member, Capability.EDIT, client),
        "section": "clients",
    }
    return answer(request, "planner/homework_held.html", context, part="slot")
