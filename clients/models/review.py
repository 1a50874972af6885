"""What happened since last time, read for one client: homework by day, ratings, what came up."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, QuerySet, TextField, Value, When
from django.template.defaultfilters import date as date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients import days, ratings
from config.prepared import prepared

from .appointments import TOOK_PLACE, Appointment, AppointmentStatus
from .checkins import Context
from .homework import Assignment, AssignmentStatus, Edition, Log, Obstacle, edition_held
from .people import Client
from .streams import Shared, shared_by

WEEKS_SHOWN = 6
RATED = ("context", "scale", "presence", "kindness")
TOLD = ("local_date", "state", "before", "after", "times", "obstacles", "suds_peak", "suds_scale")
UNPLEASANT = ("unpleasant", "unpleasant_note", "unpleasant_still")
LOOK_BACK = dt.timedelta(days=28)
"""A review reaches back to the last appointment, at most this far."""


@dataclass(frozen=True, kw_only=True)
class HomeworkRow:
    """One piece of homework in the review: the last seven days and what was done of what was due.

    `peaks` are the highest numbers of exposure homework, oldest first, on the client's SUDS scale.
    """

    assignment: Assignment
    family: str
    marks: tuple[days.DayMark, ...]
    tally: days.Tally
    change: days.Change | None
    rated: int
    has_day_states: bool
    status: str
    peaks: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Review:
    """All that a client's page shows of the time since the last appointment.

    `charts` is the same drawing twice, for a wide and a narrow window.
    `again` is what "same as last week" gives: one practice, the one that was given last.
    """

    since: dt.date
    today: dt.date
    last: Appointment | None
    next: Appointment | None
    sentence: str
    homework: tuple[HomeworkRow, ...]
    again: Assignment | None
    unpleasant: tuple[tuple[Any, Assignment], ...]
    notes: tuple[tuple[Any, Assignment], ...]
    rated_days: tuple[ratings.RatedDay, ...]
    charts: tuple[ratings.Chart, ...]
    chart_sentence: str
    scale: str
    shared: Shared
    is_from_paper: bool


def review_of(client: Client, today: dt.date) -> Review:
    """Read the review of one client; four queries, whatever the number of rows.

    What the client switched off is not shared: counted nowhere. That something unpleasant came up
    was told on purpose, and stays.
    """
    shared = shared_by(client)
    first = today - dt.timedelta(weeks=WEEKS_SHOWN)
    held, coming = _meetings(client, today)
    met = [meeting.day for meeting in held if meeting.day]
    since = max(met[0], today - LOOK_BACK) if met else today - dt.timedelta(days=7)
    given = _homework(client, since)
    logs: list[Any] = _logs(client=client.pk, first=first, last=today)
    context, given_ratings = _ratings(client, logs if shared.ratings else [])
    rated = ratings.by_day(given_ratings)
    recent = [log for log in logs if log.local_date >= since]
    told = _told(given, recent)
    scale, seen = client.suds_scale, logs if shared.days else []
    entries = [(log.assignment_id, entry_of(log, shared, scale)) for log in seen]
    return Review(
        since=since,
        today=today,
        last=held[0] if held else None,
        next=coming,
        sentence=" ".join(
            _sentences(client, rated, recent if shared.days else None, bool(given), since, today)
        ),
        homework=tuple(_row(client, editions, entries, today) for editions in given),
        again=next((of[0].assignment for of in given if of[0].assignment.can_go_on(today)), None),
        unpleasant=tuple((log, practice) for log, practice in told if log.unpleasant),
        notes=tuple((log, practice) for log, practice in told if log.shared_note and shared.notes),
        rated_days=rated,
        charts=_charts(rated, client.rating_scale, first, today, met),
        chart_sentence=_in_words(rated, since),
        scale=client.rating_scale,
        shared=shared,
        is_from_paper=context == Context.PAPER_DAY,
    )


def _charts(
    rated: tuple[ratings.RatedDay, ...],
    scale: str,
    first: dt.date,
    today: dt.date,
    met: list[dt.date],
) -> tuple[ratings.Chart, ...]:
    """The drawing for a wide and for a narrow window; none without a rating."""
    shown = [(day, date_format(day, "j M")) for day in met]
    drawn = (
        ratings.draw(rated, scale, first, today, shown, width)
        for width in (ratings.WIDTH, ratings.NARROW)
    )
    return tuple(one for one in drawn if one)


def _meetings(client: Client, today: dt.date) -> tuple[list[Appointment], Appointment | None]:
    """The appointments that took place, latest first, and the next one that is planned."""
    rows: list[Any] = _dated(client=client.pk)
    held = [row for row in reversed(rows) if row.took_place and row.day <= today]
    coming = (row for row in rows if not row.took_place and row.day >= today)
    return held, next(coming, None)


@prepared
def _dated(client: Any) -> QuerySet[Appointment]:
    """All appointments of a client that took place or are planned, earliest first."""
    rows = Appointment.objects.filter(client=client).dated()
    return rows.filter(status__in=(*TOOK_PLACE, AppointmentStatus.PLANNED))


def _homework(client: Client, since: dt.date) -> list[list[Edition]]:
    """The editions of each homework that was going on at any time since then, newest first."""
    found: dict[int, list[Edition]] = {}
    rows: list[Edition] = _editions(client=client.pk, since=since)
    for row in rows:
        found.setdefault(row.assignment_id, []).append(row)
    return list(found.values())


@prepared
def _editions(client: Any, since: Any) -> QuerySet[Edition]:
    """The editions of a client's homework that was not over before that day."""
    over = {"assignment__status": AssignmentStatus.ENDED, "assignment__ends__lt": since}
    rows = Edition.objects.filter(assignment__client=client).exclude(**over)
    return rows.select_related("assignment").order_by("-assignment__given_at", "assignment")


