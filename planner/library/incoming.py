"""What somebody brings in: a zip of items, or one file by itself."""

import re
from collections.abc import Mapping
from typing import Any

from planner.library.bundle import UPLOADED, Limits, unpacked
from planner.library.documents import CODE, HEAD
from planner.library.faults import LibraryError
from planner.library.folder import LANGUAGE
from planner.library.frontmatter import UnreadableError, read_content
from planner.library.shelves import SHELVES

_ZIP = b"PK"
_OF_LANGUAGE = re.compile(rf".*\.({LANGUAGE.pattern})\.md")


def incoming(
    name: str, raw: bytes, *, language: str, limits: Limits = UPLOADED
) -> dict[str, bytes]:
    """The files, named as in a folder of content; raises LibraryError.

    A file by itself says no language but in its name (`micro-pause.es.md`), otherwise it is in
    `language`; what it is is seen from its fields.
    """
    if raw.startswith(_ZIP):
        return unpacked(raw, limits)
    try:
        data = read_content(raw, "item.md").data
    except UnreadableError as error:
        raise LibraryError([error.fault]) from error
    spoken = _OF_LANGUAGE.fullmatch(name)
    code = data.get("code")
    stem = code if isinstance(code, str) and CODE.fullmatch(code) else "item"
    return {f"{spoken[1] if spoken else language}/{shelf_of(data)}/{stem}.md": raw}


def outgoing_name(code: str, language: str, usual: str) -> str:
    """What a file by itself is called, so that its language is known when it comes back."""
    return f"{code}.md" if language == usual else f"{code}.{language}.md"


def shelf_of(data: Mapping[str, Any]) -> str:
    """The shelf whose documents know the most of these fields."""

    def fits(shelf: str) -> tuple[int, int]:
        own = SHELVES[shelf].own_readers.keys()
        return -len(data.keys() - own - HEAD.keys()), len(data.keys() & own)

    return max(SHELVES, key=fits)
