"""One piece of homework: what was given, what was done, and how it goes on."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.access import Capability, fetch, may, needs
from clients.actions.homework import set_homework_status
from clients.actions.journal import note_opening
from clients.forms.homework import CourseForm, UndoForm
from clients.models import Assignment, AssignmentStatus
from clients.models.course import course_of
from clients.models.trail import trail_of
from clients.wording import about_minutes, how_often, step_length
from config.htmx import answer, leave

PAGE = "clients/homework_page.html"
STATUS_AFTER = {
    "pause": AssignmentStatus.PAUSED,
    "end": AssignmentStatus.ENDED,
}


def page_of(assignment: Assignment) -> str:
    """The address of a piece of homework."""
    return reverse("clients:homework_page", args=[assignment.clinic.uid, assignment.uid])


@needs(Capability.VIEW)
def homework_page(request: Any, uid: UUID) -> HttpResponse:
    """What was given, the last weeks, what was logged, and what can be done with it."""
    assignment = fetch(request, Assignment, uid)
    note_opening(thing=assignment.client, by=request.member)
    course = course_of(assignment, assignment.client.today())
    given = course.edition.prescription
    context = {
        "assignment": assignment,
        "client": assignment.client,
        "course": course,
        "given": given,
        "family": "awareness" if given.wing == "both" else given.wing,
        "steps": [(step, step_length(step)) for step in given.steps],
        "how_long": about_minutes(given.about_minutes),
        "how_often": how_often(course.edition.schedule),
        "trail": [(one, how_often(one.schedule)) for one in trail_of(course.editions)],
        "undo": _undo(request, course.today),
        "status": assignment.status_on(course.today),
        "tomorrow": course.today + dt.timedelta(days=1),
        "may_edit": may(request.member, Capability.EDIT, assignment),
    }
    return answer(request, PAGE, context)


@needs(Capability.EDIT, methods=("POST",))
def homework_course(request: Any, uid: UUID) -> HttpResponse:
    """Pause or end; each can be undone on the page that follows.

    What lets homework go on, undoing among it, asks the gates, on the upper floor.
    """
    assignment = fetch(request, Assignment, uid)
    if has_ended(request, assignment):
        return leave(request, page_of(assignment))
    form = CourseForm(request.POST, today=assignment.client.today())
    if not form.is_valid():
        faults = form.errors.get("resumes_on") or [_("Unknown choice.")]
        reason = " ".join(str(fault) for fault in faults)
        messages.warning(request, _("%(reason)s Nothing was changed.") % {"reason": reason})
        return leave(request, page_of(assignment))
    said, before = form.cleaned_data, standing_of(assignment)
    set_homework_status(
        assignment=assignment,
        status=STATUS_AFTER[said["act"]],
        resumes_on=said["resumes_on"],
        by=request.member,
    )
    return leave(request, done_at(assignment, said["act"], before))


def standing_of(assignment: Assignment) -> dict[str, Any]:
    """How it stands, as an address can hold it for "undo"."""
    found = {"status": assignment.status, "ends": assignment.ends}
    found["resumes_on"] = assignment.resumes_on
    return {name: value or "" for name, value in found.items()}


def done_at(assignment: Assignment, act: str, before: dict[str, Any]) -> str:
    """The page of a piece of homework after an act that can be undone there."""
    query = QueryDict(mutable=True)
    query.update({"did": act, **before})
    return f"{page_of(assignment)}?{query.urlencode()}"


def has_ended(request: Any, assignment: Assignment) -> bool:
    """Whether the work with the client is over; then that is said, and nothing changes."""
    if assignment.client.is_in_care:
        return False
    messages.warning(request, _("The work with this client has ended. Nothing was changed."))
    return True


def _undo(request: Any, today: dt.date) -> dict[str, Any] | None:
    """What was just done and how it was before, from the address; None when it does not fit."""
    said = {
        "pause": _("Paused. It is not offered until it goes on."),
        "go_on": _("It goes on."),
        "end": _("Ended today."),
        "again": _("Given for one more week."),
    }.get(request.GET.get("did", ""))
    form = UndoForm(request.GET, today=today)
    if said is None or not form.is_valid():
        return None
    names = ("status", "ends", "resumes_on")
    return {"said": said} | {name: form.cleaned_data[name] for name in names}
