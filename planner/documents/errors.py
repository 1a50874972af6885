"""What can go wrong with paper, in words that may be shown as they stand."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DocumentError(Exception):
    """A document was not made. `str(error)` is a sentence for the person who asked."""

    sentence: str | Promise = _("This sheet could not be made. Nothing was changed.")

    def __init__(self, detail: str = "") -> None:
        """`detail` is for our logs and tests and holds no text of a person."""
        super().__init__(detail)
        self.detail = detail

    def __str__(self) -> str:
        return str(self.sentence)


class TooComplex(DocumentError):
    """It took more than its time or memory, or is nested too deep. Do not try again."""

    sentence = _(
        "This sheet is too complex to print. Nothing was changed. "
        "Shorten the longest text, then print again."
    )


class RenderError(DocumentError):
    """The renderer refused the document: a fault of ours, not of what was typed."""


class Busy(DocumentError):
    """No rendering child became free in time."""

    sentence = _("Many sheets are being printed just now. Nothing was changed. Try again soon.")
