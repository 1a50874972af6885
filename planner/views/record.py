"""After a session: what was held, as text for the clinic's own record, and a client's sessions."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Window
from django.http import HttpResponse
from django.utils.translation import gettext as _

from clients.access import Capability, fetch, may, needs, reach
from clients.actions.journal import note_export, note_opening
from clients.models import Client, Group
from clients.views.steps import posted, status_of
from config.htmx import answer, leave
from planner.actions import records as verbs
from planner.actions.blocks import Stale
from planner.models import CoCreated, Session
from planner.models.aftermath import aftermath_findings, stayed_away
from planner.models.facts import at_desk
from planner.models.limits import limits_of
from planner.models.summary import minutes_of, people_with_records, summary_of
from planner.safety import Finding

from .desk import address
from .record_forms import RecordForms, record_forms
from .together import more, together_with

PAGE = "planner/session_after.html"
FIRST_ROWS = 12
"""Sessions of each kind that a client's page shows; the page of its sessions shows all."""


@needs(Capability.EDIT, methods=("GET", "POST"))
def session_after(request: Any, uid: Any) -> HttpResponse:
    """Write down what was held: as planned in one tap, with what was typed, or with exceptions."""
    session = fetch(request, Session, uid)
    desk = at_desk(session.pk)
    forms = record_forms(request, desk, posted(request))
    if "check" in request.POST:
        return _check(request, desk, forms)
    if "as_planned" in request.POST:
        forms.demand_held()
    if request.method == "POST" and forms.are_valid():
        return _keep(request, desk, forms)
    return answer(request, PAGE, _page(desk, forms), status=status_of(*forms.all))


def _keep(request: Any, desk: Session, forms: RecordForms) -> HttpResponse:
    """Save what the valid forms say; or show both texts where somebody was faster."""
    held, exposures, beside = forms.said()
    done = _("Recorded.")
    if "as_planned" in request.POST:
        done = _("Recorded as held as planned.")
        beside = verbs.with_all_present(beside)
    try:
        verbs.record_session(
            session=desk,
            held=held,
            exposures=exposures,
            beside=beside,
            seen=request.POST.get("recorded"),
            by=request.member,
        )
    except Stale as stale:
        return _both_texts(request, stale.desk)
    messages.success(request, done)
    return leave(request, address(desk, "session_after"))


def _both_texts(request: Any, desk: Session) -> HttpResponse:
    """409: one's own text stays in the fields, what is recorded now stands above them.

    Parts that were not sent, because they are new, show what is recorded.
    """
    sent = record_forms(request, desk, request.POST).completed(request.POST)
    forms = record_forms(request, desk, sent)
    context = _page(desk, forms) | {"meanwhile": True, "theirs": forms.differing()}
    return answer(request, PAGE, context, status=409)


def _page(desk: Session, forms: RecordForms) -> dict[str, Any]:
    """What the page shows: its forms, and what stands beside them."""
    client = desk.appointment.client
    return {
        "session": desk,
        "appointment": desk.appointment,
        "client": client,
        "group": desk.appointment.group,
        "forms": forms,
        "held": forms.held,
        "block_forms": forms.blocks,
        "exposures": forms.exposures,
        "rows": forms.rows,
        "unfit": any(form.errors for form in forms.all),
        "open": _open_parts(forms),
        "minutes": minutes_of(desk),
        "stamp": desk.record_stamp,
        "findings": _findings(desk, forms),
        "asked": client.risk_questions.first() if client else None,
        "today": desk.clinic.today(),
        "ahead": bool(desk.appointment.day and desk.appointment.day > desk.clinic.today()),
        "zone": desk.clinic.zone,
        "section": "sessions",
    }


