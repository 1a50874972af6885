"""My path: one's own days in words, by week."""

import datetime as dt
import html
import json
import re

import pytest
from pytest_django import DjangoAssertNumQueries

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


def test_six_weeks_at_a_time(cast: Cast) -> None:
    today = cast.m17.today()
    given = make.assignment(cast.m17, starts=today - dt.timedelta(days=100))
    make.log(given, local_date=today - dt.timedelta(days=80), note="long ago")
    make.log(given, note="just now")
    newest = text(cast)
    assert ("just now" in newest, "long ago" in newest, "Earlier days" in newest) == (
        True,
        False,
        True,
    )
    monday = today - dt.timedelta(days=today.weekday())
    earlier = text(cast, f"?until={monday - dt.timedelta(days=36)}")
    assert ("just now" in earlier, "long ago" in earlier, "To the newest" in earlier) == (
        False,
        True,
        True,
    )


@pytest.mark.parametrize("asked", ["x", "2026-99-99", "0001-01-01", "9999-12-31", "%00"])
def test_an_odd_address_is_the_newest_page(cast: Cast, asked: str) -> None:
    make.log(make.assignment(cast.m17), note="just now")
    assert "just now" in text(cast, f"?until={asked}")


def test_the_number_of_queries_does_not_grow(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    given = make.assignment(cast.m17)
    for number in (1, 3):
        for _log in range(number):
            make.log(given)
        phone = cast.phone("M-17")
        with django_assert_num_queries(5):
            phone.get(PATH)


def test_the_own_curve_and_everything_to_print_or_save(cast: Cast) -> None:
    today = cast.m17.today()
    given = make.assignment(cast.m17, starts=today - dt.timedelta(days=100))
    make.checkin(cast.m17, 5, 6, log=make.log(given, minutes=4, note='=1+1, "x"'))
    old = make.log(given, local_date=today - dt.timedelta(days=80), note="long ago")
    make.checkin(cast.m17, 50, 60, log=old, scale="0-100", local_date=old.local_date)
    shown = text(cast)
    assert "there with it 5, kind to myself 6" in shown
    assert len(DOTS.findall(shown)) == 2
    assert 'class="band"' not in shown
    assert "higher" not in shown
    row = re.search(r'data-row="([^"]+)"', shown)
    assert row is not None
    assert json.loads(html.unescape(row[1])) == [
        *(today.isoformat(), "A short pause", "I did it", 4, "", "", "", 5, 6),
        '=1+1, "x"',
    ]
    everything = text(cast, "?all")
    assert ("long ago" in everything, everything.count("data-row=")) == (True, 2)
    assert len(DOTS.findall(everything)) == 2
    cast.m17.quiet_mode = True
    cast.m17.save(update_fields=["quiet_mode"])
    assert cast.phone("M-17").get(f"{PATH}?all").status_code == 303
