"""What repeats on a plan's page, rendered once a language and filled in for each block or finding.

Thirty blocks are thirty times the same words and buttons. Rendering them one by one took most of
the page's time; here the template is rendered with marks in place of all that is a block's, a
session's or a request's own, and each block replaces the marks by its values.
"""

import re
import uuid
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from django import template
from django.template.loader import get_template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from clients.templatetags.look import height, minutes
from planner.board import STEPS, Row
from planner.safety import Standing

register = template.Library()

BLOCK = "planner/parts/block.html"
REMARKS = "planner/parts/block_remarks.html"
FINDING = "planner/parts/finding.html"
# Addresses need real uids and codes; these are nobody's. All other marks are signs that no keyboard has.
ITEM = "a5a5a5a5-code"
UID, SESSION, CLINIC, PERSON = (
    uuid.UUID(f"a5a5a5a5-7477-4f77-8e67-a5a5a5a5a5a{n}") for n in range(4)
)
TITLE, MINUTES, VERSION, UP, DOWN, NEW = "\ue000\ue001\ue002\ue003\ue004\ue005"
FAMILY, STARTS, HEIGHT, LINE, BESIDE, SPOKEN = "\ue006\ue007\ue008\ue009\ue00a\ue00b"
ORDER, TOKEN = "\ue00c\ue00d"
HASH, SETTLE, SOURCE, BACK, SAYS, ASKS = "\ue020\ue021\ue022\ue023\ue024\ue025"
TO = {by: chr(0xE010 + number) for number, by in enumerate(STEPS)}
MARKS = re.compile(f"({UID}|{SESSION}|{CLINIC}|{PERSON}|{ITEM}|[\ue000-\ue0ff])")


class Way(NamedTuple):
    """What makes one block's controls differ from another's."""

    language: str | None
    may_plan: bool
    has_above: bool
    is_last: bool
    is_closed: bool


_drawn: WeakKeyDictionary[Any, dict[Any, list[str]]] = WeakKeyDictionary()
"""Text and marks in turn, for as long as the loader keeps the template."""


def filled(
    drawing: Any, way: Any, marked: Callable[[], dict[str, Any]], values: Mapping[str, str]
) -> SafeString:
    """The template, drawn once for each `way` with a context of marks, with values for the marks."""
    kept = _drawn.setdefault(drawing.template, {})
    if way not in kept:
        kept[way] = MARKS.split(drawing.render(marked()))
    return mark_safe("".join([values.get(part, part) for part in kept[way]]))  # noqa: S308


class Stencil:
    """The blocks of one page."""

    def __init__(self, context: template.Context) -> None:
        session = context["session"]
        self.language = get_language()
        self.may_plan = bool(context["may_plan"])
        self.closed = context.get("closed") or ()
        self.template: Any = get_template(BLOCK)
        self.own = {
            str(SESSION): str(session.uid),
            str(CLINIC): str(session.clinic.uid),
            ORDER: str(session.order_version),
            TOKEN: str(context.get("csrf_token", "")),
        }

    def fill(self, row: Row) -> SafeString:
        """The block of this row; its texts are escaped."""
        is_closed = row.plan.uid in self.closed
        way = Way(self.language, self.may_plan, row.place > 0, row.is_last, is_closed)
        return filled(self.template, way, lambda: _marked(way), self.own | _values(row))


@register.simple_tag(takes_context=True)
def stencil(context: template.Context) -> Stencil:
    """The stencil of this page: `{% stencil as blocks %}`."""
    return Stencil(context)


@register.simple_tag
def drawn(stencil: Stencil, row: Row) -> SafeString:
    """The block of one row: `{% drawn blocks row %}`."""
    return stencil.fill(row)


@register.simple_tag(takes_context=True)
def drawn_finding(context: template.Context, standing: Standing) -> SafeString:
    """A finding, and how it is settled: `{% drawn_finding standing %}`."""
    found, client = standing.finding, context["client"]
    may_plan, has_video = bool(context["may_plan"]), bool(context.get("video"))
    way = (get_language(), may_plan, client is not None, has_video, found.code, standing.severity)
    values = {
        HASH: escape(found.facts_hash),
        SOURCE: escape(found.source),
        TITLE: escape(found.title),
        SAYS: escape(found.text),
        ASKS: escape(found.settle),
        str(CLINIC): str(context["session"].clinic.uid),
        str(PERSON): str(client.uid) if client else "",
        SETTLE: escape(context["settle"]),
        BACK: escape(context["back"]),
        TOKEN: str(context.get("csrf_token", "")),
    }
    return filled(get_template(FINDING), way, lambda: _marked_finding(context, standing), values)


def _marked_finding(context: template.Context, standing: Standing) -> dict[str, Any]:
    """The context of a finding of this kind, with marks for all that is of one plan."""
    found = SimpleNamespace(
        code=standing.finding.code,
        facts_hash=HASH,
        source=SOURCE,
        title=TITLE,
        text=SAYS,
        settle=ASKS,
    )
    return {
        "finding": found,
        "severity": standing.severity,
        "may_plan": context["may_plan"],
        "video": context.get("video"),
        "client": context["client"] and SimpleNamespace(uid=PERSON),
        "session": SimpleNamespace(clinic=SimpleNamespace(uid=CLINIC)),
        "settle": SETTLE,
        "back": BACK,
        "csrf_token": TOKEN,
        "presets": context["presets"],
    }


def _marked(way: Way) -> dict[str, Any]:
    """A context in which every value is a mark."""
    steps = [
        SimpleNamespace(by=by, sign=f"−{-by}" if by < 0 else f"+{by}", to=TO[by]) for by in STEPS
    ]
    return {
        "may_plan": way.may_plan,
        "session": SimpleNamespace(
            uid=SESSION, order_version=ORDER, clinic=SimpleNamespace(uid=CLINIC)
        ),
        "csrf_token": TOKEN,
        "row": SimpleNamespace(
            place=int(way.has_above),
            is_last=way.is_last,
            is_closed=way.is_closed,
            up=UP,
            down=DOWN,
            less=[step for step in steps if step.by < 0],
            more=[step for step in steps if step.by > 0],
            starts=STARTS,
            height=HEIGHT,
            line=LINE,
            remarks=BESIDE,
            minutes=SPOKEN,
        ),
        "row_block": SimpleNamespace(uid=UID, version=VERSION),
        "new_uid": NEW,
        "plan": SimpleNamespace(uid=str(UID), title=TITLE, minutes=MINUTES, family=FAMILY),
    }


def _values(row: Row) -> dict[str, str]:
    """What replaces the marks."""
    plan = row.plan
    steps = {TO[step.by]: str(step.to) for step in (*row.less, *row.more)}
    return steps | {
        str(UID): plan.uid,
        TITLE: escape(plan.title),
        MINUTES: str(plan.minutes),
        SPOKEN: minutes(plan.minutes),
        VERSION: str(row.block.version),
        UP: str(row.up),
        DOWN: str(row.down),
        NEW: str(uuid.uuid4()),
        FAMILY: str(plan.family),
        STARTS: row.slot.start_text,
        HEIGHT: height(plan.minutes),
        LINE: escape(" · ".join((plan.phase.label, *row.says))),
        BESIDE: _remarks(row),
    }


def _remarks(row: Row) -> str:
    """Notes, remarks of the clock and findings; most blocks have none."""
    if not (row.plan.notes or row.remarks or row.findings):
        return ""
    return get_template(REMARKS).render({"row": row})
