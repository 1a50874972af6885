"""Where everybody starts: the way to one's own clinic, and the screen's own settings."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from clients.access import Capability, fetch, memberships, needs, open_to_all
from clients.actions.clinics import hide_names as hide
from clients.actions.clinics import set_single_keys
from clients.models import Member
from config.htmx import leave


@open_to_all(because="sends everyone on to their own clinic or to the sign-in page")
def home(request: Any) -> HttpResponse:
    """The way in: the sign-in page, one's only clinic, or a choice of clinics."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    places = memberships(request)
    if len(places) == 1:
        return redirect(settings.FRONT_PAGE, clinic=places[0].clinic.uid)
    return render(request, "clients/choose_clinic.html", {"places": places})


@needs(Capability.VIEW, methods=("POST",))
def hide_names(request: Any) -> HttpResponse:
    """Hide clients' names on this member's screen, or show them again; stays on the page."""
    me = fetch(request, Member, request.member.uid)
    hide(member=me, hidden=request.POST.get("hidden") == "on")
    return _stay(request)


@needs(Capability.VIEW, methods=("POST",))
def single_keys(request: Any) -> HttpResponse:
    """Turn what single keys do on this member's pages off, or on again; stays on the page."""
    me = fetch(request, Member, request.member.uid)
    set_single_keys(member=me, on=request.POST.get("keys") == "on")
    return _stay(request)


def _stay(request: Any) -> HttpResponse:
    """Back to the page that was open, never elsewhere."""
    back = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    return leave(request, back)
