"""How a phone comes in and leaves again: invitation, PIN, agreement, leaving, forgetting.

A GET changes nothing: programs that look through messages open every link. Nothing here says whose
pages these are, and a link that is unknown, used or out of date has one and the same answer.
"""

from typing import Any

from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from clients.access import (
    begin_sitting,
    counted,
    device_secret,
    end_sitting,
    ended_devices,
    former_device,
    invited_device,
    known_device,
    language_of,
    open_to_all,
    portal_only,
    remember_device,
    waiting,
    was_asked,
)
from clients.actions.consents import give_consent
from clients.actions.devices import (
    activate_device,
    end_device,
    leave_sitting,
    note_unsent,
    replace_device,
    unlock_device,
    waste_time,
)
from clients.forms.pins import NewPinForm, PinForm
from clients.models import PortalDevice, why_closed
from config.htmx import leave as send_on

from .choices import page_after_signing_in

ALL_REASONS = ("ended", "contacts", "consent")
"""Why the portal may be closed; leaving and forgetting go all the same."""


@open_to_all(because="the link itself is the secret; its page holds nothing of a person")
def invitation(request: Any, token: str) -> HttpResponse:
    """Set a phone up: choose a PIN. Only the POST uses the link up."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(("GET", "POST"))
    device = invited_device(token)
    if device is None:
        return render(request, "portal/no_link.html", status=404)
    with translation.override(language_of(device.client)):
        reason = why_closed(device.client)
        if reason in ("ended", "contacts"):
            return render(request, "portal/closed.html", {"reason": reason}, status=403)
        form = NewPinForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            return _set_up(request, device, token, form.cleaned_data["pin"])
        return render(request, "portal/invitation.html", {"form": form}, status=_status(form))


def _set_up(request: Any, device: PortalDevice, token: str, pin: str) -> HttpResponse:
    """Use the invitation up; an older place of the same client on this phone ends.

    What is still sealed on it comes from the new one, also when the older one was ended before.
    """
    keys = activate_device(device=device, token=token, pin=pin, by=device)
    if keys is None:
        return render(request, "portal/no_link.html", status=404)
    before = former_device(request, device.client)
    if before is not None:
        replace_device(device=before, replaced_by=device, by=device)
    response = send_on(request, _first_page(device))
    remember_device(response, keys.secret)
    begin_sitting(response, device, keys.nonce)
    return response


def _first_page(device: PortalDevice) -> str:
    """Today, which asks for the agreement first; with one on paper, what is shared."""
    if why_closed(device.client):
        return reverse("portal:today")
    return page_after_signing_in(device.client)


@open_to_all(because="the PIN page says nothing, and the same to everybody")
def unlock(request: Any) -> HttpResponse:
    """The PIN page; five wrong PINs lock the phone for a quarter of an hour."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(("GET", "POST"))
    device = known_device(request)
    form = PinForm(request.POST if request.method == "POST" else None)
    back = _inside(request.POST.get("next") or request.GET.get("next", ""))
    language = language_of(device.client) if device else translation.get_language()
    with translation.override(language):
        if form.is_valid():
            nonce = _opened(request, device, form.cleaned_data["pin"])
            if device is not None and nonce:
                if (count := _unsent(request)) is not None:
                    note_unsent(device=device, count=count)
                response = send_on(request, back or _page_after(request, device))
                begin_sitting(response, device, nonce)
                return response
            form.add_error("pin", _said(device))
        is_ended = device is None and bool(device_secret(request))
        lost, of_others = waiting(request) if is_ended else (0, 0)
        ended = " ".join(map(str, ended_devices(request) if is_ended else ()))
        context = {"form": form, "next": back, "lost": lost, "ended": ended}
        response = render(request, "portal/unlock.html", context, status=_status(form))
    if is_ended:
        # This phone was ended from elsewhere.
        end_sitting(response, forget=True, others_wait=of_others > 0)
    return response


def _page_after(request: Any, device: PortalDevice) -> str:
    """As `_first_page`; what waits on the phone goes first, and no question stands in its way."""
    is_later = _unsent(request) or was_asked(request)
    return reverse("portal:today") if is_later else _first_page(device)


def _opened(request: Any, device: PortalDevice | None, pin: str) -> str | None:
    """The name of the new sitting, or None; takes as long for a phone that is not known."""
    if device is None:
        waste_time(pin=pin)
        return None
    return unlock_device(device=device, secret=device_secret(request), pin=pin, by=device)


def _unsent(request: Any) -> int | None:
    """How many sealed entries the phone says that it holds, before it sends them; None unsaid."""
    return counted(request.POST.get("unsent", ""))


def _said(device: PortalDevice | None) -> str:
    """Why it did not open."""
    if device is not None:
        device.refresh_from_db(fields=["locked_until"])
        if device.locked_for() is not None:
            return _("Too many tries. Wait a quarter of an hour, then try again.")
    return _("That did not open it. Try once more.")


def _inside(address: str) -> str:
    """The address if it is one of the phone's own pages, else ""."""
    inside = address.startswith("/p/") and ".." not in address
    inside = inside and url_has_allowed_host_and_scheme(address, None)
    return address if inside else ""


@portal_only(("POST",), even_when=("consent",))
def agree(request: Any) -> HttpResponse:
    """The client's answer on the page that says what is kept and who reads it."""
    if request.POST.get("answer") == "yes":
        give_consent(client=request.device.client, by=request.device)
        return send_on(request, page_after_signing_in(request.device.client))
    if request.POST.get("answer") == "no":
        return _forgotten(request)
    return send_on(request, reverse("portal:today"))


@open_to_all(because="leaving is always possible, also twice, also when the sitting is over")
@csrf_exempt
def leave(request: Any) -> HttpResponse:
    """Leave at once: the sitting ends and kept pages go. A GET is only the page that comes then.

    The page for a time without a network holds no token; there the browser says where it comes from.
    """
    if request.method in ("GET", "HEAD"):
        return render(request, "portal/left.html")
    if request.method != "POST":
        return HttpResponseNotAllowed(("GET", "POST"))
    here = f"{request.scheme}://{request.get_host()}"
    is_ours = request.headers.get("Origin") == here
    answer: HttpResponse = (_left if is_ours else csrf_protect(_left))(request)
    return answer


def _left(request: Any) -> HttpResponse:
    device = known_device(request)
    if device is not None:
        leave_sitting(device=device, by=device)
    response = send_on(request, reverse("portal:leave"))
    end_sitting(response)
    return response


@portal_only(("POST",))
def stay(_request: Any) -> HttpResponse:
    """Somebody is writing on a page of this sitting: an act like any other, and nothing is noted of it."""
    return HttpResponse(status=204)


@portal_only(("POST",), even_when=ALL_REASONS)
def forget(request: Any) -> HttpResponse:
    """Forget this phone: it is ended, and all that the browser kept goes."""
    if request.POST.get("sure") != "yes":
        return send_on(request, reverse("portal:today"))
    return _forgotten(request)


def _forgotten(request: Any) -> HttpResponse:
    end_device(device=request.device, by=request.device)
    response = send_on(request, reverse("portal:leave"))
    end_sitting(response, forget=True)
    return response


def _status(form: Any) -> int:
    return 422 if form.errors else 200
