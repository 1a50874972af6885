"""Forms about groups. The clients to choose from are given by the view."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from clients.models import Client, Group, GroupKind

from .fields import DayField, DraftForm, Label, OneOf


class GroupForm(DraftForm):
    """A group's name and kind."""

    class Meta:
        model = Group
        fields = ["name", "kind"]
        widgets = {"kind": forms.RadioSelect(choices=GroupKind.choices)}


class GroupChangeForm(GroupForm):
    """Name, kind and, when it is over, the last day."""

    ended_on = DayField(label=_("Ended on"), required=False)

    class Meta(GroupForm.Meta):
        fields = ["name", "kind", "ended_on"]


class ParticipantForm(forms.Form):
    """Who takes part, from which day."""

    client = OneOf(label=_("Who"))
    starts = DayField(label=_("From"))

    def __init__(self, *args: Any, clients: QuerySet[Client], naming: Label, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["client"]
        field.naming = naming  # type: ignore[attr-defined]
        field.queryset = clients  # type: ignore[attr-defined]


class LeaveGroupForm(forms.Form):
    """The last day in a group."""

    ends = DayField(label=_("Last day in the group"))
