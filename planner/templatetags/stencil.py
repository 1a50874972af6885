"""The controls that stand at every block of a plan, rendered once a page and filled in for each row.

Thirty blocks have thirty times the same buttons. Rendering them one by one took two thirds of the
page's time; here the template is rendered with marks in place of a row's values, and each row
replaces the marks by its own.
"""

import re
import uuid
from types import SimpleNamespace
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from planner.board import STEPS, Row

register = template.Library()

CONTROLS = "planner/parts/controls.html"
# Addresses need a real uid; this one is nobody's. All other marks are signs that no keyboard has.
UID = uuid.UUID("a5a5a5a5-7477-4f77-8e67-a5a5a5a5a5a5")
TITLE, MINUTES, VERSION, UP, DOWN, NEW = "\ue000\ue001\ue002\ue003\ue004\ue005"
TO = {by: chr(0xE010 + number) for number, by in enumerate(STEPS)}
MARKS = re.compile(f"{UID}|[\ue000-\ue0ff]")


class Stencil:
    """The controls of a row with marks; one for each way of standing in the plan."""

    def __init__(self, context: template.Context) -> None:
        self.values = context.flatten()
        self.drawn: dict[tuple[bool, bool], str] = {}

    def fill(self, row: Row) -> SafeString:
        """The controls of this row; its texts are escaped."""
        way = (row.place > 0, row.is_last)
        if way not in self.drawn:
            self.drawn[way] = get_template(CONTROLS).render(self.values | _marked(*way))  # type: ignore[arg-type]
        own = _values(row)
        return mark_safe(MARKS.sub(lambda mark: own[mark[0]], self.drawn[way]))  # noqa: S308


@register.simple_tag(takes_context=True)
def stencil(context: template.Context) -> Stencil:
    """The stencil of this page: `{% stencil as controls %}`."""
    return Stencil(context)


@register.simple_tag
def controls(stencil: Stencil, row: Row) -> SafeString:
    """The controls of one row: `{% controls stencil row %}`."""
    return stencil.fill(row)


def _marked(has_above: bool, is_last: bool) -> dict[str, Any]:
    """A row in which every value is a mark."""
    steps = [
        SimpleNamespace(by=by, sign=f"−{-by}" if by < 0 else f"+{by}", to=TO[by]) for by in STEPS
    ]
    return {
        "row": SimpleNamespace(
            place=int(has_above),
            is_last=is_last,
            up=UP,
            down=DOWN,
            less=[step for step in steps if step.by < 0],
            more=[step for step in steps if step.by > 0],
        ),
        "row_block": SimpleNamespace(uid=UID, version=VERSION),
        "new_uid": NEW,
        "plan": SimpleNamespace(uid=str(UID), title=TITLE, minutes=MINUTES),
    }


def _values(row: Row) -> dict[str, str]:
    """What replaces the marks."""
    steps = {TO[step.by]: str(step.to) for step in (*row.less, *row.more)}
    return steps | {
        str(UID): row.plan.uid,
        TITLE: escape(row.plan.title),
        MINUTES: str(row.plan.minutes),
        VERSION: str(row.block.version),
        UP: str(row.up),
        DOWN: str(row.down),
        NEW: str(uuid.uuid4()),
    }
