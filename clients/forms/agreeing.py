"""What is agreed together about homework, all of it optional: why, how sure, what if."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.agreement import CONFIDENCE_MOST, Agreement, AgreementError

from .fields import WordsField, in_own_words
from .homework import ScheduleForm, in_words
from .uncut import UncutForm

NUMBERS = [(str(value), str(value)) for value in range(CONFIDENCE_MOST + 1)]
OF_CARD = ("go_to", "call", "call_hours")
OF_EXPOSURE = ("rung", *OF_CARD, "rehearsed", "place_safe")
OF_ONE_PERSON = ("confidence", "obstacle", "then")


class AgreedForm(UncutForm, ScheduleForm):
    """Schedule and agreement; `agreement` holds the checked result."""

    why = WordsField(
        label=_("Why, in the client’s words"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    confidence = forms.TypedChoiceField(
        label=_("How sure is the client to do it?"),
        choices=NUMBERS,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("0 to 10, please.")},
    )
    obstacle = in_own_words(_("If this comes in the way …"), _("I come home late and tired"), 160)
    then = in_own_words(_("… then"), _("I do the first step in the hallway"), 160)
    rung = WordsField(
        label=_("The rung of the ladder"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"list": "rungs", "autocomplete": "off"}),
    )
    go_to = in_own_words(_("After a stop: where to go"), _("the bench by the library"), 160)
    call = in_own_words(_("Whom to call then, with the number"), _("my sister, 555 0134"), 160)
    call_hours = in_own_words(_("When they answer"), _("until 9 in the evening"), 80)
    rehearsed = forms.BooleanField(
        label=_("Done together, or rehearsed once"), required=False, initial=False
    )
    place_safe = forms.BooleanField(
        label=_("The place was judged safe in fact"), required=False, initial=False
    )

    agreement: Agreement

    def without(self, *names: str) -> None:
        """Leave these questions out."""
        for name in names:
            self.fields.pop(name, None)

    def clean(self) -> dict[str, Any]:
        """Build the agreement; its own faults are put at the field they name."""
        data = super().clean()
        names = ("why", "confidence", "obstacle", "then", *OF_EXPOSURE)
        said = {name: data[name] for name in names if name in data}
        try:
            self.agreement = Agreement.from_data({"format": 1} | said)
        except AgreementError as fault:
            self.add_error(fault.field, in_words(fault))
        return data
