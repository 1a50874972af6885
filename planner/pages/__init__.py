"""The pages of single items: what each kind of document says about itself, ready to be shown.

Pure: documents and plain values in, plain values out. One module per shelf, `page_of` chooses.
"""

from collections.abc import Callable, Mapping
from typing import Any

from planner.library.documents import (
    CHALLENGES,
    COURSES,
    PACKS,
    PIECES,
    PRACTICES,
    PROTOCOLS,
    WORKSHEETS,
    Document,
)

from .asked import Asked
from .challenges import challenge_page
from .courses import course_page
from .named import Named
from .packs import pack_page
from .pieces import piece_page
from .practices import practice_page
from .protocols import protocol_page
from .worksheets import worksheet_page

type Page = Callable[[Any, Mapping[str, Named], Asked], Any]

PAGES: dict[str, Page] = {
    PRACTICES: practice_page,
    WORKSHEETS: worksheet_page,
    PIECES: piece_page,
    CHALLENGES: challenge_page,
    PACKS: pack_page,
    PROTOCOLS: protocol_page,
    COURSES: course_page,
}


def page_of(document: Document, named: Mapping[str, Named], asked: Asked) -> Any:
    """What the page of this document shows. `named` are the items that it names, by code."""
    return PAGES[document.shelf](document, named, asked)


__all__ = ["Asked", "Named", "page_of"]
