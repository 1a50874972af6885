"""Handouts that a client was given, and the exact files."""

from typing import Any

from django.http import HttpResponse
from django.utils.timezone import localdate

from clients.access import Capability, fetch, may, needs
from clients.actions.journal import note_export
from clients.models import Client, Handout
from config.htmx import answer


@needs(Capability.VIEW)
def handout_list(request: Any, uid: Any) -> HttpResponse:
    """What this client was given on paper, latest first."""
    client = fetch(request, Client, uid)
    context = {
        "client": client,
        "handouts": client.handouts.select_related("by").counted(),
        "today": client.clinic.today(),
        "may_print": may(request.member, Capability.PRINT, client),
        "readonly": not may(request.member, Capability.EDIT, client),
    }
    return answer(request, "clients/handout_list.html", context)


@needs(Capability.VIEW)
def handout_file(request: Any, uid: Any) -> HttpResponse:
    """The file as it was given, under a name that says nothing."""
    handout = fetch(request, Handout, uid)
    day = localdate(handout.given_at, handout.clinic.zone)
    if request.method == "GET":
        note_export(thing=handout, by=request.member)
    return HttpResponse(
        bytes(handout.file.content),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="sheet-{day.isoformat()}.pdf"',
            "Cache-Control": "no-store",
        },
    )
