"""Care teams: who may see a client or lead a group, from when until when.

Leads change the team of their own clients and groups (EDIT); owners that of all (MANAGE), knowing
only codes and names of groups.
"""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.access import Capability, browse, fetch, may, needs, reach
from clients.actions.teams import is_only_lead, join_team, leave_team
from clients.forms.teams import JoinTeamForm, LeaveTeamForm
from clients.models import CareTeam, Client, Clinic, Group, Member
from config.htmx import answer, leave

from .steps import attempt, posted, status_of


@needs(Capability.EDIT, methods=("GET", "POST"))
def care_team(request: Any, uid: Any) -> HttpResponse:
    """The care team of a client."""
    return _team_page(request, fetch(request, Client, uid), "clients:team_leave")


@needs(Capability.EDIT, methods=("GET", "POST"))
def group_team(request: Any, uid: Any) -> HttpResponse:
    """Who leads a group."""
    return _team_page(request, fetch(request, Group, uid), "clients:team_leave")


@needs(Capability.MANAGE, methods=("GET", "POST"))
def caseload_client(request: Any, uid: Any) -> HttpResponse:
    """The same for the owner, who sees the client's code and nothing else."""
    return _team_page(request, fetch(request, Client, uid), "clients:caseload_leave")


@needs(Capability.MANAGE, methods=("GET", "POST"))
def caseload_group(request: Any, uid: Any) -> HttpResponse:
    """Who leads a group, for the owner."""
    return _team_page(request, fetch(request, Group, uid), "clients:caseload_leave")


def _team_page(request: Any, whom: Client | Group, leave_name: str) -> HttpResponse:
    """Who is on the team, and a form for one more."""
    today = whom.clinic.today()
    members = reach(request, Capability.VIEW, Member).clinicians()
    form = JoinTeamForm(posted(request), members=members, initial={"starts": today})
    if form.is_valid():
        facts = form.cleaned_data
        if attempt(form, join_team, whom=whom, by=request.member, **facts):
            messages.success(request, _("Added to the care team."))
            return leave(request, request.path)
    places = list(whom.care_team.select_related("member"))
    context = {
        "whom": whom,
        "client": whom if isinstance(whom, Client) else None,
        "form": form,
        "now": [place for place in places if _is_on(place, today)],
        "later": [place for place in places if place.starts > today and _is_real(place)],
        "before": [place for place in places if _is_over(place, today)],
        "leave_name": leave_name,
        "by_owner": request.door.capability == Capability.MANAGE,
    }
    return answer(request, "clients/care_team.html", context, status=status_of(form))


def _is_on(place: CareTeam, today: dt.date) -> bool:
    return (
        place.starts <= today
        and (place.ends is None or place.ends >= today)
        and place.member.removed_at is None
    )


def _is_real(place: CareTeam) -> bool:
    """Whether the place was not taken back before it began."""
    return place.ends is None or place.ends >= place.starts


def _is_over(place: CareTeam, today: dt.date) -> bool:
    ended = place.ends is not None and place.ends < today
    return (ended or place.member.removed_at is not None) and _is_real(place)


@needs(Capability.EDIT, methods=("GET", "POST"))
def team_leave(request: Any, uid: Any) -> HttpResponse:
    """End somebody's place on a care team."""
    return _leave_page(request, fetch(request, CareTeam, uid))


@needs(Capability.MANAGE, methods=("GET", "POST"))
def caseload_leave(request: Any, uid: Any) -> HttpResponse:
    """End somebody's place, for the owner."""
    return _leave_page(request, fetch(request, CareTeam, uid))


def _leave_page(request: Any, place: CareTeam) -> HttpResponse:
    """The last day; a second look where nobody would lead afterwards."""
    today = place.clinic.today()
    form = LeaveTeamForm(posted(request), initial={"ends": place.ends or today})
    if form.is_valid():
        ends = form.cleaned_data["ends"]
        if not form.cleaned_data["anyway"] and is_only_lead(place, ends):
            form.ask_again()
        elif attempt(form, leave_team, place=place, ends=ends, by=request.member):
            messages.success(request, _("The place on the care team ends."))
            return leave(request, _after_leaving(request, place))
    context = {
        "place": place,
        "form": form,
        "yesterday": today - dt.timedelta(days=1),
        "back": _team_url(request, place),
    }
    return answer(request, "clients/team_leave.html", context, status=status_of(form))


def _team_url(request: Any, place: CareTeam) -> str:
    """The page of the team that the place belongs to."""
    whom = place.client or place.group
    assert whom is not None  # guaranteed by the constraint
    names = ("care_team", "group_team")
    if request.door.capability == Capability.MANAGE:
        names = ("caseload_client", "caseload_group")
    name = names[0] if place.client else names[1]
    return reverse(f"clients:{name}", args=[place.clinic.uid, whom.uid])


def _after_leaving(request: Any, place: CareTeam) -> str:
    """The team's page, or the list for somebody who just left and may no longer open it."""
    if may(request.member, request.door.capability, place.client or place.group):
        return _team_url(request, place)
    return reverse("clients:client_list", args=[place.clinic.uid])


@needs(Capability.MANAGE)
def caseload(request: Any) -> HttpResponse:
    """For the owner: every client's code and every group with its team; nothing of content."""
    clinic = fetch(request, Clinic, request.member.clinic.uid)
    team = reach(request, Capability.MANAGE, CareTeam).on(clinic.today()).select_related("member")
    places = Prefetch("care_team", queryset=team, to_attr="places")
    context = {
        "clients": browse(request, Client).prefetch_related(places),
        "groups": browse(request, Group).prefetch_related(places),
    }
    return answer(request, "clients/caseload.html", context)
