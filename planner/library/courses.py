"""A course: several protocols in order, with what is practised in between."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from clients.shapes import Fields
from planner.library import documents as read
from planner.library.documents import Document, DocumentError, Reader, Reference

AT_HOME = (read.PRACTICES, read.WORKSHEETS, read.PIECES)


@dataclass(frozen=True, kw_only=True)
class CourseSession:
    """One session of a course: its protocol and its homework."""

    title: str
    protocol: str
    theme: str
    home: tuple[str, ...]
    home_text: str

    @classmethod
    def from_data(cls, data: object, path: str) -> Self:
        """Read one session; raises DocumentError naming the field."""
        fields = Fields(data, DocumentError, path)
        found = cls(
            title=fields.text("title", 80),
            protocol=fields.text("protocol", 60),
            theme=fields.text("theme", 200),
            home=fields.texts("home", 4, each=60),
            home_text=fields.text("home_text", 200, default=""),
        )
        fields.done()
        return found


@dataclass(frozen=True, kw_only=True)
class CourseDocument(Document):
    """Sessions in order; `every` is the days from one to the next."""

    shelf = read.COURSES
    own_readers: ClassVar[dict[str, Reader]] = {
        **read.SETTING,
        "every": read.whole(1, 28),
        "sessions": read.many(2, 16, CourseSession.from_data),
        "cautions": read.texts(12, each=400, least=1),
        "text": read.text(5000, lines=150),
    }

    settings: tuple[str, ...]
    audiences: tuple[str, ...]
    every: int
    sessions: tuple[CourseSession, ...]
    cautions: tuple[str, ...]
    text: str

    def references(self) -> Iterator[Reference]:
        """The protocols, and what goes home."""
        for number, one in enumerate(self.sessions, 1):
            at = f"sessions[{number}]"
            yield Reference(f"{at}.protocol", one.protocol, (read.PROTOCOLS,))
            yield from read.named(f"{at}.home", one.home, *AT_HOME)

    def searched(self) -> dict[str, str]:
        """The themes count as text."""
        found = super().searched()
        themes = (f"{one.title} {one.theme}" for one in self.sessions)
        return found | {"text": "\n\n".join((*themes, self.text))}
