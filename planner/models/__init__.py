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
from .running import CourseRun, CourseStep
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
    "CoCreated",
    "CourseRun",
    "CourseStep",
    "ExposureEnd",
    "ExposureRecord",
    "Item",
    "ItemVersion",
    "Moment",
    "Practice",
    "ProcessNote",
    "Protocol",
    "Revision",
    "Session",
    "SessionKind",
    "Settlement",
    "StillThere",
    "Stop",
    "Task",
    "UnwantedEffect",
    "shared_or_of",
]
