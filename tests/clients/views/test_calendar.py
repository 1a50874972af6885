"""The calendar: which days, whom it shows, what it says to other programs, working hours."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client as HttpClient
from django.urls import reverse

from clients.actions.calendar import renew_feed
from clients.icalendar import unfold
from clients.models import Appointment, Journal
from tests import factories as make
from tests.cast import Cast

from .asking import address, errors_of, queries, sent_to, text_of

MONDAY = dt.date(2026, 7, 6)
WHEN = {"day": "2026-07-06", "time": "09:30", "minutes": "50", "setting": "room", "room": ""}


def week(cast: Cast, query: str = "?day=2026-07-08", who: str = "amara") -> Any:
    answer = cast.staff(who).get(address("calendar", cast.harbour) + query)
    assert answer.status_code == 200
    return answer


def shown(answer: Any) -> dict[dt.date, list[Appointment]]:
    return {
        column.day: [*column.open, *(one.row for one in column.placed)]
        for column in answer.context["grid"].columns
        if column.open or column.placed
    }


# --- week and day -------------------------------------------------------------------------------


def test_a_week_runs_from_monday_to_sunday(cast: Cast) -> None:
    first = make.appointment(cast.m17, day=MONDAY)
    last = make.appointment(cast.m17, day=MONDAY + dt.timedelta(days=6), time=None)
    for days in (-1, 7):
        make.appointment(cast.m17, day=MONDAY + dt.timedelta(days=days))
    make.appointment(cast.m17, day=None, time=None)
    for query in ("?day=2026-07-06", "?day=2026-07-12", "?day=2026-07-08&view=week"):
        assert shown(week(cast, query)) == {first.day: [first], last.day: [last]}


def test_one_day(cast: Cast) -> None:
    late = make.appointment(cast.m17, day=MONDAY)
    early = make.appointment(cast.m17, day=MONDAY, time=dt.time(9))
    make.appointment(cast.m17, day=MONDAY + dt.timedelta(days=1))
    assert shown(week(cast, "?day=2026-07-06&view=day")) == {MONDAY: [early, late]}


def test_without_a_day_it_is_this_week(cast: Cast) -> None:
    today = make.appointment(cast.m17)
    assert shown(week(cast, "")) == {cast.harbour.today(): [today]}


def test_it_shows_whom_this_member_meets_and_nobody_else(cast: Cast) -> None:
    meeting = make.appointment(cast.m17, day=MONDAY)
    group = make.appointment(cast.group_a, day=MONDAY)
    make.appointment(make.client(cast.lakeside, "L-1", name="Lakeside Lars"), day=MONDAY)
    assert shown(week(cast)) == {MONDAY: [meeting]}
    assert shown(week(cast, who="gina")) == {MONDAY: [group]}
    # Who only reads, is on no team any more or does no clinical work meets nobody.
    for who in ("sara", "kofi", "ben", "olga"):
        answer = week(cast, who=who)
        assert shown(answer) == {}
        assert "Haddad" not in text_of(answer)


def test_what_was_moved_away_is_not_shown_and_what_was_cancelled_quietly(cast: Cast) -> None:
    make.appointment(cast.m17, day=MONDAY, status="moved")
    off = make.appointment(cast.m17, day=MONDAY, status="late")
    answer = week(cast)
    assert shown(answer) == {MONDAY: [off]}
    assert "Cancelled late" in text_of(answer)
    assert reverse("planner:session_plan", args=[cast.harbour.uid, off.uid]) not in text_of(answer)


def test_links_lead_to_the_client_the_appointment_and_the_plan(cast: Cast) -> None:
    meeting = make.appointment(cast.m17, day=MONDAY)
    page = text_of(week(cast))
    for url in (
        address("client_page", cast.harbour, cast.m17),
        address("appointment_page", cast.harbour, meeting),
        reverse("planner:session_plan", args=[cast.harbour.uid, meeting.uid]),
        f"{address('calendar_add', cast.harbour)}?day=2026-07-06&amp;time=14:00",
        "?day=2026-06-29&amp;view=week",
        "?day=2026-07-13&amp;view=week",
    ):
        assert f'href="{url}"' in page


def test_names_can_be_hidden_and_the_title_never_holds_one(cast: Cast) -> None:
    make.appointment(cast.m17, day=MONDAY)
    page = text_of(week(cast))
    assert "Leila Haddad" in page
    assert page.count("Haddad", page.index("<title>"), page.index("</title>")) == 0
    cast.amara.hide_names = True
    cast.amara.save(update_fields=["hide_names"])
    page = text_of(week(cast))
    assert ("Haddad" in page, "M-17" in page) == (False, True)


@pytest.mark.parametrize(
    "query",
    [
        *("?day=9999-99-99", "?day=0001-01-01", "?day=9999-12-31", "?day=2101-01-01"),
        *("?day=1899-12-31", "?day=x", "?view=month", "?day=%00", "?day=" + "9" * 5000),
    ],
)
def test_a_day_that_is_none_is_said_and_today_is_shown(cast: Cast, query: str) -> None:
    make.appointment(cast.m17)
    answer = week(cast, query)
    assert "That day or view is not in this calendar" in text_of(answer)
    assert list(shown(answer)) == [cast.harbour.today()]


@pytest.mark.parametrize(
    ("query", "before", "after"),
    [
        ("?day=1900-01-01", None, dt.date(1900, 1, 8)),
        ("?day=1900-01-01&view=day", None, dt.date(1900, 1, 2)),
        ("?day=2100-12-31", dt.date(2100, 12, 20), None),
        ("?day=2100-12-31&view=day", dt.date(2100, 12, 30), None),
    ],
)
def test_the_ends_of_the_calendar(
    cast: Cast, query: str, before: dt.date | None, after: dt.date | None
) -> None:
    context = week(cast, query).context
    assert (context["before"], context["after"], context["misread"]) == (before, after, False)


def test_the_calendar_asks_the_same_for_one_and_many(cast: Cast) -> None:
    make.appointment(cast.m17, day=MONDAY)
    browser, url = cast.staff("amara"), address("calendar", cast.harbour) + "?day=2026-07-06"
    assert queries(browser, url) == 5
    make.appointment(make.client(cast.harbour, "M-20"), day=MONDAY)
    make.team(make.client(cast.harbour, "M-21"), cast.amara)
    make.appointment(cast.m17, day=MONDAY, time=None)
    make.appointment(cast.m17, day=MONDAY + dt.timedelta(days=1), double_booked_why="shared")
    assert queries(browser, url) == 5


# --- a new appointment from the calendar ----------------------------------------------------------


def add(cast: Cast, whom: Any, who: str = "amara", **changes: str) -> Any:
    sent = WHEN | {"whom": str(whom.uid)} | changes
    return cast.staff(who).post(address("calendar_add", cast.harbour), sent)


def test_an_empty_hour_begins_an_appointment(cast: Cast) -> None:
    url = address("calendar_add", cast.harbour) + "?day=2026-07-06&time=14:00"
    form = cast.staff("amara").get(url).context["form"]
    assert (form["day"].value(), form["time"].value()) == ("2026-07-06", "14:00")
    assert list(form.fields["whom"].choices)[1:] == [
        ("Clients", [(str(cast.m17.uid), "Leila Haddad (M-17)")])
    ]


def test_the_appointment_is_made_and_its_week_shown(cast: Cast) -> None:
    answer = add(cast, cast.m17)
    assert sent_to(answer) == address("calendar", cast.harbour) + "?day=2026-07-06"
    made = Appointment.objects.get()
    assert (made.client, made.group, made.day, made.time, made.minutes) == (
        cast.m17,
        None,
        MONDAY,
        dt.time(9, 30),
        50,
    )


def test_a_group_is_met_too(cast: Cast) -> None:
    assert add(cast, cast.group_a, who="gina", day="", time="").status_code == 303
    made = Appointment.objects.get()
    assert (made.client, made.group, made.day) == (None, cast.group_a, None)


@pytest.mark.parametrize("whom", ["m18", "group_a", "amara"])
def test_nobody_else_can_be_chosen(cast: Cast, whom: str) -> None:
    answer = add(cast, getattr(cast, whom))
    assert errors_of(answer) == {"whom": ["Unknown choice."]}
    assert not Appointment.objects.exists()


def test_whose_work_has_ended_is_not_offered(cast: Cast) -> None:
    cast.m17.status = "ended"
    cast.m17.save(update_fields=["status"])
    page = text_of(cast.staff("amara").get(address("calendar_add", cast.harbour)))
    assert "Nobody to meet yet" in page
    assert "Haddad" not in page


def test_names_are_hidden_in_the_choices_too(cast: Cast) -> None:
    cast.amara.hide_names = True
    cast.amara.save(update_fields=["hide_names"])
    page = text_of(cast.staff("amara").get(address("calendar_add", cast.harbour)))
    assert ("M-17" in page, "Haddad" in page) == (True, False)


# --- the calendar for other programs --------------------------------------------------------------


def feed(cast: Cast, *, codes: bool = False, who: str = "amara") -> Any:
    member = getattr(cast, who)
    token = renew_feed(member=member, codes=codes, by=member)
    return HttpClient().get(reverse("clients:calendar_ics", args=[token]))


def lines_of(answer: Any) -> list[str]:
    assert answer.status_code == 200
    return unfold(answer.content.decode()).split("\r\n")


def values(answer: Any, name: str) -> list[str]:
    return [line.partition(":")[2] for line in lines_of(answer) if line.startswith(f"{name}:")]


def test_the_feed_says_when_and_nothing_else(cast: Cast) -> None:
    day = cast.harbour.today() + dt.timedelta(days=1)
    made = make.appointment(cast.m17, day=day, room="Exposure room", double_booked_why="trauma")
    make.appointment(cast.m18, day=day)
    answer = feed(cast)
    assert (answer.headers["Content-Type"], answer.headers["Cache-Control"]) == (
        "text/calendar; charset=utf-8",
        "no-store",
    )
    assert values(answer, "UID") == [str(made.uid)]
    assert values(answer, "SUMMARY") == ["Appointment"]
    assert values(answer, "STATUS") == ["CONFIRMED"]
    starts = dt.datetime.combine(day, dt.time(15), made.zone).astimezone(dt.UTC)
    assert values(answer, "DTSTART") == [f"{starts:%Y%m%dT%H%M%SZ}"]
    said = answer.content.decode().lower()
    words = ("m-17", "leila", "haddad", "room", "exposure", "trauma", "harbour", "clinic", "osei")
    assert [word for word in (*words, "wings", "therap", "session") if word in said] == []


def test_codes_are_said_only_when_ticked_and_a_groups_name_never(cast: Cast) -> None:
    make.appointment(cast.m17)
    make.appointment(cast.group_a)
    make.team(cast.group_a, cast.amara)
    assert values(feed(cast, codes=True), "SUMMARY") == ["Appointment M-17", "Appointment"]
    assert values(feed(cast), "SUMMARY") == ["Appointment", "Appointment"]


def test_cancelled_ones_say_so_and_moved_ones_go_on_under_their_name(cast: Cast) -> None:
    today = cast.harbour.today()
    off = make.appointment(cast.m17, time=dt.time(9), status="by_us", sequence=1)
    moved = make.appointment(cast.m17)
    make.appointment(cast.m17, status="no_show", time=dt.time(18))
    url = address("appointment_page", cast.harbour, moved)
    sent = {"what": "status", "status": "moved", "day": str(today), "time": "16:00"}
    assert cast.staff("amara").post(url, sent).status_code == 303
    answer = feed(cast)
    assert values(answer, "UID")[:2] == [str(off.uid), str(moved.uid)]
    assert values(answer, "STATUS") == ["CANCELLED", "CONFIRMED", "CONFIRMED"]
    assert values(answer, "SEQUENCE") == ["1", "1", "0"]


def test_the_feed_reaches_90_days_back_and_a_year_ahead(cast: Cast) -> None:
    today = cast.harbour.today()
    for days in (-91, -90, 365, 366):
        make.appointment(cast.m17, day=today + dt.timedelta(days=days), time=None)
    make.appointment(cast.m17, day=None, time=None)
    found = [line for line in lines_of(feed(cast)) if line.startswith("DTSTART")]
    assert found == [
        f"DTSTART;VALUE=DATE:{today + dt.timedelta(days=days):%Y%m%d}" for days in (-90, 365)
    ]


def test_nobody_learns_whether_an_address_was_ever_one(cast: Cast) -> None:
    token = renew_feed(member=cast.amara, codes=False, by=cast.amara)
    url = reverse("clients:calendar_ics", args=[token])
    unknown = HttpClient().get(reverse("clients:calendar_ics", args=["x" * 32]))
    cast.amara.removed_at = cast.harbour.now()
    cast.amara.save(update_fields=["removed_at"])
    gone = HttpClient().get(url)
    assert (unknown.status_code, gone.status_code) == (404, 404)
    assert unknown.content == gone.content
    # A member without a feed has an empty hash, which no secret has.
    assert HttpClient().get("/calendar/.ics").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_feed_is_only_read(cast: Cast, method: str) -> None:
    token = renew_feed(member=cast.amara, codes=False, by=cast.amara)
    answer = getattr(HttpClient(), method)(reverse("clients:calendar_ics", args=[token]))
    assert answer.status_code == 405


def test_the_feed_asks_the_same_for_one_and_many(cast: Cast) -> None:
    make.appointment(cast.m17)
    token = renew_feed(member=cast.amara, codes=True, by=cast.amara)
    url = reverse("clients:calendar_ics", args=[token])
    assert queries(HttpClient(), url) == 2
    make.appointment(cast.m17)
    make.appointment(cast.m17)
    assert queries(HttpClient(), url) == 2


# --- settings -------------------------------------------------------------------------------------


EMPTY = {f"d{day}-{n}-{end}": "" for day in range(7) for n in (0, 1) for end in ("from", "until")}


def settings(cast: Cast, **sent: str) -> Any:
    return cast.staff("amara").post(address("calendar_settings", cast.harbour), EMPTY | sent)


def test_working_hours_are_saved_and_shown(cast: Cast) -> None:
    sent = {"d0-0-from": "07:30", "d0-0-until": "12:00", "d0-1-from": "13:00"}
    answer = settings(cast, **sent, **{"d0-1-until": "17:00", "d6-1-from": "", "d40-7-from": "x"})
    assert sent_to(answer) == address("calendar_settings", cast.harbour)
    cast.amara.refresh_from_db()
    assert cast.amara.hours_data == {"0": [["07:30", "12:00"], ["13:00", "17:00"]]}
    page = cast.staff("amara").get(address("calendar_settings", cast.harbour))
    assert 'value="07:30"' in text_of(page)
    answer = week(cast)
    assert (answer.context["grid"].first, answer.context["has_hours"]) == (7, True)


@pytest.mark.parametrize(
    ("sent", "faulty"),
    [
        ({"d0-0-from": "12:00", "d0-0-until": "09:00"}, ["d0-0-until"]),
        ({"d0-0-from": "12:00", "d0-0-until": "12:00"}, ["d0-0-until"]),
        ({"d1-0-from": "09:00"}, ["d1-0-until"]),
        ({"d1-1-until": "09:00"}, ["d1-1-from"]),
        ({"d2-0-from": "25:00", "d2-0-until": "26:00"}, ["d2-0-from", "d2-0-until"]),
        (
            {"d3-0-from": "09:00", "d3-0-until": "12:00"}
            | {"d3-1-from": "11:59", "d3-1-until": "13:00"},
            ["d3-1-from"],
        ),
        ({"d4-0-from": "\x00", "d4-0-until": "9" * 5000}, ["d4-0-from", "d4-0-until"]),
    ],
)
def test_hours_that_do_not_fit_are_kept_in_the_form(
    cast: Cast, sent: dict[str, str], faulty: list[str]
) -> None:
    answer = settings(cast, **(sent | {"d5-0-from": "10:15", "d5-0-until": "11:45"}))
    assert list(errors_of(answer)) == faulty
    assert 'value="10:15"' in text_of(answer)
    cast.amara.refresh_from_db()
    assert cast.amara.hours_data == {}


def test_the_address_is_shown_once(cast: Cast) -> None:
    browser, url = cast.staff("amara"), address("calendar_feed", cast.harbour)
    answer = browser.post(url, {"act": "renew", "codes": "on"})
    link = answer.context["link"]
    assert link in text_of(answer)
    assert answer.headers["Cache-Control"] == "no-store"
    assert HttpClient().get(link.removeprefix("http://testserver")).status_code == 200
    later = text_of(browser.get(address("calendar_settings", cast.harbour)))
    assert link.rpartition("/")[2].removesuffix(".ics") not in later
    cast.amara.refresh_from_db()
    assert (cast.amara.feed_codes, cast.amara.feed_hash in later) == (True, False)


def test_what_the_feed_says_is_changed_and_it_is_switched_off(cast: Cast) -> None:
    renew_feed(member=cast.amara, codes=True, by=cast.amara)
    browser, url = cast.staff("amara"), address("calendar_feed", cast.harbour)
    kept = cast.amara.feed_hash
    assert browser.post(url, {"act": "codes"}).status_code == 303
    cast.amara.refresh_from_db()
    assert (cast.amara.feed_codes, cast.amara.feed_hash) == (False, kept)
    assert browser.post(url, {"act": "off"}).status_code == 303
    cast.amara.refresh_from_db()
    assert cast.amara.feed_hash == ""


@pytest.mark.parametrize("act", ["", "x", "\x00"])
def test_anything_else_changes_nothing(cast: Cast, act: str) -> None:
    renew_feed(member=cast.amara, codes=True, by=cast.amara)
    kept, lines = cast.amara.feed_hash, Journal.objects.count()
    answer = cast.staff("amara").post(address("calendar_feed", cast.harbour), {"act": act})
    assert answer.status_code == 303
    cast.amara.refresh_from_db()
    assert (cast.amara.feed_hash, cast.amara.feed_codes) == (kept, True)
    assert Journal.objects.count() == lines
