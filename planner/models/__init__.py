"""The nouns of the upper floor."""

from .practices import Practice, PracticeVersion, Protocol, SessionKind, shared_or_of
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
    "ExposureEnd",
    "ExposureRecord",
    "Practice",
    "PracticeVersion",
    "Protocol",
    "Revision",
    "Session",
    "SessionKind",
    "Settlement",
    "shared_or_of",
]
