"""The ribbon of a plan: its strips as one piece of SVG."""

from collections.abc import Iterable, Sequence

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from clients.templatetags.look import minutes, room_for, share
from planner.timegrid import RibbonPart, RibbonTick

register = template.Library()

STRIP = (
    '<svg class="ribbon-strip {}" x="{}" width="{}" height="2.75rem"><title>{}, {}</title>'
    '<rect class="ribbon-fill" width="100%" height="100%"/>'
    '<rect class="ribbon-edge" width="100%" height="4"/>'
    '<text class="ribbon-{}" x="8" y="1.625rem">{}</text>'
    '<rect class="ribbon-gap" width="2" height="100%"/></svg>'
)


@register.simple_tag
def strips(parts: Iterable[RibbonPart]) -> SafeString:
    """Each block as a strip as wide as its minutes, with its phase where there is room for it."""
    return mark_safe("\n".join(map(_strip, parts)))  # noqa: S308 - the only texts are escaped


def _strip(part: RibbonPart) -> str:
    block = part.block
    room = room_for(part.width, block.phase.label)
    phase, long = escape(block.phase.label), escape(minutes(block.minutes))
    x, width = share(part.x), share(part.width)
    return STRIP.format(block.family, x, width, phase, long, room, phase if room else "")


TICK = '<text class="ribbon-tick" x="{}" y="4rem" text-anchor="{}">{}</text>'


@register.simple_tag
def clock_marks(ticks: Sequence[RibbonTick]) -> SafeString:
    """The times under the ribbon; the outermost stand inside its ends."""
    anchors = {0: "start", len(ticks) - 1: "end"}
    marks = [
        format_html(TICK, share(tick.x), anchors.get(place, "middle"), tick.text)
        for place, tick in enumerate(ticks)
    ]
    return mark_safe("\n".join(marks))  # noqa: S308 - each is safe
