"""Sheets for the tests of paper: a practice, a worksheet, a piece and a session, all literal."""

import datetime as dt
import io
import subprocess
from typing import Any

import pikepdf

from clients.prescription import Gates, Minutes, Prescription, Step
from planner.library.pieces import PieceDocument
from planner.library.worksheets import WorksheetDocument
from planner.sheets import (
    Contact,
    HandoutSheet,
    PieceSheet,
    SessionSheet,
    SheetBlock,
    SudsGrid,
    WorksheetSheet,
)

THE_DAY = dt.date(2026, 11, 26)  # a Thursday
CHOICES = [{"code": "alone", "label": "Alone"}, {"code": "with", "label": "With somebody"}]


def practice(**changes: Any) -> Prescription:
    """A practice of three steps, with every part that a handout shows."""
    steps = (
        Step(
            label="Notice",
            text="Choose what steadies you: sounds, your feet, your hands, or the breath.",
            seconds=30,
            anchor=True,
            wing="awareness",
        ),
        Step(
            label="Name it kindly",
            text="Say quietly what you found, and that it makes sense.",
            gap_allowed=False,
            own_words=True,
        ),
        Step(
            label="Stay a little",
            text="It may be there. When the mind wanders, come back.",
            how_long="two to three minutes, or less",
            wing="compassion",
        ),
    )
    facts: dict[str, Any] = {
        "code": "notice-name-stay",
        "version": "7f3a91c2",
        "language": "en",
        "title": "Notice, name it kindly, stay",
        "plain_title": "A four-minute pause",
        "purpose": "To meet what is here.",
        "wing": "both",
        "steps": steps,
        "minutes": Minutes(shortest=3, usual=4, longest=5),
        "gates": Gates(),
        "stop_and_steady": "Stop whenever you like. Open your eyes, press your feet down.",
        "real_danger_line": "If this is about something dangerous right now, practise later.",
        "may_happen": "Nothing much. A wandering mind. Some sadness.",
    }
    return Prescription(**facts | changes)


def handout(given: Prescription | None = None, **changes: Any) -> HandoutSheet:
    """A handout for somebody, with all that discreet paper leaves out."""
    facts: dict[str, Any] = {
        "prescription": given or practice(),
        "when": "after the morning coffee",
        "how_often": "once a day",
        "where": "sitting, eyes open",
        "week_from": THE_DAY,
    }
    return HandoutSheet(**around(**facts | changes))


def session(**changes: Any) -> SessionSheet:
    """A session with one exposure."""
    blocks = (
        SheetBlock(starts="10:00", minutes=10, phase="Arrival", family="other", title="Review"),
        SheetBlock(starts="10:10", minutes=5, phase="Awareness", family="awareness", title="Look"),
        SheetBlock(
            starts="10:15",
            minutes=35,
            phase="Exposure",
            family="exposure",
            title="Telling",
            notes="Begin at the door.",
        ),
        SheetBlock(starts="10:50", minutes=25, phase="Grounding", family="grounding", title="Feet"),
    )
    facts: dict[str, Any] = {
        "who": "M-17",
        "clinic": "Harbour Clinic",
        "language": "en",
        "title": "Trauma-focused session",
        "clinician": "Amara Osei",
        "day": THE_DAY,
        "starts": "10:00",
        "ends": "11:30",
        "minutes": 90,
        "spare": 15,
        "place": "Room 2",
        "blocks": blocks,
        "grids": (SudsGrid(memory="hot spot A", minutes=35),),
        "stop_signal": "left hand up",
        "after_exposure": True,
        "last_note": "Begin with the corridor.",
    }
    return SessionSheet(**facts | changes)


