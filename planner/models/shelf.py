"""An item of the library as one reads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from planner.library.practices import PracticeDocument, to_prescription
from planner.library.protocols import ProtocolDocument
from planner.library.words import (
    AUDIENCE_LABELS,
    COMPONENT_LABELS,
    MODE_LABELS,
    PROTOCOL_KIND_LABELS,
    SETTING_LABELS,
    STRENGTH_LABELS,
    VARIANT_LABELS,
)
from planner.plan import Phase
from planner.safety.conditions import condition_label
from planner.timegrid import Grid, RibbonPart, RibbonTick, lay_out, ribbon, ribbon_ticks

from .giving import document_of, one_per_code
from .items import Practice


@dataclass(frozen=True, kw_only=True)
class Card:
    """A practice as a card of the library."""

    document: PracticeDocument
    own: bool

    @property
    def phases(self) -> list[str]:
        """What it is for, in words."""
        return [Phase(phase).label for phase in self.document.phases]

    @property
    def is_led(self) -> bool:
        """Whether only the therapist leads it."""
        return self.document.gates.led_by == "therapist_only"


@dataclass(frozen=True, kw_only=True)
class ReadableProtocol:
    """A protocol with its ribbon and its blocks on the clock from zero."""

    code: str
    document: ProtocolDocument
    grid: Grid
    parts: tuple[RibbonPart, ...]
    ticks: tuple[RibbonTick, ...]

    @property
    def kind(self) -> str:
        """What kind of session it is, in words."""
        return str(PROTOCOL_KIND_LABELS[self.document.kind])


def cards_of(practices: Iterable[Practice], language: str) -> list[Card]:
    """The practices that have a text, by title; a clinic's own stands for the shared one of its code."""
    found = []
    for practice in one_per_code(practices):
        document = document_of(practice, language)
        if document is not None:
            found.append(Card(document=document, own=practice.is_own))
    return sorted(found, key=lambda card: card.document.title.casefold())


def readable_protocol(document: ProtocolDocument) -> ReadableProtocol:
    """A protocol with its blocks on the clock from zero."""
    grid = lay_out(document.blocks, length=document.minutes)
    return ReadableProtocol(
        code=document.code,
        document=document,
        grid=grid,
        parts=ribbon(grid),
        ticks=ribbon_ticks(grid),
    )


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text whose lines are broken where the author's screen ended."""
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]


def in_words(document: PracticeDocument, form: str = "") -> dict[str, Any]:
    """What the page of a practice says about it in sentences and lists, in its form."""
    gates = to_prescription(document, form or None).gates
    sizes = document.minutes if not form else document.variant(form).minutes or document.minutes
    return {
        "gates": gates,
        "led_by": {
            "self": _("The client can do it alone."),
            "therapist_first": _("Done together in a session first; then it can go home."),
            "therapist_only": _("Only the therapist leads it. It is never given or printed."),
        }[gates.led_by],
        "left_out": [condition_label(condition) for condition in gates.leave_out_when],
        "minutes": sizes,
        "mode": MODE_LABELS[document.mode],
        "components": [COMPONENT_LABELS[one] for one in document.components],
        "settings": [SETTING_LABELS[one] for one in document.settings],
        "audiences": [AUDIENCE_LABELS[one] for one in document.audiences],
        "phases": [Phase(phase).label for phase in document.phases],
        "evidence": [(one, STRENGTH_LABELS[one.strength]) for one in document.evidence],
        "forms": [(one, VARIANT_LABELS[one.code]) for one in document.variants],
    }
