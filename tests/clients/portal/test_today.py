"""Today: what fits, who reads it and when. From literal data, without a practice of the library."""

import datetime as dt
import re
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from clients.models import Log
from planner.models import Practice
from tests import factories as make
from tests.cast import Cast


def page(cast: Cast, code: str = "M-17", query: str = "") -> str:
    answer = cast.phone(code).get(f"/p/{query}")
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_a_literal_prescription_is_shown_without_a_library(cast: Cast) -> None:
    given = make.assignment(cast.m17)
    answer = cast.phone("M-17").get("/p/")
    text = answer.content.decode()
    assert Practice.objects.count() == 0
    assert "A short pause" in text
    assert "Two steps, about four minutes." in text
    assert reverse("portal:practice", args=[given.uid]) in text
    assert text.count("button large wide main") == 1


def test_an_empty_day_says_that_nothing_is_needed(cast: Cast) -> None:
    assert "There is nothing you need to do here." in page(cast)


def test_others_homework_and_other_days_are_not_there(cast: Cast) -> None:
    today = cast.m17.today()
    day, week = dt.timedelta(days=1), dt.timedelta(days=7)
    make.assignment(cast.m18, title="Of another", prescription={"title": "Of another"})
    others: dict[str, dict[str, Any]] = {
        "Over": {"ends": today - day},
        "To come": {"starts": today + day},
        "Paused": {"status": "paused"},
        "Ended": {"status": "ended", "starts": today - week},
    }
    for title, fields in others.items():
        make.assignment(cast.m17, prescription={"title": title}, **fields)
    tomorrow = [(today + day).isoweekday()]
    chosen = {"format": 1, "kind": "chosen_days", "weekdays": tomorrow}
    make.assignment(cast.m17, prescription={"title": "Chosen"}, schedule=chosen)
    make.assignment(cast.m17, prescription={"title": "Here"}, ends=today, starts=today)
    offers = cast.phone("M-17").get("/p/").context["offers"]
    assert [offer.title for offer in offers] == ["Here"]


def test_what_was_counted_in_times_is_summed(cast: Cast) -> None:
    today = cast.m17.today()
    tally = make.assignment(cast.m17, schedule={"format": 1, "kind": "tally"})
    thrice = make.assignment(
        cast.m17, schedule={"format": 1, "kind": "daily", "times_a_day": 3}, code="another"
    )
    make.log(tally, times=4)
    assert "Four times so far today." in page(cast)
    make.log(tally)
    make.log(tally, state="not_today")
    make.log(tally, times=9, local_date=today - dt.timedelta(days=1))
    make.log(thrice, times=3)
    shown = cast.phone("M-17").get("/p/").context["offers"]
    assert [(one.so_far, one.is_enough) for one in shown] == [
        ("Five times so far today.", False),
        ("Three times so far today.", True),
    ]
    make.log(tally, times=0)
    assert "Five times so far today." in page(cast)


def test_the_day_is_the_clients(cast: Cast) -> None:
    cast.m17.timezone = "Pacific/Kiritimati"
    cast.m17.save()
    today = cast.m17.today()
    make.assignment(cast.m17, starts=today, ends=today)
    assert "A short pause" in page(cast)


@pytest.mark.parametrize(
    ("schedule", "said"),
    [
        ({"kind": "daily", "times_a_day": 3}, "Three times today, if it fits."),
        ({"kind": "daily", "when": "after breakfast"}, "four minutes. After breakfast."),
        ({"kind": "n_a_week", "times_a_week": 3}, "Three times this week, on days that you choose"),
        ({"kind": "n_a_week", "times_a_week": 1}, "One time this week, on days that you choose."),
        (
            {"kind": "every_two_hours", "from_time": "09:00", "to_time": "17:00"},
            "Around 11:00, 13:00, 15:00 and 17:00, whichever fit.",
        ),
        ({"kind": "tally"}, "Each time it happens."),
        ({"kind": "once"}, "Once."),
        ({"kind": "open_offer", "where": "on the stairs"}, "Whenever you like. On the stairs."),
    ],
)
def test_each_kind_of_schedule_in_fitting_words(
    cast: Cast, schedule: dict[str, Any], said: str
) -> None:
    make.assignment(cast.m17, schedule={"format": 1} | schedule)
    assert said in page(cast)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("done", "You did it today."),
        ("part", "A part of it today. That counts."),
        ("not_today", "Not today. That is all right."),
    ],
)
def test_what_was_said_today_is_shown_kindly(cast: Cast, state: str, said: str) -> None:
    given = make.assignment(cast.m17)
    assert said not in page(cast)
    log = make.log(given, state=state)
    text = cast.phone("M-17").get("/p/").content.decode()
    assert said in text
    assert reverse("portal:log_more", args=[log.uid]) in text
    assert "button large wide main" not in text
    Log.objects.update(taken_back_at=log.entered_at)
    assert said not in page(cast)


