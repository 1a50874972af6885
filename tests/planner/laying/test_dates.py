"""Days of a rhythm: order, weekdays, weeks, days off, and what follows a session beside it."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clients.daygrid import monday_of
from planner.laying import NoRoom, Rhythm, Span, follow, lay, stepped_over

DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31))
SPANS = st.builds(
    lambda first, length: Span(first, first + dt.timedelta(days=length)), DAYS, st.integers(0, 30)
)
RHYTHMS = st.builds(
    lambda weekdays, weeks, off: Rhythm(weekdays=weekdays, weeks=weeks, off=tuple(sorted(off))),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.integers(1, 4),
    st.lists(SPANS, max_size=6),
)
TUESDAYS = Rhythm(weekdays=frozenset({1}))


def day(month: int, number: int, year: int = 2026) -> dt.date:
    return dt.date(year, month, number)


@given(DAYS, st.integers(1, 16), RHYTHMS)
def test_a_course_keeps_its_rhythm(first: dt.date, count: int, rhythm: Rhythm) -> None:
    laid = lay(first, count, rhythm)
    assert len(laid) == count
    assert list(laid) == sorted(set(laid))
    assert laid[0] >= first
    for one in laid:
        assert one.weekday() in rhythm.weekdays
        assert not rhythm.is_off(one)
        assert (monday_of(one) - monday_of(first)).days % (7 * rhythm.weeks) == 0
    # Nothing that fits is left out on the way.
    between = (first + dt.timedelta(days=n) for n in range((laid[-1] - first).days + 1))
    assert list(laid) == [
        one
        for one in between
        if one.weekday() in rhythm.weekdays
        and not rhythm.is_off(one)
        and (monday_of(one) - monday_of(first)).days % (7 * rhythm.weeks) == 0
    ]


@given(DAYS, st.integers(2, 10), st.data(), RHYTHMS)
def test_what_follows_a_session_that_stayed_stays(
    first: dt.date, count: int, data: st.DataObject, rhythm: Rhythm
) -> None:
    laid = lay(first, count, rhythm)
    place = data.draw(st.integers(0, count - 1))
    assert follow(laid[place], count - place - 1, rhythm) == laid[place + 1 :]


@given(DAYS, st.integers(1, 10), RHYTHMS)
def test_what_follows_any_day_comes_after_it_in_the_rhythm(
    moved: dt.date, count: int, rhythm: Rhythm
) -> None:
    rest = follow(moved, count, rhythm)
    assert list(rest) == sorted(set(rest))
    assert rest[0] > moved
    for one in rest:
        assert one.weekday() in rhythm.weekdays
        assert not rhythm.is_off(one)


@pytest.mark.parametrize(
    ("moved", "weeks", "weekdays", "then"),
    [
        (day(12, 10), 1, {1}, [day(12, 15), day(12, 22)]),  # two days later: the rest stays
        (day(12, 11), 1, {1}, [day(12, 15), day(12, 22)]),
        (day(12, 14), 1, {1}, [day(12, 22), day(12, 29)]),  # nearer to the next Tuesday
        (day(12, 12), 1, {1}, [day(12, 22), day(12, 29)]),
        (day(12, 15), 2, {1}, [day(12, 29), day(1, 12, 2027)]),  # weeks count from its own
        (day(12, 10), 2, {1}, [day(12, 22), day(1, 5, 2027)]),
        (day(12, 9), 1, {1, 3}, [day(12, 10), day(12, 15)]),  # as near to both: the earlier
        (day(12, 14), 1, {1, 3}, [day(12, 17), day(12, 22)]),
        (day(1, 1, 1900), 13, {1}, [day(4, 3, 1900), day(7, 3, 1900)]),
    ],
)
def test_a_session_moved_beside_the_rhythm_takes_the_nearest_place(
    moved: dt.date, weeks: int, weekdays: set[int], then: list[dt.date]
) -> None:
    rhythm = Rhythm(weekdays=frozenset(weekdays), weeks=weeks)
    assert list(follow(moved, 2, rhythm)) == then


def test_holidays_are_stepped_over_also_by_what_follows() -> None:
    off = Rhythm(weekdays=frozenset({1}), off=(Span(day(12, 21), day(1, 3, 2027)),))
    assert lay(day(12, 8), 4, off) == (day(12, 8), day(12, 15), day(1, 5, 2027), day(1, 12, 2027))
    assert follow(day(12, 21), 1, off) == (day(1, 5, 2027),)
    assert stepped_over((day(12, 8), day(12, 15), day(1, 5, 2027)), off) == (
        day(12, 22),
        day(12, 29),
    )
    assert stepped_over((day(12, 8), day(12, 15)), off) == stepped_over((), off) == ()


def test_a_course_that_finds_no_days_says_so() -> None:
    always = Rhythm(
        weekdays=frozenset({1}), off=(Span(dt.date(1900, 1, 1), dt.date(2100, 12, 31)),)
    )
    assert lay(dt.date(2100, 12, 28), 1, TUESDAYS) == (dt.date(2100, 12, 28),)
    for first, count, rhythm in (
        (dt.date(2100, 12, 28), 2, TUESDAYS),
        (dt.date(2100, 12, 31), 1, TUESDAYS),
        (day(1, 1), 1, always),
        (day(1, 1), 9_999, TUESDAYS),
    ):
        with pytest.raises(NoRoom):
            lay(first, count, rhythm)
    with pytest.raises(NoRoom):
        follow(dt.date(2100, 12, 31), 1, TUESDAYS)


@pytest.mark.parametrize(
    ("weekdays", "weeks"), [(set(), 1), ({7}, 1), ({-1}, 1), ({1}, 0), ({1}, 14)]
)
def test_a_rhythm_that_never_comes_round_is_refused(weekdays: set[int], weeks: int) -> None:
    with pytest.raises(ValueError, match="A rhythm"):
        Rhythm(weekdays=frozenset(weekdays), weeks=weeks)
