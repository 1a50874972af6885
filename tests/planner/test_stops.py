"""How far each block came in a session that stopped early."""

import pytest

from planner.stops import follow_clock, reached

PLAN = (5, 35, 10, 0)
FREE = (0, 0, 0, 0)
LOCKED = (0, 15, 0, 60)
"""The second is locked to minute 15, ten after the first ends; the last to minute 60."""


@pytest.mark.parametrize(
    ("minute", "said", "held"),
    [
        (20, (None,) * 4, (5, 15, 0, 0)),
        (0, (None,) * 4, (0, 0, 0, 0)),
        (5, (None,) * 4, (5, 0, 0, 0)),
        (50, (None,) * 4, (5, 35, 10, 0)),
        (110, (None,) * 4, (5, 35, 10, 0)),
        # What was typed stands and moves what comes after it.
        (20, (0, None, None, None), (0, 20, 0, 0)),
        (20, (None, 12, None, None), (5, 12, 3, 0)),
        (20, (None, None, 10, None), (5, 15, 10, 0)),
        (20, (None, 40, None, None), (5, 40, 0, 0)),
    ],
)
def test_blocks_are_held_up_to_the_stop(
    minute: int, said: tuple[int | None, ...], held: tuple[int, ...]
) -> None:
    assert reached(PLAN, said, minute, FREE) == held
    of_the_clock = follow_clock(PLAN, held, minute, FREE)
    assert [one for one, told in zip(of_the_clock, said, strict=True) if told is None] == [
        True for told in said if told is None
    ]


@pytest.mark.parametrize(
    ("minute", "said", "held"),
    [
        (4, (None,) * 4, (4, 0, 0, 0)),
        (12, (None,) * 4, (5, 0, 0, 0)),
        (20, (None,) * 4, (5, 5, 0, 0)),
        (55, (None,) * 4, (5, 35, 5, 0)),
        # The lock holds the block whatever was typed before it, unless that runs into it.
        (20, (0, None, None, None), (0, 5, 0, 0)),
        (20, (18, None, None, None), (18, 2, 0, 0)),
    ],
)
def test_what_stood_empty_before_a_lock_counts(
    minute: int, said: tuple[int | None, ...], held: tuple[int, ...]
) -> None:
    assert reached(PLAN, said, minute, LOCKED) == held
    follows = zip(follow_clock(PLAN, held, minute, LOCKED), said, strict=True)
    assert all(one for one, told in follows if told is None)


def test_what_is_recorded_otherwise_was_typed() -> None:
    assert follow_clock(PLAN, (5, 12, 3, 0), 20, FREE) == (True, False, True, True)
    assert follow_clock(PLAN, (5, None, 10, 0), 20, FREE) == (True, True, False, True)
    assert follow_clock(PLAN, (5, 15, 0, 0), 20, LOCKED) == (True, False, True, True)
