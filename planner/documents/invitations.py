"""Invitations: one neutral page with the link of a phone as a picture and in signs."""

import datetime as dt

from django.utils import translation
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from planner.documents.diaries import picture_of
from planner.documents.press import day_words, page_html, print_html
from planner.sheets import InvitationSheet


def invitation_pdf(sheet: InvitationSheet, *, asker: str = "") -> bytes:
    """The page as a tagged PDF/UA-1 file.

    `asker` is the uid of the member who waits for it. Raises a DocumentError whose text may be
    shown: TooComplex, RenderError or Busy.
    """
    styles = ["handout", "invitation", sheet.paper.lower(), *["large"] * sheet.large]
    return print_html(invitation_html(sheet), styles, asker)


def invitation_html(sheet: InvitationSheet) -> str:
    """The page as HTML, all text escaped."""
    with translation.override(sheet.language):
        context = {
            "sheet": sheet,
            "until": _moment(sheet.until),
            "picture": picture_of(sheet.link, _("A picture to scan")),
            "address": sheet.link.partition("://")[2],
        }
    return page_html("documents/invitation.html", sheet.language, context)


def _moment(at: dt.datetime) -> str:
    """A day and a time in words of the active language."""
    return f"{date_format(at, 'l')}, {day_words(at.date())}, {time_format(at.time(), 'H:i')}"
