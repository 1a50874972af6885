"""Template tags of the library's front page: marked words, and the cards of what was found.

A page has two dozen cards of the same few shapes. Each shape is rendered once a language, with marks
in place of the texts (see `stencil.py`), and filled in for each card.
"""

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from clients.templatetags.look import minutes
from planner.library.passages import Piece
from planner.models.cards import Card

from .stencil import BACK, CLINIC, ITEM, TOKEN, filled

register = template.Library()

CARD = "planner/library/card.html"
TEXTS = ("title", "name", "text", "under", "passage", "phases", "minutes", "shortest")
SIGNS = {name: chr(0xE040 + number) for number, name in enumerate(TEXTS)}


@register.filter
def marked(pieces: Iterable[Piece]) -> SafeString:
    """A text in pieces, with the words that were looked for marked."""
    parts = (format_html("<mark>{}</mark>", one.text) if one.meant else one.text for one in pieces)
    return format_html_join("", "{}", ((part,) for part in parts))


@register.simple_tag(takes_context=True)
def drawn_cards(context: template.Context, cards: Iterable[Card]) -> SafeString:
    """The cards, one after the other: `{% drawn_cards cards %}`."""
    request = context["request"]
    own = {
        str(CLINIC): str(request.member.clinic.uid),
        TOKEN: str(context.get("csrf_token", "")),
        BACK: conditional_escape(request.get_full_path()),
    }
    language, drawing = get_language(), get_template(CARD)
    return format_html_join("\n", "{}", ((_drawn(drawing, language, one, own),) for one in cards))


def _drawn(drawing: Any, language: str | None, card: Card, own: dict[str, str]) -> SafeString:
    """One card; what it is decides its shape, and what it says is filled in."""
    shape, texts = _shape(card), _texts(card)
    way = (language, *shape.values(), *map(bool, texts.values()))
    values = {SIGNS[name]: conditional_escape(text) for name, text in texts.items()}
    values[ITEM] = conditional_escape(card.entry.code)
    return filled(drawing, way, lambda: _marked(shape, texts), own | values)


def _shape(card: Card) -> dict[str, Any]:
    """What a card has in common with others."""
    entry = card.entry
    return {
        "family": card.family,
        "kind": card.kind,
        "is_said": card.is_said,
        "favourite": card.favourite,
        "own": card.own,
        "draft": card.draft,
        "led_by": entry.led_by,
        "reader": entry.reader,
        "activating": entry.activating,
    }


def _texts(card: Card) -> dict[str, str]:
    """What a card alone says; "" where it says nothing."""
    entry = card.entry
    return {
        "title": marked(card.title),
        "name": entry.title,
        "text": card.how or marked(card.purpose),
        "under": ", ".join(card.under),
        "passage": marked(card.passage),
        "phases": ", ".join(card.phases),
        "minutes": minutes(entry.minutes) if entry.minutes else "",
        "shortest": minutes(entry.shortest or 0) if card.is_shortened else "",
    }


def _marked(shape: dict[str, Any], texts: dict[str, str]) -> dict[str, Any]:
    """A context in which every text is a mark."""
    member = SimpleNamespace(clinic=SimpleNamespace(uid=CLINIC))
    request = SimpleNamespace(member=member, get_full_path=BACK)
    signs = {name: SIGNS[name] if text else "" for name, text in texts.items()}
    return {"card": shape | signs | {"code": ITEM}, "request": request, "csrf_token": TOKEN}
