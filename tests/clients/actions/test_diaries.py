"""A week from paper: written down once, corrected, and never over what stands without a choice."""

import datetime as dt
from dataclasses import replace
from typing import Any

from clients.actions.diaries import PaperDay, make_diary, record_week
from clients.actions.logs import take_back_log
from clients.models import Assignment, Diary, Journal, Log
from clients.paperdiary import entry_uid
from tests import factories as make
from tests.cast import Cast

DAY = dt.timedelta(days=1)


def homework(cast: Cast) -> Assignment:
    """Homework since a week ago."""
    return make.assignment(cast.m17, starts=cast.m17.today() - 7 * DAY)


def rows(given: Assignment) -> list[tuple[Any, ...]]:
    """What stands, oldest first: day back, state, source, ratings."""
    today = given.client.today()
    return [
        (
            (today - log.local_date).days,
            log.state,
            log.source,
            (log.checkin.presence, log.checkin.kindness) if hasattr(log, "checkin") else None,
        )
        for log in given.logs.standing().order_by("local_date")
    ]


def test_the_same_week_keeps_its_code(cast: Cast) -> None:
    given, today = homework(cast), cast.m17.today()
    first = make_diary(assignment=given, first=today, by=cast.amara)
    again = make_diary(assignment=given, first=today, by=cast.amara)
    other = make_diary(assignment=given, first=today + 7 * DAY, by=cast.amara)
    assert (first.pk, first.code) == (again.pk, again.code)
    assert first.code != other.code
    assert Journal.objects.filter(object_uid=first.uid).count() == 1
    assert [first.is_open_on(today + n * DAY) for n in (-1, 0, 6, 7)] == [False, True, True, False]
    assert Diary.objects.count() == 2


def test_a_week_typed_twice_is_there_once_and_is_corrected(cast: Cast) -> None:
    given, today = homework(cast), cast.m17.today()
    week = [
        PaperDay(day=today - 2 * DAY, state="done", presence=5, kindness=4, clears=True),
        PaperDay(day=today - DAY, state="not_today", presence=5, kindness=3, clears=True),
        PaperDay(day=today, state="", clears=True),
    ]
    for _time in range(2):
        record_week(assignment=given, week=week, by=cast.amara)
    written = [(2, "done", "paper", (5, 4)), (1, "not_today", "paper", None)]
    assert rows(given) == written
    assert set(given.logs.values_list("checkin__context", "checkin__scale")) == {
        ("paper_day", "1-7"),
        (None, None),
    }
    before = Journal.objects.count()
    record_week(assignment=given, week=week, by=cast.amara)
    assert Journal.objects.count() == before
    corrected = [
        PaperDay(day=today - 2 * DAY, state="part", clears=True, note="the bus", note_shared=True),
        PaperDay(day=today - DAY, state="", clears=True),
    ]
    record_week(assignment=given, week=corrected, by=cast.amara)
    assert rows(given) == [(2, "part", "paper", None)]
    assert given.logs.get().note == "the bus"
    # Whoever saw nothing clears nothing.
    record_week(
        assignment=given, week=[PaperDay(day=today - 2 * DAY, state="")], by=cast.phones["M-17"]
    )
    record_week(
        assignment=given, week=[PaperDay(day=today - 2 * DAY, state="done")], by=cast.phones["M-17"]
    )
    assert rows(given) == [(2, "done", "paper", None)]
    assert given.logs.get().note == "the bus"


def test_what_the_phone_wrote_stays_unless_the_papers_is_chosen(cast: Cast) -> None:
    given, today = homework(cast), cast.m17.today()
    sent = make.log(given, state="done", note="mine alone", minutes=4)
    day = PaperDay(day=today, state="part", kindness=6, note="ours", note_shared=True)
    record_week(assignment=given, week=[day], by=cast.amara)
    assert rows(given) == [(0, "done", "phone", None)]
    record_week(assignment=given, week=[replace(day, replaces=True)], by=cast.amara)
    assert rows(given) == [(0, "part", "paper", (None, 6))]
    kept = Log.objects.get(pk=sent.pk)
    assert (kept.note, kept.note_shared, kept.minutes) == ("mine alone", False, 4)


def test_what_was_taken_back_stays_away(cast: Cast) -> None:
    given, today = homework(cast), cast.m17.today()
    week = [PaperDay(day=today, state="done", presence=5, clears=True)]
    record_week(assignment=given, week=week, by=cast.amara)
    take_back_log(log=given.logs.get(), by=cast.phones["M-17"])
    record_week(assignment=given, week=week, by=cast.amara)
    assert rows(given) == []
    assert given.logs.get().entry_uid == entry_uid(given.uid, today)
