"""Changes from a phone: each once, in any order, and nothing of what they say but in the entry."""

import datetime as dt
import itertools
import random
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection, connections
from django.utils.timezone import now

from clients.actions.logs import Rating, amend_log, record_log, take_back_log
from clients.actions.sheets import record_sheet, take_back_sheet
from clients.actions.sync import Change, SheetChange, receive_changes
from clients.models import Assignment, Journal, Log, PortalDevice, Received, SheetAnswer
from tests import factories as make
from tests.cast import Cast, gather

MARKER = "a marker that must go"
ENTRY = uuid.uuid4()
HOUR = dt.timedelta(hours=1)
AT_ONCE = 6


def change(number: int, **said: Any) -> Change:
    """One change of ENTRY: the one with this number on the phone, written an hour after the last.

    `receive` says of which phone and which homework.
    """
    facts = said.pop("facts", {})
    at = said.pop("written_at", now() - 12 * HOUR + number * HOUR)
    common = {"uid": uuid.uuid4(), "entry": ENTRY, "number": number, "written_at": at}
    common |= {
        "device": None,
        "assignment": None,
        "clock_off": False,
        "day": said.pop("day", at.date()),
        "facts": facts,
    }
    return Change(**(common | said))


def receive(
    cast: Cast, given: Assignment, *changes: Change | SheetChange, who: str = "M-17"
) -> list[bool]:
    """Whether each was new."""
    return keep(given, cast.phones[who], changes)


def keep(given: Assignment, device: PortalDevice, changes: Any) -> list[bool]:
    """The same for any phone; each change is sent by itself."""
    own = [replace(one, device=device, assignment=given) for one in changes]
    return [receive_changes(client=given.client, changes=[one], by=device)[0] for one in own]


def entry() -> dict[str, Any]:
    """All that the one entry says, with its ratings."""
    log = Log.objects.get()
    names = ("state", "before", "after", "minutes", "obstacles", "note", "note_shared")
    said = {name: getattr(log, name) for name in (*names, "local_date", "unpleasant", "clock_off")}
    rated = getattr(log, "checkin", None)
    ratings = {"rated": (rated.presence, rated.kindness, rated.local_date) if rated else None}
    return said | ratings | {"gone": log.taken_back_at is not None}


def a_day() -> list[Change]:
    """An entry in four steps, in the order in which they were written."""
    created = dt.date(2026, 11, 20)
    return [
        change(1, facts={"state": "part", "before": 7}, day=created, says_day=True),
        change(2, facts={"note": "first", "note_shared": True, "minutes": 5}),
        change(3, facts={"state": "done"}, unpleasant=True),
        change(
            4,
            facts={"note": "second", "note_shared": False, "obstacles": ["tired"]},
            rating=Rating(presence=6, kindness=None, order_shown="presence,kindness"),
        ),
    ]


AFTER_ALL = {
    "state": "done",
    "before": 7,
    "after": None,
    "minutes": 5,
    "obstacles": ["tired"],
    "note": "second",
    "note_shared": False,
    "local_date": dt.date(2026, 11, 20),
    "unpleasant": True,
    "clock_off": False,
    "rated": (6, None, dt.date(2026, 11, 20)),
    "gone": False,
}


def forget() -> None:
    """Take all entries away, so that the next order meets an empty ground."""
    Log.objects.all().delete()
    Received.objects.all().delete()


def test_in_every_order_and_sent_twice_it_is_the_same_entry(cast: Cast) -> None:
    given, steps = make.assignment(cast.m17), a_day()
    for sent in itertools.permutations(steps):
        forget()
        assert receive(cast, given, *sent) == [True] * 4
        assert entry() == AFTER_ALL
        lines = Journal.objects.count()
        assert receive(cast, given, *reversed(sent)) == [False] * 4
        assert entry() == AFTER_ALL
        assert (Received.objects.count(), Journal.objects.count()) == (4, lines)


