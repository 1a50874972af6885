"""Homework, entries and sheets of somebody else, named in an address or by a phone."""

import uuid

import pytest
from django.urls import reverse

from clients.models import Assignment, Log
from clients.paperdiary import entry_uid
from tests import factories as make
from tests.attacks.ground import rows, written
from tests.cast import Cast
from tests.planner import shelves
from tests.planner.shelves import CYCLE

NOWHERE = uuid.UUID("11111111-2222-4333-8444-555555555555")


@pytest.mark.parametrize("method", ["get", "post"])
def test_homework_that_an_address_names_is_this_clients(cast: Cast, method: str) -> None:
    theirs = make.client(cast.lakeside, "L-1")
    strangers = [make.assignment(cast.m18).uid, make.assignment(theirs).uid, NOWHERE, "x"]
    # Her own other client's homework is not this client's either.
    own = make.client(cast.harbour, "M-20")
    make.team(own, cast.amara)
    strangers.append(make.assignment(own).uid)
    url = reverse("planner:handout_give", args=[cast.harbour.uid, cast.m17.uid])
    before, pages = rows(), set()
    for uid in strangers:
        answer = getattr(cast.staff("amara"), method)(f"{url}?assignment={uid}")
        assert answer.status_code == 404
        pages.add(answer.content)
    assert written(before, rows()) == {}
    assert len(pages) == 1


def test_an_entry_that_another_client_sent_is_not_touched(cast: Cast) -> None:
    theirs = make.log(make.assignment(cast.m18), state="done", before=3)
    given = make.assignment(cast.m17)
    url = reverse("portal:log", args=[given.uid])
    answer = cast.phone("M-17").post(url, {"entry": str(theirs.entry_uid), "state": "part"})
    mine = cast.m17.logs.get()
    assert answer.headers["Location"] == reverse("portal:log_more", args=[mine.uid]) + "?saved"
    kept = Log.objects.get(pk=theirs.pk)
    assert (kept.client_id, kept.state, kept.before) == (cast.m18.pk, "done", 3)


def test_a_sheet_that_another_client_sent_is_not_touched(cast: Cast) -> None:
    sheeted = {"worksheet": make.SHEET}
    theirs = make.sheet(make.assignment(cast.m18, prescription=sheeted))
    given = make.assignment(cast.m17, prescription=sheeted)
    sent = {"entry": str(theirs.entry_uid), "q-about": "mine"}
    cast.phone("M-17").post(reverse("portal:sheet", args=[given.uid]), sent)
    mine = cast.m17.sheets.get()
    theirs.refresh_from_db()
    assert (mine.entry_uid, mine.answers) == (theirs.entry_uid, {"about": "mine"})
    assert (theirs.client_id, theirs.answers) == (cast.m18.pk, {"about": "the bus"})


def test_an_entry_of_other_homework_stays_where_it_was(cast: Cast) -> None:
    first, second = make.assignment(cast.m17), make.assignment(cast.m17)
    kept = make.log(first, state="done")
    url = reverse("portal:log", args=[second.uid])
    cast.phone("M-17").post(url, {"entry": str(kept.entry_uid), "state": "not_today"})
    assert [(log.assignment_id, log.state) for log in cast.m17.logs.all()] == [(first.pk, "done")]


def test_the_paper_of_another_client_takes_and_tells_nothing(cast: Cast) -> None:
    theirs = make.diary(make.assignment(cast.m18))
    mine = make.diary(make.assignment(cast.m17))
    place = f"mark-{cast.m17.today()}"
    before = rows()
    answer = cast.phone("M-17").post(reverse("portal:week", args=[theirs.uid]), {place: "done"})
    assert answer.status_code == 404
    week = reverse("clients:diary_week", args=[cast.harbour.uid, theirs.assignment.uid])
    assert cast.staff("amara").post(week, {place: "x"}).status_code == 404
    assert written(before, rows()).keys() <= {"clients.Journal"}
    # The name of a day on paper counts for the own client only.
    make.log(theirs.assignment, entry_uid=entry_uid(mine.assignment.uid, cast.m17.today()))
    cast.phone("M-17").post(reverse("portal:week", args=[mine.uid]), {place: "done"})
    assert [log.state for log in cast.m17.logs.all()] == ["done"]
    assert cast.m18.logs.count() == 1


def test_homework_belongs_to_no_session_of_somebody_else(cast: Cast) -> None:
    shelves.practice(CYCLE)
    theirs = make.session(make.client(cast.lakeside, "L-1"))
    strangers = [theirs.uid, make.session(cast.m18).uid, make.session(cast.group_a).uid, NOWHERE]
    url = reverse("planner:homework_give", args=[cast.harbour.uid, cast.m17.uid])
    today = cast.m17.today().isoformat()
    sent = {"kind": "daily", "times_a_day": "1", "starts": today, "ends": today, "besides": "on"}
    for uid in strangers:
        query = f"?practice={CYCLE}&session={uid}"
        assert cast.staff("amara").post(url + query, sent).status_code == 303
    assert set(cast.m17.assignments.values_list("appointment", flat=True)) == {None}
    assert cast.staff("amara").get(f"{url}?practice={CYCLE}&session=x").status_code == 404


def test_only_what_a_session_gave_is_taken_back_there(cast: Cast) -> None:
    session, other = make.session(cast.m17), make.session(cast.m17)
    kept = [
        make.assignment(cast.m17),
        make.assignment(cast.m17, appointment=other.appointment),
        make.assignment(cast.m18, appointment=make.session(cast.m18).appointment),
    ]
    gone = make.assignment(cast.m17, appointment=session.appointment)
    url = reverse("planner:session_homework", args=[cast.harbour.uid, session.uid])
    for code in ("no-such", "no slug", gone.code):
        cast.staff("amara").post(url, {"undo": code})
    assert set(Assignment.objects.values_list("pk", flat=True)) == {one.pk for one in kept}


def test_a_group_is_given_nothing_again_that_was_not_its_own(cast: Cast) -> None:
    today = cast.harbour.today()
    other = make.group(cast.harbour, "Another group")
    mine = make.assignment(cast.m17, ends=today)
    elsewhere = make.assignment(cast.m17, group=other, ends=today)
    url = reverse("planner:group_homework_again", args=[cast.harbour.uid, cast.group_a.uid])
    browser = cast.staff("gina")
    browser.post(url)
    browser.post(url, {"undo": "1"})
    left = {one.pk: one.ends for one in Assignment.objects.all()}
    assert left == {mine.pk: today, elsewhere.pk: today}
