"""Reads a folder of content into documents, or says everything that is wrong with it.

content/<language>/practices/<code>.md
content/<language>/protocols/<code>.md
content/<language>/cards/stay-or-stop.md
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from clients.prescription import StayOrStop
from clients.shapes import ShapeError
from planner.library.faults import Fault, LibraryError
from planner.library.frontmatter import ContentFile, UnreadableError, markup_faults, read_content
from planner.library.practices import PracticeDocument, read_practice
from planner.library.protocols import ProtocolDocument, read_protocol, with_gates

CONTENT = Path(__file__).parent / "content"
KINDS = ("cards", "practices", "protocols")
STAY_OR_STOP = "stay-or-stop"
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")
# Given by the folder or the part after the front matter, never written by an author.
_MADE = ("format", "language", "script", "text", "stay_or_stop")


@dataclass(frozen=True)
class Library:
    """Every document of every language, in order of language and code."""

    practices: tuple[PracticeDocument, ...]
    protocols: tuple[ProtocolDocument, ...]
    cards: Mapping[str, StayOrStop]  # the stay-or-stop card by language

    def practice(self, code: str, language: str = "en") -> PracticeDocument:
        """The practice of this code; raises KeyError."""
        for one in self.practices:
            if (one.code, one.language) == (code, language):
                return one
        raise KeyError(code)

    def protocol(self, code: str, language: str = "en") -> ProtocolDocument:
        """The protocol of this code; raises KeyError."""
        for one in self.protocols:
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
    for one in languages:
        one.read()
    if faults:
        raise LibraryError(faults)
    return Library(
        practices=tuple(found for one in languages for found in one.practices()),
        protocols=tuple(found for one in languages for found in one.protocols()),
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
        self._practices: dict[str, tuple[ContentFile, PracticeDocument]] = {}
        self._protocols: dict[str, tuple[ContentFile, ProtocolDocument]] = {}
        self._codes: dict[str, str] = {}  # of every file, also of faulty ones

    def practices(self) -> list[PracticeDocument]:
        """The practices in order of their codes."""
        return [document for _, (_, document) in sorted(self._practices.items())]

    def protocols(self) -> list[ProtocolDocument]:
        """The protocols in order of their codes, with the gates of their practices."""
        practices = {code: document for code, (_, document) in self._practices.items()}
        found = sorted(self._protocols.items())
        return [with_gates(document, practices) for _, (_, document) in found]

    def read(self) -> None:
        """Read cards, practices and protocols, then what they say of each other."""
        for kind in KINDS:
            for content in self._files(kind):
                self.faults += markup_faults(content)
                self._written_by_author(content)
                getattr(self, f"_read_{kind}")(content)
        self._cross_references()

    def _files(self, kind: str) -> list[ContentFile]:
        """The files of one kind that can be taken apart at all."""
        folder, found = self.root / self.language / kind, []
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            name = f"{self.language}/{kind}/{path.name}"
            if not path.is_file() or path.is_symlink() or path.suffix != ".md":
                self.faults.append(Fault(name, 1, "", "a file named CODE.md is expected"))
                continue
            try:
                content = read_content(path, name)
            except UnreadableError as error:
                self.faults.append(error.fault)
                continue
            self._check_code(content, path.stem)
            found.append(content)
        return found

    def _check_code(self, content: ContentFile, stem: str) -> None:
        """The code is the file's name, and nobody else's."""
        code = content.data.get("code")
        if not isinstance(code, str):
            return
        if code in self._codes:
            reason = f"duplicate code, {self._codes[code]} has it too"
            self.faults.append(content.fault("code", reason))
        elif code != stem:
            self.faults.append(content.fault("code", f"{stem} is expected, as the file is named"))
        self._codes.setdefault(code, content.name)

    def _written_by_author(self, content: ContentFile) -> None:
        for name in _MADE:
            if name in content.data:
                self.faults.append(content.fault(name, "is not written in the front matter"))

    def _add(self, content: ContentFile, errors: list[ShapeError]) -> None:
        self.faults += [content.fault(error.field, error.reason) for error in errors]

    def _read_cards(self, content: ContentFile) -> None:
        fields = {key: value for key, value in content.data.items() if key != "code"}
        if content.data.get("code") != STAY_OR_STOP:
            self.faults.append(content.fault("code", f"{STAY_OR_STOP} is expected"))
            return
        try:
            self.card = StayOrStop.from_data(fields, "")
        except ShapeError as error:
            self._add(content, [error])

    def _read_practices(self, content: ContentFile) -> None:
        made: dict[str, Any] = {"format": 1, "language": self.language, "script": content.body}
        gates = content.data.get("gates")
        if isinstance(gates, dict) and gates.get("exposure_homework") is True and self.card:
            made["stay_or_stop"] = asdict(self.card)
        document, errors = read_practice(content.data | made)
        self._add(content, errors)
        if document:
            self._practices.setdefault(document.code, (content, document))

    def _read_protocols(self, content: ContentFile) -> None:
        made = {"format": 1, "language": self.language, "text": content.body}
        document, errors = read_protocol(content.data | made)
        self._add(content, errors)
        if document:
            self._protocols.setdefault(document.code, (content, document))

    def _cross_references(self) -> None:
        """Related practices and the practices of blocks exist (a faulty file counts as there)."""
        for content, practice in self._practices.values():
            for number, code in enumerate(practice.related, 1):
                self._known(content, f"related[{number}]", code)
        for content, protocol in self._protocols.values():
            for number, block in enumerate(protocol.blocks, 1):
                self._known(content, f"blocks[{number}].practice", block.practice)

    def _known(self, content: ContentFile, field: str, code: str) -> None:
        folder = f"{self.language}/practices/"
        if code and not self._codes.get(code, "").startswith(folder):
            self.faults.append(content.fault(field, f"there is no practice {code}"))
