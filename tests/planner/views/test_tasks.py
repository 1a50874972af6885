"""The tasks before and after a session, with and without htmx."""

import uuid
from typing import Any

import pytest
from django.test import Client as HttpClient

from clients.models import Client, Journal
from planner.models import Block, Session, Task
from tests import factories as make
from tests.cast import Cast
from tests.clients.views.asking import queries
from tests.planner import shelves
from tests.planner.shelves import CYCLE
from tests.planner.views.reading import HTMX, at, block, filled, text_of


def add(amara: HttpClient, plan: Session, htmx: bool = False, **sent: Any) -> Any:
    """Add a task to a session."""
    plain = {"uid": uuid.uuid4(), "text": "Book the room", "moment": "before"}
    return amara.post(at("task_add", plan), plain | sent, headers=HTMX if htmx else {})


def test_a_task_is_added_once_and_takes_no_time(
    cast: Cast, small_plan: Session, amara: HttpClient
) -> None:
    sent: dict[str, Any] = {"uid": uuid.uuid4(), "text": "  Call the school ", "moment": "after"}
    for _time in range(2):
        answer = add(amara, small_plan, **sent)
        assert answer.headers["Location"] == f"{at('session_page', small_plan)}#tasks"
    task = small_plan.tasks.get()
    assert (task.text, task.moment, task.done_at) == ("Call the school", "after", None)
    line = Journal.objects.get(act="created", object_uid=task.uid)
    assert (line.client_uid, line.fields) == (cast.m17.uid, ["moment", "text"])
    page = amara.get(at("session_page", small_plan))
    assert "After the session Call the school" in text_of(page)
    assert page.context["board"].grid.planned == 35


def test_by_htmx_the_list_comes_back(small_plan: Session, amara: HttpClient) -> None:
    answer = add(amara, small_plan, htmx=True)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in html
    assert html.strip().startswith('<section class="tasks" id="tasks">')
    assert "Book the room" in html


def test_what_is_before_stands_before_what_is_after(small_plan: Session, amara: HttpClient) -> None:
    for moment, text in (("after", "Write"), ("before", "Air"), ("after", "Call")):
        make.task(small_plan, moment=moment, text=text)
    tasks = amara.get(at("session_page", small_plan)).context["tasks"]
    assert [task.text for task in tasks] == ["Air", "Write", "Call"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "x" * 201}, "text"),
        ({"moment": "during"}, "moment"),
        ({"uid": "x"}, "uid"),
    ],
)
def test_what_does_not_fit_is_said_at_the_field(
    small_plan: Session, amara: HttpClient, wrong: dict[str, str], field: str
) -> None:
    for htmx in (True, False):
        answer = add(amara, small_plan, htmx=htmx, **({"text": "kept text"} | wrong))
        assert answer.status_code == 422
        assert list(answer.context["task_form"].errors) == [field]
        assert field == "text" or "kept text" in answer.content.decode()
    assert Task.objects.count() == 0


def test_a_session_has_forty_tasks_at_most(small_plan: Session, amara: HttpClient) -> None:
    for _number in range(40):
        make.task(small_plan)
    answer = add(amara, small_plan, text="One too many")
    assert answer.status_code == 422
    assert answer.context["task_form"].errors == {"text": ["A session has at most 40 tasks."]}
    assert small_plan.tasks.count() == 40


def test_a_task_is_ticked_and_opened_again(small_plan: Session, amara: HttpClient) -> None:
    task = make.task(small_plan)
    for act, done in (("done", True), ("done", True), ("open", False), ("open", False)):
        assert amara.post(at("task_change", task), {"act": act}).status_code == 303
        task.refresh_from_db()
        assert (task.done_at is not None) is done
    assert Journal.objects.filter(act="changed", object_uid=task.uid).count() == 2
    assert amara.post(at("task_change", task), {"act": "burn"}).status_code == 422
    assert amara.post(at("task_change", task)).status_code == 422


@pytest.mark.parametrize("htmx", [True, False])
def test_a_task_that_was_taken_away_can_be_put_back(
    small_plan: Session, amara: HttpClient, htmx: bool
) -> None:
    task = make.task(small_plan, text="Set out the cards", moment="after")
    headers = HTMX if htmx else {}
    answer = amara.post(at("task_change", task), {"act": "away"}, headers=headers)
    assert answer.status_code == 200
    assert "“Set out the cards” is taken away." in text_of(answer)
    assert f'name="uid" value="{task.uid}"' in answer.content.decode()
    assert small_plan.tasks.count() == 0
    add(amara, small_plan, uid=task.uid, text=task.text, moment=task.moment)
    back = small_plan.tasks.get()
    assert (back.uid, back.text, back.moment) == (task.uid, task.text, task.moment)


