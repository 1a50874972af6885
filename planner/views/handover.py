"""The hand-over of a client: the open points, for whoever takes over or covers."""

from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpResponse

from clients.access import Capability, fetch, needs
from clients.actions.journal import note_opening
from clients.models import Client, safety_now
from config.htmx import answer
from planner.models.aftermath import aftermath_findings
from planner.models.limits import limits_of


@needs(Capability.VIEW)
def hand_over(request: Any, uid: Any) -> HttpResponse:
    """Risk, safety plan, homework, how the last session ended, what is planned, who else is there."""
    client = fetch(request, Client, uid)
    note_opening(thing=client, by=request.member)
    prefetch_related_objects([client], "risk_questions", "safety_reviews", "ways")
    today = client.clinic.today()
    mine = client.appointments.select_related("session__stop", "session__recorded_by")
    past = mine.before(today)[:12]
    last = next((one for one in past if one.took_place and hasattr(one, "session")), None)
    exposures = list(last.session.exposures.select_related("confirmed_by")) if last else []
    context = {
        "client": client,
        "today": today,
        "safety": safety_now(client),
        "ways": [way for way in client.ways.all() if way.safe],
        "homework": client.assignments.running_on(today),
        "last": last,
        "exposures": exposures,
        "findings": aftermath_findings(exposures, client, limits_of(client.clinic)),
        "effects": client.unwanted_effects.lately(),
        "coming": list(mine.coming(today)[:6]),
        "team": client.care_team.on(today).select_related("member"),
        "section": "clients",
    }
    return answer(request, "planner/hand_over.html", context)
