"""Template tags of the library's front page."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from planner.library.passages import Piece

register = template.Library()


@register.filter
def marked(pieces: Iterable[Piece]) -> SafeString:
    """A text in pieces, with the words that were looked for marked."""
    parts = (format_html("<mark>{}</mark>", one.text) if one.meant else one.text for one in pieces)
    return format_html_join("", "{}", ((part,) for part in parts))
