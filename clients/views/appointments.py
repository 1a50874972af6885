"""Appointments: making one, and what became of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.access import Capability, fetch, may, needs, reach
from clients.actions.appointments import (
    change_appointment,
    make_appointment,
    move_appointment,
    record_guests,
    set_status,
)
from clients.forms.appointments import AppointmentForm, StatusForm
from clients.forms.present import PresentForm
from clients.models import Appointment, AppointmentStatus, Client, Group, Member
from config.htmx import answer, leave

from .booking import is_free, proposed_when, say_if_outside_hours
from .people import page_of
from .steps import attempt, posted, status_of


def page_of_whom(appointment: Appointment) -> str:
    """The address of the client or group that an appointment is for."""
    if appointment.client is not None:
        return page_of(appointment.client)
    return reverse("clients:group_page", args=[appointment.clinic.uid, appointment.whom.uid])


@needs(Capability.VIEW)
def appointment_list(request: Any, uid: Any) -> HttpResponse:
    """All appointments of one client, latest first."""
    client = fetch(request, Client, uid)
    today = client.clinic.today()
    rows = list(client.appointments.dated())
    context = {
        "client": client,
        "undated": list(client.appointments.filter(day=None)),
        "coming": [row for row in rows if row.day >= today],
        "past": [row for row in reversed(rows) if row.day < today],
        "today": today,
        "may_plan": may(request.member, Capability.PLAN, client),
        "readonly": not may(request.member, Capability.EDIT, client),
    }
    return answer(request, "clients/appointment_list.html", context)


@needs(Capability.PLAN, methods=("GET", "POST"))
def appointment_add(request: Any, uid: Any) -> HttpResponse:
    """A new appointment for a client."""
    client = fetch(request, Client, uid)
    return _add(request, {"client": client}, page_of(client), minutes=50)


@needs(Capability.PLAN, methods=("GET", "POST"))
def group_appointment_add(request: Any, uid: Any) -> HttpResponse:
    """A new appointment for a group."""
    group = fetch(request, Group, uid)
    back = reverse("clients:group_page", args=[group.clinic.uid, group.uid])
    return _add(request, {"group": group}, back, minutes=90)


def _add(request: Any, whom: dict[str, Any], back: str, minutes: int) -> HttpResponse:
    """The form for a new appointment; afterwards back to whom it is for."""
    initial = {"minutes": minutes, **proposed_when(request)}
    form = AppointmentForm(posted(request), initial=initial)
    if form.is_valid() and is_free(request, form):
        facts = form.cleaned_data
        if attempt(form, make_appointment, by=request.member, **whom, **facts):
            messages.success(request, _("The appointment is made."))
            say_if_outside_hours(request, facts)
            return leave(request, back)
    context = {**whom, "form": form, "back": back, "section": "clients"}
    if "group" in whom:
        context["section"] = "groups"
    return answer(request, "clients/appointment_add.html", context, status=status_of(form))


@needs(Capability.PLAN, methods=("GET", "POST"))
def appointment_page(request: Any, uid: Any) -> HttpResponse:
    """One appointment: when, where, what became of it, who else was there; told apart by `what`."""
    appointment = fetch(request, Appointment, uid)
    what = request.POST.get("what", "")
    form = AppointmentForm(posted(request) if what == "when" else None, instance=appointment)
    status = StatusForm(
        posted(request) if what == "status" else None,
        appointment=appointment,
        initial={"status": appointment.status, "stopped_minute": appointment.stopped_minute},
        auto_id="id_status_%s",
    )
    present = PresentForm(
        posted(request) if what == "there" else None,
        guests=list(appointment.guests.select_related("member")),
        members=reach(request, Capability.VIEW, Member).active(),
        interpreter=False,
    )
    if (
        (form.is_valid() and _change(request, appointment, form))
        or (status.is_valid() and _say_what_became(request, appointment, status))
        or (present.is_valid() and _say_who_was_there(request, appointment, present))
    ):
        messages.success(request, _("Saved."))
        return leave(request, request.path)
    context = {
        "appointment": appointment,
        "form": form,
        "status_form": status,
        "present": present,
        "for_calendar": appointment.day is not None and not _is_quiet(appointment),
        "back": page_of_whom(appointment),
        "section": "groups" if appointment.group else "clients",
    }
    code = status_of(form, status, present)
    return answer(request, "clients/appointment_page.html", context, status=code)


def _change(request: Any, appointment: Appointment, form: AppointmentForm) -> bool:
    """Save when and where; False when another appointment or the verb stood against it."""
    if not is_free(request, form, of=appointment):
        return False
    facts = form.cleaned_data
    done = attempt(
        form, change_appointment, appointment=appointment, changes=facts, by=request.member
    )
    if done:
        say_if_outside_hours(request, facts)
    return done


def _say_what_became(request: Any, appointment: Appointment, form: StatusForm) -> bool:
    """Save the status; one that was moved goes to its new day. False when that was refused."""
    facts = form.cleaned_data
    by, minute = request.member, facts["stopped_minute"]
    if facts["status"] != AppointmentStatus.MOVED:
        set_status(appointment=appointment, status=facts["status"], stopped_minute=minute, by=by)
        return True
    to = {name: facts[name] for name in ("day", "time")}
    if not is_free(request, form, of=appointment, minutes=appointment.minutes):
        return False
    why = form.cleaned_data["double_booked_why"]
    done = attempt(
        form, move_appointment, appointment=appointment, **to, double_booked_why=why, by=by
    )
    if done:
        say_if_outside_hours(request, to | {"minutes": appointment.minutes})
    return done


def _say_who_was_there(request: Any, appointment: Appointment, form: PresentForm) -> bool:
    """Save who was there beside the client or the participants."""
    record_guests(appointment=appointment, guests=form.guests(), by=request.member)
    return True


def _is_quiet(appointment: Appointment) -> bool:
    """Whether the client has quiet mode on: then nothing goes into any calendar (care.md)."""
    return appointment.client is not None and appointment.client.quiet_mode