def test_a_thousand_times_is_one_row(cast: Cast) -> None:
    given, one = make.assignment(cast.m17), change(1, facts={"state": "done"})
    phone = cast.phones["M-17"]
    own = replace(one, device=phone, assignment=given)
    assert sum(receive(cast, given, *[one] * 500)) == 1
    assert sum(receive_changes(client=cast.m17, changes=[own] * 500, by=phone)) == 0
    assert (Log.objects.count(), Received.objects.count()) == (1, 1)
    assert Journal.objects.filter(object_kind="clients.Log").count() == 1


def test_not_today_takes_along_what_was_said_before_it(cast: Cast) -> None:
    given = make.assignment(cast.m17)
    rating = Rating(presence=1, kindness=2, order_shown="presence,kindness")
    steps = [
        change(1, facts={"state": "done", "before": 3}, says_day=True),
        change(2, facts={"minutes": 5, "after": 2, "note": "kept"}, rating=rating),
        change(3, facts={"state": "not_today"}),
    ]
    for order in itertools.permutations(steps):
        forget()
        receive(cast, given, *order)
        said = entry()
        assert (said["state"], said["before"], said["note"]) == ("not_today", 3, "kept")
        assert (said["minutes"], said["after"], said["rated"]) == (None, None, None)


def test_what_was_taken_back_takes_nothing_more(cast: Cast) -> None:
    given = make.assignment(cast.m17)
    steps = [
        change(1, facts={"state": "done", "before": 3}, says_day=True),
        change(2, facts={"note": MARKER}),
        change(3, takes_back=True),
    ]
    for order in itertools.permutations(steps):
        forget()
        assert receive(cast, given, *order) == [True] * 3
        said = entry()
        assert said["gone"]
        assert (said["note"], said["before"], said["state"]) == ("", None, "not_today")
        assert list(Log.objects.standing()) == []
        rows = list(Received.objects.values_list("fields", "written_at"))
        assert rows == [([], None)] * 3


def test_the_journal_does_not_tell_what_was_taken_back(cast: Cast) -> None:
    """Neither by its words nor by their number: it looks as if something had been added."""
    lines = []
    for uid, last in (
        (ENTRY, change(2, takes_back=True)),
        (uuid.uuid4(), change(2, facts={"note": "more", "note_shared": False})),
    ):
        given = make.assignment(cast.m17)
        first = change(1, facts={"state": "done", "before": 3}, entry=uid)
        last = replace(last, entry=uid)
        receive(cast, given, first, last)
        log = Log.objects.get(entry_uid=uid)
        found = Journal.objects.filter(object_uid=log.uid).order_by("pk")
        lines.append([(line.act, line.fields, line.actor_kind) for line in found])
    assert lines[0] == lines[1] == [
        ("created", ["before", "state"], "device"),
        ("changed", [], "device"),
    ]  # fmt: skip
    assert not Journal.objects.filter(object_kind="clients.Received").exists()


def test_what_was_said_on_a_page_since_stays(cast: Cast) -> None:
    given, phone = make.assignment(cast.m17), cast.phones["M-17"]
    receive(cast, given, change(1, facts={"state": "part"}))
    amend_log(log=Log.objects.get(), changes={"note": "on the page"}, by=phone)
    receive(cast, given, change(2, facts={"note": "before that", "minutes": 4}))
    assert (entry()["note"], entry()["minutes"]) == ("on the page", 4)
    since = change(3, facts={"note": "after that"}, written_at=now())
    receive(cast, given, since)
    assert entry()["note"] == "after that"
    take_back_log(log=Log.objects.get(), by=phone)
    receive(cast, given, change(5, facts={"note": MARKER}))
    assert (entry()["note"], entry()["gone"]) == ("", True)


def test_an_entry_that_the_page_made_is_not_made_again(cast: Cast) -> None:
    """The answer to the page was lost, and the phone sealed the same entry."""
    given, phone = make.assignment(cast.m17), cast.phones["M-17"]
    record_log(uid=ENTRY, assignment=given, state="done", before=None, by=phone)
    before = Journal.objects.count()
    receive(cast, given, change(1, facts={"state": "done"}, says_day=True, day=cast.m17.today()))
    assert (entry()["state"], Journal.objects.count()) == ("done", before)


