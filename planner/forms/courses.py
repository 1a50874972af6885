"""Forms of a course: starting it, changing its days, and a session for what was missed."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from clients.forms.booking import REASON, BookingForm
from clients.forms.fields import ClockField, DayField, OnceField
from clients.models import Appointment, Setting
from planner.laying import (
    MOST_WEEKS,
    LineError,
    Rhythm,
    Span,
    State,
    read_days_off,
    write_days_off,
)
from planner.models import CourseRun, CourseStep
from planner.plan import MOST_MINUTES

ONE, REST, WEEK, OUT = "one", "rest", "week", "out"
AT_END, NEXT = "at_end", "next"

CHANGES = {
    ONE: _("Move only this one"),
    REST: _("Move this one and all after it"),
    WEEK: _("Skip this week; this one and all after it come later"),
    OUT: _("Leave it out; the others stay"),
}
AGAIN = {
    AT_END: _("At the end of the course"),
    NEXT: _("Next; the others move on by one"),
}
HOLDS_DAYS = {"rows": 4, "placeholder": "2026-12-24\n2026-12-28 to 2027-01-03"}


ASKS_WHEN = {
    "hx-get": "",
    "hx-include": "#when",
    "hx-select": "#when",
    "hx-target": "#when",
    "hx-swap": "outerHTML",
}
"""Choosing for whom brings the day and time that are usual for them; a day or time that was typed
stays."""


class DaysOffField(forms.CharField):
    """Days off, one day or stretch a line; faults name their line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Days off"),
            required=False,
            max_length=6000,
            widget=forms.Textarea(attrs=HOLDS_DAYS),
            help_text=_(
                "Holidays and gaps, one a line: a day, or from and to. Sessions step over."
            ),
            **kwargs,
        )

    def clean(self, value: Any) -> tuple[Span, ...]:
        """The days; raises ValidationError with a sentence for each line that is none."""
        try:
            return read_days_off(super().clean(value))
        except LineError as refused:
            raise forms.ValidationError(refused.faults) from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether other lines were sent."""
        return bool((initial or "") != (data or ""))


class WeekdaysField(forms.TypedMultipleChoiceField):
    """Weekdays, 0 for Monday."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Weekdays"),
            choices=list(WEEKDAYS.items()),
            coerce=int,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": _("Unknown choice.")},
            **kwargs,
        )


class DatesForm(BookingForm):
    """What forms that lay several days have in common. `seen` names the dates that were looked at."""

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def are_free(self, clashes: Sequence[Sequence[Appointment]]) -> bool:
        """Whether nothing else is planned then, or a reason says why all the same."""
        self.clashes = tuple(one for rows in clashes for one in rows)
        if not self.clashes:
            self.cleaned_data[REASON] = ""
        elif not self.cleaned_data[REASON]:
            self.add_error(REASON, _("Change the dates, or say why all the same."))
            return False
        return True


