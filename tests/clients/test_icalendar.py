"""Calendars for other programs: folding, escaping, and what an event says."""

import datetime as dt
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clients.icalendar import MOST_OCTETS, Event, calendar_text, escape, fold, unfold

STAMP = dt.datetime(2026, 7, 1, 8, tzinfo=dt.UTC)
LONDON = zoneinfo.ZoneInfo("Europe/London")
LINE = st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=400)
WIDE = st.text(st.sampled_from("aé好😀"), max_size=200)


def event(**facts: object) -> Event:
    starts = dt.datetime(2026, 7, 1, 9, 30, tzinfo=LONDON)
    known = {"uid": "one", "summary": "Appointment", "starts": starts, "minutes": 50}
    return Event(**(known | facts))  # type: ignore[arg-type]


def lines_of(*events: Event) -> list[str]:
    return unfold(calendar_text(events, stamp=STAMP, name="Appointments")).split("\r\n")


@given(st.one_of(LINE, WIDE))
def test_folding_can_be_taken_back(line: str) -> None:
    assert unfold(fold(line)) == line


@given(st.one_of(LINE, WIDE))
def test_no_piece_is_too_long_and_no_character_is_split(line: str) -> None:
    pieces = fold(line).encode().split(b"\r\n")
    assert all(len(piece) <= MOST_OCTETS for piece in pieces)
    assert all(piece.startswith(b" ") for piece in pieces[1:])
    assert "".join([pieces[0].decode(), *(piece.decode()[1:] for piece in pieces[1:])]) == line


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("a" * 75, [75]),
        ("a" * 76, [75, 2]),
        ("a" * 149, [75, 75]),
        ("a" * 150, [75, 75, 2]),
        ("a" * 74 + "é", [74, 3]),
        ("", [0]),
    ],
)
def test_where_a_line_is_folded(line: str, pieces: list[int]) -> None:
    assert [len(piece) for piece in fold(line).encode().split(b"\r\n")] == pieces


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a, b; c\\d", "a\\, b\\; c\\\\d"),
        ("one\r\ntwo\nthree\rfour", "one\\ntwo\\nthree\\nfour"),
        ("a\x00b\x07c\td", "abc\td"),
        ("M-17: x", "M-17: x"),
    ],
)
def test_signs_with_a_meaning_are_escaped(text: str, value: str) -> None:
    assert escape(text) == value


@given(st.text(st.characters(codec="utf-8")))
def test_a_text_never_begins_a_line_of_its_own(text: str) -> None:
    lines = lines_of(event(summary=f"{text}\r\nBEGIN:VEVENT"))
    assert lines.count("BEGIN:VEVENT") == 1
    assert sum(line.startswith("SUMMARY:") for line in lines) == 1


def test_a_whole_calendar() -> None:
    assert calendar_text([event()], stamp=STAMP, name="Appointments") == "\r\n".join(
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Calendar//Calendar 1.0//EN",
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH",
            "NAME:Appointments",
            "X-WR-CALNAME:Appointments",
            "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
            "BEGIN:VEVENT",
            "UID:one",
            "DTSTAMP:20260701T080000Z",
            "DTSTART:20260701T083000Z",
            "DTEND:20260701T092000Z",
            "SUMMARY:Appointment",
            "SEQUENCE:0",
            "STATUS:CONFIRMED",
            "TRANSP:OPAQUE",
            "CLASS:PRIVATE",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ]
    )


def test_minutes_are_real_ones_when_clocks_change() -> None:
    night = dt.datetime(2026, 3, 29, 0, 30, tzinfo=LONDON)
    found = lines_of(event(starts=night, minutes=60))
    assert ("DTSTART:20260329T003000Z" in found, "DTEND:20260329T013000Z" in found) == (True, True)


def test_a_cancelled_one_says_so_and_takes_no_time() -> None:
    found = lines_of(event(cancelled=True, sequence=3))
    wanted = ["SEQUENCE:3", "STATUS:CANCELLED", "TRANSP:TRANSPARENT"]
    assert [line for line in found if line in wanted] == wanted


@pytest.mark.parametrize(
    ("day", "starts", "ends"),
    [
        (dt.date(2026, 12, 31), "20261231", "20270101"),
        (dt.date(1900, 1, 1), "19000101", "19000102"),
    ],
)
def test_without_a_time_it_is_a_day(day: dt.date, starts: str, ends: str) -> None:
    found = lines_of(event(starts=day))
    assert f"DTSTART;VALUE=DATE:{starts}" in found
    assert f"DTEND;VALUE=DATE:{ends}" in found
    assert "TRANSP:TRANSPARENT" in found


def test_an_empty_calendar_is_one_too() -> None:
    found = lines_of()
    assert (found[0], found[-2:], "BEGIN:VEVENT" in found) == (
        "BEGIN:VCALENDAR",
        ["END:VCALENDAR", ""],
        False,
    )
