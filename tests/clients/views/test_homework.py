"""The page of one piece of homework, and what can be done with it."""

import datetime as dt
import re
from typing import Any

import pytest
from django.utils.timezone import now

from clients.models import Assignment, Journal
from tests import factories as make
from tests.cast import Cast
from tests.planner.views.asking import address as of_planner

from .asking import address, queries, sent_to, text_of

DAY = dt.timedelta(days=1)
TOKENS = re.compile(r'csrfmiddlewaretoken" value="\w+"|X-CSRFToken": "\w+"')


def page_of(cast: Cast, given: Assignment, who: str = "amara", query: str = "") -> str:
    """The page as text."""
    return text_of(cast.staff(who).get(address("homework_page", cast.harbour, given) + query))


def act(cast: Cast, given: Assignment, who: str = "amara", **fields: Any) -> Any:
    """One of the acts of the page."""
    return cast.staff(who).post(address("homework_course", cast.harbour, given), fields)


def undo(cast: Cast, given: Assignment, **fields: Any) -> Any:
    """Undo the last act."""
    return cast.staff("amara").post(of_planner("homework_undo", cast.harbour, given), fields)


def test_the_page_shows_what_was_given_and_done(cast: Cast) -> None:
    given = make.assignment(
        cast.m17, schedule={"format": 1, "kind": "daily", "when": "after the coffee"}
    )
    make.log(given, state="part", before=6, after=4, minutes=3, obstacles=["no_time"])
    page = page_of(cast, given)
    assert "Every day, after the coffee" in page
    assert "Name it kindly" in page
    assert "a part" in page
    assert "6 → 4" in page
    assert "In the way: No time" in page
    assert "<title>M-17: homework" in page


def test_only_shared_notes_are_shown_and_nothing_of_the_hour(cast: Cast) -> None:
    given = make.assignment(cast.m17)
    happened = dt.datetime(2026, 11, 1, 3, 47, tzinfo=dt.UTC)
    make.log(given, note="for myself alone", note_shared=False, happened_at=happened)
    make.log(given, note="for you to read", note_shared=True, happened_at=happened)
    page = page_of(cast, given)
    assert "for you to read" in page
    assert "for myself alone" not in page
    assert "03:47" not in page
    assert "3:47" not in page


def test_only_finished_and_shared_sheets_are_shown(cast: Cast) -> None:
    given = make.assignment(cast.m17, prescription={"worksheet": make.SHEET})
    said = {"about": "read this <x-a>", "hard": 7, "moments": [{"at": "08:10", "felt": "flat"}]}
    make.sheet(given, answers=said, is_shared=True)
    make.sheet(given, answers={"about": "for myself alone"})
    make.sheet(given, answers={"about": "half a sheet"}, is_shared=True, is_finished=False)
    make.sheet(given, answers={"about": "taken back again"}, is_shared=True, taken_back_at=now())
    page = page_of(cast, given)
    assert "About today: read this &lt;x-a&gt;" in page
    assert "How hard was it? 7 (0 not at all ... 10 very)" in page
    assert "Time: 08:10" in page
    for hidden in ("for myself alone", "half a sheet", "taken back again"):
        assert hidden not in page
    assert page.count("A map of my day</summary>") == 1


def test_a_sheet_that_is_kept_private_says_nothing_of_itself(cast: Cast) -> None:
    given = make.assignment(cast.m17, prescription={"worksheet": make.SHEET})
    without = page_of(cast, given)
    make.sheet(given, answers={"about": "for myself alone"})
    assert TOKENS.sub("", page_of(cast, given)) == TOKENS.sub("", without)


def test_what_was_taken_back_is_gone(cast: Cast) -> None:
    given = make.assignment(cast.m17)
    make.log(
        given,
        note="secret",
        note_shared=True,
        taken_back_at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC),
    )
    page = page_of(cast, given)
    assert "secret" not in page
    assert "Nothing has been written down yet." in page


def test_opening_it_is_noted_once(cast: Cast) -> None:
    given = make.assignment(cast.m17)
    page_of(cast, given)
    page_of(cast, given)
    assert Journal.objects.get(act="opened").client_uid == cast.m17.uid


def test_a_supervisor_reads_and_changes_nothing(cast: Cast) -> None:
    given = make.assignment(cast.m17)
    page = page_of(cast, given, "sara")
    assert "What was given" in page
    assert "Pause" not in page
    assert "Print it" not in page
    assert act(cast, given, "sara", act="pause").status_code == 403
    assert act(cast, given, "gina", act="pause").status_code == 404


def test_a_leader_of_the_group_does_not_see_it(cast: Cast) -> None:
    given = make.assignment(cast.m17, group=cast.group_a)
    url = address("homework_page", cast.harbour, given)
    assert cast.staff("gina").get(url).status_code == 404


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [("pause", "active", "paused"), ("end", "active", "ended")],
)
def test_an_act_is_done_and_can_be_undone(cast: Cast, name: str, before: str, after: str) -> None:
    ends = cast.harbour.today() + 5 * DAY
    given = make.assignment(cast.m17, status=before, ends=ends)
    onward = sent_to(act(cast, given, act=name))
    given.refresh_from_db()
    assert given.status == after
    assert given.ends == (cast.harbour.today() if name == "end" else ends)
    page = cast.staff("amara").get(onward)
    was = page.context["undo"]
    assert (was["status"], was["ends"]) == (before, ends)
    assert "Undo</button>" in text_of(page)
    undo(cast, given, status=was["status"], ends=was["ends"].isoformat())
    given.refresh_from_db()
    assert (given.status, given.ends) == (before, ends)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"act": "burn"},
        {"act": "undo", "status": "active"},
        {"status": ""},
        {"status": "gone"},
        {"status": "active", "ends": "someday"},
    ],
)
def test_an_unknown_act_changes_nothing(cast: Cast, fields: dict[str, str]) -> None:
    given = make.assignment(cast.m17)
    browser = cast.staff("amara")
    is_undoing = "status" in fields and "act" not in fields
    ways = {True: of_planner("homework_undo", cast.harbour, given)}
    answer = browser.post(
        ways.get(is_undoing, address("homework_course", cast.harbour, given)), fields
    )
    assert "Unknown choice. Nothing was changed." in text_of(browser.get(sent_to(answer)))
    given.refresh_from_db()
    assert (given.status, given.ends) == ("active", None)
    assert Journal.objects.filter(act="changed").count() == 0


def test_an_address_cannot_invent_something_to_undo(cast: Cast) -> None:
    given = make.assignment(cast.m17)
    for query in ("?did=burn&status=active", "?did=pause&status=gone", "?did=pause&ends=x"):
        assert "Undo" not in page_of(cast, given, query=query)


def test_ended_work_offers_no_acts(cast: Cast) -> None:
    given = make.assignment(cast.m17, status="ended", ends=cast.harbour.today())
    cast.m17.status = "ended"
    cast.m17.save(update_fields=["status"])
    page = page_of(cast, given)
    assert "One more week" not in page
    undo(cast, given, status="active")
    given.refresh_from_db()
    assert given.status == "ended"


def test_the_page_asks_the_same_for_one_and_many(cast: Cast) -> None:
    given = make.assignment(cast.m17)
    browser, url = cast.staff("amara"), address("homework_page", cast.harbour, given)
    make.log(given)
    with_one = queries(browser, url)
    make.log(given, unpleasant=True)
    make.log(given, obstacles=["no_time"])
    assert queries(browser, url) == with_one
