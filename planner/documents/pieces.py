"""Pieces on paper: a text to read, what to keep of it, and one question."""

from django.utils import translation
from django.utils.translation import gettext as _

from planner.documents.press import around, page_html
from planner.library.paragraphs import passages
from planner.sheets import PieceSheet


def piece_html(sheet: PieceSheet) -> str:
    """The sheet as HTML, all text escaped, in its own language."""
    sheet = sheet.as_printed()
    with translation.override(sheet.language):
        stop = _(
            "Stop whenever you like. Too much? Put the page down, look around, press your feet down,"
            " name five things that you see."
        )
        context = around(sheet, stop) | {
            "given": sheet.document,
            "passages": passages(sheet.document.text),
        }
    return page_html("documents/piece.html", sheet.language, context)
