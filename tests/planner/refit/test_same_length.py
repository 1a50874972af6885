"""Where no minutes are lost, a plan that fits is left alone, whatever R4 says of it."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.plan import PlannedBlock, total_minutes
from planner.refit import refit
from planner.timegrid import Start
from tests.planner.plans import plan
from tests.planner.refit.test_fitting import a_few, blocks_of_a_plan

SHORT_TAIL = "a10 w10 x30 g10"
"""Sixty minutes, ten of them after the exposure."""


@a_few
@given(blocks=blocks_of_a_plan, spare=st.integers(0, 60))
def test_the_same_length_changes_nothing(blocks: tuple[PlannedBlock, ...], spare: int) -> None:
    length = total_minutes(blocks) + spare
    found = refit(blocks, length=length, was=length)
    assert (found.fits, found.blocks, found.spare) == (True, blocks, spare)


@pytest.mark.parametrize(
    ("was", "length", "expected"),
    [
        (60, 60, [10, 10, 30, 10]),
        (60, 65, [10, 10, 30, 10]),
        (65, 60, [10, 10, 20, 10]),
        (60, 59, [9, 10, 20, 10]),
        (50, 50, [5, 5, 20, 10]),
    ],
)
def test_r4_is_asked_again_once_minutes_are_lost(
    was: int, length: int, expected: list[int]
) -> None:
    found = refit(plan(SHORT_TAIL), length=length, was=was)
    assert [block.minutes for block in found.blocks] == expected


def test_a_block_that_is_late_for_its_lock_is_no_plan_that_fits() -> None:
    first, second = plan("a20 z10")
    locked = PlannedBlock(**{**vars(second), "lock_at": "15:15"})
    start = Start(day=date(2026, 11, 26), at=time(15), zone="Europe/Berlin")
    found = refit((first, locked), length=60, was=60, start=start)
    assert [block.minutes for block in found.blocks] == [15, 10]
