"""The marks and the code of a paper diary, as people type them."""

import datetime as dt
import uuid

import pytest

from clients.paperdiary import (
    CODE_SIGNS,
    SIGNS,
    days_of,
    entry_uid,
    new_code,
    read_code,
    read_mark,
    shown_code,
    sign_of,
)

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
