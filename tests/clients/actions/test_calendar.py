"""Working hours, and the secret address of a member's calendar."""

import datetime as dt

import pytest
from django.test import Client as HttpClient
from django.urls import reverse

from clients.actions.calendar import end_feed, renew_feed, set_hours, show_codes
from clients.models import Journal
from clients.tokens import hashed
from clients.workhours import Stretch
from tests.cast import Cast

MORNING = Stretch(dt.time(9), dt.time(12))


def fields_written() -> list[list[str]]:
    return list(Journal.objects.order_by("pk").values_list("fields", flat=True))


def test_hours_are_kept_as_data(cast: Cast) -> None:
    set_hours(member=cast.amara, hours={0: (MORNING,), 1: ()}, by=cast.amara)
    cast.amara.refresh_from_db()
    assert cast.amara.hours_data == {"0": [["09:00", "12:00"]]}
    assert cast.amara.hours == {0: (MORNING,)}
    assert fields_written() == [["hours_data"]]


def test_hours_that_cross_are_refused(cast: Cast) -> None:
    with pytest.raises(ValueError, match="cross"):
        set_hours(member=cast.amara, hours={0: (MORNING, MORNING)}, by=cast.amara)
    cast.amara.refresh_from_db()
    assert cast.amara.hours_data == {}


def test_only_the_hash_of_the_secret_is_kept(cast: Cast) -> None:
    token = renew_feed(member=cast.amara, codes=True, by=cast.amara)
    cast.amara.refresh_from_db()
    assert (cast.amara.feed_hash, cast.amara.feed_codes) == (hashed(token), True)
    assert len(token) == 32
    assert fields_written() == [["feed_codes", "feed_hash"]]


def test_a_new_secret_ends_the_one_before(cast: Cast) -> None:
    def status(token: str) -> int:
        return HttpClient().get(reverse("clients:calendar_ics", args=[token])).status_code

    first = renew_feed(member=cast.amara, codes=False, by=cast.amara)
    second = renew_feed(member=cast.amara, codes=False, by=cast.amara)
    assert (status(first), status(second)) == (404, 200)
    show_codes(member=cast.amara, codes=True, by=cast.amara)
    assert status(second) == 200
    end_feed(member=cast.amara, by=cast.amara)
    assert (status(second), cast.amara.feed_hash) == (404, "")
