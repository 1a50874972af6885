"""A practice on paper for a client: in which form, and how the paper shall be."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from planner.library.practices import PracticeDocument
from planner.library.words import VARIANT_LABELS

from .library import PAPERS


class HandoutForm(forms.Form):
    """How the paper shall be; the form of the practice can be chosen when it is from the library."""

    variant = forms.ChoiceField(label=_("Form"), required=False, widget=forms.RadioSelect)
    discreet = forms.BooleanField(
        label=_("Discreet: no clinic, name, code, date or number; a plain title"),
        required=False,
    )
    large = forms.BooleanField(label=_("Large print, 18 points"), required=False)
    paper = forms.ChoiceField(label=_("Paper"), choices=PAPERS, widget=forms.RadioSelect)

    def __init__(self, *args: Any, document: PracticeDocument | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = [one.code for one in document.variants] if document else []
        if not codes:
            del self.fields["variant"]
            return
        field = self.fields["variant"]
        assert isinstance(field, forms.ChoiceField)
        plain = ("", _("As it stands"))
        field.choices = [plain, *((code, VARIANT_LABELS[code]) for code in codes)]


class ChosenForm(forms.Form):
    """What the address names: a practice by its code, or homework by its uid."""

    practice = forms.SlugField(max_length=80, required=False)
    assignment = forms.UUIDField(required=False)
