"""My path: the client's own days and worksheets, in words. No streaks, no ranks, no gaps counted."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Min
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clients import ratings
from clients.access import portal_only
from clients.days import DayMark, fullest
from clients.models import CheckIn, Client, Log, Obstacle, SheetAnswer, Source
from clients.models.streams import shared_by
from clients.worksheets import Worksheet, answers_as_lists, answers_as_text
from config.htmx import leave as send_on

WEEKS = 6
"""Weeks on one page."""
MOST_SHOWN = 2000
"""Entries on the page with a whole year, to print or to save."""
HEAD = (
    _("Day"),
    _("Practice"),
    _("How it went"),
    _("Minutes"),
    _("Times"),
    _("How hard before"),
    _("How hard after"),
    _("Number before"),
    _("Highest number"),
    _("Number at the end"),
    _("There with it"),
    _("Kind to myself"),
    _("What got in the way"),
    _("Note"),
    _("What came up"),
    _("How it was written down"),
)
"""The columns of the table that the phone itself makes of the page."""
NOTE = 13
"""The place of the note among them."""


@dataclass(frozen=True, kw_only=True)
class Curve:
    """The client's own ratings as a drawing, without anything that compares."""

    charts: tuple[ratings.Chart]
    rated_days: tuple[ratings.RatedDay, ...]


@dataclass(frozen=True)
class Told:
    """One entry as it is told: its ratings, and as a row of the table, in the order of HEAD."""

    log: Log
    client: Client

    @property
    def rated(self) -> CheckIn | None:
        """The two ratings, where there are any."""
        return getattr(self.log, "checkin", None)

    @property
    def title(self) -> str:
        """What the practice was called when it was done."""
        return str(self.log.edition.prescription_data["title"])

    @property
    def obstacles(self) -> str:
        """What got in the way."""
        known = dict(Obstacle.choices)
        return ", ".join(str(known[one]) for one in self.log.obstacles if one in known)

    @property
    def how(self) -> str:
        """How it was written down, unless on that day on the phone."""
        log = self.log
        if log.source == Source.PAPER:
            return gettext("from paper")
        if log.source == Source.CLINICIAN:
            return gettext("written down together")
        return gettext("written down later") if log.is_late else ""

    @property
    def ratings_told(self) -> list[str]:
        """The two ratings in words."""
        rated = self.rated
        if rated is None:
            return []
        said = (
            (gettext("there %(n)s"), rated.presence),
            (gettext("kind %(n)s"), rated.kindness),
        )
        low, high = ratings.SCALES[rated.scale]
        scale = gettext("%(low)s to %(high)s") % {"low": low, "high": high}
        return _in_words(said, scale, rated.scale == self.client.rating_scale)

    @property
    def numbers(self) -> list[str]:
        """How hard it was, before and after, in words."""
        log = self.log
        said = (
            (gettext("hard before %(n)s"), log.before),
            (gettext("after %(n)s"), log.after),
        )
        counted = (
            (gettext("number before: %(n)s"), log.suds_before),
            (gettext("highest: %(n)s"), log.suds_peak),
            (gettext("at the end: %(n)s"), log.suds_end),
        )
        is_usual = log.suds_scale == self.client.suds_scale
        return _in_words(said) + _in_words(counted, log.get_suds_scale_display(), is_usual)

    @property
    def cells(self) -> str:
        """The row as JSON; the phone makes a file of it, and nobody else."""
        log, rated = self.log, self.rated
        told: list[Any] = [log.local_date.isoformat(), self.title, str(log.get_state_display())]
        told += [log.minutes, log.times, log.before, log.after]
        told += [log.suds_before, log.suds_peak, log.suds_end]
        told += [rated.presence, rated.kindness] if rated else [None, None]
        told += [self.obstacles, log.note, log.unpleasant_note, self.how]
        return json.dumps(["" if one is None else one for one in told])


def _in_words(
    said: Iterable[tuple[str, int | None]], scale: str = "", is_usual: bool = True
) -> list[str]:
    """The numbers that were given; one on another scale than the client's of now names its own."""
    after = "" if is_usual else f" ({scale})"
    return [text % {"n": number} + after for text, number in said if number is not None]


@dataclass(frozen=True)
class ToldSheet:
    """One worksheet as the client sees it: its answers, and as a row of the same table.

    `shares` says whether worksheets are shared at all; `worksheet` holds the questions.
    """

    sheet: SheetAnswer
    worksheet: Worksheet
    shares: bool

    @property
    def answers(self) -> list[tuple[str, list[str]]]:
        """What was written, by question."""
        return answers_as_lists(self.worksheet, self.sheet.answers)

    @property
    def readers(self) -> str:
        """Who can read it, or that it is not finished."""
        if not self.sheet.is_finished:
            return gettext("Kept for later.")
        if self.sheet.is_shared and self.shares:
            return gettext("Your therapist may read it.")
        return gettext("Only you can read it.")

    @property
    def cells(self) -> str:
        """The row as JSON; the answers stand where an entry has its note."""
        went = gettext("Sheet. %(readers)s") % {"readers": self.readers}
        told = [self.sheet.local_date.isoformat(), self.worksheet.title, went]
        told += [""] * (NOTE - len(told))
        told.append(answers_as_text(self.worksheet, self.sheet.answers))
        return json.dumps(told + [""] * (len(HEAD) - len(told)))


