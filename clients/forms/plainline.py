"""The plain line of a message, chosen or in one's own words."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.plainline import LINES, MOST, telling

from .fields import WordsField

OWN, NONE = "own", "none"


class PlainLineForm(forms.Form):
    """Which line; `cleaned_data["line"]` is the line itself, "" for none."""

    which = forms.ChoiceField(
        label=gettext_lazy("What a message may say"), widget=forms.RadioSelect
    )
    own = WordsField(
        label=gettext_lazy("Other words"),
        help_text=gettext_lazy("Such as anybody might get from anybody."),
        max_length=MOST,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, line: str, names: Collection[str]) -> None:
        """`line` is the one that holds now; `names` may not stand in one (`plainline.telling`)."""
        known = [str(one) for one in LINES]
        which = (line if line in known else OWN) if line else NONE
        super().__init__(data, initial={"which": which, "own": line if which == OWN else ""})
        self.names = names
        self.fields["which"].choices = [  # type: ignore[attr-defined]
            *((one, one) for one in known),
            (OWN, _("Other words, below")),
            (NONE, _("No message at all")),
        ]

    def clean(self) -> dict[str, Any]:
        """Raises nothing; what could tell somebody stands at its field."""
        found = super().clean() or {}
        which, own = found.get("which", ""), " ".join(found.get("own", "").split())
        if which == OWN and "own" not in self.errors:
            if not own:
                self.add_error("own", _("Write the words, or choose one of the lines."))
            elif word := telling(own, self.names):
                said = _("“%(word)s” could tell somebody what it is about. Other words, please.")
                self.add_error("own", said % {"word": word})
        found["line"] = {OWN: own, NONE: ""}.get(which, which)
        return found
