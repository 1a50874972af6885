"""Choosing a PIN."""

import pytest

from clients.forms.pins import NewPinForm, PinForm, is_easily_guessed


@pytest.mark.parametrize(
    "pin", ["000000", "123456", "654321", "890123", "121212", "112112", "123123", "111222"]
)
def test_what_anybody_would_try_is_refused(pin: str) -> None:
    assert is_easily_guessed(pin)
    assert not NewPinForm({"pin": pin, "again": pin}).is_valid()


@pytest.mark.parametrize("pin", ["493817", "120593", "135790", "123457"])
def test_others_are_taken(pin: str) -> None:
    form = NewPinForm({"pin": pin, "again": pin})
    assert form.is_valid()
    assert form.cleaned_data["pin"] == pin


@pytest.mark.parametrize("pin", ["49381", "4938174938174", "49381a", "", "4938\u00b27", "²²²²²²"])
def test_too_short_too_long_and_no_digits_are_refused(pin: str) -> None:
    assert not NewPinForm({"pin": pin, "again": pin}).is_valid()


def test_digits_of_every_script_are_the_same_pin() -> None:
    form = PinForm({"pin": "٤٩٣ ٨١٧"})
    assert form.is_valid()
    assert form.cleaned_data["pin"] == "493817"


def test_two_different_pins_are_refused_and_never_shown_again() -> None:
    form = NewPinForm({"pin": "493817", "again": "493818"})
    assert list(form.errors) == ["again"]
    assert "4938" not in form.as_p()
