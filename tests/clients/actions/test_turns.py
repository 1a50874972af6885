"""An edit and a take-back at the same moment: what was taken back stays empty, whoever comes first."""

import contextlib
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections, transaction

from clients.actions.diaries import PaperDay, record_week
from clients.actions.logs import (
    Rating,
    amend_log,
    report_unpleasant,
    take_back_log,
    tell_unpleasant,
    withdraw_unpleasant,
)
from clients.actions.sheets import join_sheets, record_sheet, take_back_sheet
from clients.actions.sync import Change, receive_changes
from clients.actions.turns import GoneError
from clients.models import Assignment, CheckIn, Log, Received, SheetAnswer
from tests import factories as make
from tests.cast import Cast, gather

MARKER = "a marker that must go"
RATING = Rating(presence=3, kindness=4, order_shown="presence,kindness")
A_MOMENT = 0.3
"""Seconds in which the second of two runs into the lock of the first."""

type Act = Callable[[Any], object]


def sealed(log: Log) -> None:
    one = Change(
        uid=uuid.uuid4(),
        device=None,  # type: ignore[arg-type]
        assignment=log.assignment,
        entry=log.entry_uid,
        number=1,
        written_at=None,
        clock_off=False,
        day=log.local_date,
        facts={"note": MARKER},
        rating=RATING,
    )
    receive_changes(client=log.client, changes=[one], by="command")


def week(log: Log) -> None:
    row = PaperDay(day=log.local_date, state="part", note=MARKER, presence=2, replaces=True)
    record_week(assignment=log.assignment, week=[row], by="command")


OF_LOGS: dict[str, Act] = {
    "amend": lambda log: amend_log(
        log=log, changes={"note": MARKER, "minutes": 4}, rating=RATING, by="command"
    ),
    "report": lambda log: report_unpleasant(log=log, note=MARKER, still=True, by="command"),
    "tell": lambda log: tell_unpleasant(log=log, note=MARKER, still=True, by="command"),
    "withdraw": lambda log: withdraw_unpleasant(log=log, by="command"),
    "week": week,
    "sealed": sealed,
}
REFUSE = ("amend", "report", "tell", "withdraw")


def assert_is_empty(log: Log) -> None:
    """Nothing of what was said stands in the row, beside it, or in what is kept of its changes."""
    names = ("state", "note", "minutes", "times", "unpleasant", "unpleasant_note")
    found = Log.objects.filter(pk=log.pk).values_list(*names, "unpleasant_still")
    assert list(found) == [("not_today", "", None, None, False, "", None)]
    assert not CheckIn.objects.filter(log=log).exists()
    assert [row.fields for row in Received.objects.about(log) if row.fields] == []


@pytest.mark.parametrize("name", REFUSE)
def test_a_page_that_lay_open_writes_nothing_into_an_empty_entry(cast: Cast, name: str) -> None:
    log = make.log(make.assignment(cast.m17))
    take_back_log(log=Log.objects.get(), by="command")
    with pytest.raises(GoneError):
        OF_LOGS[name](log)
    assert_is_empty(log)


def test_an_entry_that_is_not_there_any_more(cast: Cast) -> None:
    log = make.log(make.assignment(cast.m17))
    Log.objects.all().delete()
    with pytest.raises(GoneError):
        amend_log(log=log, changes={"note": MARKER}, by="command")


def test_taking_back_knows_what_was_taken_back_meanwhile(cast: Cast) -> None:
    log = make.log(make.assignment(cast.m17))
    take_back_log(log=Log.objects.get(), by="command")
    first = Log.objects.get().taken_back_at
    take_back_log(log=log, by="command")
    assert Log.objects.get().taken_back_at == first


