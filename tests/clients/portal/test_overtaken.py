"""A page that lay open while something changed: what was written is kept, or said kindly."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.urls import reverse

from clients.actions.consents import answer_stream
from clients.models import Assignment, Log
from tests import factories as make
from tests.cast import Cast
from tests.clients.portal.test_sync import became, post, said
from tests.phones import seal


def write_down(cast: Cast, given: Assignment, **data: Any) -> Any:
    data = {"entry": str(uuid.uuid4()), "state": "done"} | data
    return cast.phone("M-17").post(reverse("portal:log", args=[given.uid]), data)


def test_homework_that_was_shortened_meanwhile_still_takes_todays_entry(cast: Cast) -> None:
    today = cast.m17.today()
    given = make.assignment(cast.m17, starts=today - dt.timedelta(days=9))
    given.ends = today - dt.timedelta(days=1)
    given.save(update_fields=["ends"])
    assert write_down(cast, given, day=str(today)).status_code == 303
    assert Log.objects.get().local_date == today


@pytest.mark.parametrize("days", [-10, 1])
def test_no_day_before_the_homework_and_none_to_come(cast: Cast, days: int) -> None:
    today = cast.m17.today()
    given = make.assignment(cast.m17, starts=today - dt.timedelta(days=9), ends=today)
    answer = write_down(cast, given, day=str(today + dt.timedelta(days=days)))
    assert answer.status_code == 422
    assert Log.objects.count() == 0


def test_without_a_day_the_last_one_of_the_homework_is_meant(cast: Cast) -> None:
    today = cast.m17.today()
    last = today - dt.timedelta(days=2)
    given = make.assignment(cast.m17, starts=today - dt.timedelta(days=9), ends=last)
    assert write_down(cast, given).status_code == 303
    assert Log.objects.get().local_date == last


def test_a_sealed_note_stays_private_once_no_notes_are_shared(cast: Cast) -> None:
    given, device = make.assignment(cast.m17), cast.phones["M-17"]
    form = {"state": "done", "note": "for both of us", "readers": "both"}
    sealed = [seal(said(given, number, form=form), device.uid) for number in (1, 2)]
    assert became(post(cast.phone("M-17"), sealed[0])) == ["kept"]
    answer_stream(client=cast.m17, kind="notes", shares=False, by=device)
    assert became(post(cast.phone("M-17"), sealed[1])) == ["kept"]
    kept = Log.objects.order_by("pk").values_list("note", "note_shared")
    assert list(kept) == [("for both of us", True), ("for both of us", False)]


def test_a_point_of_another_scale_is_asked_for_once_more(cast: Cast) -> None:
    log = make.log(make.assignment(cast.m17))
    address = reverse("portal:log_more", args=[log.uid])
    answer = cast.phone("M-17").post(address, {"presence": "72", "note": "kept"})
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert list(errors) == ["presence"]
    assert "valid choice" not in str(errors)
    assert "kept" in answer.content.decode()


def test_words_for_homework_that_was_taken_back_are_given_back(cast: Cast) -> None:
    given = make.assignment(cast.m17, prescription={"worksheet": make.SHEET})
    given.delete()
    sent = {"entry": str(uuid.uuid4()), "q-about": "the <bus>\nhome", "q-body": "4", "then": "done"}
    pages = [reverse(f"portal:{name}", args=[given.uid]) for name in ("sheet", "log")]
    for address in pages:
        answer = cast.phone("M-17").post(address, sent)
        text = answer.content.decode()
        assert answer.status_code == 404
        assert ("the &lt;bus&gt;<br>home" in text, text.count("own-note")) == (True, 1)
    assert cast.phone("M-17").get(pages[0]).content != answer.content


def test_it_is_the_same_answer_for_homework_of_somebody_else(cast: Cast) -> None:
    theirs = make.assignment(cast.m18, prescription={"worksheet": make.SHEET})
    sent = {"entry": str(uuid.uuid4()), "q-about": "the bus", "then": "done"}
    phone = cast.phone("M-17")
    pages = [
        phone.post(reverse("portal:sheet", args=[uid]), sent).content
        for uid in (theirs.uid, uuid.uuid4())
    ]
    assert pages[0] == pages[1]
    cast.m17.quiet_mode = True
    cast.m17.save()
    assert b"the bus" not in phone.post(reverse("portal:sheet", args=[uuid.uuid4()]), sent).content
