"""Homework as verbs: pauses that are remembered, what is taken back, editions that stay."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.utils.timezone import now

from clients.actions.homework import (
    assign_homework,
    change_homework,
    keep_resting,
    let_continue,
    set_homework_course,
    set_homework_status,
    take_back_homework,
)
from clients.agreement import Agreement
from clients.models import Assignment, AssignmentStatus, Edition, Journal
from clients.prescription import Prescription
from clients.schedule import Schedule
from tests import factories as make
from tests.cast import Cast

DAY = dt.timedelta(days=1)
PAUSED, ACTIVE, ENDED = AssignmentStatus.PAUSED, AssignmentStatus.ACTIVE, AssignmentStatus.ENDED


def pauses(given: Assignment) -> list[tuple[int, int | None]]:
    """Its pauses as days from today, read anew."""
    given.refresh_from_db()
    today = given.client.today()
    return [
        ((first - today).days, (until - today).days if until else None)
        for first, until in given.paused_days()
    ]


def test_every_pause_is_remembered(cast: Cast) -> None:
    given, today = make.assignment(cast.m17), cast.m17.today()
    given.pauses = [
        [(today - 9 * DAY).isoformat(), (today - 7 * DAY).isoformat()],
        [(today - 2 * DAY).isoformat(), None],
    ]
    given.status = PAUSED
    given.save(update_fields=["pauses", "status"])
    set_homework_status(assignment=given, status=ACTIVE, by=cast.amara)
    assert pauses(given) == [(-9, -7), (-2, 0)]
    set_homework_status(assignment=given, status=PAUSED, resumes_on=today + 4 * DAY, by=cast.amara)
    assert pauses(given) == [(-9, -7), (-2, 4)]  # ended and begun on one day: it is one pause
    assert (given.status_on(today + 3 * DAY), given.status_on(today + 4 * DAY)) == (PAUSED, ACTIVE)
    set_homework_status(assignment=given, status=ENDED, by=cast.amara)
    assert pauses(given) == [(-9, -7), (-2, 0)]
    assert (given.ends, given.resumes_on) == (today, None)


def test_a_pause_that_went_on_by_itself_is_over(cast: Cast) -> None:
    given, today = make.assignment(cast.m17), cast.m17.today()
    given.pauses = [[(today - 5 * DAY).isoformat(), (today - 3 * DAY).isoformat()]]
    given.status, given.resumes_on = PAUSED, today - 3 * DAY
    given.save(update_fields=["pauses", "status", "resumes_on"])
    assert given in Assignment.objects.running_on(today)
    assert given not in Assignment.objects.running_on(today - 4 * DAY)
    set_homework_status(assignment=given, status=PAUSED, by=cast.amara)
    assert pauses(given) == [(-5, -3), (0, None)]
    assert given not in Assignment.objects.running_on(today + 99 * DAY)
    set_homework_course(assignment=given, status=ACTIVE, ends=None, by=cast.amara)
    assert pauses(given) == [(-5, -3)]  # one that lasted no day leaves no trace


def test_what_rests_and_is_paused_continues_as_one(cast: Cast) -> None:
    given = make.assignment(cast.m17)
    keep_resting(assignment=given, by=cast.amara)
    assert (pauses(given), given.status) == ([(0, None)], PAUSED)
    let_continue(assignment=given, by=cast.amara)
    assert (pauses(given), given.status, given.resting_since) == ([], ACTIVE, None)


@pytest.mark.parametrize(
    ("written", "days", "gone"), [("", 0, 1), ("log", 0, 0), ("sheet", 0, 0), ("", 2, 0)]
)
def test_only_what_is_new_and_unwritten_is_taken_back(
    cast: Cast, written: str, days: int, gone: int
) -> None:
    sheet: dict[str, Any] = {"worksheet": make.SHEET}
    given = make.assignment(cast.m17, prescription=sheet, given_at=now() - days * DAY)
    if written:
        getattr(make, written)(given)
    assert take_back_homework(assignments=[given], by=cast.amara) == gone
    assert (Assignment.objects.count(), Edition.objects.count()) == (1 - gone, 1 - gone)
    assert Journal.objects.filter(act="removed", client_uid=cast.m17.uid).count() == gone


def test_an_edition_that_somebody_wrote_on_stays(cast: Cast) -> None:
    prescription = Prescription.from_data(make.PRESCRIPTION | {"worksheet": make.SHEET})
    given = assign_homework(
        client=cast.m17, prescription=prescription, schedule=Schedule(), by=cast.amara
    )
    first = Agreement(why="First")
    change_homework(assignment=given, agreement=first, by=cast.amara)
    assert [one.agreement.why for one in given.editions.all()] == ["First"]
    make.sheet(given)  # a sheet without an entry holds the edition, too
    change_homework(assignment=given, agreement=Agreement(why="Second"), by=cast.amara)
    assert [(one.number, one.agreement.why) for one in given.editions.all()] == [
        (2, "First"),
        (3, "Second"),
    ]
    change_homework(assignment=given, schedule=Schedule(kind="once"), by=cast.amara)
    newest = given.edition_on(cast.m17.today())
    assert (newest.agreement.why, newest.schedule.kind) == ("Second", "once")


def test_an_edition_whose_worksheet_goes_stays_and_others_of_its_day_do_not(cast: Cast) -> None:
    asks = Prescription.from_data(make.PRESCRIPTION | {"worksheet": make.SHEET})
    bare = replace(asks, worksheet=None)
    given = assign_homework(client=cast.m17, prescription=asks, schedule=Schedule(), by=cast.amara)
    for form in (replace(asks, title="Same sheet"), bare, replace(bare, title="Bare"), asks, asks):
        change_homework(assignment=given, prescription=form, by=cast.amara)
    editions = [
        (one.prescription.title, one.prescription.worksheet) for one in given.editions.all()
    ]
    assert editions == [("Same sheet", asks.worksheet), (asks.title, asks.worksheet)]
    assert given.edition_on(cast.m17.today()).prescription == asks


def test_what_can_be_given_again(cast: Cast) -> None:
    today = cast.m17.today()
    wanted: dict[str, dict[str, Any]] = {
        "running": {"ends": today + DAY},
        "over": {"ends": today - 7 * DAY},
        "long over": {"ends": today - 8 * DAY, "starts": today - 20 * DAY},
        "open": {"ends": None},
        "ended": {"ends": today, "status": ENDED},
        "today": {"starts": today, "ends": today + 6 * DAY},
        "later": {"starts": today + DAY, "ends": today + 8 * DAY},
    }
    found = {name: make.assignment(cast.m17, **fields) for name, fields in wanted.items()}
    again = set(Assignment.objects.of_last_week(today))
    assert {name for name, one in found.items() if one in again} == {"running", "over"}
    assert {name for name, one in found.items() if one.can_go_on(today)} == {"running", "over"}
    assert [found[name].a_week_on(today) for name in ("running", "over", "open")] == [
        today + 8 * DAY,
        today + 6 * DAY,
        None,
    ]


@pytest.mark.parametrize("scale", ["10", "100"])
def test_its_worksheet_is_frozen_on_the_clients_own_scale(cast: Cast, scale: str) -> None:
    cast.m17.suds_scale = scale
    rating = {"kind": "rating", "low": 0, "high": 100, "low_label": "calm", "high_label": "most"}
    fear = {"key": "fear", "label": "How hard?", "suds": True} | rating
    written = make.PRESCRIPTION | {"worksheet": make.SHEET | {"fields": [fear]}}
    given = assign_homework(
        client=cast.m17,
        prescription=Prescription.from_data(written),
        schedule=Schedule.from_data(make.DAILY),
        by=cast.amara,
    )
    sheet = given.editions.get().prescription.worksheet
    assert sheet is not None
    assert sheet.fields[0].high == int(scale)


def test_whether_it_runs_is_answered_alike_for_one_and_for_all(cast: Cast) -> None:
    today = cast.m17.today()
    wanted: dict[str, dict[str, Any]] = {
        "running": {"ends": today},
        "open": {"ends": None, "resting_since": today},
        "goes on again": {"status": PAUSED, "resumes_on": today},
        "paused": {"status": PAUSED, "resumes_on": today + DAY},
        "over": {"ends": today - DAY},
        "ended": {"ends": today, "status": ENDED},
        "later": {"starts": today + DAY},
    }
    found = {name: make.assignment(cast.m17, **fields) for name, fields in wanted.items()}
    running = set(Assignment.objects.running_on(today))
    runs = {"running", "open", "goes on again"}
    assert {name for name, one in found.items() if one in running} == runs
    assert {name for name, one in found.items() if one.runs_on(today)} == runs
