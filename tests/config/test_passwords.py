import pytest
from django.core.exceptions import ValidationError

from config.passwords import CommonAtHeartValidator, heart


@pytest.mark.parametrize(
    ("password", "expected"),
    [
        ("password1234567", "password"),
        ("PasswordPassword", "password"),
        ("!!2026-qwerty-2026!!", "qwerty"),
        ("letmein letmein letmein", "letmein letmein letmein"),
        ("123456123456123456", ""),
        ("seven boats and a slow tide", "seven boats and a slow tide"),
    ],
)
def test_the_heart_of_a_password(password: str, expected: str) -> None:
    assert heart(password) == expected


@pytest.mark.parametrize(
    "password",
    ["password1234567", "PasswordPassword", "!!2026-qwerty-2026!!", "123456789987654321", "a" * 20],
)
def test_easily_guessed(password: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        CommonAtHeartValidator().validate(password)
    assert refusal.value.messages == ["This is among the first passwords that anybody would try."]


@pytest.mark.parametrize("password", ["seven boats and a slow tide", "vK9-plum-ottoman-drift"])
def test_good_ones(password: str) -> None:
    CommonAtHeartValidator().validate(password)
