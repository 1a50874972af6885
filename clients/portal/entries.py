"""What may be added to an entry, and what may be taken back."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from clients.access import lines_to_call, own, portal_only
from clients.actions.logs import (
    SUDS,
    Rating,
    amend_log,
    report_unpleasant,
    take_back_log,
    tell_unpleasant,
    withdraw_unpleasant,
)
from clients.forms.logs import MoreForm, UnpleasantForm
from clients.models import Client, Edition, Log, LogState, PortalDevice
from clients.models.streams import shared_by
from clients.schedule import Schedule
from clients.worksheets import Worksheet
from config.htmx import leave as send_on

from . import words
from .gone import gives_back
from .practices import shut_because
from .today import FAMILIES, titled

COUNTED_IN_TIMES = ("tally", "every_two_hours")


@portal_only(("GET", "POST"))
@gives_back
def log_more(request: Any, uid: UUID) -> HttpResponse:
    """Add to an entry, all of it optional. In quiet mode nothing that was sent is read back."""
    log = _standing(request, uid)
    if request.method == "POST" and request.POST.get("state") in LogState.values:
        amend_log(log=log, changes={"state": request.POST["state"]}, by=request.device)
        return send_on(request, f"{reverse('portal:log_more', args=[log.uid])}?saved")
    form = _form(request, log)
    if form.is_valid():
        return _added(request, log, form)
    client = request.device.client
    context = {
        "log": log,
        "form": form,
        "title": titled(log.assignment, log.local_date, client),
        "family": FAMILIES[log.edition.prescription.wing],
        "assignment": log.assignment,
        "contacts": lines_to_call(client),
        "sheet": _sheet(log, client),
        "day": words.day(log.local_date, client.today()),
        "saved": "saved" in request.GET and not form.errors,
    }
    return render(request, "portal/log_more.html", context, status=422 if form.errors else 200)


def _sheet(log: Log, client: Client) -> Worksheet | None:
    """The worksheet that goes with it, while it can be filled in."""
    day = client.today()
    if client.is_quiet or shut_because(log.assignment, day):
        return None
    return log.assignment.edition_on(day).prescription.worksheet


def _form(request: Any, log: Log) -> MoreForm:
    client = request.device.client
    form = more_form(
        log.edition,
        client,
        request.POST if request.method == "POST" else None,
        presence_first=log.uid.int % 2 == 0,
        shares_notes=shared_by(client).notes,
        of=None if client.is_quiet else log,
    )
    if not client.is_quiet and log.state == LogState.NOT_TODAY:
        # In quiet mode they stay: what is missing would tell what was sent.
        form.without("after", *SUDS, "minutes", "times", "presence", "kindness")
    return form


def more_form(
    edition: Edition,
    client: Client,
    data: QueryDict | None = None,
    *,
    presence_first: bool,
    shares_notes: bool,
    of: Log | None = None,
) -> MoreForm:
    """What may be added to an entry of this homework; who reads a note is asked where any may be read.

    What the entry `of` holds already is shown, and asked on the scales that it stands on.
    """
    kept = _kept(of) if of else {}
    suds = edition.suds_scale(client)
    form = MoreForm(
        data,
        scale=kept.get("scale", client.rating_scale),
        presence_first=presence_first,
        counts=counted_in(edition.schedule),
        suds=suds and (kept.get("suds_scale") or suds),
        initial=kept,
    )
    if client.is_quiet:
        form.without("note", "readers")
    if not shares_notes:
        form.without("readers")
    return form


def counted_in(schedule: Schedule) -> str:
    """Whether one says how many times or how many minutes it was."""
    in_times = schedule.kind in COUNTED_IN_TIMES or schedule.times_a_day > 1
    return "times" if in_times else "minutes"


def _kept(log: Log) -> dict[str, Any]:
    """What the entry holds already."""
    names = ("after", *SUDS, "suds_scale", "minutes", "times", "obstacles", "note")
    kept = {name: getattr(log, name) for name in names}
    kept["readers"] = "both" if log.note_shared else "me"
    checkin = getattr(log, "checkin", None)
    if checkin is not None:
        kept |= {name: getattr(checkin, name) for name in ("scale", "presence", "kindness")}
    return kept


def _added(request: Any, log: Log, form: MoreForm) -> HttpResponse:
    """Save what was added; then on to what was unpleasant, or back to today."""
    facts = form.facts
    if request.device.client.is_quiet:
        # Fields start empty there: one left empty keeps what was sent before.
        facts = {name: value for name, value in facts.items() if value not in (None, "", [])}
    rated = form.rated
    order = ",".join(form.rating_names)
    rating = (
        Rating(
            presence=rated["presence"],
            kindness=rated["kindness"],
            order_shown=order,
            scale=form.scale,
        )
        if rated
        else None
    )
    amend_log(log=log, changes=facts, rating=rating, by=request.device)
    if request.POST.get("then") == "unpleasant":
        if not log.unpleasant:
            report_unpleasant(log=log, by=request.device)
        return send_on(request, reverse("portal:unpleasant", args=[log.uid]))
    return send_on(request, f"{reverse('portal:today')}?saved")


@portal_only(("GET", "POST"))
@gives_back
def unpleasant(request: Any, uid: UUID) -> HttpResponse:
    """Something unpleasant came up: steadying words at once, whom to call, whether to let it rest."""
    log = _standing(request, uid)
    client, prescription = request.device.client, log.edition.prescription
    if request.method == "POST" and "slip" in request.POST:
        withdraw_unpleasant(log=log, by=request.device)
        return send_on(request, reverse("portal:log_more", args=[log.uid]))
    activating = prescription.gates.activating
    form = UnpleasantForm(
        request.POST if request.method == "POST" else None, initial=_told(log, activating, client)
    )
    if form.is_valid():
        _tell(log, form, client, by=request.device)
        return send_on(request, f"{reverse('portal:today')}?saved")
    context = {
        "log": log,
        "form": form,
        "prescription": prescription,
        "family": FAMILIES[prescription.wing],
        "rests": log.assignment.resting_since is not None and not client.is_quiet,
        "contacts": lines_to_call(client),
        "reading": "" if client.is_quiet else words.reading(client, client.today()),
    }
    return render(request, "portal/unpleasant.html", context, status=422 if form.errors else 200)


def _tell(log: Log, form: UnpleasantForm, client: Client, *, by: PortalDevice) -> None:
    """Keep what was said; in quiet mode the form was empty, so what is left blank stays as it was."""
    tell_unpleasant(
        log=log,
        note=form.cleaned_data["note"],
        still=form.still_there,
        rest=form.lets_rest(activating=log.edition.gates.activating),
        whole=not client.is_quiet,
        by=by,
    )


def _told(log: Log, activating: bool, client: Any) -> dict[str, Any]:
    """What was said before, and the rest preset where it is advised."""
    if client.is_quiet:
        return {"rest": "yes"} if activating else {}
    still = {True: "yes", False: "no"}.get(log.unpleasant_still)  # type: ignore[arg-type]
    rest = "yes" if activating or log.unpleasant_still else None
    return {"note": log.unpleasant_note, "still": still, "rest": rest}


@portal_only(("POST",))
@gives_back
def take_back(request: Any, uid: UUID) -> HttpResponse:
    """Take an entry back: its content goes for everybody at once."""
    log = _standing(request, uid)
    if request.POST.get("sure") != "yes":
        return send_on(request, reverse("portal:log_more", args=[log.uid]))
    take_back_log(log=log, by=request.device)
    return send_on(request, f"{reverse('portal:today')}?gone")


def _standing(request: Any, uid: UUID) -> Log:
    """The phone's own entry, unless it was taken back."""
    log: Log = own(request, Log, uid)
    if log.taken_back_at is not None:
        raise Http404
    return log
