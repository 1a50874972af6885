"""The blocks of a plan: editing and adding, with and without htmx."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client as HttpClient

from clients.models import Journal
from planner.models import (
    Block,
    Practice,
    Revision,
    Session,
)
from tests import factories as make
from tests.cast import Cast
from tests.planner.views.counting import real_queries
from tests.planner.views.reading import HTMX, at, block, filled, text_of


def test_an_edit_goes_back_to_the_page(small_plan: Session, amara: HttpClient) -> None:
    first = block(small_plan, 0)
    sent = filled(first, title="Come in", minutes=12, shortest=5, longest=15, notes="tea")
    answer = amara.post(at("block_edit", first), sent)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{at('session_page', small_plan)}#b-{first.uid}"
    first.refresh_from_db()
    assert (first.title, first.minutes, first.notes) == ("Come in", 12, "tea")
    assert (first.shortest, first.longest, first.version) == (5, 15, 2)


def test_an_edit_by_htmx_brings_the_board_back(small_plan: Session, amara: HttpClient) -> None:
    first = block(small_plan, 0)
    answer = amara.post(at("block_edit", first), filled(first, minutes=12), headers=HTMX)
    html = answer.content.decode()
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (200, "#board")
    assert "<html" not in html
    assert "15:12" in html
    assert f'id="edit-{first.uid}"></div>' in html
    assert f'id="edit-{block(small_plan, 1).uid}" hx-preserve></div>' in html


def test_an_edit_writes_a_revision_and_the_journal(
    cast: Cast, small_plan: Session, amara: HttpClient
) -> None:
    first = block(small_plan, 0)
    amara.post(at("block_edit", first), filled(first, minutes=12, notes="secret words"))
    kept = Revision.objects.get()
    assert (kept.number, kept.what, kept.by) == (1, "change", cast.amara)
    assert [one["minutes"] for one in kept.plan["blocks"]] == [10, 5, 20]
    line = Journal.objects.get(act="changed")
    assert (line.object_uid, line.client_uid) == (first.uid, cast.m17.uid)
    assert line.fields == ["minutes", "notes"]


def test_the_stepper_sends_absolute_minutes(small_plan: Session, amara: HttpClient) -> None:
    first = block(small_plan, 0)
    sent = {"only": "minutes", "version": 1, "minutes": 10, "to": 15}
    for _time in range(2):
        assert amara.post(at("block_edit", first), sent).status_code == 303
    first.refresh_from_db()
    assert (first.minutes, first.version) == (15, 2)
    amara.post(at("block_edit", first), {"only": "minutes", "version": 2, "minutes": 7})
    first.refresh_from_db()
    assert (first.minutes, first.title) == (7, "Arrival")


@pytest.mark.parametrize("minutes", ["481", "600", "-1", "x", "", "1.5", "9" * 30])
def test_minutes_that_do_not_fit_are_said_at_the_field(
    small_plan: Session, amara: HttpClient, minutes: str
) -> None:
    first = block(small_plan, 0)
    sent = {"only": "minutes", "version": 1, "minutes": minutes}
    answer = amara.post(at("block_edit", first), sent, headers=HTMX)
    assert answer.status_code == 422
    assert answer.headers["HX-Retarget"] == f"#edit-{first.uid}"
    assert list(answer.context["form"].errors) == ["minutes"]
    if minutes:
        assert f'value="{minutes[:20]}"' in answer.content.decode()
    first.refresh_from_db()
    assert first.minutes == 10


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        ("600", "One block has at most 480 minutes, which is eight hours."),
        ("-5", "Minutes are 0 or more."),
    ],
)
def test_minutes_that_do_not_fit_are_refused_in_plain_words(
    small_plan: Session, amara: HttpClient, minutes: str, said: str
) -> None:
    first = block(small_plan, 0)
    answer = amara.post(at("block_edit", first), filled(first, minutes=minutes, shortest=minutes))
    found = answer.context["form"].errors
    assert (answer.status_code, found) == (422, {"minutes": [said], "shortest": [said]})


def test_a_longer_block_of_before_stays_as_it_is(small_plan: Session, amara: HttpClient) -> None:
    Block.objects.filter(session=small_plan, position=0).update(minutes=600, longest=600)
    page = amara.get(at("session_page", small_plan))
    assert (page.status_code, page.context["board"].rows[0].plan.minutes) == (200, 600)
    assert [step.to for step in page.context["board"].rows[0].less] == [480, 480]
    second = block(small_plan, 1)
    assert amara.post(at("block_edit", second), filled(second, minutes=7)).status_code == 303
    assert block(small_plan, 0).minutes == 600


def test_a_length_from_before_the_limit_stops_no_other_change(
    small_plan: Session, amara: HttpClient
) -> None:
    Block.objects.filter(session=small_plan, position=0).update(minutes=600, longest=600)
    long = block(small_plan, 0)
    url = at("block_edit", long)
    assert amara.get(url).content.decode().count('max="600"') == 2
    sent = filled(long, title="A long silence", minutes=600, longest=600)
    assert amara.post(url, sent).status_code == 303
    long.refresh_from_db()
    assert (long.title, long.minutes, long.longest) == ("A long silence", 600, 600)
    said = {"minutes": ["One block has at most 480 minutes, which is eight hours."]}
    refused = amara.post(url, filled(long, title="Kept words", minutes=590, longest=600))
    assert (refused.status_code, refused.context["form"].errors) == (422, said)
    assert "Kept words" in refused.content.decode()
    # The stepper's own number says the same, and nothing of the limit that was not touched.
    stepped = amara.post(url, {"only": "1", "version": long.version, "minutes": "590"})
    assert (stepped.status_code, stepped.context["form"].errors) == (422, said)


@pytest.mark.parametrize("minutes", [0, 480])
def test_the_limits_of_minutes_fit(small_plan: Session, amara: HttpClient, minutes: int) -> None:
    first = block(small_plan, 0)
    assert amara.post(at("block_edit", first), filled(first, minutes=minutes)).status_code == 303
    first.refresh_from_db()
    assert first.minutes == minutes
    assert amara.get(at("session_page", small_plan)).status_code == 200


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
    small_plan: Session, amara: HttpClient, wrong: dict[str, str], field: str
) -> None:
    first = block(small_plan, 0)
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


def test_the_editor_opens_in_its_place_and_as_a_page(
    small_plan: Session, amara: HttpClient
) -> None:
    first = block(small_plan, 0)
    part = amara.get(at("block_edit", first), headers=HTMX)
    assert part.headers["HX-Retarget"] == f"#edit-{first.uid}"
    assert "<html" not in part.content.decode()
    whole = amara.get(at("block_edit", first))
    assert "<html" in whole.content.decode()
    assert 'value="Arrival"' in whole.content.decode()


def test_a_chosen_practice_brings_its_gates(
    small_plan: Session, amara: HttpClient, practice: Practice
) -> None:
    first = block(small_plan, 0)
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
    cast: Cast, small_plan: Session, amara: HttpClient, practice: Practice
) -> None:
    practice.clinic = cast.lakeside
    practice.save()
    first = block(small_plan, 0)
    answer = amara.post(at("block_edit", first), filled(first, practice=str(practice.uid)))
    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "practice": [
            "Unknown choice. Perhaps the practice was retired meanwhile: please choose another."
        ]
    }
    assert "younger" not in answer.content.decode().lower()


def test_a_locked_block_waits_for_the_clock(small_plan: Session, amara: HttpClient) -> None:
    last = block(small_plan, 2)
    amara.post(at("block_edit", last), filled(last, lock_at="15:30"))
    last.refresh_from_db()
    assert last.lock_at == dt.time(15, 30)
    answer = amara.get(at("session_page", small_plan))
    assert [row.slot.start_text for row in answer.context["board"].rows] == [
        "15:00",
        "15:10",
        "15:30",
    ]


def test_an_edit_of_thirty_blocks_needs_at_most_twelve_queries(
    small_plan: Session, amara: HttpClient
) -> None:
    for number in range(27):
        make.block(small_plan, "exposure" if number % 3 else "grounding", 3)
    address = at("block_edit", block(small_plan, 0))
    amara.get(at("session_page", small_plan))
    sent = {"only": "minutes", "version": 1, "minutes": 12}
    with real_queries() as asked:
        answer = amara.post(address, sent, headers=HTMX)
    assert answer.status_code == 200
    assert len(asked) == 12, asked


@pytest.mark.parametrize(
    ("minutes", "shortest", "longest", "said"),
    [
        (5, 10, "", "Its shortest is 10 min."),
        (5, "", 3, "Its longest is 3 min."),
        (5, 5, 5, ""),
        (0, "", 3, ""),
    ],
)
def test_minutes_outside_its_own_limits(
    small_plan: Session, amara: HttpClient, minutes: int, shortest: Any, longest: Any, said: str
) -> None:
    wanted = {"minutes": minutes, "shortest": shortest, "longest": longest}
    first = block(small_plan, 0)
    new = {"uid": uuid.uuid4(), "phase": "break"} | wanted
    for address, thing, sent in (
        ("block_edit", first, filled(first, **wanted)),
        ("block_add", small_plan, new),
    ):
        answer = amara.post(at(address, thing), sent)
        assert answer.status_code == (422 if said else 303)
        if said:
            assert answer.context["form"].errors == {"minutes": [said]}
            assert said in text_of(answer)
    assert small_plan.blocks.count() == (3 if said else 4)


def test_what_the_stepper_left_outside_does_not_stop_other_changes(
    small_plan: Session, amara: HttpClient
) -> None:
    Block.objects.filter(session=small_plan, position=0).update(shortest=5, longest=12)
    first = block(small_plan, 0)
    stepped = {"only": "minutes", "version": first.version, "minutes": 10, "to": 15}
    assert amara.post(at("block_edit", first), stepped).status_code == 303
    first = block(small_plan, 0)
    kept = filled(first, shortest=5, longest=12, notes="tea")
    assert amara.post(at("block_edit", first), kept).status_code == 303
    first = block(small_plan, 0)
    assert (first.minutes, first.longest, first.notes) == (15, 12, "tea")
    wrong = amara.post(at("block_edit", first), filled(first, shortest=5, longest=11))
    assert wrong.context["form"].errors == {"minutes": ["Its longest is 11 min."]}


def test_a_practice_comes_in_minutes_within_the_limits(
    small_plan: Session, amara: HttpClient, practice: Practice
) -> None:
    for length, minutes in (({"longest": 8}, 8), ({"shortest": 20}, 20), ({"longest": 30}, 12)):
        uid = uuid.uuid4()
        sent = {"uid": uid, "practice": practice.uid} | length
        assert amara.post(at("block_add", small_plan), sent).status_code == 303
        assert small_plan.blocks.get(uid=uid).minutes == minutes