def _findings(desk: Session, forms: RecordForms) -> tuple[Finding, ...]:
    """What the rules say about what is recorded, and about a held exposure of which nothing is."""
    if not forms.exposures:
        return ()
    took_place, whom = desk.appointment.took_place, desk.appointment.whom
    away = stayed_away(desk) if isinstance(whom, Group) else ()
    owed = [
        form.record
        for form in forms.exposures
        if form.record.pk
        or (took_place and form.is_about_the_plan and form.record.client_id not in away)
    ]
    return aftermath_findings(owed, whom, limits_of(desk.clinic))


def _open_parts(forms: RecordForms) -> dict[str, bool]:
    """Which parts stand open: those with something in them, or something that does not fit."""
    there = forms.present
    return {
        "there": bool(there.errors or any(there.initial.values())),
        "effects": any(form.errors or form.kept.pk for form in forms.effects),
        "made": any(form.errors or form.kept.pk for form in forms.made),
        "blocks": any(form.errors or form.differs for form in forms.blocks),
        "note": bool(forms.note.errors or forms.note.initial["text"]),
    }


def _check(request: Any, desk: Session, forms: RecordForms) -> HttpResponse:
    """What the rules say about the answers so far; nothing is saved."""
    key = request.POST["check"]
    asked = [form for form in forms.exposures if form.key == key]
    fit = [form for form in asked if form.is_valid()]
    said = [form.applied() for form in fit]
    found = aftermath_findings(said, desk.appointment.whom, limits_of(desk.clinic))
    context = {
        "findings": found,
        "unfit_fields": [field for form in asked for field in form if field.errors],
    }
    return answer(request, "planner/session_after.html#checked", context)


@needs(Capability.PRINT)
def session_text(request: Any, uid: Any) -> HttpResponse:
    """What was held as plain text, without process notes, to copy into the clinic's own record.

    Of a couple or family `?for=<uid>` chooses the text for one person's own record.
    """
    session = fetch(request, Session, uid)
    desk = at_desk(session.pk)
    people = people_with_records(desk)
    whose = next((one for one in people if str(one.uid) == request.GET.get("for")), None)
    own = desk.own_records.filter(client=whose).first() if whose else None
    note_export(thing=own or desk, by=request.member)
    context = {
        "session": desk,
        "client": desk.appointment.client,
        "group": desk.appointment.group,
        "people": people,
        "whose": whose,
        "text": summary_of(desk, whose),
        "section": "sessions",
    }
    return answer(request, "planner/session_text.html", context)


@needs(Capability.VIEW)
def client_sessions(request: Any, uid: Any) -> HttpResponse:
    """A client's sessions for the slot in the client's page: last end, what is next, what was."""
    client = fetch(request, Client, uid)
    note_opening(thing=client, by=request.member)
    today = client.clinic.today()
    shown = FIRST_ROWS if request.htmx else None
    mine = client.appointments.select_related("client", "session__recorded_by", "session__stop")
    past = list(mine.before(today).annotate(of_all=Window(Count("pk")))[:shown])
    coming = list(mine.coming(today)[:6])
    drafts = list(mine.undated()[:6])
    last = next((one for one in past if one.took_place and hasattr(one, "session")), None)
    exposures = list(last.session.exposures.select_related("confirmed_by")) if last else []
    context = {
        "client": client,
        "today": today,
        "last": last,
        "exposures": exposures,
        "effects": client.unwanted_effects.lately(),
        "findings": aftermath_findings(exposures, client, limits_of(client.clinic)),
        "next": next(iter(coming), None),
        "coming": coming[1:],
        "drafts": drafts,
        "past": past,
        "more_past": more(past),
        "may_plan": may(request.member, Capability.PLAN, client),
        "section": "clients",
        **together_with(request, client, shown),
    }
    return answer(request, "planner/client_sessions.html", context, part="slot")


@needs(Capability.VIEW)
def group_made(request: Any, uid: Any) -> HttpResponse:
    """What a group made together, latest first, for the slot in the group's page."""
    group = fetch(request, Group, uid)
    made = reach(request, Capability.VIEW, CoCreated).of_group(group)
    context = {"group": group, "made": made, "section": "groups"}
    return answer(request, "planner/group_made.html", context, part="slot")
