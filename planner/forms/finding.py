"""Looking something up in the library."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from planner.library.entries import Entry
from planner.library.wishes import DRAFTS, FAVOURITES, OWN, Wish
from planner.library.words import AUDIENCE_LABELS, SETTING_LABELS, SHELF_LABELS, WING_LABELS
from planner.plan import Phase

MINUTES = (2, 5, 10, 20, 45)
UNKNOWN = _("This is not known here, so it was passed over.")
MINE_LABELS = {FAVOURITES: _("Favourites"), OWN: _("Own"), DRAFTS: _("Drafts")}


def search_box(label: Any, example: Any, **attrs: str) -> forms.CharField:
    """The words that are looked for, with an example in the empty box."""
    attrs = {"placeholder": example, "autocomplete": "off", "enterkeyhint": "search"} | attrs
    widget = forms.SearchInput(attrs=attrs)
    return forms.CharField(label=label, max_length=80, required=False, widget=widget)


KEY = {"aria-keyshortcuts": "/", "data-slash": ""}
"""What lets the key / go to the search, for members who have not turned it off."""


class FindForm(forms.Form):
    """Words and filters; nothing has to be given. `slash`: whether the key / goes to the words."""

    q = search_box(
        _("Search the library"),
        _("Grounding, inner critic, no time …"),
        **KEY,
    )
    phase = forms.ChoiceField(label=_("Phase"), required=False)
    wing = forms.ChoiceField(label=_("Wing"), required=False)
    minutes = forms.TypedChoiceField(label=_("Time"), coerce=int, empty_value=None, required=False)
    setting = forms.ChoiceField(label=_("Setting"), required=False)
    audience = forms.ChoiceField(label=_("For whom"), required=False)
    challenge = forms.ChoiceField(label=_("Challenge"), required=False)
    shelf = forms.ChoiceField(
        choices=[("", ""), *SHELF_LABELS.items()], required=False, widget=forms.HiddenInput
    )
    mine = forms.ChoiceField(
        choices=[("", ""), *MINE_LABELS.items()], required=False, widget=forms.HiddenInput
    )

    def __init__(
        self, *args: Any, challenges: Iterable[Entry], slash: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not slash:
            for name in KEY:
                del self.fields["q"].widget.attrs[name]
        self._labels: dict[str, dict[Any, Any]] = {"shelf": SHELF_LABELS, "mine": MINE_LABELS}
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = UNKNOWN
        phases = [(phase.value, phase.label) for phase in Phase]
        times = [(minutes, _("%d min or less") % minutes) for minutes in MINUTES]
        self._offer("phase", _("Any phase"), phases)
        self._offer("wing", _("Any wing"), list(WING_LABELS.items()))
        self._offer("minutes", _("Any length"), times)
        self._offer("setting", _("Any setting"), list(SETTING_LABELS.items()))
        self._offer("audience", _("Anybody"), list(AUDIENCE_LABELS.items()))
        self._offer("challenge", _("Any challenge"), [(one.code, one.title) for one in challenges])

    def _offer(self, name: str, nothing: Any, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", nothing), *choices]
        self._labels[name] = dict(choices)

    @property
    def wish(self) -> Wish:
        """What is looked for; a field that does not fit is passed over."""
        self.is_valid()
        return Wish(**{name: value for name, value in self.cleaned_data.items() if value})

    def said(self, name: str) -> str:
        """What is chosen in a filter, in words."""
        chosen = self.cleaned_data[name]
        return str(self._labels[name].get(chosen, chosen))
