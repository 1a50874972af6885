"""Days off: what is read, what comes back, and faults that name their line."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.laying import LineError, Span, read_days_off, write_days_off
from tests.planner.laying.test_dates import SPANS

EVE, EPIPHANY = dt.date(2026, 12, 24), dt.date(2027, 1, 6)
LIKE = "Write 2026-12-24, or 2026-12-24 to 2027-01-03."


@given(st.sets(SPANS, max_size=20))
def test_what_is_written_is_read(spans: set[Span]) -> None:
    assert read_days_off(write_days_off(sorted(spans))) == tuple(sorted(spans))


@pytest.mark.parametrize("line", ["2026-12-24", "24.12.2026", "24 December 2026", " 24 dec 2026 "])
def test_a_day_is_read_however_it_is_written(line: str) -> None:
    assert read_days_off(f"\n{line}\n\n{line}") == (Span(EVE, EVE),)


@pytest.mark.parametrize("between", [" to ", " TO ", " until ", " - ", "–", " – ", "..", " ... "])
def test_a_stretch_is_read_however_it_is_written(between: str) -> None:
    assert read_days_off(f"2026-12-24{between}6.1.2027") == (Span(EVE, EPIPHANY),)


def test_a_fault_names_its_line_and_nothing_else_is_lost() -> None:
    text = "2026-12-24\nChristmas\n2027-01-06 to 2026-12-24\n9999-01-01\n2026-02-30\n" + "x" * 99
    with pytest.raises(LineError) as refused:
        read_days_off(text)
    assert refused.value.faults == [
        f"Line 2: “Christmas” is no day. {LIKE}",
        "Line 3: the last day comes before the first.",
        "Line 4: only days from 1900 to 2100 can be read.",
        f"Line 5: “2026-02-30” is no day. {LIKE}",
        f"Line 6: “{'x' * 40}…” is no day. {LIKE}",
    ]


def test_three_hundred_lines_are_too_many() -> None:
    with pytest.raises(LineError) as refused:
        read_days_off("2026-12-24\n" * 300)
    assert refused.value.faults == [
        "These are 300 lines; at most 100 are kept. Write a stretch as one line."
    ]
    with pytest.raises(ValueError, match="ends after it begins"):
        Span(EPIPHANY, EVE)
