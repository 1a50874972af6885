"""The blocks of a plan: editing, adding, moving, removing; with and without htmx; two editors."""

import datetime as dt
import json
import uuid
from typing import Any

import pytest
from django.test import Client as HttpClient
from django.urls import reverse

from clients.models import Journal
from planner.models import Block, Practice, PracticeVersion, Revision, Session
from tests import factories as make
from tests.cast import Cast
from tests.planner.views.counting import real_queries

HTMX = {"HX-Request": "true"}


@pytest.fixture
def amara(cast: Cast) -> HttpClient:
    return cast.staff("amara")


@pytest.fixture
def plan(cast: Cast) -> Session:
    """Arrival 10, awareness 5, compassion 20 for M-17."""
    session = make.session(cast.m17, kind="no_exposure")
    for phase, minutes in (("arrival", 10), ("awareness", 5), ("compassion", 20)):
        make.block(session, phase, minutes)
    return session


@pytest.fixture
def practice(cast: Cast) -> Practice:
    """An activating practice of the shared library."""
    made = Practice.objects.create(code="younger-self")
    document = {
        "gates": {"led_by": "therapist_only", "activating": True, "leave_out_when": []},
        "phases": ["compassion", "processing"],
    }
    PracticeVersion.objects.create(
        **{"practice": made, "language": "en", "number": 1, "content_hash": "x"},
        **{"title": "The younger self", "wing": "compassion", "led_by": "therapist_only"},
        **{"minutes_usual": 12, "document": document},
    )
    return made


def at(name: str, thing: Any) -> str:
    return reverse(f"planner:{name}", args=[thing.clinic.uid, thing.uid])


def block(plan: Session, place: int) -> Block:
    return list(plan.blocks.order_by("position"))[place]


def titles(plan: Session) -> list[str]:
    return list(plan.blocks.order_by("position").values_list("title", flat=True))


def filled(of: Block, **changes: Any) -> dict[str, Any]:
    """The editor's form as a browser sends it."""
    sent = {"version": of.version, "phase": of.phase, "title": of.title, "minutes": of.minutes}
    return sent | {"shortest": "", "longest": "", "notes": of.notes, "practice": ""} | changes


# --- editing ------------------------------------------------------------------------------------


def test_an_edit_goes_back_to_the_page(plan: Session, amara: HttpClient) -> None:
    first = block(plan, 0)
    sent = filled(first, title="Come in", minutes=12, shortest=5, longest=15, notes="tea")
    answer = amara.post(at("block_edit", first), sent)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{at('session_page', plan)}#b-{first.uid}"
    first.refresh_from_db()
    assert (first.title, first.minutes, first.notes) == ("Come in", 12, "tea")
    assert (first.shortest, first.longest, first.version) == (5, 15, 2)


def test_an_edit_by_htmx_brings_the_board_back(plan: Session, amara: HttpClient) -> None:
    first = block(plan, 0)
    answer = amara.post(at("block_edit", first), filled(first, minutes=12), headers=HTMX)
    html = answer.content.decode()
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (200, "#board")
    assert "<html" not in html
    assert "15:12" in html
    assert f'id="edit-{first.uid}"></div>' in html
    assert f'id="edit-{block(plan, 1).uid}" hx-preserve></div>' in html


def test_an_edit_writes_a_revision_and_the_journal(
    cast: Cast, plan: Session, amara: HttpClient
) -> None:
    first = block(plan, 0)
    amara.post(at("block_edit", first), filled(first, minutes=12, notes="secret words"))
    kept = Revision.objects.get()
    assert (kept.number, kept.what, kept.by) == (1, "change", cast.amara)
    assert [one["minutes"] for one in kept.plan["blocks"]] == [10, 5, 20]
    line = Journal.objects.get(act="changed")
    assert (line.object_uid, line.client_uid) == (first.uid, cast.m17.uid)
    assert line.fields == ["minutes", "notes"]


def test_the_stepper_sends_absolute_minutes(plan: Session, amara: HttpClient) -> None:
    first = block(plan, 0)
    sent = {"only": "minutes", "version": 1, "minutes": 10, "to": 15}
    for _time in range(2):
        assert amara.post(at("block_edit", first), sent).status_code == 303
    first.refresh_from_db()
    assert (first.minutes, first.version) == (15, 2)
    amara.post(at("block_edit", first), {"only": "minutes", "version": 2, "minutes": 7})
    first.refresh_from_db()
    assert (first.minutes, first.title) == (7, "Arrival")


