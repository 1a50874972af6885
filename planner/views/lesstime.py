"""Less time than planned: what it would do to a plan, and doing it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django_htmx.http import reswap, retarget

from clients.access import Capability, fetch, needs, reach
from clients.forms.booking import REASON, BookingForm
from clients.models import Appointment
from clients.views.steps import status_of
from config.htmx import answer, wants_part
from planner.actions.blocks import Stale
from planner.actions.refit import refit_session
from planner.forms.lesstime import PRESETS, LessTimeForm, RefitForm
from planner.models import Session
from planner.models.facts import at_desk
from planner.models.lesstime import Proposal, Wish, propose
from planner.models.limits import limits_of
from planner.refit import changes, left_out, sentence

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
    return _page(request, desk, form, BookingForm())


def _page(
    request: Any, desk: Session, form: LessTimeForm, booking: BookingForm, status: int = 200
) -> HttpResponse:
    """What the wish would do; `booking` asks for a reason where the member is booked already."""
    shown = _shown(request, desk, form, booking) if form.is_valid() else {}
    context = {
        "session": desk,
        "appointment": desk.appointment,
        "client": desk.appointment.client,
        "group": desk.appointment.group,
        "less_time": form,
        "less_presets": PRESETS,
        "booking": booking,
        "section": "sessions",
    } | shown
    code = max(status, status_of(form))
    response = answer(request, PAGE, context, part="refit", status=code)
    return reswap(retarget(response, "#refit"), "innerHTML")


def _shown(request: Any, desk: Session, form: LessTimeForm, booking: BookingForm) -> dict[str, Any]:
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
    if offer.found.fits:
        booking.clashes = _new_clashes(request, desk, offer)
    row: Any = desk
    return {
        "proposal": proposal,
        "said": sentence(proposal.found, proposal.before),
        "offer": _offer(offer) if offer.found.fits and not offer.changes_nothing else None,
        "still_missing": "" if offer.found.fits or offer is proposal else sentence(offer.found),
        "revision": row.last_revision,
    }


def _new_clashes(request: Any, desk: Session, proposal: Proposal) -> tuple[Appointment, ...]:
    """What else the member has planned at the time as it would be, and not at the time as it is."""
    now, then = desk.appointment, proposal.appointment(desk.appointment)
    if now.ends_at is None or then.ends_at is None or then.ends_at <= now.ends_at:
        return ()
    planned: Any = reach(request, Capability.PLAN, Appointment)
    before = planned.clashing(now)
    return tuple(one for one in planned.clashing(then) if one not in before)


def _offer(proposal: Proposal) -> dict[str, Any]:
    """What can be done now, as the page lists it."""
    found = proposal.found
    return {
        "proposal": proposal,
        "said": sentence(found, proposal.before),
        "changes": changes(found, proposal.before),
        "left_out": left_out(found),
    }


def _add_errors(form: LessTimeForm, refusal: ValidationError) -> None:
    for name, errors in refusal.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


def _do(request: Any, session: Session) -> HttpResponse:
    """Fit the plan, or say why it stays as it was."""
    desk = at_desk(session.pk)
    form = RefitForm(request.POST, session=desk)
    if not form.is_valid():
        said = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return refused(request, session, 422, refusal=said)
    if _lacks_a_reason(request, desk, form):
        return _page(request, desk, LessTimeForm(request.POST, session=desk), form, status=422)
    seen = {name: form.cleaned_data[name] for name in ("revision", "length", REASON)}
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


def _lacks_a_reason(request: Any, desk: Session, form: RefitForm) -> bool:
    """Whether the plan as it stands would come to a time at which the member is booked already."""
    latest: Any = desk
    if form.cleaned_data["revision"] != latest.last_revision:
        return False
    try:
        proposal = propose(desk, form.wish(), limits_of(desk.clinic))
    except ValidationError:
        return False  # said by the verb
    form.clashes = _new_clashes(request, desk, proposal)
    return not form.has_reason()