def test_a_change_is_made_to_the_entry_as_it_stands(cast: Cast) -> None:
    """Its scale was left meanwhile: the other two numbers of the old one do not come back."""
    log = make.log(make.assignment(cast.m17), suds_before=70, suds_peak=90, suds_scale="100")
    amend_log(log=Log.objects.get(), changes={"suds_peak": 4, "suds_scale": "10"}, by="command")
    amend_log(log=log, changes={"suds_end": 2, "suds_scale": "10"}, by="command")
    log = Log.objects.get()
    assert (log.suds_before, log.suds_peak, log.suds_end) == (None, 4, 2)


def drafts(cast: Cast) -> tuple[SheetAnswer, SheetAnswer]:
    given = make.assignment(cast.m17, prescription={"worksheet": make.SHEET})
    first, second = (
        make.sheet(given, answers={"about": f"{MARKER} {number}"}, is_finished=False)
        for number in range(2)
    )
    return first, second


@pytest.mark.parametrize("which", [0, 1])
def test_a_draft_that_was_taken_back_is_not_joined(cast: Cast, which: int) -> None:
    both = drafts(cast)
    sheet, other = both
    take_back_sheet(sheet=SheetAnswer.objects.get(pk=both[which].pk), by="command")
    with pytest.raises(GoneError):
        join_sheets(sheet=sheet, other=other, by="command")
    assert SheetAnswer.objects.get(pk=both[which].pk).answers == {}
    kept = SheetAnswer.objects.get(pk=both[1 - which].pk)
    assert kept.answers == {"about": f"{MARKER} {1 - which}"}


def test_a_sheet_that_was_finished_meanwhile_is_not_emptied_into_another(cast: Cast) -> None:
    sheet, other = drafts(cast)
    SheetAnswer.objects.filter(pk=other.pk).update(is_finished=True)
    assert not join_sheets(sheet=sheet, other=other, by="command")
    assert SheetAnswer.objects.get(pk=other.pk).answers == {"about": f"{MARKER} 1"}


def keep_sheet(sheet: SheetAnswer) -> None:
    record_sheet(
        uid=sheet.entry_uid,
        assignment=sheet.assignment,
        answers={"about": MARKER},
        is_finished=False,
        is_shared=True,
        by="command",
    )


def one_after_the_other(first: Act, then: Act, *things: Any) -> None:
    """The second runs into the first, which has done its work and not yet kept it."""
    is_done = threading.Event()

    def lead() -> None:
        with transaction.atomic():
            first(things[0])
            is_done.set()
            threading.Event().wait(A_MOMENT)

    def follow() -> None:
        assert is_done.wait(10)
        with contextlib.suppress(GoneError):
            then(things[1])

    def closing(run: Callable[[], None]) -> None:
        try:
            run()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(closing, [lead, follow]))


def twice(model: Any, pk: int) -> list[Any]:
    """The row as two pages hold it, each with all that it leads to."""
    whole = model.objects.select_related("client__clinic", "clinic", "assignment__client__clinic")
    return [whole.get(pk=pk) for _page in range(2)]


def take_back(log: Log) -> None:
    take_back_log(log=log, by="command")


def homework() -> Assignment:
    return make.assignment(gather().m17, prescription={"worksheet": make.SHEET})


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", OF_LOGS)
def test_an_entry_is_empty_whoever_was_first(name: str) -> None:
    given = homework()
    for acts in ((take_back, OF_LOGS[name]), (OF_LOGS[name], take_back)):
        log = make.log(given, state="done")
        one_after_the_other(*acts, *twice(Log, log.pk))
        assert_is_empty(log)


@pytest.mark.django_db(transaction=True)
def test_a_sheet_is_empty_whoever_was_first() -> None:
    given = homework()

    def take_it_back(sheet: SheetAnswer) -> None:
        take_back_sheet(sheet=sheet, by="command")

    for acts in ((take_it_back, keep_sheet), (keep_sheet, take_it_back)):
        sheet = make.sheet(given, is_finished=False)
        one_after_the_other(*acts, *twice(SheetAnswer, sheet.pk))
        sheet.refresh_from_db()
        assert (sheet.answers, sheet.is_shared, sheet.is_finished) == ({}, False, False)
        assert [row.fields for row in Received.objects.about(sheet) if row.fields] == []
