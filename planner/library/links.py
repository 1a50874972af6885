"""What leads where in the library: who names whom, and what nobody leads to."""

from collections.abc import Iterable, Mapping

from planner.library.documents import COURSES, PACKS, PROTOCOLS, Document

STARTS = (PACKS, PROTOCOLS, COURSES)
"""Shelves where one begins to look; nothing needs to lead there."""


def named_by(documents: Iterable[Document]) -> Mapping[str, tuple[Document, ...]]:
    """Code -> the documents that name it, in the order given."""
    found: dict[str, list[Document]] = {}
    for document in documents:
        for code in dict.fromkeys(reference.code for reference in document.references()):
            found.setdefault(code, []).append(document)
    return {code: tuple(those) for code, those in found.items()}


def orphans(documents: Iterable[Document]) -> list[Document]:
    """The documents that no other document names."""
    every = list(documents)
    known = named_by(every)
    return [one for one in every if one.shelf not in STARTS and one.code not in known]
