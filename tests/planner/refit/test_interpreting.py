"""With an interpreter: one and a half times the minutes, and five to talk it over."""

import pytest

from planner.plan import Phase
from planner.refit import interpreted, interpreted_minutes, refit, sentence
from tests.planner.plans import plan


@pytest.mark.parametrize(
    ("length", "minutes"), [(0, 5), (50, 80), (45, 73), (60, 95), (90, 140), (400, 600)]
)
def test_the_session_with_an_interpreter(length: int, minutes: int) -> None:
    assert interpreted_minutes(length) == minutes


def test_each_block_is_half_as_long_again_and_the_debrief_comes_last() -> None:
    found = interpreted(plan("a7 x45 g10"), debrief="d")
    assert [(b.phase, b.minutes) for b in found] == [
        (Phase.ARRIVAL, 11),
        (Phase.EXPOSURE, 60),
        (Phase.GROUNDING, 15),
        (Phase.DEBRIEF, 5),
    ]
    assert (found[-1].uid, found[-1].shortest, found[-1].longest) == ("d", 5, 5)


@pytest.mark.parametrize(("minutes", "after"), [(320, 480), (330, 480), (600, 600)])
def test_a_block_grows_to_eight_hours_at_most(minutes: int, after: int) -> None:
    assert interpreted(plan(f"w{minutes}"), debrief="d")[0].minutes == after


def test_what_begun_minutes_are_too_many_is_given_back() -> None:
    found = refit(interpreted(plan("a5 c5 z5"), debrief="d"), length=interpreted_minutes(15))
    assert sum(block.minutes for block in found.blocks) == 28


def test_it_is_said_against_the_plan_as_it_stood() -> None:
    before = plan("a7 c5 z5")
    longer = refit(interpreted(before, debrief="d"), length=interpreted_minutes(17))
    assert sentence(longer, before) == (
        "Fitted into 31 min: every block is longer; new: Debrief with the interpreter, 5 min."
    )
    same = refit(interpreted(before, debrief="d"), length=24)
    assert sentence(same, before) == (
        "Fitted into 24 min: longer: a7 7 to 8, z5 5 to 6; new: Debrief with"
        " the interpreter, 5 min."
    )


def test_the_debrief_is_no_time_after_exposure() -> None:
    found = refit(interpreted(plan("a10 w5 x30 p4 g10"), debrief="d"), length=80)
    assert [block.minutes for block in found.blocks] == [15, 8, 27, 6, 15, 5]
    assert (found.kept_after, found.spare) == (25, 4)


def test_the_debrief_is_never_shortened() -> None:
    found = refit(interpreted(plan("a10 c10"), debrief="d"), length=21)
    assert [block.minutes for block in found.blocks] == [8, 8, 5]
