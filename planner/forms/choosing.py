"""Looking for a practice where one is chosen: into a plan, or home with a client."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from planner.library.documents import PRACTICES
from planner.library.wishes import Wish
from planner.plan import Phase

from .finding import MINUTES, UNKNOWN, search_box


class ChooseForm(forms.Form):
    """Words, phase and minutes; nothing has to be given. `left` are the minutes a plan has left."""

    q = search_box(_("Search the practices"), _("Grounding, inner critic …"))
    phase = forms.ChoiceField(label=_("Phase"), required=False)
    minutes = forms.TypedChoiceField(label=_("Time"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, left: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        times = {minutes: _("%d min or less") % minutes for minutes in MINUTES}
        if left > 0:
            times = {left: _("What is left: %d min") % left} | {
                minutes: label for minutes, label in times.items() if minutes != left
            }
        phases = [(phase.value, phase.label) for phase in Phase]
        self._offer("phase", _("Any phase"), phases)
        self._offer("minutes", _("Any length"), list(times.items()))

    def _offer(self, name: str, nothing: Any, choices: list[tuple[Any, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = [("", nothing), *choices]
        field.error_messages["invalid_choice"] = UNKNOWN

    @property
    def wish(self) -> Wish:
        """What is looked for; a field that does not fit is passed over."""
        self.is_valid()
        found = {name: value for name, value in self.cleaned_data.items() if value}
        return Wish(shelf=PRACTICES, **found)