def test_whoever_only_reads_sees_no_buttons(cast: Cast, small_plan: Session) -> None:
    task = make.task(small_plan)
    page = cast.staff("sara").get(at("session_page", small_plan)).content.decode()
    assert task.text in page
    assert at("task_change", task) not in page
    assert at("task_add", small_plan) not in page


def test_who_leads_stands_on_the_block_and_comes_back_with_undo(
    small_plan: Session, amara: HttpClient
) -> None:
    one = block(small_plan, 1)
    assert amara.post(at("block_edit", one), filled(one, leader=" Ben ")).status_code == 303
    assert "led by Ben" in amara.get(at("session_page", small_plan)).content.decode()
    assert 'value="Ben"' in amara.get(at("block_edit", one)).content.decode()
    assert "led by Ben" in amara.get(at("session_history", small_plan)).content.decode()
    amara.post(at("session_undo", small_plan), {"revision": 1})
    assert block(small_plan, 1).leader == ""
    long = amara.post(at("block_edit", block(small_plan, 1)), filled(one, leader="x" * 61))
    assert (long.status_code, list(long.context["form"].errors)) == (422, ["leader"])
    assert "x" * 61 in str(long.context["form"]["leader"])
    assert "maxlength" not in str(long.context["form"]["title"])


def test_a_block_names_its_practice_where_its_title_does_not(
    small_plan: Session, amara: HttpClient
) -> None:
    item = shelves.practice(CYCLE)
    shelves.say_also(item, language="de", title="Drei Schritte")
    for place, title in ((0, "Hello"), (1, "The Three-Step Integration Cycle")):
        Block.objects.filter(pk=block(small_plan, place).pk).update(practice=CYCLE, title=title)
    rows = amara.get(at("session_page", small_plan)).context["board"].rows
    assert ["Three-Step Integration Cycle" in row.says for row in rows] == [True, False, False]
    Client.objects.update(language="de")
    rows = amara.get(at("session_page", small_plan)).context["board"].rows
    assert ["Drei Schritte" in row.says for row in rows] == [True, True, False]


def test_materials_are_gathered_for_the_whole_session(
    small_plan: Session, amara: HttpClient
) -> None:
    for place, said in ((0, "Two chairs\n\n a blanket "), (2, "A Blanket\nCards")):
        one = block(small_plan, place)
        assert amara.post(at("block_edit", one), filled(one, materials=said)).status_code == 303
    ready = amara.get(at("session_page", small_plan)).context["board"].ready
    assert ready == ("Two chairs", "a blanket", "Cards")
    assert block(small_plan, 0).planned().things == ("Two chairs", "a blanket")
    amara.post(at("session_undo", small_plan), {"revision": 2})
    assert block(small_plan, 2).materials == ""
    unsafe = dict.fromkeys(("touch_unsafe", "breath_unsafe", "movement_unsafe"), True)
    Client.objects.filter(appointments=small_plan.appointment).update(**unsafe)
    assert amara.get(at("session_page", small_plan)).context["board"].ready == (
        "No-touch forms: touch is not safe",
        "Forms without the breath: attending to it is not safe",
        "Sitting forms: movement is not safe",
        "Two chairs",
        "a blanket",
    )
    long = filled(block(small_plan, 0), materials="x" * 601)
    answer = amara.post(at("block_edit", block(small_plan, 0)), long)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["materials"]


def test_an_edit_of_a_block_asks_nothing_about_tasks(
    small_plan: Session, amara: HttpClient
) -> None:
    make.task(small_plan, text="Unseen by the edit")
    one = block(small_plan, 0)
    html = amara.post(at("block_edit", one), filled(one, minutes=12), headers=HTMX)
    assert 'id="tasks" hx-preserve' in html.content.decode()
    assert "Unseen by the edit" not in html.content.decode()


def test_the_page_needs_as_many_queries_for_one_task_as_for_three(
    small_plan: Session, amara: HttpClient
) -> None:
    url = at("session_page", small_plan)
    make.task(small_plan)
    amara.get(url)
    with_one = queries(amara, url)
    make.task(small_plan)
    make.task(small_plan, moment="after")
    assert queries(amara, url) == with_one
