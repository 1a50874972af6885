"""Sentences of the phone."""

import datetime as dt
from typing import Any

import pytest

from clients.portal import words
from clients.prescription import Prescription, Step
from clients.schedule import Schedule
from tests import factories as make

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, ""),
        ({"seconds": 45}, "About 45 seconds."),
        ({"seconds": 89}, "About 89 seconds."),
        ({"seconds": 90}, "About two minutes."),
        ({"seconds": 240, "gap_allowed": False}, "Straight after. About four minutes."),
        ({"breaths": (3, 5)}, "Three to five breaths."),
        ({"seconds": 30, "repeats": 1}, "About 30 seconds."),
        ({"seconds": 30, "repeats": 2}, "About 30 seconds. Twice."),
        ({"breaths": (1, 2), "repeats": 4}, "One to two breaths. Four times."),
        ({"how_long": "straight after", "gap_allowed": False, "seconds": 9}, "Straight after."),
    ],
)
def test_how_long_a_step_is(fields: dict[str, Any], said: str) -> None:
    assert words.step_length(Step(label="x", text="y", **fields)) == said


@pytest.mark.parametrize(("usual", "said"), [(1, "about one minute."), (12, "about 12 minutes.")])
def test_how_much_a_practice_is(usual: int, said: str) -> None:
    minutes = {"shortest": 1, "usual": usual, "longest": 12}
    given = Prescription.from_data(make.PRESCRIPTION | {"minutes": minutes})
    assert words.length(given) == f"Two steps, {said}"


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (-1, "yesterday"),
        (0, "today"),
        (1, "tomorrow"),
        (6, "Saturday"),
        (7, "Sunday 29 November"),
        (-2, "Friday 20 November"),
    ],
)
def test_a_day_as_one_says_it(days: int, said: str) -> None:
    assert words.day(TODAY + dt.timedelta(days=days), TODAY) == said


@pytest.mark.parametrize(
    ("kind", "counts", "said"),
    [
        ({"kind": "daily"}, (0, 0, 0), ""),
        ({"kind": "daily"}, (1, 5, 5), ""),
        ({"kind": "daily", "times_a_day": 3}, (2, 5, 5), "Twice so far today."),
        ({"kind": "tally"}, (1, 5, 5), "Once so far today."),
        ({"kind": "tally"}, (0, 5, 5), ""),
        ({"kind": "n_a_week", "times_a_week": 3}, (0, 4, 9), "Four times so far this week."),
        ({"kind": "n_a_week", "times_a_week": 3}, (0, 0, 9), ""),
        ({"kind": "once"}, (0, 0, 1), "You have done it."),
    ],
)
def test_what_was_done_so_far(
    kind: dict[str, Any], counts: tuple[int, int, int], said: str
) -> None:
    assert words.so_far(Schedule(**kind), *counts) == said


def test_once_until_a_day() -> None:
    assert words.moment(Schedule(kind="once"), TODAY) == "Once, until Sunday 22 November."
