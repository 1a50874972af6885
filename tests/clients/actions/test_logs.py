"""Entries: one per uid, added to, reported, taken back."""

import datetime as dt
import uuid
from typing import Any

import time_machine

from clients.actions.homework import change_homework
from clients.actions.logs import (
    Rating,
    amend_log,
    record_log,
    report_unpleasant,
    take_back_log,
    withdraw_unpleasant,
)
from clients.models import CheckIn, Journal, Log
from clients.schedule import Schedule
from tests import factories as make
from tests.cast import Cast

MARKER = "a marker that must go"


def written(cast: Cast, **facts: Any) -> Log:
    given = cast.m17.assignments.first() or make.assignment(cast.m17)
    wanted: dict[str, Any] = {"uid": uuid.uuid4(), "assignment": given, "state": "done"}
    return record_log(**(wanted | {"by": cast.phones["M-17"]} | facts))


def test_an_entry_knows_its_day_zone_and_edition(cast: Cast) -> None:
    cast.m17.timezone = "Pacific/Auckland"
    cast.m17.save()
    given = make.assignment(cast.m17)
    with time_machine.travel(dt.datetime(2026, 11, 22, 12, 30, tzinfo=dt.UTC), tick=False):
        log = written(cast, assignment=given, before=7)
    assert log.local_date == dt.date(2026, 11, 23)
    assert (log.timezone, log.before, log.source) == ("Pacific/Auckland", 7, "phone")
    assert log.happened_at == dt.datetime(2026, 11, 22, 12, 30, tzinfo=dt.UTC)
    assert log.edition == given.editions.get()


def test_the_same_uid_a_thousand_times_is_one_row(cast: Cast) -> None:
    uid = uuid.uuid4()
    first = written(cast, uid=uid, state="done")
    again = [written(cast, uid=uid, state="part", before=3) for _number in range(20)]
    assert {log.pk for log in again} == {first.pk}
    assert [(log.state, log.before) for log in Log.objects.all()] == [("done", None)]
    assert Journal.objects.filter(object_kind="clients.Log").count() == 1


def test_the_same_uid_of_two_clients_is_two_rows(cast: Cast) -> None:
    uid = uuid.uuid4()
    written(cast, uid=uid)
    theirs = make.assignment(cast.m18)
    record_log(uid=uid, assignment=theirs, state="part", by=cast.phones["M-18"])
    assert [(log.client.code, log.state) for log in Log.objects.order_by("pk")] == [
        ("M-17", "done"),
        ("M-18", "part"),
    ]


def test_an_earlier_day_is_written_down_at_noon(cast: Cast) -> None:
    day = cast.m17.today() - dt.timedelta(days=3)
    log = written(cast, day=day)
    assert log.local_date == day
    assert log.happened_at.astimezone(cast.m17.zone).time() == dt.time(12)
    assert log.entered_at.date() > day


def test_a_change_of_the_schedule_leaves_the_entry_with_its_edition(cast: Cast) -> None:
    log = written(cast)
    change_homework(assignment=log.assignment, by=cast.amara, schedule=Schedule(kind="once"))
    log.refresh_from_db()
    assert (log.edition.number, log.edition.schedule.kind) == (1, "daily")


def test_adding_to_an_entry_and_rating_it(cast: Cast) -> None:
    log = written(cast)
    rating = Rating(presence=6, kindness=None, order_shown="kindness,presence")
    amend_log(log=log, changes={"after": 2, "note": "x"}, rating=rating, by=cast.phones["M-17"])
    amend_log(log=log, changes={"minutes": 5}, by=cast.phones["M-17"])
    log.refresh_from_db()
    assert (log.after, log.note, log.minutes, log.note_shared) == (2, "x", 5, False)
    checkin = CheckIn.objects.get()
    assert (checkin.log, checkin.client, checkin.context) == (log, cast.m17, "after_practice")
    assert (checkin.presence, checkin.kindness, checkin.scale) == (6, None, "1-7")
    assert checkin.order_shown == "kindness,presence"


def test_not_today_carries_no_ratings_and_no_minutes(cast: Cast) -> None:
    log = written(cast, minutes=5, after=3)
    rating = Rating(presence=6, kindness=6, order_shown="presence,kindness")
    amend_log(log=log, changes={}, rating=rating, by=cast.phones["M-17"])
    amend_log(log=log, changes={"state": "not_today"}, rating=rating, by=cast.phones["M-17"])
    log.refresh_from_db()
    assert (log.state, log.minutes, log.after, log.times) == ("not_today", None, None, None)
    assert CheckIn.objects.count() == 0


def test_something_unpleasant_lets_the_practice_rest_if_chosen(cast: Cast) -> None:
    log = written(cast)
    phone = cast.phones["M-17"]
    report_unpleasant(log=log, note="dizzy", still=True, rest=False, by=phone)
    log.assignment.refresh_from_db()
    assert log.assignment.resting_since is None
    report_unpleasant(log=log, note="dizzy", still=True, rest=True, by=phone)
    log.assignment.refresh_from_db()
    assert log.assignment.resting_since == cast.m17.today()
    withdraw_unpleasant(log=log, by=phone)
    log.refresh_from_db()
    log.assignment.refresh_from_db()
    assert (log.unpleasant, log.unpleasant_note, log.unpleasant_still) == (False, "", None)
    assert log.assignment.resting_since == cast.m17.today()


def test_taking_back_leaves_nothing_of_the_content(cast: Cast) -> None:
    phone = cast.phones["M-17"]
    day = cast.m17.today() - dt.timedelta(days=2)
    log = written(cast, day=day, before=8, note=MARKER, note_shared=True, minutes=7)
    rating = Rating(presence=6, kindness=1, order_shown="presence,kindness")
    more = {"obstacles": ["drained"], "after": 9, "times": 2}
    amend_log(log=log, changes=more, rating=rating, by=phone)
    report_unpleasant(log=log, note=MARKER, still=True, rest=True, by=phone)
    take_back_log(log=log, by=phone)
    row: dict[str, Any] = dict(Log.objects.values().get())
    assert MARKER not in str(row)
    assert CheckIn.objects.count() == 0
    empty = ("before", "after", "minutes", "times", "unpleasant_still")
    assert [row[name] for name in empty] == [None] * 5
    assert (row["obstacles"], row["unpleasant"], row["note_shared"]) == ([], False, False)
    assert (row["state"], row["local_date"]) == ("not_today", cast.m17.today())
    assert list(Log.objects.standing()) == []


def test_the_journal_does_not_tell_taking_back_from_adding(cast: Cast) -> None:
    log = written(cast)
    amend_log(log=log, changes={}, by=cast.phones["M-17"])
    take_back_log(log=log, by=cast.phones["M-17"])
    take_back_log(log=log, by=cast.phones["M-17"])
    lines = Journal.objects.filter(object_uid=log.uid).order_by("pk")
    assert [(line.act, line.fields) for line in lines] == [
        ("created", ["state"]),
        ("changed", []),
        ("changed", []),
    ]


def test_an_entry_taken_back_stays_so_when_it_is_sent_again(cast: Cast) -> None:
    uid = uuid.uuid4()
    take_back_log(log=written(cast, uid=uid, note=MARKER), by=cast.phones["M-17"])
    written(cast, uid=uid, note=MARKER)
    assert [(log.note, log.taken_back_at is None) for log in Log.objects.all()] == [("", False)]
