"""Progress in words."""

import datetime as dt
from dataclasses import replace

from planner.laying import State, progress_of
from tests.planner.laying.test_dates import TUESDAYS, day
from tests.planner.laying.test_moving import course

TODAY = day(12, 2)


def said(held: int = 0, left_out: set[int] | None = None, **changes: object) -> str:
    """The sentence of a course of four Tuesdays from 1 December on."""
    steps = [
        replace(one, state=State.OFF) if one.number in (left_out or ()) else one
        for one in course(day(12, 1), 4, TUESDAYS, held)
    ]
    facts = {"total": 4, "today": TODAY} | changes
    return progress_of(steps, left_out or set(), **facts).sentence  # type: ignore[arg-type]


def test_how_far_it_has_come() -> None:
    assert said(1) == "1 of 4 held; the next is Tuesday 8 December"
    assert said(1, {2}) == "1 of 4 held, 1 left out; the next is Tuesday 15 December"
    assert said(1, {2}, today=day(12, 15)) == "1 of 4 held, 1 left out; the next is today"
    assert said(3, today=day(12, 30)) == "3 of 4 held; no day is set for the next"
    assert said(3, {4}) == "3 of 4 held, 1 left out"
    assert said(4) == "4 of 4 held"
    assert said(1, ended_on=TODAY) == "1 of 4 held; ended early on 2 December 2026"
    assert said(today=dt.date(2025, 12, 1)) == "0 of 4 held; the next is Tuesday 1 December 2026"


def test_a_session_held_twice_counts_once_and_one_laid_again_is_not_left_out() -> None:
    steps = course(day(12, 1), 4, TUESDAYS, 2)
    again = replace(steps[0], key="again", day=day(12, 29))
    found = progress_of([*steps, again], {1, 3}, total=4, today=TODAY)
    assert (found.held, found.left_out, found.runs, found.is_done) == (2, 0, True, False)
    assert progress_of(steps[:2], {3, 4}, total=4, today=TODAY).is_done
