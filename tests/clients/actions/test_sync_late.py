"""What was still on its way when a page said something else: nothing is lost, nothing is undone."""

import pytest
from django.utils.timezone import now

from clients.actions.logs import (
    record_log,
    report_unpleasant,
    tell_unpleasant,
    withdraw_unpleasant,
)
from clients.actions.sheets import join_sheets
from clients.models import Assignment, SheetAnswer
from tests import factories as make
from tests.cast import Cast
from tests.clients.actions.test_sync import ENTRY, change, receive, sheet_change


@pytest.mark.parametrize("is_slip", [False, True])
def test_what_was_said_of_something_unpleasant_since_stays(cast: Cast, *, is_slip: bool) -> None:
    given, phone = make.assignment(cast.m17), cast.phones["M-17"]
    old = {"note": "older", "still": True, "rest": True, "whole": False}
    log = record_log(uid=ENTRY, assignment=given, state="done", by=phone)
    if is_slip:
        withdraw_unpleasant(log=log, by=phone)
    else:
        tell_unpleasant(log=log, note="on the page", still=False, by=phone)
    receive(cast, given, change(1, unpleasant=True, told=old), change(2, unpleasant=True))
    log.refresh_from_db()
    said = (log.unpleasant, log.unpleasant_note, log.unpleasant_still)
    assert said == ((False, "", None) if is_slip else (True, "on the page", False))
    assert Assignment.objects.get().resting_since is None
    told = {"note": "", "still": True, "rest": False, "whole": False}
    receive(cast, given, change(3, unpleasant=True, told=told, written_at=now()))
    log.refresh_from_db()
    said = (log.unpleasant, log.unpleasant_note, log.unpleasant_still)
    assert said == (True, "" if is_slip else "on the page", True)


def test_words_still_on_their_way_stand_where_a_page_only_said_that_it_was_unpleasant(
    cast: Cast,
) -> None:
    given, phone = make.assignment(cast.m17), cast.phones["M-17"]
    log = record_log(uid=ENTRY, assignment=given, state="done", by=phone)
    report_unpleasant(log=log, by=phone)
    told = {"note": "dizzy", "still": None, "rest": False, "whole": False}
    receive(cast, given, change(1, unpleasant=True, told=told))
    log.refresh_from_db()
    assert (log.unpleasant, log.unpleasant_note) == (True, "dizzy")


def test_what_was_on_its_way_to_a_draft_that_was_joined_stands_on_it_again(cast: Cast) -> None:
    given = make.assignment(cast.m17, prescription={"worksheet": make.SHEET})
    receive(cast, given, sheet_change(given, 1, "of one phone", is_shared=True))
    other, one = SheetAnswer.objects.get(), make.sheet(given, answers={}, is_finished=False)
    assert join_sheets(sheet=one, other=other, by=cast.phones["M-17"])
    assert list(SheetAnswer.objects.standing()) == [one]
    receive(cast, given, sheet_change(given, 0, "older than what was joined"))
    assert list(SheetAnswer.objects.standing()) == [one]
    receive(cast, given, sheet_change(given, 2, "sealed before they were joined"))
    said = SheetAnswer.objects.drafts().order_by("pk").values_list("answers", "is_shared")
    assert list(said) == [
        ({"about": "sealed before they were joined"}, False),
        ({"about": "of one phone"}, False),
    ]
    one.refresh_from_db()
    assert one.twin() == other
