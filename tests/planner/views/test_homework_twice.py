"""The same practice twice: said before it is given, given besides on purpose, and taken back."""

import datetime as dt
import re
from typing import Any

from django.test import Client as HttpClient

from clients.models import Assignment
from tests import factories as make
from tests.cast import Cast
from tests.clients.views.asking import address as of_clients
from tests.clients.views.asking import errors_of, sent_to, text_of
from tests.planner import shelves
from tests.planner.shelves import CYCLE, PAUSE

from .asking import address
from .test_homework import fields, give, give_all, open_form
from .test_session_homework import page_of, planned, post

DAY = dt.timedelta(days=1)


def undone_at(browser: HttpClient, url: str, sent: dict[str, Any]) -> str:
    """Where the undo beside what is said of giving is sent."""
    page = browser.get(sent_to(browser.post(f"{url}?practice={CYCLE}", sent)))
    found = re.search(r'<form method="post" action="([^"]+/take-back/)"', page.content.decode())
    assert found
    return found[1]


def test_what_runs_already_is_said_and_given_besides_on_purpose(cast: Cast) -> None:
    shelves.practice(CYCLE)
    assert "besides" not in open_form(cast, f"?practice={CYCLE}").context["form"].fields
    sent_to(give(cast, CYCLE))
    first = Assignment.objects.get()
    page = open_form(cast, f"?practice={CYCLE}")
    assert page.context["form"].running == [first]
    assert address("homework_change", cast.harbour, first) in text_of(page)
    assert list(errors_of(give(cast, CYCLE, when="at six"))) == ["besides"]
    assert Assignment.objects.count() == 1
    sent_to(give(cast, CYCLE, besides="on"))
    assert Assignment.objects.count() == 2


def test_what_is_over_or_ended_does_not_run(cast: Cast) -> None:
    shelves.practice(CYCLE)
    today = cast.m17.today()
    make.assignment(cast.m17, code=CYCLE, ends=today - DAY)
    make.assignment(cast.m17, code=CYCLE, status="ended")
    make.assignment(cast.m18, code=CYCLE)
    assert open_form(cast, f"?practice={CYCLE}").context["form"].running == []
    later = make.assignment(cast.m17, code=CYCLE, starts=today + DAY)
    resting = make.assignment(cast.m17, code=CYCLE, status="paused", ends=today)
    found = open_form(cast, f"?practice={CYCLE}").context["form"].running
    assert set(found) == {later, resting}


def test_the_same_form_again_after_back_says_that_it_is_there_once(cast: Cast) -> None:
    shelves.practice(CYCLE)
    sent = {"uid": "11111111-2222-4333-8444-555555555555"}
    sent_to(give(cast, CYCLE, **sent))
    browser, url = cast.staff("amara"), address("homework_give", cast.harbour, cast.m17)
    again = browser.post(f"{url}?practice={CYCLE}", fields(cast, title="In other words", **sent))
    assert "was given already" in text_of(browser.get(sent_to(again)))
    assert Assignment.objects.count() == 1


def test_it_runs_already_where_one_chooses(cast: Cast) -> None:
    for code in (CYCLE, PAUSE):
        shelves.practice(code)
    sent_to(give(cast, CYCLE))
    assert open_form(cast, "").context["running"] == {CYCLE}
    give_all(cast, PAUSE)
    url = address("group_homework_give", cast.harbour, cast.group_a)
    assert cast.staff("gina").get(url).context["running"] == {PAUSE}


def test_in_a_group_only_what_the_group_was_given_is_told(cast: Cast) -> None:
    shelves.practice(CYCLE)
    make.assignment(cast.m17, code=CYCLE)
    sent_to(give_all(cast, CYCLE))
    assert list(errors_of(give_all(cast, CYCLE))) == ["besides"]
    sent_to(give_all(cast, CYCLE, besides="on"))
    assert cast.group_a.assignments.count() == 2


def test_from_a_session_it_is_not_given_twice_in_one_click(cast: Cast) -> None:
    shelves.practice(CYCLE)
    given = make.assignment(cast.m17, code=CYCLE)
    session = planned(cast.m17, CYCLE)
    item = page_of(cast, session).context["items"][0]
    assert (item.form, item.is_open) == (None, True)
    assert post(cast, session, give=CYCLE).status_code == 422
    given.delete()
    for _ in range(2):  # given in this session it stays one click, and is there once
        sent_to(post(cast, session, give=CYCLE))
    assert Assignment.objects.count() == 1


def test_what_was_just_given_is_taken_back_beside_what_is_said(cast: Cast) -> None:
    shelves.practice(CYCLE)
    browser = cast.staff("amara")
    page = address("homework_give", cast.harbour, cast.m17)
    url = undone_at(browser, page, fields(cast))
    written = make.log(Assignment.objects.get())
    assert sent_to(browser.post(url)) == of_clients("client_page", cast.harbour, cast.m17)
    assert Assignment.objects.count() == 1
    written.delete()
    sent_to(browser.post(url))
    assert Assignment.objects.count() == 0


def test_a_group_takes_back_what_all_were_just_given(cast: Cast) -> None:
    shelves.practice(CYCLE)
    make.participation(cast.m18, cast.group_a)
    other = make.assignment(cast.m17, group=cast.group_a)
    both = [str(cast.m17.uid), str(cast.m18.uid)]
    browser = cast.staff("gina")
    page = address("group_homework_give", cast.harbour, cast.group_a)
    url = undone_at(browser, page, fields(cast, participants=both))
    assert Assignment.objects.filter(code=CYCLE).count() == 2
    sent_to(browser.post(url))
    assert list(Assignment.objects.all()) == [other]
    sent_to(browser.post(url))  # there is nothing left to take back
    assert list(Assignment.objects.all()) == [other]
