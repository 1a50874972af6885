"""What finding needs of a document: its words by field, and what cards and filters look at."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field

from clients.prescription import Gates
from planner.library.challenges import Offered
from planner.library.documents import PIECES, PROTOCOLS, WORKSHEETS, Document
from planner.library.spelling import fold, joined, words_of
from planner.library.words import SHELF_LABELS
from planner.plan import Phase

TITLE, TAGS, PURPOSE, TEXT = "title", "tags", "purpose", "text"
SHELF_NAMES = tuple(SHELF_LABELS)
FIELDS = (TITLE, TAGS, PURPOSE, TEXT)
# What one may call an item besides its title.
SHELF_WORDS = {
    "practices": "practice exercise",
    "worksheets": "worksheet sheet form",
    "pieces": "psychoeducation explain",
    "challenges": "challenge obstacle difficulty",
    "packs": "pack",
    "protocols": "protocol session plan",
    "courses": "course programme",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One item in one language. `words` are folded, each once in a field.

    `minutes` is the usual length and `shortest` the least it can be done in; None without a length.
    """

    shelf: str
    code: str
    language: str
    title: str
    client_title: str = ""
    purpose: str
    tags: tuple[str, ...] = ()
    text: str = field(default="", repr=False)
    words: dict[str, tuple[str, ...]] = field(repr=False, compare=False)
    phrase: str = field(repr=False, compare=False)  # title and tags, folded, as they stand
    wing: str = ""
    phases: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    minutes: int | None = None
    shortest: int | None = None
    led_by: str = ""
    activating: bool = False
    reader: str = ""
    say: str = ""
    offers: tuple[Offered, ...] = ()

    @property
    def shelf_number(self) -> int:
        """The place of its shelf among the others."""
        return SHELF_NAMES.index(self.shelf)

    @property
    def in_order(self) -> tuple[str, str]:
        """By title, then by code: the order of what is equal otherwise."""
        return (fold(self.title), self.code)


def entry_of(document: Document) -> Entry:
    """What is found of a document, whatever its shelf."""
    searched = document.searched()
    said = searched | {
        TAGS: f"{searched[TAGS]} {document.code}",
        TEXT: f"{searched[TEXT]}\n{SHELF_WORDS[document.shelf]}",
    }
    gates = getattr(document, "gates", None)
    sizes = getattr(document, "minutes", None)
    return Entry(
        shelf=document.shelf,
        code=document.code,
        language=document.language,
        title=document.title,
        client_title=getattr(document, "client_title", ""),
        purpose=document.purpose,
        tags=document.tags,
        text=searched[TEXT],
        words={name: _different(said[name], name) for name in FIELDS},
        phrase=" ".join(("", *words_of(f"{said[TITLE]} {said[TAGS]}"), "")),
        wing=getattr(document, "wing", ""),
        phases=_phases(document, gates),
        settings=_settings(document),
        audiences=getattr(document, "audiences", ()),
        minutes=document.length,
        shortest=getattr(sizes, "shortest", document.length),
        led_by=gates.led_by if gates else "",
        activating=bool(gates and gates.activating),
        reader=getattr(document, "reader", ""),
        say=getattr(document, "say", ""),
        offers=getattr(document, "offer", ()),
    )


def _phases(document: Document, gates: Gates | None) -> tuple[str, ...]:
    """What a practice says; a piece explains, and a worksheet goes home where it may."""
    if document.shelf == PIECES:
        return (Phase.PSYCHOEDUCATION.value,)
    if document.shelf == WORKSHEETS and gates and gates.may_go_home:
        return (Phase.HOMEWORK.value,)
    return getattr(document, "phases", ())


def _settings(document: Document) -> tuple[str, ...]:
    """What the document says; a protocol is for a group or for one person."""
    if document.shelf == PROTOCOLS:
        return ("group",) if getattr(document, "kind", "") == "group" else ("individual",)
    return getattr(document, "settings", ())


def _different(text: str, name: str) -> tuple[str, ...]:
    """The words of a field, each once; in title and tags also neighbours written as one.

    The same word of thousands of items is kept in memory once.
    """
    words: Iterable[str] = words_of(text)
    if name in (TITLE, TAGS):
        words = (*words, *joined(words))
    return tuple(map(sys.intern, dict.fromkeys(words)))
