"""Sheets for clients as files: one sheet, or a packet of several."""

from collections.abc import Sequence
from typing import Final

from django.utils import translation
from django.utils.translation import ngettext

from planner.documents import press
from planner.documents.diaries import diary_html
from planner.documents.frames import Part, Sheet
from planner.documents.handouts import answers_html, handout_html
from planner.documents.pieces import piece_html
from planner.documents.worksheets import worksheet_html
from planner.sheets import ClientSheet, DiarySheet, HandoutSheet, PieceSheet, WorksheetSheet

QUESTIONS: Final = ("handout", "worksheet", "widths")


def sheet_pdf(sheet: ClientSheet, *, asker: str = "") -> bytes:
    """The sheet as a tagged PDF/UA-1 file, on as few pages as the text allows.

    `asker` is the uid of the member who waits for it. Raises a DocumentError whose text may be
    shown: TooComplex, RenderError or Busy.
    """
    documents = _documents(sheet)
    if len(documents) > 1:
        return packet_pdfs([[sheet]], asker=asker)[0]
    (only,) = documents
    return press.POOL.render(only["html"], only["styles"], only["airs"], asker)


def packet_pdfs(
    parts: Sequence[Sequence[ClientSheet]], *, asker: str = ""
) -> tuple[bytes, list[bytes]]:
    """One file with all the sheets, and one file for each part, such as each client's.

    Every sheet counts its own pages. Raises as `sheet_pdf`.
    """
    return press.POOL.bind([_part(sheets) for sheets in parts], asker)


def packet_title(sheets: Sequence[ClientSheet]) -> str:
    """What a packet is called in the tab of a reader: its first sheet, and how many more."""
    first, more = sheets[0].title, len(sheets) - 1
    if not more:
        return first
    with translation.override(sheets[0].language):
        words = ngettext("%(title)s, and %(n)d more", "%(title)s, and %(n)d more", more)
    return words % {"title": first, "n": more}


def _part(sheets: Sequence[ClientSheet]) -> Part:
    documents = [document for sheet in sheets for document in _documents(sheet)]
    return {"title": packet_title(sheets), "sheets": documents}


def _documents(sheet: ClientSheet) -> list[Sheet]:
    """What is laid out for a sheet: one document, or a practice and its worksheet."""
    match sheet:
        case DiarySheet():
            return [_laid(sheet, diary_html(sheet), ["handout", "diary"])]
        case HandoutSheet(prescription=given):
            found = [_laid(sheet, handout_html(sheet), ["handout"])]
            if given.worksheet:
                found.append(_laid(sheet, answers_html(sheet), QUESTIONS))
            return found
        case WorksheetSheet(fillable=fillable):
            styles = [*QUESTIONS, *["fillable"] * fillable]
            return [_laid(sheet, worksheet_html(sheet), styles)]
        case PieceSheet():
            return [_laid(sheet, piece_html(sheet), ["handout", "piece"])]
    raise TypeError(type(sheet).__name__)


def _laid(sheet: ClientSheet, html: str, styles: Sequence[str]) -> Sheet:
    sizes = [sheet.paper.lower(), *["large"] * sheet.large]
    like = (sheet.code, sheet.language, *styles, *sizes, *["discreet"] * sheet.discreet)
    return {
        "html": html,
        "like": " ".join(like),
        "styles": ["sheet", *styles, *sizes],
        "airs": list(press.AIRS),
    }
