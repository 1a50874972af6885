"""Moving and removing blocks, two editors at once, and who may."""

import json
import uuid

import pytest
from django.test import Client as HttpClient
from django.urls import reverse

from planner.models import (
    Block,
    Revision,
    Session,
)
from tests import factories as make
from tests.cast import Cast
from tests.planner.views.reading import HTMX, at, block, filled, titles


def test_the_second_of_two_editors_sees_both_texts(small_plan: Session, amara: HttpClient) -> None:
    first = block(small_plan, 0)
    amara.post(at("block_edit", first), filled(first, notes="what the other wrote"))
    answer = amara.post(at("block_edit", first), filled(first, notes="what I wrote"))
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody else changed this block" in html
    assert "<b>Notes:</b> what the other wrote" in html
    assert "what I wrote</textarea>" in html
    assert "Dr. Amara Osei" in html
    first.refresh_from_db()
    assert first.notes == "what the other wrote"
    mine = amara.post(at("block_edit", first), filled(first, notes="what I wrote"))
    assert mine.status_code == 303
    kept = [one.plan["blocks"][0]["notes"] for one in Revision.objects.order_by("number")]
    assert kept == ["", "what the other wrote"]


def test_a_conflict_by_htmx_stays_in_its_place(small_plan: Session, amara: HttpClient) -> None:
    first = block(small_plan, 0)
    amara.post(at("block_edit", first), filled(first, notes="theirs"))
    answer = amara.post(at("block_edit", first), filled(first, notes="mine"), headers=HTMX)
    assert answer.status_code == 409
    assert answer.headers["HX-Retarget"] == f"#edit-{first.uid}"
    assert 'name="version" value="2"' in answer.content.decode()


def test_the_stepper_conflicts_too(small_plan: Session, amara: HttpClient) -> None:
    first = block(small_plan, 0)
    amara.post(at("block_edit", first), filled(first, minutes=20, notes="theirs"))
    sent = {"only": "minutes", "version": 1, "minutes": 12}
    answer = amara.post(at("block_edit", first), sent, headers=HTMX)
    assert answer.status_code == 409
    form = answer.context["form"]
    assert (form["minutes"].value(), form["notes"].value()) == (12, "theirs")
    assert answer.context["theirs"] == [("Minutes", 20)]


def test_two_different_blocks_merge(small_plan: Session, amara: HttpClient) -> None:
    one, two = block(small_plan, 0), block(small_plan, 1)
    assert amara.post(at("block_edit", one), filled(one, title="One")).status_code == 303
    assert amara.post(at("block_edit", two), filled(two, title="Two")).status_code == 303
    assert titles(small_plan) == ["One", "Two", "Compassion"]


def test_the_same_edit_twice_is_no_conflict(small_plan: Session, amara: HttpClient) -> None:
    first = block(small_plan, 0)
    for _time in range(2):
        assert amara.post(at("block_edit", first), filled(first, title="One")).status_code == 303
    assert Revision.objects.count() == 1


def test_a_block_moves(small_plan: Session, amara: HttpClient) -> None:
    sent = {"to": 1, "order_version": 1}
    for _time in range(2):
        assert (
            amara.post(at("block_move", block_named(small_plan, "Arrival")), sent).status_code
            == 303
        )
    assert titles(small_plan) == ["Awareness", "Arrival", "Compassion"]
    last = {"to": 1000, "order_version": 2}
    answer = amara.post(at("block_move", block_named(small_plan, "Awareness")), last, headers=HTMX)
    assert answer.status_code == 200
    assert titles(small_plan) == ["Arrival", "Compassion", "Awareness"]


def block_named(small_plan: Session, title: str) -> Block:
    return small_plan.blocks.get(title=title)


def test_the_second_of_two_who_order_is_told(small_plan: Session, amara: HttpClient) -> None:
    one, two = block(small_plan, 0), block(small_plan, 2)
    amara.post(at("block_move", one), {"to": 2, "order_version": 1})
    for headers in ({}, HTMX):
        answer = amara.post(at("block_move", two), {"to": 0, "order_version": 1}, headers=headers)
        assert answer.status_code == 409
        assert "Somebody changed the order since you looked." in answer.content.decode()
    assert titles(small_plan) == ["Awareness", "Compassion", "Arrival"]


