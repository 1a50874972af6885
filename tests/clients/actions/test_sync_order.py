"""Two phones and a page with odd clocks: whichever way their changes come together, the entry is the same."""

import datetime as dt
import itertools
import uuid
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.utils.timezone import now
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from clients.actions.logs import amend_log, record_log
from clients.models import Log, PortalDevice, Received
from clients.models.received import in_order
from tests import factories as make
from tests.cast import Cast
from tests.clients.actions.test_sync import (
    ENTRY,
    HOUR,
    change,
    forget,
    keep,
    sheet_change,
    the_sheet,
)

IN_2035 = dt.datetime(2035, 5, 5, tzinfo=dt.UTC)
OFF: dict[str, Any] = {"written_at": IN_2035, "clock_off": True}


def wrote(number: int, hours_ago: int | None, **facts: Any) -> Any:
    """One change, so long ago by the phone's clock; None: a clock that cannot be right."""
    clock = OFF if hours_ago is None else {"written_at": now().replace(minute=0) - hours_ago * HOUR}
    return change(number, facts=facts, **clock)


def interleaved(one: list[Any], other: list[Any]) -> Iterator[list[tuple[int, Any]]]:
    """Every way in which the changes of two phones come together, each phone's in its own order."""
    places = range(len(one) + len(other))
    for mine in itertools.combinations(places, len(one)):
        own, others = iter(one), iter(other)
        yield [(0, next(own)) if place in mine else (1, next(others)) for place in places]


def ends(cast: Cast, orders: Any) -> set[tuple[Any, ...]]:
    """What the entry says in the end, for each of these orders."""
    given = make.assignment(cast.m17)
    phones = [cast.phones["M-17"], make.device(cast.m17, secret_hash="s")]
    found = set()
    for order in orders:
        forget()
        for which, one in order:
            keep(given, phones[which], [one])
        log = Log.objects.get()
        found.add((log.state, log.note, log.minutes, log.clock_off))
    return found


ODD: dict[str, tuple[list[Any], list[Any], str]] = {
    "set back": ([(1, 2, "a1"), (2, 5, "a2")], [(1, 3, "b")], "a2"),
    "2035, then right": ([(1, None, "a1"), (2, 5, "a2")], [(1, 4, "b")], "b"),
    "right, then 2035": ([(1, 3, "a1"), (2, None, "a2")], [(1, 4, "b")], "a2"),
    "the same second": ([(1, 3, "a")], [(1, 3, "b")], "b"),
    "2035 on both": ([(1, None, "a")], [(1, None, "b")], "b"),
    "2035 against right": ([(1, None, "a")], [(1, 9, "b")], "b"),
    "back and forth": ([(1, 2, "a1"), (2, 9, "a2"), (3, 1, "a3")], [(1, 5, "b1"), (2, 8, "b2")], "a3"),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_two_phones_with_odd_clocks(cast: Cast, name: str) -> None:
    one, other, note = ODD[name]
    phones = [[wrote(n, ago, note=said) for n, ago, said in phone] for phone in (one, other)]
    assert {said[1] for said in ends(cast, interleaved(*phones))} == {note}


def test_two_phones_whose_clocks_go_forward_in_every_order(cast: Cast) -> None:
    steps = [
        (0, replace(wrote(1, 9, state="part", note="a1"), says_day=True)),
        (0, wrote(2, 5, note="a2", minutes=3)),
        (1, wrote(1, 7, state="done", minutes=4)),
        (1, wrote(2, None, minutes=5)),
    ]
    assert ends(cast, itertools.permutations(steps)) == {("done", "a2", 3, False)}


def test_of_a_sheet_too(cast: Cast) -> None:
    given = make.assignment(cast.m17, prescription={"worksheet": make.SHEET})
    phones = [cast.phones["M-17"], make.device(cast.m17, secret_hash="s")]
    hour = now().replace(minute=0)
    one = [sheet_change(given, n, said, written_at=at) for n, said, at in (
        (1, "a1", hour - 2 * HOUR), (2, "a2", hour - 5 * HOUR),
    )]  # fmt: skip
    other = [sheet_change(given, 1, "b", written_at=hour - 3 * HOUR)]
    for order in interleaved(one, other):
        given.sheets.all().delete()
        forget()
        for which, step in order:
            keep(given, phones[which], [step])
        assert the_sheet()[0] == "a2"


def test_a_page_is_later_than_a_clock_that_cannot_be_right(cast: Cast) -> None:
    given, phone = make.assignment(cast.m17), cast.phones["M-17"]
    log = record_log(uid=ENTRY, assignment=given, state="done", by=phone)
    amend_log(log=log, changes={"note": "on the page"}, by=phone)
    keep(given, phone, [wrote(1, None, note="2035", minutes=4)])
    log.refresh_from_db()
    assert (log.note, log.minutes) == ("on the page", 4)


CHANGES = st.lists(
    st.tuples(st.sampled_from([1, 2, None]), st.integers(0, 4), st.integers(0, 4), st.booleans()),
    max_size=8,
)


@drawn(CHANGES, st.randoms())
@settings(max_examples=300, deadline=None)
def test_the_order_is_one_and_keeps_each_phones_count(said: Any, chance: Any) -> None:
    at = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
    rows = [
        Received(
            pk=place,
            device=PortalDevice(pk=device) if device else None,
            number=number if device else None,
            written_at=at + hours * HOUR if device else None,
            clock_off=bool(device) and is_off,
            received_at=at + (9 + hours) * HOUR,
            mutation_uid=uuid.UUID(int=place),
        )
        for place, (device, number, hours, is_off) in enumerate(said, start=1)
    ]
    order = in_order(rows)
    for _time in range(3):
        chance.shuffle(rows)
        assert in_order(rows) == order
    for device in (1, 2):
        counted = [row.number or 0 for row in order if row.device_id == device]
        assert counted == sorted(counted)
