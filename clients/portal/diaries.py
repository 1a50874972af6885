"""The week of a paper diary on the phone: opened by the picture on it, always empty, until the week ends.

It never shows what was written before, neither by the phone nor from paper.
"""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from clients.access import own, portal_only
from clients.actions.diaries import PaperDay, record_week
from clients.forms.diaries import WeekForm
from clients.models import Diary
from clients.models.diaries import empty_week
from clients.models.streams import shared_by
from config.htmx import leave as send_on

from .today import FAMILIES, titled


@portal_only(("GET", "POST"), comes_back=True)
def week(request: Any, uid: UUID) -> HttpResponse:
    """Write the week down from paper. A day that stands already stays as it is."""
    diary: Diary = own(request, Diary, uid)
    client, assignment = request.device.client, diary.assignment
    assignment.client = client
    today = client.today()
    edition = assignment.edition_on(max(diary.first, assignment.starts))
    form = WeekForm(
        request.POST if request.method == "POST" else None,
        rows=empty_week(assignment, diary.first, today),
        scale=client.rating_scale,
        counts=edition.schedule.kind == "tally",
        touch=True,
        with_line=not client.is_quiet,
    )
    if not shared_by(client).notes:
        form.fields.pop("readers", None)
    is_open = diary.is_open_on(today)
    if is_open and form.is_valid():
        written = [PaperDay(**row) for row in form.week()]
        record_week(assignment=assignment, week=written, by=request.device)
        return send_on(request, f"{reverse('portal:today')}?saved")
    context = {
        "form": form,
        "diary": diary,
        "is_open": is_open,
        "title": titled(assignment, today, client),
        "family": FAMILIES[edition.prescription.wing],
    }
    status = 422 if is_open and form.errors else 200
    return render(request, "portal/week.html", context, status=status)
