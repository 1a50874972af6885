"""Giving a practice as homework: which form of it, how often, and in whose words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.forms.fields import Label, SomeOf
from clients.forms.homework import ScheduleForm, in_words
from clients.prescription import Prescription, PrescriptionError, adapted
from clients.wording import anchor_words
from planner.library.practices import PracticeDocument, to_prescription
from planner.library.words import VARIANT_LABELS

AS_IT_STANDS = _("As it stands")


class GiveForm(ScheduleForm):
    """One practice for one client or a group, in a chosen form and in own words."""

    variant = forms.ChoiceField(label=_("Form"), required=False, widget=forms.RadioSelect)
    anchor = forms.ChoiceField(label=_("Anchor, the client’s choice"), required=False)
    title = forms.CharField(label=_("Title the client reads"), max_length=80, required=False)
    phrases = forms.CharField(
        label=_("The client’s own phrases, one a line"),
        max_length=800,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    rehearsed = forms.BooleanField(
        label=_("Done together, or rehearsed once"), required=False, initial=False
    )
    place_safe = forms.BooleanField(
        label=_("The place was judged safe in fact"), required=False, initial=False
    )

    prescription: Prescription

    def __init__(self, *args: Any, document: PracticeDocument, **kwargs: Any) -> None:
        self.document = document
        super().__init__(*args, **kwargs)
        codes = ["", *(variant.code for variant in document.variants)]
        self._choose("variant", [(code, VARIANT_LABELS.get(code, AS_IT_STANDS)) for code in codes])
        anchors = [(code, anchor_words(code)) for code in document.anchors]
        self._choose("anchor", [("", _("Left open")), *anchors])
        self.fields["title"].widget.attrs["placeholder"] = document.client_title
        if not document.phrases_allowed:
            del self.fields["phrases"]
        if len(codes) == 1:
            del self.fields["variant"]
        if not document.anchors:
            del self.fields["anchor"]
        if not document.gates.exposure_homework:
            del self.fields["rehearsed"], self.fields["place_safe"]

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Build the prescription in the client’s words, with faults at the field they name."""
        data = super().clean()
        if self.errors:
            return data
        plain = to_prescription(self.document, data.get("variant") or None)
        changes: dict[str, Any] = {"anchor": data.get("anchor", "")}
        if data.get("title"):
            changes["title"] = data["title"]
        if data.get("phrases"):
            lines = data["phrases"].splitlines()
            changes["phrases"] = tuple(line.strip() for line in lines if line.strip())
        try:
            self.prescription = adapted(plain, **changes)
        except PrescriptionError as fault:
            name = fault.field.partition("[")[0]
            self.add_error(name if name in self.fields else None, in_words(fault))
        return data


class GroupGiveForm(GiveForm):
    """The same for all participants, or for those who are ticked; the view gives the choices."""

    participants = SomeOf(
        label=_("For whom"),
        queryset=None,
        to_field_name="uid",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one participant.")},
    )

    def __init__(self, *args: Any, people: Any, naming: Label, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["participants"]
        assert isinstance(field, SomeOf)
        field.naming = naming
        field.queryset = people
