"""Homework that goes on: one more week, other words or another measure. The gates are asked again."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _

from clients.access import Capability, fetch, needs
from clients.actions.homework import change_homework, set_homework_course
from clients.forms.homework import UndoForm
from clients.models import Assignment, AssignmentStatus, Client
from clients.views.homework import done_at, has_ended, page_of, standing_of
from clients.views.people import page_of as page_of_client
from clients.views.steps import status_of
from config.htmx import answer, leave
from planner.forms.homework import ChangeForm
from planner.models.against import speaking_against
from planner.models.giving import Recorded, goes_on_refusal, rungs_of, whole_of

from .giving import asked, keep_said, preview_of, refused, sent, unexplained

CHANGE = "planner/homework_change.html"


@needs(Capability.EDIT, methods=("POST",))
def homework_again(request: Any, uid: UUID) -> HttpResponse:
    """Let it go on: one more week, or after a pause. Undone on the page that follows."""
    assignment = fetch(request, Assignment, uid)
    return _go_on(request, assignment, act="go_on" if "go_on" in request.POST else "again")


@needs(Capability.PLAN, methods=("POST",))
def client_homework_again(request: Any, uid: UUID) -> HttpResponse:
    """Same as last week: the practice that was given last, for one more week."""
    client = fetch(request, Client, uid)
    assignment = client.assignments.of_last_week(client.today()).first()
    if assignment is None:
        messages.warning(request, _("There was no homework last week."))
        return leave(request, page_of_client(client))
    return _go_on(request, assignment, act="again")


def _go_on(request: Any, assignment: Assignment, act: str) -> HttpResponse:
    """Let it go on if the gates allow it; else what stands against it is said, and nothing given."""
    if has_ended(request, assignment):
        return leave(request, page_of(assignment))
    if is_held_back(request, assignment):
        return leave(request, page_of(assignment))
    today, before = assignment.client.today(), standing_of(assignment)
    set_homework_course(
        assignment=assignment,
        status=AssignmentStatus.ACTIVE,
        ends=assignment.a_week_on(today) if act == "again" else assignment.ends,
        by=request.member,
    )
    return leave(request, done_at(assignment, act, before))


def is_held_back(request: Any, assignment: Assignment) -> bool:
    """Whether a gate stands against its going on; then that is said."""
    refusal = goes_on_refusal(assignment, assignment.client.today())
    if refusal:
        messages.warning(request, _("%(reason)s It was not given again.") % {"reason": refusal})
    return refusal is not None


@needs(Capability.EDIT, methods=("POST",))
def homework_undo(request: Any, uid: UUID) -> HttpResponse:
    """Make it again as it was before the last act; what lets it go on asks the gates."""
    assignment = fetch(request, Assignment, uid)
    if has_ended(request, assignment):
        return leave(request, page_of(assignment))
    form = UndoForm(request.POST, today=assignment.client.today())
    if not form.is_valid():
        messages.warning(request, _("Unknown choice. Nothing was changed."))
    elif _is_no_longer(assignment, form.cleaned_data) or not is_held_back(request, assignment):
        set_homework_course(assignment=assignment, by=request.member, **form.cleaned_data)
        messages.success(request, _("Undone."))
    return leave(request, page_of(assignment))


def _is_no_longer(assignment: Assignment, before: dict[str, Any]) -> bool:
    """Whether undoing offers it on no day on which it is not offered as it stands."""
    if before["status"] == AssignmentStatus.ENDED:
        return True
    latest = dt.date.max
    ends_no_later = (before["ends"] or latest) <= (assignment.ends or latest)
    return assignment.status == AssignmentStatus.ACTIVE and ends_no_later


@needs(Capability.EDIT, methods=("GET", "POST"))
def homework_change(request: Any, uid: UUID) -> HttpResponse:
    """Another schedule, other words, another measure from today on: a new edition."""
    assignment = fetch(request, Assignment, uid)
    if has_ended(request, assignment):
        return leave(request, page_of(assignment))
    client = assignment.client
    form, said = sent(request, lambda data: change_form(assignment, data))
    current = str(form.held.number)
    meanwhile = request.POST.get("edition", current) != current
    preview = None
    if not meanwhile and form.is_valid() and not refused(form, client, assignment.group):
        if not said and "preview" not in request.POST and not unexplained(form):
            keep_said(form, client, request.member)
            change_homework(
                assignment=assignment,
                prescription=form.prescription,
                schedule=form.schedule,
                agreement=form.agreement,
                starts=form.cleaned_data.get("starts"),
                ends=form.cleaned_data["ends"],
                by=request.member,
            )
            kept = _("Changed from today on. Earlier days keep what was agreed.")
            if form.cleaned_data.get("starts"):
                kept = _("Changed. It has not begun yet.")
            messages.success(request, kept)
            return leave(request, page_of(assignment))
        preview = preview_of(form, client, client.today()) if form.is_valid() else None
    return change_page(request, assignment, form, preview, said, meanwhile=meanwhile)


def change_form(assignment: Assignment, data: QueryDict | None) -> ChangeForm:
    """The form of changing it, filled with what holds now."""
    today = assignment.client.today()
    form = ChangeForm(
        data,
        edition=assignment.edition_on(max(today, assignment.starts)),
        whole=whole_of(assignment),
        today=today,
        initial={"ends": assignment.ends, "starts": assignment.starts},
    )
    form.stand_against(speaking_against(Recorded.of(assignment.client))(form.given))
    return form


def change_page(
    request: Any,
    assignment: Assignment,
    form: ChangeForm,
    preview: dict[str, Any] | None = None,
    said: str = "",
    *,
    meanwhile: bool = False,
) -> HttpResponse:
    """The page of changing it; 409 where somebody else changed it `meanwhile`."""
    client = assignment.client
    context: dict[str, Any] = {"assignment": assignment, "client": client, "preview": preview}
    context |= asked(form, said) | {"edition": form.held, "meanwhile": meanwhile}
    context["rungs"] = rungs_of(client) if "rung" in form.fields else []
    return answer(request, CHANGE, context, "form", 409 if meanwhile else status_of(form))
