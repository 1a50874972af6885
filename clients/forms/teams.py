"""Forms about care teams. The members to choose from are given by the view."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from clients.models import Client, Group, Member, Role

from .fields import DayField, Label, OneOf, SomeOf


class JoinTeamForm(forms.Form):
    """Who joins a care team, as what, from when until when."""

    member = OneOf(label=_("Who"))
    role = forms.ChoiceField(label=_("As"), choices=Role.choices)
    starts = DayField(label=_("From"))
    ends = DayField(
        label=_("Until"), required=False, help_text=_("The last day; empty: until further notice.")
    )

    def __init__(self, *args: Any, members: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The last day does not lie before the first."""
        found = super().clean() or {}
        if found.get("ends") and found.get("starts") and found["ends"] < found["starts"]:
            self.add_error("ends", _("The last day lies before the first."))
        return found


class CoverForm(forms.Form):
    """Who covers, from when until when, and for whom of one's own clients and groups."""

    member = OneOf(label=_("Who covers"))
    starts = DayField(label=_("From"))
    ends = DayField(label=_("Until"), help_text=_("The last day; the rights end by themselves."))
    clients = SomeOf(
        label=_("Clients"),
        queryset=None,
        to_field_name="uid",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    groups = SomeOf(
        label=_("Groups"),
        queryset=None,
        to_field_name="uid",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        members: QuerySet[Member],
        clients: QuerySet[Client],
        groups: QuerySet[Group],
        naming: Label,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["member"].queryset = members
        fields["clients"].queryset, fields["clients"].naming = clients, naming
        fields["groups"].queryset = groups

    def clean(self) -> dict[str, Any]:
        """The days in order, and somebody to cover for."""
        found = super().clean() or {}
        if found.get("ends") and found.get("starts") and found["ends"] < found["starts"]:
            self.add_error("ends", _("The last day lies before the first."))
        both = {"clients", "groups"} <= found.keys()
        if both and not (found["clients"] or found["groups"]):
            self.add_error("clients", _("Tick at least one client or group."))
        return found


class LeaveTeamForm(forms.Form):
    """The last day on a care team; `anyway` when nobody would lead afterwards."""

    ends = DayField(label=_("Last day"), help_text=_("Yesterday's date takes the rights at once."))
    anyway = forms.BooleanField(label=_("End it anyway"), required=False, widget=forms.HiddenInput)

    def ask_again(self) -> None:
        """Nobody would lead: show the tick that lets it happen all the same."""
        self.fields["anyway"].widget = forms.CheckboxInput()
        self.add_error(
            "anyway",
            _(
                "Nobody would lead after that day. Better add another lead first; "
                "or tick here to leave the place empty."
            ),
        )
