"""A member's calendar: week and day, and an appointment begun from an empty hour."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.access import Capability, fetch, needs, reach
from clients.actions.appointments import make_appointment
from clients.daygrid import lay_days, monday_of
from clients.forms.calendar import DAY, WEEK, DaysForm, MeetingForm
from clients.models import (
    CANCELLED,
    Appointment,
    AppointmentStatus,
    Client,
    Clinic,
    Group,
    double_booked,
)
from clients.wallclock import EARLIEST, LATEST
from config.htmx import answer, leave

from .booking import is_free, proposed_when, say_if_outside_hours
from .steps import attempt, posted, status_of


def _calendar_url(request: Any) -> str:
    return reverse("clients:calendar", args=[request.member.clinic.uid])


@needs(Capability.VIEW)
def calendar(request: Any) -> HttpResponse:
    """A week from its Monday, or one day: whom this member meets, and where there is room."""
    clinic = fetch(request, Clinic, request.member.clinic.uid)
    asked = DaysForm(request.GET)
    fits = asked.is_valid()
    today = clinic.today()
    day = asked.cleaned_data.get("day") or today
    view = asked.cleaned_data.get("view") or WEEK
    length = 1 if view == DAY else 7
    first = day if view == DAY else monday_of(day)
    days = [first + dt.timedelta(days=number) for number in range(length)]
    mine = reach(request, Capability.PLAN, Appointment).between(days[0], days[-1])
    shown = list(mine.exclude(status=AppointmentStatus.MOVED))
    before, after = first - dt.timedelta(days=length), first + dt.timedelta(days=length)
    context = {
        "grid": lay_days(days, shown, request.member.hours),
        "clashes": double_booked(shown),
        "has_hours": bool(request.member.hours_data),
        "day": day,
        "first": days[0],
        "last": days[-1],
        "today": today,
        "view": view,
        "misread": not fits,
        "before": before if before >= EARLIEST else None,
        "after": after if after <= LATEST else None,
        "off": (*CANCELLED, AppointmentStatus.DID_NOT_COME),
        "section": "sessions",
    }
    return answer(request, "clients/calendar.html", context)


@needs(Capability.PLAN, methods=("GET", "POST"))
def calendar_add(request: Any) -> HttpResponse:
    """A new appointment, begun from the calendar: with whom, and when."""
    fetch(request, Clinic, request.member.clinic.uid)
    people = _people(request)
    initial = {"minutes": 50, **proposed_when(request)}
    form = MeetingForm(posted(request), initial=initial, people=_choices(request, people))
    if form.is_valid() and is_free(request, form):
        facts = dict(form.cleaned_data)
        thing = people[facts.pop("whom")]
        whom = {"client" if isinstance(thing, Client) else "group": thing}
        if attempt(form, make_appointment, by=request.member, **whom, **facts):
            messages.success(request, _("The appointment is made."))
            say_if_outside_hours(request, facts)
            shown = f"?day={facts['day']}" if facts["day"] else ""
            return leave(request, _calendar_url(request) + shown)
    context = {"form": form, "people": people, "section": "sessions"}
    return answer(request, "clients/calendar_add.html", context, status=status_of(form))


def _people(request: Any) -> dict[str, Client | Group]:
    """Whom this member may plan for, by uid: clients in care, then groups that go on."""
    clients = reach(request, Capability.PLAN, Client).in_care().select_related("clinic")
    groups = reach(request, Capability.PLAN, Group).running().select_related("clinic")
    return {str(one.uid): one for one in (*clients, *groups)}


def _choices(request: Any, people: dict[str, Client | Group]) -> list[tuple[Any, Any]]:
    """The same as choices of the form, as this screen may show them."""

    def named(one: Client | Group) -> str:
        if isinstance(one, Group):
            return one.name
        hidden = request.member.hide_names or not one.name
        return one.code if hidden else f"{one.name} ({one.code})"

    of_kind = {
        kind: [(key, named(one)) for key, one in people.items() if isinstance(one, kind)]
        for kind in (Client, Group)
    }
    headings = [(_("Clients"), of_kind[Client]), (_("Groups"), of_kind[Group])]
    return [heading for heading in headings if heading[1]]
