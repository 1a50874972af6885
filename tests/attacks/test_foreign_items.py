"""An item of the library that is somebody else's, and a session of others that it should go into."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from planner.models import Block, Practice
from tests import factories as make
from tests.attacks.test_foreign_keys import NOWHERE, own_practices, refusals
from tests.cast import Cast
from tests.planner import shelves


@pytest.mark.parametrize("name", ["item_page", "item_use", "item_give", "practice_print"])
def test_a_practice_of_another_clinic_in_the_library(cast: Cast, name: str) -> None:
    own_practices(cast)
    browser = cast.staff("amara")
    # What our clinic retired can still be read, and nothing else.
    codes = ["nothing-like-it", "their-own-pause", "our-old-pause"][
        : 2 if name == "item_page" else 3
    ]
    answers = [
        browser.get(reverse(f"planner:{name}", args=[cast.harbour.uid, code])) for code in codes
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    shelf = browser.get(reverse("planner:library", args=[cast.harbour.uid]))
    assert b"their-own-pause" not in shelf.content


def test_a_practice_goes_into_no_session_of_others(cast: Cast) -> None:
    shelves.practice(shelves.PAUSE)
    theirs = make.client(cast.lakeside, "L-1")
    make.team(theirs, cast.nils)
    past = make.appointment(cast.m17, day=cast.harbour.today() - dt.timedelta(days=1))
    strangers = [
        NOWHERE,
        make.session(theirs).uid,
        make.session(cast.m18).uid,
        make.session(cast.group_a).uid,
        make.session(cast.m17, appointment=past).uid,
        "x",
    ]
    url = reverse("planner:item_use", args=[cast.harbour.uid, shelves.PAUSE])
    sent = {"uid": str(uuid.uuid4())}
    assert len(refusals(cast.staff("amara"), url, sent, "session", strangers)) == 1


def test_a_new_plan_takes_in_no_practice_of_others(cast: Cast) -> None:
    own_practices(cast)
    draft = shelves.practice(shelves.PAUSE, clinic=cast.harbour, code="bens-draft")
    Practice.objects.filter(pk=draft.pk).update(draft_of=cast.ben)
    url = reverse("planner:session_new", args=[cast.harbour.uid, cast.m17.uid])
    for code in (
        "nothing",
        "their-own-pause",
        "our-old-pause",
        "bens-draft",
        "a b",
        "%00",
        "x" * 99,
    ):
        sent = {"start": "empty", "setting": "room"}
        assert cast.staff("amara").post(f"{url}?practice={code}", sent).status_code == 303
    assert Block.objects.count() == 0


def test_a_blocks_uid_that_is_taken_is_no_way_into_another_session(cast: Cast) -> None:
    shelves.practice(shelves.PAUSE)
    session, other = make.session(cast.m17), make.session(cast.m18)
    theirs = make.block(other, "arrival", 7)
    url = reverse("planner:item_use", args=[cast.harbour.uid, shelves.PAUSE])
    sent = {"uid": str(theirs.uid), "session": str(session.uid)}
    assert cast.staff("amara").post(url, sent).status_code == 303
    assert [block.practice for block in session.blocks.all()] == [shelves.PAUSE]
    kept = Block.objects.get(uid=theirs.uid)
    assert (kept.session_id, kept.phase, kept.minutes) == (other.pk, "arrival", 7)
