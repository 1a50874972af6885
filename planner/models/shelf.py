"""The library as one reads it: practices by wing, found by words and phase, and protocols."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from planner.library.practices import PracticeDocument
from planner.library.protocols import ProtocolDocument
from planner.library.words import PROTOCOL_KIND_LABELS
from planner.plan import Phase
from planner.timegrid import Grid, RibbonPart, RibbonTick, lay_out, ribbon, ribbon_ticks

from .giving import document_of, one_per_code
from .items import ItemVersion, Practice


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
class Wing:
    """One wing of the library with its cards."""

    code: str
    cards: tuple[Card, ...]

    @property
    def label(self) -> str:
        """The wing in the reader's language."""
        return {
            "both": _("Both wings together"),
            "awareness": _("Awareness"),
            "compassion": _("Compassion"),
        }[self.code]


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


def wings_of(cards: Iterable[Card], words: str = "", phase: str = "") -> tuple[Wing, ...]:
    """The cards that hold every word in title or purpose and serve the phase, by wing."""
    wanted = words.casefold().split()
    fitting = [
        card
        for card in cards
        if (not phase or phase in card.document.phases)
        and all(word in _searched(card.document) for word in wanted)
    ]
    wings = (
        Wing(code=code, cards=tuple(card for card in fitting if card.document.wing == code))
        for code in ("both", "awareness", "compassion")
    )
    return tuple(wing for wing in wings if wing.cards)


def _searched(document: PracticeDocument) -> str:
    return f"{document.title} {document.client_title} {document.purpose}".casefold()


def readable(versions: Iterable[ItemVersion]) -> list[ReadableProtocol]:
    """Protocols as they are read, shortest first."""
    found = [readable_protocol(ProtocolDocument.from_data(one.document)) for one in versions]
    return sorted(found, key=lambda one: (one.document.minutes, one.document.title))


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
