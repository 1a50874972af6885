"""What a phone may read without a network: today's practices and help, nothing that was sent."""

import json
from typing import Any

import pytest
import time_machine
from django.test import Client as HttpClient
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from clients.access.sitting import SITTING_COOKIE
from clients.actions.consents import answer_stream
from clients.models import Consent
from planner.library.practices import to_prescription
from tests import factories as make
from tests.cast import Cast
from tests.planner.shelves import library

OFFLINE = reverse("portal:offline")


def bundle(cast: Cast) -> dict[str, Any]:
    answer = cast.phone("M-17").get(OFFLINE)
    assert answer.headers["Cache-Control"] == "no-store"
    found: dict[str, Any] = answer.json()
    return found


def asked_later(cast: Cast, practice: Any, name: str) -> str:
    """What a practice's page asks afterwards: "more" or "told"."""
    found = bundle(cast)
    page = found["pages"][reverse("portal:practice", args=[practice.uid])]
    asked: str = found["asked"][page[name]]
    return asked


def test_the_pages_are_those_of_the_phone(cast: Cast) -> None:
    given = make.assignment(
        cast.m17, prescription={"title": "Three steps", "worksheet": make.SHEET}
    )
    ended = make.assignment(cast.m17, prescription={"title": "Long over"}, status="ended")
    other = make.assignment(cast.m18, prescription={"title": "Of somebody else"})
    make.log(given, state="part", note="what was sent")
    address = reverse("portal:practice", args=[given.uid])
    found = bundle(cast)
    pages = found["pages"]
    sheet = reverse("portal:sheet", args=[given.uid])
    assert list(pages) == ["/p/", address, sheet, "/p/info/", "/p/now/"]
    assert [page["title"] for page in pages.values()] == [
        "Today", "Three steps", "A map of my day", "Info", "A hard moment",
    ]  # fmt: skip
    shown = cast.phone("M-17").get(address).content.decode()
    assert f'href="{sheet}"' in pages[address]["html"]
    for part in (
        "data-player",
        "data-steady",
        'id="entry"',
        'data-seals="create"',
        "data-before-play",
    ):
        assert (part in pages[address]["html"], part in shown) == (True, True)
    assert f'data-homework="{given.uid}"' in pages["/p/"]["html"]
    assert 'href="tel:116000"' in pages["/p/info/"]["html"]
    text = json.dumps(found)
    leaks = ("what was sent", "A part of it today", "Long over", "somebody else", "<html", "Leave")
    assert [leak for leak in leaks if leak in text] == []
    assert [str(one.uid) for one in (ended, other) if str(one.uid) in text] == []


def test_a_worksheet_begins_there_with_what_its_page_asks(cast: Cast) -> None:
    stages = [{"code": "self", "label": "For me"}, {"code": "friend", "label": "A friend"}]
    stage = {"key": "stage", "label": "For whom?", "kind": "choice", "choices": stages}
    asked = {"worksheet": make.SHEET | {"fields": [stage, *make.SHEET["fields"]]}}
    given = make.assignment(cast.m17, prescription=asked)
    make.sheet(given, answers={"stage": "friend", "about": "what was put aside"}, is_finished=False)
    address = reverse("portal:sheet", args=[given.uid])
    empty = bundle(cast)["pages"][address]["html"]
    parts = (
        'data-seals="sheet"',
        f'data-homework="{given.uid}"',
        f'action="{address}"',
        "data-rows",
    )
    assert [part for part in (*parts, 'name="edition" value="1"') if part not in empty] == []
    assert ("put aside before is there again" in empty, "what was put" in empty) == (True, False)
    assert (empty.count(" checked"), empty.count('name="readers"')) == (2, 2)
    assert "checked" in empty.split('value="friend"')[1][:60]
    answer_stream(client=cast.m17, kind="worksheets", shares=False, by=cast.phones["M-17"])
    assert 'name="readers"' not in bundle(cast)["pages"][address]["html"]


def test_what_helped_last_time_is_proposed_there_too(cast: Cast) -> None:
    mapping = to_prescription(library().practice("mindful-compassion-mapping")).to_data()
    old, new = (make.assignment(cast.m17, prescription=mapping) for _number in range(2))
    plans = [{"moment": "the bus", "plan": "look out"}, {"moment": "lunch", "plan": "breathe"}]
    make.sheet(old, answers={"plans": plans, "best": "lunch", "pattern": "stays behind"})
    sheet = bundle(cast)["pages"][reverse("portal:sheet", args=[new.uid])]["html"]
    parts = ('value="lunch"', "a proposal, from what helped", "the bus", "stays behind")
    assert [part in sheet for part in parts] == [True, True, False, False]


def test_what_the_phone_needs_to_seal_comes_along(cast: Cast) -> None:
    phone = cast.phone("M-17")
    found = phone.get(OFFLINE).json()
    shown = phone.get("/p/").content.decode()
    names = {"sealKey": "seal-key", "sealId": "seal-id", "device": "device", "lock": "lock"}
    assert sorted(found["phone"]) == sorted(names)
    for name, attribute in names.items():
        assert f'data-{attribute}="{found["phone"][name]}"' in shown
    assert found["quiet"] is False


