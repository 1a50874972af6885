"""Practices and protocols of the real library as rows, for tests that read or give them."""

from functools import cache
from typing import Any

from clients.models import Clinic
from planner.library.practices import PracticeDocument
from planner.library.reader import Library, read_library
from planner.models import Practice, PracticeVersion, Protocol
from planner.plan import plan_to_data

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
    data = library().practice(like).to_data() | changes
    document = PracticeDocument.from_data(data)
    row = Practice.objects.create(code=document.code, clinic=clinic)
    PracticeVersion.objects.create(
        practice=row,
        language=document.language,
        number=1,
        content_hash=document.content_hash,
        title=document.title,
        wing=document.wing,
        led_by=document.gates.led_by,
        minutes_usual=document.minutes.usual,
        document=document.to_data(),
    )
    return row


def protocol(code: str) -> Protocol:
    """A protocol of the library."""
    document = library().protocol(code)
    return Protocol.objects.create(
        code=code,
        kind=document.kind,
        title=document.title,
        minutes=document.minutes,
        document=plan_to_data(document.blocks),
    )
