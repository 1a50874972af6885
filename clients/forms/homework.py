"""Homework as it goes on: how often and when, until when, and what becomes of a rest."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.models import AssignmentStatus
from clients.schedule import Schedule, ScheduleError

from .fields import ClockField, DayField

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
}
"""Which fields belong to which kind; what stands in the others is passed over."""

MISSING = {
    "weekdays": _("Choose at least one day."),
    "times_a_week": _("Say how many times a week."),
    "from_time": _("Say from when."),
    "to_time": _("Say until when."),
}
"""What is said where a field is empty that the kind needs."""

LONGEST = dt.timedelta(days=366)


class ScheduleForm(forms.Form):
    """How often and when; `schedule` holds the checked result. `where` is kept as it was."""

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
    times_a_day = forms.IntegerField(
        label=_("Times a day"), min_value=1, max_value=12, required=False, initial=1
    )
    times_a_week = forms.IntegerField(
        label=_("Times a week"), min_value=1, max_value=21, required=False
    )
    from_time = ClockField(label=_("From"), required=False)
    to_time = ClockField(label=_("until"), required=False)
    when = forms.CharField(
        label=_("When, in the client’s words"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("after the morning coffee")}),
    )
    starts = DayField(label=_("First day"))
    ends = DayField(label=_("Last day, if it ends"), required=False)

    schedule: Schedule
    where = ""

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
        found: dict[str, Any] = {"format": 1, "kind": kind, "when": data["when"]}
        found["where"] = self.where
        for name in OF_KIND.get(kind, ()):
            value = data[name]
            found[name] = value.strftime("%H:%M") if isinstance(value, dt.time) else value
        found["times_a_day"] = found.get("times_a_day") or 1
        try:
            self.schedule = Schedule.from_data(found)
        except ScheduleError as fault:
            if fault.field == "to_time":
                self.add_error("to_time", _("Two hours or more have to lie between the times."))
            else:
                self.add_error("kind", in_words(fault))
        return data

    def _check_days(self, data: dict[str, Any]) -> None:
        starts, ends = data.get("starts"), data.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("This day lies before the first one."))
        if starts and ends and ends - starts > LONGEST:
            self.add_error("ends", _("A year is the longest; homework can be given again."))


class ChangeForm(ScheduleForm):
    """Another schedule from today on; what was agreed before stays as it was."""

    def __init__(self, *args: Any, schedule: Schedule, today: dt.date, **kwargs: Any) -> None:
        self.where = schedule.where
        self.today = today
        super().__init__(*args, **kwargs)
        del self.fields["starts"]

    def clean(self) -> dict[str, Any]:
        """It cannot end before today: what was is over."""
        data = super().clean()
        ends = data.get("ends")
        if ends and ends < self.today:
            self.add_error("ends", _("This day is over. Choose today or a later day."))
        if ends and ends - self.today > LONGEST:
            self.add_error("ends", _("A year is the longest; homework can be given again."))
        return data


class CourseForm(forms.Form):
    """What is to become of a piece of homework; for "undo" also what it was before."""

    act = forms.ChoiceField(
        choices=[(name, name) for name in ("pause", "go_on", "end", "again", "undo")]
    )
    status = forms.ChoiceField(choices=AssignmentStatus.choices, required=False)
    ends = DayField(required=False)

    def clean(self) -> dict[str, Any]:
        """Undoing needs to know the status that it goes back to."""
        data = super().clean() or {}
        if data.get("act") == "undo" and not data.get("status"):
            self.add_error("status", _("Unknown choice."))
        return data


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


def in_words(fault: Any) -> str:
    """A fault of a shape as a form says it."""
    reason = str(fault.reason)
    return reason[:1].upper() + reason[1:] + "."
