"""A piece of psychoeducation: something to explain, to hand out, or for clinicians to know."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from clients.prescription import WINGS
from planner.library import documents as read
from planner.library.documents import Document, Evidence, Reader, Reference
from planner.library.words import READERS


@dataclass(frozen=True, kw_only=True)
class PieceDocument(Document):
    """A short text with its points; `minutes` is how long telling it takes."""

    shelf = read.PIECES
    own_readers: ClassVar[dict[str, Reader]] = {
        "plain_title": read.text(80),
        "reader": read.one(READERS),
        "wing": read.one(WINGS),
        "minutes": read.whole(1, 30),
        **read.SETTING,
        "key_points": read.texts(3, each=200, least=1),
        "ask": read.text(200),
        "cautions": read.texts(12, each=400),
        **read.EVIDENCE,
        "related": read.texts(12, each=60),
        "text": read.text(8000, lines=200),
    }

    plain_title: str
    reader: str
    wing: str
    minutes: int
    settings: tuple[str, ...]
    audiences: tuple[str, ...]
    key_points: tuple[str, ...]
    ask: str
    cautions: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    related: tuple[str, ...]
    text: str

    @property
    def length(self) -> int:
        """Minutes to tell it."""
        return self.minutes

    @property
    def may_go_home(self) -> bool:
        """Whether a client may get it."""
        return self.reader == "client"

    def references(self) -> Iterator[Reference]:
        """The practices it leads to."""
        yield from read.named("related", self.related, read.PRACTICES)

    def client_texts(self) -> Iterator[str]:
        """All of it, unless it is for clinicians."""
        if self.may_go_home:
            yield from (self.title, self.plain_title, self.purpose, *self.key_points, self.ask)
            yield self.text

    def searched(self) -> dict[str, str]:
        """What shall arrive counts as text too."""
        found = super().searched()
        return found | {"text": "\n\n".join((self.text, *self.key_points, self.ask))}