@dataclass
class Day:
    """The entries and worksheets of one day, as they are told."""

    date: dt.date
    told: list[Told] = field(default_factory=list)
    sheets: list[ToldSheet] = field(default_factory=list)


@dataclass
class Week:
    """The entries and worksheets of one week, newest first; `first` is its Monday."""

    first: dt.date
    logs: list[Log] = field(default_factory=list)
    sheets: list[ToldSheet] = field(default_factory=list)

    @property
    def marks(self) -> list[DayMark]:
        """The fullest state of each day; a day without an entry says nothing."""
        days = [self.first + dt.timedelta(days=number) for number in range(7)]
        states = [fullest(log.state for log in self.logs if log.local_date == day) for day in days]
        pairs = zip(days, states, strict=True)
        return [DayMark(date=day, state=state or "not_due") for day, state in pairs]

    @property
    def days(self) -> list[Day]:
        """The days on which something was written down, newest first."""
        found: dict[dt.date, Day] = {}
        for log in self.logs:
            found.setdefault(log.local_date, Day(log.local_date)).told.append(Told(log, log.client))
        for one in self.sheets:
            day = one.sheet.local_date
            found.setdefault(day, Day(day)).sheets.append(one)
        return [found[day] for day in sorted(found, reverse=True)]

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
    today, asked = client.today(), request.GET
    context = (
        _year(client, today, asked["all"]) if "all" in asked else _newest(client, today, asked)
    )
    context |= {"today": today, "yesterday": today - dt.timedelta(days=1)}
    return render(
        request, "portal/path.html", context | {"scale": ratings.SCALES[client.rating_scale]}
    )


def _newest(client: Client, today: dt.date, asked: Mapping[str, str]) -> dict[str, Any]:
    """Six weeks up to a day, and whether there is more before."""
    last = min(_asked(asked.get("until", "")) or today, today)
    first = monday(last) - dt.timedelta(weeks=WEEKS - 1)
    earliest = _earliest(client)
    return _shown(client, first, last, first) | {
        "is_newest": last == today,
        "earlier": first - dt.timedelta(days=1) if earliest and earliest < first else None,
    }


def _year(client: Client, today: dt.date, asked: str) -> dict[str, Any]:
    """A year, by the Mondays that lie in it, and which others there are; the newest unless one is asked."""
    newest = monday(today).year
    years = range(newest, monday(_earliest(client) or today).year - 1, -1)
    year = next((one for one in years if str(one) == asked), newest)
    first, after = (monday(dt.date(one, 1, 7)) for one in (year, year + 1))
    last = min(after - dt.timedelta(days=1), today)
    curve_from = monday(last) - dt.timedelta(weeks=WEEKS - 1)
    return _shown(client, first, last, curve_from) | {"years": years, "year": year}


def _shown(client: Client, first: dt.date, last: dt.date, curve_from: dt.date) -> dict[str, Any]:
    """What stands on the page of these days; the curve is that of the last weeks of them."""
    rows = client.logs.standing().between(first, last)
    logs = list(rows.select_related("checkin").prefetch_related("edition")[:MOST_SHOWN])
    shared = shared_by(client)
    return {
        "weeks": _weeks(logs, _sheets(client, first, last, shares=shared.worksheets)),
        "curve": _curve(client, logs, curve_from, last),
        "head": json.dumps([str(word) for word in HEAD]),
        "shared": shared,
    }


def _sheets(client: Client, first: dt.date, last: dt.date, *, shares: bool) -> list[ToldSheet]:
    """The worksheets of these days; the questions of an edition are read once for all its sheets."""
    rows = client.sheets.standing().filter(local_date__range=(first, last))
    sheets = list(rows.prefetch_related("edition")[:MOST_SHOWN])
    questions = {one.edition_id: one for one in sheets}
    worksheets = {edition: one.worksheet for edition, one in questions.items()}
    return [ToldSheet(one, worksheets[one.edition_id], shares) for one in sheets]


def _earliest(client: Client) -> dt.date | None:
    """The first day on which anything was written down, or None."""
    rows = (client.logs.standing(), client.sheets.standing())
    days = [one.aggregate(day=Min("local_date"))["day"] for one in rows]
    return min((day for day in days if day), default=None)


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
    chart = ratings.draw(rated, client.rating_scale, first, last, width=ratings.NARROW)
    return Curve(charts=(replace(chart, band=None),), rated_days=rated) if chart else None


def _weeks(logs: Iterable[Log], sheets: Iterable[ToldSheet]) -> list[Week]:
    """The entries and worksheets by week, newest first; weeks without any are not mentioned."""
    found: dict[dt.date, Week] = {}

    def week(day: dt.date) -> Week:
        return found.setdefault(monday(day), Week(monday(day)))

    for log in logs:
        week(log.local_date).logs.append(log)
    for one in sheets:
        week(one.sheet.local_date).sheets.append(one)
    return [found[first] for first in sorted(found, reverse=True)]


def _asked(text: str) -> dt.date | None:
    """The day asked for in the address, or None for anything else."""
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day and day.year >= 2000 else None
