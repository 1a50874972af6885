"""Worksheets as verbs: one row a uid, finished stays finished, taken back is empty for everybody."""

import uuid
from typing import Any

from clients.actions.sheets import record_sheet, take_back_sheet
from clients.models import Assignment, Journal, Received, SheetAnswer
from tests import factories as make
from tests.cast import Cast


def homework(cast: Cast) -> Assignment:
    return make.assignment(cast.m17, prescription={"worksheet": make.SHEET})


def record(given: Assignment, uid: uuid.UUID, **facts: Any) -> SheetAnswer:
    kept: dict[str, Any] = {
        "answers": {"about": "x"},
        "is_finished": False,
        "is_shared": False,
    } | facts
    return record_sheet(uid=uid, assignment=given, by="command", **kept)


def test_sent_a_hundred_times_it_is_one_row_and_one_line(cast: Cast) -> None:
    given, uid = homework(cast), uuid.uuid4()
    before = Journal.objects.count()
    for _number in range(100):
        record(given, uid)
    sheet = SheetAnswer.objects.get()
    assert (sheet.answers, sheet.edition, sheet.client) == (
        {"about": "x"},
        given.editions.get(),
        cast.m17,
    )
    assert Journal.objects.count() == before + 1


def test_what_was_sent_last_stands_and_finished_stays_finished(cast: Cast) -> None:
    given, uid = homework(cast), uuid.uuid4()
    record(given, uid)
    record(given, uid, is_finished=True, is_shared=True)
    record(given, uid, answers={"about": "y"})
    sheet = SheetAnswer.objects.get()
    assert (sheet.answers, sheet.is_finished, sheet.is_shared) == ({"about": "y"}, True, False)


def test_a_sheet_of_other_homework_stays_where_it_was(cast: Cast) -> None:
    uid = uuid.uuid4()
    first, second = homework(cast), homework(cast)
    record(first, uid)
    kept = record(second, uid, answers={"about": "moved"})
    assert (kept.assignment, kept.answers) == (first, {"about": "x"})


def test_taken_back_is_empty_and_stays_empty(cast: Cast) -> None:
    given, uid = homework(cast), uuid.uuid4()
    sheet = record(given, uid, answers={"about": "words that go"}, is_finished=True, is_shared=True)
    take_back_sheet(sheet=sheet, by="command")
    lines = Journal.objects.count()
    take_back_sheet(sheet=sheet, by="command")
    again = record(given, uid, answers={"about": "words that go"}, is_shared=True)
    again.refresh_from_db()
    assert (again.answers, again.is_finished, again.is_shared) == ({}, False, False)
    assert list(SheetAnswer.objects.standing()) == []
    assert Journal.objects.count() == lines
    assert list(Received.objects.values_list("fields", "written_at")) == [([], None)]
    assert "words that go" not in repr(list(Journal.objects.values()))
