"""What repeats on a plan's page, rendered once a language and filled in for each block, finding or plan.

Thirty blocks are thirty times the same words and buttons. Rendering them one by one took most of
the page's time; here the template is rendered with marks in place of all that is a block's, a
session's or a request's own, and each block replaces the marks by its values.

A page that asks for its board anew says which blocks it shows, by a sign of each (`shown`). Where one
would come out the same, the answer has a place for it instead, in which htmx keeps the one there is,
and its time on the clock.
"""

import re
import uuid
from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from types import SimpleNamespace
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from django import template
from django.template.loader import get_template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from clients.templatetags.look import height, minutes
from config.htmx import wants_part
from planner.board import STEPS, Row
from planner.safety import Standing

register = template.Library()

BLOCK = "planner/parts/block.html"
KEPT = "planner/parts/block_kept.html"
REMARKS = "planner/parts/block_remarks.html"
FINDING = "planner/parts/finding.html"
LESS_TIME = "planner/parts/refit.html"
ACTS = "planner/parts/session_acts.html"
# Addresses need real uids and codes; these are nobody's. All other marks are signs that no keyboard has.
ITEM = "a5a5a5a5-code"
UID, SESSION, CLINIC, PERSON = (
    uuid.UUID(f"a5a5a5a5-7477-4f77-8e67-a5a5a5a5a5a{n}") for n in range(4)
)
TITLE, MINUTES, VERSION, UP, DOWN, NEW = "\ue000\ue001\ue002\ue003\ue004\ue005"
FAMILY, STARTS, HEIGHT, LINE, BESIDE, SPOKEN = "\ue006\ue007\ue008\ue009\ue00a\ue00b"
ORDER, TOKEN, SIGN = "\ue00c\ue00d\ue00e"
HASH, SETTLE, SOURCE, BACK, SAYS, ASKS = "\ue020\ue021\ue022\ue023\ue024\ue025"
TO = {by: chr(0xE010 + number) for number, by in enumerate(STEPS)}
MARKS = re.compile(f"({UID}|{SESSION}|{CLINIC}|{PERSON}|{ITEM}|[\ue000-\ue0ff])")


class Way(NamedTuple):
    """What makes one block's controls differ from another's."""

    language: str | None
    may_plan: bool
    may_edit: bool
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
        self.may = bool(context["may_plan"]), bool(context["may_edit"])
        self.closed = context.get("closed") or ()
        self.shown = _shown(context["request"])
        self.template: Any = get_template(BLOCK)
        self.kept: Any = get_template(KEPT)
        self.own = _own(context) | {ORDER: str(session.order_version)}

    def fill(self, row: Row) -> SafeString:
        """The block of this row, its texts escaped; a place for it where the page shows the same."""
        is_closed = row.plan.uid in self.closed
        way = Way(self.language, *self.may, row.place > 0, row.is_last, is_closed)
        sign = _sign(way, self.own[ORDER], row)
        if sign in self.shown and not is_closed:
            drawing, values = self.kept, {str(UID): row.plan.uid}
        else:
            drawing, values = self.template, self.own | _values(row)
            values |= {NEW: str(uuid.uuid4()), SIGN: sign}
        values[STARTS] = row.slot.start_text
        return filled(drawing, way, lambda: _marked(way), values)


def _shown(request: Any) -> frozenset[str]:
    """The signs of the blocks that stand on the page which asks for a part of itself."""
    if request.method != "POST" or not wants_part(request):
        return frozenset()
    return frozenset(request.POST.get("shown", "").split())


def _sign(way: Way, order: str, row: Row) -> str:
    """Two blocks of one sign look alike but for the clock."""
    findings = [(one.finding.title, one.finding.facts_hash, one.severity) for one in row.findings]
    beside = (row.says, row.remarks, findings, len(row.named))
    text = repr((*way, order, row.place, row.plan.uid, row.block.version, beside))
    return blake2b(text.encode(), digest_size=6).hexdigest()


@register.simple_tag(takes_context=True)
def stencil(context: template.Context) -> Stencil:
    """The stencil of this page: `{% stencil as blocks %}`."""
    return Stencil(context)