def test_counts_are_kind_and_without_a_target(cast: Cast) -> None:
    week = {"format": 1, "kind": "n_a_week", "times_a_week": 5}
    given = make.assignment(cast.m17, schedule=week, starts=cast.m17.today())
    make.log(given)
    make.log(given, state="part")
    make.log(given, state="not_today")
    assert "Twice so far this week." in page(cast)


def test_once_done_it_is_not_pressed_again(cast: Cast) -> None:
    once = {"format": 1, "kind": "once"}
    given = make.assignment(cast.m17, schedule=once)
    make.log(given, local_date=given.starts)
    assert "You have done it." in page(cast)
    assert "button large wide main" not in cast.phone("M-17").get("/p/").content.decode()


def test_a_resting_practice_is_not_offered(cast: Cast) -> None:
    given = make.assignment(cast.m17, resting_since=cast.m17.today())
    text = cast.phone("M-17").get("/p/").content.decode()
    assert "This one is resting until you have spoken about it." in text
    assert reverse("portal:practice", args=[given.uid]) not in text


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (None, "Dr. Amara Osei reads this before you next meet, not at once."),
        (0, "Dr. Amara Osei reads this today, when you meet."),
        (1, "Dr. Amara Osei reads this tomorrow, not before."),
        (3, "Dr. Amara Osei reads this on {:%A}, not before."),
        (9, "Dr. Amara Osei reads this on {:%A} {day} {:%B}, not before."),
    ],
)
def test_who_reads_and_when(cast: Cast, days: int | None, said: str) -> None:
    if days is not None:
        day = cast.m17.today() + dt.timedelta(days=days)
        make.appointment(cast.m17, day=day, time=None)
        make.appointment(cast.m17, day=day - dt.timedelta(days=20), status="held")
        make.appointment(cast.m17, status="cancelled")
        said = said.format(day, day, day=day.day)
    assert said in page(cast)


def test_during_an_absence_the_cover_is_named(cast: Cast) -> None:
    day = cast.m17.today() + dt.timedelta(days=3)
    make.appointment(cast.m17, day=day)
    make.team(cast.m17, cast.ben, "cover", starts=day, ends=day)
    shown = page(cast)
    assert "Ben Adler reads this on" in shown
    assert "Osei" not in shown


STANDS_IN = "Until {:%A} Ben Adler stands in and may read this, not at once."


@pytest.mark.parametrize(
    ("cover", "meets_in", "said"),
    [
        ((0, 3), 6, f"{STANDS_IN} Dr. Amara Osei reads this on {{:%A}}, not before."),
        (
            (-3, 3),
            None,
            f"{STANDS_IN} Dr. Amara Osei reads this before you next meet, not at once.",
        ),
        ((-3, 0), 1, "Until today Ben Adler stands in and may read this, not at once. Dr. Amara"),
        ((0, None), 6, " Ben Adler reads this on {1:%A}, not before."),
        ((0, 6), 6, " Ben Adler reads this on {1:%A}, not before."),
        ((-6, -1), 6, " Dr. Amara Osei reads this on {1:%A}, not before."),
        ((1, 3), 6, " Dr. Amara Osei reads this on {1:%A}, not before."),
    ],
)
def test_whoever_stands_in_now_is_named_beside_whoever_reads_later(
    cast: Cast, cover: tuple[int, int | None], meets_in: int | None, said: str
) -> None:
    today = cast.m17.today()
    days = [today + dt.timedelta(days=number or 0) for number in (*cover, meets_in)]
    ends = days[1] if cover[1] is not None else None
    make.team(cast.m17, cast.ben, "cover", starts=days[0], ends=ends)
    if meets_in is not None:
        make.appointment(cast.m17, day=days[2])
    shown = page(cast)
    assert said.format(days[1], days[2]) in shown
    assert ("stands in" in shown) == ("stands in" in said)


def test_nobody_is_promised_who_is_not_there(cast: Cast) -> None:
    cast.m18.care_team.all().delete()
    assert "It is not settled yet who reads this." in page(cast, "M-18")


def test_quiet_mode_shows_only_todays_practice(cast: Cast) -> None:
    given = make.assignment(cast.m17, prescription={"title": "Telling", "plain_title": "Plain"})
    make.appointment(cast.m17, day=cast.m17.today() + dt.timedelta(days=3))
    make.log(given, note="what I wrote")
    cast.m17.quiet_mode = True
    cast.m17.save()
    text = cast.phone("M-17").get("/p/").content.decode()
    leaks = ("Telling", "Osei", "what I wrote", "did it today", "My path", "help", "Harbour")
    assert [leak for leak in leaks if leak in text] == []
    assert "Plain" in text
    assert "data-hide" in text


def test_the_number_of_queries_does_not_grow(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make.appointment(cast.m17, day=cast.m17.today() + dt.timedelta(days=3))
    for number in (1, 3):
        for _given in range(number):
            make.log(make.assignment(cast.m17))
        phone = cast.phone("M-17")
        with django_assert_num_queries(6):
            phone.get("/p/")
