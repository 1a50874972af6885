"""Appointments and attendance."""

import datetime as dt

import pytest

from clients.models import Appointment, Attendance, Journal
from tests import factories as make
from tests.cast import Cast

from .asking import address, errors_of, queries, sent_to, text_of

WHEN = {"day": "2026-07-01", "time": "09:30", "minutes": "50", "setting": "video", "room": ""}


def test_a_new_appointment_is_on_the_clinics_clock(cast: Cast) -> None:
    url = address("appointment_add", cast.harbour, cast.m17)
    answer = cast.staff("amara").post(url, WHEN)
    assert sent_to(answer) == address("client_page", cast.harbour, cast.m17)
    made = Appointment.objects.get()
    assert (made.client, made.day, made.time, made.minutes, made.setting, made.timezone) == (
        cast.m17,
        dt.date(2026, 7, 1),
        dt.time(9, 30),
        50,
        "video",
        "Europe/London",
    )


def test_an_appointment_may_be_undated(cast: Cast) -> None:
    url = address("appointment_add", cast.harbour, cast.m17)
    sent = {"minutes": "90", "setting": "room"}
    assert cast.staff("amara").post(url, sent).status_code == 303
    made = Appointment.objects.get()
    assert (made.day, made.time, made.minutes) == (None, None, 90)


def test_a_group_has_appointments_too(cast: Cast) -> None:
    url = address("group_appointment_add", cast.harbour, cast.group_a)
    browser = cast.staff("gina")
    assert browser.get(url).context["form"]["minutes"].value() == 90
    answer = browser.post(url, WHEN)
    assert sent_to(answer) == address("group_page", cast.harbour, cast.group_a)
    assert Appointment.objects.get().group == cast.group_a


@pytest.mark.parametrize(
    ("changes", "faulty"),
    [
        ({"day": "2026-03-29", "time": "01:30"}, ["time"]),
        ({"day": "", "time": "09:30"}, ["day"]),
        ({"day": "0001-01-01"}, ["day"]),
        ({"day": "9999-12-31", "time": "23:59"}, ["day"]),
        ({"time": "25:00"}, ["time"]),
        ({"minutes": "0"}, ["minutes"]),
        ({"minutes": "9" * 5000}, ["minutes"]),
        ({"minutes": ""}, ["minutes"]),
        ({"setting": "moon"}, ["setting"]),
        ({"room": "x" * 61}, ["room"]),
        ({"room": "a\x00b"}, ["room"]),
    ],
)
def test_a_time_that_does_not_fit(cast: Cast, changes: dict[str, str], faulty: list[str]) -> None:
    url = address("appointment_add", cast.harbour, cast.m17)
    answer = cast.staff("amara").post(url, WHEN | changes)
    assert list(errors_of(answer)) == faulty
    assert not Appointment.objects.exists()
    if changes == {"day": "2026-03-29", "time": "01:30"}:
        assert "the clocks go forward and there is no 01:30" in text_of(answer)


def test_a_reader_makes_no_appointments(cast: Cast) -> None:
    url = address("appointment_add", cast.harbour, cast.m17)
    assert cast.staff("sara").post(url, WHEN).status_code == 403
    assert cast.staff("gina").post(url, WHEN).status_code == 404
    assert not Appointment.objects.exists()


def test_when_and_where_change(cast: Cast) -> None:
    made = make.appointment(cast.m17)
    url = address("appointment_page", cast.harbour, made)
    answer = cast.staff("amara").post(url, WHEN | {"what": "when", "room": "2"})
    assert sent_to(answer) == url
    made.refresh_from_db()
    assert (made.day, made.setting, made.room, made.status) == (
        dt.date(2026, 7, 1),
        "video",
        "2",
        "planned",
    )


def test_what_became_of_it_is_recorded(cast: Cast) -> None:
    made = make.appointment(cast.m17)
    url = address("appointment_page", cast.harbour, made)
    sent = {"what": "status", "status": "stopped", "stopped_minute": "35"}
    assert sent_to(cast.staff("amara").post(url, sent)) == url
    made.refresh_from_db()
    assert (made.status, made.stopped_minute) == ("stopped", 35)


