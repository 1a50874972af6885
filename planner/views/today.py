"""The first page after signing in: whom one meets today, and what needs a look."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from clients.access import Capability, ask, fetch, needs
from clients.models import Clinic
from config.htmx import answer, leave
from planner.actions.beside import tick_call
from planner.models import Stop
from planner.models.today import day_of


@needs(Capability.VIEW)
def today(request: Any) -> HttpResponse:
    """The day of this member; for an owner who does no clinical work, the way to the clinic."""
    clinic = fetch(request, Clinic, request.member.clinic.uid)
    if not request.member.is_clinician:
        return answer(request, "planner/today_owner.html", {"today": clinic.today()})
    day = day_of(clinic.today(), partial(ask, request, Capability.PLAN))
    return answer(request, "planner/today.html", {"day": day, "today": day.today})


@needs(Capability.PLAN, methods=("POST",))
def call_done(request: Any, uid: Any) -> HttpResponse:
    """Tick the call that was agreed after a session that stopped early, or open it again."""
    stop = fetch(request, Stop, uid)
    tick_call(stop=stop, done=request.POST.get("done") == "on", by=request.member)
    return leave(request, reverse("planner:today", args=[stop.clinic.uid]))
