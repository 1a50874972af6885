"""Less time, a later start, an interpreter: what changed for one session."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.forms.booking import BookingForm
from clients.forms.fields import ClockField
from planner.models import Session
from planner.models.lesstime import LONGER, SAME, Wish
from planner.plan import MOST_MINUTES

PRESETS = (5, 10, 15, 20)
"""Minutes less at one touch."""

INTERPRETER = [
    ("", _("None")),
    (LONGER, _("Yes, and it may take longer")),
    (SAME, _("Yes, within the same time")),
]


class LessTimeForm(forms.Form):
    """What changed. `preset` is one of the buttons and counts before what was typed."""

    preset = forms.IntegerField(min_value=0, max_value=MOST_MINUTES, required=False)
    less = forms.IntegerField(
        label=_("Minutes less"), min_value=0, max_value=MOST_MINUTES, required=False
    )
    start = ClockField(label=_("Begins only at"), required=False)
    interpreter = forms.ChoiceField(
        label=_("Interpreter"), choices=INTERPRETER, required=False, widget=forms.Select
    )

    def __init__(self, data: Any = None, *, session: Session, **kwargs: Any) -> None:
        super().__init__(data, auto_id="less-%s", **kwargs)
        appointment = session.appointment
        self.fields["less"].widget.attrs["inputmode"] = "numeric"
        if appointment.day is None or appointment.time is None:
            del self.fields["start"]
        if appointment.client_id is None:
            del self.fields["interpreter"]

    def wish(self) -> Wish:
        """What the form says, once it is valid."""
        facts = self.cleaned_data
        preset = facts["preset"]
        return Wish(
            less=(facts["less"] or 0) if preset is None else preset,
            start=facts.get("start"),
            interpreter=facts.get("interpreter", ""),
            without_exposure=facts.get("without_exposure", False),
        )


class RefitForm(LessTimeForm, BookingForm):
    """The same, to be done; `revision` and `length` are what the editor saw."""

    without_exposure = forms.BooleanField(required=False)
    revision = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    length = forms.IntegerField(min_value=0, max_value=MOST_MINUTES)
