"""The ribbon of a plan: its strips as one piece of SVG."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from clients.templatetags.look import minutes, room_for, share
from planner.timegrid import RibbonPart

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
    return format_html_join("\n", STRIP, map(_strip, parts))


def _strip(part: RibbonPart) -> tuple[str, ...]:
    phase = part.block.phase.label
    room = room_for(part.width, phase)
    return (
        part.block.family,
        share(part.x),
        share(part.width),
        phase,
        minutes(part.block.minutes),
        room,
        phase if room else "",
    )
