"""Who was there beside the client or the participants."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.models import Guest, Member

from .uncut import UncutForm

MOST_GUESTS = 12
ROLES = [
    ("interpreter", _("Interpreter")),
    ("guardian", _("Guardian")),
    ("partner", _("Partner")),
    ("observer", _("Observer")),
]
"""Who is often there; others are typed."""


class PresentForm(UncutForm):
    """Who else was there: ticked roles, and colleagues by name or other roles in words."""

    roles = forms.MultipleChoiceField(
        label=_("Who else was there"),
        choices=ROLES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    others = forms.CharField(
        label=_("Others"),
        max_length=300,
        required=False,
        help_text=_(
            "A colleague by name, anybody else by role; commas between them: Ben Adler, co-trainer."
        ),
    )

    def __init__(
        self, data: Any, *, guests: Sequence[Guest], members: Iterable[Member], interpreter: bool
    ) -> None:
        known = {value for value, _label in ROLES}
        roles = [guest.role for guest in guests if guest.role in known]
        if interpreter and not guests:
            roles = ["interpreter"]
        others = ", ".join(str(guest) for guest in guests if guest.role not in known)
        super().__init__(data, prefix="there", initial={"roles": roles, "others": others})
        self.members = {member.name.casefold(): member for member in members}

    def clean_others(self) -> list[Member | str]:
        """Members of the clinic where the name is one's, roles otherwise."""
        words = [" ".join(word.split()) for word in re.split(r"[,;]", self.cleaned_data["others"])]
        words = [word for word in words if word]
        if len(words) > MOST_GUESTS:
            raise forms.ValidationError(_("At most %(most)s."), params={"most": MOST_GUESTS})
        for word in words:
            if len(word) > 60:
                raise forms.ValidationError(
                    _("“%(word)s …” is too long for a role."), params={"word": word[:20]}
                )
        return [self.members.get(word.casefold(), word) for word in words]

    def guests(self) -> list[Member | str]:
        """Everybody who was there, each once."""
        return list(dict.fromkeys([*self.cleaned_data["roles"], *self.cleaned_data["others"]]))
