"""How long, how often and with what, in words: the same on phone, paper and screen. Pure."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.prescription import Step
from clients.schedule import Schedule, two_hour_times


def step_length(step: Step) -> str:
    """The length of a step in words, such as "straight after, 3 to 5 breaths"; may be empty."""
    parts = [] if step.gap_allowed else [_("straight after")]
    if step.how_long:
        parts.append(step.how_long)
    elif step.breaths:
        parts.append(breaths_words(*step.breaths))
    elif step.seconds:
        parts.append(seconds_words(step.seconds))
    if step.repeats and step.repeats > 1 and not step.how_long:
        parts.append(ngettext("%(n)d time", "%(n)d times", step.repeats) % {"n": step.repeats})
    return ", ".join(dict.fromkeys(parts))


def breaths_words(low: int, high: int) -> str:
    """A number of breaths, or a span of it, in words."""
    if low == high:
        return ngettext("%(n)d breath", "%(n)d breaths", low) % {"n": low}
    return _("%(low)d to %(high)d breaths") % {"low": low, "high": high}


def seconds_words(seconds: int) -> str:
    """Seconds below two minutes, else minutes and a half where it is needed."""
    if seconds < 120 and seconds % 60:
        return ngettext("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds}
    minutes, rest = divmod(seconds, 60)
    if rest >= 15:
        return _("%(n)d and a half minutes") % {"n": minutes}
    return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}


def about_minutes(minutes: int) -> str:
    """The usual length, without a promise to the second."""
    return ngettext("about %(n)d minute", "about %(n)d minutes", minutes) % {"n": minutes}


def anchor_words(anchor: str) -> str:
    """The client's anchor in words; empty when none was chosen."""
    return {
        "sounds": _("sounds around you"),
        "sight": _("something that you see"),
        "feet": _("your feet on the floor"),
        "hands": _("your hands"),
        "object": _("an object in your hand"),
        "seat": _("the seat that carries you"),
        "breath": _("the breath"),
    }.get(anchor, "")


def how_often(schedule: Schedule) -> str:
    """A schedule in words, such as "every day" or "3 times a week"."""
    if schedule.kind == "daily":
        if schedule.times_a_day == 1:
            return _("every day")
        return _("%(n)d times a day") % {"n": schedule.times_a_day}
    if schedule.kind == "chosen_days":
        days = _("on %(days)s") % {"days": ", ".join(weekday(day) for day in schedule.weekdays)}
        if schedule.times_a_day == 1:
            return days
        return _("%(days)s, %(n)d times a day") % {"days": days, "n": schedule.times_a_day}
    if schedule.kind == "n_a_week":
        times = schedule.times_a_week or 1
        return ngettext("%(n)d time a week", "%(n)d times a week", times) % {"n": times}
    if schedule.kind == "every_two_hours":
        clock = [time.strftime("%H:%M") for time in two_hour_times(schedule)]
        return _("at %(times)s") % {"times": ", ".join(clock)}
    return {
        "tally": each_time(schedule) or _("count each time"),
        "once": _("once"),
        "open_offer": _("whenever it helps"),
    }[schedule.kind]


def each_time(schedule: Schedule) -> str:
    """The trigger of a tally, such as "each time before opening e-mail"; empty without one."""
    if not schedule.trigger:
        return ""
    said = _("each time before %(what)s") if schedule.side == "before" else ""
    return (said or _("each time after %(what)s")) % {"what": schedule.trigger}


def weekday(number: int) -> str:
    """The short name of a weekday, 1 Monday to 7 Sunday."""
    names = [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")]
    return names[number - 1]
