"""The one pool of this process, and the way from a template to a PDF."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format

from planner.documents.pool import Pool
from planner.sheets import ClientSheet

POOL: Final = Pool()
"""Starts its children at first use, or at `POOL.warm()`."""

AIRS: Final = ("roomy", "snug", "tight")
"""Gaps between the parts, tried in this order: the gaps may shrink, the type never does."""

RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ur"})


def page_html(template: str, language: str, context: Mapping[str, Any]) -> str:
    """A whole HTML document in a language; the template escapes all text."""
    direction = "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"
    with translation.override(language):
        return render_to_string(template, {**context, "language": language, "direction": direction})


def day_words(day: dt.date) -> str:
    """A date with its month in words, so that nobody takes 3/12 for the other day."""
    english = (translation.get_language() or "").startswith("en")
    return date_format(day, "j F Y" if english else "DATE_FORMAT")


def around(sheet: ClientSheet, stop_and_steady: str) -> dict[str, Any]:
    """What stands on every sheet for a client, in the active language."""
    given_on = day_words(sheet.given_on) if sheet.given_on else ""
    return {"sheet": sheet, "stop_and_steady": stop_and_steady, "given_on": given_on}


def print_html(html: str, styles: Sequence[str], asker: str) -> bytes:
    """The PDF/UA-1 file; raises a DocumentError of planner.documents.errors."""
    return POOL.render(html, ("sheet", *styles), AIRS, asker)
