"""Earlier days: which homework can still be written down, for which days, and what is said of each."""

import datetime as dt
import re
from typing import Any

import pytest
from django.urls import reverse

from clients.models import Assignment, Log
from tests import factories as make
from tests.cast import Cast

DAY = dt.timedelta(days=1)


def listed(cast: Cast) -> list[str]:
    """The titles below "Write down an earlier day", in the order of the page."""
    answer = cast.phone("M-17").get("/p/")
    found: list[str] = [title for _given, title in answer.context["earlier"]]
    text = answer.content.decode()
    for given, title in answer.context["earlier"]:
        address = reverse("portal:log", args=[given.uid])
        assert f'<a href="{address}?earlier">{title}</a>' in text
    return found


def shown(cast: Cast, given: Assignment, query: str = "?earlier") -> str:
    answer = cast.phone("M-17").get(reverse("portal:log", args=[given.uid]) + query)
    return " ".join(answer.content.decode().split())


def chosen(*days: dt.date) -> dict[str, Any]:
    weekdays = sorted({day.isoweekday() for day in days})
    return {"format": 1, "kind": "chosen_days", "weekdays": weekdays}


def give(cast: Cast, title: str, **fields: Any) -> Assignment:
    prescription = {"title": title, "plain_title": f"Plain {title}"}
    return make.assignment(cast.m17, prescription=prescription, **fields)


def test_each_homework_with_an_earlier_day_is_reached_from_today(cast: Cast) -> None:
    today = cast.m17.today()
    long_ago, before = today - 40 * DAY, today - 20 * DAY
    give(cast, "Daily")
    give(cast, "Chosen", schedule=chosen(today - DAY))
    give(cast, "Over", ends=today - DAY)
    give(cast, "Resting", resting_since=today)
    give(cast, "Paused", status="paused", pauses=[[str(today - 3 * DAY), None]])
    give(cast, "Ended", status="ended", ends=today - 14 * DAY, starts=long_ago)
    give(cast, "Begins today", starts=today)
    give(cast, "To come", starts=today + DAY)
    give(cast, "Long over", starts=long_ago, ends=today - 15 * DAY)
    give(cast, "Long paused", starts=long_ago, status="paused", pauses=[[str(before), None]])
    make.assignment(cast.m18, prescription={"title": "Of another"})
    assert listed(cast) == ["Daily", "Chosen", "Over", "Resting", "Paused", "Ended"]


def test_without_an_earlier_day_nothing_is_said_of_it(cast: Cast) -> None:
    give(cast, "Begins today", starts=cast.m17.today())
    assert "an earlier day" not in cast.phone("M-17").get("/p/").content.decode()


def test_in_quiet_mode_only_what_goes_on_stands_there_by_its_plain_title(cast: Cast) -> None:
    today = cast.m17.today()
    give(cast, "Chosen", schedule=chosen(today - DAY))
    give(cast, "Over", ends=today - DAY)
    resting = give(cast, "Resting", resting_since=today)
    make.log(resting)
    cast.m17.quiet_mode = True
    cast.m17.save()
    assert listed(cast) == ["Plain Chosen"]


def test_a_day_that_was_not_chosen_can_be_written_down_too(cast: Cast) -> None:
    today = cast.m17.today()
    given = give(cast, "Chosen", schedule=chosen(today - DAY), starts=today - 9 * DAY)
    text = shown(cast, given)
    days = re.findall(r'<option value="([0-9-]+)"', text)
    agreed = [str(today - back * DAY) for back in (1, 8)]
    assert days == agreed + [str(today - back * DAY) for back in (2, 3, 4, 5, 6, 7, 9)]
    assert text.index("Agreed days") < text.index(days[0]) < text.index("Other days")
    sent = {"entry": "6b0e4d3c-7f6e-4bb8-9b0f-0e6a6b2f3c11", "state": "done", "day": days[2]}
    cast.phone("M-17").post(f"/p/entry/{given.uid}/?earlier", sent)
    assert str(Log.objects.get().local_date) == days[2]


def test_one_possible_day_is_named(cast: Cast) -> None:
    today = cast.m17.today()
    given = give(cast, "Once", starts=today - DAY)
    text = shown(cast, given)
    assert "<option" not in text
    assert f'name="day" value="{today - DAY}"' in text
    assert "Yesterday" in text
    assert "Today" in re.sub(
        r"<(title|nav).*?</\1>", "", shown(cast, give(cast, "New", starts=today), "")
    )


@pytest.mark.parametrize("quiet", [False, True])
def test_days_with_an_entry_are_told_apart_but_not_in_quiet_mode(cast: Cast, quiet: bool) -> None:
    today = cast.m17.today()
    given = give(cast, "Daily", starts=today - 3 * DAY)
    make.log(given, local_date=today - 2 * DAY)
    make.log(given, local_date=today - DAY, taken_back_at=cast.harbour.now())
    make.log(give(cast, "Another"), local_date=today - 3 * DAY)
    cast.m17.quiet_mode = quiet
    cast.m17.save()
    options = re.findall(r"<option value=\"([0-9-]+)\"[^>]*>([^<]*)<", shown(cast, given))
    assert len(options) == 3
    told = [day for day, text in options if "written down" in text]
    assert told == ([] if quiet else [str(today - 2 * DAY)])


def test_the_number_of_queries_does_not_grow(cast: Cast, django_assert_num_queries: Any) -> None:
    for number in (1, 3):
        given = [give(cast, "Over", ends=cast.m17.today() - DAY) for _one in range(number)]
        for one in given:
            make.log(one, local_date=one.ends)
        phone = cast.phone("M-17")
        with django_assert_num_queries(5):
            phone.get("/p/")