@pytest.mark.parametrize("minutes", ["601", "-1", "x", "", "1.5", "9" * 30])
def test_minutes_that_do_not_fit_are_said_at_the_field(
    plan: Session, amara: HttpClient, minutes: str
) -> None:
    first = block(plan, 0)
    sent = {"only": "minutes", "version": 1, "minutes": minutes}
    answer = amara.post(at("block_edit", first), sent, headers=HTMX)
    assert answer.status_code == 422
    assert answer.headers["HX-Retarget"] == f"#edit-{first.uid}"
    assert list(answer.context["form"].errors) == ["minutes"]
    if minutes:
        assert f'value="{minutes[:20]}"' in answer.content.decode()
    first.refresh_from_db()
    assert first.minutes == 10


@pytest.mark.parametrize("minutes", [0, 600])
def test_the_limits_of_minutes_fit(plan: Session, amara: HttpClient, minutes: int) -> None:
    first = block(plan, 0)
    assert amara.post(at("block_edit", first), filled(first, minutes=minutes)).status_code == 303
    first.refresh_from_db()
    assert first.minutes == minutes
    assert amara.get(at("session_page", plan)).status_code == 200


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": "x" * 201}, "title"),
        ({"notes": "x" * 4001}, "notes"),
        ({"phase": "nap"}, "phase"),
        ({"shortest": "20", "longest": "10"}, "longest"),
        ({"longest": "601"}, "longest"),
        ({"memory": "x" * 61}, "memory"),
        ({"lock_at": "25:00"}, "lock_at"),
        ({"practice": "not-a-uid"}, "practice"),
        ({"practice": "00000000-0000-4000-8000-000000000000"}, "practice"),
        ({"title": "a\x00b"}, "title"),
    ],
)
def test_an_edit_that_does_not_fit_keeps_what_was_typed(
    plan: Session, amara: HttpClient, wrong: dict[str, str], field: str
) -> None:
    first = block(plan, 0)
    sent = filled(first, **({"notes": "typed and kept"} | wrong))
    answer = amara.post(at("block_edit", first), sent)
    if answer.status_code == 400:  # refused before it reached the form
        assert "\x00" in "".join(wrong.values())
    else:
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == [field]
        assert field == "notes" or "typed and kept" in answer.content.decode()
    first.refresh_from_db()
    assert (first.title, first.notes) == ("Arrival", "")


def test_the_editor_opens_in_its_place_and_as_a_page(plan: Session, amara: HttpClient) -> None:
    first = block(plan, 0)
    part = amara.get(at("block_edit", first), headers=HTMX)
    assert part.headers["HX-Retarget"] == f"#edit-{first.uid}"
    assert "<html" not in part.content.decode()
    whole = amara.get(at("block_edit", first))
    assert "<html" in whole.content.decode()
    assert 'value="Arrival"' in whole.content.decode()


def test_a_chosen_practice_brings_its_gates(
    plan: Session, amara: HttpClient, practice: Practice
) -> None:
    first = block(plan, 0)
    amara.post(at("block_edit", first), filled(first, practice=str(practice.uid)))
    first.refresh_from_db()
    assert first.practice == "younger-self"
    assert (first.gates_data["activating"], first.gates_data["compassionate"]) == (True, True)
    kept = amara.get(at("block_edit", first)).context["form"]
    assert kept["practice"].value() == practice.uid
    amara.post(at("block_edit", first), filled(first, practice=""))
    first.refresh_from_db()
    assert (first.practice, first.gates_data["activating"]) == ("", False)


def test_a_practice_of_another_clinic_is_an_unknown_choice(
    cast: Cast, plan: Session, amara: HttpClient, practice: Practice
) -> None:
    practice.clinic = cast.lakeside
    practice.save()
    first = block(plan, 0)
    answer = amara.post(at("block_edit", first), filled(first, practice=str(practice.uid)))
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"practice": ["Unknown choice."]}
    assert "younger" not in answer.content.decode().lower()


def test_a_locked_block_waits_for_the_clock(plan: Session, amara: HttpClient) -> None:
    last = block(plan, 2)
    amara.post(at("block_edit", last), filled(last, lock_at="15:30"))
    last.refresh_from_db()
    assert last.lock_at == dt.time(15, 30)
    answer = amara.get(at("session_page", plan))
    assert [row.slot.start_text for row in answer.context["board"].rows] == [
        "15:00",
        "15:10",
        "15:30",
    ]


