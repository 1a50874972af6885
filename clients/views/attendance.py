"""Who came to a group appointment."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from clients.access import Capability, fetch, needs, reach
from clients.actions.appointments import Came, record_attendance
from clients.forms.appointments import AttendanceForm, attendance_forms
from clients.models import Appointment, AttendanceState, Client
from config.htmx import answer, leave

from .appointments import page_of_whom
from .steps import posted, status_of


@needs(Capability.EDIT, methods=("GET", "POST"))
def attendance(request: Any, uid: Any) -> HttpResponse:
    """Who came to a group appointment: one row for each participant of that day."""
    appointment = fetch(request, Appointment, uid, group__isnull=False)
    rows = attendance_rows(request, appointment)
    if request.method == "POST" and all(row.is_valid() for row in rows):
        record_attendance(appointment=appointment, came=came_of(rows), by=request.member)
        messages.success(request, _("Attendance is saved."))
        return leave(request, page_of_whom(appointment))
    context = {
        "appointment": appointment,
        "group": appointment.group,
        "day": appointment.day or appointment.clinic.today(),
        "rows": rows,
        "section": "groups",
    }
    return answer(request, "clients/attendance.html", context, status=status_of(*rows))


def attendance_rows(request: Any, appointment: Appointment) -> list[AttendanceForm]:
    """One form for each participant of the day and each of whom something is recorded, by code.

    With `?present=all` in the address, everybody of whom nothing is recorded starts as present.
    A row is `named` where this member may know the name.
    """
    assert appointment.group is not None  # attendance is of groups
    day = appointment.day or appointment.clinic.today()
    recorded = list(appointment.attendances.select_related("client"))
    people = {row.client.pk: row.client for row in recorded}
    places = appointment.group.participations.on(day).select_related("client")
    people |= {place.client.pk: place.client for place in places}
    start = AttendanceState.PRESENT if request.GET.get("present") == "all" else ""
    rows = attendance_forms(posted(request), people.values(), recorded, unrecorded=start)
    known = reach(request, Capability.ROSTER, Client).filter(pk__in=people)
    named = set(known.values_list("pk", flat=True))
    for row in rows:
        row.named = row.participant.pk in named
    return sorted(rows, key=lambda row: row.participant.code)


def came_of(rows: list[AttendanceForm]) -> list[Came]:
    """What valid rows say."""
    return [Came(client=row.participant, **row.cleaned_data) for row in rows]
