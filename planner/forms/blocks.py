"""Forms about the blocks of a plan."""

import uuid
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from clients.forms.fields import ClockField, OneOf
from clients.forms.uncut import UncutForm
from clients.models import Client
from planner.models import Block, Practice
from planner.plan import (
    LEADER_LENGTH,
    MATERIALS_LENGTH,
    MEMORY_LENGTH,
    MOST_BLOCK_MINUTES,
    NOTES_LENGTH,
    TITLE_LENGTH,
    Phase,
)

from .items import UseForm

MODULES = [(0, _("Outside the modules")), (1, "1"), (2, "2"), (3, "3")]


LENGTHS = ("minutes", "shortest", "longest")

GONE = {
    "invalid_choice": _(
        "Unknown choice. Perhaps the practice was retired meanwhile: please choose another."
    )
}
"""What is said of a practice that is not to be had, whatever the reason."""


class LabelledPhase(forms.ChoiceField):
    """One of the phases, by its word in the reader's language."""

    def __init__(self, *, empty: Any = None, **kwargs: Any) -> None:
        first = [] if empty is None else [("", empty)]
        kwargs["choices"] = lambda: [*first, *((phase.value, phase.label) for phase in Phase)]
        super().__init__(**kwargs)


def minutes_field(label: Any, **kwargs: Any) -> forms.IntegerField:
    """Whole minutes of one block, 0 to 480."""
    said = {
        "min_value": _("Minutes are 0 or more."),
        "max_value": _("One block has at most %(limit_value)s minutes, which is eight hours."),
    }
    most = MOST_BLOCK_MINUTES
    field = forms.IntegerField(
        label=label, min_value=0, max_value=most, error_messages=said, **kwargs
    )
    field.widget.attrs["inputmode"] = "numeric"
    return field


class MostOrKept(MaxValueValidator):
    """At most what is planned from now on, or just what is kept."""

    def __init__(self, kept: int) -> None:
        super().__init__(MOST_BLOCK_MINUTES)
        self.kept = kept

    def compare(self, a: int, b: int) -> bool:
        """Whether it is too long."""
        return a > b and a != self.kept


class MinutesForm(forms.Form):
    """The minutes of one block alone: typed, or as one of the stepper's buttons says (`to`)."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    to = minutes_field(_("Minutes"), required=False)
    minutes = minutes_field(_("Minutes"))

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.fields["minutes"].required = "to" not in data

    def clean(self) -> dict[str, Any]:
        """The button's number counts before the typed one."""
        found = super().clean() or {}
        to = found.pop("to", None)
        if to is not None:
            found["minutes"] = to
        return found


class CopyForm(forms.Form):
    """The uid that the copy of a block will have; made by the page, so that a retry adds nothing."""

    uid = forms.UUIDField()


class CopyToForm(UseForm):
    """Another coming session that a block is copied to, under which title, and with its notes or not."""

    title = forms.CharField(label=_("Title there"), max_length=TITLE_LENGTH)
    notes = forms.BooleanField(label=_("Take notes and materials along"), required=False)


