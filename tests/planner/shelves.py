"""Items of the real library as rows, for tests that read or give them."""

from functools import cache
from typing import Any

from clients.models import Clinic
from planner.actions.library import load
from planner.library.challenges import ChallengeDocument
from planner.library.documents import Document
from planner.library.reader import Library, read_library
from planner.models import Item, ItemVersion, Practice, Protocol
from tests.standing import Standing

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


def say_also(item: Item, **changes: Any) -> ItemVersion:
    """One more version of an item: what it says now with these changes of the document."""
    number = changes.pop("number", 1)
    now: Any = item.versions.order_by("-number").first()
    version = ItemVersion.saying(
        type(now.read()).from_data(now.document | changes), item=item, number=number
    )
    version.save()
    return version


KEPT: list[Standing] = []


def keep() -> None:
    """Load the whole library once, for all tests of this process."""
    KEPT[:] = [Standing.keep("library", _load)]


def load_all() -> None:
    """The whole library as it ships."""
    if KEPT and not Item.objects.exists():
        KEPT[0].put_back()
    else:
        _load()


def _load() -> None:
    load(documents=library(), by="command")


def shelved(document: Document, *, clinic: Clinic | None = None, **values: Any) -> Item:
    """An item that says what the document says."""
    row: Item = Item.objects.create(
        shelf=document.shelf, code=document.code, clinic=clinic, **values
    )
    ItemVersion.saying(document, item=row, number=1).save()
    return row


def guide(code: str, offers: list[str]) -> Item:
    """A challenge guide that offers these."""
    data = {
        "format": 1,
        "code": code,
        "language": "en",
        "title": "I am stuck",
        "purpose": "Stuck.",
        "barriers": [],
        "shows": ["It does not go on."],
        "why": "Who knows.",
        "say": "Let us look.",
        "offer": [{"code": one, "how": f"Try {one}."} for one in offers],
        "avoid": [],
        "evidence": [{"claim": "It may.", "strength": "tradition", "source": "clinical tradition"}],
        "text": "A guide.",
    }
    return shelved(ChallengeDocument.from_data(data))


def version(row: Item, document: Document) -> ItemVersion:
    """What the item says in another language."""
    made = ItemVersion.saying(document, item=row, number=1)
    made.save()
    return made