def test_an_edit_of_thirty_blocks_needs_at_most_twelve_queries(
    plan: Session, amara: HttpClient
) -> None:
    for number in range(27):
        make.block(plan, "exposure" if number % 3 else "grounding", 3)
    address = at("block_edit", block(plan, 0))
    amara.get(at("session_page", plan))
    sent = {"only": "minutes", "version": 1, "minutes": 12}
    with real_queries() as asked:
        answer = amara.post(address, sent, headers=HTMX)
    assert answer.status_code == 200
    assert len(asked) == 11, asked


# --- two editors --------------------------------------------------------------------------------


def test_the_second_of_two_editors_sees_both_texts(plan: Session, amara: HttpClient) -> None:
    first = block(plan, 0)
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


def test_a_conflict_by_htmx_stays_in_its_place(plan: Session, amara: HttpClient) -> None:
    first = block(plan, 0)
    amara.post(at("block_edit", first), filled(first, notes="theirs"))
    answer = amara.post(at("block_edit", first), filled(first, notes="mine"), headers=HTMX)
    assert answer.status_code == 409
    assert answer.headers["HX-Retarget"] == f"#edit-{first.uid}"
    assert 'name="version" value="2"' in answer.content.decode()


def test_the_stepper_conflicts_too(plan: Session, amara: HttpClient) -> None:
    first = block(plan, 0)
    amara.post(at("block_edit", first), filled(first, minutes=20, notes="theirs"))
    sent = {"only": "minutes", "version": 1, "minutes": 12}
    answer = amara.post(at("block_edit", first), sent, headers=HTMX)
    assert answer.status_code == 409
    form = answer.context["form"]
    assert (form["minutes"].value(), form["notes"].value()) == (12, "theirs")
    assert answer.context["theirs"] == [("Minutes", 20)]


def test_two_different_blocks_merge(plan: Session, amara: HttpClient) -> None:
    one, two = block(plan, 0), block(plan, 1)
    assert amara.post(at("block_edit", one), filled(one, title="One")).status_code == 303
    assert amara.post(at("block_edit", two), filled(two, title="Two")).status_code == 303
    assert titles(plan) == ["One", "Two", "Compassion"]


def test_the_same_edit_twice_is_no_conflict(plan: Session, amara: HttpClient) -> None:
    first = block(plan, 0)
    for _time in range(2):
        assert amara.post(at("block_edit", first), filled(first, title="One")).status_code == 303
    assert Revision.objects.count() == 1


# --- adding -------------------------------------------------------------------------------------


def test_a_block_is_added_behind_another(plan: Session, amara: HttpClient) -> None:
    sent = {"uid": uuid.uuid4(), "after": block(plan, 0).uid, "phase": "break", "minutes": 5}
    for _time in range(2):
        assert amara.post(at("block_add", plan), sent).status_code == 303
    assert titles(plan) == ["Arrival", "Break", "Awareness", "Compassion"]
    assert [one.position for one in plan.blocks.order_by("position")] == [0, 1, 2, 3]
    plan.refresh_from_db()
    assert plan.order_version == 2


def test_a_practice_brings_title_phase_and_minutes(
    plan: Session, amara: HttpClient, practice: Practice
) -> None:
    sent = {"uid": uuid.uuid4(), "practice": practice.uid, "after": ""}
    answer = amara.post(at("block_add", plan), sent, headers=HTMX)
    assert answer.status_code == 200
    new = block(plan, 3)
    assert (new.title, new.phase, new.minutes) == ("The younger self", "compassion", 12)
    assert new.gates_data["activating"] is True


def test_a_block_without_anything_is_asked_for(plan: Session, amara: HttpClient) -> None:
    form = amara.get(at("block_add", plan), headers=HTMX)
    assert form.headers["HX-Retarget"] == "#add-block"
    sent = {"uid": uuid.uuid4(), "title": "typed and kept"}
    answer = amara.post(at("block_add", plan), sent)
    assert answer.status_code == 422
    assert sorted(answer.context["form"].errors) == ["minutes", "phase"]
    assert "typed and kept" in answer.content.decode()
    assert plan.blocks.count() == 3


def test_a_plan_holds_sixty_blocks(plan: Session, amara: HttpClient) -> None:
    for _number in range(57):
        make.block(plan, "break", 0)
    sent = {"uid": uuid.uuid4(), "phase": "break", "minutes": 1}
    answer = amara.post(at("block_add", plan), sent)
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == ["A plan has at most 60 blocks."]
    assert plan.blocks.count() == 60


