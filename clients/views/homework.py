"""One piece of homework: what was given, what was done, and how it goes on."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.access import Capability, fetch, may, needs
from clients.actions.homework import (
    change_homework,
    keep_resting,
    let_continue,
    set_homework_course,
    set_homework_status,
)
from clients.actions.journal import note_opening
from clients.forms.homework import ChangeForm, CourseForm, RestForm
from clients.models import Assignment, AssignmentStatus
from clients.models.course import course_of
from clients.wording import about_minutes, how_often, step_length
from config.htmx import answer, leave

from .steps import posted, status_of

PAGE = "clients/homework_page.html"
A_WEEK = dt.timedelta(days=7)
STATUS_AFTER = {
    "pause": AssignmentStatus.PAUSED,
    "go_on": AssignmentStatus.ACTIVE,
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
        "editions": [(edition, how_often(edition.schedule)) for edition in course.editions],
        "undo": _undo(request),
        "may_edit": may(request.member, Capability.EDIT, assignment),
    }
    return answer(request, PAGE, context)


@needs(Capability.EDIT, methods=("POST",))
def homework_course(request: Any, uid: UUID) -> HttpResponse:
    """Pause, go on, end, one more week; each can be undone on the page that follows."""
    assignment = fetch(request, Assignment, uid)
    if _has_ended(request, assignment):
        return leave(request, page_of(assignment))
    form = CourseForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Unknown choice. Nothing was changed."))
        return leave(request, page_of(assignment))
    before = {"status": assignment.status, "ends": assignment.ends or ""}
    act = form.cleaned_data["act"]
    if act == "undo":
        _set(request, assignment, form.cleaned_data["status"], form.cleaned_data["ends"])
        messages.success(request, _("Undone."))
        return leave(request, page_of(assignment))
    if act == "again":
        _set(request, assignment, AssignmentStatus.ACTIVE, _one_more_week(assignment))
    else:
        set_homework_status(assignment=assignment, status=STATUS_AFTER[act], by=request.member)
    query = QueryDict(mutable=True)
    query.update({"did": act, **before})
    return leave(request, f"{page_of(assignment)}?{query.urlencode()}")


def _has_ended(request: Any, assignment: Assignment) -> bool:
    """Whether the work with the client is over; then that is said, and nothing changes."""
    if assignment.client.is_in_care:
        return False
    messages.warning(request, _("The work with this client has ended. Nothing was changed."))
    return True


def _set(request: Any, assignment: Assignment, status: str, ends: dt.date | None) -> None:
    set_homework_course(assignment=assignment, status=status, ends=ends, by=request.member)


def _one_more_week(assignment: Assignment) -> dt.date | None:
    """Seven days on from its end, or from yesterday where it is over; open homework stays open."""
    yesterday = assignment.client.today() - dt.timedelta(days=1)
    if assignment.ends is None:
        return None
    return max(assignment.ends, yesterday) + A_WEEK


def _undo(request: Any) -> dict[str, Any] | None:
    """What was just done and how it was before, from the address; None when it does not fit."""
    data = request.GET.copy()
    said = {
        "pause": _("Paused. It is not offered until it goes on."),
        "go_on": _("It goes on."),
        "end": _("Ended today."),
        "again": _("Given for one more week."),
    }.get(data.get("did", ""))
    data["act"] = "undo"
    form = CourseForm(data)
    if said is None or not form.is_valid():
        return None
    return {"said": said, "status": form.cleaned_data["status"], "ends": form.cleaned_data["ends"]}


@needs(Capability.EDIT, methods=("GET", "POST"))
def homework_change(request: Any, uid: UUID) -> HttpResponse:
    """Another schedule from today on, as a new edition; earlier days keep theirs."""
    assignment = fetch(request, Assignment, uid)
    if _has_ended(request, assignment):
        return leave(request, page_of(assignment))
    today = assignment.client.today()
    schedule = assignment.edition_on(max(today, assignment.starts)).schedule
    initial = schedule.to_data() | {"ends": assignment.ends}
    initial |= {"from_time": schedule.from_time, "to_time": schedule.to_time}
    form = ChangeForm(posted(request), schedule=schedule, today=today, initial=initial)
    if form.is_valid():
        change_homework(
            assignment=assignment,
            schedule=form.schedule,
            ends=form.cleaned_data["ends"],
            by=request.member,
        )
        messages.success(request, _("Changed from today on. Earlier days keep what was agreed."))
        return leave(request, page_of(assignment))
    context = {"assignment": assignment, "client": assignment.client, "form": form}
    return answer(request, "clients/homework_change.html", context, status=status_of(form))


@needs(Capability.EDIT, methods=("GET", "POST"))
def homework_resting(request: Any, uid: UUID) -> HttpResponse:
    """Something unpleasant came up and the practice rests: what was decided together."""
    assignment = fetch(request, Assignment, uid)
    if _has_ended(request, assignment):
        return leave(request, page_of(assignment))
    form = RestForm(posted(request))
    if form.is_valid():
        if form.cleaned_data["decision"] == "continue":
            let_continue(assignment=assignment, by=request.member)
            messages.success(request, _("It is offered again from now on."))
        else:
            keep_resting(assignment=assignment, by=request.member)
            messages.success(request, _("It goes on resting until you let it continue."))
        return leave(request, page_of(assignment))
    course = course_of(assignment, assignment.client.today())
    context = {
        "assignment": assignment,
        "client": assignment.client,
        "course": course,
        "given": course.edition.prescription,
        "form": form,
    }
    return answer(request, "clients/homework_resting.html", context, status=status_of(form))