@pytest.mark.parametrize(
    ("sent", "form", "faulty"),
    [
        ({"what": "status", "status": "lost"}, "status_form", ["status"]),
        ({"what": "status", "status": "stopped", "stopped_minute": "-1"}, "status_form", None),
        ({"what": "status", "status": "stopped", "stopped_minute": "111"}, "status_form", None),
        ({"what": "when", "minutes": "50", "setting": "room", "time": "09:00"}, "form", ["day"]),
        ({"what": "when"}, "form", ["minutes", "setting"]),
    ],
)
def test_each_form_keeps_its_own_errors(
    cast: Cast, sent: dict[str, str], form: str, faulty: list[str] | None
) -> None:
    made = make.appointment(cast.m17)
    answer = cast.staff("amara").post(address("appointment_page", cast.harbour, made), sent)
    assert list(errors_of(answer, form)) == (faulty or ["stopped_minute"])
    made.refresh_from_db()
    assert (made.status, made.time) == ("planned", dt.time(15))


def test_a_skipped_time_leaves_the_appointment_as_it_was(cast: Cast) -> None:
    made = make.appointment(cast.m17, day=dt.date(2026, 3, 28))
    url = address("appointment_page", cast.harbour, made)
    sent = WHEN | {"what": "when", "day": "2026-03-29", "time": "01:15"}
    answer = cast.staff("amara").post(url, sent)
    assert list(errors_of(answer)) == ["time"]
    assert "28 March 2026, 15:00" in text_of(answer)
    made.refresh_from_db()
    assert made.day == dt.date(2026, 3, 28)


def test_the_list_of_a_client(cast: Cast) -> None:
    today = cast.harbour.today()
    coming = make.appointment(cast.m17, day=today + dt.timedelta(days=2))
    past = make.appointment(cast.m17, day=today - dt.timedelta(days=2))
    undated = make.appointment(cast.m17, day=None, time=None)
    make.appointment(cast.m18)
    url = address("appointment_list", cast.harbour, cast.m17)
    answer = cast.staff("amara").get(url)
    assert [answer.context[name] for name in ("coming", "past", "undated")] == [
        [coming],
        [past],
        [undated],
    ]
    assert "Still open: what became of it?" in text_of(answer)
    reader = text_of(cast.staff("sara").get(url))
    assert address("appointment_page", cast.harbour, coming) not in reader


def test_the_list_asks_the_same_for_one_and_many(cast: Cast) -> None:
    make.appointment(cast.m17)
    browser, url = cast.staff("amara"), address("appointment_list", cast.harbour, cast.m17)
    with_one = queries(browser, url)
    make.appointment(cast.m17)
    make.appointment(cast.m17)
    assert queries(browser, url) == with_one


# --- attendance ---------------------------------------------------------------------------------


def test_attendance_has_a_row_for_each_participant_of_that_day(cast: Cast) -> None:
    today = cast.harbour.today()
    now_there = make.appointment(cast.group_a)
    then = make.appointment(cast.group_a, day=today - dt.timedelta(days=10))
    browser = cast.staff("gina")

    def people(meeting: Appointment) -> list[str]:
        rows = browser.get(address("attendance", cast.harbour, meeting)).context["rows"]
        return [row.participant.code for row in rows]

    assert people(now_there) == ["M-17"]
    assert people(then) == ["M-17", "M-19"]


def test_who_has_left_the_group_is_a_code_in_older_attendance(cast: Cast) -> None:
    then = make.appointment(cast.group_a, day=cast.harbour.today() - dt.timedelta(days=10))
    page = text_of(cast.staff("gina").get(address("attendance", cast.harbour, then)))
    assert "Leila Haddad" in page
    assert "M-19" in page
    assert "Prado" not in page


def test_attendance_is_saved_row_by_row(cast: Cast) -> None:
    meeting = make.appointment(cast.group_a)
    make.participation(cast.m18, cast.group_a)
    url = address("attendance", cast.harbour, meeting)
    sent = {
        f"{cast.m17.uid}-state": "late",
        f"{cast.m17.uid}-comment": "bus",
        f"{cast.m18.uid}-contacted": "on",
    }
    answer = cast.staff("gina").post(url, sent)
    assert sent_to(answer) == address("group_page", cast.harbour, cast.group_a)
    rows = list(Attendance.objects.values_list("client__code", "state", "comment", "clinic"))
    assert rows == [("M-17", "late", "bus", cast.harbour.pk)]


def test_everybody_can_start_as_present(cast: Cast) -> None:
    meeting = make.appointment(cast.group_a)
    make.participation(cast.m18, cast.group_a)
    Attendance.objects.create(
        clinic=cast.harbour, appointment=meeting, client=cast.m18, state="absent"
    )
    url = address("attendance", cast.harbour, meeting)
    rows = cast.staff("gina").get(f"{url}?present=all").context["rows"]
    assert [row["state"].value() for row in rows] == ["present", "absent"]