class BlockForm(UncutForm):
    """A whole block. `practices` are those that may be chosen; modules are for groups alone."""

    version = forms.IntegerField(
        min_value=0, max_value=2**31 - 1, required=False, widget=forms.HiddenInput
    )
    phase = LabelledPhase(label=_("Phase"))
    title = forms.CharField(label=_("Title"), max_length=TITLE_LENGTH, required=False)
    minutes = minutes_field(_("Minutes"))
    shortest = minutes_field(_("Shortest"), required=False)
    longest = minutes_field(_("Longest"), required=False)
    practice = OneOf(
        label=_("Practice"),
        required=False,
        error_messages=GONE,
        naming=lambda one: one.title,
        empty_label=_("None"),
    )
    memory = forms.CharField(
        label=_("Memory"),
        max_length=MEMORY_LENGTH,
        required=False,
        help_text=_("A neutral label, the same each time: the staircase."),
    )
    module = forms.TypedChoiceField(
        label=_("Module"), choices=MODULES, coerce=int, required=False, initial=0
    )
    lock_at = ClockField(label=_("Lock to clock"), required=False)
    notes = forms.CharField(
        label=_("Notes"),
        max_length=NOTES_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    materials = forms.CharField(
        label=_("Materials, one a line"),
        max_length=MATERIALS_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    leader = forms.CharField(label=_("Who leads"), max_length=LEADER_LENGTH, required=False)
    optional = forms.BooleanField(label=_("Optional"), required=False)

    def __init__(self, *args: Any, practices: QuerySet[Practice], whom: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["practice"]
        chosen.queryset = practices
        self._let_stand()
        del self.fields["module" if isinstance(whom, Client) else "memory"]

    def _let_stand(self) -> None:
        """A length that is kept and longer than what is planned from now on may stay as it is."""
        for name in LENGTHS:
            field: Any = self.fields[name]
            kept = self.initial.get(name)
            if isinstance(kept, int) and kept > MOST_BLOCK_MINUTES:
                field.widget.attrs["max"] = kept
                field.validators = [
                    MostOrKept(kept) if isinstance(one, MaxValueValidator) else one
                    for one in field.validators
                ]

    def clean(self) -> dict[str, Any]:
        """Empty limits are 0 (none); an empty title is the practice's, or the phase's word."""
        found = super().clean() or {}
        shortest = found["shortest"] = found.get("shortest") or 0
        longest = found["longest"] = found.get("longest") or 0
        if "module" in found:
            found["module"] = found["module"] or 0
        if longest and shortest > longest:
            self.add_error("longest", _("The longest is not less than the shortest."))
        elif any(name in self.changed_data for name in LENGTHS):
            self._keep_within(found.get("minutes"), shortest, longest)
        if not found.get("title"):
            practice, phase = found.get("practice"), found.get("phase")
            found["title"] = practice.title if practice else Phase(phase).label if phase else ""
        return found

    def _keep_within(self, minutes: int | None, shortest: int, longest: int) -> None:
        """Say where the minutes lie outside its limits. What the stepper left outside may stay."""
        if minutes is None:
            return
        if minutes < shortest:
            self.add_error("minutes", _("Its shortest is %(n)s min.") % {"n": shortest})
        elif longest and minutes > longest:
            self.add_error("minutes", _("Its longest is %(n)s min.") % {"n": longest})


class NewBlockForm(BlockForm):
    """One more block. `uid` is made with the form, so that sending it twice adds one.

    `at_once` is a practice that was touched in the list: it goes before the one that is ticked.
    """

    uid = forms.UUIDField(widget=forms.HiddenInput)
    after = forms.UUIDField(widget=forms.HiddenInput, required=False)
    at_once = OneOf(required=False, error_messages=GONE)
    phase = LabelledPhase(label=_("Phase"), required=False, empty=_("From the practice"))
    minutes = minutes_field(_("Minutes"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["uid"].initial = uuid.uuid4
        touched: Any = self.fields["at_once"]
        touched.queryset = kwargs["practices"]

    def clean(self) -> dict[str, Any]:
        """A practice brings phase, title and minutes along; without one they are asked for."""
        touched = self.cleaned_data.pop("at_once", None)
        if touched is not None:
            self.cleaned_data["practice"] = touched
        found = super().clean()
        if found.get("practice") is None:
            for name in ("phase", "minutes"):
                if name not in self.errors and found.get(name) in (None, ""):
                    self.add_error(name, _("Please fill this in, or choose a practice."))
        return found


class PlaceForm(forms.Form):
    """Where a block goes: 0 is the first place."""

    to = forms.IntegerField(min_value=0, max_value=1000)
    order_version = forms.IntegerField(min_value=0, max_value=2**31 - 1)


class VersionForm(forms.Form):
    """The version that the editor saw."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1)


class RevisionForm(forms.Form):
    """The number of the last change that the editor saw."""

    revision = forms.IntegerField(min_value=0, max_value=2**31 - 1)


class BackForm(RevisionForm):
    """The change before which the plan shall be what it was (`to`), besides the last one seen."""

    to = forms.IntegerField(min_value=1, max_value=2**31 - 1)


class SeenForm(forms.Form):
    """Which page of the history, and the change before which the plan is looked at."""

    page = forms.IntegerField(min_value=1, max_value=10_000, required=False)
    before = forms.IntegerField(min_value=1, max_value=2**31 - 1, required=False)


def filled(block: Block) -> dict[str, Any]:
    """A block as the initial values of BlockForm, but for its practice."""
    names = ("version", "phase", "title", "minutes", "memory", "module", "notes")
    values = {name: getattr(block, name) for name in (*names, "materials", "leader", "optional")}
    limits = {name: getattr(block, name) or None for name in ("shortest", "longest")}
    return values | limits | {"lock_at": block.lock_at}
