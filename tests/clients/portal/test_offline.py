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
from tests import factories as make
from tests.cast import Cast

OFFLINE = reverse("portal:offline")


def bundle(cast: Cast) -> dict[str, Any]:
    answer = cast.phone("M-17").get(OFFLINE)
    assert answer.headers["Cache-Control"] == "no-store"
    found: dict[str, Any] = answer.json()
    return found


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
    assert list(pages) == ["/p/", address, "/p/info/", "/p/now/"]
    assert [page["title"] for page in pages.values()] == [
        "Today", "Three steps", "Info", "A hard moment",
    ]  # fmt: skip
    shown = cast.phone("M-17").get(address).content.decode()
    waits = '<p class="small" data-no-network hidden>It can be filled in once there is a network again.</p>'
    assert waits in pages[address]["html"]
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
    make.assignment(cast.m17, prescription={"title": "Own", "plain_title": "A short pause"})
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
    later = bundle(cast)["pages"][reverse("portal:practice", args=[walk.uid])]["more"]
    page = reverse("portal:log_more", args=[make.log(walk).uid])
    shown = cast.phone("M-17").get(page).content.decode()
    names = ("suds_before", "suds_peak", "suds_end", "after", "note", "readers")
    asked = [[name for name in names if f'name="{name}"' in text] for text in (later, shown)]
    assert asked == [["suds_before", "suds_peak", "suds_end", "note"]] * 2


@pytest.mark.parametrize("practices", [1, 3])
def test_how_often_it_asks_the_database(
    cast: Cast, practices: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(practices):
        make.assignment(cast.m17)
    phone = cast.phone("M-17")
    with django_assert_num_queries(10):
        phone.get(OFFLINE)
