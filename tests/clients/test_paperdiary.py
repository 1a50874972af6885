"""The marks and the code of a paper diary, as people type them."""

import datetime as dt
import uuid

import pytest

from clients.paperdiary import (
    CODE_SIGNS,
    SIGNS,
    Places,
    days_of,
    entry_uid,
    new_code,
    places_for,
    read_code,
    read_mark,
    shown_code,
    sign_of,
)
from clients.schedule import Schedule

MONDAY = dt.date(2026, 11, 23)


def test_a_code_is_read_back_however_it_is_typed() -> None:
    code = new_code()
    assert len(code) == CODE_SIGNS
    assert set(code) <= set(SIGNS)
    assert not set(SIGNS) & set("01ILOUAEY")
    shown = shown_code(code)
    for typed in (code, shown, shown.lower(), f" {code[:4]}-{code[4:]} "):
        assert read_code(typed) == code
    assert [read_code(no) for no in ("", "7K4M", "7K4M9P2TX", "7K4M 9P2O", "ⅦK4M9P2T", "\x00")] == [
        ""
    ] * 6


def test_marks_are_read_as_the_sheet_says() -> None:
    typed = {"done": "✓ x X v 1", "part": "½ / h 2 part", "not_today": "– - n 0"}
    for state, signs in typed.items():
        assert {read_mark(sign) for sign in signs.split()} == {state}
        assert read_mark(sign_of(state)) == state
    assert (read_mark("  "), sign_of("unlogged")) == ("", "")
    for unknown in ("?", "yes!", "3", "\ud800"):
        with pytest.raises(ValueError, match=r"."):
            read_mark(unknown)


def test_a_day_of_homework_on_paper_has_one_name() -> None:
    one, other = uuid.uuid4(), uuid.uuid4()
    assert entry_uid(one, MONDAY) == entry_uid(one, MONDAY)
    names = {entry_uid(homework, day) for homework in (one, other) for day in days_of(MONDAY)}
    assert len(names) == 14
    assert days_of(MONDAY)[-1] == dt.date(2026, 11, 29)


def test_a_day_has_as_many_places_as_the_phone_asks() -> None:
    around = ("before", "after")
    exposed = ("suds_before", "suds_peak", "suds_end", "minutes")
    nine, five = dt.time(9), dt.time(17)
    two_hours = Schedule(kind="every_two_hours", from_time=nine, to_time=five)
    for schedule, suds, places in (
        (Schedule(), "", Places(numbers=around)),
        (Schedule(kind="n_a_week", times_a_week=3), "", Places(numbers=around)),
        (Schedule(times_a_day=3), "", Places(boxes=3)),
        (two_hours, "", Places(boxes=4)),
        (Schedule(kind="tally"), "", Places(strokes=True)),
        (
            Schedule(times_a_day=2),
            "100",
            Places(boxes=2, numbers=exposed, highest=100),
        ),
    ):
        assert places_for(schedule, suds) == places
        assert places.counts is (places.strokes or places.boxes > 1)
    assert Places(numbers=around).heads == ["Hard before", "Hard after"]
