"""The sessions of a course on the days of a calendar, and what one change does to the rest. Pure."""

from planner.laying.dates import MOST_WEEKS, NoRoom, Rhythm, follow, lay, stepped_over
from planner.laying.daysoff import MOST_LINES, LineError, Span, read_days_off, write_days_off
from planner.laying.moving import (
    Laid,
    Moves,
    NoPlace,
    State,
    in_order,
    lay_again,
    move_one,
    move_rest,
    skip_week,
)
from planner.laying.progress import Progress, progress_of
from planner.laying.usual import LOOK_BACK, Usual, usual_of

__all__ = [
    "LOOK_BACK",
    "MOST_LINES",
    "MOST_WEEKS",
    "Laid",
    "LineError",
    "Moves",
    "NoPlace",
    "NoRoom",
    "Progress",
    "Rhythm",
    "Span",
    "State",
    "Usual",
    "follow",
    "in_order",
    "lay",
    "lay_again",
    "move_one",
    "move_rest",
    "progress_of",
    "read_days_off",
    "skip_week",
    "stepped_over",
    "usual_of",
    "write_days_off",
]
