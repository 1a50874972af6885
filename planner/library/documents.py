"""What every document of the library has, and how one is read from plain data."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar, NamedTuple, Self

from clients.shapes import Fields, ShapeError
from planner.library.words import AUDIENCES, SETTINGS, STRENGTHS

FORMAT = 1
CLINICAL_TRADITION = "clinical tradition"
PRACTICES = "practices"
WORKSHEETS = "worksheets"
PIECES = "pieces"
CHALLENGES = "challenges"
PACKS = "packs"
PROTOCOLS = "protocols"
COURSES = "courses"

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

type Reader = Callable[[Fields, str], Any]


class DocumentError(ShapeError):
    """Data that are no document of the library; names the field."""


class Reference(NamedTuple):
    """A code that a document names: the field, the code, and the shelves where it may stand."""

    field: str
    code: str
    shelves: tuple[str, ...]


def text(most: int, *, lines: int = 1, empty: bool = False) -> Reader:
    """Reads a text of up to `most` characters; `empty` allows none."""
    default = "" if empty else None
    return lambda fields, name: fields.text(name, most, lines=lines, default=default)


def code(fields: Fields, name: str) -> str:
    """Reads the code of an item, as it stands in addresses and file names."""
    found = fields.text(name, 60)
    if not CODE.fullmatch(found):
        raise fields.fail(name, "small letters, digits and single hyphens are expected")
    return found


def one(allowed: tuple[str, ...]) -> Reader:
    """Reads one of the allowed words."""
    return lambda fields, name: fields.one_of(name, allowed)


def some(allowed: tuple[str, ...], least: int = 1) -> Reader:
    """Reads different words of the allowed ones."""
    return lambda fields, name: fields.some_of(name, allowed, least=least)


def texts(most: int, *, each: int, least: int = 0) -> Reader:
    """Reads a list of one-line texts."""
    return lambda fields, name: fields.texts(name, most, each=each, least=least)


def whole(least: int, most: int) -> Reader:
    """Reads a whole number."""
    return lambda fields, name: fields.whole(name, least, most)


def many(least: int, most: int, read: Callable[[object, str], Any]) -> Reader:
    """Reads a list of parts with a shape of their own."""
    return lambda fields, name: fields.many(name, least, most, read)


def part(read: Callable[[object, str], Any]) -> Reader:
    """Reads one part with a shape of its own."""
    return lambda fields, name: read(fields.raw(name), name)


def part_or_none(read: Callable[[object, str], Any]) -> Reader:
    """As `part`, or None when nothing is given."""

    def found(fields: Fields, name: str) -> Any:
        value = fields.raw(name)
        return None if value is None else read(value, name)

    return found


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One claim, how strongly it is supported, and by what."""

    claim: str
    strength: str
    source: str

    @classmethod
    def from_data(cls, data: object, path: str) -> Self:
        """Read one claim; raises DocumentError naming the field."""
        fields = Fields(data, DocumentError, path)
        found = cls(
            claim=fields.text("claim", 400),
            strength=fields.one_of("strength", STRENGTHS),
            source=fields.text("source", 300),
        )
        fields.done()
        if (found.strength == "tradition") != (found.source == CLINICAL_TRADITION):
            raise fields.fail("source", f'"{CLINICAL_TRADITION}" goes with strength tradition')
        return found


SETTING = {"settings": some(SETTINGS), "audiences": some(AUDIENCES)}
EVIDENCE = {"evidence": many(1, 12, Evidence.from_data)}
HEAD: dict[str, Reader] = {
    "code": code,
    "language": text(20),
    "title": text(120),
    "purpose": text(300),
    "tags": texts(12, each=40),
    "credit": text(200, empty=True),
    "licence": text(80, empty=True),
    "of": text(12, empty=True),
}


@dataclass(frozen=True, kw_only=True)
class Document:
    """An item of the library as its author wrote it. `of` names the English it was written from.

    A kind says in `own_readers` how each of its own fields is read, and in `body` which field is the
    Markdown after the front matter.
    """

    shelf: ClassVar[str]
    body: ClassVar[str] = "text"
    own_readers: ClassVar[dict[str, Reader]]

    code: str
    language: str
    title: str
    purpose: str
    tags: tuple[str, ...] = ()
    credit: str = ""
    licence: str = ""
    of: str = ""

    @classmethod
    def read(cls, data: object) -> tuple[Self | None, list[ShapeError]]:
        """A document from plain data, or every fault that can be seen at once."""
        document, faults = cls._fields(data)
        if document is not None:
            faults = list(document.disagreements())
        return (None, faults) if faults else (document, [])

    @classmethod
    def _fields(cls, data: object) -> tuple[Self | None, list[ShapeError]]:
        """The document with each field read by itself."""
        try:
            given = Fields(data, DocumentError, what=cls.shelf)
            given.format(FORMAT)
        except ShapeError as error:
            return None, [error]
        values: dict[str, Any] = {}
        faults: list[ShapeError] = []
        for name, read in (HEAD | cls.own_readers).items():
            try:
                values[name] = read(given, name)
            except ShapeError as error:
                faults.append(error)
        faults += given.unknown()
        return (None, faults) if faults else (cls(**values), [])

    @classmethod
    def from_data(cls, data: object) -> Self:
        """Read a document as it is kept; raises ShapeError for the first fault."""
        return cls._or_fault(*cls.read(data))

    @classmethod
    def kept(cls, data: object) -> Self:
        """As `from_data`, three times as fast: fields are not held against each other once more."""
        return cls._or_fault(*cls._fields(data))

    @classmethod
    def _or_fault(cls, document: Self | None, faults: list[ShapeError]) -> Self:
        if document is None:
            raise faults[0]
        return document

    def to_data(self) -> dict[str, Any]:
        """Plain data that JSON can hold; `from_data` gives back an equal document."""
        found: dict[str, Any] = json.loads(json.dumps({"format": FORMAT} | asdict(self)))
        return found

    @property
    def content_hash(self) -> str:
        """SHA-256 of the content; changes exactly when the content does."""
        written = json.dumps(self.to_data(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(written.encode()).hexdigest()

    @property
    def length(self) -> int | None:
        """Usual minutes, or None for what has no length."""
        return None

    @property
    def may_go_home(self) -> bool:
        """Whether a client may get it."""
        return False

    def disagreements(self) -> Iterator[ShapeError]:
        """What one field demands of another."""
        yield from ()

    def references(self) -> Iterator[Reference]:
        """Every code that the document names."""
        yield from ()

    def client_texts(self) -> Iterator[str]:
        """Every passage that a client reads or hears; none for what only clinicians read."""
        yield from ()

    def searched(self) -> dict[str, str]:
        """What a search looks at, by weight: `title`, `purpose`, `tags`, `text`."""
        return {
            "title": self.title,
            "purpose": self.purpose,
            "tags": " ".join(self.tags),
            "text": getattr(self, self.body),
        }


def named(field: str, codes: tuple[str, ...], *shelves: str) -> Iterator[Reference]:
    """References out of a list of codes."""
    for number, code in enumerate(codes, 1):
        yield Reference(f"{field}[{number}]", code, shelves)


def field_names(kind: type[Document]) -> tuple[str, ...]:
    """The fields of a kind of document in the order of its definition."""
    return tuple(one.name for one in fields(kind))
