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
from .limits import ClinicLimits
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
    "ClinicLimits",
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
