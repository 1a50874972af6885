"""The clinician's session sheet: the plan by the clock, and room for what happens."""

from typing import Any

from django.utils import translation
from django.utils.formats import date_format

from planner.documents.press import day_words, page_html, print_html
from planner.sheets import SessionSheet


def session_sheet_pdf(sheet: SessionSheet, *, asker: str = "") -> bytes:
    """The sheet as a tagged PDF/UA-1 file of one or two pages.

    `asker` is the uid of the member who waits for it. Raises a DocumentError whose text may be
    shown: TooComplex, RenderError or Busy.
    """
    return print_html(session_sheet_html(sheet), ["session", sheet.paper.lower()], asker)


def session_sheet_html(sheet: SessionSheet) -> str:
    """The sheet as HTML, all text escaped."""
    with translation.override(sheet.language):
        context: dict[str, Any] = {
            "sheet": sheet,
            "day": f"{date_format(sheet.day, 'l')}, {day_words(sheet.day)}" if sheet.day else "",
            "zero_to_ten": range(11),
        }
    return page_html("documents/session.html", sheet.language, context)
