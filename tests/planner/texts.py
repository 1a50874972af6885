"""Small documents of the kinds that are read as text or lead to others, right as they stand."""

from typing import Any

from planner.library.challenges import ChallengeDocument
from planner.library.courses import CourseDocument
from planner.library.packs import PackDocument
from planner.library.pieces import PieceDocument
from tests.planner.shelves import CYCLE, TOUCH

SHEET, GROUP = "day-map", "group-90"
HEAD: dict[str, Any] = {
    "format": 1,
    "language": "en",
    "tags": [],
    "credit": "",
    "licence": "",
    "of": "",
}
FITS: dict[str, Any] = {"settings": ["school"], "audiences": ["students"]}
EVIDENCE = [
    {"claim": "It helps some.", "strength": "weak", "source": "Berg 2020, doi 10.1000/abc"},
    {"claim": "It is old.", "strength": "tradition", "source": "clinical tradition"},
]

PIECE: dict[str, Any] = (
    HEAD
    | FITS
    | {
        "code": "two-banks",
        "title": "Two banks of a river",
        "plain_title": "A river",
        "purpose": "Say why both are needed.",
        "reader": "client",
        "wing": "both",
        "minutes": 4,
        "key_points": ["One bank sees.", "The other cares."],
        "ask": "Which bank do you know better?",
        "cautions": ["Not in a flood."],
        "evidence": EVIDENCE,
        "related": [TOUCH, CYCLE],
        "text": "A river has *two* banks.\n\n## The first\n\n- it sees\n- it waits",
    }
)
CHALLENGE: dict[str, Any] = HEAD | {
    "code": "no-time",
    "title": "I have no time",
    "purpose": "Practice loses against a full day.",
    "barriers": ["no_time", "forgot"],
    "shows": ["The diary is full.", "It is always later."],
    "why": "What is new has no place yet.",
    "say": "Let us look for forty-five seconds.",
    "offer": [{"code": TOUCH, "how": "Once, at a door."}, {"code": SHEET, "how": "Find the gap."}],
    "avoid": ["Asking for more."],
    "evidence": EVIDENCE,
    "text": "Look at the day together.",
}
PACK: dict[str, Any] = (
    HEAD
    | FITS
    | {
        "code": "exams",
        "title": "Exams",
        "purpose": "Four weeks up to a day.",
        "parts": [
            {"title": "Early", "text": "Begin.", "days_before": 28, "items": [TOUCH, "two-banks"]},
            {"title": "The week before", "text": "", "days_before": 7, "items": [CYCLE]},
            {"title": "The day", "text": "Calm.", "days_before": 0, "items": ["no-time"]},
        ],
        "text": "Nobody has to catch up.",
    }
)
COURSE: dict[str, Any] = (
    HEAD
    | FITS
    | {
        "code": "evenings",
        "title": "Two evenings",
        "purpose": "Two sessions in a row.",
        "every": 14,
        "sessions": [
            {
                "title": "Arriving",
                "protocol": GROUP,
                "theme": "A safe footing.",
                "home": [TOUCH, SHEET],
                "home_text": "Once a day.",
            },
            {
                "title": "Going on",
                "protocol": GROUP,
                "theme": "Onwards.",
                "home": [],
                "home_text": "",
            },
        ],
        "cautions": ["Talk to each alone first."],
        "text": "## The arc\n\nIt grows.",
    }
)


def piece(**changes: Any) -> PieceDocument:
    """A text for clients on both wings, which leads to two practices."""
    return PieceDocument.from_data(PIECE | changes)


def challenge(**changes: Any) -> ChallengeDocument:
    """A guide that offers a practice and a worksheet."""
    return ChallengeDocument.from_data(CHALLENGE | changes)


def pack(**changes: Any) -> PackDocument:
    """A pack of three parts that counts down."""
    return PackDocument.from_data(PACK | changes)


def course(**changes: Any) -> CourseDocument:
    """A course of two group sessions."""
    return CourseDocument.from_data(COURSE | changes)
