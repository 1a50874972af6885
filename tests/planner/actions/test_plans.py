"""Verbs on plans: what they keep, what they refuse, and what two at once do."""

import datetime as dt
import threading
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from planner.actions import blocks as verbs
from planner.actions.history import redo, standing_of, undo
from planner.actions.sessions import Start, empty_start, plan_session, settle_finding
from planner.models import Block, Revision, Session
from tests import factories as make
from tests.cast import Cast, gather

EDITORS = 8


def test_an_appointment_has_one_plan(cast: Cast) -> None:
    meeting = make.appointment(cast.m17)
    plan_session(appointment=meeting, start=empty_start(), by=cast.amara)
    with pytest.raises(ValidationError):
        plan_session(appointment=meeting, start=empty_start(), by=cast.amara)
    assert Session.objects.count() == 1


def test_a_start_takes_the_plan_and_not_what_was_delivered(cast: Cast) -> None:
    last = make.session(cast.m17, title="Stairs")
    make.block(last, "exposure", 35, memory="stairs", delivered_minutes=20, left_out_why="x")
    start = Start.from_session(last)
    made = plan_session(appointment=make.appointment(cast.m17), start=start, by=cast.amara)
    block = made.blocks.get()
    assert (made.title, block.memory, block.minutes) == ("Stairs", "stairs", 35)
    assert (block.delivered_minutes, block.left_out_why, block.version) == (None, "", 1)


def test_undo_keeps_what_was_delivered(cast: Cast) -> None:
    session = make.session(cast.m17)
    block = make.block(session, "arrival", 10, delivered_minutes=8)
    verbs.change_block(block=block, version=1, changes={"title": "New"}, by=cast.amara)
    undo(session=session, revision=1, by=cast.amara)
    block.refresh_from_db()
    assert (block.title, block.delivered_minutes) == ("Arrival", 8)
    assert block.version > 2


def test_undo_of_an_undo_goes_further_back(cast: Cast) -> None:
    session = make.session(cast.m17)
    block = make.block(session, "arrival", 10)
    for version, title in ((1, "One"), (2, "Two")):
        verbs.change_block(block=block, version=version, changes={"title": title}, by=cast.amara)
    undo(session=session, revision=2, by=cast.amara)
    block.refresh_from_db()
    verbs.change_block(
        block=block, version=block.version, changes={"title": "Three"}, by=cast.amara
    )
    seen = []
    for revision in (4, 5):
        undo(session=session, revision=revision, by=cast.amara)
        seen.append(session.blocks.get().title)
    assert seen == ["One", "Arrival"]
    with pytest.raises(ValidationError):
        undo(session=session, revision=6, by=cast.amara)


def test_a_settled_finding_must_stand(cast: Cast) -> None:
    session = make.session(cast.m17)
    with pytest.raises(ValidationError):
        settle_finding(session=session, code="R1", facts_hash="0" * 32, reason="why", by=cast.amara)


def test_a_block_removed_meanwhile_is_stale(cast: Cast) -> None:
    session = make.session(cast.m17)
    block = make.block(session, "arrival", 10)
    verbs.remove_block(block=block, version=1, by=cast.amara)
    gone = Block(pk=block.pk, uid=block.uid, session=session, clinic=cast.harbour)
    with pytest.raises(verbs.Stale) as raised:
        verbs.change_block(block=gone, version=1, changes={"title": "x"}, by=cast.amara)
    assert raised.value.block is None
    assert list(verbs.remove_block(block=gone, version=1, by=cast.amara).blocks.all()) == []


@pytest.mark.django_db(transaction=True)
def test_many_editors_at_once_lose_no_text() -> None:
    cast = gather()
    session = make.session(cast.m17)
    block = make.block(session, "arrival", 10)
    refused: list[str] = []

    def edit(words: str) -> None:
        try:
            verbs.change_block(block=block, version=1, changes={"notes": words}, by=cast.amara)
        except verbs.Stale:
            refused.append(words)
        finally:
            connections.close_all()

    wrote = [f"text {number}" for number in range(EDITORS)]
    threads = [threading.Thread(target=edit, args=(words,)) for words in wrote]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    block.refresh_from_db()
    assert sorted([block.notes, *refused]) == wrote
    assert Revision.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_who_add_at_once_all_find_their_block() -> None:
    cast = gather()
    session = make.session(cast.m17)

    def add(title: str) -> None:
        values = {"phase": "break", "title": title, "minutes": 1}
        verbs.add_block(session=session, uid=uuid.uuid4(), after=None, values=values, by=cast.amara)
        connections.close_all()

    added = [f"block {number}" for number in range(EDITORS)]
    threads = [threading.Thread(target=add, args=(title,)) for title in added]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    blocks = list(session.blocks.order_by("position"))
    assert sorted(block.title for block in blocks) == added
    assert [block.position for block in blocks] == list(range(EDITORS))
    assert sorted(Revision.objects.values_list("number", flat=True)) == list(range(1, EDITORS + 1))


def change(session: Session, title: str, cast: Cast) -> None:
    block = session.blocks.get()
    changes = {"title": title}
    verbs.change_block(block=block, version=block.version, changes=changes, by=cast.amara)


def test_redo_brings_back_what_undo_took(cast: Cast) -> None:
    session = make.session(cast.m17)
    make.block(session, "arrival", 10)
    for title in ("One", "Two"):
        change(session, title, cast)
    seen = []
    for revision, verb in ((2, undo), (3, undo), (4, redo), (5, redo), (6, undo)):
        verb(session=session, revision=revision, by=cast.amara)
        seen.append(session.blocks.get().title)
    assert seen == ["One", "Arrival", "One", "Two", "One"]


def test_a_change_ends_what_can_be_redone(cast: Cast) -> None:
    session = make.session(cast.m17)
    make.block(session, "arrival", 10)
    change(session, "One", cast)
    undo(session=session, revision=1, by=cast.amara)
    standing = standing_of(session)
    assert (standing.done, standing.undone) == ([], [2])
    change(session, "Two", cast)
    assert standing_of(session).undone == []
    with pytest.raises(ValidationError):
        redo(session=session, revision=3, by=cast.amara)


def test_sent_twice_redo_redoes_once(cast: Cast) -> None:
    session = make.session(cast.m17)
    make.block(session, "arrival", 10)
    for title in ("One", "Two"):
        change(session, title, cast)
    for revision in (2, 3):
        undo(session=session, revision=revision, by=cast.amara)
    for _time in range(2):
        redo(session=session, revision=4, by=cast.amara)
    assert session.blocks.get().title == "One"
    with pytest.raises(verbs.Stale):
        redo(session=session, revision=2, by=cast.amara)


def test_a_copy_stands_behind_its_block_and_is_not_locked(cast: Cast) -> None:
    session = make.session(cast.m17)
    first = make.block(session, "arrival", 10, lock_at=dt.time(10), notes="tea")
    make.block(session, "closing", 5)
    new = uuid.uuid4()
    for _time in range(2):
        verbs.copy_block(block=first, uid=new, by=cast.amara)
    rows = session.blocks.order_by("position").values_list("title", "minutes", "lock_at", "notes")
    assert list(rows) == [
        ("Arrival", 10, first.lock_at, "tea"),
        ("Arrival", 10, None, "tea"),
        ("Closing", 5, None, ""),
    ]
