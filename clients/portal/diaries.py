"""The week of a paper diary on the phone: opened by the picture on it, always empty, until the week ends.

It never shows what was written before, neither by the phone nor from paper.
"""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from clients.access import own, portal_only
from clients.actions.diaries import NoDayForLineError, PaperDay, record_week
from clients.forms.diaries import WeekForm
from clients.models import Assignment, Diary
from clients.models.diaries import asked_on, empty_week
from clients.models.streams import shared_by
from config.htmx import leave as send_on

from .today import FAMILIES, titled


@portal_only(("GET", "POST"), comes_back=True)
def week(request: Any, uid: UUID) -> HttpResponse:
    """Write the week down from paper. A day that stands already stays as it is.

    One that was taken back stays out: the page says so at that day, once the others are kept.
    """
    diary: Diary = own(request, Diary, uid)
    client, assignment = request.device.client, diary.assignment
    assignment.client = client
    today = client.today()
    asked = asked_on(assignment, diary.first, diary.made_at)
    form = WeekForm(
        request.POST if request.method == "POST" else None,
        rows=empty_week(assignment, diary.first, today, asked.free),
        scale=client.rating_scale,
        places=asked.places,
        touch=True,
        with_line=not client.is_quiet,
    )
    if not shared_by(client).notes:
        form.fields.pop("readers", None)
    is_open = diary.is_open_on(today)
    said = _written(request, assignment, form) if is_open and form.is_valid() else ""
    if said and not form.stays_out:
        return send_on(request, f"{reverse('portal:today')}?{said}")
    context = {
        "form": form,
        "diary": diary,
        "is_open": is_open,
        "is_kept": form.is_valid() and any(row["state"] for row in form.week()),
        "is_quiet": client.is_quiet,
        "title": titled(assignment, today, client),
        "family": FAMILIES[asked.edition.prescription.wing],
    }
    status = 422 if is_open and form.errors else 200
    return render(request, "portal/week.html", context, status=status)


def _written(request: Any, assignment: Assignment, form: WeekForm) -> str:
    """Write the week down: "saved", or "stood" where a marked day was there before; "" if refused."""
    week = [PaperDay(**row) for row in form.week()]
    try:
        stood = record_week(assignment=assignment, week=week, by=request.device)
    except NoDayForLineError:
        form.refuse_line()
        return ""
    return "stood" if stood and not request.device.client.is_quiet else "saved"
