"""When homework is due: each kind of schedule, and what falls on which day."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from clients.portal.words import moment
from clients.schedule import (
    KINDS,
    Schedule,
    ScheduleError,
    due_days,
    due_on,
    offered_on,
    times_due,
    two_hour_times,
    week_of,
)
from clients.wording import how_often

THURSDAY = date(2026, 11, 26)
WEDNESDAY = date(2026, 12, 2)
DATA: dict[str, dict[str, Any]] = {
    "daily": {"times_a_day": 2},
    "chosen_days": {"weekdays": [1, 4]},
    "n_a_week": {"times_a_week": 3},
    "every_two_hours": {"from_time": "09:00", "to_time": "17:00"},
    "tally": {},
    "once": {},
    "open_offer": {},
}


def schedule(kind: str, **more: Any) -> Schedule:
    return Schedule.from_data({"format": 1, "kind": kind} | DATA[kind] | more)


@pytest.mark.parametrize("kind", KINDS)
def test_round_trip_is_exact(kind: str) -> None:
    given = schedule(kind, when="after the morning coffee", where="kitchen")
    assert Schedule.from_data(given.to_data()) == given


@pytest.mark.parametrize(
    ("kind", "states"),
    [
        ("daily", True),
        ("chosen_days", True),
        ("n_a_week", False),
        ("every_two_hours", False),
        ("tally", False),
        ("once", False),
        ("open_offer", False),
    ],
)
def test_day_states_exist_only_for_daily_and_chosen_days(kind: str, states: bool) -> None:
    assert schedule(kind).has_day_states is states


@pytest.mark.parametrize(
    ("from_time", "to_time", "times"),
    [
        ("09:00", "17:00", (time(11), time(13), time(15), time(17))),
        ("09:00", "16:59", (time(11), time(13), time(15))),
        ("09:30", "11:30", (time(11, 30),)),
    ],
)
def test_every_two_hours_begins_two_hours_after_a_and_includes_b(
    from_time: str, to_time: str, times: tuple[time, ...]
) -> None:
    given = schedule("every_two_hours", from_time=from_time, to_time=to_time)
    assert two_hour_times(given) == times


@pytest.mark.parametrize(
    ("kind", "day", "due"),
    [
        ("daily", THURSDAY - timedelta(days=1), 0),
        ("daily", THURSDAY, 2),
        ("daily", WEDNESDAY, 2),
        ("daily", WEDNESDAY + timedelta(days=1), 0),
        ("chosen_days", THURSDAY, 1),
        ("chosen_days", THURSDAY + timedelta(days=1), 0),
        ("chosen_days", date(2026, 11, 30), 1),
        ("every_two_hours", THURSDAY, 4),
        ("n_a_week", THURSDAY, 0),
        ("tally", THURSDAY, 0),
        ("once", THURSDAY, 0),
        ("open_offer", THURSDAY, 0),
    ],
)
def test_due_on_a_day(kind: str, day: date, due: int) -> None:
    assert due_on(schedule(kind), day, THURSDAY, WEDNESDAY) == due


def test_without_an_end_it_goes_on() -> None:
    assert due_on(schedule("daily"), date(2036, 1, 1), THURSDAY, None) == 2


@pytest.mark.parametrize(
    ("kind", "offered"),
    [
        ("daily", True),
        ("chosen_days", False),
        ("n_a_week", True),
        ("every_two_hours", True),
        ("tally", True),
        ("once", True),
        ("open_offer", True),
    ],
)
def test_offered_on_a_friday(kind: str, offered: bool) -> None:
    friday = THURSDAY + timedelta(days=1)
    assert offered_on(schedule(kind), friday, THURSDAY, WEDNESDAY) is offered
    assert offered_on(schedule(kind), THURSDAY - timedelta(days=1), THURSDAY, None) is False


def test_due_days_are_listed_between_two_dates() -> None:
    given = schedule("chosen_days")
    assert due_days(given, THURSDAY, WEDNESDAY) == [THURSDAY, date(2026, 11, 30)]
    assert due_days(schedule("daily"), THURSDAY, THURSDAY) == [THURSDAY]
    assert due_days(schedule("n_a_week"), THURSDAY, WEDNESDAY) == []
    assert due_days(schedule("daily"), WEDNESDAY, THURSDAY) == []


def test_a_leap_day_is_a_day() -> None:
    days = due_days(schedule("daily"), date(2028, 2, 28), date(2028, 3, 1))
    assert days == [date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1)]


@pytest.mark.parametrize(
    ("kind", "days", "due"),
    [
        ("daily", 7, 14),
        ("chosen_days", 7, 2),
        ("every_two_hours", 7, 28),
        ("n_a_week", 7, 3),
        ("n_a_week", 14, 6),
        ("n_a_week", 10, 4),
        ("n_a_week", 1, 1),
        ("once", 7, 1),
        ("tally", 7, None),
        ("open_offer", 7, None),
    ],
)
def test_times_due_in_a_span(kind: str, days: int, due: int | None) -> None:
    assert times_due(schedule(kind), THURSDAY, THURSDAY + timedelta(days=days - 1)) == due


def test_nothing_is_due_before_the_start() -> None:
    assert times_due(schedule("daily"), WEDNESDAY, THURSDAY) == 0
    assert times_due(schedule("once"), WEDNESDAY, THURSDAY) == 0


def test_an_endless_span_is_refused() -> None:
    with pytest.raises(ValueError, match="at most 400 days"):
        due_days(schedule("daily"), THURSDAY, THURSDAY + timedelta(days=400))


def test_weeks_are_counted_from_the_start() -> None:
    assert week_of(THURSDAY, THURSDAY) == (THURSDAY, WEDNESDAY)
    assert week_of(WEDNESDAY, THURSDAY) == (THURSDAY, WEDNESDAY)
    assert week_of(date(2026, 12, 3), THURSDAY) == (date(2026, 12, 3), date(2026, 12, 9))


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"kind": "hourly"}, "kind"),
        ({"kind": "daily", "times_a_day": 0}, "times_a_day"),
        ({"kind": "daily", "times_a_day": 13}, "times_a_day"),
        ({"kind": "daily", "weekdays": [1]}, "weekdays"),
        ({"kind": "tally", "times_a_day": 2}, "times_a_day"),
        ({"kind": "chosen_days"}, "weekdays"),
        ({"kind": "chosen_days", "weekdays": [0]}, "weekdays[1]"),
        ({"kind": "chosen_days", "weekdays": [8]}, "weekdays[1]"),
        ({"kind": "chosen_days", "weekdays": [2, 1]}, "weekdays"),
        ({"kind": "chosen_days", "weekdays": [1, 1]}, "weekdays"),
        ({"kind": "n_a_week"}, "times_a_week"),
        ({"kind": "n_a_week", "times_a_week": 22}, "times_a_week"),
        ({"kind": "every_two_hours", "from_time": "09:00"}, "to_time"),
        ({"kind": "every_two_hours", "from_time": "9", "to_time": "17:00"}, "from_time"),
        ({"kind": "every_two_hours", "from_time": "24:00", "to_time": "17:00"}, "from_time"),
        ({"kind": "every_two_hours", "from_time": "+9:00", "to_time": "17:00"}, "from_time"),
        ({"kind": "every_two_hours", "from_time": "09:00", "to_time": "10:59"}, "to_time"),
        ({"kind": "every_two_hours", "from_time": "00:00", "to_time": "01:00"}, "to_time"),
        ({"kind": "daily", "from_time": "00:00"}, "from_time"),
        ({"kind": "daily", "when": "x" * 121}, "when"),
        ({"kind": "daily", "often": 3}, "often"),
        ({"kind": "daily", "format": 2}, "format"),
    ],
)
def test_a_wrong_value_is_named(data: dict[str, Any], field: str) -> None:
    with pytest.raises(ScheduleError) as refused:
        Schedule.from_data({"format": 1} | data)
    assert refused.value.field == field


def test_a_tally_knows_what_it_is_counted_with() -> None:
    given = schedule("tally", trigger="opening e-mail", side="before")
    assert Schedule.from_data(given.to_data()) == given
    assert (how_often(given), how_often(schedule("tally"))) == (
        "each time before opening e-mail",
        "count each time",
    )
    after = schedule("tally", trigger="a call", side="after")
    assert moment(after, None) == "Each time after a call."
    for wrong, field in (({"trigger": "a call"}, "trigger"), ({"side": "after"}, "trigger")):
        with pytest.raises(ScheduleError) as refused:
            schedule("tally", **wrong)
        assert refused.value.field == field
    with pytest.raises(ScheduleError) as refused:
        schedule("daily", trigger="a call", side="after")
    assert refused.value.field == "trigger"
