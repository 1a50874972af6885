"""The hand-over of a client: the open points, for whoever takes over or covers."""

from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpResponse

from clients.access import Capability, fetch, needs
from clients.actions.journal import open_record
from clients.models import Client, safety_now
from config.htmx import answer
from planner.models.aftermath import aftermath_findings
from planner.models.held import LATELY, last_and_coming
from planner.models.limits import limits_of

from .together import together_with


@needs(Capability.VIEW)
def hand_over(request: Any, uid: Any) -> HttpResponse:
    """Risk, safety plan, homework, how the last session ended, what is planned, who else is there."""
    client = fetch(request, Client, uid)
    team = open_record(client=client, by=request.member)
    prefetch_related_objects([client], "risk_questions", "safety_reviews", "ways")
    today = client.clinic.today()
    last, coming = last_and_coming(client, today)
    exposures = list(last.session.exposures.select_related("confirmed_by")) if last else []
    context = {
        "client": client,
        "today": today,
        "safety": safety_now(client),
        "ways": client.safe_ways(),
        "homework": client.assignments.running_on(today),
        "last": last,
        "exposures": exposures,
        "findings": aftermath_findings(exposures, client, limits_of(client.clinic)),
        "effects": client.unwanted_effects.lately(),
        "coming": coming,
        "team": team,
        "section": "clients",
        **together_with(request, client, LATELY),
    }
    return answer(request, "planner/hand_over.html", context)