def test_a_uid_that_is_taken_elsewhere_makes_a_new_block(
    cast: Cast, plan: Session, amara: HttpClient
) -> None:
    foreign = make.block(make.session(cast.m18), "arrival", 5, title="Not hers")
    sent = {"uid": foreign.uid, "phase": "break", "minutes": 5}
    amara.post(at("block_add", plan), sent)
    assert titles(plan) == ["Arrival", "Awareness", "Compassion", "Break"]
    foreign.refresh_from_db()
    assert foreign.title == "Not hers"


# --- moving and removing ------------------------------------------------------------------------


def test_a_block_moves(plan: Session, amara: HttpClient) -> None:
    sent = {"to": 1, "order_version": 1}
    for _time in range(2):
        assert amara.post(at("block_move", block_named(plan, "Arrival")), sent).status_code == 303
    assert titles(plan) == ["Awareness", "Arrival", "Compassion"]
    last = {"to": 1000, "order_version": 2}
    answer = amara.post(at("block_move", block_named(plan, "Awareness")), last, headers=HTMX)
    assert answer.status_code == 200
    assert titles(plan) == ["Arrival", "Compassion", "Awareness"]


def block_named(plan: Session, title: str) -> Block:
    return plan.blocks.get(title=title)


def test_the_second_of_two_who_order_is_told(plan: Session, amara: HttpClient) -> None:
    one, two = block(plan, 0), block(plan, 2)
    amara.post(at("block_move", one), {"to": 2, "order_version": 1})
    for headers in ({}, HTMX):
        answer = amara.post(at("block_move", two), {"to": 0, "order_version": 1}, headers=headers)
        assert answer.status_code == 409
        assert "Somebody changed the order since you looked." in answer.content.decode()
    assert titles(plan) == ["Awareness", "Compassion", "Arrival"]


@pytest.mark.parametrize("to", ["", "x", "-1", "1001", "9" * 30])
def test_a_place_that_is_none(plan: Session, amara: HttpClient, to: str) -> None:
    sent = {"to": to, "order_version": 1}
    assert amara.post(at("block_move", block(plan, 0)), sent).status_code == 422
    assert titles(plan) == ["Arrival", "Awareness", "Compassion"]


def test_a_removed_block_comes_back_by_undo(plan: Session, amara: HttpClient) -> None:
    gone = block(plan, 1)
    amara.post(at("block_edit", gone), filled(gone, notes="not lost"))
    assert amara.post(at("block_remove", gone), {"version": 2}).status_code == 303
    assert titles(plan) == ["Arrival", "Compassion"]
    amara.post(at("session_undo", plan), {"revision": 2})
    assert titles(plan) == ["Arrival", "Awareness", "Compassion"]
    back = block(plan, 1)
    assert (back.uid, back.notes) == (gone.uid, "not lost")
    assert back.version > 2


def test_a_block_that_changed_is_not_removed(plan: Session, amara: HttpClient) -> None:
    first = block(plan, 0)
    amara.post(at("block_edit", first), filled(first, notes="new words"))
    answer = amara.post(at("block_remove", first), {"version": 1}, headers=HTMX)
    assert answer.status_code == 409
    assert "new words" in answer.content.decode()
    assert titles(plan) == ["Arrival", "Awareness", "Compassion"]


# --- who may ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["block_edit", "block_move", "block_remove"])
@pytest.mark.parametrize(("who", "status"), [("ben", 404), ("nils", 404), ("sara", 403)])
def test_who_may_not(cast: Cast, plan: Session, name: str, who: str, status: int) -> None:
    first = block(plan, 0)
    sent = filled(first, title="changed") | {"to": 2, "order_version": 1}
    assert cast.staff(who).post(at(name, first), sent).status_code == status
    assert titles(plan) == ["Arrival", "Awareness", "Compassion"]
    assert Revision.objects.count() == 0


def test_a_block_through_another_clinics_address(cast: Cast, plan: Session) -> None:
    address = reverse("planner:block_edit", args=[cast.lakeside.uid, block(plan, 0).uid])
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


def test_a_snapshot_is_plain_data(plan: Session, amara: HttpClient) -> None:
    first = block(plan, 0)
    amara.post(at("block_edit", first), filled(first, lock_at="15:00"))
    amara.post(at("block_edit", block(plan, 0)), filled(block(plan, 0), title="Again"))
    assert json.dumps(Revision.objects.first().plan)  # type: ignore[union-attr]
