"""Diaries: one week of a practice to write down by hand, and the way back to the phone."""

import datetime as dt
from typing import Final

from django.utils import translation
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from clients.wording import about_minutes
from planner.documents.handouts import A_MONDAY, DAYS
from planner.documents.press import around, day_words, page_html
from planner.sheets import DiarySheet

INK: Final = "#22302f"


def diary_html(sheet: DiarySheet) -> str:
    """The week as HTML, all text escaped, in the practice's own language."""
    sheet = sheet.as_printed()
    given, first = sheet.prescription, sheet.week_from
    with translation.override(given.language):
        context = around(sheet, given.stop_and_steady) | {
            "given": given,
            "how_long": about_minutes(given.about_minutes),
            "rows": week_rows(first, sheet.free),
            "points": range(sheet.rating[0], sheet.rating[1] + 1) if sheet.rating else (),
            "boxes": range(sheet.places.boxes),
            "numbers": sheet.places.heads,
            "until": day_words(first + dt.timedelta(days=DAYS - 1)) if first else "",
            "picture": picture_of(sheet.link, _("A picture to scan")) if sheet.link else "",
        }
    return page_html("documents/diary.html", given.language, context)


def week_rows(
    first: dt.date | None, free: frozenset[dt.date] = frozenset()
) -> list[tuple[str, bool]]:
    """Seven days with their dates, and whether they are free; only their names in an open week."""
    start = first or A_MONDAY
    pattern = "l" if first is None else "D j M"
    days = [start + dt.timedelta(days=number) for number in range(DAYS)]
    return [(date_format(day, pattern), day in free) for day in days]


def picture_of(link: str, title: str) -> SafeString:
    """The link as a picture of squares; it holds numbers only, so it is safe to print as it is."""
    import segno  # noqa: PLC0415 - slow to import, and only this sheet needs it

    code = segno.make(link, error="m", micro=False)
    return SafeString(
        code.svg_inline(omitsize=True, svgclass=None, lineclass=None, dark=INK, title=title)
    )
