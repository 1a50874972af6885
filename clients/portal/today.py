"""The phone's first page: what fits today."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from clients.access import portal_only
from clients.forms.sheets import STRANGE
from clients.models import Assignment, Client, Log, LogState
from clients.prescription import Prescription
from clients.schedule import Schedule, due_on, offered_on, week_of

from . import words
from .earlier import first_day, has_earlier_day

DID_SOMETHING = (LogState.DONE, LogState.PART)
FAMILIES = {"awareness": "awareness", "compassion": "compassion", "both": "awareness"}


@dataclass
class Offer:
    """One practice of today as the phone shows it; `entry` names the entry to come."""

    assignment: Assignment
    prescription: Prescription
    title: str
    family: str
    text: str
    so_far: str
    latest: Log | None
    is_enough: bool
    entry: uuid.UUID
    is_next: bool = False


@portal_only()
def today(request: Any) -> HttpResponse:
    """What fits today, who reads it and when. In quiet mode nothing that was sent is shown."""
    client = request.device.client
    said = {
        "saved": "saved" in request.GET,
        "stood": "stood" in request.GET and not client.is_quiet,
        "gone": "gone" in request.GET,
        "strange": STRANGE if "strange" in request.GET and not client.is_quiet else "",
    }
    return render(request, "portal/today.html", what_fits(client, client.today()) | said)


def what_fits(client: Client, day: dt.date, *, with_entries: bool = True) -> dict[str, Any]:
    """What the page shows of a day; without entries as if nothing had been sent yet."""
    since = first_day(day)
    given = list(client.assignments.held_between(since, day).prefetch_related("editions"))
    running = [one for one in given if one.runs_on(day)]
    standing = [one for one in running if one.resting_since is None]
    offers = _offers(client, standing, day, with_entries and not client.is_quiet)
    _mark_next(offers)
    return {
        "day": day,
        "offers": offers,
        "resting": [] if client.is_quiet else _resting(running, day, client),
        "earlier": _earlier(standing if client.is_quiet else given, day, client),
        "reading": "" if client.is_quiet else words.reading(client, day),
    }


def _resting(running: list[Assignment], day: dt.date, client: Client) -> list[str]:
    """Titles of what rests; not for quiet mode, where they would tell what was sent."""
    return [titled(one, day, client) for one in running if one.resting_since]


def _earlier(
    homework: list[Assignment], day: dt.date, client: Client
) -> list[tuple[Assignment, str]]:
    """What can be written down for an earlier day, with its title, in the order in which it was given."""
    found = [one for one in reversed(homework) if has_earlier_day(one, day)]
    return [(one, titled(one, day, client)) for one in found]


def titled(assignment: Assignment, day: dt.date, client: Client) -> str:
    """The title as the client knows it; in quiet mode the plain one."""
    prescription = assignment.edition_on(day).prescription
    return prescription.plain_title if client.is_quiet else prescription.title


def _offers(
    client: Client, homework: list[Assignment], day: dt.date, with_entries: bool
) -> list[Offer]:
    """What falls on this day, in the order in which it was given."""
    editions = [(one, one.edition_on(day)) for one in reversed(homework)]
    given = [(one, edition.prescription, edition.schedule) for one, edition in editions]
    given = [row for row in given if offered_on(row[2], day, row[0].starts, row[0].ends)]
    logs = _logs(client, given, day) if with_entries else {}
    return [_offer(client, *row, logs.get(row[0].pk, []), day) for row in given]


def _logs(client: Client, given: list[Any], day: dt.date) -> dict[int, list[Log]]:
    """The client's entries that matter today, newest first, by homework; one query."""
    weeks = [day - dt.timedelta(days=6)]
    since = min(weeks + [one.starts for one, _p, schedule in given if schedule.kind == "once"])
    found: dict[int, list[Log]] = {}
    rows = client.logs.standing().between(since, day)
    for log in rows.filter(assignment__in=[one.pk for one, _p, _s in given]):
        found.setdefault(log.assignment_id, []).append(log)
    return found


def _offer(
    client: Client,
    assignment: Assignment,
    prescription: Prescription,
    schedule: Schedule,
    logs: list[Log],
    day: dt.date,
) -> Offer:
    first, _last = week_of(day, assignment.starts)
    done = [(log.local_date, log.counted) for log in logs if log.state in DID_SOMETHING]
    of_today = sum(times for date, times in done if date == day)
    of_week = sum(times for date, times in done if date >= first)
    ever = sum(times for _date, times in done)
    text = f"{words.length(prescription)} {words.moment(schedule, assignment.ends)}"
    return Offer(
        assignment=assignment,
        prescription=prescription,
        title=prescription.plain_title if client.is_quiet else prescription.title,
        family=FAMILIES[prescription.wing],
        text=text.strip(),
        so_far=words.so_far(schedule, of_today, of_week, ever),
        latest=next((log for log in logs if log.local_date == day), None),
        is_enough=_is_enough(schedule, assignment, day, (of_today, of_week, ever)),
        entry=uuid.uuid4(),
    )


def _is_enough(
    schedule: Schedule, assignment: Assignment, day: dt.date, counts: tuple[int, int, int]
) -> bool:
    """Whether what was agreed is done, so that the phone offers it only as "once more"."""
    of_today, of_week, ever = counts
    if schedule.kind == "once":
        return ever > 0
    if schedule.kind == "n_a_week":
        return of_today > 0 or of_week >= (schedule.times_a_week or 1)
    due = due_on(schedule, day, assignment.starts, assignment.ends)
    return due > 0 and of_today >= due


def _mark_next(offers: list[Offer]) -> None:
    """The first one without an entry today gets the page's one dark button."""
    for offer in offers:
        if not offer.is_enough and offer.latest is None:
            offer.is_next = True
            return
