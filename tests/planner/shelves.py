"""Items of the real library as rows, for tests that read or give them."""

from functools import cache
from typing import Any

from clients.models import Clinic
from planner.library.documents import Document
from planner.library.reader import Library, read_library
from planner.models import Item, ItemVersion, Practice, Protocol

CYCLE = "three-step-integration-cycle"
TOUCH = "soothing-touch"
FRAME = "imaginal-exposure-frame"
PAUSE = "micro-pause"
TOGETHER_FIRST = "body-scan-eyes-open"


@cache
def library() -> Library:
    """The library's documents, read once."""
    return read_library()


def practice(like: str, *, clinic: Clinic | None = None, **changes: Any) -> Practice:
    """A practice of the library with a version; `changes` are fields of the document, as data."""
    row = item(like, clinic=clinic, **changes)
    found: Practice = Practice.objects.get(pk=row.pk)
    return found


def protocol(code: str) -> Protocol:
    """A protocol of the library."""
    found: Protocol = Protocol.objects.get(pk=item(code).pk)
    return found


def item(like: str, *, clinic: Clinic | None = None, **changes: Any) -> Item:
    """An item of any shelf with a version; `changes` are fields of the document, as data."""
    kind: type[Document] = type(library().find(like))
    document = kind.from_data(library().find(like).to_data() | changes)
    return shelved(document, clinic=clinic)


def shelved(document: Document, *, clinic: Clinic | None = None, **values: Any) -> Item:
    """An item that says what the document says."""
    row: Item = Item.objects.create(
        shelf=document.shelf, code=document.code, clinic=clinic, **values
    )
    ItemVersion.saying(document, item=row, number=1).save()
    return row


def version(row: Item, document: Document) -> ItemVersion:
    """What the item says in another language."""
    made = ItemVersion.saying(document, item=row, number=1)
    made.save()
    return made
