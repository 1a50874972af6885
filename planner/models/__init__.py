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
    Moment,
    Revision,
    Session,
    Settlement,
    Task,
)

__all__ = [
    "Block",
    "Bookmark",
    "ExposureEnd",
    "ExposureRecord",
    "Item",
    "ItemVersion",
    "Moment",
    "Practice",
    "Protocol",
    "Revision",
    "Session",
    "SessionKind",
    "Settlement",
    "Task",
    "shared_or_of",
]
