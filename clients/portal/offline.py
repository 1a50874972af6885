"""What a phone may read without a network: today's practices, as its pages show them.

The phone asks for it right after the PIN and keeps it only under a key made from that PIN
(static/js/bundle.js). What was sent is not in it: no entries, no path, no sheets.
"""

import secrets
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.access import lines_to_call, portal_only
from clients.models import PortalDevice
from clients.models.streams import shared_by
from clients.sealing import key_of

from .entries import more_form
from .practices import what_is_played
from .settings import what_helps, whom_to_call
from .signin import ALL_REASONS
from .today import Offer, what_fits
from .words import long_day

type Page = dict[str, str]


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
        "pages": _pages(request),
    }
    return JsonResponse(said)


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


def _pages(request: Any) -> dict[str, Page]:
    """Today, each practice of today, and help; in quiet mode nothing of the client's own."""
    client, day = request.device.client, request.device.client.today()
    contacts, shares_notes = lines_to_call(client), shared_by(client).notes
    fits = what_fits(client, day, with_entries=False)
    pages = {reverse("portal:today"): _page(request, "today", _("Today"), fits)}
    for offer in fits["offers"]:
        played = what_is_played(offer.assignment, client, day, contacts)
        address = reverse("portal:practice", args=[offer.assignment.uid])
        more = _more(request, offer, shares_notes=shares_notes)
        pages[address] = _page(request, "practice", offer.title, played) | more
    calls = whom_to_call(client, contacts)
    pages[reverse("portal:help")] = _page(request, "help", _("Info"), calls)
    if not client.is_quiet:
        helps = what_helps(client, contacts)
        address = reverse("portal:hard_moment")
        pages[address] = _page(request, "hard_moment", _("A hard moment"), helps)
    return pages


def _more(request: Any, offer: Offer, *, shares_notes: bool) -> Page:
    """What may be added once an entry is kept: the same questions, in either order."""
    client, day = request.device.client, request.device.client.today()
    form = more_form(
        offer.assignment.edition_on(day),
        client,
        presence_first=secrets.choice((True, False)),
        shares_notes=shares_notes,
    )
    context = {"form": form, "assignment": offer.assignment}
    return {"more": render_to_string("portal/parts/more_later.html", context, request=request)}


def _page(request: Any, name: str, title: str, context: dict[str, Any]) -> Page:
    """The middle of a page, out of the same template as the page itself."""
    return {
        "title": title,
        "html": render_to_string(f"portal/{name}.html#page", context, request=request),
    }