def opened(pdf: bytes) -> pikepdf.Pdf:
    """The file as its objects."""
    return pikepdf.open(io.BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    """The words in reading order, as a reader hears them, on one line."""
    shown = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return " ".join(shown.stdout.decode().split())


def everything_in(pdf: bytes) -> bytes:
    """Every string and every stream of a file, unpacked: where a leak would be found."""
    with opened(pdf) as file:
        unpacked = io.BytesIO()
        file.save(
            unpacked,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return unpacked.getvalue() + text_of(pdf).encode()


ENDS = {"low": 0, "high": 10, "low_label": "not at all", "high_label": "very much"}
QUESTIONS: list[dict[str, Any]] = [
    {"key": "thing", "label": "The thing", "kind": "short_text", "most": 80},
    {"key": "story", "label": "How it was", "kind": "long_text", "most": 600},
    {"key": "helped", "label": "Did it help?", "kind": "rating", **ENDS},
    {"key": "belief", "label": "How true?", "kind": "rating", **ENDS | {"high": 100}},
    {"key": "who", "label": "With whom?", "kind": "choice", "choices": CHOICES},
    {"key": "at", "label": "At what time?", "kind": "time"},
    {
        "key": "days",
        "label": "My days",
        "kind": "rows",
        "rows_most": 3,
        "columns": [
            {"key": "day", "label": "Day", "kind": "short_text", "most": 30},
            {"key": "did", "label": "Done?", "kind": "choice", "choices": CHOICES},
            {"key": "loud", "label": "How loud?", "kind": "rating", **ENDS},
        ],
    },
]


def worksheet(**changes: Any) -> WorksheetDocument:
    """A worksheet with a question of every kind; `changes` are fields of the document, as data."""
    facts: dict[str, Any] = {
        "format": 1,
        "code": "small-map",
        "language": "en",
        "title": "A map of small things",
        "plain_title": "A list",
        "purpose": "To see what helps.",
        "settings": ["individual"],
        "audiences": ["adults"],
        "minutes": 8,
        "why": "Small things are easy to miss.",
        "when": "In the evening.",
        "how": ["Look back.", "Write it down."],
        "example": "Ines wrote: a cup of tea.",
        "may_happen": "Some sadness. It passes.",
        "stop_and_steady": "Stop whenever you like. Press your feet down.",
        "real_danger_line": "If this is about something dangerous right now, practise later.",
        "gates": {"led_by": "self", "activating": False, "leave_out_when": []},
        "cautions": ["Two lines are enough."],
        "fields": QUESTIONS,
    }
    return WorksheetDocument.from_data(facts | changes)


def piece(**changes: Any) -> PieceDocument:
    """A piece for clients; `changes` are fields of the document, as data."""
    facts: dict[str, Any] = {
        "format": 1,
        "code": "the-kettle",
        "language": "en",
        "title": "The kettle that sings",
        "plain_title": "An old kettle",
        "purpose": "To tell heat from boiling over.",
        "reader": "client",
        "wing": "awareness",
        "minutes": 3,
        "settings": ["individual"],
        "audiences": ["adults"],
        "key_points": ["Heat is no fault.", "You may turn it down."],
        "ask": "What turns yours down?",
        "cautions": [],
        "evidence": [
            {"claim": "A picture.", "strength": "tradition", "source": "clinical tradition"}
        ],
        "related": [],
        "text": "A kettle stood on the\nstove.\n\n## The song\n\nIt sang.\n\n- Turn it down.\n- Wait.",
    }
    return PieceDocument.from_data(facts | changes)


def around(**changes: Any) -> dict[str, Any]:
    """For somebody, with all that discreet paper leaves out."""
    return {
        "clinic": "Harbour Clinic",
        "for_whom": "M-17",
        "given_on": THE_DAY,
        "office": Contact(name="Dr. Osei’s office", number="020 7946 0100", hours="9 to 17"),
        "other_times": (Contact(name="Night line", number="0161 496 0999", hours="day and night"),),
        "next_appointment": "Thursday 3 December, 15:00",
    } | changes


def worksheet_sheet(document: WorksheetDocument | None = None, **changes: Any) -> WorksheetSheet:
    """A worksheet for somebody."""
    return WorksheetSheet(document=document or worksheet(), **around(**changes))


def piece_sheet(document: PieceDocument | None = None, **changes: Any) -> PieceSheet:
    """A piece for somebody."""
    return PieceSheet(document=document or piece(), **around(**changes))