@pytest.mark.parametrize("who", ["m18", "m19"])
def test_nobody_else_gets_a_row(cast: Cast, who: str) -> None:
    meeting = make.appointment(cast.group_a)
    sent = {f"{getattr(cast, who).uid}-state": "present"}
    cast.staff("gina").post(address("attendance", cast.harbour, meeting), sent)
    assert not Attendance.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"), [("state", "asleep"), ("comment", "x" * 301), ("comment", "a\x00b")]
)
def test_a_row_that_does_not_fit_saves_none(cast: Cast, field: str, value: str) -> None:
    make.participation(cast.m18, cast.group_a)
    meeting = make.appointment(cast.group_a)
    sent = {
        f"{cast.m18.uid}-state": "present",
        f"{cast.m17.uid}-state": "present",
        f"{cast.m17.uid}-{field}": value,
    }
    answer = cast.staff("gina").post(address("attendance", cast.harbour, meeting), sent)
    assert answer.status_code == 422
    assert [list(row.errors) for row in answer.context["rows"]] == [[field], []]
    assert not Attendance.objects.exists()


def test_a_clients_own_appointment_has_no_attendance(cast: Cast) -> None:
    meeting = make.appointment(cast.m17)
    answer = cast.staff("amara").get(address("attendance", cast.harbour, meeting))
    assert answer.status_code == 404


def test_attendance_asks_the_same_for_one_and_many(cast: Cast) -> None:
    meeting = make.appointment(cast.group_a)
    browser, url = cast.staff("gina"), address("attendance", cast.harbour, meeting)
    with_one = queries(browser, url)
    make.participation(cast.m18, cast.group_a)
    make.participation(make.client(cast.harbour, "M-20"), cast.group_a)
    assert queries(browser, url) == with_one


# --- booked twice -----------------------------------------------------------------------------


def test_being_booked_already_is_a_warning_that_a_reason_settles(cast: Cast) -> None:
    make.appointment(cast.m17, day=dt.date(2026, 7, 1), time=dt.time(10))
    url, browser = address("appointment_add", cast.harbour, cast.m17), cast.staff("amara")
    answer = browser.post(url, WHEN)
    assert list(errors_of(answer)) == ["double_booked_why"]
    page = text_of(answer)
    assert "You are booked already" in page
    assert "Wednesday 1 July, <span" in page
    assert "10:00–10:50</span>: Leila Haddad" in page
    assert 'value="09:30"' in page
    assert Appointment.objects.count() == 1
    assert browser.post(url, WHEN | {"double_booked_why": "with her sister"}).status_code == 303
    made = Appointment.objects.latest("pk")
    assert (made.time, made.double_booked_why) == (dt.time(9, 30), "with her sister")
    line = Journal.objects.filter(act="created").get()
    assert "double_booked_why" in line.fields


@pytest.mark.parametrize("whom", ["m18", "group_a"])
def test_what_colleagues_have_planned_is_neither_asked_about_nor_told(
    cast: Cast, whom: str
) -> None:
    make.appointment(getattr(cast, whom), day=dt.date(2026, 7, 1), time=dt.time(10))
    url = address("appointment_add", cast.harbour, cast.m17)
    assert cast.staff("amara").post(url, WHEN).status_code == 303


def test_a_reason_for_nothing_is_dropped(cast: Cast) -> None:
    url = address("appointment_add", cast.harbour, cast.m17)
    cast.staff("amara").post(url, WHEN | {"double_booked_why": "for nothing"})
    assert Appointment.objects.get().double_booked_why == ""


@pytest.mark.parametrize("reason", ["x" * 201, "a\x00b"])
def test_a_reason_that_does_not_fit(cast: Cast, reason: str) -> None:
    url = address("appointment_add", cast.harbour, cast.m17)
    answer = cast.staff("amara").post(url, WHEN | {"double_booked_why": reason})
    assert list(errors_of(answer)) == ["double_booked_why"]
    assert not Appointment.objects.exists()


def test_a_change_of_the_room_does_not_ask_again(cast: Cast) -> None:
    made = make.appointment(cast.m17, double_booked_why="shared")
    make.appointment(cast.m17)
    url, browser = address("appointment_page", cast.harbour, made), cast.staff("amara")
    sent = {"what": "when", "day": str(made.day), "time": "15:00", "minutes": "50"}
    sent |= {"setting": "room", "room": "3", "double_booked_why": "shared"}
    assert 'value="shared"' in text_of(browser.get(url))
    assert browser.post(url, sent).status_code == 303
    made.refresh_from_db()
    assert (made.room, made.double_booked_why) == ("3", "shared")
    answer = browser.post(url, sent | {"time": "15:30", "double_booked_why": ""})
    assert list(errors_of(answer)) == ["double_booked_why"]
    assert browser.post(url, sent | {"time": "18:00"}).status_code == 303
    made.refresh_from_db()
    assert (made.time, made.double_booked_why) == (dt.time(18), "")