@prepared
def _logs(client: Any, first: Any, last: Any) -> QuerySet[Log, Any]:
    """The entries of these days as plain values, with what was rated; no note but a shared one."""
    rated = {name: F(f"checkin__{name}") for name in RATED}
    note = Case(When(note_shared=True, then="note"), default=Value(""), output_field=TextField())
    logs = Log.objects.filter(client=client, local_date__gte=first, local_date__lte=last)
    told = logs.standing().annotate(**rated, shared_note=note)
    names = ("assignment_id", *TOLD, *UNPLEASANT, *RATED, "shared_note")
    return told.values_list(*names, named=True)


def _told(given: list[list[Edition]], logs: list[Any]) -> list[tuple[Any, Assignment]]:
    """The entries with words of something, each with its homework.

    One more query where an entry came after the end of its homework.
    """
    told = [log for log in logs if log.unpleasant or log.shared_note]
    known = {editions[0].assignment_id: editions[0].assignment for editions in given}
    missing = {log.assignment_id for log in told} - known.keys()
    if missing:
        known |= Assignment.objects.in_bulk(missing)
    return [(log, known[log.assignment_id]) for log in told]


def _ratings(client: Client, logs: list[Any]) -> tuple[str, list[ratings.Rating]]:
    """The ratings on the client's one scale, all of one context: that in which most were given."""
    found: dict[str, list[ratings.Rating]] = {Context.AFTER_PRACTICE: [], Context.PAPER_DAY: []}
    for log in logs:
        if log.context in found and log.scale == client.rating_scale:
            one = ratings.Rating(date=log.local_date, presence=log.presence, kindness=log.kindness)
            found[log.context].append(one)
    context = max(found, key=lambda name: len(found[name]))
    return context, found[context]


def entry_of(log: Any, shared: Shared, suds_scale: str = "") -> days.Entry:
    """A log as plain facts, without ratings that are not shared, nor numbers on another scale."""
    is_on_scale = log.suds_scale == suds_scale
    return days.Entry(
        date=log.local_date,
        state=log.state,
        before=log.before if shared.ratings else None,
        after=log.after if shared.ratings else None,
        times=log.times,
        obstacles=tuple(log.obstacles),
        peak=log.suds_peak if shared.ratings and is_on_scale else None,
    )


