"""Sentences of the phone: what fits today, how often, who reads and when."""

import datetime as dt

from django.utils.dateformat import format as date_words
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clients.models import Appointment, CareTeam, Client, Role
from clients.prescription import Prescription, Step
from clients.schedule import Schedule, two_hour_times
from clients.wording import each_time

READERS = (Role.COVER, Role.LEAD, Role.CO_THERAPIST)
"""Who reads, in this order: during an absence the cover's name stands there (care.md)."""

LONG = 90
"""From so many seconds on, a step's length is said in minutes."""
ANCHOR_WORDS = {
    "sounds": gettext_lazy("sounds around you"),
    "sight": gettext_lazy("something you see"),
    "feet": gettext_lazy("your feet on the floor"),
    "hands": gettext_lazy("your hands"),
    "object": gettext_lazy("something you hold"),
    "seat": gettext_lazy("the seat that carries you"),
    "breath": gettext_lazy("your breath"),
}
"""The anchors of a prescription in the client's words."""


def number(value: int) -> str:
    """A small number as a word, as one says it in a sentence."""
    words = [
        _("no"), _("one"), _("two"), _("three"), _("four"), _("five"),
        _("six"), _("seven"), _("eight"), _("nine"), _("ten"),
    ]  # fmt: skip
    return words[value] if 0 <= value < len(words) else str(value)


def length(prescription: Prescription) -> str:
    """How much it is: "Three steps, about four minutes."."""
    steps, minutes = len(prescription.steps), prescription.about_minutes
    of_steps = ngettext("%(count)s step", "%(count)s steps", steps) % {"count": number(steps)}
    of_minutes = ngettext("about %(count)s minute", "about %(count)s minutes", minutes)
    said = _("%(steps)s, %(minutes)s.") % {
        "steps": of_steps,
        "minutes": of_minutes % {"count": number(minutes)},
    }
    return capital(said)


def step_length(step: Step) -> str:
    """How long a step is: "Straight after. About two minutes."; empty for an open one."""
    if step.how_long:
        return _sentence(step.how_long)
    parts = [] if step.gap_allowed else [_("Straight after.")]
    if step.breaths:
        low, high = step.breaths
        parts.append(
            _("%(low)s to %(high)s breaths.") % {"low": capital(number(low)), "high": number(high)}
        )
    elif step.seconds and step.seconds < LONG:
        parts.append(_("About %(seconds)s seconds.") % {"seconds": step.seconds})
    elif step.seconds:
        minutes = round(step.seconds / 60)
        parts.append(_("About %(minutes)s minutes.") % {"minutes": number(minutes)})
    if step.repeats and step.repeats > 1:
        said = _("twice") if step.repeats == 2 else _("%(count)s times")
        parts.append(capital(said % {"count": number(step.repeats)}) + ".")
    return " ".join(parts)


def moment(schedule: Schedule, ends: dt.date | None) -> str:
    """How often, when and where, each as a sentence; empty where nothing needs to be said."""
    parts = [_often(schedule, ends), _sentence(schedule.when), _sentence(schedule.where)]
    return " ".join(filter(None, parts))


def so_far(schedule: Schedule, today: int, week: int, ever: int) -> str:
    """What was done so far, kindly: of this day, of this week, or altogether; empty for nothing."""
    if schedule.kind == "n_a_week":
        return times_said(week, _("this week")) if week else ""
    if schedule.kind == "once":
        return _("You have done it.") if ever else ""
    if schedule.kind == "tally" or today > 1:
        return times_said(today, _("today")) if today else ""
    return ""


def times_said(count: int, when: str) -> str:
    """ "Twice so far this week." """
    said = {1: _("Once"), 2: _("Twice")}.get(count)
    said = said or _("%(count)s times") % {"count": capital(number(count))}
    return _("%(times)s so far %(when)s.") % {"times": said, "when": when}


