"""A diary that came back on paper: found by its code, its week written down on one page."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clients.access import Capability, fetch, needs, reach
from clients.actions.diaries import NoDayForLineError, PaperDay, record_week
from clients.actions.journal import note_opening
from clients.forms.diaries import CodeForm, WeekForm
from clients.models import Assignment, Clinic, Diary
from clients.models.diaries import Asked, asked_on, written_week
from clients.models.streams import shared_by
from clients.paperdiary import days_of
from clients.schedule import week_of
from clients.wallclock import EARLIEST, LATEST
from config.htmx import answer, leave

from .homework import page_of
from .steps import posted, status_of

A_WEEK = dt.timedelta(days=7)


@needs(Capability.PLAN, methods=("GET", "POST"))
def diary_find(request: Any) -> HttpResponse:
    """Type the code of a sheet to come to its week."""
    fetch(request, Clinic, request.member.clinic.uid)
    form = CodeForm(posted(request))
    if form.is_valid():
        mine = reach(request, Capability.EDIT, Diary).select_related("assignment__clinic")
        diary = mine.filter(code=form.cleaned_data["code"]).first()
        if diary is not None:
            return leave(request, week_page(diary.assignment, diary.first))
        form.add_error("code", _("None of your clients has a sheet with this code."))
    context = {"form": form, "section": "clients"}
    return answer(request, "clients/diary_find.html", context, status=status_of(form))


@needs(Capability.EDIT, methods=("GET", "POST"))
def diary_week(request: Any, uid: UUID) -> HttpResponse:
    """One week from paper, in one grid; what the phone wrote stays unless the paper's is chosen.

    Streams that the client switched off have no place in it.
    """
    assignment = fetch(request, Assignment, uid)
    client = assignment.client
    today = client.today()
    first = _asked(request.GET.get("from", "")) or _usual_week(assignment, today)
    shared = shared_by(client)
    if not shared.days:
        context = {"assignment": assignment, "client": client, "shared": shared}
        status = 409 if request.method == "POST" else 200
        return answer(request, "clients/diary_closed.html", context, status=status)
    asked, is_older = _asked_by_sheet(request, assignment, first)
    form = WeekForm(
        posted(request),
        rows=written_week(assignment, first, today, asked.free),
        scale=client.rating_scale,
        places=asked.places,
        with_ratings=shared.ratings,
        with_line=shared.notes,
    )
    if form.is_valid() and _is_written(request, assignment, form):
        return leave(request, page_of(assignment))
    note_opening(thing=client, by=request.member)
    context = {
        "assignment": assignment,
        "client": client,
        "form": form,
        "first": first,
        "last": days_of(first)[-1],
        "is_older": is_older,
        "earlier": first - A_WEEK if first > assignment.starts else None,
        "later": first + A_WEEK if first + A_WEEK <= today else None,
    }
    status = 409 if form.overtaken else status_of(form)
    return answer(request, "clients/diary_week.html", context, status=status)


def _asked_by_sheet(request: Any, assignment: Assignment, first: dt.date) -> tuple[Asked, bool]:
    """What the week's sheet asks, and whether it was printed before the homework was changed.

    An address with `now` asks for what holds now: discreet paper may have been printed since.
    """
    asked = asked_on(assignment, first)
    diary = assignment.diaries.filter(first=first).first()
    if diary is None or diary.made_at >= asked.edition.made_at or "now" in request.GET:
        return asked, False
    return asked_on(assignment, first, diary.made_at), True


def _is_written(request: Any, assignment: Assignment, form: WeekForm) -> bool:
    """Write the week down and say so, and which days stayed as they were; else the form says why."""
    week = [PaperDay(**row) for row in form.week()]
    try:
        stood = record_week(assignment=assignment, week=week, by=request.member)
    except NoDayForLineError:
        form.refuse_line()
        return False
    said = [_("The week is written down, marked as from paper.")]
    if stood:
        days = ", ".join(date_format(day, "l j F") for day in stood)
        said.append(_("As the phone has it, and not the paper: %(days)s.") % {"days": days})
    messages.success(request, " ".join(said))
    return True


def week_page(assignment: Assignment, first: dt.date) -> str:
    """The address of a week's grid."""
    page = reverse("clients:diary_week", args=[assignment.clinic.uid, assignment.uid])
    return f"{page}?from={first.isoformat()}"


def _usual_week(assignment: Assignment, today: dt.date) -> dt.date:
    """The latest week that was printed, else the one of today by the homework's own weeks."""
    printed = assignment.diaries.filter(first__lte=today).first()
    if printed is not None:
        return printed.first
    day = max(today, assignment.starts)
    return week_of(day, assignment.starts)[0]


def _asked(text: str) -> dt.date | None:
    """The first day that the address asks for, or None for anything else."""
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day and EARLIEST <= day < LATEST else None
