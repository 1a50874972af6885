"""Worksheets on paper: the words of a sheet first, then its questions with room to write."""

from django.utils import translation

from clients.wording import about_minutes
from clients.worksheets import on_suds_scale
from planner.documents.press import around, page_html
from planner.documents.questions import printed_questions
from planner.sheets import WorksheetSheet


def worksheet_html(sheet: WorksheetSheet) -> str:
    """The sheet as HTML, all text escaped, in its own language."""
    sheet = sheet.as_printed()
    questions = on_suds_scale(sheet.document.sheet(), sheet.suds_highest)
    with translation.override(sheet.language):
        context = around(sheet, sheet.document.stop_and_steady) | {
            "given": sheet.document,
            "how_long": about_minutes(sheet.document.minutes),
            "questions": printed_questions(questions, large=sheet.large),
            "fillable": sheet.fillable,
        }
    return page_html("documents/worksheet.html", sheet.language, context)
