"""Passwords that are long and still among the first that anybody would try."""

import string

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

ORNAMENT = string.digits + string.punctuation + string.whitespace
FEWEST_SIGNS = 5


def unit(word: str) -> str:
    """The shortest piece that, repeated, makes the word; the word itself if there is none."""
    place = (word + word).find(word, 1)
    return word[:place]


def heart(password: str) -> str:
    """What is left without digits and signs around it and without repetition, in lower case."""
    return unit(unit(password.lower()).strip(ORNAMENT))


class CommonAtHeartValidator(CommonPasswordValidator):
    """Refuse a known leaked password, also repeated or with digits and signs put around it.

    Lists of leaked passwords hold few of 15 characters or more, so a list alone would let
    `password1234567` pass.
    """

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError for a password that is easily guessed."""
        few_signs = len(set(password.lower())) < FEWEST_SIGNS
        if few_signs or {password.lower(), heart(password)} & self.passwords:
            raise ValidationError(
                gettext("This is among the first passwords that anybody would try."),
                code="password_too_common",
            )

    def get_help_text(self) -> str:
        """One sentence for the form."""
        return gettext("Not a well-known password, and not one with digits added to it.")
