"""The plan of a session that was held: it stays as it is, and its record can still be corrected."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client as HttpClient

from clients.models import AppointmentStatus
from planner.actions import blocks as verbs
from planner.models import Session
from tests import factories as make
from tests.cast import Cast
from tests.planner.views.reading import HTMX, at, block, filled, text_of, titles

SAYS = "This session was held already; its plan stays as it is."


@pytest.fixture
def changed(cast: Cast, small_plan: Session, amara: HttpClient) -> Session:
    """A plan in which something was changed and something undone before it was held yesterday."""
    day = cast.harbour.today() - dt.timedelta(days=1)
    meeting = small_plan.appointment
    for title in ("Come in", "Come in slowly"):
        first = block(small_plan, 0)
        amara.post(at("block_edit", first), filled(first, title=title))
    amara.post(at("session_undo", small_plan), {"revision": 2})
    meeting.day, meeting.status = day, AppointmentStatus.HELD
    meeting.save(update_fields=["day", "status"])
    small_plan.blocks.update(delivered_minutes=7, left_out_why="short of time")
    return small_plan


def as_it_stands(session: Session) -> list[tuple[Any, ...]]:
    """Plan and record of every block."""
    rows = session.blocks.order_by("position")
    return list(rows.values_list("uid", "title", "minutes", "delivered_minutes", "left_out_why"))


SENT: dict[str, Callable[[Session], tuple[str, Any, dict[str, Any]]]] = {
    "the stepper": lambda plan: (
        "block_edit",
        block(plan, 0),
        {"only": "minutes", "version": block(plan, 0).version, "minutes": 20},
    ),
    "add": lambda plan: (
        "block_add",
        plan,
        {"uid": str(uuid.uuid4()), "phase": "break", "minutes": 5},
    ),
    "once more": lambda plan: ("block_copy", block(plan, 0), {"uid": str(uuid.uuid4())}),
    "move": lambda plan: (
        "block_move",
        block(plan, 0),
        {"to": 2, "order_version": plan.order_version},
    ),
    "remove": lambda plan: ("block_remove", block(plan, 0), {"version": block(plan, 0).version}),
    "undo": lambda plan: ("session_undo", plan, {"revision": 3}),
    "redo": lambda plan: ("session_redo", plan, {"revision": 3}),
    "back": lambda plan: ("session_back", plan, {"revision": 3, "to": 1}),
}


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
@pytest.mark.parametrize("act", SENT)
def test_nothing_changes_the_plan_any_more(
    changed: Session, amara: HttpClient, act: str, headers: dict[str, str]
) -> None:
    changed.refresh_from_db()
    name, thing, sent = SENT[act](changed)
    before = as_it_stands(changed)
    answer = amara.post(at(name, thing), sent, headers=headers)
    assert answer.status_code == 422
    assert SAYS in text_of(answer)
    assert as_it_stands(changed) == before
    assert changed.revisions.count() == 3


@pytest.mark.parametrize("status", [AppointmentStatus.HELD, AppointmentStatus.STOPPED_EARLY])
def test_what_was_typed_into_an_open_editor_is_kept(
    changed: Session, amara: HttpClient, status: str
) -> None:
    changed.appointment.status = status
    changed.appointment.save(update_fields=["status"])
    first = block(changed, 0)
    answer = amara.post(at("block_edit", first), filled(first, notes="my words"), headers=HTMX)
    assert answer.status_code == 422
    assert SAYS in text_of(answer)
    assert answer.context["form"]["notes"].value() == "my words"
    assert block(changed, 0).notes == ""


def test_a_block_of_it_can_be_taken_into_another_plan(cast: Cast, changed: Session) -> None:
    coming = make.session(cast.m17)
    new = uuid.uuid4()
    first = block(changed, 0)
    verbs.copy_to_session(
        block=first, session=coming, uid=new, title="Again", with_notes=True, by=cast.amara
    )
    assert titles(coming) == ["Again"]
    with pytest.raises(ValidationError):
        verbs.copy_to_session(
            block=coming.blocks.get(),
            session=changed,
            uid=uuid.uuid4(),
            title="Back",
            with_notes=True,
            by=cast.amara,
        )


def test_its_page_offers_no_change(changed: Session, amara: HttpClient) -> None:
    page = amara.get(at("session_page", changed)).content.decode()
    addresses = [at(name, changed) for name in ("session_undo", "session_redo", "block_add")]
    names = ("block_edit", "block_move", "block_remove", "block_copy")
    addresses += [at(name, one) for name in names for one in changed.blocks.all()]
    assert [one for one in addresses if f'"{one}"' in page or f'"{one}?' in page] == []
    assert ("data-grip" in page, "data-sort " in page) == (False, False)
    assert at("block_copy_to", block(changed, 0)) in page
    assert at("session_after", changed) in page


def test_an_editor_that_stands_open_keeps_its_place(changed: Session, amara: HttpClient) -> None:
    answer = amara.post(at("session_undo", changed), {"revision": 3}, headers=HTMX)
    html = answer.content.decode()
    assert f'id="edit-{block(changed, 1).uid}" hx-preserve' in html
    assert 'id="add-block" hx-preserve' in html


def test_its_record_can_be_corrected(changed: Session, amara: HttpClient) -> None:
    first = block(changed, 0)
    sent = {"status": "held", f"b-{first.uid}-minutes": 9, "recorded": ""}
    assert amara.post(at("session_after", changed), sent).status_code == 303
    assert block(changed, 0).delivered_minutes == 9


def test_it_can_be_changed_again_once_it_did_not_take_place_after_all(
    changed: Session, amara: HttpClient
) -> None:
    changed.appointment.status = AppointmentStatus.PLANNED
    changed.appointment.save(update_fields=["status"])
    assert amara.post(at("session_undo", changed), {"revision": 3}).status_code == 303
    assert titles(changed)[0] == "Arrival"
