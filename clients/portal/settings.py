"""Who can read, what can be taken back, and help."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.access import counted, end_sitting, lines_to_call, own, portal_only
from clients.actions.consents import withdraw_consent
from clients.actions.devices import end_device
from clients.actions.people import set_quiet_mode
from clients.models import CareTeam, Client, CrisisContact, PortalDevice, Role
from clients.models.streams import shared_by
from config.htmx import leave as send_on

from . import words
from .choices import answers

THREE_LINES, SOOTHING_LIST = "three-statements-card", "soothing-now-card"
"""The worksheets whose answers come first in a hard moment, by their codes."""


@portal_only()
def settings(request: Any) -> HttpResponse:
    """Who can read, and what the client can do about it. In quiet mode nobody is named."""
    client = request.device.client
    shared = shared_by(client)
    team: list[Any] = []
    if not client.is_quiet:
        team = list(client.care_team.on(client.today()).select_related("member"))
    phones = [] if client.is_quiet else _other_phones(request.device)
    context = {
        "readers": _readers(team),
        "reading": "" if client.is_quiet else words.reading(client, client.today()),
        "phones": phones,
        "elsewhere": sum(phone.unsent or 0 for phone, _number, _since in phones),
        "ended": "" if client.is_quiet else _ended(request.GET.get("ended", "")),
        "shared": shared,
        "streams": [] if client.is_quiet else answers(shared),
        "sheets": [] if client.is_quiet else client.sheets.standing().select_related("edition"),
        "today": client.today(),
        "in_group": client.participations.on(client.today()).exists(),
    }
    return render(request, "portal/settings.html", context)


def _readers(team: list[CareTeam]) -> list[tuple[str, dt.date | None]]:
    """Each name once; whoever stands in for somebody else with the day until when."""
    covers = {place.member.name: place.ends for place in team if place.role == Role.COVER}
    own = {place.member.name: None for place in team if place.role != Role.COVER}
    return list((covers | own).items())


def _other_phones(device: PortalDevice) -> list[tuple[PortalDevice, int, dt.datetime]]:
    """The client's other phones that can open this, each with its number, which its clinicians see too,
    and the moment since when on the client's own clock: several may have been set up on one day."""
    zone = device.client.zone
    others = [(n, one) for n, one in device.client.devices.numbered() if one.is_active]
    began = [(one, n, one.consented_at or one.invited_at) for n, one in others if one != device]
    return [(one, n, at.astimezone(zone).replace(tzinfo=None)) for one, n, at in began]


@portal_only(("POST",))
def end_phone(request: Any, uid: UUID) -> HttpResponse:
    """End another phone of the client; one's own is forgotten instead."""
    device = own(request, PortalDevice, uid)
    if device.pk == request.device.pk or request.device.client.is_quiet:
        return send_on(request, f"{reverse('portal:settings')}#phones")
    end_device(device=device, by=request.device)
    return send_on(request, f"{reverse('portal:settings')}?ended={device.unsent or 0}#phones")


def _ended(unsent: str) -> str:
    """What is said after a phone was ended: also how many entries had not been sent from it."""
    count = counted(unsent)
    if count is None:
        return ""
    said = _("That phone is closed.")
    lost = ngettext(
        "One entry that was still on it is lost.",
        "%(count)s entries that were still on it are lost.",
        count,
    )
    return f"{said} {lost % {'count': count}}" if count else said


@portal_only(even_when=("consent",))
def help_page(request: Any) -> HttpResponse:
    """Steadying words, and whom to call."""
    client = request.device.client
    context = whom_to_call(client, lines_to_call(client))
    return render(request, "portal/help.html", context)


def whom_to_call(client: Client, contacts: list[CrisisContact]) -> dict[str, Any]:
    """What the page of help shows."""
    return {"contacts": contacts, "clinic": client.clinic}


def what_helps(client: Client, contacts: list[CrisisContact]) -> dict[str, Any]:
    """What the page of a hard moment shows: the client's own lines and short list first."""
    sheets = client.sheets
    return whom_to_call(client, contacts) | {
        "lines": sheets.to_read_again(THREE_LINES),
        "helps": sheets.to_read_again(SOOTHING_LIST),
    }


@portal_only(even_when=("consent",))
def hard_moment(request: Any) -> HttpResponse:
    """The client's own kind lines and short list first, then steadying words and whom to call.

    In quiet mode, or before the agreement, nothing of one's own can be read: then it is the page of help.
    """
    client = request.device.client
    if client.is_quiet or request.closed:
        return send_on(request, reverse("portal:help"))
    context = what_helps(client, lines_to_call(client))
    return render(request, "portal/hard_moment.html", context)


@portal_only(("POST",))
def quiet(request: Any) -> HttpResponse:
    """Choose quiet mode. Only the way in: out of it leads a talk, not whoever holds the phone."""
    if request.POST.get("sure") == "yes":
        set_quiet_mode(client=request.device.client, on=True, by=request.device)
    return send_on(request, reverse("portal:today"))


@portal_only(("POST",))
def withdraw(request: Any) -> HttpResponse:
    """Take the agreement back: all phones of the client are ended at once."""
    if request.POST.get("sure") != "yes":
        return send_on(request, reverse("portal:settings"))
    withdraw_consent(client=request.device.client, by=request.device)
    response = send_on(request, reverse("portal:leave"))
    end_sitting(response, forget=True)
    return response
