"""Forms about the clinic, its members and its crisis contacts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.models import Clinic, CrisisContact

from .fields import CountryField, DraftForm, MailField, ZoneField


class ClinicForm(DraftForm):
    """The clinic's own facts."""

    timezone = ZoneField(label=_("Time zone"), help_text=_("Like Europe/Lisbon"))
    country = CountryField(label=_("Country"))

    class Meta:
        model = Clinic
        fields = ["name", "timezone", "language", "country", "phone", "hours", "paper"]
        widgets = {"paper": forms.RadioSelect}
        help_texts = {
            "phone": _("Printed on handouts and shown on the phone."),
            "hours": _("When somebody answers: Mon to Fri 9 to 17."),
        }


class ContactForm(DraftForm):
    """A line to call at other hours."""

    country = CountryField(label=_("Country"))

    class Meta:
        model = CrisisContact
        fields = ["name", "number", "hours", "language", "country", "region"]
        help_texts = {"hours": _("Like: day and night.")}


class InviteForm(forms.Form):
    """Who is invited, and to what."""

    email = MailField(label=_("E-mail"), max_length=254)
    name = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("As clients read it, with title if you like.")
    )
    is_clinician = forms.BooleanField(
        label=_("Does clinical work"),
        required=False,
        initial=True,
        help_text=_("Sees the clients on whose care team they are, and no others."),
    )
    is_owner = forms.BooleanField(
        label=_("Runs the clinic"),
        required=False,
        help_text=_("Invites and removes people, gives out care teams; reads no client's record."),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two at least."""
        found = super().clean() or {}
        if not (found.get("is_clinician") or found.get("is_owner")):
            self.add_error("is_clinician", _("Please tick at least one of the two."))
        return found