def _row(
    client: Client,
    editions: list[Edition],
    entered: list[tuple[int, days.Entry]],
    today: dt.date,
) -> HomeworkRow:
    first = today - dt.timedelta(days=6)
    edition = edition_held(editions, today)
    given = edition.assignment
    entries = [entry for of, entry in entered if of == given.pk and entry.date >= first]
    span = (given.starts, given.ends)
    pauses = given.paused_days()
    marks = days.day_marks(
        edition.schedule, entries, first, today, span, today, client.counts_unlogged, pauses
    )
    rated = sum(entry.before is not None and entry.after is not None for entry in entries)
    wing = edition.prescription_data["wing"]
    return HomeworkRow(
        assignment=given,
        family="awareness" if wing == "both" else wing,
        marks=marks,
        tally=days.tally(edition.schedule, entries, first, today, span, marks, pauses),
        change=days.change(entries),
        rated=rated,
        has_day_states=edition.schedule.has_day_states,
        status=given.status_on(today),
        peaks=tuple(entry.peak for entry in reversed(entries) if entry.peak is not None),
    )


def _sentences(
    client: Client,
    rated: tuple[ratings.RatedDay, ...],
    recent: list[Log] | None,
    has_homework: bool,
    since: dt.date,
    today: dt.date,
) -> list[str]:
    """The plain sentences on top, without pronouns; `recent` is None where days are not shared."""
    start = _("Since %(day)s:") % {"day": date_format(since, _("l j F"))}
    if recent is None:
        return [start, _("days of practice are not shared."), _in_words(rated, since)]
    if not has_homework and not recent:
        return [start, _("no homework was given.")]
    logged = {log.local_date for log in recent}
    practised = {log.local_date for log in recent if log.state in ("done", "part")}
    last = today if today in logged else today - dt.timedelta(days=1)
    span = max(1, (last - since).days + 1)
    words = [start, _practised(len(practised), span)]
    if client.counts_unlogged and span > len(logged):
        words.append(_unlogged(span - len(logged)))
    words += [_in_words(rated, since)] if rated else []
    words += _what_got_in_the_way(recent)
    return [sentence for sentence in words if sentence]


def _practised(count: int, span: int) -> str:
    """On how many of the days something was done."""
    words = ngettext(
        "practice on %(days)s of %(span)s day.", "practice on %(days)s of %(span)s days.", span
    )
    return words % {"days": count, "span": span}


def _unlogged(count: int) -> str:
    """On how many days nothing was noted; that says nothing of what was done."""
    words = ngettext("%(days)s day has no note.", "%(days)s days have no note.", count)
    return words % {"days": count}


def _what_got_in_the_way(recent: list[Log]) -> list[str]:
    """The obstacle that was named most often, when it was named at least twice."""
    counts = Counter(reason for log in recent for reason in log.obstacles)
    known = [(reason, count) for reason, count in counts.most_common(1) if count > 1]
    return [
        _("“%(reason)s” was in the way %(count)s times.")
        % {"reason": Obstacle(reason).label, "count": count}
        for reason, count in known
        if reason in Obstacle.values
    ]


def _in_words(rated: tuple[ratings.RatedDay, ...], since: dt.date) -> str:
    """What the ratings say since then, as a sentence; "" when nothing was rated."""
    names = {"kindness": _("Kindness"), "presence": _("Presence")}
    parts = []
    for name, label in names.items():
        found = ratings.compare(rated, name, since)
        if found.median is None:
            continue
        values = {"label": label, "median": f"{found.median:g}", "days": found.days}
        values["early"] = f"{found.early:g}" if found.early is not None else ""
        parts.append(_verdict(found.verdict) % values)
    return " ".join(parts)


def _verdict(verdict: str) -> str:
    """The sentence for how a rating lies to the first two weeks."""
    return {
        "higher": _(
            "%(label)s %(median)s on %(days)s days, higher than in the first two weeks (%(early)s)."
        ),
        "lower": _(
            "%(label)s %(median)s on %(days)s days, lower than in the first two of these six "
            "weeks (%(early)s)."
        ),
        "usual": _(
            "%(label)s %(median)s on %(days)s days, as in the first two of these six weeks."
        ),
        "few": _("%(label)s %(median)s on %(days)s days, too few to compare."),
    }[verdict]
