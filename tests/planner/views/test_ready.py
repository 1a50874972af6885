"""A plan that is marked as ready: the mark holds while nothing is changed."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client as HttpClient

from planner.models import Session
from planner.models.facts import at_desk, facts_for, judged
from planner.models.session_paper import session_sheet
from tests.cast import Cast
from tests.planner.views.reading import HTMX, at, block, filled, text_of

UNTIL = "ready until the plan changed"


@pytest.fixture
def ready(cast: Cast, small_plan: Session, amara: HttpClient) -> Session:
    """A plan for tomorrow that its lead marked as ready."""
    meeting = small_plan.appointment
    meeting.day = cast.harbour.today() + dt.timedelta(days=1)
    meeting.save(update_fields=["day"])
    amara.post(at("session_ready", small_plan), {"ready": "on"})
    return small_plan


def edited(amara: HttpClient, plan: Session, **headers: Any) -> Any:
    """The first block two minutes longer."""
    sent = filled(block(plan, 0), minutes=12)
    return amara.post(at("block_edit", block(plan, 0)), sent, **headers)


def test_a_change_takes_the_mark_away_and_the_page_says_so(
    ready: Session, amara: HttpClient
) -> None:
    assert UNTIL not in text_of(amara.get(at("session_page", ready)))
    part = edited(amara, ready, headers=HTMX)
    ready.refresh_from_db()
    assert (ready.ready_at, ready.was_ready) == (None, True)
    for answer in (part, amara.get(at("session_page", ready))):
        assert UNTIL in text_of(answer)
        assert "Mark ready" in text_of(answer)


@pytest.mark.parametrize("act", ["add", "move", "remove", "undo"])
def test_whatever_changes_the_plan_takes_it_away(
    ready: Session, amara: HttpClient, act: str
) -> None:
    if act == "undo":
        edited(amara, ready)
        amara.post(at("session_ready", ready), {"ready": "on"})
    first = block(ready, 0)
    name, thing, sent = {
        "add": ("block_add", ready, {"uid": str(uuid.uuid4()), "phase": "break", "minutes": 5}),
        "move": ("block_move", first, {"to": 1, "order_version": ready.order_version}),
        "remove": ("block_remove", first, {"version": first.version}),
        "undo": ("session_undo", ready, {"revision": 1}),
    }[act]
    assert amara.post(at(name, thing), sent).status_code == 303
    ready.refresh_from_db()
    assert (ready.ready_at, ready.was_ready) == (None, True)


def test_what_changes_nothing_leaves_it(ready: Session, amara: HttpClient) -> None:
    first = block(ready, 0)
    amara.post(at("block_edit", first), filled(first))
    ready.refresh_from_db()
    assert ready.ready_at is not None


def test_its_sheet_speaks_of_what_is_open_again(trauma_plan: Session, amara: HttpClient) -> None:
    def printed() -> tuple[Any, ...]:
        desk = at_desk(trauma_plan.pk)
        return session_sheet(desk, judged(desk, facts_for(desk)).standings).open_findings

    amara.post(at("session_ready", trauma_plan), {"ready": "on"})
    assert printed() == ()
    grounding = trauma_plan.blocks.get(phase="grounding")
    amara.post(at("block_remove", grounding), {"version": grounding.version})
    assert printed() != ()


def test_ready_once_more_says_nothing_of_before(ready: Session, amara: HttpClient) -> None:
    edited(amara, ready)
    amara.post(at("session_ready", ready), {"ready": "on"})
    page = text_of(amara.get(at("session_page", ready)))
    assert (UNTIL in page, "Not ready yet" in page) == (False, True)
    amara.post(at("session_ready", ready), {})
    assert UNTIL not in text_of(amara.get(at("session_page", ready)))
