"""Where one is booked already: a warning that a reason settles."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.models import Appointment

from .uncut import UncutForm

REASON = "double_booked_why"


class BookingForm(UncutForm):
    """What forms about when have in common; `clashes` are the other appointments of that time."""

    double_booked_why = forms.CharField(
        label=_("Why all the same"),
        required=False,
        max_length=200,
        help_text=_("Kept with the appointment, like: two leaders share the group."),
    )
    clashes: tuple[Appointment, ...] = ()

    @property
    def asks_why(self) -> bool:
        """Whether the field for the reason is to be shown."""
        return bool(self.clashes or self.errors.get(REASON) or self.initial.get(REASON))

    def is_free(self, wanted: Appointment, planned: Any) -> bool:
        """Whether nothing else is planned then, or a reason says why all the same.

        `wanted` has the day, time and minutes of the valid form; `planned` are the rows to look
        among. A reason for nothing is dropped.
        """
        self.clashes = tuple(planned.clashing(wanted))
        return self.has_reason()

    def has_reason(self) -> bool:
        """Whether nothing clashes, or a reason was given; otherwise the field says what it needs."""
        if not self.clashes:
            self.cleaned_data[REASON] = ""
        elif not self.cleaned_data[REASON]:
            self.add_error(REASON, _("Choose another time, or say why all the same."))
            return False
        return True
