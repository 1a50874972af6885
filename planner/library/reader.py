"""Reads files of content into documents, or says everything that is wrong with them.

The one gate for whatever becomes an item of the library: the loader brings the files of a folder,
an import those of an archive, the editor a single one. What stands beside them already, and may be
named by them, is `Known`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, cast

from clients.prescription import StayOrStop
from clients.shapes import ShapeError
from planner.library import documents as kinds
from planner.library.documents import FORMAT, Document
from planner.library.faults import Fault, LibraryError
from planner.library.folder import CARDS, folder_files
from planner.library.frontmatter import ContentFile, UnreadableError, markup_faults, read_content
from planner.library.practices import PracticeDocument
from planner.library.protocols import ProtocolDocument, with_gates
from planner.library.shelves import SHELVES
from planner.library.worksheets import WorksheetDocument

CONTENT = Path(__file__).parent / "content"
STAY_OR_STOP = "stay-or-stop"
ENGLISH = "en"
# Given by the folder or the part after the front matter, never written by an author.
_MADE = ("format", "language", "stay_or_stop", "plan")


@dataclass(frozen=True)
class Library:
    """Every document of every language, in order of language, shelf and code."""

    documents: tuple[Document, ...]
    cards: Mapping[str, StayOrStop]  # the stay-or-stop card by language

    def on(self, shelf: str) -> tuple[Any, ...]:
        """The documents of one shelf."""
        return tuple(one for one in self.documents if one.shelf == shelf)

    @property
    def practices(self) -> tuple[PracticeDocument, ...]:
        """The practices of every language."""
        return self.on(kinds.PRACTICES)

    @property
    def protocols(self) -> tuple[ProtocolDocument, ...]:
        """The protocols of every language."""
        return self.on(kinds.PROTOCOLS)

    def practice(self, code: str, language: str = ENGLISH) -> PracticeDocument:
        """The practice of this code; raises KeyError."""
        return cast(PracticeDocument, self.find(code, language))

    def protocol(self, code: str, language: str = ENGLISH) -> ProtocolDocument:
        """The protocol of this code; raises KeyError."""
        return cast(ProtocolDocument, self.find(code, language))

    def find(self, code: str, language: str = ENGLISH) -> Any:
        """The document of this code; raises KeyError."""
        for one in self.documents:
            if (one.code, one.language) == (code, language):
                return one
        raise KeyError(code)


def _nothing(_code: str, _language: str) -> Document | None:
    return None


@dataclass(frozen=True)
class Known:
    """What stands beside the files: the shelf of every code, the documents, the cards by language.

    `find` gives what an item says in a language, or in the one that stands in for it.
    """

    shelves: Mapping[str, str] = field(default_factory=dict)
    find: Callable[[str, str], Document | None] = _nothing
    cards: Mapping[str, StayOrStop] = field(default_factory=dict)


def read_library(root: Path = CONTENT) -> Library:
    """Every document under `root`; raises LibraryError with all faults of all files."""
    faults: list[Fault] = []
    return _read(folder_files(root, faults), Known(), faults)


def read_files(files: Mapping[str, bytes], known: Known) -> Library:
    """The documents of files named as in a folder; raises LibraryError with all faults of all."""
    return _read(files, known, [])


def read_one(text: str, *, name: str, known: Known) -> Document:
    """The document of one file, named `<language>/<shelf>/<code>.md`; raises LibraryError."""
    # A sign that UTF-8 cannot write is refused with its line, as in a file.
    return _read({name: text.encode("utf-8", "surrogatepass")}, known, []).documents[0]


@cache
def shipped_cards() -> Mapping[str, StayOrStop]:
    """The cards that ship with the product, by language."""
    files = folder_files(CONTENT, [])
    cards = {name: raw for name, raw in files.items() if name.split("/")[1] == CARDS}
    return read_files(cards, Known()).cards


def _read(files: Mapping[str, bytes], known: Known, faults: list[Fault]) -> Library:
    languages: list[_Language] = []
    # English first: other languages fall back on it.
    names = {name.split("/")[0] for name in files}
    for name in sorted(names, key=lambda name: (name != ENGLISH, name)):
        one = _Language(name, known, faults)
        one.read({path: raw for path, raw in files.items() if path.startswith(f"{name}/")})
        languages.append(one)
        known = one.and_known() if name == ENGLISH else known
    if faults:
        raise LibraryError(faults)
    languages.sort(key=lambda one: one.language)
    return Library(
        documents=tuple(found for one in languages for found in one.documents()),
        cards={one.language: one.card for one in languages if one.card},
    )


class _Language:
    """Reads the files of one language and gathers their faults."""

    def __init__(self, language: str, known: Known, faults: list[Fault]) -> None:
        self.language = language
        self.known = known
        self.faults = faults
        self.card: StayOrStop | None = None
        self.found: dict[str, tuple[ContentFile, Document]] = {}
        self.shelf_of: dict[str, str] = {}  # of every file, also of faulty ones

    def and_known(self) -> Known:
        """What was known, and what these files say."""
        cards = {self.language: self.card} if self.card else {}
        return Known(
            shelves={**self.known.shelves, **self.shelf_of},
            find=self._find,
            cards={**self.known.cards, **cards},
        )

    def documents(self) -> Iterator[Document]:
        """The documents by shelf and code, protocols with the gates of their practices."""
        for shelf in SHELVES:
            for code in sorted(self.found):
                document = self.found[code][1]
                if document.shelf == shelf:
                    yield self._complete(document)

    def read(self, files: Mapping[str, bytes]) -> None:
        """Read cards, then every shelf, then what the documents say of each other."""
        shelved: dict[str, list[str]] = {}
        for name in sorted(files):
            shelved.setdefault(name.split("/")[1], []).append(name)
        for shelf in (CARDS, *SHELVES):
            for name in shelved.get(shelf, ()):
                content = self._taken_apart(name, files[name], shelf)
                if content and shelf == CARDS:
                    self._read_card(content)
                elif content:
                    self._read_document(content, SHELVES[shelf])
        self._cross_references()

    def _taken_apart(self, name: str, raw: bytes, shelf: str) -> ContentFile | None:
        """The file's fields, unless it cannot be taken apart at all."""
        try:
            content = read_content(raw, name)
        except UnreadableError as error:
            self.faults.append(error.fault)
            return None
        self._check_code(content, Path(name).stem, shelf)
        body = SHELVES[shelf].body if shelf in SHELVES else ""
        self.faults += markup_faults(content, body)
        for made in _MADE:
            if made in content.data:
                self.faults.append(content.fault(made, "is not written in the front matter"))
        return content

    def _check_code(self, content: ContentFile, stem: str, shelf: str) -> None:
        """The code is the file's name, nobody else's, and on the shelf where others know it."""
        code = content.data.get("code")
        if not isinstance(code, str):
            return
        if code in self.shelf_of:
            reason = f"duplicate code, {self.language}/{self.shelf_of[code]}/{code}.md has it too"
            self.faults.append(content.fault("code", reason))
        elif code != stem:
            self.faults.append(content.fault("code", f"{stem} is expected, as the file is named"))
        elsewhere = self.known.shelves.get(code, shelf)
        if elsewhere != shelf:
            reason = f"duplicate code, {elsewhere} of the library have it too"
            self.faults.append(content.fault("code", reason))
        self.shelf_of.setdefault(code, shelf)

    def _add(self, content: ContentFile, errors: list[ShapeError]) -> None:
        self.faults += [content.fault(error.field, error.reason) for error in errors]

    def _read_card(self, content: ContentFile) -> None:
        fields = {key: value for key, value in content.data.items() if key != "code"}
        if content.data.get("code") != STAY_OR_STOP:
            self.faults.append(content.fault("code", f"{STAY_OR_STOP} is expected"))
            return
        try:
            self.card = StayOrStop.from_data(fields, "")
        except ShapeError as error:
            self._add(content, [error])

    def _read_document(self, content: ContentFile, kind: type[Document]) -> None:
        made: dict[str, Any] = {"format": FORMAT, "language": self.language}
        if kind.body:
            if kind.body in content.data:
                self._add(content, [ShapeError(kind.body, "is not written in the front matter")])
            made[kind.body] = content.body
        elif content.body:
            self.faults.append(content.fault("", "nothing is expected after the front matter"))
        if kind is PracticeDocument:
            made |= self._made_for_practice(content)
        document, errors = kind.read(content.data | made)
        self._add(content, errors)
        if document:
            self.found.setdefault(document.code, (content, document))

    def _made_for_practice(self, content: ContentFile) -> dict[str, Any]:
        """The card that exposure at home carries, and the worksheet that is named."""
        made: dict[str, Any] = {}
        gates = content.data.get("gates")
        card = self.card or self.known.cards.get(self.language) or self.known.cards.get(ENGLISH)
        if isinstance(gates, dict) and gates.get("exposure_homework") is True and card:
            made["stay_or_stop"] = asdict(card)
        if (code := content.data.get("worksheet")) is not None:
            made["worksheet"] = self._worksheet(content, code)
        return made

    def _worksheet(self, content: ContentFile, code: object) -> dict[str, Any] | None:
        """The worksheet of this code as data; None where it is faulty or not there."""
        sheet = self._find(code, self.language) if isinstance(code, str) else None
        if isinstance(sheet, WorksheetDocument):
            return sheet.sheet_data()
        if not isinstance(code, str):
            self.faults.append(content.fault("worksheet", "the code of a worksheet is expected"))
        elif self.shelf_of.get(code) != kinds.WORKSHEETS:
            self.faults.append(content.fault("worksheet", f"there is no worksheet {code}"))
        return None

    def _find(self, code: str, language: str) -> Document | None:
        """What an item says here, else what is known of it in this language."""
        return self.found[code][1] if code in self.found else self.known.find(code, language)

    def _complete(self, document: Document) -> Document:
        if not isinstance(document, ProtocolDocument):
            return document
        named = {block.practice for block in document.blocks if block.practice}
        found = {code: self._find(code, self.language) for code in named}
        practices = {k: one for k, one in found.items() if isinstance(one, PracticeDocument)}
        return with_gates(document, practices)

    def _cross_references(self) -> None:
        """Every code that a document names exists (a faulty file counts as there)."""
        for content, document in self.found.values():
            for field_name, code, shelves in document.references():
                if self.shelf_of.get(code, self.known.shelves.get(code)) not in shelves:
                    what = " or ".join(shelf.removesuffix("s") for shelf in shelves)
                    self.faults.append(content.fault(field_name, f"there is no {what} {code}"))
