"""What is asked anew at the beginning of each video session (R23), and what was answered."""

from planner.safety import VideoAnswers

from .sessions import Session

ASKED = ("where", "others_at_home", "phone", "emergency_number")
"""The questions, by the names that the rule has for them."""


def video_answers(session: Session) -> VideoAnswers:
    """What was asked for the day on which the session is now; on another day nothing counts."""
    kept = session.video_asked
    if kept.get("day") != day_of(session):
        return VideoAnswers()
    return VideoAnswers(**{name: True for name in ASKED if name in kept["asked"]})


def day_of(session: Session) -> str:
    """The day of the session as it is kept with the answers; empty where it is open."""
    day = session.appointment.day
    return day.isoformat() if day else ""
