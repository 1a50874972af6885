"""What happened since last time, read for one client: homework by day, ratings, what came up."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.template.defaultfilters import date as date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients import days, ratings

from .appointments import TOOK_PLACE, Appointment, AppointmentStatus
from .checkins import CheckIn, Context
from .homework import Assignment, AssignmentStatus, Edition, Log, Obstacle, edition_held
from .people import Client, Profile

WEEKS_SHOWN = 6
MOST_HOMEWORK = 12
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

    `again` is what "same as last week" gives: one practice, the one that was given last.
    """

    since: dt.date
    today: dt.date
    last: Appointment | None
    next: Appointment | None
    sentence: str
    homework: tuple[HomeworkRow, ...]
    again: Assignment | None
    unpleasant: tuple[Log, ...]
    notes: tuple[Log, ...]
    rated_days: tuple[ratings.RatedDay, ...]
    chart: ratings.Chart | None
    chart_sentence: str
    scale: str


def review_of(client: Client, today: dt.date) -> Review:
    """Read the review of one client; three queries, whatever the number of rows."""
    first = today - dt.timedelta(weeks=WEEKS_SHOWN)
    held, coming = _meetings(client, today)
    met = [meeting.day for meeting in held if meeting.day]
    since = max(met[0], today - LOOK_BACK) if met else today - dt.timedelta(days=7)
    given = _homework(client, since)
    logs = list(
        client.logs.standing().between(first, today).select_related("assignment", "checkin")
    )
    rated = ratings.by_day(_ratings(client, logs))
    recent = [log for log in logs if log.local_date >= since]
    shown = [(day, date_format(day, "j M")) for day in reversed(met)]
    return Review(
        since=since,
        today=today,
        last=held[0] if held else None,
        next=coming,
        sentence=" ".join(_sentences(client, rated, recent, bool(given), since, today)),
        homework=tuple(_row(client, editions, logs, today) for editions in given),
        again=next((of[0].assignment for of in given if of[0].assignment.can_go_on(today)), None),
        unpleasant=tuple(log for log in recent if log.unpleasant),
        notes=tuple(log for log in recent if log.note and log.note_shared),
        rated_days=rated,
        chart=ratings.draw(rated, client.rating_scale, first, today, shown),
        chart_sentence=_in_words(rated, since),
        scale=client.rating_scale,
    )


def _meetings(client: Client, today: dt.date) -> tuple[list[Appointment], Appointment | None]:
    """The appointments that took place, latest first, and the next one that is planned."""
    dated = client.appointments.dated()
    rows = list(dated.filter(status__in=(*TOOK_PLACE, AppointmentStatus.PLANNED)))
    held = [row for row in reversed(rows) if row.took_place and row.day <= today]
    coming = (row for row in rows if not row.took_place and row.day >= today)
    return held, next(coming, None)


def _homework(client: Client, since: dt.date) -> list[list[Edition]]:
    """The editions of each homework that was going on at any time since then, newest first."""
    over = {"assignment__status": AssignmentStatus.ENDED, "assignment__ends__lt": since}
    rows = Edition.objects.filter(assignment__client=client).exclude(**over)
    found: dict[int, list[Edition]] = {}
    for row in rows.select_related("assignment").order_by("-assignment__given_at", "assignment"):
        found.setdefault(row.assignment_id, []).append(row)
    return list(found.values())[:MOST_HOMEWORK]


def _ratings(client: Client, logs: list[Log]) -> Iterator[ratings.Rating]:
    """The ratings after practices on the client's one scale; others are never mixed in."""
    for log in logs:
        rated: CheckIn | None = getattr(log, "checkin", None)
        if rated and rated.context == Context.AFTER_PRACTICE and rated.scale == client.rating_scale:
            yield ratings.Rating(
                date=rated.local_date, presence=rated.presence, kindness=rated.kindness
            )


def entry_of(log: Log) -> days.Entry:
    """A log as plain facts."""
    return days.Entry(
        date=log.local_date,
        state=log.state,
        before=log.before,
        after=log.after,
        times=log.times,
        obstacles=tuple(log.obstacles),
    )


def _row(client: Client, editions: list[Edition], logs: list[Log], today: dt.date) -> HomeworkRow:
    first = today - dt.timedelta(days=6)
    edition = edition_held(editions, today)
    given = edition.assignment
    mine = [log for log in logs if log.assignment_id == given.pk and log.local_date >= first]
    entries = [entry_of(log) for log in mine]
    span = (given.starts, given.ends)
    pauses = given.paused_days()
    marks = days.day_marks(
        edition.schedule,
        entries,
        first,
        today,
        span,
        today,
        client.profile == Profile.PHONE,
        pauses,
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
        peaks=tuple(log.suds_peak for log in reversed(mine) if log.suds_peak is not None),
    )


def _sentences(
    client: Client,
    rated: tuple[ratings.RatedDay, ...],
    recent: list[Log],
    has_homework: bool,
    since: dt.date,
    today: dt.date,
) -> list[str]:
    """The plain sentences on top, without pronouns."""
    start = _("Since %(day)s:") % {"day": date_format(since, _("l j F"))}
    if not has_homework and not recent:
        return [start, _("no homework was given.")]
    logged = {log.local_date for log in recent}
    practised = {log.local_date for log in recent if log.state in ("done", "part")}
    last = today if today in logged else today - dt.timedelta(days=1)
    span = max(1, (last - since).days + 1)
    words = [start, _practised(len(practised), span)]
    if client.profile == Profile.PHONE and span > len(logged):
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