def test_phones_count_for_themselves(cast: Cast) -> None:
    """Between two phones of a client the clock says which came last; a wrong one is the server's."""
    given, other = make.assignment(cast.m17), make.device(cast.m17, secret_hash="s")
    receive(cast, given, change(9, facts={"state": "part", "note": "old"}))
    for one, note in [
        (change(1, facts={"note": "older"}, written_at=now() - 30 * HOUR), "old"),
        (change(2, facts={"note": "new"}, written_at=now() - HOUR), "new"),
        (change(3, facts={"note": "2035"}, written_at=now() + 80_000 * HOUR, clock_off=True), "2035"),
    ]:  # fmt: skip
        keep(given, other, [one])
        assert entry()["note"] == note


def test_a_wrong_clock_is_kept_and_never_moves_a_day(cast: Cast) -> None:
    given, today = make.assignment(cast.m17), cast.m17.today()
    in_2035 = dt.datetime(2035, 1, 1, tzinfo=dt.UTC)
    off: dict[str, Any] = {"written_at": in_2035, "clock_off": True, "says_day": True}
    receive(cast, given, change(1, facts={"state": "done"}, day=today, **off))
    log, row = Log.objects.get(), Received.objects.get()
    assert (log.local_date, log.clock_off) == (today, True)
    assert (row.written_at, row.clock_off) == (in_2035, True)
    yesterday = today - dt.timedelta(days=1)
    receive(cast, given, change(2, facts={"before": 2}, day=yesterday, **off))
    assert (entry()["local_date"], entry()["before"], entry()["clock_off"]) == (today, 2, True)
    receive(cast, given, change(3, facts={"before": 3}, day=yesterday, says_day=True))
    assert (entry()["local_date"], entry()["before"], entry()["clock_off"]) == (
        yesterday, 3, False,
    )  # fmt: skip


def test_the_same_uids_of_two_clients_have_nothing_to_do_with_one_another(cast: Cast) -> None:
    mine, theirs = make.assignment(cast.m17), make.assignment(cast.m18)
    one = change(1, facts={"state": "done", "note": "mine"})
    assert receive(cast, mine, one) == [True]
    assert receive(cast, theirs, one, who="M-18") == [True]
    taken_back = replace(one, uid=uuid.uuid4(), takes_back=True)
    receive(cast, theirs, taken_back, who="M-18")
    assert [(log.client.code, log.note) for log in Log.objects.order_by("pk")] == [
        ("M-17", "mine"),
        ("M-18", ""),
    ]


def test_nothing_of_what_is_said_is_kept_beside_the_entry(cast: Cast) -> None:
    given = make.assignment(cast.m17)
    receive(cast, given, change(1, facts={"state": "done", "note": MARKER}))
    kept = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            kept[table] = repr(cursor.fetchall()).count(MARKER)
    assert {table: count for table, count in kept.items() if count} == {"clients_log": 1}


def sheet_change(given: Assignment, number: int, about: str, **said: Any) -> SheetChange:
    """The sheet ENTRY as it stood when the phone had counted so far."""
    one = change(number, **{name: said.pop(name) for name in ("day", "written_at") if name in said})
    common = {name: getattr(one, name) for name in ("uid", "entry", "number", "written_at", "day")}
    kept = {
        "answers": {"about": about},
        "is_finished": False,
        "is_shared": False,
        "clock_off": False,
    }
    kept |= {"device": None, "assignment": given, "edition": given.editions.get()}
    return SheetChange(**(common | kept | said))


def the_sheet() -> tuple[Any, ...]:
    """What the one sheet says, whether finished and shared, its day, and whether it is gone."""
    sheet = SheetAnswer.objects.get()
    said = (sheet.answers.get("about"), sheet.is_finished, sheet.is_shared, sheet.local_date)
    return (*said, sheet.taken_back_at is not None)


