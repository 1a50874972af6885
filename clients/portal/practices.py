"""One practice: read calmly, step by step, and written down in one touch."""

import datetime as dt
import uuid
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from clients.access import lines_to_call, own_homework, portal_only
from clients.actions.logs import record_log, report_unpleasant
from clients.agreement import NOTHING_AGREED
from clients.forms.logs import LogForm
from clients.models import (
    Assignment,
    Client,
    CrisisContact,
    Edition,
    Log,
    LogState,
)
from config.htmx import leave as send_on

from .earlier import days_of, first_day
from .gone import gives_back
from .playing import played
from .today import FAMILIES, titled
from .words import ANCHOR_WORDS, step_length

UNPLEASANT = "unpleasant"


@portal_only()
def practice(request: Any, uid: UUID) -> HttpResponse:
    """The steps, with the stop box first; at its foot one touch says how it went."""
    assignment = own_homework(request, uid)
    client = request.device.client
    context = what_is_played(assignment, client, client.today(), lines_to_call(client))
    return render(request, "portal/practice.html", context)


def what_is_played(
    assignment: Assignment, client: Client, day: dt.date, contacts: list[CrisisContact]
) -> dict[str, Any]:
    """What the page of a practice shows on a day, with a fresh entry in its form."""
    edition = assignment.edition_on(day)
    return reading(edition, client) | {
        "assignment": assignment,
        "title": titled(assignment, day, client),
        "played": played(edition.prescription, client),
        "contacts": contacts,
        "card_calls": card_calls(edition, client, contacts),
        "shut": _shut(assignment, day, client.is_quiet),
        "form": _log_form(assignment, day, initial={"entry": uuid.uuid4(), "day": day}),
    }


def reading(edition: Edition, client: Client | None) -> dict[str, Any]:
    """What stands there to be read; the clinician looks at the same before it is given.

    In quiet mode neither worksheet, agreement nor stop sign is there. `client` None: anybody of a group.
    """
    prescription = edition.prescription
    is_quiet = client is not None and client.is_quiet
    return {
        "prescription": prescription,
        "family": FAMILIES[prescription.wing],
        "steps": [(step, step_length(step)) for step in prescription.steps],
        "sheet": None if is_quiet else prescription.worksheet,
        "agreement": NOTHING_AGREED if is_quiet else edition.agreement,
        "stop_sign": client.stop_signal if client and not is_quiet else "",
        "anchor": ANCHOR_WORDS.get(prescription.anchor, ""),
    }


def card_calls(
    edition: Edition, client: Client, contacts: list[CrisisContact]
) -> list[CrisisContact]:
    """The numbers on the stay-or-stop card: the clinic's own, then its contacts. None in quiet mode."""
    if client.is_quiet or edition.prescription.stay_or_stop is None:
        return []
    clinic = client.clinic
    office = CrisisContact(name=clinic.name, number=clinic.phone, hours=clinic.hours)
    return [office, *contacts] if clinic.phone else contacts


@portal_only(("GET", "POST"))
@gives_back
def log(request: Any, uid: UUID) -> HttpResponse:
    """Write one entry down, of today or of an earlier day; sent twice it stays one."""
    assignment = own_homework(request, uid)
    day = request.device.client.today()
    if request.method == "POST":
        form = _log_form(assignment, day, data=_sent(request.POST))
        if form.is_valid():
            return _written(request, assignment, form)
    else:
        form = _log_form(assignment, day, initial={"entry": uuid.uuid4()})
    context = {
        "assignment": assignment,
        "title": titled(assignment, day, request.device.client),
        "family": FAMILIES[assignment.edition_on(day).prescription.wing],
        "days": days_of(assignment, day, before_today="earlier" in request.GET),
        "written": _written_days(assignment, day),
        "form": form,
        "chosen": request.POST.get("day", ""),
        "contacts": lines_to_call(request.device.client),
    }
    return render(request, "portal/log.html", context, status=422 if form.errors else 200)


def _sent(data: Any) -> Any:
    """What was sent; whoever says at once that something unpleasant came up did a part of it."""
    if data.get("then") != UNPLEASANT or "state" in data:
        return data
    sent = data.copy()
    sent["state"] = LogState.PART
    return sent


def _written(request: Any, assignment: Assignment, form: LogForm) -> HttpResponse:
    """Save; "not today" asks nothing more, and what was unpleasant has its page at once."""
    found = form.cleaned_data
    entry: Log = record_log(
        uid=found["entry"],
        assignment=assignment,
        state=found["state"],
        day=found["day"],
        by=request.device,
        **form.facts,
    )
    if request.POST.get("then") == UNPLEASANT and entry.taken_back_at is None:
        if not entry.unpleasant:
            report_unpleasant(log=entry, by=request.device)
        return send_on(request, reverse("portal:unpleasant", args=[entry.uid]))
    if entry.state == LogState.NOT_TODAY or entry.taken_back_at is not None:
        return send_on(request, f"{reverse('portal:today')}?saved")
    return send_on(request, f"{reverse('portal:log_more', args=[entry.uid])}?saved")


def shut_because(assignment: Assignment, day: dt.date) -> str:
    """Why a practice is not offered: "later", "over", "resting", or ""."""
    if assignment.resting_since is not None:
        return "resting"
    if assignment.starts > day:
        return "later"
    return "" if assignment.runs_on(day) else "over"


def _shut(assignment: Assignment, day: dt.date, is_quiet: bool) -> str:
    """As `shut_because`; in quiet mode that something rests is not told from its end."""
    reason = shut_because(assignment, day)
    return "over" if reason == "resting" and is_quiet else reason


def _log_form(assignment: Assignment, day: dt.date, **given: Any) -> LogForm:
    last = min(assignment.ends or day, day)
    suds = assignment.edition_on(day).suds_scale(assignment.client)
    return LogForm(first=assignment.starts, last=last, today=day, suds=suds, **given)


def _written_days(assignment: Assignment, today: dt.date) -> set[dt.date]:
    """The days that have an entry already; in quiet mode that is not told."""
    if assignment.client.is_quiet:
        return set()
    logs = assignment.logs.standing().between(first_day(today), today)
    return set(logs.values_list("local_date", flat=True))
