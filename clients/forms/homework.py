"""Homework as it goes on: how often and when, until when, and what becomes of a rest."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.models import AssignmentStatus
from clients.schedule import Schedule, ScheduleError

from .fields import TOO_LONG, ClockField, DayField, WholeField, in_own_words

KINDS = [
    ("daily", _("Every day")),
    ("chosen_days", _("On chosen days")),
    ("n_a_week", _("Some times a week")),
    ("every_two_hours", _("Every two hours")),
    ("tally", _("Count how often")),
    ("once", _("Once")),
    ("open_offer", _("Whenever it helps")),
]
WEEKDAYS = [
    (1, _("Mon")),
    (2, _("Tue")),
    (3, _("Wed")),
    (4, _("Thu")),
    (5, _("Fri")),
    (6, _("Sat")),
    (7, _("Sun")),
]
OF_KIND = {
    "daily": ("times_a_day",),
    "chosen_days": ("weekdays", "times_a_day"),
    "n_a_week": ("times_a_week",),
    "every_two_hours": ("from_time", "to_time"),
    "tally": ("trigger", "side"),
}
"""Which fields belong to which kind; what stands in the others is passed over."""

MISSING = {
    "weekdays": _("Choose at least one day."),
    "times_a_week": _("Say how many times a week."),
    "from_time": _("Say from when."),
    "to_time": _("Say until when."),
}
"""What is said where a field is empty that the kind needs."""

SAID = {
    "to_time": _("Two hours or more have to lie between the times."),
    "trigger": _("Say what, and whether before or after it; or leave both empty."),
}
"""What is said where the values of two fields do not fit each other."""

LONGEST = dt.timedelta(days=366)


class ScheduleForm(forms.Form):
    """How often, when and where; `schedule` holds the checked result."""

    kind = forms.ChoiceField(
        label=_("How often"), choices=KINDS, initial="daily", widget=forms.RadioSelect
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On which days"),
        choices=WEEKDAYS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    times_a_day = WholeField(
        label=_("Times a day"), min_value=1, max_value=12, required=False, initial=1
    )
    times_a_week = WholeField(label=_("Times a week"), min_value=1, max_value=21, required=False)
    from_time = ClockField(label=_("From"), required=False)
    to_time = ClockField(label=_("until"), required=False)
    trigger = in_own_words(_("Each time, with what"), _("opening e-mail"), 80)
    side = forms.ChoiceField(
        label=_("Before or after it"),
        choices=[("before", _("Before")), ("after", _("After"))],
        required=False,
        widget=forms.RadioSelect,
    )
    when = in_own_words(_("When, in the client’s words"), _("after the morning coffee"), 120)
    where = in_own_words(_("Where"), _("the chair by the window"), 120)
    starts = DayField(label=_("First day"))
    ends = DayField(label=_("Last day, if it ends"), required=False)

    schedule: Schedule

    def clean(self) -> dict[str, Any]:
        """Build the schedule; its own faults are put at the field they name."""
        data = super().clean() or {}
        self._check_days(data)
        kind = data.get("kind")
        for name in OF_KIND.get(kind or "", ()):
            if name in MISSING and name not in self.errors and not data.get(name):
                self.add_error(name, MISSING[name])
        if not kind or self.errors:
            return data
        found: dict[str, Any] = {"format": 1, "kind": kind}
        found |= {name: data[name] for name in ("when", "where")}
        for name in OF_KIND.get(kind, ()):
            value = data[name]
            found[name] = value.strftime("%H:%M") if isinstance(value, dt.time) else value
        found["times_a_day"] = found.get("times_a_day") or 1
        try:
            self.schedule = Schedule.from_data(found)
        except ScheduleError as fault:
            said = SAID.get(fault.field) or in_words(fault)
            self.add_error(fault.field if fault.field in self.fields else "kind", said)
        return data

    def _check_days(self, data: dict[str, Any]) -> None:
        starts, ends = data.get("starts"), data.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("This day lies before the first one."))
        if starts and ends and ends - starts > LONGEST:
            self.add_error("ends", _("A year is the longest; homework can be given again."))


class ResumingForm(forms.Form):
    """On which day a pause goes on by itself, within a year."""

    resumes_on = DayField(label=_("Goes on by itself on"), required=False)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """A year is the longest."""
        data = super().clean() or {}
        goes_on = data.get("resumes_on")
        if goes_on and goes_on - self.today > LONGEST:
            self.add_error("resumes_on", _("A year is the longest; homework can be given again."))
        return data


class CourseForm(ResumingForm):
    """What is to become of a piece of homework."""

    act = forms.ChoiceField(choices=[(name, name) for name in ("pause", "end")])

    def clean(self) -> dict[str, Any]:
        """A pause goes on on a later day."""
        data = super().clean()
        goes_on = data.get("resumes_on")
        if data.get("act") == "pause" and goes_on and goes_on <= self.today:
            self.add_error("resumes_on", _("Choose a later day than today."))
        return data


class UndoForm(ResumingForm):
    """How a piece of homework was before what was just done with it."""

    status = forms.ChoiceField(choices=AssignmentStatus.choices)
    ends = DayField(required=False)


class RestForm(forms.Form):
    """What was decided about a practice that rests."""

    decision = forms.ChoiceField(
        label=_("What did you decide together?"),
        choices=[
            ("continue", _("Let it continue: it is offered again from now on")),
            ("rest", _("Keep it resting: it stays away until you let it continue")),
        ],
        widget=forms.RadioSelect,
    )


OF_SHAPES: tuple[tuple[re.Pattern[str], Any], ...] = (
    (
        re.compile(r"1 to \d+ characters are expected, not 0"),
        _("Something has to stand here; it cannot be left empty."),
    ),
    (
        re.compile(r"\d+ to (?P<limit_value>\d+) characters are expected, not (?P<show_value>\d+)"),
        TOO_LONG,
    ),
    (
        re.compile(r"at most (?P<most>\d+) lines are expected"),
        _("There is room for %(most)s lines here. Put some of them together, please."),
    ),
    (
        re.compile(r"(?P<least>\d+) to (?P<most>\d+) is expected, not -?\d+"),
        _("%(least)s to %(most)s is possible here."),
    ),
    (
        re.compile("contains a sign that cannot be shown"),
        _("There is a sign in it that cannot be kept."),
    ),
)
"""What a shape says to programs, and what is said of it to somebody who types."""


def in_words(fault: Any) -> str:
    """A fault of a shape as a form says it."""
    reason = str(fault.reason)
    for pattern, words in OF_SHAPES:
        if found := pattern.fullmatch(reason):
            return str(words) % found.groupdict()
    return reason[:1].upper() + reason[1:] + "."
