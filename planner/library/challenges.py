"""A challenge guide: what gets in the way of practice, why, and what to offer."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from clients.shapes import Fields
from planner.library import documents as read
from planner.library.documents import Document, DocumentError, Evidence, Reader, Reference
from planner.library.words import BARRIERS


@dataclass(frozen=True, kw_only=True)
class Offered:
    """Something to offer, and what to do with it."""

    code: str
    how: str

    @classmethod
    def from_data(cls, data: object, path: str) -> Self:
        """Read one offer; raises DocumentError naming the field."""
        fields = Fields(data, DocumentError, path)
        found = cls(code=fields.text("code", 60), how=fields.text("how", 240))
        fields.done()
        return found


@dataclass(frozen=True, kw_only=True)
class ChallengeDocument(Document):
    """`barriers` are what a log calls it; `offer` is in order of trying."""

    shelf = read.CHALLENGES
    own_readers: ClassVar[dict[str, Reader]] = {
        "barriers": read.some(BARRIERS, least=0),
        "shows": read.texts(6, each=200, least=1),
        "why": read.text(500, lines=4),
        "say": read.text(300, lines=3),
        "offer": read.many(1, 6, Offered.from_data),
        "avoid": read.texts(4, each=200),
        **read.EVIDENCE,
        "text": read.text(4000, lines=100),
    }

    barriers: tuple[str, ...]
    shows: tuple[str, ...]
    why: str
    say: str
    offer: tuple[Offered, ...]
    avoid: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    text: str

    def references(self) -> Iterator[Reference]:
        """What is offered."""
        shelves = (read.PRACTICES, read.WORKSHEETS, read.PIECES)
        for number, one in enumerate(self.offer, 1):
            yield Reference(f"offer[{number}].code", one.code, shelves)

    def client_texts(self) -> Iterator[str]:
        """The title and the sentence that is said aloud."""
        yield from (self.title, self.say)

    def searched(self) -> dict[str, str]:
        """How it shows, why, and what is said and offered count as text."""
        hows = (one.how for one in self.offer)
        found = super().searched()
        return found | {"text": "\n\n".join((*self.shows, self.why, self.say, *hows, self.text))}