def test_outside_working_hours_is_only_a_hint(cast: Cast) -> None:
    cast.amara.hours_data = {"2": [["09:00", "12:00"]]}
    cast.amara.save(update_fields=["hours_data"])
    url, browser = address("appointment_add", cast.harbour, cast.m17), cast.staff("amara")
    hints = []
    for time in ("09:00", "11:11"):
        page = browser.get(sent_to(browser.post(url, WHEN | {"time": time})))
        hints.append("outside your working hours" in text_of(page))
    assert hints == [False, True]
    assert Appointment.objects.count() == 2


# --- moving -----------------------------------------------------------------------------------


def test_a_moved_one_goes_to_its_new_day_with_its_plan(cast: Cast) -> None:
    session = make.session(cast.m17)
    made = session.appointment
    url, browser = address("appointment_page", cast.harbour, made), cast.staff("amara")
    sent = {"what": "status", "status": "moved", "day": "2030-07-01", "time": "09:00"}
    assert sent_to(browser.post(url, sent)) == url
    made.refresh_from_db()
    assert (made.day, made.status, made.session) == (dt.date(2030, 7, 1), "planned", session)
    left = Appointment.objects.get(status="moved")
    page = text_of(browser.get(address("appointment_page", cast.harbour, left)))
    assert url in page
    assert "What became of it" not in page


def test_a_moved_one_may_wait_for_its_day(cast: Cast) -> None:
    made = make.appointment(cast.m17)
    sent = {"what": "status", "status": "moved", "day": "", "time": ""}
    cast.staff("amara").post(address("appointment_page", cast.harbour, made), sent)
    made.refresh_from_db()
    assert (made.day, made.time, made.status) == (None, None, "planned")


@pytest.mark.parametrize(
    ("changes", "faulty"),
    [
        ({"day": "", "time": "09:00"}, ["day"]),
        ({"day": "9999-12-31"}, ["day"]),
        ({"day": "2030-03-31", "time": "01:30"}, ["time"]),
        ({"day": "2030-07-01", "time": "15:20"}, ["double_booked_why"]),
    ],
)
def test_a_move_that_does_not_fit(cast: Cast, changes: dict[str, str], faulty: list[str]) -> None:
    made = make.appointment(cast.m17)
    other = make.appointment(cast.m17, day=dt.date(2030, 7, 1))
    sent = {"what": "status", "status": "moved"} | changes
    answer = cast.staff("amara").post(address("appointment_page", cast.harbour, made), sent)
    assert list(errors_of(answer, "status_form")) == faulty
    made.refresh_from_db()
    assert (made.day, made.status) == (cast.harbour.today(), "planned")
    assert list(Appointment.objects.exclude(pk=made.pk)) == [other]


# --- a file for a calendar --------------------------------------------------------------------


def test_one_appointment_as_a_file(cast: Cast) -> None:
    made = make.appointment(cast.m17, room="Room 7")
    answer = cast.staff("amara").get(address("appointment_ics", cast.harbour, made))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="appointment.ics"'
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    said = answer.content.decode()
    assert f"\r\nUID:{made.uid}\r\n" in said
    assert "\r\nSUMMARY:Appointment\r\n" in said
    assert [word for word in ("M-17", "Haddad", "Room", "Harbour") if word in said] == []
    assert list(Journal.objects.values_list("act", "object_uid")) == [("exported", made.uid)]


@pytest.mark.parametrize("why", ["quiet", "undated"])
def test_in_quiet_mode_or_without_a_day_there_is_no_file(cast: Cast, why: str) -> None:
    made = make.appointment(cast.m17, **({"day": None, "time": None} if why == "undated" else {}))
    cast.m17.quiet_mode = why == "quiet"
    cast.m17.save(update_fields=["quiet_mode"])
    browser, url = cast.staff("amara"), address("appointment_ics", cast.harbour, made)
    page = address("appointment_page", cast.harbour, made)
    assert url not in text_of(browser.get(page))
    assert sent_to(browser.get(url)) == page
    assert not Journal.objects.filter(act="exported").exists()