class StartCourseForm(DatesForm):
    """A course for whom, and on which days. The view gives the people: (heading, [(key, label)]).

    `uid` is that of the run.
    """

    uid = OnceField()
    whom = forms.ChoiceField(
        label=_("For whom"),
        error_messages={"invalid_choice": _("Unknown choice.")},
        widget=forms.Select(attrs=ASKS_WHEN),
    )
    first = DayField(label=_("First day"))
    time = ClockField(label=_("Time"))
    weekdays = WeekdaysField(help_text=_("None: the weekday of the first day."))
    weeks = forms.IntegerField(
        label=_("Every so many weeks"), min_value=1, max_value=MOST_WEEKS, initial=1
    )
    minutes = forms.IntegerField(
        label=_("Minutes"),
        required=False,
        min_value=5,
        max_value=MOST_MINUTES,
        widget=forms.NumberInput(attrs={"placeholder": _("planned")}),
    )
    days_off = DaysOffField()
    setting = forms.ChoiceField(
        label=_("Setting"), choices=Setting.choices, widget=forms.RadioSelect, initial=Setting.ROOM
    )
    room = forms.CharField(label=_("Room"), required=False, max_length=60)

    def __init__(self, *args: Any, people: list[tuple[Any, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["whom"]
        field.choices = [("", _("Please choose")), *people]

    @property
    def rhythm(self) -> Rhythm:
        """The rhythm of a valid form."""
        facts = self.cleaned_data
        weekdays = frozenset(facts["weekdays"]) or frozenset({facts["first"].weekday()})
        return Rhythm(weekdays=weekdays, weeks=facts["weeks"], off=facts["days_off"])


class ChangeCourseForm(DatesForm):
    """What becomes of one session of a course, and with it of the rest."""

    what = forms.ChoiceField(
        label=_("What to do"),
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Unknown choice.")},
    )
    day = DayField(label=_("New day"), required=False)
    time = ClockField(label=_("Time"), required=False)
    weekdays = WeekdaysField(help_text=_("From here on, when all after it move too."))
    days_off = DaysOffField()

    def __init__(self, *args: Any, step: CourseStep, run: CourseRun, **kwargs: Any) -> None:
        appointment = step.appointment
        kwargs["initial"] = {
            "day": appointment.day,
            "time": appointment.time or run.time,
            "weekdays": run.weekdays,
            "days_off": write_days_off(run.rhythm.off),
        } | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.run = run
        self.is_open = step.state is State.OPEN
        choices = dict(CHANGES if self.is_open else AGAIN)
        if step.state is State.HELD:
            choices = {}
        elif step.extra:
            choices = {key: choices[key] for key in (ONE,) if key in choices}
        elif appointment.day is None:
            choices.pop(WEEK, None)
        field: Any = self.fields["what"]
        field.choices = list(choices.items())
        self.initial.setdefault("what", next(iter(choices), ""))
        for name in () if self.is_open else ("day", "weekdays", "days_off"):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """To be moved, a session needs its day and time; laid again, its time."""
        found = super().clean() or {}
        what = found.get("what")
        for name in {ONE: ("day", "time"), REST: ("day", "time")}.get(what or "", ()):
            if not found.get(name) and name not in self.errors:
                self.add_error(name, self.fields[name].error_messages["required"])
        return found

    @property
    def rhythm(self) -> Rhythm:
        """The rhythm from here on: otherwise than before only where all after it move too."""
        facts, before = self.cleaned_data, self.run.rhythm
        if facts["what"] != REST:
            return before
        weekdays = frozenset(facts["weekdays"]) or before.weekdays
        return Rhythm(weekdays=weekdays, weeks=before.weeks, off=facts["days_off"])


class CatchUpForm(BookingForm):
    """One more session for what was missed. The view gives sessions and people as choices.

    `uid` is that of the step.
    """

    uid = OnceField()
    number = forms.TypedChoiceField(
        label=_("What it catches up on"),
        coerce=int,
        error_messages={"invalid_choice": _("Unknown choice.")},
    )
    whom = forms.ChoiceField(
        label=_("With whom"),
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Unknown choice.")},
        help_text=_(
            "Alone: an appointment of that client’s own, with nothing in it of the others."
        ),
    )
    day = DayField(label=_("Day"))
    time = ClockField(label=_("Time"))
    minutes = forms.IntegerField(
        label=_("Minutes"),
        required=False,
        min_value=5,
        max_value=MOST_MINUTES,
        help_text=_("Empty: as the plan has; alone 50."),
    )

    def __init__(
        self,
        *args: Any,
        sessions: list[tuple[int, str]],
        people: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        number: Any = self.fields["number"]
        number.choices = sessions
        whom: Any = self.fields["whom"]
        whom.choices = people
        whom.initial = people[0][0]


class SeenForm(forms.Form):
    """How many changes the course had when the page was opened."""

    changes = forms.IntegerField(min_value=0, max_value=2_000_000_000)
