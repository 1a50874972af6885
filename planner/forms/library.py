"""Looking something up in the library."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from planner.plan import Phase


class LibrarySearch(forms.Form):
    """Words in title or purpose, and what the practice is for."""

    q = forms.CharField(label=_("Search"), max_length=80, required=False)
    phase = forms.ChoiceField(label=_("For"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["phase"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("every phase")), *((phase.value, phase.label) for phase in Phase)]
