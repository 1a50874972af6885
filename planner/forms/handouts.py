"""How paper shall be, and what shall stand on it."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from clients.forms.fields import SomeOf
from planner.library.practices import PracticeDocument
from planner.library.words import VARIANT_LABELS
from planner.sheets import Look

from .homework import AS_IT_STANDS

PAPERS = [("A4", "A4"), ("Letter", "Letter")]


class LookForm(forms.Form):
    """The same for one sheet, a packet and a blank."""

    discreet = forms.BooleanField(
        label=_("Discreet: no clinic, name, code, date or number; a plain title"),
        required=False,
    )
    large = forms.BooleanField(label=_("Large print, 18 points"), required=False)
    paper = forms.ChoiceField(label=_("Paper"), choices=PAPERS, widget=forms.RadioSelect)

    @property
    def look(self) -> Look:
        """What was chosen; the form is valid."""
        wanted = self.cleaned_data
        return Look(
            large=wanted["large"],
            discreet=wanted["discreet"],
            paper=wanted["paper"],
            fillable=wanted.get("fillable", False),
        )


class SheetForm(LookForm):
    """One item on paper: the questions that its kind has, others are left out."""

    variant = forms.ChoiceField(label=_("Form"), required=False, widget=forms.RadioSelect)
    alone = forms.BooleanField(label=_("Without the worksheet that goes with it"), required=False)
    fillable = forms.BooleanField(
        label=_("To fill in on a screen: the lines become fields of the PDF"), required=False
    )
    together = forms.BooleanField(
        label=_("We filled it in together, or we do it today"), required=False
    )

    field_order = ("variant", "together", "alone", "paper", "large", "discreet", "fillable")

    def __init__(
        self, *args: Any, document: Any, asks_together: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        is_practice = isinstance(document, PracticeDocument)
        codes = [one.code for one in document.variants] if is_practice else []
        field = self.fields["variant"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", AS_IT_STANDS), *((code, VARIANT_LABELS[code]) for code in codes)]
        has = {
            "variant": bool(codes),
            "alone": bool(getattr(document, "worksheet", None)),
            "fillable": getattr(document, "shelf", "") == "worksheets",
            "together": asks_together,
        }
        for name in (name for name, asked in has.items() if not asked):
            del self.fields[name]


class ChosenForm(forms.Form):
    """What the address names: an item by its code (`practice` is the older name), or homework.

    `session` is the one in which it is given.
    """

    item = forms.SlugField(max_length=80, required=False)
    practice = forms.SlugField(max_length=80, required=False)
    assignment = forms.UUIDField(required=False)
    session = forms.UUIDField(required=False)

    @property
    def code(self) -> str:
        """The code of the item, or nothing."""
        return str(self.cleaned_data["item"] or self.cleaned_data["practice"])


class PacketForm(LookForm):
    """Several items at once; the view gives the codes that can be chosen."""

    items = forms.MultipleChoiceField(
        label=_("What goes on paper"),
        error_messages={
            "required": _("Tick at least one thing."),
            "invalid_choice": _("Unknown choice."),
        },
    )

    def __init__(self, *args: Any, codes: Iterable[str], most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most = most
        field = self.fields["items"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(code, code) for code in codes]

    def clean_items(self) -> list[str]:
        """The codes; raises ValidationError for more than a person can use."""
        chosen = list(dict.fromkeys(self.cleaned_data["items"]))
        if len(chosen) > self.most:
            said = ngettext_lazy(
                "At most %(most)d thing.", "At most %(most)d things at once.", "most"
            )
            raise forms.ValidationError(said, params={"most": self.most})
        return chosen


class GroupPacketForm(PacketForm):
    """The same for all participants, or for those who are ticked."""

    participants = SomeOf(
        label=_("For whom"),
        queryset=None,
        to_field_name="uid",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one participant.")},
    )

    def __init__(
        self,
        *args: Any,
        people: Any,
        naming: Callable[[Any], str],
        sheets_most: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sheets_most = sheets_most
        field = self.fields["participants"]
        assert isinstance(field, SomeOf)
        field.naming = naming
        field.queryset = people

    def clean(self) -> dict[str, Any]:
        """Refuse more sheets than can be printed while somebody waits."""
        data: dict[str, Any] = super().clean() or {}
        sheets = len(data.get("items", ())) * len(data.get("participants", ()))
        if sheets > self.sheets_most:
            said = _("These are %(sheets)d sheets; at most %(most)d are printed at once.")
            params = {"sheets": sheets, "most": self.sheets_most}
            raise forms.ValidationError(said, params=params)
        return data


class SessionPaperForm(forms.Form):
    """What shall be printed of a session; nothing: its sheet."""

    sheet = forms.ChoiceField(choices=[("guide", "guide"), ("agenda", "agenda")], required=False)
