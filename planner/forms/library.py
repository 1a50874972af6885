"""How paper from the library shall be."""

from typing import Any

from django import forms

from planner.library.practices import PracticeDocument

PAPERS = [("A4", "A4"), ("Letter", "Letter")]


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
