"""Giving a practice as homework: which form of it, how often, and in whose words."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.forms.fields import ClockField, DayField, OneOf
from clients.prescription import Prescription, PrescriptionError, adapted
from clients.schedule import Schedule, ScheduleError
from clients.wording import anchor_words
from planner.library.practices import PracticeDocument, to_prescription

KINDS = [
    ("daily", _("every day")),
    ("chosen_days", _("on chosen days")),
    ("n_a_week", _("some times a week")),
    ("every_two_hours", _("every two hours")),
    ("tally", _("count how often")),
    ("once", _("once")),
    ("open_offer", _("whenever it helps")),
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
FORMS = {
    "": _("as it stands"),
    "eyes_open": _("eyes open"),
    "no_touch": _("without touch"),
    "short": _("short"),
    "standing": _("standing"),
    "sitting": _("sitting"),
    "walking": _("walking"),
    "adolescent": _("for adolescents"),
    "group": _("in a group"),
}


class ScheduleForm(forms.Form):
    """How often and when; `schedule` holds the checked result."""

    kind = forms.ChoiceField(
        label=_("How often"), choices=KINDS, initial="daily", widget=forms.RadioSelect
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Days, for chosen days"),
        choices=WEEKDAYS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    times_a_week = forms.IntegerField(
        label=_("Times a week"), min_value=1, max_value=21, required=False
    )
    from_time = ClockField(label=_("Every two hours from"), required=False)
    to_time = ClockField(label=_("until"), required=False)
    when = forms.CharField(
        label=_("When, in the client's words"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("after the morning coffee")}),
    )
    starts = DayField(label=_("From"))
    ends = DayField(label=_("Until, if it ends"), required=False)

    schedule: Schedule

    def clean(self) -> dict[str, Any]:
        """Build the schedule; its own faults are put at the field they name."""
        data = super().clean() or {}
        self._check_days(data)
        kind = data.get("kind")
        if not kind or self.errors:
            return data
        found: dict[str, Any] = {"format": 1, "kind": kind, "when": data["when"]}
        if kind == "chosen_days":
            found["weekdays"] = data["weekdays"]
        if kind == "n_a_week":
            found["times_a_week"] = data["times_a_week"]
        if kind == "every_two_hours":
            for name in ("from_time", "to_time"):
                found[name] = data[name].strftime("%H:%M") if data[name] else None
        try:
            self.schedule = Schedule.from_data(found)
        except ScheduleError as fault:
            self.add_error(fault.field if fault.field in self.fields else "kind", _words(fault))
        return data

    def _check_days(self, data: dict[str, Any]) -> None:
        starts, ends = data.get("starts"), data.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("This day lies before the first one."))
        if starts and ends and ends - starts > dt.timedelta(days=366):
            self.add_error("ends", _("A year is the longest; homework can be given again."))


class GiveForm(ScheduleForm):
    """One practice for one client or a group, in a chosen form and in own words."""

    variant = forms.ChoiceField(label=_("Form"), required=False, widget=forms.RadioSelect)
    anchor = forms.ChoiceField(label=_("Anchor, the client's choice"), required=False)
    title = forms.CharField(label=_("Title the client reads"), max_length=80, required=False)
    phrases = forms.CharField(
        label=_("The client's own phrases, one a line"),
        max_length=800,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    rehearsed = forms.BooleanField(
        label=_("Done together, or rehearsed once"), required=False, initial=False
    )
    place_safe = forms.BooleanField(
        label=_("The place was judged safe in fact"), required=False, initial=False
    )

    prescription: Prescription

    def __init__(self, *args: Any, document: PracticeDocument, **kwargs: Any) -> None:
        self.document = document
        super().__init__(*args, **kwargs)
        codes = ["", *(variant.code for variant in document.variants)]
        self._choose("variant", [(code, FORMS.get(code, code)) for code in codes])
        anchors = [(code, anchor_words(code)) for code in document.anchors]
        self._choose("anchor", [("", _("left open")), *anchors])
        self.fields["title"].widget.attrs["placeholder"] = document.client_title
        if not document.phrases_allowed:
            del self.fields["phrases"]
        if len(codes) == 1:
            del self.fields["variant"]
        if not document.anchors:
            del self.fields["anchor"]
        if not document.gates.exposure_homework:
            del self.fields["rehearsed"], self.fields["place_safe"]

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Build the prescription in the client's words, with faults at the field they name."""
        data = super().clean()
        if self.errors:
            return data
        plain = to_prescription(self.document, data.get("variant") or None)
        changes: dict[str, Any] = {"anchor": data.get("anchor", "")}
        if data.get("title"):
            changes["title"] = data["title"]
        if data.get("phrases"):
            lines = data["phrases"].splitlines()
            changes["phrases"] = tuple(line.strip() for line in lines if line.strip())
        try:
            self.prescription = adapted(plain, **changes)
        except PrescriptionError as fault:
            name = fault.field.partition("[")[0]
            self.add_error(name if name in self.fields else None, _words(fault))
        return data


class GroupGiveForm(GiveForm):
    """The same for all participants, or for those who are ticked; the view gives the choices."""

    participants = forms.ModelMultipleChoiceField(
        label=_("For whom"),
        queryset=None,
        to_field_name="uid",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Unknown choice.")},
    )


class PracticeChoice(forms.Form):
    """Which practice; the view gives the choices."""

    practice = OneOf(label=_("Practice"))


def _words(fault: Any) -> str:
    """A fault of a shape as the form says it."""
    reason = str(fault.reason)
    return reason[:1].upper() + reason[1:] + "."
