"""After a session: what was held, as text for the clinic's own record, and a client's sessions."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from clients.access import Capability, fetch, may, needs
from clients.actions.journal import note_export, note_opening
from clients.models import TOOK_PLACE, Client, Member
from clients.views.steps import posted, status_of
from config.htmx import answer, leave
from planner.actions import records as verbs
from planner.forms.record import ExposureForm, HeldBlockForm, HeldForm
from planner.models import ExposureRecord, Session
from planner.models.aftermath import (
    UNPLANNED,
    aftermath_findings,
    blank_record,
    demands_of,
    records_for,
)
from planner.models.facts import at_desk
from planner.models.limits import limits_of
from planner.models.summary import summary_of

from .desk import address

PAGE = "planner/session_after.html"


@needs(Capability.EDIT, methods=("GET", "POST"))
def session_after(request: Any, uid: Any) -> HttpResponse:
    """Write down what was held: as planned in one tap, or with the exceptions."""
    session = fetch(request, Session, uid)
    if "as_planned" in request.POST:
        verbs.record_as_planned(session=session, by=request.member)
        messages.success(request, _("Recorded as held as planned."))
        return leave(request, address(session, "session_after"))
    desk = at_desk(session.pk)
    data = posted(request)
    held = HeldForm(data, session=desk)
    blocks = [HeldBlockForm(data, block=block) for block in desk.blocks.all()]
    exposures = _exposure_forms(request, desk, data)
    if "check" in request.POST:
        return _check(request, desk, exposures)
    if data is not None and all(form.is_valid() for form in (held, *blocks, *exposures)):
        _save(request, desk, held, blocks, exposures)
        messages.success(request, _("Recorded."))
        return leave(request, address(session, "session_after"))
    context = _page(request, desk, exposures) | {
        "held": held,
        "block_forms": blocks,
        "differs": any(form.differs or form.errors for form in blocks),
    }
    status = status_of(held, *blocks, *exposures)
    return answer(request, PAGE, context, status=status)


def _page(request: Any, desk: Session, exposures: Sequence[ExposureForm]) -> dict[str, Any]:
    """What the page shows beside its forms."""
    client = desk.appointment.client
    kept = [form.record for form in exposures if form.record.pk]
    findings = aftermath_findings(kept, client, limits_of(desk.clinic)) if client else ()
    asked = client.risk_questions.first() if client else None
    return {
        "session": desk,
        "appointment": desk.appointment,
        "client": client,
        "group": desk.appointment.group,
        "exposures": exposures,
        "findings": findings,
        "asked": asked,
        "today": desk.clinic.today(),
        "zone": desk.clinic.zone,
        "section": "sessions",
    }


def _exposure_forms(request: Any, desk: Session, data: Any) -> list[ExposureForm]:
    """One form for each exposure or activating practice, and one for an unplanned exposure."""
    client = desk.appointment.client
    if client is None:
        return []
    demands = demands_of(desk, trauma=client.trauma)
    records = list(records_for(demands, desk, client.suds_scale))
    if all(record.work is not None for record in records):
        records.append(blank_record(desk, UNPLANNED, client.suds_scale))
    titles = {str(block.uid): block.title for block in desk.blocks.all()}
    team = _team(request, desk)
    return [
        ExposureForm(
            data,
            record=record,
            key=str(record.work or "unplanned"),
            title=titles.get(str(record.work), _("An exposure that was not in the plan")),
            team=team,
        )
        for record in records
    ]


def _team(request: Any, desk: Session) -> list[Member]:
    """Who can confirm that it is safe to leave: oneself first, then the rest of the care team."""
    places = desk.appointment.whom.care_team.on(desk.clinic.today()).select_related("member")
    others = {place.member.pk: place.member for place in places}
    others.pop(request.member.pk, None)
    return [request.member, *others.values()]


def _answered(exposures: Sequence[ExposureForm]) -> list[ExposureRecord]:
    """The records to keep: planned ones, and others only where something was answered."""
    return [
        form.applied()
        for form in exposures
        if form.record.work is not None or form.record.pk or form.says_something
    ]


def _check(request: Any, desk: Session, exposures: Sequence[ExposureForm]) -> HttpResponse:
    """What the rules say about the answers so far; nothing is saved."""
    key = request.POST["check"]
    asked = [form for form in exposures if form.key == key]
    fit = [form for form in asked if form.is_valid()]
    client = desk.appointment.client
    said = [form.applied() for form in fit]
    found = aftermath_findings(said, client, limits_of(desk.clinic)) if client else ()
    context = {
        "findings": found,
        "unfit": [field for form in asked for field in form if field.errors],
    }
    return answer(request, "planner/session_after.html#checked", context)


def _save(
    request: Any,
    desk: Session,
    held: HeldForm,
    blocks: Sequence[HeldBlockForm],
    exposures: Sequence[ExposureForm],
) -> None:
    """Hand what the forms say to the verb; where nothing took place, only that is kept."""
    facts = held.cleaned_data
    took_place = facts["status"] in TOOK_PLACE
    delivered = {
        form.block.uid: verbs.HeldBlock(
            minutes=form.cleaned_data["minutes"] if took_place else None,
            why=form.cleaned_data["why"] if took_place else "",
        )
        for form in blocks
    }
    verbs.record_session(
        session=desk,
        held=verbs.Held(blocks=delivered, **facts),
        exposures=_answered(exposures) if took_place else [],
        by=request.member,
    )


@needs(Capability.PRINT)
def session_text(request: Any, uid: Any) -> HttpResponse:
    """What was held as plain text, without process notes, to copy into the clinic's own record."""
    session = fetch(request, Session, uid)
    desk = at_desk(session.pk)
    note_export(thing=desk, by=request.member)
    context = {
        "session": desk,
        "client": desk.appointment.client,
        "group": desk.appointment.group,
        "text": summary_of(desk),
        "section": "sessions",
    }
    return answer(request, "planner/session_text.html", context)


@needs(Capability.VIEW)
def client_sessions(request: Any, uid: Any) -> HttpResponse:
    """A client's sessions for the slot in the client's page: last end first, then what is next."""
    client = fetch(request, Client, uid)
    note_opening(thing=client, by=request.member)
    today = client.clinic.today()
    mine = client.appointments.select_related("client", "session__recorded_by")
    past = list(mine.before(today)[:12])
    coming = list(mine.coming(today)[:6])
    drafts = list(mine.undated()[:6])
    last = next((one for one in past if one.took_place and hasattr(one, "session")), None)
    exposures = list(last.session.exposures.select_related("confirmed_by")) if last else []
    context = {
        "client": client,
        "today": today,
        "last": last,
        "exposures": exposures,
        "findings": aftermath_findings(exposures, client, limits_of(client.clinic)),
        "next": next(iter(coming), None),
        "coming": coming[1:],
        "drafts": drafts,
        "past": past,
        "may_plan": may(request.member, Capability.PLAN, client),
        "section": "clients",
    }
    return answer(request, "planner/client_sessions.html", context, part="slot")
