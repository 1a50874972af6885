"""Forms that begin a plan, mark it and settle what the rules found."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.forms.booking import BookingForm
from clients.forms.fields import ClockField, DayField, OnceField, WordsField
from clients.models import Setting
from planner.plan import MOST_MINUTES

from .reasons import PRESETS, WRITTEN_LENGTH, in_one

EMPTY, LAST = "empty", "last"
"""Starts that are no protocol: nothing at all, or the last session's plan."""


class StartForm(forms.Form):
    """What a plan begins with. The view gives the choices as (key, label); those in `folded` stand
    behind "From a course"."""

    start = forms.ChoiceField(label=_("Begin with"), widget=forms.RadioSelect)

    def __init__(
        self,
        *args: Any,
        starts: list[tuple[str, Any]],
        folded: frozenset[str] = frozenset(),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.folded = folded
        field: Any = self.fields["start"]
        field.choices = starts
        field.error_messages["invalid_choice"] = _("Unknown choice.")
        field.initial = starts[0][0]

    @property
    def opens_folded(self) -> bool:
        """Whether the choice that stands is one of the folded ones."""
        return self["start"].value() in self.folded


class NewSessionForm(BookingForm, StartForm):
    """A plan with a new appointment; day and time may stay open. `uid` is the new plan's."""

    uid = OnceField()
    day = DayField(label=_("Day"), required=False)
    time = ClockField(label=_("Time"), required=False)
    minutes = forms.IntegerField(
        label=_("Minutes"),
        required=False,
        min_value=5,
        max_value=MOST_MINUTES,
        widget=forms.NumberInput(attrs={"placeholder": _("planned")}),
    )
    setting = forms.ChoiceField(
        label=_("Setting"),
        choices=Setting.choices,
        widget=forms.RadioSelect,
        initial=Setting.ROOM,
    )
    room = forms.CharField(label=_("Room"), required=False, max_length=60)

    def clean(self) -> dict[str, Any]:
        """A time needs a day."""
        found = super().clean() or {}
        if found.get("time") and not found.get("day") and "day" not in self.errors:
            self.add_error("day", _("A time needs its day."))
        return found


class ReasonForm(forms.Form):
    """Why one goes on in spite of a finding: chosen, written, or both."""

    code = forms.CharField(max_length=8)
    facts_hash = forms.CharField(max_length=64)
    preset = forms.ChoiceField(choices=PRESETS, required=False)
    reason = WordsField(max_length=WRITTEN_LENGTH, required=False)

    def clean(self) -> dict[str, Any]:
        """Chosen and written words as one text."""
        found = super().clean() or {}
        found["said"] = in_one(found)
        return found


class PageForm(forms.Form):
    """Which page of a long list."""

    page = forms.IntegerField(min_value=1, max_value=10_000, required=False)
