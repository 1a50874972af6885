"""Appointments: making one, and what became of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.access import Capability, fetch, may, needs
from clients.actions.appointments import change_appointment, make_appointment, set_status
from clients.forms.appointments import AppointmentForm, StatusForm
from clients.forms.fields import changes_of
from clients.models import Appointment, Client, Group
from config.htmx import answer, leave

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
    form = AppointmentForm(posted(request), initial={"minutes": minutes})
    if form.is_valid():
        facts = form.cleaned_data
        if attempt(form, make_appointment, by=request.member, **whom, **facts):
            messages.success(request, _("The appointment is made."))
            return leave(request, back)
    context = {**whom, "form": form, "back": back, "section": "clients"}
    if "group" in whom:
        context["section"] = "groups"
    return answer(request, "clients/appointment_add.html", context, status=status_of(form))


@needs(Capability.PLAN, methods=("GET", "POST"))
def appointment_page(request: Any, uid: Any) -> HttpResponse:
    """One appointment: when, where, and what became of it. Two forms, told apart by `what`."""
    appointment = fetch(request, Appointment, uid)
    what = request.POST.get("what", "")
    form = AppointmentForm(posted(request) if what == "when" else None, instance=appointment)
    status = StatusForm(
        posted(request) if what == "status" else None,
        initial={"status": appointment.status, "stopped_minute": appointment.stopped_minute},
    )
    if form.is_valid() and _change(request, appointment, form):
        messages.success(request, _("Saved."))
        return leave(request, request.path)
    if status.is_valid():
        set_status(appointment=appointment, by=request.member, **status.cleaned_data)
        messages.success(request, _("Saved."))
        return leave(request, request.path)
    context = {
        "appointment": appointment,
        "form": form,
        "status_form": status,
        "back": page_of_whom(appointment),
        "section": "groups" if appointment.group else "clients",
    }
    code = status_of(form, status)
    return answer(request, "clients/appointment_page.html", context, status=code)


def _change(request: Any, appointment: Appointment, form: AppointmentForm) -> bool:
    """Save when and where; False when the verb refused it."""
    changes = changes_of(form)
    return attempt(
        form, change_appointment, appointment=appointment, changes=changes, by=request.member
    )
