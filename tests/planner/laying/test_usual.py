"""The usual weekday and time, read off the last meetings."""

import datetime as dt

from planner.laying import Usual, usual_of

TUESDAY = dt.date(2026, 6, 2)
FIVE, SIX = dt.time(17), dt.time(18)


def weekly(first: dt.date, count: int, time: dt.time) -> list[tuple[dt.date, dt.time]]:
    return [(first + dt.timedelta(days=7 * number), time) for number in range(count)]


def test_who_never_met_has_no_usual_time() -> None:
    assert usual_of([], TUESDAY) is None


def test_the_next_of_the_weekday_is_never_today() -> None:
    met = weekly(TUESDAY - dt.timedelta(days=28), 4, FIVE)
    assert usual_of(met, TUESDAY) == Usual(first=TUESDAY + dt.timedelta(days=7), time=FIVE)
    monday = TUESDAY - dt.timedelta(days=1)
    assert usual_of(met, monday) == Usual(first=TUESDAY, time=FIVE)
    assert usual_of(met[-1:], TUESDAY + dt.timedelta(days=1)) == Usual(
        first=TUESDAY + dt.timedelta(days=7), time=FIVE
    )


def test_one_that_was_moved_does_not_count_and_days_that_are_planned_are_stepped_over() -> None:
    met = [*weekly(TUESDAY - dt.timedelta(days=21), 3, FIVE), (dt.date(2026, 6, 4), SIX)]
    met += weekly(TUESDAY + dt.timedelta(days=7), 2, FIVE)
    assert usual_of(met, TUESDAY) == Usual(first=TUESDAY + dt.timedelta(days=21), time=FIVE)


def test_a_change_soon_shows_and_of_equals_the_latest_counts() -> None:
    old = weekly(TUESDAY - dt.timedelta(days=119), 12, FIVE)
    thursday = TUESDAY + dt.timedelta(days=2)
    new = weekly(thursday - dt.timedelta(days=28), 4, SIX)
    assert usual_of(old + new, TUESDAY) == Usual(first=thursday, time=SIX)
    assert usual_of(old + new[:3], TUESDAY) == Usual(
        first=TUESDAY + dt.timedelta(days=7), time=FIVE
    )
