"""Paper of a session: the clinician's sheet, the facilitator's guide, the participants' agenda."""

from typing import Any

from django.utils import translation
from django.utils.formats import date_format

from planner.documents.press import day_words, page_html, print_html
from planner.documents.room import chairs
from planner.library.paragraphs import passages
from planner.sheets import AgendaSheet, GuideSheet, SessionSheet

type SessionPaper = SessionSheet | GuideSheet | AgendaSheet


def session_sheet_pdf(sheet: SessionPaper, *, asker: str = "") -> bytes:
    """The sheet, the guide or the agenda as a tagged PDF/UA-1 file.

    `asker` is the uid of the member who waits for it. Raises a DocumentError whose text may be
    shown: TooComplex, RenderError or Busy.
    """
    styles = ["session", sheet.paper.lower()]
    if not isinstance(sheet, SessionSheet):
        styles.insert(1, "guide")
    return print_html(session_sheet_html(sheet), styles, asker)


def session_sheet_html(sheet: SessionPaper) -> str:
    """The paper as HTML, all text escaped."""
    context: dict[str, Any] = {"sheet": sheet}
    if isinstance(sheet, AgendaSheet):
        return page_html("documents/agenda.html", sheet.language, context)
    with translation.override(sheet.language):
        context["day"] = (
            f"{date_format(sheet.day, 'l')}, {day_words(sheet.day)}" if sheet.day else ""
        )
    if isinstance(sheet, GuideSheet):
        context["blocks"] = [
            (
                block,
                passages(block.script),
                sheet.blocks[block.said_in - 1] if block.said_in else None,
            )
            for block in sheet.blocks
        ]
        context["chairs"] = chairs(sheet.seats)
        return page_html("documents/guide.html", sheet.language, context)
    return page_html("documents/session.html", sheet.language, context | {"zero_to_ten": range(11)})
