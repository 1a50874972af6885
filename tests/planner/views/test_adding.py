"""Blocks that come into a plan: new ones, of a practice or not, and looking for the practice."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client as HttpClient
from django.utils.timezone import now

from planner.models import Block, Bookmark, Practice, Session
from tests import factories as make
from tests.cast import Cast
from tests.clients.views.asking import queries
from tests.planner import shelves
from tests.planner.shelves import CYCLE, FRAME, PAUSE, TOUCH
from tests.planner.views.reading import HTMX, at, block, text_of, titles


def look(amara: HttpClient, plan: Session, **sent: Any) -> Any:
    """Look for a practice, as the page does while one types."""
    return amara.post(at("block_add", plan), {"find": "on"} | sent, headers=HTMX)


def found(answer: Any) -> list[str]:
    """The codes of the practices in the list."""
    return [card.entry.code for card, _uid in answer.context["rows"]]


def test_a_block_is_added_behind_another(small_plan: Session, amara: HttpClient) -> None:
    sent = {"uid": uuid.uuid4(), "after": block(small_plan, 0).uid, "phase": "break", "minutes": 5}
    for _time in range(2):
        assert amara.post(at("block_add", small_plan), sent).status_code == 303
    assert titles(small_plan) == ["Arrival", "Break", "Awareness", "Compassion"]
    assert [one.position for one in small_plan.blocks.order_by("position")] == [0, 1, 2, 3]
    small_plan.refresh_from_db()
    assert small_plan.order_version == 2


def test_who_leads_a_new_block_is_said_with_it(small_plan: Session, amara: HttpClient) -> None:
    assert "Who leads" in text_of(amara.get(at("block_add", small_plan)))
    sent = {"uid": uuid.uuid4(), "phase": "break", "minutes": 5, "leader": "Sara"}
    assert amara.post(at("block_add", small_plan), sent).status_code == 303
    assert [one.leader for one in small_plan.blocks.order_by("position")] == ["", "", "", "Sara"]
    wrong = sent | {"uid": uuid.uuid4(), "leader": "x" * 61, "minutes": 600}
    answer = amara.post(at("block_add", small_plan), wrong)
    assert (answer.status_code, sorted(answer.context["form"].errors)) == (
        422,
        ["leader", "minutes"],
    )
    assert "x" * 61 in answer.content.decode()


def test_a_practice_brings_title_phase_and_minutes(
    small_plan: Session, amara: HttpClient, practice: Practice
) -> None:
    sent = {"uid": uuid.uuid4(), "practice": practice.uid, "after": ""}
    answer = amara.post(at("block_add", small_plan), sent, headers=HTMX)
    assert answer.status_code == 200
    new = block(small_plan, 3)
    assert (new.title, new.phase, new.minutes) == ("The younger self", "compassion", 12)
    assert new.gates_data["activating"] is True


def test_a_block_without_anything_is_asked_for(small_plan: Session, amara: HttpClient) -> None:
    form = amara.get(at("block_add", small_plan), headers=HTMX)
    assert form.headers["HX-Retarget"] == "#add-block"
    sent = {"uid": uuid.uuid4(), "title": "typed and kept"}
    answer = amara.post(at("block_add", small_plan), sent)
    assert answer.status_code == 422
    assert sorted(answer.context["form"].errors) == ["minutes", "phase"]
    assert "typed and kept" in answer.content.decode()
    assert small_plan.blocks.count() == 3


def test_a_plan_holds_sixty_blocks(small_plan: Session, amara: HttpClient) -> None:
    for _number in range(57):
        make.block(small_plan, "break", 0)
    sent = {"uid": uuid.uuid4(), "phase": "break", "minutes": 1}
    answer = amara.post(at("block_add", small_plan), sent)
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == ["A plan has at most 60 blocks."]
    assert small_plan.blocks.count() == 60


def test_a_uid_that_is_taken_elsewhere_makes_a_new_block(
    cast: Cast, small_plan: Session, amara: HttpClient
) -> None:
    foreign = make.block(make.session(cast.m18), "arrival", 5, title="Not hers")
    sent = {"uid": foreign.uid, "phase": "break", "minutes": 5}
    amara.post(at("block_add", small_plan), sent)
    assert titles(small_plan) == ["Arrival", "Awareness", "Compassion", "Break"]
    foreign.refresh_from_db()
    assert foreign.title == "Not hers"


def test_practices_are_found_while_typing(small_plan: Session, amara: HttpClient) -> None:
    for code in (CYCLE, FRAME, TOUCH, PAUSE):
        shelves.practice(code)
    answer = look(amara, small_plan, **{"find-q": "soothng"})
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (200, "#found")
    assert found(answer) == [TOUCH]
    html = answer.content.decode()
    assert "<html" not in html
    assert '<p id="found-count" hx-swap-oob="innerHTML">1 practice.' in html
    uid = Practice.objects.get(code=TOUCH).uid
    assert f'name="practice" value="{uid}"' in html
    assert f'name="at_once" value="{uid}"' in html
    assert found(look(amara, small_plan, **{"find-phase": "exposure"})) == [FRAME]
    assert small_plan.blocks.count() == 3


def test_nothing_found_says_what_is_near(small_plan: Session, amara: HttpClient) -> None:
    shelves.practice(TOUCH)
    nothing = text_of(look(amara, small_plan, **{"find-q": "zzzz"}))
    assert "Nothing fits. Try another word, or take a filter away." in nothing
    odd = look(amara, small_plan, **{"find-phase": "nap", "find-minutes": "x"})
    assert (odd.status_code, found(odd)) == (200, [TOUCH])


@pytest.mark.parametrize("field", ["find-q", "find-phase", "find-minutes", "practice", "after"])
@pytest.mark.parametrize("odd", ["\x00", "9" * 5000, "\u202eא\u0301😀\uffff", "%s", "{1}"])
def test_odd_words_only_find_nothing(
    small_plan: Session, amara: HttpClient, field: str, odd: str
) -> None:
    shelves.practice(TOUCH)
    assert look(amara, small_plan, **{field: odd}).status_code == 200


def test_what_is_at_hand_comes_first(cast: Cast, small_plan: Session, amara: HttpClient) -> None:
    for code in (CYCLE, FRAME, TOUCH, PAUSE):
        shelves.practice(code)
    assert found(look(amara, small_plan)) == [FRAME, PAUSE, TOUCH, CYCLE]
    for code, marks in (
        (CYCLE, {"favourite": True}),
        (TOUCH, {"used_at": now() - dt.timedelta(days=3)}),
        (PAUSE, {"used_at": now() - dt.timedelta(days=5)}),
    ):
        Bookmark.objects.create(
            member=cast.amara, item=shelves.Item.objects.get(code=code), **marks
        )
    Bookmark.objects.create(
        member=cast.ben, item=shelves.Item.objects.get(code=FRAME), favourite=True
    )
    assert found(look(amara, small_plan)) == [CYCLE, TOUCH, PAUSE, FRAME]


def test_the_minutes_that_are_left_can_be_asked_for(small_plan: Session, amara: HttpClient) -> None:
    for code in (FRAME, PAUSE):
        shelves.practice(code)
    page = amara.get(at("block_add", small_plan))
    assert "What is left: 15 min" in page.content.decode()
    assert found(look(amara, small_plan, **{"find-minutes": "15"})) == [PAUSE]
    make.block(small_plan, "exposure", 15)
    assert "What is left" not in amara.get(at("block_add", small_plan)).content.decode()


def test_a_chosen_practice_stays_while_one_looks_on(small_plan: Session, amara: HttpClient) -> None:
    for code in (FRAME, TOUCH):
        shelves.practice(code)
    uid = str(Practice.objects.get(code=FRAME).uid)
    answer = look(amara, small_plan, practice=uid, **{"find-q": "touch"})
    assert found(answer) == [TOUCH]
    assert f'value="{uid}" checked' in answer.content.decode()
    again = look(amara, small_plan, practice=uid)
    assert again.content.decode().count(f'name="practice" value="{uid}"') == 1
    assert look(amara, small_plan, practice="no-uid").status_code == 200


def test_without_javascript_the_page_comes_back_with_what_was_typed(
    small_plan: Session, amara: HttpClient
) -> None:
    shelves.practice(TOUCH)
    sent = {"find": "on", "find-q": "touch", "title": "Kept title", "minutes": "x", "uid": "odd"}
    answer = amara.post(at("block_add", small_plan), sent)
    assert answer.status_code == 200
    html = answer.content.decode()
    assert "<html" in html
    assert "Kept title" in html
    assert "field-error" not in html
    assert found(answer) == [TOUCH]
    assert titles(small_plan) == ["Arrival", "Awareness", "Compassion"]


def test_one_touch_adds_a_practice_with_its_phase_and_minutes(
    small_plan: Session, amara: HttpClient
) -> None:
    shelves.practice(TOUCH)
    shelves.practice(FRAME)
    touch, frame = (Practice.objects.get(code=code).uid for code in (TOUCH, FRAME))
    sent = {"uid": uuid.uuid4(), "after": block(small_plan, 0).uid, "practice": frame}
    answer = amara.post(at("block_add", small_plan), sent | {"at_once": touch}, headers=HTMX)
    assert answer.status_code == 200
    new = block(small_plan, 1)
    document = shelves.library().practice(TOUCH)
    assert (new.practice, new.title, new.phase, new.minutes) == (
        TOUCH,
        document.title,
        document.phases[0],
        document.minutes.usual,
    )


def test_phase_and_time_that_were_looked_for_count(small_plan: Session, amara: HttpClient) -> None:
    shelves.practice(CYCLE)
    document = shelves.library().practice(CYCLE)
    wanted = {"find-phase": document.phases[-1], "find-minutes": "2"}
    sent = {"uid": uuid.uuid4(), "practice": Practice.objects.get(code=CYCLE).uid}
    assert amara.post(at("block_add", small_plan), sent | wanted).status_code == 303
    new = block(small_plan, 3)
    assert len(document.phases) > 1
    assert document.minutes.usual > 2
    assert (new.phase, new.minutes) == (document.phases[-1], 2)


def test_practices_of_others_are_not_in_the_list(
    cast: Cast, small_plan: Session, amara: HttpClient
) -> None:
    shelves.practice(TOUCH, clinic=cast.lakeside, title="Lakeside's own touch")
    draft = shelves.practice(PAUSE, clinic=cast.harbour, title="Ben's draft touch")
    draft.draft_of = cast.ben
    draft.save()
    retired = shelves.practice(CYCLE, title="Retired touch")
    retired.retired_at = now()
    retired.save()
    assert found(look(amara, small_plan, **{"find-q": "touch"})) == []
    sent = {"uid": uuid.uuid4(), "at_once": draft.uid}
    answer = amara.post(at("block_add", small_plan), sent)
    assert answer.status_code == 422
    assert answer.context["form"].errors["at_once"] == [
        "Unknown choice. Perhaps the practice was retired meanwhile: please choose another."
    ]
    assert "draft touch" not in answer.content.decode()


def test_the_panel_needs_as_many_queries_for_one_practice_as_for_three(
    small_plan: Session, amara: HttpClient
) -> None:
    shelves.practice(TOUCH)
    url = at("block_add", small_plan)
    amara.get(url)
    with_one = queries(amara, url)
    shelves.practice(PAUSE)
    shelves.practice(CYCLE)
    amara.get(url)
    assert queries(amara, url) == with_one


def copy_to(amara: HttpClient, one: Block, plan: Session, **sent: Any) -> Any:
    """Copy a block into this plan."""
    plain = {"session": plan.uid, "uid": uuid.uuid4(), "title": one.title}
    return amara.post(at("block_copy_to", one), plain | sent)


def test_a_block_is_copied_to_another_session_of_the_client(
    cast: Cast, small_plan: Session, amara: HttpClient
) -> None:
    one = make.block(small_plan, "compassion", 12, memory="the staircase", notes="hers", module=0)
    one.lock_at = dt.time(15, 20)
    one.save()
    plan = make.session(cast.m17, appointment=make.appointment(cast.m17, day=None, time=None))
    make.block(plan, "closing", 5)
    sent = {"uid": uuid.uuid4(), "notes": "on"}
    for _time in range(2):
        answer = copy_to(amara, one, plan, **sent)
        assert answer.headers["Location"] == f"{at('session_page', plan)}#b-{sent['uid']}"
    new = block(plan, 0)
    assert titles(plan) == ["Compassion", "Closing"]
    assert (new.minutes, new.memory, new.notes) == (12, "the staircase", "hers")
    assert new.lock_at is None
    assert plan.revisions.get().what == "add"
    assert small_plan.blocks.count() == 4


def test_nothing_of_a_client_goes_along_to_another(
    cast: Cast, small_plan: Session, amara: HttpClient
) -> None:
    other = make.client(cast.harbour, "M-20")
    make.team(other, cast.amara)
    plan = make.session(other)
    one = make.block(small_plan, "exposure", 30, memory="the staircase", notes="her words")
    page = text_of(amara.get(at("block_copy_to", one)))
    assert "The memory’s label does not go along." in page
    copy_to(amara, one, plan, title="Exposure again")
    new = plan.blocks.get()
    kept = (new.phase, new.title, new.minutes, new.memory, new.notes)
    assert kept == ("exposure", "Exposure again", 30, "", "")
    copy_to(amara, one, plan, notes="on")
    assert sorted(plan.blocks.values_list("notes", "memory")) == [("", ""), ("her words", "")]


def test_the_sessions_of_the_client_come_first_and_only_ones_own(
    cast: Cast, small_plan: Session, amara: HttpClient
) -> None:
    today = cast.harbour.today()
    past = make.appointment(cast.m17, day=today - dt.timedelta(days=1))
    held = make.appointment(cast.m17, status="held")
    mine = make.session(cast.m17, appointment=make.appointment(cast.m17, day=None, time=None))
    for one in (past, held):
        make.session(cast.m17, appointment=one)
    make.session(cast.m18)
    other = make.client(cast.harbour, "M-20")
    make.team(other, cast.amara)
    theirs = make.session(other)
    context = amara.get(at("block_copy_to", block(small_plan, 0))).context
    assert (context["own"], context["others"]) == ([mine], [theirs])


def test_a_full_plan_takes_no_copy(cast: Cast, small_plan: Session, amara: HttpClient) -> None:
    plan = make.session(cast.m17)
    for _number in range(60):
        make.block(plan, "break", 0)
    answer = copy_to(amara, block(small_plan, 0), plan, title="Typed and kept")
    assert answer.status_code == 422
    assert "A plan has at most 60 blocks." in text_of(answer)
    assert "Typed and kept" in answer.content.decode()


def test_the_page_of_copying_needs_as_many_queries_for_one_session_as_for_three(
    cast: Cast, small_plan: Session, amara: HttpClient
) -> None:
    make.session(cast.m17)
    url = at("block_copy_to", block(small_plan, 0))
    with_one = queries(amara, url)
    make.session(cast.m17)
    make.session(cast.m17)
    assert queries(amara, url) == with_one
