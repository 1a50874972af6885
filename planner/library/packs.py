"""A pack: a drawer of the library for one setting, perhaps counting down to a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from clients.shapes import Fields, ShapeError
from planner.library import documents as read
from planner.library.documents import Document, DocumentError, Reader, Reference

DAYS_MOST = 365
INSIDE = (
    read.PRACTICES,
    read.WORKSHEETS,
    read.PIECES,
    read.CHALLENGES,
    read.PROTOCOLS,
    read.COURSES,
)


@dataclass(frozen=True, kw_only=True)
class PackPart:
    """Items that belong together; `days_before` counts back from the day of the pack."""

    title: str
    text: str
    items: tuple[str, ...]
    days_before: int | None = None

    @classmethod
    def from_data(cls, data: object, path: str) -> Self:
        """Read one part; raises DocumentError naming the field."""
        fields = Fields(data, DocumentError, path)
        found = cls(
            title=fields.text("title", 80),
            text=fields.text("text", 300, lines=4, default=""),
            items=fields.texts("items", 12, each=60, least=1),
            days_before=fields.whole_or_none("days_before", 0, DAYS_MOST),
        )
        fields.done()
        return found


@dataclass(frozen=True, kw_only=True)
class PackDocument(Document):
    """Parts in order, each with its items."""

    shelf = read.PACKS
    own_readers: ClassVar[dict[str, Reader]] = {
        **read.SETTING,
        "parts": read.many(2, 8, PackPart.from_data),
        "text": read.text(4000, lines=120),
    }

    settings: tuple[str, ...]
    audiences: tuple[str, ...]
    parts: tuple[PackPart, ...]
    text: str

    @property
    def counts_down(self) -> bool:
        """Whether its parts stand before a day."""
        return any(part.days_before is not None for part in self.parts)

    def disagreements(self) -> Iterator[ShapeError]:
        """A countdown falls."""
        days = [part.days_before for part in self.parts if part.days_before is not None]
        if days != sorted(set(days), reverse=True):
            yield DocumentError("parts", "days_before falls from part to part")

    def references(self) -> Iterator[Reference]:
        """Everything inside."""
        for number, part in enumerate(self.parts, 1):
            yield from read.named(f"parts[{number}].items", part.items, *INSIDE)

    def searched(self) -> dict[str, str]:
        """The words of its parts count as text."""
        found = super().searched()
        parts = (f"{part.title}. {part.text}" for part in self.parts)
        return found | {"text": "\n\n".join((*parts, self.text))}
