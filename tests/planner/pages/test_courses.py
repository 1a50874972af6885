"""A course, and a protocol's clock."""

import pytest

from planner.pages.courses import every
from planner.pages.protocols import clock


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "1 day apart"),
        (3, "3 days apart"),
        (7, "a week apart"),
        (14, "2 weeks apart"),
        (28, "4 weeks apart"),
    ],
)
def test_how_far_apart(days: int, words: str) -> None:
    assert every(days) == words


@pytest.mark.parametrize(
    ("minutes", "at"), [(0, "0:00"), (59, "0:59"), (65, "1:05"), (600, "10:00")]
)
def test_the_clock_begins_at_zero(minutes: int, at: str) -> None:
    assert clock(minutes) == at
