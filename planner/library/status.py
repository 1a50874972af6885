"""How far the translations of a library are: what is missing, what was written for an older text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planner.library.documents import Document
from planner.library.reader import ENGLISH

OF_LENGTH = 12
"""Signs of the English content's hash that a translation names in `of`."""


@dataclass(frozen=True)
class LanguageStatus:
    """The items of one language, as `shelf/code`; `outdated` maps to the hash that is right now.

    An item that does not say what it was written from counts as outdated.
    """

    language: str
    written: tuple[str, ...]
    missing: tuple[str, ...]
    outdated: dict[str, str]

    @property
    def of(self) -> int:
        """How many items there are in English."""
        return len(self.written) + len(self.missing)


def mark_of(english: Document) -> str:
    """What a translation of this text writes in `of`."""
    return english.content_hash[:OF_LENGTH]


def is_outdated(translation: Document, english: Document | None) -> bool:
    """Whether the English text has changed since this was written from it."""
    if english is None or translation.language == english.language:
        return False
    return translation.of != mark_of(english)


def status(documents: Iterable[Document]) -> Iterator[LanguageStatus]:
    """How far each language but English is, by its code."""
    by_language: dict[str, dict[str, Document]] = {}
    for one in documents:
        by_language.setdefault(one.language, {})[f"{one.shelf}/{one.code}"] = one
    english = by_language.pop(ENGLISH, {})
    for language in sorted(by_language):
        there = by_language[language]
        yield LanguageStatus(
            language=language,
            written=tuple(name for name in sorted(english) if name in there),
            missing=tuple(name for name in sorted(english) if name not in there),
            outdated={
                name: mark_of(english[name])
                for name in sorted(there)
                if name in english and is_outdated(there[name], english[name])
            },
        )
