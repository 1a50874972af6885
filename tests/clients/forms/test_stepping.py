"""Fields for steps: only what was changed is handed on, and a fault finds its field."""

from typing import Any

import pytest
from django import forms

from clients.adapting import adapted
from clients.forms.stepping import LengthField, StepFields
from clients.prescription import Prescription, PrescriptionError
from tests.clients.test_prescription import DATA

GIVEN = Prescription.from_data(DATA)


def filled(fixed: bool = False, **sent: str) -> tuple[forms.Form, StepFields]:
    """A form with the fields of GIVEN; "steps_1_text" stands for `steps-1-text`."""
    form = forms.Form({name.replace("_", "-"): value for name, value in sent.items()})
    return form, StepFields(form, GIVEN.steps, "steps", fixed=fixed)


def changes_of(**sent: str) -> dict[str, Any]:
    """What a form sends on, empty mappings left out."""
    form, steps = filled(False, **sent)
    assert form.is_valid(), form.errors
    found = steps.changes(form.cleaned_data)
    found["lengths"] = {number: one for number, one in found["lengths"].items() if one}
    return {name: value for name, value in found.items() if value}


def test_nothing_sent_changes_nothing() -> None:
    assert changes_of() == {}
    form, steps = filled()
    assert form.is_valid()
    assert adapted(GIVEN, **steps.changes(form.cleaned_data)) == GIVEN


def test_what_is_sent_as_it_was_changes_nothing() -> None:
    form, steps = filled()
    as_it_was = {
        name: str(field.initial)
        for name, field in form.fields.items()
        if not isinstance(field, forms.BooleanField)
    }
    form.data = as_it_was
    assert form.is_valid(), form.errors
    assert adapted(GIVEN, **steps.changes(form.cleaned_data)) == GIVEN


def test_each_kind_of_step_has_its_own_fields() -> None:
    form, steps = filled()
    names = [[bound.name for bound in row.fields] for row in steps.rows()]
    assert names == [
        ["steps-1-text", "steps-1-length", "steps-1-repeats"],
        ["steps-2-text", "steps-2-words", "steps-2-repeats"],
        ["steps-3-text", "steps-3-low", "steps-3-high", "steps-3-repeats"],
    ]
    assert [form[name].value() for name in ("steps-1-length", "steps-3-low")] == [None, None]
    assert form.fields["steps-1-length"].initial == "0:30"
    assert [row.out is None for row in steps.rows()] == [False] * 3
    _form, fixed = filled(fixed=True)
    assert [row.out is None for row in fixed.rows()] == [True] * 3


def test_what_was_changed_is_handed_on() -> None:
    assert changes_of(
        steps_1_text="Listen.\r\nStay.",
        steps_1_length="1:05",
        steps_2_words="No wonder.",
        steps_3_low="5",
        steps_3_high="9",
        steps_3_repeats="2",
        steps_2_out="on",
    ) == {
        "texts": {1: "Listen.\nStay."},
        "words": {2: "No wonder."},
        "lengths": {1: {"seconds": 65}, 3: {"breaths": (5, 9), "repeats": 2}},
        "left_out": [2],
    }


@pytest.mark.parametrize(
    "written", ["soon", "1:60", "-1:00", "1", "0:00", "60:01", "9999:00", "١:00"]
)
def test_what_is_no_length_is_said(written: str) -> None:
    with pytest.raises(forms.ValidationError):
        LengthField().clean(written)


@pytest.mark.parametrize(("written", "seconds"), [("", None), ("0:01", 1), ("60:00", 3600)])
def test_lengths_are_minutes_and_seconds(written: str, seconds: int | None) -> None:
    assert LengthField().clean(written) == seconds


@pytest.mark.parametrize(
    ("field", "at"),
    [
        ("steps[2].words", "steps-2-words"),
        ("steps[1].seconds", "steps-1-length"),
        ("steps[3].breaths", "steps-3-low"),
        ("steps[3].repeats", "steps-3-repeats"),
        ("steps[2].seconds", None),
        ("lengths", "steps-1-length"),
        ("left_out", "steps-2-out"),
        ("phrases[1]", None),
    ],
)
def test_a_fault_finds_its_field(field: str, at: str | None) -> None:
    form, steps = filled(steps_2_out="on", steps_1_length="5:00")
    assert form.is_valid()
    assert steps.field_of(PrescriptionError(field, "x")) == at
