"""Days of homework: states, counts, and distress before and after."""

import datetime as dt
from typing import Any

from clients.days import Change, DayMark, Entry, Tally, change, day_marks, fullest, tally
from clients.schedule import Schedule

MONDAY = dt.date(2026, 11, 16)
DAILY = Schedule(kind="daily")
WEEKDAYS = Schedule(kind="chosen_days", weekdays=(1, 3, 5))
THREE_A_WEEK = Schedule(kind="n_a_week", times_a_week=3)


def day(number: int) -> dt.date:
    """Monday is 0."""
    return MONDAY + dt.timedelta(days=number)


def entry(number: int, state: str = "done", **facts: Any) -> Entry:
    """An entry of that day."""
    return Entry(date=day(number), state=state, **facts)


def states(marks: tuple[DayMark, ...]) -> list[str]:
    """The states of a row of marks."""
    return [mark.state for mark in marks]


def test_the_fullest_state_speaks_for_the_day() -> None:
    assert fullest(["not_today", "part"]) == "part"
    assert fullest(["part", "done", "not_today"]) == "done"
    assert fullest([]) is None


def test_daily_marks_and_today_is_never_unlogged() -> None:
    entries = [entry(0), entry(1, "part"), entry(2, "not_today")]
    marks = day_marks(DAILY, entries, day(0), day(4), (day(0), None), today=day(4))
    assert states(marks) == ["done", "part", "not_today", "unlogged", "not_due"]


def test_days_before_the_start_and_after_the_end_are_not_due() -> None:
    marks = day_marks(DAILY, [], day(0), day(4), (day(1), day(2)), today=day(6))
    assert states(marks) == ["not_due", "unlogged", "unlogged", "not_due", "not_due"]


def test_chosen_days_only() -> None:
    marks = day_marks(WEEKDAYS, [entry(1)], day(0), day(4), (day(0), None), today=day(6))
    assert states(marks) == ["unlogged", "done", "unlogged", "not_due", "unlogged"]


def test_on_paper_a_day_without_a_note_says_nothing() -> None:
    span = (day(0), None)
    marks = day_marks(DAILY, [], day(0), day(2), span, today=day(6), counts_unlogged=False)
    assert states(marks) == ["not_due"] * 3


def test_a_part_counts_as_having_done_something() -> None:
    entries = [entry(0), entry(1, "part"), entry(2, "not_today"), entry(0, "part")]
    span = (day(0), None)
    marks = day_marks(DAILY, entries, day(0), day(6), span, today=day(6))
    counted = tally(DAILY, entries, day(0), day(6), span, marks)
    assert counted == Tally(done=2, due=7, unlogged=3)


def test_n_a_week_is_k_of_n_and_has_no_unlogged_days() -> None:
    entries = [entry(0), entry(0), entry(3, times=2)]
    span = (day(0), None)
    marks = day_marks(THREE_A_WEEK, entries, day(0), day(6), span, today=day(6))
    assert "unlogged" not in states(marks)
    counted = tally(THREE_A_WEEK, entries, day(0), day(6), span, marks)
    assert counted == Tally(done=4, due=3, unlogged=None)


def test_before_and_after_need_three_pairs() -> None:
    pairs = [entry(0, before=6, after=4), entry(1, before=8, after=3)]
    assert change(pairs) is None
    assert change([*pairs, entry(2, before=5)]) is None
    found = change([*pairs, entry(2, before=5, after=5)])
    assert found == Change(before=6, after=4, pairs=3)


def test_a_day_of_a_pause_is_not_unlogged_and_counts_nowhere() -> None:
    daily = Schedule()
    first = dt.date(2026, 11, 23)
    last = first + dt.timedelta(days=6)
    pauses = [(first + dt.timedelta(days=1), first + dt.timedelta(days=3))]
    span, today = (first, None), last + dt.timedelta(days=1)
    done = [Entry(date=first + dt.timedelta(days=2), state="done")]
    marks = day_marks(daily, done, first, last, span, today, True, pauses)
    assert [mark.state for mark in marks] == [
        *("unlogged", "not_due", "done", "unlogged", "unlogged", "unlogged", "unlogged")
    ]
    assert tally(daily, done, first, last, span, marks, pauses) == Tally(done=1, due=5, unlogged=5)
    forever = [(first, None)]
    still = day_marks(daily, (), first, last, span, today, True, forever)
    assert {mark.state for mark in still} == {"not_due"}
