"""Less time than planned: what it would do to a plan, and doing it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django_htmx.http import reswap, retarget

from clients.access import Capability, fetch, needs
from clients.views.steps import status_of
from config.htmx import answer, wants_part
from planner.actions.blocks import Stale
from planner.actions.refit import refit_session
from planner.forms.lesstime import PRESETS, LessTimeForm, RefitForm
from planner.models import Session
from planner.models.facts import at_desk
from planner.models.lesstime import Proposal, Wish, propose
from planner.models.limits import limits_of
from planner.refit import left_out, sentence, shortened

from .desk import done, refused

PAGE = "planner/session_refit.html"


@needs(Capability.PLAN, methods=("GET", "POST"))
def session_refit(request: Any, uid: Any) -> HttpResponse:
    """Show what less time would do to the plan (GET), or do it (POST)."""
    session = fetch(request, Session, uid)
    if request.method == "POST":
        return _do(request, session)
    desk = at_desk(session.pk)
    asked = any(request.GET.get(name) for name in ("preset", "less", "start", "interpreter"))
    form = LessTimeForm(request.GET if asked else None, session=desk)
    shown = _shown(desk, form) if form.is_valid() else {}
    context = {
        "session": desk,
        "appointment": desk.appointment,
        "client": desk.appointment.client,
        "group": desk.appointment.group,
        "less_time": form,
        "less_presets": PRESETS,
        "section": "sessions",
    } | shown
    response = answer(request, PAGE, context, part="refit", status=status_of(form))
    return reswap(retarget(response, "#refit"), "innerHTML")


def _shown(desk: Session, form: LessTimeForm) -> dict[str, Any]:
    """What the wish would do; or what is offered, where it does not fit."""
    wish = form.wish()
    limits = limits_of(desk.clinic)
    try:
        proposal = propose(desk, wish, limits)
        offer = proposal
        if proposal.found.without_exposure is not None:
            without = Wish(
                less=wish.less,
                start=wish.start,
                interpreter=wish.interpreter,
                without_exposure=True,
            )
            offer = propose(desk, without, limits)
    except ValidationError as refusal:
        _add_errors(form, refusal)
        return {}
    row: Any = desk
    return {
        "proposal": proposal,
        "said": sentence(proposal.found),
        "offer": _offer(offer) if offer.found.fits and not offer.changes_nothing else None,
        "still_missing": "" if offer.found.fits or offer is proposal else sentence(offer.found),
        "revision": row.last_revision,
    }


def _offer(proposal: Proposal) -> dict[str, Any]:
    """What can be done now, as the page lists it."""
    found = proposal.found
    return {
        "proposal": proposal,
        "said": sentence(found),
        "changes": shortened(found, proposal.before),
        "left_out": left_out(found),
    }


def _add_errors(form: LessTimeForm, refusal: ValidationError) -> None:
    for name, errors in refusal.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


def _do(request: Any, session: Session) -> HttpResponse:
    """Fit the plan, or say why it stays as it was."""
    form = RefitForm(request.POST, session=at_desk(session.pk))
    if not form.is_valid():
        said = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return refused(request, session, 422, refusal=said)
    seen = {name: form.cleaned_data[name] for name in ("revision", "length")}
    try:
        desk, said = refit_session(session=session, wish=form.wish(), by=request.member, **seen)
    except Stale:
        said = _("Somebody changed the plan since you looked. Nothing was changed; see it first.")
        return refused(request, session, 409, refusal=said)
    except ValidationError as refusal:
        return refused(request, session, 422, refusal=" ".join(refusal.messages))
    if not wants_part(request) and said:
        messages.success(request, said)
    return done(request, desk, said=said)
