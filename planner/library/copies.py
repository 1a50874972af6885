"""A shared item as the beginning of a clinic's own: the same words, under its code or a new one."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from planner.library.documents import Document
from planner.library.reader import ENGLISH
from planner.library.status import mark_of

CREDIT = "Two Wings: {title}"


def own_copies(
    documents: Iterable[Document], *, code: str, title: str = "", language: str = ENGLISH
) -> list[Document]:
    """What the documents (one per language) say, under this code, with credit to where it is from.

    `title` is given to the one in `language`. Translations that were up to date stay so.
    """
    originals = list(documents)
    copies = [_copy(one, code, title if one.language == language else "") for one in originals]
    old = next((one for one in originals if one.language == ENGLISH), None)
    new = next((one for one in copies if one.language == ENGLISH), None)
    if old is None or new is None:
        return copies
    return [replace(one, of=mark_of(new)) if one.of == mark_of(old) else one for one in copies]


def translation_of(english: Document, language: str) -> Document:
    """What a translation begins with: the English words, and the mark of where they are from."""
    return replace(english, language=language, of=mark_of(english))


def _copy(document: Document, code: str, title: str) -> Document:
    changes: dict[str, Any] = {"code": code}
    if title:
        changes["title"] = title
    if not document.credit:
        changes["credit"] = CREDIT.format(title=document.title)
    return replace(document, **changes)
