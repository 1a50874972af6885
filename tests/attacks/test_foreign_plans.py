"""Rows named in the forms of plans and records: a block, a session, a protocol of somebody else."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.urls import reverse

from planner.models import Block, CourseRun, Protocol, Session
from tests import factories as make
from tests.attacks.ground import forms_on, rows, same, written
from tests.attacks.test_foreign_keys import NOWHERE, UNKNOWN, own_practices, refusals
from tests.cast import Cast
from tests.planner import shelves
from tests.specimens import COURSE_CODE, shelve_course


def test_the_practice_of_a_block(cast: Cast) -> None:
    session = make.session(cast.m17)
    block = make.block(session, "grounding", 10)
    strangers = own_practices(cast)
    browser = cast.staff("amara")
    edit = reverse("planner:block_edit", args=[cast.harbour.uid, block.uid])
    sent = {"version": "1", "phase": "grounding", "minutes": "10", "title": "Anchor"}
    assert len(refusals(browser, edit, sent, "practice", strangers)) == 1
    add = reverse("planner:block_add", args=[cast.harbour.uid, session.uid])
    sent = {"uid": str(uuid.uuid4()), "minutes": "10"}
    for name in ("practice", "at_once"):
        assert len(refusals(browser, add, sent, name, strangers)) == 1


def test_the_session_a_block_is_copied_to(cast: Cast) -> None:
    here = make.session(cast.m17)
    block = make.block(here, "grounding", 10)
    foreign = make.session(make.client(cast.lakeside, "L-1"))
    strangers = [NOWHERE, make.session(cast.m18).uid, foreign.uid, "x", "1"]
    url = reverse("planner:block_copy_to", args=[cast.harbour.uid, block.uid])
    sent = {"uid": str(uuid.uuid4()), "title": "Anchor"}
    assert len(refusals(cast.staff("amara"), url, sent, "session", strangers)) == 1
    refusals(cast.staff("amara"), url, sent, "session", [here.uid])


def test_a_block_is_put_behind_no_other_sessions_block(cast: Cast) -> None:
    session, other = make.session(cast.m17), make.session(cast.m18)
    first, theirs = make.block(session, "arrival", 5), make.block(other, "arrival", 7)
    url = reverse("planner:block_add", args=[cast.harbour.uid, session.uid])
    for after in (NOWHERE, theirs.uid):
        uid = uuid.uuid4()
        sent = {"uid": str(uid), "after": str(after), "phase": "grounding", "minutes": "5"}
        answer = cast.staff("amara").post(url, sent)
        assert answer.status_code == 303
        assert answer.headers["Location"].endswith(f"#b-{uid}")
    assert [block.pk for block in other.blocks.all()] == [theirs.pk]
    assert [block.phase for block in session.blocks.order_by("position")] == [
        "arrival",
        "grounding",
        "grounding",
    ]
    assert first.session_id == session.pk


@pytest.mark.parametrize("name", ["block_add", "block_copy", "block_copy_to"])
def test_a_blocks_uid_that_is_taken_elsewhere_changes_nothing_there(cast: Cast, name: str) -> None:
    session, other = make.session(cast.m17), make.session(cast.m18)
    mine, theirs = make.block(session, "break", 5), make.block(other, "arrival", 7, notes="theirs")
    where = session if name == "block_add" else mine
    target = make.session(cast.m17)
    url = reverse(f"planner:{name}", args=[cast.harbour.uid, where.uid])
    sent = {"uid": str(theirs.uid), "phase": "grounding", "minutes": "5", "notes": "mine"}
    sent |= {"session": str(target.uid), "title": "Copied"} if name == "block_copy_to" else {}
    assert cast.staff("amara").post(url, sent).status_code == 303
    assert session.blocks.count() + target.blocks.count() == 2
    kept = Block.objects.get(uid=theirs.uid)
    assert (kept.session_id, kept.phase, kept.minutes, kept.notes) == (
        other.pk,
        "arrival",
        7,
        "theirs",
    )


def test_a_tasks_uid_that_is_taken_elsewhere_changes_nothing_there(cast: Cast) -> None:
    session, theirs = make.session(cast.m17), make.task(make.session(cast.m18), text="theirs")
    url = reverse("planner:task_add", args=[cast.harbour.uid, session.uid])
    sent = {"uid": str(theirs.uid), "text": "mine", "moment": "before"}
    assert cast.staff("amara").post(url, sent).status_code == 303
    assert session.tasks.get().text == "mine"
    assert theirs.session.tasks.get().text == "theirs"


@pytest.mark.parametrize("name", ["session_new", "group_session_new", "course_catch_up"])
def test_a_plans_uid_that_is_taken_elsewhere_changes_nothing_there(cast: Cast, name: str) -> None:
    theirs: Any = make.session(cast.m18, title="theirs")
    run = make.course_run(cast.group_a, dt.date(2030, 12, 3))
    if name == "course_catch_up":
        theirs = make.course_run(cast.m18, dt.date(2030, 12, 3)).steps.first()
    whom: Any
    whom, who = (cast.m17, "amara") if name == "session_new" else (cast.group_a, "gina")
    sent = {"start": "empty", "setting": "room"}
    if name == "course_catch_up":
        whom, sent = run, {"number": "2", "whom": "all", "day": "2030-12-12", "time": "17:00"}
    url = reverse(f"planner:{name}", args=[cast.harbour.uid, whom.uid])
    before = type(theirs).objects.count()
    places = set()
    for uid in (theirs.uid, NOWHERE, uuid.uuid4()):
        answer = cast.staff(who).post(url, sent | {"uid": str(uid), "double_booked_why": "x"})
        assert (answer.status_code, str(theirs.uid) in answer.headers["Location"]) == (303, False)
        places.add(answer.headers["Location"])
    assert type(theirs).objects.count() == before + 3
    kept = type(theirs).objects.get(uid=theirs.uid)
    assert (kept.pk, kept.appointment.client) == (theirs.pk, cast.m18)
    assert cast.staff(who).post(url, sent | {"uid": "x"}).status_code == 422


def test_a_courses_uid_that_is_taken_elsewhere_changes_nothing_there(cast: Cast) -> None:
    shelve_course()
    theirs = make.course_run(cast.group_b, dt.date(2030, 12, 3))
    url = reverse("planner:course_start", args=[cast.harbour.uid, COURSE_CODE])
    sent = {"whom": str(cast.group_a.uid), "first": "2030-07-01", "time": "09:00", "weeks": "1"}
    sent |= {"setting": "room", "uid": str(theirs.uid)}
    gina = cast.staff("gina")
    assert gina.post(url, sent | {"uid": "x"}).status_code == 422
    seen = gina.post(url, sent | {"look": "1"}).context["mark"]
    made = gina.post(url, sent | {"seen": seen})
    assert (made.status_code, str(theirs.uid) in made.headers["Location"]) == (303, False)
    assert [run.group for run in CourseRun.objects.order_by("pk")] == [cast.group_b, cast.group_a]
    assert CourseRun.objects.get(uid=theirs.uid).pk == theirs.pk


def protocols(cast: Cast) -> list[str]:
    """A protocol of another clinic, one of ours that was retired, one that is nowhere, no uid."""
    theirs, retired = shelves.protocol("trauma-90"), shelves.protocol("trauma-60")
    Protocol.objects.filter(pk=theirs.pk).update(clinic=cast.lakeside)
    Protocol.objects.filter(pk=retired.pk).update(retired_at=cast.harbour.now())
    return [str(NOWHERE), str(theirs.uid), str(retired.uid), "last", "x"]


@pytest.mark.parametrize("name", ["session_new", "session_plan", "group_session_new"])
def test_what_a_plan_begins_with(cast: Cast, name: str) -> None:
    # The last session of another client is no start either: "last" is one's own or unknown.
    make.block(make.session(cast.m18), "arrival", 5)
    meeting = make.appointment(cast.m17)
    whom, who = {
        "session_new": (cast.m17, "amara"),
        "session_plan": (meeting, "amara"),
        "group_session_new": (cast.group_a, "gina"),
    }[name]
    url = reverse(f"planner:{name}", args=[cast.harbour.uid, whom.uid])
    strangers = protocols(cast)
    assert len(refusals(cast.staff(who), url, {"setting": "room"}, "start", strangers)) == 1
    assert Session.objects.count() == 1


def test_who_confirms_that_it_is_safe_to_leave(cast: Cast) -> None:
    session = make.session(cast.m17)
    block = make.block(session, "exposure", 35)
    url = reverse("planner:session_after", args=[cast.harbour.uid, session.uid])
    browser = cast.staff("amara")
    sent = next(one.fields for one in forms_on(browser.get(url), url) if "status" in one.fields)
    sent.pop("as_planned", None)
    sent.pop("check", None)
    name = f"e-{block.uid}-confirmed_by"
    before, pages = rows(), set()
    for uid in (NOWHERE, cast.ben.uid, cast.nils.uid, cast.kofi.uid, cast.rita.uid, "x"):
        answer = browser.post(url, sent | {name: str(uid), f"e-{block.uid}-ended": "planned"})
        assert answer.status_code == 422
        found = answer.context["exposures"][0].errors["confirmed_by"]
        assert list(found) == UNKNOWN
        pages.add(same(answer, uid))
    assert written(before, rows()) == {}
    assert len(pages) == 1


def test_fields_of_another_sessions_blocks_are_passed_over(cast: Cast) -> None:
    session, other = make.session(cast.m17), make.session(cast.m18)
    make.block(session, "arrival", 5)
    theirs = make.block(other, "exposure", 35)
    url = reverse("planner:session_after", args=[cast.harbour.uid, session.uid])
    browser = cast.staff("amara")
    sent = next(one.fields for one in forms_on(browser.get(url), url) if "status" in one.fields)
    sent = {
        name: value
        for name, value in sent.items()
        if name not in ("as_planned", "check", "there-roles")
    }
    theirs_named = {f"b-{theirs.uid}-minutes": "1", f"e-{theirs.uid}-ended": "as_planned"}
    before = rows()
    assert browser.post(url, sent | theirs_named).status_code == 303
    theirs.refresh_from_db()
    assert theirs.delivered_minutes is None
    assert written(before, rows()).keys() == {"clients.Journal"}


def test_a_finding_is_settled_by_what_stands_in_this_plan_only(cast: Cast) -> None:
    session = make.session(cast.m17)
    make.block(session, "exposure", 35)
    url = reverse("planner:finding_settle", args=[cast.harbour.uid, session.uid])
    before = rows()
    for code, facts in (("R1", "0" * 64), ("R99", ""), ("R1", "x")):
        sent = {"code": code, "facts_hash": facts, "preset": "talked", "reason": "because"}
        assert cast.staff("amara").post(url, sent).status_code == 422
    assert written(before, rows()).keys() <= {"clients.Journal"}