@register.simple_tag
def drawn(stencil: Stencil, rows: Iterable[Row]) -> SafeString:
    """The blocks of these rows: `{% drawn blocks rows %}`."""
    return mark_safe("".join(map(stencil.fill, rows)))  # noqa: S308 - each is safe


@register.simple_tag(takes_context=True)
def drawn_findings(context: template.Context, standings: Iterable[Standing]) -> SafeString:
    """Findings, and how each is settled: `{% drawn_findings standings %}`.

    The one whose reason was `typed` and refused is rendered with what was typed.
    """
    client, typed = context["client"], context.get("typed")
    looks = (get_language(), bool(context["may_plan"]), bool(client), bool(context["video"]))
    shared = _own(context) | {
        str(PERSON): str(client.uid) if client else "",
        SETTLE: escape(context["settle"]),
        BACK: escape(context["back"]),
    }
    drawing = get_template(FINDING)

    def draw(standing: Standing) -> str:
        found = standing.finding
        if typed and typed["code"] == found.code:
            facts = {"finding": found, "severity": standing.severity}
            shown: dict[Any, Any] = context.flatten()
            return drawing.render(shown | facts)
        values = shared | {
            HASH: escape(found.facts_hash),
            SOURCE: escape(found.source),
            TITLE: escape(found.title),
            SAYS: escape(found.text),
            ASKS: escape(found.settle),
        }
        way = (*looks, found.code, found.cannot_judge, standing.severity)
        return filled(drawing, way, lambda: _marked_finding(context, standing), values)

    return mark_safe("".join(map(draw, standings)))  # noqa: S308 - each is safe


@register.simple_tag(takes_context=True)
def drawn_less_time(context: template.Context) -> SafeString:
    """The form for less time, as yet without an answer: `{% drawn_less_time %}`."""
    session, form, over = context["session"], context["less_time"], bool(context["board"].over)
    way = (get_language(), over, session.interpreter, *form.fields)
    marked = {
        "less_time": form,
        "less_presets": context["less_presets"],
        "board": {"over": over},
        "session": _nobodys(interpreter=session.interpreter),
    }
    return filled(get_template(LESS_TIME), way, lambda: marked, _own(context))


@register.simple_tag(takes_context=True)
def drawn_acts(context: template.Context) -> SafeString:
    """What is done with a plan as a whole, for those who may: `{% drawn_acts %}`."""
    if not context["may_plan"]:
        return mark_safe("")
    session = context["session"]
    looks = {name: bool(context[name]) for name in ("can_undo", "can_redo", "begun", "client")}
    stamps = {name: bool(getattr(session, name)) for name in ("ready_at", "recorded_at")}
    marked = looks | {
        "session": _nobodys(last_revision=VERSION, **stamps),
        "csrf_token": TOKEN,
    }
    values = _own(context) | {VERSION: str(session.last_revision)}
    way = (get_language(), *looks.values(), *stamps.values())
    return filled(get_template(ACTS), way, lambda: marked, values)


def _own(context: template.Context) -> dict[str, str]:
    """What replaces the marks of the session, its clinic and the request."""
    session = context["session"]
    return {
        str(SESSION): str(session.uid),
        str(CLINIC): str(session.clinic.uid),
        TOKEN: str(context.get("csrf_token", "")),
    }


def _nobodys(**facts: Any) -> SimpleNamespace:
    """A session that is nobody's: marks in place of its uid and its clinic's."""
    return SimpleNamespace(uid=SESSION, clinic=SimpleNamespace(uid=CLINIC), **facts)


def _marked_finding(context: template.Context, standing: Standing) -> dict[str, Any]:
    """The context of a finding of this kind, with marks for all that is of one plan."""
    found = SimpleNamespace(
        code=standing.finding.code,
        cannot_judge=standing.finding.cannot_judge,
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
        "session": _nobodys(),
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
        "may_edit": way.may_edit,
        "session": _nobodys(order_version=ORDER),
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
            sign=SIGN,
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
        FAMILY: str(plan.family),
        HEIGHT: height(plan.minutes),
        LINE: escape(" · ".join((plan.phase.label, *row.says))),
        BESIDE: _remarks(row),
    }


def _remarks(row: Row) -> str:
    """Notes, remarks of the clock and findings; most blocks have none."""
    if not (row.plan.notes or row.remarks or row.findings):
        return ""
    return get_template(REMARKS).render({"row": row})
