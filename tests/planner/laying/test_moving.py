"""One change of a course moves the rest: order kept, days off unused, what was held unmoved."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.laying import (
    Laid,
    Moves,
    NoPlace,
    Rhythm,
    Span,
    State,
    in_order,
    lay,
    lay_again,
    move_one,
    move_rest,
    skip_week,
)
from tests.planner.laying.test_dates import DAYS, RHYTHMS, TUESDAYS, day

AT = dt.time(17)


def course(first: dt.date, count: int, rhythm: Rhythm, held: int = 0) -> list[Laid]:
    """Sessions in a rhythm; so many of them were held."""
    return [
        Laid(key=str(n), number=n, day=its, time=AT, state=State.HELD if n <= held else State.OPEN)
        for n, its in enumerate(lay(first, count, rhythm), 1)
    ]


def after(steps: list[Laid], moves: Moves) -> list[Laid]:
    """The sessions once these have moved."""
    return [
        replace(one, day=moves[one.key][0], time=moves[one.key][1]) if one.key in moves else one
        for one in steps
    ]


@given(DAYS, RHYTHMS, st.integers(2, 10), st.data())
def test_moving_one_and_the_rest_keeps_everything_that_was_promised(
    first: dt.date, rhythm: Rhythm, count: int, data: st.DataObject
) -> None:
    held = data.draw(st.integers(0, count - 1))
    steps = course(first, count, rhythm, held)
    place = data.draw(st.integers(held, count - 1))
    earliest = steps[place - 1].day if place else first
    assert earliest is not None
    to = earliest + dt.timedelta(days=data.draw(st.integers(1, 60)))
    moved = after(steps, move_rest(steps, steps[place].key, to, AT, rhythm))
    assert [one.key for one in in_order(moved)] == [one.key for one in steps]
    days = [one.day for one in moved]
    assert len(set(days)) == count
    assert moved[:place] == steps[:place]
    assert moved[place].day == (lay(to, 1, rhythm)[0] if rhythm.is_off(to) else to)
    for one in moved[place + 1 :]:
        assert one.day is not None
        assert one.day.weekday() in rhythm.weekdays
        assert not rhythm.is_off(one.day)
        assert one.time == AT


@given(DAYS, RHYTHMS, st.integers(2, 10), st.data())
def test_moving_to_the_next_ones_day_moves_all_by_one(
    first: dt.date, rhythm: Rhythm, count: int, data: st.DataObject
) -> None:
    steps = course(first, count, rhythm)
    place = data.draw(st.integers(0, count - 2))
    to = steps[place + 1].day
    assert to is not None
    moved = after(steps, move_rest(steps, steps[place].key, to, AT, rhythm))
    longer = lay(first, count + 1, rhythm)
    assert tuple(one.day for one in moved) == longer[:place] + longer[place + 1 :]


@given(DAYS, RHYTHMS, st.integers(2, 8), st.data())
def test_a_skipped_week_has_nothing_in_it(
    first: dt.date, rhythm: Rhythm, count: int, data: st.DataObject
) -> None:
    steps = course(first, count, rhythm)
    own = data.draw(st.sampled_from(steps))
    moves, gap = skip_week(steps, own.key, rhythm)
    moved = after(steps, moves)
    assert own.day is not None
    monday = own.day - dt.timedelta(days=own.day.weekday())
    place = steps.index(own)
    assert moved[:place] == steps[:place]
    assert not [
        one
        for one in moved[place:]
        if one.day and monday <= one.day < monday + dt.timedelta(days=7)
    ]
    assert [one.key for one in in_order(moved)] == [one.key for one in steps]
    assert set(rhythm.off) < set(gap.off) or rhythm.is_off(monday)


def test_one_alone_stays_between_its_neighbours() -> None:
    steps = course(day(12, 1), 4, TUESDAYS, held=1)
    later = dt.time(18)
    assert move_one(steps, "2", day(12, 10), later, TUESDAYS) == {"2": (day(12, 10), later)}
    assert move_one(steps, "2", day(12, 8), AT, TUESDAYS) == {}
    for to, said in (
        (day(12, 1), "Session 1 is on 1 December 2026. Choose a later day."),
        (
            day(12, 15),
            "Session 3 is on 15 December 2026. Choose an earlier day, or move all after it too.",
        ),
    ):
        with pytest.raises(NoPlace, match=said):
            move_one(steps, "2", to, AT, TUESDAYS)
    off = TUESDAYS.without(Span(day(12, 9), day(12, 9)))
    with pytest.raises(NoPlace, match="one of the course’s days off"):
        move_one(steps, "2", day(12, 9), AT, off)
    with pytest.raises(NoPlace, match="Session 1 is on"):
        move_rest(steps, "2", day(11, 30), AT, TUESDAYS)


def test_held_cancelled_open_and_extra_ones_stay_where_they_are() -> None:
    steps = course(day(12, 1), 5, TUESDAYS, held=1)
    steps[2] = replace(steps[2], state=State.OFF)
    steps[4] = replace(steps[4], day=None, time=None)
    extra = Laid(key="x", number=1, day=day(1, 5, 2027), time=AT, state=State.OPEN, extra=True)
    steps.append(extra)
    later = dt.time(19)
    assert move_rest(steps, "2", day(12, 29), later, TUESDAYS) == {
        "2": (day(12, 29), later),
        "4": (day(1, 12, 2027), later),  # not on the day of the catch-up session
    }
    assert [one.key for one in in_order(steps)] == ["1", "2", "3", "4", "x", "5"]
    assert move_one(steps, "5", day(12, 30), AT, TUESDAYS) == {"5": (day(12, 30), AT)}
    assert move_one(steps, "x", day(12, 2), AT, TUESDAYS) == {"x": (day(12, 2), AT)}
    with pytest.raises(NoPlace, match="Its day is still open"):
        skip_week(steps, "5", TUESDAYS)


def test_what_was_cancelled_is_laid_again_at_the_end_or_next() -> None:
    steps = course(day(12, 1), 4, TUESDAYS, held=1)
    steps[1] = replace(steps[1], state=State.OFF)
    today = day(12, 8)
    assert lay_again(steps, "2", TUESDAYS, today=today, at_end=True) == (day(12, 29), {})
    assert lay_again(steps, "2", TUESDAYS, today=today, at_end=False) == (
        day(12, 15),
        {"3": (day(12, 22), AT), "4": (day(12, 29), AT)},
    )
    # Where nothing comes after it any more, it is laid from today on.
    late = day(3, 3, 2027)
    for at_end in (True, False):
        assert lay_again(steps, "2", TUESDAYS, today=late, at_end=at_end) == (day(3, 9, 2027), {})
    alone = [replace(steps[1], day=None)]
    assert lay_again(alone, "2", TUESDAYS, today=today, at_end=True) == (day(12, 15), {})
