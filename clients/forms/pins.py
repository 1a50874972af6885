"""The PIN of a client's phone: choosing one, giving it."""

import itertools
import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

SHORTEST, LONGEST = 6, 12
"""Digits of a PIN (a technical default; it counts only together with the phone's secret)."""
PIN_WIDGET = {
    # No password field: browsers would offer to keep the PIN for whoever holds the phone.
    "inputmode": "numeric",
    "autocomplete": "off",
    "autocorrect": "off",
    "spellcheck": "false",
    "class": "pin",
}


class PinInput(forms.TextInput):
    """A field for digits that never shows again what was typed."""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """The widget without its value."""
        return super().get_context(name, None, attrs)


class PinField(forms.CharField):
    """Digits of any script, kept as 0 to 9, spaces left out."""

    def __init__(self, **kwargs: Any) -> None:
        widget = PinInput(attrs=PIN_WIDGET)
        super().__init__(max_length=40, widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        """The digits; raises ValidationError where something else stands between them."""
        text = "".join(str(super().clean(value)).split())
        digits = [unicodedata.decimal(sign, -1) for sign in text]
        if -1 in digits:
            raise forms.ValidationError(_("Use digits only."))
        return "".join(map(str, digits))


class NewPinForm(forms.Form):
    """A PIN of one's own, twice."""

    pin = PinField(label=_("Choose a PIN"), help_text=_("Six to twelve digits."))
    again = PinField(label=_("The same PIN once more"))

    def clean_pin(self) -> str:
        """Refuse what is too short, too long, or among the first that anybody would try."""
        pin = str(self.cleaned_data["pin"])
        if not SHORTEST <= len(pin) <= LONGEST:
            raise forms.ValidationError(_("Six to twelve digits, please."))
        if is_easily_guessed(pin):
            raise forms.ValidationError(
                _("That is one of the first that anybody would try. Choose another, please.")
            )
        return pin

    def clean(self) -> dict[str, Any]:
        """Both have to be the same."""
        found = super().clean() or {}
        if {"pin", "again"} <= found.keys() and found["pin"] != found["again"]:
            self.add_error("again", _("The two were not the same. Try once more."))
        return found


class PinForm(forms.Form):
    """The PIN, to open the pages."""

    pin = PinField(label=_("PIN"))


def is_easily_guessed(pin: str) -> bool:
    """Two different digits at most, a run up or down, or one block over and over."""
    steps = {(int(after) - int(before)) % 10 for before, after in itertools.pairwise(pin)}
    repeats = any(
        pin == pin[:size] * (len(pin) // size)
        for size in range(1, len(pin) // 2 + 1)
        if len(pin) % size == 0
    )
    return len(set(pin)) <= 2 or steps in ({1}, {9}) or repeats
