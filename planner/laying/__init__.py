"""The sessions of a course on the days of a calendar, and what one change does to the rest. Pure."""

from planner.laying.dates import NoRoom, Rhythm, follow, lay
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

__all__ = [
    "MOST_LINES",
    "Laid",
    "LineError",
    "Moves",
    "NoPlace",
    "NoRoom",
    "Rhythm",
    "Span",
    "State",
    "follow",
    "in_order",
    "lay",
    "lay_again",
    "move_one",
    "move_rest",
    "read_days_off",
    "skip_week",
    "write_days_off",
]
