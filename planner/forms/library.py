"""Looking something up in the library, and how its paper shall be."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from planner.library.practices import PracticeDocument
from planner.plan import Phase

PAPERS = [("A4", "A4"), ("Letter", "Letter")]


class LibrarySearch(forms.Form):
    """Words in title or purpose, and what the practice is for."""

    q = forms.CharField(label=_("Search"), max_length=80, required=False)
    phase = forms.ChoiceField(label=_("For"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["phase"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("every phase")), *((phase.value, phase.label) for phase in Phase)]


class BlankForm(forms.Form):
    """Which form of a practice is printed for nobody yet, and on what."""

    form = forms.ChoiceField(required=False)
    paper = forms.ChoiceField(choices=[("", ""), *PAPERS], required=False)
    discreet = forms.BooleanField(required=False)
    large = forms.BooleanField(required=False)

    def __init__(self, *args: Any, document: PracticeDocument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["form"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, code) for code in ("", *(one.code for one in document.variants))]