@pytest.mark.parametrize("to", ["", "x", "-1", "1001", "9" * 30])
def test_a_place_that_is_none(small_plan: Session, amara: HttpClient, to: str) -> None:
    sent = {"to": to, "order_version": 1}
    assert amara.post(at("block_move", block(small_plan, 0)), sent).status_code == 422
    assert titles(small_plan) == ["Arrival", "Awareness", "Compassion"]


def test_a_removed_block_comes_back_by_undo(small_plan: Session, amara: HttpClient) -> None:
    gone = block(small_plan, 1)
    amara.post(at("block_edit", gone), filled(gone, notes="not lost"))
    assert amara.post(at("block_remove", gone), {"version": 2}).status_code == 303
    assert titles(small_plan) == ["Arrival", "Compassion"]
    amara.post(at("session_undo", small_plan), {"revision": 2})
    assert titles(small_plan) == ["Arrival", "Awareness", "Compassion"]
    back = block(small_plan, 1)
    assert (back.uid, back.notes) == (gone.uid, "not lost")
    assert back.version > 2


def test_a_block_that_changed_is_not_removed(small_plan: Session, amara: HttpClient) -> None:
    first = block(small_plan, 0)
    amara.post(at("block_edit", first), filled(first, notes="new words"))
    answer = amara.post(at("block_remove", first), {"version": 1}, headers=HTMX)
    assert answer.status_code == 409
    assert "new words" in answer.content.decode()
    assert titles(small_plan) == ["Arrival", "Awareness", "Compassion"]


@pytest.mark.parametrize("name", ["block_edit", "block_move", "block_remove"])
@pytest.mark.parametrize(("who", "status"), [("ben", 404), ("nils", 404), ("sara", 403)])
def test_who_may_not(cast: Cast, small_plan: Session, name: str, who: str, status: int) -> None:
    first = block(small_plan, 0)
    sent = filled(first, title="changed") | {"to": 2, "order_version": 1}
    assert cast.staff(who).post(at(name, first), sent).status_code == status
    assert titles(small_plan) == ["Arrival", "Awareness", "Compassion"]
    assert Revision.objects.count() == 0


def test_a_block_through_another_clinics_address(cast: Cast, small_plan: Session) -> None:
    address = reverse("planner:block_edit", args=[cast.lakeside.uid, block(small_plan, 0).uid])
    assert cast.staff("nils").get(address).status_code == 404
    assert cast.staff("amara").get(address).status_code == 404


def test_a_group_block_has_a_module_and_no_memory(cast: Cast) -> None:
    session = make.session(cast.group_a, kind="group")
    only = make.block(session, "compassion", 20)
    gina = cast.staff("gina")
    form = gina.get(at("block_edit", only)).context["form"]
    assert ("module" in form.fields, "memory" in form.fields) == (True, False)
    gina.post(at("block_edit", only), filled(only, module="2"))
    only.refresh_from_db()
    assert only.module == 2


def test_a_snapshot_is_plain_data(small_plan: Session, amara: HttpClient) -> None:
    first = block(small_plan, 0)
    amara.post(at("block_edit", first), filled(first, lock_at="15:00"))
    amara.post(at("block_edit", block(small_plan, 0)), filled(block(small_plan, 0), title="Again"))
    assert json.dumps(Revision.objects.first().plan)  # type: ignore[union-attr]


def test_a_block_is_copied_and_undo_and_redo_are_offered(
    small_plan: Session, amara: HttpClient
) -> None:
    first = block(small_plan, 0)
    new = str(uuid.uuid4())
    assert amara.post(at("block_copy", first), {"uid": new}).status_code == 303
    assert titles(small_plan) == ["Arrival", "Arrival", "Awareness", "Compassion"]
    page = amara.get(at("session_page", small_plan))
    assert (page.context["can_undo"], page.context["can_redo"]) == (True, False)
    amara.post(at("session_undo", small_plan), {"revision": 1})
    page = amara.get(at("session_page", small_plan))
    assert (page.context["can_undo"], page.context["can_redo"]) == (False, True)
    amara.post(at("session_redo", small_plan), {"revision": 2})
    assert titles(small_plan) == ["Arrival", "Arrival", "Awareness", "Compassion"]


def test_a_copy_without_a_uid_is_refused(small_plan: Session, amara: HttpClient) -> None:
    answer = amara.post(at("block_copy", block(small_plan, 0)), {"uid": "x"})
    assert answer.status_code == 422
    assert titles(small_plan) == ["Arrival", "Awareness", "Compassion"]
