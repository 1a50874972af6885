"""The invitation of a phone as one page of paper: made, printed and handed over in one act."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse

from clients.access import Capability, fetch, language_of, needs
from clients.actions.devices import PortalClosedError, end_device, invite_device
from clients.models import Client, Profile
from config.htmx import leave
from planner.actions.handouts import note_invitation_printed
from planner.documents.errors import DocumentError
from planner.documents.invitations import invitation_pdf
from planner.sheets import InvitationSheet


@needs(Capability.EDIT, methods=("POST",))
def invitation_print(request: Any, uid: UUID) -> HttpResponse:
    """Invite a phone on paper. The link stands on the file that this answers, and is kept nowhere.

    Discreet paper has no picture and no link. Where it cannot be printed no invitation is left behind,
    and the page of phones says why.
    """
    client = fetch(request, Client, uid)
    page = reverse("clients:devices", args=[client.clinic.uid, client.uid])
    if client.discreet_paper or client.quiet_mode:
        return leave(request, page)
    try:
        device, token = invite_device(client=client, by=request.member)
    except PortalClosedError:
        return leave(request, page)
    sheet = InvitationSheet(
        link=request.build_absolute_uri(reverse("portal:invitation", args=[token])),
        until=device.invited_until.astimezone(client.zone),
        language=language_of(client),
        paper=client.clinic.paper,
        large=client.profile == Profile.VOICE,
    )
    try:
        pdf = invitation_pdf(sheet, asker=str(request.member.uid))
    except DocumentError as refusal:
        end_device(device=device, by=request.member)
        messages.warning(request, str(refusal))
        return leave(request, page)
    note_invitation_printed(device=device, by=request.member)
    return _to_keep(pdf)


def _to_keep(pdf: bytes) -> HttpResponse:
    """The file to be saved: one that is shown in place of the page would be asked for anew."""
    named = 'attachment; filename="sheet.pdf"'
    headers = {"Content-Disposition": named, "Cache-Control": "no-store"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