def test_in_quiet_mode_it_says_as_little_as_the_pages(cast: Cast) -> None:
    own = {"title": "Own", "plain_title": "A short pause", "worksheet": make.SHEET}
    make.assignment(cast.m17, prescription=own)
    cast.m17.quiet_mode = True
    cast.m17.save()
    found = bundle(cast)
    assert (found["quiet"], found["phone"]["hide"]) == (True, "")
    assert [page["title"] for page in found["pages"].values()] == ["Today", "A short pause", "Info"]
    text = json.dumps(found["pages"])
    assert [
        word for word in ("Osei", "Harbour", "therapist", ">Own<", "data-bell") if word in text
    ] == []


@time_machine.travel("2026-11-27T10:00Z", tick=False)
def test_it_says_of_which_day_it_is(cast: Cast) -> None:
    assert bundle(cast)["said"] == "As it stood on Friday 27 November."


def test_closed_it_is_empty_and_it_keeps_no_sitting_alive(cast: Cast) -> None:
    phone = cast.phone("M-17")
    assert SITTING_COOKIE not in phone.get(OFFLINE).cookies
    Consent.objects.filter(client=cast.m17).delete()
    answer = phone.get(OFFLINE)
    assert (answer.status_code, answer.content) == (204, b"")
    assert HttpClient().get(OFFLINE).headers["Location"] == reverse("portal:unlock")


def test_what_may_be_added_later_is_what_the_page_asks(cast: Cast) -> None:
    gates = {"led_by": "self", "activating": True, "leave_out_when": [], "exposure_homework": True}
    card = {"stay": "Stay.", "stop": "Stop.", "then": "Feet down."}
    walk = make.assignment(cast.m17, prescription={"gates": gates, "stay_or_stop": card})
    answer_stream(client=cast.m17, kind="notes", shares=False, by=cast.phones["M-17"])
    later = asked_later(cast, walk, "more")
    page = reverse("portal:log_more", args=[make.log(walk).uid])
    shown = cast.phone("M-17").get(page).content.decode()
    names = ("suds_before", "suds_peak", "suds_end", "after", "note", "readers")
    asked = [[name for name in names if f'name="{name}"' in text] for text in (later, shown)]
    assert asked == [["suds_before", "suds_peak", "suds_end", "note"]] * 2


def test_what_most_practices_ask_stands_there_once(cast: Cast) -> None:
    gates = {"led_by": "self", "activating": True, "leave_out_when": [], "exposure_homework": True}
    card = {"stay": "Stay.", "stop": "Stop.", "then": "Feet down."}
    given = [make.assignment(cast.m17) for _number in range(3)]
    given.append(make.assignment(cast.m17, prescription={"gates": gates, "stay_or_stop": card}))
    given.append(make.assignment(cast.m17, schedule=make.DAILY | {"times_a_day": 3}))
    found = bundle(cast)
    named = [found["pages"][reverse("portal:practice", args=[one.uid])] for one in given]
    assert [(page["more"], page["told"]) for page in named] == [
        *[("more minutes", "told")] * 3,
        ("more minutes 100", "told, rests"),
        ("more times", "told"),
    ]
    assert sorted({name for page in named for name in (page["more"], page["told"])}) == sorted(
        found["asked"]
    )
    texts = [page["html"] for page in found["pages"].values()] + list(found["asked"].values())
    assert [text for text in texts if "\n\n" in text or "\n " in text] == []
    assert [str(one.uid) for one in given if str(one.uid) in "".join(found["asked"].values())] == []


@pytest.mark.parametrize("is_activating", [False, True])
def test_what_came_up_is_asked_as_on_its_page(cast: Cast, is_activating: bool) -> None:
    gates = {"led_by": "self", "leave_out_when": [], "exposure_homework": False}
    walk = make.assignment(cast.m17, prescription={"gates": gates | {"activating": is_activating}})
    log = make.log(walk, unpleasant=True, unpleasant_note="a smell of smoke")
    told = asked_later(cast, walk, "told")
    shown = cast.phone("M-17").get(reverse("portal:unpleasant", args=[log.uid])).content.decode()
    parts = (
        *("Is it still there?", "Shall this practice rest until you have spoken?"),
        *("What came up, if you like", 'name="note"', 'data-most="500"', 'data-seals="unpleasant"'),
    )
    assert [part for part in parts if part not in told or part not in shown] == []
    assert ("data-later" in told, "smoke" in told, told.count(" checked")) == (
        True,
        False,
        is_activating,
    )
    cast.m17.quiet_mode = True
    cast.m17.save()
    quiet = asked_later(cast, walk, "told")
    assert ("Shall this practice rest?" in quiet, "have spoken" in quiet) == (True, False)


@pytest.mark.parametrize("practices", [1, 3])
def test_how_often_it_asks_the_database(
    cast: Cast, practices: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(practices):
        make.assignment(cast.m17, prescription={"worksheet": make.SHEET})
    phone = cast.phone("M-17")
    with django_assert_num_queries(10):
        phone.get(OFFLINE)
