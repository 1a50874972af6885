"""The history of a plan: what changed, how it stood before, and going back to that."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from clients.access import Capability, fetch, needs, reach
from clients.actions.journal import note_opening
from clients.models import Client
from config.htmx import answer, leave
from planner.actions import history as verbs
from planner.actions.blocks import Stale
from planner.forms.blocks import BackForm, SeenForm
from planner.models import Session
from planner.models.facts import at_desk
from planner.models.history import before, changes_of

from .desk import address, refused

PAGE = "planner/session_history.html"


@needs(Capability.VIEW)
def session_history(request: Any, uid: Any) -> HttpResponse:
    """The changes of a plan, the newest first; with `?before=N` how it stood before one."""
    session = fetch(request, Session, uid)
    asked = SeenForm(request.GET)
    if not asked.is_valid():
        raise Http404
    desk = at_desk(session.pk)
    whom = desk.appointment.whom
    if isinstance(whom, Client):
        note_opening(thing=whom, by=request.member)
    number = asked.cleaned_data["before"]
    chosen = before(desk, number) if number else None
    if number and chosen is None:
        raise Http404
    page = asked.cleaned_data["page"] or 1
    changes, has_older = changes_of(desk, page=page)
    context = {
        "session": desk,
        "client": desk.appointment.client,
        "group": desk.appointment.group,
        "changes": changes,
        "chosen": chosen,
        "older": page + 1 if has_older else None,
        "newer": page - 1,
        "zone": desk.clinic.zone,
        "may_plan": reach(request, Capability.PLAN, Session).filter(pk=desk.pk).exists(),
        "section": "sessions",
    }
    return answer(request, PAGE, context)


@needs(Capability.PLAN, methods=("POST",))
def session_back(request: Any, uid: Any) -> HttpResponse:
    """Make the plan what it was before a change; undo takes it back."""
    session = fetch(request, Session, uid)
    form = BackForm(request.POST)
    if not form.is_valid():
        return refused(request, session, 422, refusal=_("Nothing was changed."))
    try:
        verbs.go_back(session=session, by=request.member, **form.cleaned_data)
    except Stale:
        said = _("Somebody changed the plan since you looked. Nothing was changed; see it first.")
        return refused(request, session, 409, refusal=said)
    except ValidationError as refusal:
        return refused(request, session, 422, refusal=" ".join(refusal.messages))
    messages.success(request, _("The plan is what it was then. Undo takes this back."))
    return leave(request, address(session))
