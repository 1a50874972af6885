"""Forms about groups. The clients to choose from are given by the view."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from clients.models import Client, Frame, Group, GroupKind, Member

from .fields import DayField, DraftForm, Label, OneOf


class GroupForm(DraftForm):
    """A group's name and kind."""

    class Meta:
        model = Group
        fields = ["name", "kind"]
        widgets = {"kind": forms.RadioSelect(choices=GroupKind.choices)}


class GroupChangeForm(GroupForm):
    """Name, kind, frame and, when it is over, the last day."""

    ended_on = DayField(label=_("Ended on"), required=False)

    class Meta(GroupForm.Meta):
        fields = ["name", "kind", "frame", "mandatory", "ended_on"]
        widgets = GroupForm.Meta.widgets | {"frame": forms.RadioSelect(choices=Frame.choices)}


class ParticipantForm(forms.Form):
    """Who takes part, from which day; or waits for a place."""

    client = OneOf(label=_("Who"))
    starts = DayField(label=_("From"), required=False)
    waiting = forms.BooleanField(label=_("On the waiting list for now"), required=False)

    def __init__(self, *args: Any, clients: QuerySet[Client], naming: Label, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["client"]
        field.naming = naming  # type: ignore[attr-defined]
        field.queryset = clients  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A first day, unless the client waits."""
        found = super().clean() or {}
        if found.pop("waiting", False):
            found["starts"] = None
        elif not found.get("starts") and "starts" not in self.errors:
            self.add_error("starts", _("From which day? Or tick the waiting list."))
        return found


class LeaveGroupForm(forms.Form):
    """The last day in a group."""

    ends = DayField(label=_("Last day in the group"))


class TurnForm(forms.Form):
    """A place on the waiting list; 0 is the next one."""

    to = forms.IntegerField(min_value=0, max_value=1000)


class BeginForm(forms.Form):
    """The first day in a group, for somebody who waits."""

    starts = DayField(label=_("First day in the group"))


class ScreeningForm(forms.Form):
    """The talk before the group: when, and by whom. The members to choose from are given."""

    screened_on = DayField(label=_("Talk on"), required=False)
    screened_by = OneOf(label=_("By"), required=False)

    def __init__(self, *args: Any, members: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["screened_by"].queryset = members  # type: ignore[attr-defined]


class ApartForm(forms.Form):
    """Whom a client must not meet in a group."""

    other = OneOf(label=_("Who"))

    def __init__(self, *args: Any, clients: QuerySet[Client], naming: Label, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["other"]
        field.naming = naming  # type: ignore[attr-defined]
        field.queryset = clients  # type: ignore[attr-defined]
