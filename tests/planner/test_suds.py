"""The row of SUDS: read kindly, written back the same, and what does not fit is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.suds import RowError, SudsRow, read_row, write_row

USUAL = SudsRow(before=30, series=[30, 45, 70, 80, 60], end=60, after_grounding=35)


@pytest.mark.parametrize(
    "text",
    [
        "30 45 70 80 60 35",
        "30,45,70,80,60,35",
        " 30;45 ; 70, 80/60   35 ",
        "30\t45\n70 80 60 35",
        "３０ 45 70 80 60 35",
    ],
)
def test_however_it_is_typed(text: str) -> None:
    assert read_row(text, 100) == USUAL
    assert USUAL.peak == 80


def test_three_numbers_are_before_end_and_after_grounding() -> None:
    row = read_row("40 80 35", 100)
    assert row == SudsRow(before=40, series=[], end=80, after_grounding=35)
    assert row.peak == 80


def test_what_was_not_asked_is_a_dash_and_never_a_zero() -> None:
    assert read_row("- 45 70 – ?", 100) == SudsRow(before=None, series=[45, 70])
    assert read_row("0 0 0", 100) == SudsRow(before=0, series=[], end=0, after_grounding=0)
    assert read_row("", 100) == read_row(" , ", 100) == SudsRow()
    assert (SudsRow().peak, read_row("- - 20", 100).peak) == (None, None)


@pytest.mark.parametrize(
    ("text", "top", "why", "word", "place"),
    [
        ("30 45 101 60 35", 100, "scale", "101", 3),
        ("3 11 4 2", 10, "scale", "11", 2),
        ("3 10 4 2 " + "9" * 40, 10, "scale", "9" * 20, 5),
        ("30 x 60 35", 100, "number", "x", 2),
        ("30 7.5 60 35", 100, "number", "7.5", 2),
        ("30 -5 60 35", 100, "number", "-5", 2),
        ("30 ٣ 60 35", 100, "number", "٣", 2),
        ("30", 100, "short", "", 0),
        ("30 60", 100, "short", "", 0),
        ("30 40 - 50 60 35", 100, "gap", "-", 3),
        (" ".join(["1"] * 62), 100, "long", "", 0),
    ],
)
def test_what_does_not_fit_is_named(text: str, top: int, why: str, word: str, place: int) -> None:
    with pytest.raises(RowError) as refused:
        read_row(text, top)
    assert (refused.value.why, refused.value.word, refused.value.place) == (why, word, place)


def test_both_ends_of_the_scale_and_of_the_length_fit() -> None:
    assert read_row("0 10 10", 10).end == 10
    assert len(read_row(" ".join(["1"] * 61), 100).series) == 60


def test_a_series_that_was_kept_without_its_ends_is_written_whole() -> None:
    assert write_row(40, [30, 45, 70], 50, 35) == "40 30 45 70 50 35"
    assert write_row(None, [], None, None) == ""


RATING = st.none() | st.integers(0, 100)


@given(before=RATING, between=st.lists(st.integers(0, 100), max_size=20), end=RATING, after=RATING)
def test_what_is_written_is_read_back(
    before: int | None, between: list[int], end: int | None, after: int | None
) -> None:
    typed = " ".join("-" if one is None else str(one) for one in (before, *between, end, after))
    row = read_row(typed, 100)
    again = write_row(row.before, row.series, row.end, row.after_grounding)
    assert read_row(again, 100) == row if again else row == SudsRow()
