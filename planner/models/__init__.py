"""The nouns of the upper floor."""

from .held import CoCreated, ProcessNote, StillThere, Stop, UnwantedEffect
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
    "CoCreated",
    "ExposureEnd",
    "ExposureRecord",
    "Item",
    "ItemVersion",
    "Practice",
    "ProcessNote",
    "Protocol",
    "Revision",
    "Session",
    "SessionKind",
    "Settlement",
    "StillThere",
    "Stop",
    "UnwantedEffect",
    "shared_or_of",
]
