"""A client's phone as the care team sees it: invite, end, record the client's agreement."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.access import Capability, fetch, needs
from clients.actions.consents import give_consent, withdraw_consent
from clients.actions.devices import INVITATION, PortalClosedError, end_device, invite_device
from clients.models import Client, ConsentKind, PortalDevice, why_closed
from config.htmx import leave

SHOWN_MOST = 20
"""So many phones stand in the list, newest first; older ones have ended long ago."""


@dataclass
class Row:
    """One phone in the list: its number, its state, and since or until which day (never an hour)."""

    number: int
    device: PortalDevice
    state: str
    day: dt.date | None


@needs(Capability.EDIT)
def devices(request: Any, uid: UUID) -> HttpResponse:
    """The client's phones, whether one can be invited, and if not, why."""
    client = fetch(request, Client, uid)
    return render(request, "clients/devices.html", _page(client))


@needs(Capability.EDIT, methods=("POST",))
def device_invite(request: Any, uid: UUID) -> HttpResponse:
    """Invite a phone. The link stands on the answer to this POST only, and is kept nowhere."""
    client = fetch(request, Client, uid)
    try:
        device, token = invite_device(client=client, by=request.member)
    except PortalClosedError:
        return render(request, "clients/devices.html", _page(client), status=409)
    link = request.build_absolute_uri(reverse("portal:invitation", args=[token]))
    context = _page(client) | {
        "link": link,
        "picture": qr_picture(link),
        "until": _day(device.invited_until, client),
    }
    response = render(request, "clients/devices.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@needs(Capability.EDIT, methods=("POST",))
def device_end(request: Any, uid: UUID) -> HttpResponse:
    """End a phone or take an invitation back, at once."""
    device = fetch(request, PortalDevice, uid)
    end_device(device=device, by=request.member)
    messages.success(request, _ended(device))
    return leave(request, _address(device.client))


def _ended(device: PortalDevice) -> str:
    """What ending a phone came to, and how much of what it held is lost."""
    said = _("Ended. This phone opens nothing any more; what was sent is kept.")
    if not device.unsent:
        return said
    lost = ngettext(
        "%(count)s entry that it had not sent is lost.",
        "%(count)s entries that it had not sent are lost.",
        device.unsent,
    )
    return f"{said} {lost % {'count': device.unsent}}"


@needs(Capability.EDIT, methods=("POST",))
def consent(request: Any, uid: UUID) -> HttpResponse:
    """Record that the client agreed on paper, or took the agreement back."""
    client = fetch(request, Client, uid)
    if request.POST.get("agreed") == "yes":
        give_consent(client=client, by=request.member)
        messages.success(request, _("Recorded: the client agreed on paper."))
    elif request.POST.get("agreed") == "no":
        withdraw_consent(client=client, by=request.member)
        messages.success(
            request, _("Recorded: the agreement was taken back, and all phones ended.")
        )
    return leave(request, _address(client))


def qr_picture(link: str) -> SafeString:
    """The link as an SVG of squares; it holds numbers only, so it is safe to show as it is."""
    import segno  # noqa: PLC0415 - slow to import, and only an invitation needs it

    code = segno.make(link, error="m", micro=False)
    drawn = code.svg_inline(omitsize=True, svgclass=None, lineclass=None, dark="#22302f")
    return SafeString(drawn)


def _page(client: Client) -> dict[str, Any]:
    """What the page shows but for a fresh link."""
    standing = client.consents.standing().filter(kind=ConsentKind.PORTAL).first()
    rows = [_row(*one, client) for one in client.devices.numbered()[:SHOWN_MOST]]
    return {
        "client": client,
        "closed": why_closed(client),
        "agreed_on": _day(standing.given_at, client) if standing else None,
        "rows": [row for row in rows if row.state != "ended"],
        "ended": [row for row in rows if row.state == "ended"],
        "has_several": len(rows) > 1,
        "days": INVITATION.days,
    }


def _row(number: int, device: PortalDevice, client: Client) -> Row:
    """The state of a phone in one word of the template, with its day."""
    if device.ended_at is not None:
        return Row(number, device, "ended", _day(device.ended_at, client))
    if device.is_active:
        day = _day(device.consented_at, client) if device.consented_at else None
        return Row(number, device, "active" if day else "not_agreed", day)
    state = "expired" if device.is_expired else "invited"
    if state == "invited" and not client.is_offered_phone:
        state = "withheld"
    return Row(number, device, state, _day(device.invited_until, client))


def _day(moment: dt.datetime, client: Client) -> dt.date:
    """The day of a moment in the clinic's zone."""
    return moment.astimezone(client.clinic.zone).date()


def _address(client: Client) -> str:
    return reverse("clients:devices", args=[client.clinic.uid, client.uid])
