"""A week from paper: written down once, corrected, and never over what stands without a choice."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from clients.actions.diaries import NoDayForLineError, PaperDay, make_diary, record_week
from clients.actions.logs import amend_log, take_back_log
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
    assert rows(given) == [(2, "part", "paper", None)]
    assert given.logs.get().note == "the bus"


def test_the_empty_page_of_the_phone_leaves_what_stands(cast: Cast) -> None:
    given, today, phone = homework(cast), cast.m17.today(), cast.phones["M-17"]
    typed = PaperDay(day=today, state="done", presence=6, numbers={"before": 7}, clears=True)
    record_week(assignment=given, week=[typed], by=cast.amara)
    before = Journal.objects.count()
    same = replace(typed, clears=False)
    for said, stood in (
        (same, []),  # sent twice, and less of the same: nothing to tell
        (PaperDay(day=today, state="done"), []),
        (replace(same, state="part"), [today]),
        (replace(same, presence=2), [today]),
        (replace(same, numbers={"before": 1}), [today]),
        (replace(same, times=3), [today]),
    ):
        assert record_week(assignment=given, week=[said], by=phone) == stood
    assert rows(given) == [(0, "done", "paper", (6, None))]
    assert Journal.objects.count() == before


def test_the_line_of_the_phone_does_not_replace_a_note_of_the_clients(cast: Cast) -> None:
    given, today, phone = homework(cast), cast.m17.today(), cast.phones["M-17"]
    bare = PaperDay(day=today - DAY, state="done")
    lined = PaperDay(day=today, state="done", note="the sheet")
    for _time in range(2):  # the line stays where it stands
        assert record_week(assignment=given, week=[lined, bare], by=phone) == []
    log = given.logs.get(local_date=today)
    assert set(given.logs.values_list("note", flat=True)) == {"", "the sheet"}
    for is_shared in (False, True):
        amend_log(log=log, changes={"note": "my own", "note_shared": is_shared}, by=phone)
        with pytest.raises(NoDayForLineError):
            record_week(assignment=given, week=[lined], by=phone)
        log.refresh_from_db()
        assert (log.note, log.note_shared) == ("my own", is_shared)


def test_what_the_phone_wrote_stays_unless_the_papers_is_chosen(cast: Cast) -> None:
    given, today = homework(cast), cast.m17.today()
    sent = make.log(given, state="done", note="mine alone", minutes=4)
    day = PaperDay(day=today, state="part", kindness=6)
    line: dict[str, Any] = {"note": "ours", "note_shared": True}
    assert record_week(assignment=given, week=[day], by=cast.amara) == [today]
    for replaces in (False, True):  # a note of the client's own gives way to no line
        week = [replace(day, replaces=replaces, **line)]
        with pytest.raises(NoDayForLineError):
            record_week(assignment=given, week=week, by=cast.amara)
    assert rows(given) == [(0, "done", "phone", None)]
    assert record_week(assignment=given, week=[replace(day, replaces=True)], by=cast.amara) == []
    assert rows(given) == [(0, "part", "paper", (None, 6))]
    kept = Log.objects.get(pk=sent.pk)
    assert (kept.note, kept.note_shared, kept.minutes) == ("mine alone", False, 4)


def test_the_line_finds_the_last_entry_that_can_take_it(cast: Cast) -> None:
    given, today = homework(cast), cast.m17.today()
    make.log(given, state="done", note="", local_date=today)
    make.log(given, state="done", note="mine alone", local_date=today - DAY)
    line: dict[str, Any] = {"note": "ours", "note_shared": True}
    week = [
        PaperDay(day=today - 2 * DAY, state="done", clears=True),
        PaperDay(day=today - DAY, state="part", clears=True),
        PaperDay(day=today, state="part", clears=True, **line),
    ]

    def notes() -> list[tuple[str, bool]]:
        found = given.logs.order_by("local_date")
        return [(log.note, log.note_shared) for log in found]

    for rows_of_week, expected in (
        (week[1:], [("mine alone", False), ("ours", True)]),  # nothing written: where there is none
        (week, [("ours", True), ("mine alone", False), ("ours", True)]),  # with what is written
    ):
        for _time in range(2):
            stood = record_week(assignment=given, week=rows_of_week, by=cast.amara)
            assert stood == [today - DAY, today]
            assert notes() == expected
    with pytest.raises(NoDayForLineError):
        record_week(assignment=given, week=[replace(week[1], **line)], by=cast.amara)
    cleared = [PaperDay(day=today - 2 * DAY, state="", clears=True), replace(week[1], **line)]
    with pytest.raises(NoDayForLineError):
        record_week(assignment=given, week=cleared, by=cast.amara)
    assert given.logs.count() == 3


def test_a_private_line_from_paper_outlives_what_the_clinician_types(cast: Cast) -> None:
    given, today = homework(cast), cast.m17.today()
    phones = PaperDay(day=today, state="done", note="mine alone")
    record_week(assignment=given, week=[phones], by=cast.phones["M-17"])
    typed = PaperDay(day=today, state="part", clears=True)
    record_week(assignment=given, week=[typed], by=cast.amara)
    assert [(log.state, log.note) for log in given.logs.all()] == [("part", "mine alone")]


def test_what_was_taken_back_stays_away(cast: Cast) -> None:
    given, today = homework(cast), cast.m17.today()
    week = [PaperDay(day=today, state="done", presence=5, clears=True)]
    record_week(assignment=given, week=week, by=cast.amara)
    take_back_log(log=given.logs.get(), by=cast.phones["M-17"])
    record_week(assignment=given, week=week, by=cast.amara)
    assert rows(given) == []
    assert given.logs.get().entry_uid == entry_uid(given.uid, today)


def test_numbers_are_kept_corrected_and_cleared_where_they_were_asked(cast: Cast) -> None:
    given, today = homework(cast), cast.m17.today()

    def numbers(day: PaperDay) -> tuple[int | None, ...]:
        for _time in range(2):
            record_week(assignment=given, week=[day], by=cast.amara)
        log = given.logs.get()
        return (log.before, log.after, log.times)

    full = PaperDay(
        day=today, state="done", numbers={"before": 7, "after": 0}, times=3, clears=True
    )
    assert numbers(full) == (7, 0, 3)
    assert numbers(replace(full, numbers={})) == (7, 0, 3)  # what was not asked stays
    less = {"before": 5, "after": None}
    assert numbers(replace(full, numbers=less, clears=False)) == (7, 0, 3)
    assert numbers(replace(full, numbers=less)) == (5, None, 3)
    assert numbers(replace(full, state="not_today")) == (7, None, None)


def test_numbers_of_exposure_homework_keep_the_scale_of_the_client(cast: Cast) -> None:
    given, today = homework(cast), cast.m17.today()
    suds = {"suds_before": 40, "suds_peak": 70, "suds_end": 30, "minutes": 35}
    record_week(
        assignment=given, week=[PaperDay(day=today, state="done", numbers=suds)], by=cast.amara
    )
    log = given.logs.get()
    told = (log.suds_scale, log.suds_before, log.suds_peak, log.suds_end, log.minutes)
    assert told == (cast.m17.suds_scale, 40, 70, 30, 35)


def test_taking_the_papers_count_does_not_count_twice(cast: Cast) -> None:
    given, today = homework(cast), cast.m17.today()
    make.log(given, times=2)
    make.log(given)
    make.log(given, state="not_today")
    day = PaperDay(day=today, state="done", times=5, replaces=True, clears=True)
    for _time in range(2):
        record_week(assignment=given, week=[day], by=cast.amara)
    assert sum(log.counted for log in given.logs.all()) == 5
    assert given.logs.count() == 3


@pytest.mark.parametrize(("state", "times"), [("not_today", None), ("done", 1), ("part", 2)])
def test_paper_that_says_less_than_the_other_entries_takes_no_place(
    cast: Cast, state: str, times: int | None
) -> None:
    given, today = homework(cast), cast.m17.today()
    for _entry in range(3):
        make.log(given)
    day = PaperDay(day=today, state=state, times=times, replaces=True, clears=True)
    assert record_week(assignment=given, week=[day], by=cast.amara) == [today]
    assert rows(given) == [(0, "done", "phone", None)] * 3
