"""Two appointments at one time in the calendar: both are marked, whether or not a reason is kept."""

import datetime as dt
import re
from typing import Any

import pytest

from clients.models import Appointment
from tests import factories as make
from tests.cast import Cast

from .asking import address

MONDAY = dt.date(2026, 7, 6)


def marked(cast: Cast, view: str = "week", who: str = "amara") -> dict[str, str]:
    """Which appointments of the week are marked, and what is said with it: time -> words."""
    query = f"?day=2026-07-06&view={view}"
    page = cast.staff(who).get(address("calendar", cast.harbour) + query).content.decode()
    found = {}
    for card in re.findall(r'<li class="cal-meeting.*?</li>', page, re.DOTALL):
        why = re.search(r'<span class="cal-why"[^>]*>(.*?)</span>\s*</li>|$', card, re.DOTALL)
        time = re.search(r'datetime="([0-9:]+)"', card)
        assert why is not None
        assert time is not None
        if why[1]:
            found[time[1]] = re.sub(r"<[^>]+>", "", why[1]).strip()
    return found


def meet(whom: Any, hour: int, minute: int = 0, **fields: Any) -> Appointment:
    return make.appointment(whom, day=MONDAY, time=dt.time(hour, minute), **fields)


@pytest.mark.parametrize("view", ["week", "day"])
def test_both_that_overlap_are_marked_in_words(cast: Cast, view: str) -> None:
    make.team(cast.group_a, cast.amara)
    meet(cast.m17, 14)
    meet(cast.group_a, 14, 30, minutes=90)
    meet(cast.m17, 16, minutes=30)
    assert marked(cast, view) == {"14:00": "Double-booked", "14:30": "Double-booked"}


def test_a_reason_is_said_once(cast: Cast) -> None:
    meet(cast.m17, 14)
    meet(cast.m17, 14, 10, double_booked_why="Two rooms")
    said = marked(cast)
    assert said == {"14:00": "Double-booked", "14:10": "Double-booked: Two rooms"}


def test_what_fell_out_or_is_not_theirs_is_in_nobodys_way(cast: Cast) -> None:
    meet(cast.m17, 14)
    meet(cast.m17, 14, 10, status="cancelled")
    meet(cast.m18, 14, 20)
    assert marked(cast) == {}


def test_one_that_follows_straight_on_is_no_clash(cast: Cast) -> None:
    meet(cast.m17, 14, minutes=50)
    meet(cast.m17, 14, 50)
    assert marked(cast) == {}


def test_they_are_judged_in_instants(cast: Cast) -> None:
    meet(cast.m17, 14, minutes=50)
    meet(cast.m17, 15, timezone="Europe/Berlin")
    meet(cast.m17, 18, timezone="Europe/Berlin")
    assert set(marked(cast)) == {"14:00", "15:00"}
