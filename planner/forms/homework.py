"""Giving a practice as homework: which form of it, how often, and in whose words."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from clients.adapting import adapted, left_out_of, with_back
from clients.agreement import Agreement
from clients.forms.agreeing import OF_EXPOSURE, OF_ONE_PERSON, AgreedForm
from clients.forms.fields import Label, SomeOf, WordsField
from clients.forms.homework import LONGEST, in_words
from clients.forms.stepping import BackFields, StepFields, StepRow
from clients.models import Assignment, Client, Edition, given_uid
from clients.prescription import Prescription, PrescriptionError, Step
from clients.wording import anchor_words
from planner.library.practices import PracticeDocument, to_prescription
from planner.library.words import VARIANT_LABELS
from planner.models.against import Against

from .reasons import PRESETS, WRITTEN_LENGTH, in_one

AS_IT_STANDS = _("As it stands")


@dataclass(frozen=True, kw_only=True)
class StepSet:
    """The steps of one form of a practice, or of several; `codes` says of which, "" as it stands."""

    fields: StepFields
    codes: tuple[str, ...]

    @property
    def rows(self) -> list[StepRow]:
        """What a page shows."""
        return self.fields.rows()

    @property
    def label(self) -> str:
        """The forms that have these steps."""
        return ", ".join(str(VARIANT_LABELS.get(code, AS_IT_STANDS)) for code in self.codes)

    @property
    def shown_for(self) -> str:
        """The codes as show-for.js reads them."""
        return " ".join(self.codes)

    @property
    def is_open(self) -> bool:
        """Whether it stands open: something in it does not fit, or is left out."""
        return any(row.is_open for row in self.rows)


def bound_first_day(form: forms.Form, first: dt.date, last: dt.date) -> None:
    """Say to the browser between which days homework can begin."""
    form.fields["starts"].widget.attrs |= {"min": first, "max": last}


class ShapedForm(AgreedForm):
    """Schedule, agreement and the practice in a client’s own words and measure."""

    anchor = forms.ChoiceField(label=_("Anchor, the client’s choice"), required=False)
    title = WordsField(label=_("Title the client reads"), max_length=80, required=False)
    phrases = WordsField(
        label=_("The client’s own phrases, one a line"),
        max_length=800,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    without_sheet = forms.BooleanField(
        label=_("Without the worksheet that goes with it"), required=False
    )

    preset = forms.ChoiceField(
        label=_("Why it can go home all the same"), choices=PRESETS, required=False
    )
    reason = WordsField(label=_("In your own words"), max_length=WRITTEN_LENGTH, required=False)

    prescription: Prescription
    sets: list[StepSet]
    against: Against | None = None

    def stand_against(self, against: Against | None) -> None:
        """What speaks against it; a reason is asked for where one of it is a warning."""
        self.against = against
        if against is None or not against.warnings:
            self.without("preset", "reason")

    def ask_ticks(self) -> bool:
        """Whether one of R14's two ticks is missing; that is said at its place. The form is valid."""
        wanted = {
            "rehearsed": _("Do it together, or rehearse it once; then tick this."),
            "place_safe": _("Look at the place together; once it is judged safe, tick this."),
        }
        missing = [name for name in wanted if not getattr(self.agreement, name)]
        for name in missing:
            self.add_error(name, wanted[name])
        return bool(missing)

    @property
    def said(self) -> str:
        """The reason that was given. The form is valid."""
        return in_one(self.cleaned_data)

    @property
    def edition(self) -> Edition:
        """What would be kept, not saved: for a look at it before. The form is valid."""
        return Edition(
            prescription_data=self.prescription.to_data(),
            schedule_data=self.schedule.to_data(),
            agreement_data=self.agreement.to_data(),
        )

    def ask_what_it_has(self, shape: Prescription | PracticeDocument) -> None:
        """Leave out the questions that this practice has no use for."""
        self.fields["title"].widget.attrs["placeholder"] = (
            shape.title if isinstance(shape, Prescription) else shape.client_title
        )
        anchors = [(code, anchor_words(code)) for code in shape.anchors]
        self.choose_from("anchor", [("", _("Left open")), *anchors])
        self._ask_phrases(shape.phrases_allowed)
        if not shape.anchors:
            self.without("anchor")
        if not shape.worksheet:
            self.without("without_sheet")
        if not shape.gates.exposure_homework:
            self.without(*OF_EXPOSURE)

    def _ask_phrases(self, allowed: tuple[int, int] | None) -> None:
        """Say at the field how many this practice takes; leave it out where it takes none."""
        if allowed is None:
            self.without("phrases")
            return
        low, high = allowed
        said = _("%(label)s: %(low)s to %(high)s of them, or none")
        if low == high:
            said = _("%(label)s: %(low)s of them, or none")
        field = self.fields["phrases"]
        field.label = said % {"label": field.label, "low": low, "high": high}

    def _own_phrases(self, plain: Prescription) -> tuple[str, ...]:
        """The lines that were typed; too few or too many of them are said at the field."""
        lines = (line.strip() for line in self.cleaned_data["phrases"].splitlines())
        found = tuple(line for line in lines if line)
        low, high = plain.phrases_allowed or (0, 0)
        if found and not low <= len(found) <= high:
            room = (
                str(low) if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}
            )
            said = ngettext(
                "There is %(n)s line here; this practice takes %(room)s, or none.",
                "There are %(n)s lines here; this practice takes %(room)s, or none.",
                len(found),
            )
            self.add_error("phrases", said % {"n": len(found), "room": room})
        return found

    def choose_from(self, name: str, choices: list[tuple[str, Any]]) -> None:
        """Give a field its choices."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def shape(self, plain: Prescription, steps: StepFields) -> None:
        """Build the prescription from what was said, with faults at the field they name."""
        data = self.cleaned_data
        changes: dict[str, Any] = steps.changes(data)
        if "anchor" in self.fields:
            changes["anchor"] = data["anchor"]
        if data.get("title"):
            changes["title"] = data["title"]
        if "phrases" in self.fields:
            changes["phrases"] = self._own_phrases(plain)
            if self.errors:
                return
        changes["worksheet"] = not data.get("without_sheet")
        try:
            self.prescription = adapted(plain, **changes)
        except PrescriptionError as fault:
            name = fault.field.partition("[")[0]
            at = steps.field_of(fault) or (name if name in self.fields else None)
            self.add_error(at, in_words(fault))


class GiveForm(ShapedForm):
    """One practice for one client or a group, in a chosen form and in own words.

    `uid` is made with the page, so that sending it twice gives it once.
    """

    uid = forms.UUIDField(required=False, initial=uuid.uuid4, widget=forms.HiddenInput)
    variant = forms.ChoiceField(label=_("Form"), required=False, widget=forms.RadioSelect)
    besides = forms.BooleanField(label=_("Give it besides what runs already"), required=False)

    running: list[Assignment]

    def __init__(
        self, *args: Any, document: PracticeDocument, today: dt.date, **kwargs: Any
    ) -> None:
        self.document, self.today = document, today
        super().__init__(*args, **kwargs)
        bound_first_day(self, today - LONGEST, today + LONGEST)
        codes = ["", *(variant.code for variant in document.variants)]
        self.choose_from(
            "variant", [(code, VARIANT_LABELS.get(code, AS_IT_STANDS)) for code in codes]
        )
        self.ask_what_it_has(document)
        self.sets = list(self._sets(codes))
        if len(codes) == 1:
            self.without("variant")

    def stand_beside(self, running: Iterable[Assignment]) -> None:
        """What runs already of this practice; whether it is given besides is then asked."""
        self.running = list(running)
        if not self.running:
            self.without("besides")

    def is_doubled(self, clients: Iterable[Client]) -> bool:
        """Whether it runs already for one of them and nobody said "besides"; that is said.

        What this very form gave before does not count. The form is valid.
        """
        uid = self.cleaned_data["uid"]
        made = {one.pk: given_uid(one, uid) if uid else None for one in clients}
        doubled = [
            one for one in self.running if one.client_id in made and one.uid != made[one.client_id]
        ]
        if doubled and not self.cleaned_data["besides"]:
            said = _(
                "It runs already. Tick this to give it once more, or change the one that runs."
            )
            self.add_error("besides", said)
            return True
        return False

    def _sets(self, codes: Iterable[str]) -> Iterable[StepSet]:
        """The steps of every form; forms that share theirs share their fields."""
        found: dict[tuple[Step, ...], list[str]] = {}
        for code in codes:
            steps = self.document.variant(code).steps if code else ()
            found.setdefault(steps or self.document.steps, []).append(code)
        for steps, of_codes in found.items():
            key = f"steps-{of_codes[0]}" if of_codes[0] else "steps"
            fixed = self.document.gates.exposure_homework
            fields = StepFields(self, steps, key, fixed=fixed)
            yield StepSet(fields=fields, codes=tuple(of_codes))

    def steps_of(self, variant: str) -> StepFields:
        """The step fields of a form of the practice."""
        found = (one.fields for one in self.sets if variant in one.codes)
        return next(found, self.sets[0].fields)

    def clean(self) -> dict[str, Any]:
        """Build the prescription in the client’s words, with faults at the field they name."""
        data = super().clean()
        starts = data.get("starts")
        if starts and abs(starts - self.today) > LONGEST:
            self.add_error("starts", _("A day within a year from today, please."))
        if not self.errors:
            variant = data.get("variant", "")
            plain = to_prescription(self.document, variant or None)
            self.shape(plain, self.steps_of(variant))
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
        self.without(*OF_ONE_PERSON)
        self.stand_against(None)
        field = self.fields["participants"]
        assert isinstance(field, SomeOf)
        field.naming = naming
        field.queryset = people


class ChangeForm(ShapedForm):
    """Another schedule, other words or another measure from today on; what was stays as it was."""

    def __init__(
        self, *args: Any, edition: Edition, whole: Prescription, today: dt.date, **kwargs: Any
    ) -> None:
        """`whole` has all the steps that this homework can have."""
        self.held, self.whole = edition, whole
        self.today, self.given, self.agreed = today, edition.prescription, edition.agreement
        schedule = edition.schedule
        known = schedule.to_data() | {"from_time": schedule.from_time, "to_time": schedule.to_time}
        known |= self.agreed.to_data() | {"rehearsed": False, "place_safe": False}
        known |= {"title": self.given.title, "anchor": self.given.anchor}
        known["phrases"] = "\n".join(self.given.phrases)
        kwargs["initial"] = known | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        starts = self.get_initial_for_field(self.fields["starts"], "starts")
        if starts and starts > today:
            self.fields["starts"].required = False
            bound_first_day(self, today, today + LONGEST)
        else:
            self.without("starts")
        self.ask_what_it_has(self.given)
        fixed = self.given.gates.exposure_homework
        fields = StepFields(self, self.given.steps, "steps", fixed=fixed)
        self.sets = [StepSet(fields=fields, codes=("",))]
        self.back = BackFields(self, left_out_of(whole, self.given))

    def steps_of(self, variant: str) -> StepFields:
        """The step fields; there is one form only."""
        return self.sets[0].fields

    def clean(self) -> dict[str, Any]:
        """It cannot end before today, nor can what is still to begin be moved there: what was is over."""
        data = super().clean()
        starts = data.get("starts")
        if starts and not self.today <= starts <= self.today + LONGEST:
            self.add_error("starts", _("A day from today on, within a year, please."))
        ends = data.get("ends")
        if ends and ends < self.today:
            self.add_error("ends", _("This day is over. Choose today or a later day."))
        if ends and ends - self.today > LONGEST:
            self.add_error("ends", _("A year is the longest; homework can be given again."))
        if not self.errors:
            self.shape(self.given, self.sets[0].fields)
            self._keep_answers(data)
        if not self.errors:
            self._bring_back(self.back.chosen(data))
        return data

    def _bring_back(self, numbers: list[int]) -> None:
        """With the steps that were left out before, with a fault at the first of them."""
        try:
            self.prescription = with_back(self.prescription, self.whole, numbers)
        except PrescriptionError as fault:
            self.add_error(self.back.name(numbers[0]), in_words(fault))

    def _keep_answers(self, data: dict[str, Any]) -> None:
        """R14 was answered for the rung that was given; for another one it is asked again."""
        if data.get("rung", "") == self.agreed.rung:
            said = self.agreement.to_data()
            said |= {"rehearsed": self.agreed.rehearsed, "place_safe": self.agreed.place_safe}
            self.agreement = Agreement.from_data(said)
