"""The nouns of the upper floor."""

from .held import CoCreated, OwnRecord, ProcessNote, StillThere, Stop, UnwantedEffect
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
    NOT_SAID,
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
    "NOT_SAID",
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
    "OwnRecord",
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
