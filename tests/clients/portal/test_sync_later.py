"""Which of two changes stands: by the phone's count, by its clock put right, by what was erased."""

import datetime as dt
import uuid
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils.timezone import now

from clients.models import Log, Received
from tests import factories as make
from tests.cast import Cast
from tests.clients.portal.test_sync import became, post, said
from tests.phones import seal

HOUR, MINUTE = dt.timedelta(hours=1), dt.timedelta(minutes=1)
WHOLE = {"note": "", "readers": "me", "minutes": "", "after": "", "obstacles": [], "presence": []}
FULL = {"note": "mine", "readers": "both", "minutes": "12", "after": "3", "obstacles": ["selfish"]}


def page_says(cast: Cast, log: Log, **fields: Any) -> None:
    answer = cast.phone("M-17").post(reverse("portal:log_more", args=[log.uid]), fields)
    assert answer.status_code == 303


def sealed(cast: Cast, log: Log, form: Any, *, act: str = "edit", **other: Any) -> Any:
    """An envelope with a change of this entry."""
    content = said(log.assignment, act=act, entry=log.entry_uid, form=form) | other
    return seal(content, cast.phones["M-17"].uid)


def held(log: Log) -> tuple[Any, ...]:
    log.refresh_from_db()
    return log.note, log.note_shared, log.minutes, log.after, log.obstacles


@pytest.mark.parametrize("whole", [True, False])
def test_what_is_blank_in_a_form_that_showed_what_was_there_is_erased(
    cast: Cast, *, whole: bool
) -> None:
    log = make.log(make.assignment(cast.m17))
    page_says(cast, log, **FULL)
    before = held(log)
    assert before == ("mine", True, 12, 3, ["selfish"])
    sent = sealed(cast, log, WHOLE | {"then": "x"}, whole=whole)
    became(post(cast.phone("M-17"), sent))
    assert held(log) == (
        ("", False, None, None, []) if whole else ("mine", False, 12, 3, ["selfish"])
    )


def test_what_does_not_fit_in_such_a_form_stays_as_it_was(cast: Cast) -> None:
    log = make.log(make.assignment(cast.m17))
    page_says(cast, log, **FULL)
    sent = sealed(cast, log, WHOLE | {"minutes": "9999"}, whole=True)
    assert "How many minutes?" in post(cast.phone("M-17"), sent).json()["answers"][0]["why"]
    assert held(log) == ("", False, 12, None, [])


@pytest.mark.parametrize("whole", [True, False])
def test_what_was_told_is_erased_only_by_the_page_that_showed_it(
    cast: Cast, *, whole: bool
) -> None:
    log = make.log(make.assignment(cast.m17))
    address = reverse("portal:unpleasant", args=[log.uid])
    cast.phone("M-17").post(address, {"note": "dizzy", "still": "yes"})
    sent = sealed(cast, log, {"note": "", "still": []}, act="unpleasant", whole=whole)
    assert became(post(cast.phone("M-17"), sent)) == ["kept"]
    log.refresh_from_db()
    assert log.unpleasant
    told = (log.unpleasant_note, log.unpleasant_still)
    assert told == (("", None) if whole else ("dizzy", True))


@pytest.mark.parametrize("ahead", [-20 * HOUR, -3 * HOUR, 3 * HOUR, 20 * HOUR])
def test_a_clock_that_is_hours_off_is_put_right(cast: Cast, ahead: dt.timedelta) -> None:
    log, start = make.log(make.assignment(cast.m17)), now()
    older = sealed(cast, log, {"note": "older"}, number=1, at=(start + ahead).isoformat())
    with time_machine.travel(start + 2 * MINUTE, tick=False):
        page_says(cast, log, note="newer")
    last = start + 4 * MINUTE
    newest = sealed(cast, log, {"minutes": "7"}, number=2, at=(last + ahead).isoformat())
    with time_machine.travel(start + 5 * MINUTE, tick=False):
        here = (now() + ahead).isoformat()
        assert became(post(cast.phone("M-17"), older, newest, now=here)) == ["kept", "kept"]
    assert held(log)[:3] == ("newer", False, 7)
    written = Received.objects.filter(number__isnull=False).values_list("written_at", flat=True)
    assert sorted(written) == [start, last]


@pytest.mark.parametrize(
    "here", [None, 7, "x", "9999-12-31T23:59:59-12:00", "2035-05-05T12:00:00Z"]
)
def test_a_time_of_now_that_cannot_be_changes_nothing(cast: Cast, here: Any) -> None:
    log, at = make.log(make.assignment(cast.m17)), now() - HOUR
    sent = sealed(cast, log, {"note": "x"}, at=at.isoformat())
    assert became(post(cast.phone("M-17"), sent, now=here)) == ["kept"]
    assert Received.objects.get().written_at == at


def test_what_is_on_its_way_for_a_while_keeps_its_time(cast: Cast) -> None:
    log, at = make.log(make.assignment(cast.m17)), now() - HOUR
    sent = sealed(cast, log, {"note": "x"}, at=at.isoformat())
    here = (now() - dt.timedelta(seconds=20)).isoformat()
    assert became(post(cast.phone("M-17"), sent, now=here)) == ["kept"]
    assert Received.objects.get().written_at == at


@pytest.mark.parametrize("at", ["2035-05-05T12:00:00+00:00", "1990-01-01T00:00:00+00:00", "x"])
def test_a_page_stands_against_a_clock_that_cannot_be_right(cast: Cast, at: str) -> None:
    given, entry = make.assignment(cast.m17), uuid.uuid4()
    log = make.log(given, entry_uid=entry)
    older = sealed(cast, log, {"note": "older", "minutes": "7"}, at=at)
    page_says(cast, log, note="newer", minutes="8")
    assert became(post(cast.phone("M-17"), older)) == ["kept"]
    assert held(log)[:3] == ("newer", False, 8)
