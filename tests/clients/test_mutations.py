"""What a phone says, read exactly; and what a clock says that may be wrong."""

import datetime as dt
import uuid
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from clients.mutations import Clock, Mutation, MutationError, moment, plain

ENTRY, HOMEWORK = uuid.uuid4(), uuid.uuid4()
NOW = dt.datetime(2026, 11, 27, 21, 30, tzinfo=dt.UTC)
SET_UP = NOW - dt.timedelta(days=30)
AUCKLAND = ZoneInfo("Pacific/Auckland")
GOOD: dict[str, Any] = {
    "act": "edit",
    "entry": str(ENTRY),
    "homework": str(HOMEWORK),
    "number": 4,
    "at": "2026-11-27T10:00:00.250+01:00",
    "form": {"state": "done", "obstacles": ["tired", "no_time"], "minutes": 12},
}


def test_a_change_is_read() -> None:
    read = Mutation.from_data(GOOD | {"of a later format": [1]})
    assert (read.act, read.entry, read.homework, read.number) == ("edit", ENTRY, HOMEWORK, 4)
    assert read.at == dt.datetime(2026, 11, 27, 9, 0, 0, 250_000, tzinfo=dt.UTC)
    assert read.form == {"state": ["done"], "obstacles": ["tired", "no_time"], "minutes": []}
    gone = Mutation.from_data(GOOD | {"act": "take_back", "form": "x"})
    assert (gone.act, gone.form) == ("take_back", {})


def test_texts_are_such_that_they_can_be_kept() -> None:
    said = "a\x00b\ud800c\r\nd\te\x1b"
    assert plain(said) == "ab?c\r\nd\te"
    read = Mutation.from_data(GOOD | {"form": {"no\x00te": said, "x": [said, None, {}, "y"]}})
    assert read.form == {"note": [plain(said)], "x": [plain(said), "y"]}
    long = Mutation.from_data(GOOD | {"form": {"x": ["1"] * 99}})
    assert len(long.form["x"]) == 40


@pytest.mark.parametrize(
    "change",
    [
        {"act": "sheets"},
        {"act": "erase"},
        {"act": None},
        {"entry": "x"},
        {"entry": ENTRY.hex},
        {"entry": 1},
        {"homework": ""},
        {"homework": "{" + str(HOMEWORK) + "}"},
        {"number": "4"},
        {"number": -1},
        {"number": 2**53 + 1},
        {"number": True},
        {"number": 1.5},
        {"form": None},
        {"form": ["state"]},
        {"form": {str(number): "x" for number in range(41)}},
    ],
)
def test_what_is_no_change_is_named(change: dict[str, Any]) -> None:
    with pytest.raises(MutationError) as caught:
        Mutation.from_data(GOOD | change)
    assert caught.value.field == next(iter(change))


def test_a_sheet_may_ask_more_than_an_entry() -> None:
    def sheet(fields: int) -> dict[str, Any]:
        return GOOD | {"act": "sheet", "form": {f"q-{number}": "x" for number in range(fields)}}

    table = {f"q-all-{row}-{column}": "x" for row in range(12) for column in range(6)}
    assert len(Mutation.from_data(GOOD | {"act": "sheet", "form": table}).form) == 72
    assert len(Mutation.from_data(sheet(2000)).form) == 2000
    with pytest.raises(MutationError):
        Mutation.from_data(sheet(2001))


@pytest.mark.parametrize("data", [None, [], "x", 4, {}])
def test_what_is_no_mapping_is_no_change(data: Any) -> None:
    with pytest.raises(MutationError):
        Mutation.from_data(data)


@pytest.mark.parametrize(
    "text",
    [
        *(None, 5, "", "yesterday", "2026-11-27", "2026-11-27T10:00:00", "2026-13-27T10:00:00Z"),
        *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "5000-01-01T00:00:00Z"),
        "2" * 99,
    ],
)
def test_what_is_no_moment_is_none(text: Any) -> None:
    assert moment(text) is None


def test_moments_that_cannot_be_are_kept_as_they_are() -> None:
    assert moment("1970-01-01T00:00:00Z") == dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    assert moment("2035-06-01T12:00:00+02:00") == dt.datetime(2035, 6, 1, 10, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("at", "is_off", "moment_said"),
    [
        (NOW, False, NOW),
        (NOW - dt.timedelta(days=20), False, NOW - dt.timedelta(days=20)),
        (NOW + dt.timedelta(hours=24), False, NOW),
        (NOW + dt.timedelta(hours=24, seconds=1), True, NOW),
        (NOW.replace(year=2035), True, NOW),
        (SET_UP - dt.timedelta(hours=24), False, SET_UP - dt.timedelta(hours=24)),
        (SET_UP - dt.timedelta(hours=24, seconds=1), True, NOW),
        (NOW.replace(year=1970), True, NOW),
        (None, True, NOW),
    ],
)
def test_a_clock_is_believed_from_the_phones_first_day_to_a_day_ahead(
    at: dt.datetime | None, is_off: bool, moment_said: dt.datetime
) -> None:
    clock = Clock(at=at, since=SET_UP, now=NOW)
    assert (clock.is_off, clock.moment) == (is_off, moment_said)


def test_the_day_that_is_meant() -> None:
    """21:30 in Greenwich is the morning after in Auckland."""
    today, first = dt.date(2026, 11, 28), dt.date(2026, 11, 1)
    good = Clock(at=NOW - dt.timedelta(days=2), since=SET_UP, now=NOW)
    off = Clock(at=NOW.replace(year=2035), since=SET_UP, now=NOW)
    written = dt.date(2026, 11, 26)
    for chosen, day in [
        (None, written),
        (dt.date(2026, 11, 20), dt.date(2026, 11, 20)),
        (first, first),
        (today, today),
        (first - dt.timedelta(days=1), written),
        (today + dt.timedelta(days=1), written),
        (dt.date.min, written),
        (dt.date.max, written),
    ]:
        assert good.day(chosen, first, AUCKLAND) == day
        assert off.day(chosen, first, AUCKLAND) == today
