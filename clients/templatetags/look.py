"""Template tags of the look: icons, names as this screen may show them, minutes and days in words."""

import datetime as dt
from functools import lru_cache
from typing import Any

from django import template
from django.template.defaultfilters import date as date_format
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

register = template.Library()

TALLEST = 120
"""Minutes up to which a card grows, by the classes tens-1 to tens-12 and ones-1 to ones-9 of site.css."""

MARKS = {"done", "part", "not_today", "unlogged", "not_due"}

SECTIONS = {
    "": "today",
    "groups": "groups",
    "sessions": "sessions",
    "library": "library",
    "clinic": "clinic",
}
"""Third part of a staff address -> entry of the side nav; all else belongs to the clients."""


@register.simple_tag
def icon(name: str, label: str = "", extra: str = "") -> SafeString:
    """An icon of static/icons.svg, hidden from the ear unless it has a `label`."""
    return _use(name, f"icon {extra}".strip(), label)


@register.simple_tag
def mark(state: str, label: str = "") -> SafeString:
    """The mark of a day: done, part, not_today, unlogged or not_due (as an unknown state is)."""
    known = str(state) if str(state) in MARKS else "not_due"
    return _use(f"mark-{known}", f"mark mark-{known}", label)


@register.simple_tag(takes_context=True)
def who(context: template.Context, client: Any) -> str:
    """The client's name; the code where there is no name or this member hides names."""
    member = getattr(context.get("request"), "member", None)
    if member is not None and member.hide_names:
        return str(client.code)
    return str(client.name or client.code)


@register.simple_tag(takes_context=True)
def nav_section(context: template.Context) -> str:
    """The side nav's current entry: `section` of the context, else told by the address."""
    if given := context.get("section"):
        return str(given)
    parts = getattr(context.get("request"), "path", "").split("/")
    if len(parts) < 4 or parts[1] != "c":
        return ""
    return SECTIONS.get(parts[3], "clients")


@register.filter
def minutes(value: int) -> str:
    """Minutes in words: "35 min", "1 h 30 min"."""
    hours, rest = divmod(int(value), 60)
    if not hours:
        return _("%(minutes)s min") % {"minutes": rest}
    if not rest:
        return _("%(hours)s h") % {"hours": hours}
    return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": rest}


@register.filter
def day(value: dt.date) -> str:
    """A date in words without the year: "Thursday 26 November"."""
    return _in_words(value, _("l j F"))


@register.filter
def day_year(value: dt.date) -> str:
    """A date in words with the year: "26 November 2026"."""
    return _in_words(value, _("j F Y"))


def _in_words(value: Any, form: str) -> str:
    """A page writes the same few days many times: those are kept. A moment depends on its zone."""
    if type(value) is not dt.date:
        return date_format(value, form)
    return _written(value, form, get_language())


@lru_cache(maxsize=2000)
def _written(value: dt.date, form: str, language: str | None) -> str:
    return date_format(value, form)


@register.filter
def day_near(value: dt.date, today: dt.date) -> str:
    """A date as one would say it: today, yesterday, tomorrow, else with its distance if near."""
    distance = (value - today).days
    near = {0: _("today"), -1: _("yesterday"), 1: _("tomorrow")}
    if distance in near:
        return near[distance]
    if -14 < distance < 0:
        ago = ngettext("%(days)s day ago", "%(days)s days ago", -distance) % {"days": -distance}
        return f"{day(value)}, {ago}"
    return day(value) if value.year == today.year else day_year(value)


@register.filter
def seen(last: dt.date | None, today: dt.date) -> str:
    """When somebody was last seen: "seen yesterday", "not seen yet"."""
    return _("seen %(day)s") % {"day": day_near(last, today)} if last else _("not seen yet")


@register.filter
def coming(following: dt.date | None, today: dt.date) -> str:
    """When the next appointment is: "next tomorrow", "no date yet"."""
    return (
        _("next %(day)s") % {"day": day_near(following, today)} if following else _("no date yet")
    )


@register.filter
def height(value: int) -> str:
    """The classes that let a card grow with its minutes: "tens-3 ones-5" for 35 of them."""
    tens, ones = divmod(max(0, min(TALLEST, int(value))), 10)
    return f"tens-{tens} ones-{ones}"


@register.filter
def share(value: int) -> str:
    """Thousandths as a percentage for an SVG attribute, the same in every language: "12.5%"."""
    return f"{int(value) / 10:.1f}%"


@register.filter
def room_for(width: int, label: str) -> str:
    """Whether a label fits into `width` thousandths of a ribbon: "wide" even on a phone (330 px
    across), "narrow" on a wide screen only (800 px), or "" nowhere; 7 px a letter at 13 px type."""
    needed = 7 * len(str(label)) + 14
    if int(width) * 330 >= needed * 1000:
        return "wide"
    return "narrow" if int(width) * 800 >= needed * 1000 else ""


@lru_cache(maxsize=256)
def _href(name: str) -> str:
    return f"{static('icons.svg')}#{name}"


def _use(name: str, classes: str, label: str) -> SafeString:
    if label:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}"><use href="{}"/></svg>',
            classes,
            label,
            _href(name),
        )
    return _unlabelled(name, classes)


@lru_cache(maxsize=256)
def _unlabelled(name: str, classes: str) -> SafeString:
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}"/></svg>', classes, _href(name)
    )
