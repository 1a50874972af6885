"""Who can read, what can be taken back, and help."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from clients.access import end_sitting, lines_to_call, portal_only
from clients.actions.consents import withdraw_consent
from clients.actions.people import set_quiet_mode
from clients.models import Client, CrisisContact
from config.htmx import leave as send_on

THREE_LINES, SOOTHING_LIST = "three-statements-card", "soothing-now-card"
"""The worksheets whose answers come first in a hard moment, by their codes."""


@portal_only()
def settings(request: Any) -> HttpResponse:
    """Who can read, and what the client can do about it. In quiet mode nobody is named."""
    client = request.device.client
    team: list[Any] = []
    if not client.is_quiet:
        team = list(client.care_team.on(client.today()).select_related("member"))
    context = {
        "readers": list(dict.fromkeys(place.member.name for place in team)),
        "in_group": client.participations.on(client.today()).exists(),
    }
    return render(request, "portal/settings.html", context)


@portal_only()
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
        "lines": sheets.of_worksheet(THREE_LINES).first(),
        "helps": sheets.of_worksheet(SOOTHING_LIST).first(),
    }


@portal_only()
def hard_moment(request: Any) -> HttpResponse:
    """The client's own kind lines and short list first, then steadying words and whom to call.

    In quiet mode nothing of one's own can be read on the phone: then it is the page of help.
    """
    client = request.device.client
    if client.is_quiet:
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
