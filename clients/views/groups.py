"""Groups, couples and families: who takes part, who leads, when they meet."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.access import Capability, browse, fetch, may, needs, reach
from clients.actions.teams import change_group, form_group
from clients.forms.fields import changes_of
from clients.forms.groups import GroupChangeForm, GroupForm
from clients.models import (
    CAME,
    Appointment,
    Assignment,
    AssignmentStatus,
    Client,
    Clinic,
    Group,
    Member,
    Participation,
    open_risk,
)
from config.htmx import answer, leave

from .steps import posted, status_of

MEETINGS_BACK = 12
"""Past appointments that the attendance of a group's page looks back on."""


def page_of(group: Group) -> str:
    """The address of a group's page."""
    return reverse("clients:group_page", args=[group.clinic.uid, group.uid])


@needs(Capability.VIEW)
def group_list(request: Any) -> HttpResponse:
    """The groups that this member leads or reads, and a form for a new one."""
    return _list_answer(request, browse(request, Group), GroupForm(initial={"kind": "group"}))


@needs(Capability.PLAN, methods=("POST",))
def group_add(request: Any) -> HttpResponse:
    """A new group; whoever adds leads it."""
    clinic = fetch(request, Clinic, request.member.clinic.uid)
    form = GroupForm(request.POST)
    if form.is_valid():
        group = form_group(clinic=clinic, by=request.member, **form.cleaned_data)
        messages.success(request, _("Added. You lead it. Now add who takes part."))
        return leave(request, page_of(group))
    return _list_answer(request, reach(request, Capability.VIEW, Group), form)


def _list_answer(request: Any, groups: Any, form: GroupForm) -> HttpResponse:
    """The list with how many take part in each and when they meet next."""
    today = request.member.clinic.today()
    rows = list(groups.with_days(today))
    context = {
        "groups": [group for group in rows if not _is_over(group, today)],
        "over": [group for group in rows if _is_over(group, today)],
        "form": form,
        "today": today,
    }
    return answer(request, "clients/group_list.html", context, status=status_of(form))


def _is_over(group: Group, today: dt.date) -> bool:
    return group.ended_on is not None and group.ended_on < today


@needs(Capability.VIEW)
def group_page(request: Any, uid: Any) -> HttpResponse:
    """Who leads, who takes part, when they meet; of the participants only what leaders may know."""
    group = fetch(request, Group, uid)
    today = group.clinic.today()
    meetings = list(group.appointments.dated().prefetch_related("attendances"))
    coming = [row for row in meetings if row.day >= today]
    past = [row for row in meetings if row.day < today or row.took_place]
    people = _people(request, group, today, past[-MEETINGS_BACK:])
    context = {
        "group": group,
        "today": today,
        "team": group.care_team.on(today).select_related("member"),
        "people": people,
        "again": _again(people),
        "unbegun": _unbegun(request, group, today),
        "next": next((row for row in coming if row.status == "planned"), None),
        "did_again": request.GET.get("did") == "again",
        "coming": [row for row in coming if row not in past],
        "undated": group.appointments.filter(day=None),
        "past": past[: -MEETINGS_BACK - 1 : -1],
        "may_edit": may(request.member, Capability.EDIT, group),
    }
    return answer(request, "clients/group_page.html", context)


def _people(
    request: Any, group: Group, today: dt.date, past: list[Appointment]
) -> list[dict[str, Any]]:
    """One row per participant of today: attendance, homework of this group, open risk or not."""
    places = group.participations.on(today).select_related("client")
    places = places.prefetch_related("client__risk_questions", "client__safety_reviews")
    own = reach(request, Capability.VIEW, Client).values_list("pk", flat=True)
    may_open = set(own.filter(participations__group=group))
    homework = _homework(request, group)
    return [
        {
            "place": place,
            "client": place.client,
            "may_open": place.client.pk in may_open,
            "attendance": _attendance(place, past),
            "homework": homework[place.client.pk],
            "again": [given for given in homework[place.client.pk] if given.can_go_on(today)],
            "open_risk": open_risk(place.client) is not None,
        }
        for place in places
    ]


def _again(people: list[dict[str, Any]]) -> Assignment | None:
    """What the group was given last of what can go on for one more week, or None."""
    found = [given for row in people for given in row["again"]]
    return max(found, key=lambda given: (given.given_at, given.pk), default=None)


def _unbegun(request: Any, group: Group, today: dt.date) -> list[Participation]:
    """Who joins later, then the waiting list in its order; `named` where the name may be known.

    `turns` are the places that somebody who waits can be put at: to the top, up, down.
    """
    places = group.participations.select_related("client", "screened_by")
    waiting = list(places.waiting())
    rows = [*places.coming(today), *waiting]
    known = reach(request, Capability.ROSTER, Client).filter(participations__group=group)
    named = set(known.values_list("pk", flat=True)) if rows else set()
    for place in rows:
        place.named = place.client_id in named
    for at, place in enumerate(waiting):
        place.turns = {
            "top": 0 if at > 1 else None,
            "up": at - 1 if at else None,
            "down": at + 1 if at + 1 < len(waiting) else None,
        }
    return rows


def _homework(request: Any, group: Group) -> dict[int, list[Assignment]]:
    """What was given in this group and goes on, by client."""
    found: dict[int, list[Assignment]] = defaultdict(list)
    given = reach(request, Capability.ROSTER, Assignment).filter(group=group)
    for row in given.exclude(status=AssignmentStatus.ENDED):
        found[row.client_id].append(row)
    return found


def _attendance(place: Participation, past: list[Appointment]) -> dict[str, Any]:
    """How often the participant came of the recorded times, and whether the last two were missed."""
    states = [
        row.state
        for meeting in past
        for row in meeting.attendances.all()
        if row.client_id == place.client_id
    ]
    return {
        "came": sum(state in CAME for state in states),
        "of": len(states),
        "missed_two": len(states) > 1 and not any(state in CAME for state in states[-2:]),
    }


@needs(Capability.EDIT, methods=("GET", "POST"))
def group_change(request: Any, uid: Any) -> HttpResponse:
    """A group's name, kind and end."""
    group = fetch(request, Group, uid)
    form = GroupChangeForm(posted(request), instance=group)
    if form.is_valid():
        change_group(group=group, changes=changes_of(form), by=request.member)
        messages.success(request, _("Saved."))
        return leave(request, page_of(group))
    context = {"group": group, "form": form}
    return answer(request, "clients/group_change.html", context, status=status_of(form))


def naming(member: Member) -> Callable[[Client], str]:
    """How choices call a client on this member's screen: name and code, or the code alone."""

    def named(client: Client) -> str:
        if member.hide_names or not client.name:
            return client.code
        return f"{client.name} ({client.code})"

    return named