def test_a_sheet_is_the_same_in_every_order_and_a_late_one_overwrites_nothing(cast: Cast) -> None:
    given = make.assignment(cast.m17, prescription={"worksheet": make.SHEET})
    begun = dt.date(2026, 11, 20)
    steps = [
        sheet_change(given, 1, "first", day=begun, is_shared=True),
        sheet_change(given, 2, "second", is_shared=True, is_finished=True),
        sheet_change(given, 3, "third"),
    ]
    for sent in itertools.permutations(steps):
        SheetAnswer.objects.all().delete()
        forget()
        assert receive(cast, given, *sent) == [True] * 3
        assert the_sheet() == ("third", True, False, begun, False)
        lines = Journal.objects.count()
        assert receive(cast, given, *reversed(sent)) == [False] * 3
        assert (the_sheet()[0], Received.objects.count(), Journal.objects.count()) == (
            "third",
            3,
            lines,
        )


def test_a_sheet_beside_its_page_and_taken_back(cast: Cast) -> None:
    given, phone = (
        make.assignment(cast.m17, prescription={"worksheet": make.SHEET}),
        cast.phones["M-17"],
    )
    page: dict[str, Any] = {"uid": ENTRY, "assignment": given, "is_finished": True, "by": phone}
    sheet = record_sheet(**page, answers={"about": "on the page"}, is_shared=True)
    day = sheet.local_date
    receive(cast, given, sheet_change(given, 1, "before that", day=day - 30 * 24 * HOUR))
    assert the_sheet() == ("on the page", True, True, day - 30 * 24 * HOUR, False)
    receive(cast, given, sheet_change(given, 2, "after that", written_at=now()))
    assert the_sheet()[:3] == ("after that", True, False)
    take_back_sheet(sheet=SheetAnswer.objects.get(), by=phone)
    late = sheet_change(given, 3, MARKER, written_at=now(), is_shared=True)
    assert receive(cast, given, late) == [True]
    assert the_sheet() == (None, False, False, cast.m17.today(), True)
    assert set(Received.objects.values_list("written_at", flat=True)) == {None}
    assert all(row.fields == [] for row in Received.objects.all())
    kept = repr([list(model.objects.values()) for model in (Received, Journal, SheetAnswer)])
    assert MARKER not in kept


def test_a_sheet_of_another_client_or_homework_is_not_reached(cast: Cast) -> None:
    asks = {"worksheet": make.SHEET}
    mine, other = (make.assignment(cast.m17, prescription=asks) for _number in range(2))
    theirs = make.assignment(cast.m18, prescription=asks)
    sheet = make.sheet(theirs, entry_uid=ENTRY, answers={"about": "of M-18"}, is_shared=True)
    one = sheet_change(mine, 1, "of M-17", clock_off=True)
    assert receive(cast, mine, one) == [True]
    moved = sheet_change(other, 2, "moved", written_at=now())
    assert receive(cast, other, moved) == [True]
    rows = SheetAnswer.objects.order_by("client__code")
    said = [(row.client.code, row.assignment, row.answers["about"]) for row in rows]
    assert said == [("M-17", mine, "of M-17"), ("M-18", theirs, "of M-18")]
    sheet.refresh_from_db()
    assert sheet.is_shared


@pytest.mark.django_db(transaction=True)
def test_at_the_same_instant() -> None:
    """The same change from many tabs, and many changes of one entry, each in a thread."""
    cast = gather()
    given, steps = make.assignment(cast.m17), a_day()
    phone = PortalDevice.objects.get(pk=cast.phones["M-17"].pk)
    barrier = threading.Barrier(AT_ONCE)

    def send(number: int) -> list[bool]:
        sent = steps * 2
        random.Random(number).shuffle(sent)
        barrier.wait()  # before a connection is taken: there may be fewer of them than tabs
        try:
            assignment = Assignment.objects.select_related("client__clinic").get(pk=given.pk)
            return keep(assignment, phone, sent)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as tabs:
        new = [is_new for one in tabs.map(send, range(AT_ONCE)) for is_new in one]
    assert (sum(new), len(new)) == (4, AT_ONCE * 8)
    assert entry() == AFTER_ALL
    assert Received.objects.count() == 4
