"""Presence and kindness: daily medians, the usual band, and the drawing."""

import datetime as dt

from clients.ratings import RatedDay, Rating, by_day, compare, draw, middle_half

START = dt.date(2026, 10, 1)


def day(number: int) -> dt.date:
    """The first day is 0."""
    return START + dt.timedelta(days=number)


def rated(number: int, presence: float | None, kindness: float | None) -> RatedDay:
    """A rated day."""
    return RatedDay(date=day(number), presence=presence, kindness=kindness)


def test_daily_medians_leave_out_what_was_not_said() -> None:
    found = by_day(
        [
            Rating(date=day(1), presence=3, kindness=None),
            Rating(date=day(0), presence=2, kindness=5),
            Rating(date=day(1), presence=6, kindness=None),
            Rating(date=day(2), presence=None, kindness=None),
        ]
    )
    assert found == (rated(0, 2, 5), rated(1, 4.5, None))


def test_the_middle_half_is_the_inclusive_quartiles() -> None:
    assert middle_half([1, 2, 3, 4, 5]) == (2, 4)


def test_higher_means_above_the_upper_quartile() -> None:
    early = tuple(rated(number, None, value) for number, value in enumerate([1, 2, 3, 4, 5]))
    at_the_quartile = early + tuple(rated(20 + n, None, 4) for n in range(4))
    above = early + tuple(rated(20 + n, None, 4.5) for n in range(4))
    below = early + tuple(rated(20 + n, None, 1.5) for n in range(4))
    assert compare(at_the_quartile, "kindness", day(20)).verdict == "usual"
    assert compare(above, "kindness", day(20)).verdict == "higher"
    assert compare(below, "kindness", day(20)).verdict == "lower"
    assert compare(above, "kindness", day(20)).early == 3


def test_too_few_days_are_said_to_be_too_few() -> None:
    early = tuple(rated(number, 3, 3) for number in range(5))
    recent = early + tuple(rated(20 + n, 6, 6) for n in range(3))
    found = compare(recent, "presence", day(20))
    assert (found.verdict, found.median, found.days) == ("few", 6, 3)
    assert compare((), "presence", day(20)).median is None


def test_a_gap_breaks_the_line_and_one_missing_day_does_not() -> None:
    days = (rated(0, 3, 3), rated(2, 4, 4), rated(5, 5, None), rated(6, 5, None))
    chart = draw(days, "1-7", day(0), day(6))
    assert chart is not None
    presence = [line.points.count(",") for line in chart.lines if line.name == "presence"]
    kindness = [line.points.count(",") for line in chart.lines if line.name == "kindness"]
    assert (presence, kindness) == ([2, 2], [2])
    assert len(chart.dots) == 6
    assert [(line.name, line.points.count("h0")) for line in chart.dotted] == [
        ("presence", 4),
        ("kindness", 2),
    ]


def test_values_lie_inside_the_frame_and_higher_is_up() -> None:
    chart = draw((rated(0, 7, 1), rated(1, 4, 4)), "1-7", day(0), day(1))
    assert chart is not None
    top, bottom = chart.values[0].at, chart.values[-1].at
    assert [mark.words for mark in chart.values] == ["7", "4", "1"]
    assert (chart.dots[0].y, chart.dots[2].y) == (top, bottom)
    assert chart.dots[1].y == (top + bottom) / 2


def test_a_narrow_drawing_holds_the_same_days() -> None:
    days = tuple(rated(number, 4, 4) for number in range(42))
    wide, narrow = draw(days, "1-7", day(0), day(41)), draw(days, "1-7", day(0), day(41), width=300)
    assert wide is not None
    assert narrow is not None
    assert len(narrow.dots) == len(wide.dots) == 84
    assert (narrow.first, narrow.last) == (day(0), day(41))
    assert [chart.dots[41].x for chart in (wide, narrow)] == [wide.right, narrow.right]
    assert narrow.right < narrow.width == 300


def test_the_words_of_meetings_keep_apart_and_none_of_their_days_is_left_out() -> None:
    met = [(day(number), f"day {number}") for number in (40, 1, 12, 13, 20, 30, 99)]
    chart = draw((rated(0, 4, 4),), "1-7", day(0), day(41), met)
    assert chart is not None
    words = ["", "day 12", "", "day 20", "day 30", ""]
    assert [mark.words for mark in chart.meetings] == words
    assert len({mark.at for mark in chart.meetings}) == 6


def test_nothing_rated_draws_nothing() -> None:
    assert draw((), "1-7", day(0), day(6)) is None
    assert draw((rated(0, 3, 3),), "1-7", day(1), day(6)) is None


def test_end_words_are_kept_apart() -> None:
    chart = draw((rated(0, 4, 4), rated(1, 4, 4)), "1-7", day(0), day(1))
    assert chart is not None
    first, second = chart.ends
    assert abs(first.at - second.at) == 16
