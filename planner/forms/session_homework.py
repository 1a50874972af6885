"""What goes home from a session in one click."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class HomeForm(forms.Form):
    """One practice to give by its code, the same as last week, or taking back what was given."""

    give = forms.ChoiceField(
        required=False, error_messages={"invalid_choice": _("Unknown choice.")}
    )
    again = forms.BooleanField(required=False)
    undo = forms.SlugField(max_length=80, required=False)

    def __init__(self, *args: Any, codes: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["give"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, code) for code in codes]
