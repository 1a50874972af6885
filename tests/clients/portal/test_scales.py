"""The scale of a client is changed while a phone holds a page, or an entry that it sealed before."""

import re
import uuid
from typing import Any

import pytest
from django.urls import reverse

from clients.actions.people import change_client
from clients.models import Assignment, CheckIn, Log
from clients.models.review import review_of
from tests import factories as make
from tests.cast import Cast
from tests.clients.portal.test_practices import EXPOSURE
from tests.clients.portal.test_sync import became, post, said
from tests.phones import seal

RATED = {"presence": "60", "kindness": "80"}
NUMBERS = ("suds_scale", "suds_before", "suds_peak", "suds_end")


@pytest.fixture
def walk(cast: Cast) -> Assignment:
    """Exposure homework of M-17, who counts from 0 to 10."""
    cast.m17.suds_scale = "10"
    cast.m17.save(update_fields=["suds_scale"])
    return make.assignment(cast.m17, prescription=EXPOSURE)


def sealed(cast: Cast, given: Assignment, *changes: dict[str, Any]) -> list[dict[str, Any]]:
    """Changes of one new entry, in the order in which the phone sealed them."""
    entry, device = uuid.uuid4(), cast.phones["M-17"].uid
    acts = ("create", *["edit"] * (len(changes) - 1))
    pairs = enumerate(zip(acts, changes, strict=True), 1)
    return [
        seal(said(given, number, act, entry=entry, form=form), device)
        for number, (act, form) in pairs
    ]


def widen(cast: Cast, **changes: str) -> None:
    """The clinician changes the scale; nothing stands on it yet."""
    change_client(client=cast.m17, changes=changes, by=cast.amara)


def numbers() -> list[Any]:
    """The numbers of the only entry."""
    log = Log.objects.get()
    return [getattr(log, name) for name in NUMBERS]


def hidden(text: str) -> dict[str, str]:
    """The scales that a page says it asks on."""
    found = re.findall(r'<input type="hidden" name="(scale|suds)" value="([^"]*)"', text)
    assert len(found) == len(dict(found))
    return dict(found)


def test_each_page_says_on_which_scale_it_asks(cast: Cast, walk: Assignment) -> None:
    phone = cast.phone("M-17")
    begin = phone.get(reverse("portal:practice", args=[walk.uid])).content.decode()
    more = phone.get(reverse("portal:log_more", args=[make.log(walk).uid])).content.decode()
    assert (hidden(begin), hidden(more)) == ({"suds": "10"}, {"scale": "1-7", "suds": "10"})
    plain = make.log(make.assignment(cast.m17))
    other = phone.get(reverse("portal:log_more", args=[plain.uid])).content.decode()
    assert hidden(other) == {"scale": "1-7"}
    asked = phone.get(reverse("portal:offline")).json()["asked"]
    assert hidden(asked["more minutes 10"]) == {"scale": "1-7", "suds": "10"}


@pytest.mark.parametrize("turned", [False, True])
def test_a_sealed_entry_keeps_the_scale_that_it_was_written_on(
    cast: Cast, walk: Assignment, turned: bool
) -> None:
    first = {"state": "done", "suds_before": "7", "suds": "10"}
    then = {"suds_before": "7", "suds_peak": "9", "suds_end": "4", "suds": "10", "scale": "1-7"}
    sent = sealed(cast, walk, first, then | {"presence": "6"})
    widen(cast, suds_scale="100", rating_scale="0-100")
    answer = post(cast.phone("M-17"), *(reversed(sent) if turned else sent))
    assert (became(answer), [one["why"] for one in answer.json()["answers"]]) == (
        ["kept", "kept"],
        ["", ""],
    )
    assert numbers() == ["10", 7, 9, 4]
    rated = CheckIn.objects.get()
    assert (rated.scale, rated.presence, rated.kindness) == ("1-7", 6, None)


def test_a_wider_number_is_no_fault_of_who_wrote_it(cast: Cast) -> None:
    cast.m17.rating_scale = "0-100"
    cast.m17.save(update_fields=["rating_scale"])
    sent = sealed(cast, make.assignment(cast.m17), {"state": "done"}, {"scale": "0-100"} | RATED)
    widen(cast, rating_scale="1-7")
    assert [one["why"] for one in post(cast.phone("M-17"), *sent).json()["answers"]] == ["", ""]
    rated = CheckIn.objects.get()
    assert (rated.scale, rated.presence, rated.kindness) == ("0-100", 60, 80)
    page = cast.phone("M-17").get(reverse("portal:path")).content.decode()
    assert "there 60 (0 to 100), kind 80 (0 to 100)" in page


def test_without_a_scale_that_exists_it_is_that_of_now(cast: Cast, walk: Assignment) -> None:
    for scale in ("", "1000", "0-100"):
        form = {"state": "done", "suds_before": "7", "suds": scale, "scale": scale + "x"}
        assert became(post(cast.phone("M-17"), *sealed(cast, walk, form))) == ["kept"]
        assert numbers() == ["10", 7, None, None]
        Log.objects.all().delete()


def test_a_page_that_lay_open_keeps_its_scale(cast: Cast, walk: Assignment) -> None:
    log, phone = make.log(walk), cast.phone("M-17")
    widen(cast, suds_scale="100")
    sent = {"suds_before": "7", "suds_peak": "9", "suds": "10"}
    address = reverse("portal:log_more", args=[log.uid])
    assert phone.post(address, sent | {"suds_peak": "70"}).status_code == 422
    assert phone.post(address, sent).status_code == 303
    assert numbers() == ["10", 7, 9, None]
    text = phone.get(address).content.decode()
    assert (hidden(text)["suds"], 'max="10"' in text, 'max="100"' in text) == ("10", True, False)
    entry = {"entry": str(uuid.uuid4()), "state": "done", "suds_before": "7", "suds": "10"}
    phone.post(reverse("portal:log", args=[walk.uid]), entry)
    begun = Log.objects.get(entry_uid=entry["entry"])
    assert (begun.suds_scale, begun.suds_before) == ("10", 7)


@pytest.mark.parametrize("turned", [False, True])
def test_the_numbers_of_one_entry_are_never_on_two_scales(
    cast: Cast, walk: Assignment, turned: bool
) -> None:
    first = {"state": "done", "suds_before": "7", "suds": "10"}
    sent = sealed(cast, walk, first, {"suds_peak": "70", "suds": "100"})
    for one in reversed(sent) if turned else sent:
        assert became(post(cast.phone("M-17"), one)) == ["kept"]
    assert numbers() == ["100", None, 70, None]


def test_a_clinician_reads_numbers_of_one_scale_only(cast: Cast, walk: Assignment) -> None:
    make.log(walk, suds_scale="10", suds_peak=8)
    make.log(walk, suds_scale="100", suds_peak=75)
    (row,) = review_of(cast.m17, cast.harbour.today()).homework
    assert row.peaks == (8,)
    page = cast.phone("M-17").get(reverse("portal:path")).content.decode()
    assert ("highest: 75 (0 to 100)" in page, bool(re.search("highest: 8</p>", page))) == (
        True,
        True,
    )
