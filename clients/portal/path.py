"""My path: the client's own days, in words. No streaks, no ranks, no gaps counted."""

import datetime as dt
import json
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from clients import ratings
from clients.access import portal_only
from clients.days import DayMark, fullest
from clients.models import CheckIn, Client, Log
from clients.models.streams import shared_by
from config.htmx import leave as send_on

WEEKS = 6
"""Weeks on one page."""
MOST_SHOWN = 2000
"""Entries on the page with everything, to print or to save: years of a daily practice."""
HEAD = (
    _("Day"),
    _("Practice"),
    _("How it went"),
    _("Minutes"),
    _("Times"),
    _("How hard before"),
    _("How hard after"),
    _("There with it"),
    _("Kind to myself"),
    _("Note"),
)
"""The columns of the table that the phone itself makes of the page."""


@dataclass(frozen=True, kw_only=True)
class Curve:
    """The client's own ratings as a drawing, without anything that compares."""

    chart: ratings.Chart
    rated_days: tuple[ratings.RatedDay, ...]


@dataclass(frozen=True)
class Told:
    """One entry as it is told: its ratings, and as a row of the table, in the order of HEAD."""

    log: Log

    @property
    def rated(self) -> CheckIn | None:
        """The two ratings, where there are any."""
        return getattr(self.log, "checkin", None)

    @property
    def cells(self) -> str:
        """The row as JSON; the phone makes a file of it, and nobody else."""
        log, rated = self.log, self.rated
        told: list[Any] = [
            log.local_date.isoformat(),
            log.assignment.title,
            str(log.get_state_display()),
        ]
        told += [log.minutes, log.times, log.before, log.after]
        told += [rated.presence, rated.kindness] if rated else [None, None]
        return json.dumps(["" if one is None else one for one in [*told, log.note]])


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
    def told(self) -> list[Told]:
        """The entries as they are told."""
        return [Told(log) for log in self.logs]

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
    shows_all = "all" in request.GET
    shown = standing if shows_all else standing.between(first, last)
    logs = list(shown.select_related("assignment", "checkin")[:MOST_SHOWN])
    context = {
        "today": today,
        "weeks": _weeks(logs),
        "shows_all": shows_all,
        "curve": _curve(client, logs, first, last),
        "head": json.dumps([str(word) for word in HEAD]),
        "shows_marks": shared_by(client).week_marks,
        "is_newest": last == today,
        "earlier": first - dt.timedelta(days=1)
        if not shows_all and standing.filter(local_date__lt=first).exists()
        else None,
    }
    return render(request, "portal/path.html", context)


def monday(day: dt.date) -> dt.date:
    """The Monday of the day's week."""
    return day - dt.timedelta(days=day.weekday())


def _curve(client: Client, logs: list[Log], first: dt.date, last: dt.date) -> Curve | None:
    """The own ratings of these weeks on the scale of now, or None without any."""
    given = (log.checkin for log in logs if hasattr(log, "checkin"))
    rated = ratings.by_day(
        ratings.Rating(date=one.local_date, presence=one.presence, kindness=one.kindness)
        for one in given
        if one.scale == client.rating_scale and first <= one.local_date <= last
    )
    chart = ratings.draw(rated, client.rating_scale, first, last)
    return Curve(chart=replace(chart, band=None), rated_days=rated) if chart else None


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