def day(value: dt.date, today: dt.date) -> str:
    """A day as one says it: today, yesterday, "Thursday", "Thursday 26 November"."""
    distance = (value - today).days
    if distance in (0, -1, 1):
        return {0: _("today"), -1: _("yesterday"), 1: _("tomorrow")}[distance]
    return date_words(value, "l" if 0 < distance < 7 else _("l j F"))


def long_day(value: dt.date) -> str:
    """A day in full: "Thursday 26 November"."""
    return date_words(value, _("l j F"))


def reading(client: Client, today: dt.date) -> str:
    """Who reads what is written, and when: "Dr. Osei reads this on Thursday, not before.".

    Whoever stands in today and is not that reader is named first, with the day until when.
    """
    meeting: Appointment | None = client.appointments.after(client.clinic.now()).first()
    when = meeting.day if meeting is not None and meeting.day else today
    team = list(client.care_team.between(today, when).select_related("member"))
    covers = [one for one in team if one.role == Role.COVER and one.holds_on(today)]
    there = [one for one in team if one.holds_on(when)]
    if meeting is None:
        there = [one for one in there if one not in covers] or there
    name = _reader(there)
    said = [_stands_in(one, today) for one in covers if one.member.name != name]
    return " ".join([*said, _reads(name, meeting is not None, when, today)])


def _stands_in(cover: CareTeam, today: dt.date) -> str:
    """Who may read in the place of somebody else, and until when."""
    name = cover.member.name
    if cover.ends is None:
        return _("%(name)s stands in just now and may read this, not at once.") % {"name": name}
    return _("Until %(day)s %(name)s stands in and may read this, not at once.") % {
        "day": day(cover.ends, today),
        "name": name,
    }


def _reads(name: str, do_meet: bool, when: dt.date, today: dt.date) -> str:
    """Who reads at the next appointment, on the day `when`; or before it where none is planned."""
    if not name:
        return _("It is not settled yet who reads this. Ask when you next meet.")
    if not do_meet:
        return _("%(name)s reads this before you next meet, not at once.") % {"name": name}
    if when == today:
        return _("%(name)s reads this today, when you meet.") % {"name": name}
    if when == today + dt.timedelta(days=1):
        return _("%(name)s reads this tomorrow, not before.") % {"name": name}
    return _("%(name)s reads this on %(day)s, not before.") % {
        "name": name,
        "day": day(when, today),
    }


def _reader(team: list[CareTeam]) -> str:
    """The name of whoever of these reads, or ""."""
    for role in READERS:
        for place in team:
            if place.role == role:
                return str(place.member.name)
    return ""


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def _often(schedule: Schedule, ends: dt.date | None) -> str:
    """The dose of a schedule as a sentence."""
    if schedule.kind == "n_a_week":
        count = schedule.times_a_week or 1
        times = ngettext("%(count)s time", "%(count)s times", count) % {"count": number(count)}
        return _("%(times)s this week, on days that you choose.") % {"times": capital(times)}
    if schedule.kind == "every_two_hours":
        clock = [f"{at:%H:%M}" for at in two_hour_times(schedule)]
        return _("Around %(times)s, whichever fit.") % {"times": listed(clock)}
    if schedule.kind == "tally":
        return _sentence(each_time(schedule)) or _("Each time it happens.")
    if schedule.kind == "once":
        return (
            _("Once, until %(day)s.") % {"day": date_words(ends, _("l j F"))}
            if ends
            else _("Once.")
        )
    if schedule.kind == "open_offer":
        return _("Whenever you like.")
    if schedule.times_a_day > 1:
        times = _("%(count)s times today, if it fits.")
        return times % {"count": capital(number(schedule.times_a_day))}
    return ""


def listed(words: list[str]) -> str:
    """Words in a row: "9:00, 11:00 and 13:00"."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def _sentence(text: str) -> str:
    """The client's own words as a sentence."""
    text = capital(text.strip())
    return f"{text}." if text and text[-1] not in ".!?…" else text
