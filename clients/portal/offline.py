"""What a phone may read without a network: today's practices, as its pages show them.

The phone asks for it right after the PIN and keeps it only under a key made from that PIN
(static/js/bundle.js). What was sent is not in it: no entries, no path. A worksheet begins there as a
new one does, with the stage of good wishes and the ways in that helped last time, and nothing else of
earlier ones.
"""

import re
import secrets
import uuid
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.access import lines_to_call, portal_only
from clients.forms.logs import UnpleasantForm
from clients.models import PortalDevice, SheetAnswer
from clients.models.streams import shared_by
from clients.sealing import key_of

from .entries import counted_in, more_form
from .practices import what_is_played
from .settings import what_helps, whom_to_call
from .sheets import beginnings, goes_on_with, proposal, sheet_form
from .signin import ALL_REASONS
from .today import Offer, what_fits
from .words import long_day

type Page = dict[str, str]

_GAPS = re.compile(r"\s*\n\s*")


@portal_only(even_when=ALL_REASONS, by_itself=True)
def offline(request: Any) -> HttpResponse:
    """The pages of today as JSON, by their addresses; 204 while the portal is closed."""
    client, day = request.device.client, request.device.client.today()
    if request.closed:
        return HttpResponse(status=204)
    said = {
        "quiet": client.is_quiet,
        "said": _("As it stood on %(day)s.") % {"day": long_day(day)},
        "phone": _phone(request.device),
    }
    asked: dict[str, str] = {}
    return JsonResponse(said | {"pages": _pages(request, asked), "asked": asked})


def _phone(device: PortalDevice) -> dict[str, str]:
    """What the element .phone carries on every page of an open sitting."""
    key = key_of(settings.SECRET_KEY)
    found = {
        "sealKey": key.public_text,
        "sealId": key.uid,
        "device": str(device.uid),
        "lock": reverse("portal:unlock"),
    }
    return found | ({"hide": ""} if device.client.is_quiet else {})


def _pages(request: Any, asked: dict[str, str]) -> dict[str, Page]:
    """Today, each practice of today, and help; in quiet mode nothing of the client's own.

    What is asked after an entry is the same at most practices: it stands once in `asked`, and the
    pages name it.
    """
    client, day = request.device.client, request.device.client.today()
    contacts, shared = lines_to_call(client), shared_by(client)
    fits = what_fits(client, day, with_entries=False)
    pages = {reverse("portal:today"): _page(request, "today", _("Today"), fits)}
    starts = beginnings(client, {offer.assignment.code for offer in fits["offers"]})
    for offer in fits["offers"]:
        played = what_is_played(offer.assignment, client, day, contacts)
        address = reverse("portal:practice", args=[offer.assignment.uid])
        later = _later(request, offer, asked, shares_notes=shared.notes)
        pages[address] = _page(request, "practice", offer.title, played) | later
        if played["sheet"]:
            start = starts.get(offer.assignment.code, [])
            begun = {"reading": fits["reading"], "shares": shared.worksheets, "start": start}
            address = reverse("portal:sheet", args=[offer.assignment.uid])
            pages[address] = _new_sheet(request, played, **begun)
    calls = whom_to_call(client, contacts)
    pages[reverse("portal:help")] = _page(request, "help", _("Info"), calls)
    if not client.is_quiet:
        helps = what_helps(client, contacts)
        address = reverse("portal:hard_moment")
        pages[address] = _page(request, "hard_moment", _("A hard moment"), helps)
    return pages


def _later(request: Any, offer: Offer, asked: dict[str, str], *, shares_notes: bool) -> Page:
    """The names of what is asked once an entry is kept, and once something unpleasant came up."""
    client, prescription = request.device.client, offer.prescription
    edition = offer.assignment.edition_on(client.today())
    more = f"more {counted_in(edition.schedule)} {edition.suds_scale(client)}".strip()
    if more not in asked:
        is_first = secrets.choice((True, False))
        form = more_form(edition, client, presence_first=is_first, shares_notes=shares_notes)
        asked[more] = _part(request, "parts/more_later.html", {"form": form})
    told = "told, rests" if prescription.gates.activating else "told"
    if told not in asked:
        telling = UnpleasantForm(initial={"rest": "yes"} if prescription.gates.activating else {})
        context = {"form": telling, "quiet": client.is_quiet}
        asked[told] = _part(request, "parts/told_later.html", context)
    return {"more": more, "told": told}


def _new_sheet(
    request: Any, played: dict[str, Any], *, reading: str, shares: bool, start: list[SheetAnswer]
) -> Page:
    """The practice's worksheet to begin; the phone gives each one a uid of its own."""
    worksheet, assignment = played["sheet"], played["assignment"]
    going_on, new = goes_on_with(worksheet, start), {"entry": uuid.uuid4()}
    context = {
        "form": sheet_form(worksheet, shares=shares, answers=going_on, initial=new),
        "worksheet": worksheet,
        "edition": assignment.edition_on(request.device.client.today()),
        "assignment": assignment,
        "reading": reading,
        "is_apart": True,
    }
    return _page(request, "sheet", worksheet.title, context | proposal(going_on, start))


def _page(request: Any, name: str, title: str, context: dict[str, Any]) -> Page:
    """The middle of a page, out of the same template as the page itself."""
    return {"title": title, "html": _part(request, f"{name}.html#page", context)}


def _part(request: Any, name: str, context: dict[str, Any]) -> str:
    """A template as HTML without the gaps between its lines, a fifth of its length."""
    return _GAPS.sub("\n", render_to_string(f"portal/{name}", context, request=request))
