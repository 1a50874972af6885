"""My path: the client's own days, in words. No streaks, no ranks, no gaps counted."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_date

from clients.access import portal_only
from clients.days import DayMark, fullest
from clients.models import Log
from clients.models.streams import shared_by
from config.htmx import leave as send_on

WEEKS = 6
"""Weeks on one page."""


@dataclass
class Week:
    """The entries of one week, newest first; `first` is its Monday."""

    first: dt.date
    logs: list[Log] = field(default_factory=list)

    @property
    def marks(self) -> list[DayMark]:
        """The fullest state of each day; a day without an entry says nothing."""
        days = [self.first + dt.timedelta(days=number) for number in range(7)]
        states = [fullest(log.state for log in self.logs if log.local_date == day) for day in days]
        pairs = zip(days, states, strict=True)
        return [DayMark(date=day, state=state or "not_due") for day, state in pairs]

    @property
    def last(self) -> dt.date:
        """Its Sunday."""
        return self.first + dt.timedelta(days=6)


@portal_only()
def path(request: Any) -> HttpResponse:
    """The client's own entries by week. Not there in quiet mode: the phone is write-only then."""
    client = request.device.client
    if client.is_quiet:
        return send_on(request, reverse("portal:today"))
    today = client.today()
    last = min(_asked(request.GET.get("until", "")) or today, today)
    first = monday(last) - dt.timedelta(weeks=WEEKS - 1)
    standing = client.logs.standing()
    logs = standing.between(first, last).select_related("assignment", "checkin")
    context = {
        "today": today,
        "weeks": _weeks(list(logs)),
        "shows_marks": shared_by(client).week_marks,
        "is_newest": last == today,
        "earlier": first - dt.timedelta(days=1)
        if standing.filter(local_date__lt=first).exists()
        else None,
    }
    return render(request, "portal/path.html", context)


def monday(day: dt.date) -> dt.date:
    """The Monday of the day's week."""
    return day - dt.timedelta(days=day.weekday())


def _weeks(logs: list[Log]) -> list[Week]:
    """The entries by week; weeks without any are not mentioned."""
    found: dict[dt.date, Week] = {}
    for log in logs:
        first = monday(log.local_date)
        found.setdefault(first, Week(first)).logs.append(log)
    return list(found.values())


def _asked(text: str) -> dt.date | None:
    """The day asked for in the address, or None for anything else."""
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day and day.year >= 2000 else None
