"""My path: one's own days in words, by week."""

import datetime as dt
import html
import json
import re
from typing import Any

import pytest
from django.utils.timezone import now
from pytest_django import DjangoAssertNumQueries

from clients.actions.consents import answer_stream
from clients.models import Assignment, Log
from clients.portal.path import HEAD, NOTE
from clients.prescription import Prescription
from clients.templatetags import look
from tests import factories as make
from tests.cast import Cast

PATH = "/p/path/"

DOTS = re.compile(r'class="dots \w+" d="M[^"M]+h0"')
"""A name with one dot."""


def text(cast: Cast, query: str = "") -> str:
    answer = cast.phone("M-17").get(f"{PATH}{query}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_an_empty_path_says_what_will_stand_there(cast: Cast) -> None:
    make.log(make.assignment(cast.m18), note="of another")
    assert "Your days will stand here" in text(cast)
    assert "of another" not in text(cast)


def test_own_days_and_who_reads_a_note(cast: Cast) -> None:
    given = make.assignment(cast.m17)
    make.log(given, note="for me", minutes=12)
    make.log(given, note="for both", note_shared=True, state="part")
    shown = text(cast)
    for part in ("for me", "Only you can read this note.", "for both", "12 min", "A part of it"):
        assert part in shown
    assert "streak" not in shown


def test_a_day_is_named_in_full_once_for_all_that_was_written_down(cast: Cast) -> None:
    today = cast.m17.today()
    given = make.assignment(cast.m17, starts=today - dt.timedelta(days=9))
    for back in (0, 0, 1, 8):
        make.log(given, local_date=today - dt.timedelta(days=back))
    said = re.findall(r"<h3>([^<]+)</h3>", text(cast))
    long = [look.day(today - dt.timedelta(days=back)) for back in (0, 1, 8)]
    assert said == [f"{long[0]}, today", f"{long[1]}, yesterday", long[2]]


def test_six_weeks_at_a_time(cast: Cast) -> None:
    today = cast.m17.today()
    given = make.assignment(cast.m17, starts=today - dt.timedelta(days=100))
    make.log(given, local_date=today - dt.timedelta(days=80), note="long ago")
    make.log(given, note="written lately")
    newest = text(cast)
    assert ("written lately" in newest, "long ago" in newest, "Earlier days" in newest) == (
        True,
        False,
        True,
    )
    monday = today - dt.timedelta(days=today.weekday())
    earlier = text(cast, f"?until={monday - dt.timedelta(days=36)}")
    assert ("written lately" in earlier, "long ago" in earlier, "To the newest" in earlier) == (
        False,
        True,
        True,
    )


@pytest.mark.parametrize("asked", ["x", "2026-99-99", "0001-01-01", "9999-12-31", "%00"])
def test_an_odd_address_is_the_newest_page(cast: Cast, asked: str) -> None:
    make.log(make.assignment(cast.m17), note="written lately")
    assert "written lately" in text(cast, f"?until={asked}")


def test_the_number_of_queries_does_not_grow(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    given = make.assignment(cast.m17, prescription={"worksheet": make.SHEET})
    for number in (1, 3):
        for _log in range(number):
            make.log(given)
            make.sheet(given)
        phone = cast.phone("M-17")
        with django_assert_num_queries(8):
            phone.get(PATH)


def test_an_entry_keeps_the_name_of_then_and_says_how_it_was_written_down(cast: Cast) -> None:
    given = make.assignment(cast.m17, starts=cast.m17.today() - dt.timedelta(days=9))
    back = {"local_date": cast.m17.today() - dt.timedelta(days=2)}
    numbers = {"suds_scale": "100", "suds_before": 70, "suds_peak": 80, "suds_end": 40}
    make.log(given, obstacles=["tired", "no_time"], before=7, after=3)
    make.log(given, **back, unpleasant=True, unpleasant_note="WORDS-X")
    make.log(given, **back, source="paper", **numbers)
    Assignment.objects.filter(pk=given.pk).update(title="A new name")
    shown = text(cast)
    assert shown.count("A short pause</a>: I did it") == 3
    assert "A new name" not in shown
    for said in (
        "hard before 7, after 3 · In the way: Too tired or unwell, No time",
        "I did it · written down later · Something unpleasant came up: WORDS-X",
        "number before: 70, highest: 80, at the end: 40 · from paper",
    ):
        assert said in shown


def test_the_own_curve_and_everything_to_print_or_save(cast: Cast) -> None:
    today = cast.m17.today()
    given = make.assignment(cast.m17, starts=today - dt.timedelta(days=100))
    make.checkin(cast.m17, 5, 6, log=make.log(given, minutes=4, note='=1+1, "x"'))
    old = make.log(given, local_date=today - dt.timedelta(days=80), note="long ago")
    make.checkin(cast.m17, 50, 60, log=old, scale="0-100", local_date=old.local_date)
    shown = text(cast)
    assert "there 5, kind 6" in shown
    assert len(DOTS.findall(shown)) == 2
    assert 'class="band"' not in shown
    assert "higher" not in shown
    row = re.search(r'data-row="([^"]+)"', shown)
    assert row is not None
    assert json.loads(html.unescape(row[1])) == [
        *(today.isoformat(), "A short pause", "I did it", 4, "", "", ""),
        *("", "", "", 5, 6, "", '=1+1, "x"', "", ""),
    ]
    everything = text(cast, "?all")
    assert ("long ago" in everything, everything.count("data-row=")) == (True, 2)
    assert len(DOTS.findall(everything)) == 2
    cast.m17.quiet_mode = True
    cast.m17.save(update_fields=["quiet_mode"])
    assert cast.phone("M-17").get(f"{PATH}?all").status_code == 303


def test_everything_is_a_year_at_a_time(cast: Cast) -> None:
    given = make.assignment(cast.m17, prescription={"worksheet": make.SHEET})
    make.log(given, note="of this year")
    make.log(given, local_date=dt.date(2025, 1, 1), note="a Wednesday")  # its week began in 2024
    make.sheet(given, local_date=dt.date(2025, 6, 3), answers={"about": "of last year"})
    make.log(make.assignment(cast.m18), local_date=dt.date(2019, 6, 3))
    parts = ("of this year", "of last year", "a Wednesday")
    seen = {}
    for query in ("", "=2026", "=2025", "=2024", "=2019", "=x", "=²", "=9" * 9):
        shown = text(cast, f"?all{query}")
        years = re.findall(r'href="\?all=(\d+)"(?: aria-current="page")?>', shown)
        assert years == ["2026", "2025", "2024"]
        current = re.findall(r'"\?all=(\d+)" aria-current', shown)
        assert f'data-file="my-days-{current[0]}.csv"' in shown
        seen[query] = (current, [part for part in parts if part in shown])
    newest = (["2026"], ["of this year"])
    assert seen == dict.fromkeys(seen, newest) | {
        "=2025": (["2025"], ["of last year"]),
        "=2024": (["2024"], ["a Wednesday"]),
    }
    Log.objects.filter(client=cast.m17, note="of this year").delete()
    assert "Nothing was written down in this year." in text(cast, "?all")


def test_the_questions_of_many_sheets_are_read_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = make.assignment(cast.m17, prescription={"worksheet": make.SHEET})
    for _sheet in range(5):
        make.sheet(given)
    read: list[Any] = []
    usual = Prescription.from_data

    def counted(data: Any) -> Prescription:
        read.append(data)
        return usual(data)

    monkeypatch.setattr(Prescription, "from_data", counted)
    assert text(cast).count("A map of my day") >= 5
    assert len(read) == 1


def test_worksheets_stand_in_their_weeks_and_in_the_table(cast: Cast) -> None:
    today = cast.m17.today()
    given = make.assignment(cast.m17, prescription={"worksheet": make.SHEET})
    old = today - dt.timedelta(days=80)
    make.sheet(given, answers={"about": "for both"}, is_shared=True)
    make.sheet(given, answers={"about": "=for me"}, is_finished=False)
    make.sheet(given, answers={"about": "long ago"}, local_date=old)
    make.sheet(given, answers={"about": "taken back"}, taken_back_at=now())
    theirs = make.assignment(cast.m18, prescription={"worksheet": make.SHEET})
    make.sheet(theirs, answers={"about": "of another"})
    shown = text(cast)
    parts = ("for both", "=for me", "Earlier days", "long ago", "taken back", "of another")
    assert [part in shown for part in parts] == [True, True, True, False, False, False]
    assert ("Your therapist may read it." in shown, "Kept for later." in shown) == (True, True)
    rows = [json.loads(html.unescape(row)) for row in re.findall(r'data-row="([^"]+)"', shown)]
    assert [(len(row), row[0], row[1], row[2]) for row in rows] == [
        (len(HEAD), today.isoformat(), "A map of my day", f"Sheet. {said}")
        for said in ("Kept for later.", "Your therapist may read it.")
    ]
    assert str(HEAD[NOTE]) == "Note"
    assert [row[NOTE].partition(": ")[2] for row in rows] == ["=for me", "for both"]
    everything = text(cast, "?all")
    assert ("long ago" in everything, everything.count("data-row=")) == (True, 3)
    answer_stream(client=cast.m17, kind="worksheets", shares=False, by=cast.phones["M-17"])
    assert "Your therapist may read it." not in text(cast)
