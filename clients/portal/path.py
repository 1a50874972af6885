"""My path: the client's own days and worksheets, in words. No streaks, no ranks, no gaps counted."""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

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
"""Entries on the page with everything, to print or to save: years of a daily practice."""
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

    chart: ratings.Chart
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
        later = log.entered_at.astimezone(ZoneInfo(log.timezone)).date() > log.local_date
        return gettext("written down later") if later else ""

    @property
    def ratings_told(self) -> list[str]:
        """The two ratings in words."""
        rated = self.rated
        if rated is None:
            return []
        said = (
            (gettext("there with it %(n)s"), rated.presence),
            (gettext("kind to myself %(n)s"), rated.kindness),
        )
        low, high = ratings.SCALES[rated.scale]
        scale = gettext("%(low)s to %(high)s") % {"low": low, "high": high}
        return _in_words(said, scale, rated.scale == self.client.rating_scale)

    @property
    def numbers(self) -> list[str]:
        """How hard it was, before and after, in words."""
        log = self.log
        said = (
            (gettext("how hard before: %(n)s"), log.before),
            (gettext("after: %(n)s"), log.after),
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

    `shares` says whether worksheets are shared at all.
    """

    sheet: SheetAnswer
    shares: bool

    @cached_property
    def worksheet(self) -> Worksheet:
        """The questions, read once."""
        return self.sheet.worksheet

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
    def told(self) -> list[Told]:
        """The entries as they are told."""
        return [Told(log, log.client) for log in self.logs]

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
    shown = shown.select_related("checkin").prefetch_related("edition")
    logs = list(shown[:MOST_SHOWN])
    sheets = client.sheets.standing().select_related("edition")
    sheets = sheets if shows_all else sheets.filter(local_date__range=(first, last))
    shared = shared_by(client)
    told = [ToldSheet(one, shared.worksheets) for one in sheets[:MOST_SHOWN]]
    context = {
        "today": today,
        "weeks": _weeks(logs, told),
        "shows_all": shows_all,
        "curve": _curve(client, logs, first, last),
        "head": json.dumps([str(word) for word in HEAD]),
        "shared": shared,
        "is_newest": last == today,
        "earlier": first - dt.timedelta(days=1)
        if not shows_all and _is_earlier(client, first)
        else None,
    }
    return render(request, "portal/path.html", context)


def _is_earlier(client: Client, first: dt.date) -> bool:
    """Whether there is anything before this day."""
    before = {"local_date__lt": first}
    return (
        client.logs.standing().filter(**before).exists()
        or client.sheets.standing().filter(**before).exists()
    )


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
