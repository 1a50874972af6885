"""The tasks before and after a session: adding, ticking, taking away."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import gettext as _

from clients.access import Capability, fetch, needs
from clients.views.steps import status_of
from config.htmx import answer, leave, wants_part
from planner.actions import tasks as verbs
from planner.forms.tasks import TaskForm, TickForm
from planner.models import Session, Task

from .desk import PAGE, address, full_page, refused, tasks_of


@needs(Capability.PLAN, methods=("POST",))
def task_add(request: Any, uid: Any) -> HttpResponse:
    """One more task before or after the session."""
    session = fetch(request, Session, uid)
    form = TaskForm(request.POST)
    if form.is_valid():
        try:
            verbs.add_task(session=session, by=request.member, **form.cleaned_data)
            return _shown(request, session, added=wants_part(request))
        except ValidationError as refusal:
            form.add_error("text", refusal)
    return _shown(request, session, task_form=form)


@needs(Capability.PLAN, methods=("POST",))
def task_change(request: Any, uid: Any) -> HttpResponse:
    """Tick a task, open it again, or take it away; what was taken away can be put back."""
    task = fetch(request, Task, uid)
    form = TickForm(request.POST)
    if not form.is_valid():
        return refused(request, task.session, 422, refusal=_("Nothing was changed."))
    act = form.cleaned_data["act"]
    if act == TickForm.AWAY:
        verbs.remove_task(task=task, by=request.member)
        return _shown(request, task.session, gone=task)
    verbs.tick_task(task=task, done=act == TickForm.DONE, by=request.member)
    return _shown(request, task.session)


def _shown(request: Any, session: Session, **extra: Any) -> HttpResponse:
    """The list anew for htmx; otherwise the page, where there is something to say on it."""
    form = extra.get("task_form")
    status = status_of(form) if form else 200
    if wants_part(request):
        context = tasks_of(session) | {"session": session, "may_plan": True, "whole": True} | extra
        return answer(request, PAGE, context, part="tasks", status=status)
    if "gone" in extra or form:
        return answer(request, PAGE, full_page(request, session, **extra), status=status)
    return leave(request, f"{address(session)}#tasks")
