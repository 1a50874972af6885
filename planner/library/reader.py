"""Reads a folder of content into documents, or says everything that is wrong with it.

content/<language>/<shelf>/<code>.md, and content/<language>/cards/stay-or-stop.md
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

from clients.prescription import StayOrStop
from clients.shapes import ShapeError
from planner.library import documents as kinds
from planner.library.documents import FORMAT, Document
from planner.library.faults import Fault, LibraryError
from planner.library.frontmatter import ContentFile, UnreadableError, markup_faults, read_content
from planner.library.practices import PracticeDocument
from planner.library.protocols import ProtocolDocument, with_gates
from planner.library.shelves import SHELVES
from planner.library.worksheets import WorksheetDocument

CONTENT = Path(__file__).parent / "content"
CARDS = "cards"
STAY_OR_STOP = "stay-or-stop"
ENGLISH = "en"
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")
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


def read_library(root: Path = CONTENT) -> Library:
    """Every document under `root`; raises LibraryError with all faults of all files."""
    faults: list[Fault] = []
    if not root.is_dir():
        raise LibraryError([Fault(str(root), 1, "", "is not a folder")])
    languages = [_Language(root, path.name, faults) for path in _languages(root, faults)]
    if not languages and not faults:
        faults.append(Fault(str(root), 1, "", "holds no language"))
    english: _Language | None = None
    # English first: other languages fall back on it.
    for one in sorted(languages, key=lambda one: one.language != ENGLISH):
        one.read(english)
        english = one if one.language == ENGLISH else english
    if faults:
        raise LibraryError(faults)
    return Library(
        documents=tuple(found for one in languages for found in one.documents()),
        cards={one.language: one.card for one in languages if one.card},
    )


def _languages(root: Path, faults: list[Fault]) -> list[Path]:
    """The folders of languages; whatever else lies there is a fault."""
    found = []
    for path in sorted(root.iterdir()):
        if path.is_dir() and _LANGUAGE.fullmatch(path.name):
            found.append(path)
        elif not path.name.startswith((".", "__")) and path.name != "README.md":
            faults.append(Fault(path.name, 1, "", "a folder named by a language is expected"))
    return found


class _Language:
    """Reads the folder of one language and gathers its faults."""

    def __init__(self, root: Path, language: str, faults: list[Fault]) -> None:
        self.root = root
        self.language = language
        self.faults = faults
        self.card: StayOrStop | None = None
        self.found: dict[str, tuple[ContentFile, Document]] = {}
        self.shelf_of: dict[str, str] = {}  # of every file, also of faulty ones
        self._english: _Language | None = None

    def documents(self) -> Iterator[Document]:
        """The documents by shelf and code, protocols with the gates of their practices."""
        practices = self._known(kinds.PRACTICES)
        for shelf in SHELVES:
            for code in sorted(self.found):
                document = self.found[code][1]
                if document.shelf == shelf:
                    yield _complete(document, cast("dict[str, PracticeDocument]", practices))

    def read(self, english: "_Language | None") -> None:
        """Read cards, then every shelf, then what the documents say of each other."""
        self._english = english
        folder = self.root / self.language
        for path in sorted(folder.iterdir()):
            if path.name not in (CARDS, *SHELVES) and not path.name.startswith("."):
                self._fault(f"{self.language}/{path.name}", "a shelf of the library is expected")
        for shelf in (CARDS, *SHELVES):
            for content in self._files(shelf):
                self.faults += markup_faults(content)
                self._written_by_author(content)
                if shelf == CARDS:
                    self._read_card(content)
                else:
                    self._read_document(content, SHELVES[shelf])
        self._cross_references()

    def _fault(self, name: str, reason: str) -> None:
        self.faults.append(Fault(name, 1, "", reason))

    def _files(self, shelf: str) -> Iterator[ContentFile]:
        """The files of one shelf that can be taken apart at all."""
        folder = self.root / self.language / shelf
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            name = f"{self.language}/{shelf}/{path.name}"
            if not path.is_file() or path.is_symlink() or path.suffix != ".md":
                self._fault(name, "a file named CODE.md is expected")
                continue
            try:
                content = read_content(path, name)
            except UnreadableError as error:
                self.faults.append(error.fault)
                continue
            self._check_code(content, path.stem, shelf)
            yield content

    def _check_code(self, content: ContentFile, stem: str, shelf: str) -> None:
        """The code is the file's name, nobody else's, and on the shelf where English has it."""
        code = content.data.get("code")
        if not isinstance(code, str):
            return
        if code in self.shelf_of:
            reason = f"duplicate code, {self.language}/{self.shelf_of[code]}/{code}.md has it too"
            self.faults.append(content.fault("code", reason))
        elif code != stem:
            self.faults.append(content.fault("code", f"{stem} is expected, as the file is named"))
        elsewhere = self._english.shelf_of.get(code, shelf) if self._english else shelf
        if elsewhere != shelf:
            self.faults.append(content.fault("code", f"stands in {elsewhere} in English"))
        self.shelf_of.setdefault(code, shelf)

    def _written_by_author(self, content: ContentFile) -> None:
        for name in _MADE:
            if name in content.data:
                self.faults.append(content.fault(name, "is not written in the front matter"))

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
        if isinstance(gates, dict) and gates.get("exposure_homework") is True and self.card:
            made["stay_or_stop"] = asdict(self.card)
        if (code := content.data.get("worksheet")) is not None:
            made["worksheet"] = self._worksheet(content, code)
        return made

    def _worksheet(self, content: ContentFile, code: object) -> dict[str, Any] | None:
        """The worksheet of this code as data; None where it is faulty or not there."""
        sheet = self._known(kinds.WORKSHEETS).get(code) if isinstance(code, str) else None
        if isinstance(sheet, WorksheetDocument):
            return sheet.sheet_data()
        if not isinstance(code, str):
            self.faults.append(content.fault("worksheet", "the code of a worksheet is expected"))
        elif self._shelf(code) != kinds.WORKSHEETS:
            self.faults.append(content.fault("worksheet", f"there is no worksheet {code}"))
        return None

    def _known(self, shelf: str) -> dict[str, Document]:
        """The documents of a shelf by code, the English ones where this language has none."""
        found = {code: one for code, (_, one) in self.found.items() if one.shelf == shelf}
        return (self._english._known(shelf) if self._english else {}) | found

    def _shelf(self, code: str) -> str:
        """The shelf of a code, here or in English; empty where there is none."""
        above = self._english.shelf_of.get(code, "") if self._english else ""
        return self.shelf_of.get(code, above)

    def _cross_references(self) -> None:
        """Every code that a document names exists (a faulty file counts as there)."""
        for content, document in self.found.values():
            for field, code, shelves in document.references():
                if self._shelf(code) not in shelves:
                    what = " or ".join(shelf.removesuffix("s") for shelf in shelves)
                    self.faults.append(content.fault(field, f"there is no {what} {code}"))


def _complete(document: Document, practices: Mapping[str, PracticeDocument]) -> Document:
    return with_gates(document, practices) if isinstance(document, ProtocolDocument) else document
