"""The nouns of the upper floor."""

from .items import (
    Bookmark,
    Item,
    ItemVersion,
    Practice,
    Protocol,
    SessionKind,
    shared_or_of,
)
from .sessions import (
    Block,
    ExposureEnd,
    ExposureRecord,
    Revision,
    Session,
    Settlement,
)

__all__ = [
    "Block",
    "Bookmark",
    "ExposureEnd",
    "ExposureRecord",
    "Item",
    "ItemVersion",
    "Practice",
    "Protocol",
    "Revision",
    "Session",
    "SessionKind",
    "Settlement",
    "shared_or_of",
]
