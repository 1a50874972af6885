"""The page of a pack; one that counts down shows on which day each part begins."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planner.library.packs import PackDocument, PackPart
from planner.library.prose import as_html

from .asked import Asked
from .fits import audiences_of, settings_of
from .named import Named, in_order


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part with its items. `day` is when it begins, once the pack's day is known.

    `is_now`: the part that a start today begins with.
    """

    title: str
    text: str
    before: str
    items: tuple[Named, ...]
    day: dt.date | None
    is_now: bool
    is_past: bool


@dataclass(frozen=True, kw_only=True)
class PackPage:
    """`day` is the day that the parts lead up to, where one was given."""

    parts: tuple[Part, ...]
    day: dt.date | None
    text: SafeString
    settings: tuple[str, ...]
    audiences: tuple[str, ...]


def pack_page(document: PackDocument, named: Mapping[str, Named], asked: Asked) -> PackPage:
    """The pack, dated where it counts down and a day was asked for."""
    day = asked.day if document.counts_down else None
    days = [_begins(part, day) for part in document.parts]
    begun = [place for place, one in enumerate(days) if one and one <= asked.today]
    now = begun[-1] if begun and day and asked.today <= day else None
    return PackPage(
        parts=tuple(
            Part(
                title=part.title,
                text=part.text,
                before=_before(part),
                items=in_order(part.items, named),
                day=begins,
                is_now=place == now,
                is_past=place in begun and place != now,
            )
            for place, (part, begins) in enumerate(zip(document.parts, days, strict=True))
        ),
        day=day,
        text=as_html(document.text, below=2),
        settings=settings_of(document),
        audiences=audiences_of(document),
    )


def _begins(part: PackPart, day: dt.date | None) -> dt.date | None:
    """The first day of a part that counts back from `day`."""
    if day is None or part.days_before is None:
        return None
    return day - dt.timedelta(days=part.days_before)


def _before(part: PackPart) -> str:
    """How long before the day it begins, in words; empty for a part outside the countdown."""
    if part.days_before is None:
        return ""
    if part.days_before == 0:
        return _("on the day")
    return ngettext("%(n)d day before", "%(n)d days before", part.days_before) % {
        "n": part.days_before
    }
