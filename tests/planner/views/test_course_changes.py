"""Changing a running course: looked at first, done once, taken back; catching up; ending."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client as HttpClient
from django.urls import reverse

from clients.models import Appointment, AppointmentStatus, Clinic
from planner.library.courses import CourseDocument
from planner.models import CourseRun, CourseStep, Session
from planner.plan import Phase, PlannedBlock, PracticeGates
from tests import factories as make
from tests.cast import Cast
from tests.planner import shelves
from tests.planner.views.conftest import two_blocks
from tests.planner.views.test_courses import run_url, shelve, text_of

FIRST = dt.date(2030, 12, 3)  # a Tuesday


def day(number: int) -> dt.date:
    """A day of December 2030."""
    return dt.date(2030, 12, number)


@pytest.fixture
def run(cast: Cast) -> CourseRun:
    """A course of M-17's own: 3, 10 and 17 December 2030 at five."""
    return make.course_run(cast.m17, FIRST)


def step_of(run: CourseRun, number: int) -> CourseStep:
    found: CourseStep = run.steps.with_plans().filter(number=number).order_by("pk")[0]
    return found


def url_of(step: CourseStep) -> str:
    return reverse("planner:course_change", args=[step.clinic.uid, step.uid])


def days_of(run: CourseRun) -> list[dt.date | None]:
    return [step.appointment.day for step in run.steps.with_plans()]


def change(browser: HttpClient, step: CourseStep, **sent: Any) -> Any:
    """Look at a change and do it."""
    looked = browser.post(url_of(step), sent | {"look": "1"})
    assert looked.status_code == 200, looked.context["form"].errors
    return browser.post(url_of(step), sent | {"seen": looked.context["mark"]})


def back(browser: HttpClient, run: CourseRun, changes: int) -> Any:
    url = reverse("planner:course_back", args=[run.clinic.uid, run.uid])
    return browser.post(url, {"changes": str(changes)})


def test_one_change_moves_the_rest_and_is_taken_back(
    cast: Cast, run: CourseRun, amara: HttpClient
) -> None:
    step = step_of(run, 2)
    sent = {"what": "rest", "day": "2030-12-17", "time": "18:00", "weekdays": ["1"]}
    looked = amara.post(url_of(step), sent)
    assert (looked.status_code, days_of(run)) == (200, [FIRST, day(10), day(17)])
    said = text_of(looked)
    assert "Tuesday 17 December 2030, 18:00 2. Evening 2 · until now Tuesday 10 December" in said
    assert "Tuesday 24 December 2030, 18:00 3. Evening 3 · until now Tuesday 17 December" in said
    # What is done is what was seen.
    other = amara.post(url_of(step), sent | {"day": "2030-12-18", "seen": looked.context["mark"]})
    assert (other.status_code, days_of(run)) == (409, [FIRST, day(10), day(17)])
    assert "Nothing is done yet: look once more." in text_of(other)
    done = amara.post(url_of(step), sent | {"seen": looked.context["mark"]})
    assert (done.status_code, done.headers["Location"]) == (303, run_url(run))
    assert days_of(run) == [FIRST, day(17), day(24)]
    page = text_of(amara.get(run_url(run)))
    assert "Session 2 and those after it are moved. Undo" in page
    # The second of two editors, whose page is an old one, changes nothing.
    late = amara.post(url_of(step), sent | {"seen": looked.context["mark"]})
    assert (late.status_code, days_of(run)) == (200, [FIRST, day(17), day(24)])
    assert back(amara, run, 0).status_code == 409
    assert back(amara, run, 1).status_code == 303
    assert days_of(run) == [FIRST, day(10), day(17)]
    assert b"course-last" not in amara.get(run_url(run)).content


def test_days_off_and_weekdays_from_here_on(cast: Cast, run: CourseRun, amara: HttpClient) -> None:
    sent: dict[str, Any] = {"what": "rest", "day": "2030-12-12", "time": "17:00"}
    sent |= {"weekdays": ["3"], "days_off": "2030-12-12\n2030-12-26"}
    assert change(amara, step_of(run, 2), **sent).status_code == 303
    run.refresh_from_db()
    assert days_of(run) == [FIRST, day(19), dt.date(2031, 1, 2)]
    assert (run.weekdays, len(run.days_off)) == ([3], 2)
    # A single one may not stand on a day off, nor pass its neighbours.
    for to, said in (
        ("2030-12-26", "This is one of the course’s days off."),
        ("2030-12-03", "Session 1 is on 3 December 2030. Choose a later day."),
        ("2031-01-02", "Session 3 is on 2 January 2031."),
        ("9999-12-31", "2100"),
        ("", "required"),
    ):
        sent = {"what": "one", "day": to, "time": "17:00"}
        answer = amara.post(url_of(step_of(run, 2)), sent)
        assert answer.status_code == 422
        assert said in answer.context["form"].errors["day"][0]
    sent = {"what": "rest", "day": "2100-12-30", "time": "17:00"}
    answer = amara.post(url_of(step_of(run, 2)), sent)
    assert answer.context["form"].errors["what"] == ["There are not enough days before 2101."]


def test_a_skipped_week_stays_skipped(cast: Cast, run: CourseRun, amara: HttpClient) -> None:
    assert change(amara, step_of(run, 2), what="week").status_code == 303
    run.refresh_from_db()
    assert days_of(run) == [FIRST, day(17), day(24)]
    assert run.days_off == [["2030-12-09", "2030-12-15"]]
    assert back(amara, run, 1).status_code == 303
    run.refresh_from_db()
    assert (days_of(run), run.days_off) == ([FIRST, day(10), day(17)], [])


def test_being_booked_on_a_new_day_needs_a_reason(
    cast: Cast, run: CourseRun, amara: HttpClient
) -> None:
    make.appointment(cast.m17, day=day(24), time=dt.time(17, 30))
    step, sent = step_of(run, 2), {"what": "rest", "day": "2030-12-17", "time": "17:00"}
    looked = amara.post(url_of(step), sent)
    assert looked.status_code == 422
    assert text_of(looked).count("You are booked already:") == 1
    sent |= {"seen": looked.context["mark"], "double_booked_why": "Short one"}
    assert amara.post(url_of(step), sent).status_code == 303
    rows = CourseStep.objects.with_plans().order_by("pk")
    assert [row.appointment.double_booked_why for row in rows] == ["", "", "Short one"]


def test_what_was_held_never_moves_and_nothing_is_nothing(
    cast: Cast, run: CourseRun, amara: HttpClient
) -> None:
    first = step_of(run, 1)
    Appointment.objects.filter(pk=first.appointment.pk).update(status="held")
    assert "What was held never moves." in text_of(amara.get(url_of(first)))
    for what in ("one", "rest", "week", "out", "at_end", "next"):
        answer = amara.post(url_of(first), {"what": what, "day": "2031-01-01", "time": "17:00"})
        assert answer.status_code == 422
    sent = {"what": "one", "day": "2030-12-10", "time": "17:00"}
    looked = amara.post(url_of(step_of(run, 2)), sent)
    assert "Nothing: the dates are as they were." in text_of(looked)
    again = amara.post(url_of(step_of(run, 2)), sent | {"seen": looked.context["mark"]})
    run.refresh_from_db()
    assert (again.status_code, run.changes, days_of(run)[0]) == (200, 0, FIRST)


def test_a_time_that_the_clock_skips_stands_at_the_field(
    cast: Cast, run: CourseRun, amara: HttpClient
) -> None:
    sent = {"what": "one", "day": "2031-03-30", "time": "01:30"}
    looked = amara.post(url_of(step_of(run, 3)), sent)
    answer = amara.post(url_of(step_of(run, 3)), sent | {"seen": looked.context["mark"]})
    assert answer.status_code == 422
    assert "the clocks go forward" in answer.context["form"].errors["time"][0]
    assert days_of(run) == [FIRST, day(10), day(17)]


def test_left_out_and_cancelled_ones_can_be_laid_again(
    cast: Cast, run: CourseRun, amara: HttpClient
) -> None:
    assert change(amara, step_of(run, 1), what="out").status_code == 303
    page = amara.get(run_url(run))
    assert [line.said for line in page.context["standing"].lines] == [
        "Left out",
        "Planned",
        "Planned",
    ]
    assert "0 of 3 held, 1 left out" in text_of(page)
    # The appointment's own page cancels another one.
    second = step_of(run, 2)
    url = reverse("clients:appointment_page", args=[cast.harbour.uid, second.appointment.uid])
    assert amara.post(url, {"what": "status", "status": "cancelled"}).status_code == 303
    assert change(amara, step_of(run, 1), what="next").status_code == 303
    assert change(amara, second, what="at_end").status_code == 303
    rows = [
        (line.step.number, line.step.appointment.day, line.mark)
        for line in amara.get(run_url(run)).context["standing"].lines
    ]
    assert rows == [
        (1, FIRST, "off"),
        (2, day(10), "off"),
        (1, day(17), "planned"),
        (3, day(24), "planned"),
        (2, day(31), "planned"),
    ]
    said = text_of(amara.get(run_url(run)))
    assert "0 of 3 held; the next is Tuesday 17 December 2030" in said
    assert "Lay it again" not in said


def test_a_course_is_ended_early_and_that_is_taken_back(
    cast: Cast, run: CourseRun, amara: HttpClient
) -> None:
    url = reverse("planner:course_end", args=[cast.harbour.uid, run.uid])
    assert amara.post(url, {"changes": "5"}).status_code == 409
    assert amara.post(url, {}).status_code == 409
    assert amara.post(url, {"changes": "0"}).status_code == 303
    page = text_of(amara.get(run_url(run)))
    assert "0 of 3 held; ended early on" in page
    assert "Move, skip or leave out" not in page
    statuses = set(Appointment.objects.values_list("status", flat=True))
    assert statuses == {AppointmentStatus.CANCELLED_BY_US}
    step = step_of(run, 2)
    assert "This course has ended." in text_of(amara.get(url_of(step)))
    sent = {"what": "at_end", "time": "17:00"}
    assert "mark" not in amara.post(url_of(step), sent).context
    assert back(amara, run, 1).status_code == 303
    assert set(Appointment.objects.values_list("status", flat=True)) == {"planned"}


def catch_up(browser: HttpClient, run: CourseRun, **sent: str) -> Any:
    url = reverse("planner:course_catch_up", args=[run.clinic.uid, run.uid])
    facts = {"number": "2", "whom": "all", "day": "2030-12-12", "time": "17:00"}
    return browser.post(url, facts | sent)


def test_a_catch_up_with_all_is_one_more_session(cast: Cast) -> None:
    shelve()
    run = make.course_run(cast.group_a, FIRST)
    gina = cast.staff("gina")
    assert catch_up(gina, run).status_code == 303
    made = CourseStep.objects.get(extra=True)
    assert (made.appointment.minutes, made.appointment.session.title) == (90, "Evening 2")
    page = text_of(gina.get(run_url(run)))
    assert "2. Evening 2 Catch-up" in page
    assert "0 of 3 held" in page
    session = reverse("planner:session_page", args=[cast.harbour.uid, made.appointment.session.uid])
    assert "Session 2 of 3 of Three evenings , catch-up" in text_of(gina.get(session))
    # It moves by itself only, and is in nobody's way.
    assert change(gina, made, what="one", day="2030-12-02", time="17:00").status_code == 303
    answer = gina.post(url_of(made), {"what": "rest", "day": "2030-12-02", "time": "17:00"})
    assert answer.status_code == 422


def test_a_catch_up_sent_twice_is_one(cast: Cast) -> None:
    shelve()
    run = make.course_run(cast.group_a, FIRST)
    gina = cast.staff("gina")
    url = reverse("planner:course_catch_up", args=[run.clinic.uid, run.uid])
    uid = str(gina.get(url).context["form"]["uid"].value())
    # On the day of another one, so that the second would find itself booked already.
    sent = {"uid": uid, "day": "2030-12-03", "double_booked_why": "Two rooms"}
    for _ in range(2):
        assert catch_up(gina, run, **sent).headers["Location"] == run_url(run)
    (made,) = CourseStep.objects.filter(extra=True)
    assert (str(made.uid), made.appointment.double_booked_why) == (uid, "Two rooms")
    assert catch_up(gina, run, **(sent | {"uid": ""})).status_code == 303
    assert CourseStep.objects.filter(extra=True).count() == 2


def test_a_catch_up_alone_is_seen_by_that_clients_team_only(cast: Cast) -> None:
    shelve()
    run = make.course_run(cast.group_a, FIRST)
    # Amara leads M-17 and this group; Gina leads the group and may not plan for M-17.
    make.team(cast.group_a, cast.amara)
    gina, amara = cast.staff("gina"), cast.staff("amara")
    refused = catch_up(gina, run, whom=str(cast.m17.uid))
    assert refused.context["form"].errors["whom"] == ["Unknown choice."]
    for stranger in (cast.m18.uid, cast.m19.uid, cast.group_b.uid, uuid.uuid4(), "x"):
        assert catch_up(amara, run, whom=str(stranger)).status_code == 422
    assert CourseStep.objects.filter(extra=True).count() == 0
    assert catch_up(amara, run, whom=str(cast.m17.uid)).status_code == 303
    made = CourseStep.objects.get(extra=True)
    row = made.appointment
    assert (row.client, row.group, row.minutes) == (cast.m17, None, 50)
    session = Session.objects.get(appointment=row)
    assert (session.kind, session.title) == ("no_exposure", "Evening 2")
    told = amara.get(run_url(run))
    said = "The catch-up session is made, with its plan."
    page = reverse("planner:session_page", args=[cast.harbour.uid, session.uid])
    assert f'<span>{said} <a href="{page}">Open its plan</a></span>' in told.content.decode()
    assert "Caught up alone Leila Haddad" in text_of(told)
    theirs = gina.get(run_url(run))
    assert "Caught up alone" not in text_of(theirs)
    assert str(session.uid) not in theirs.content.decode()
    # On the client's side the course is named, without a way to the group.
    make.team(cast.m17, cast.ben)
    bens = cast.staff("ben").get(page)
    assert "Session 2 of 3 of Three evenings, catch-up" in text_of(bens)
    for word in (str(run.uid), cast.group_a.name, str(cast.group_a.uid)):
        assert word not in bens.content.decode()
    assert cast.staff("ben").get(url_of(made)).status_code == 404
    assert amara.get(url_of(made)).status_code == 404


@pytest.mark.parametrize(("own", "kept"), [({}, 5), ({"grounding_short": 10}, 10)])
def test_a_catch_up_alone_keeps_to_the_limits_of_the_clinic(
    cast: Cast, own: dict[str, int], kept: int
) -> None:
    stirring = PracticeGates(activating=True)
    blocks = [
        PlannedBlock(
            uid="a",
            phase=Phase.COMPASSION,
            title="x",
            minutes=60,
            shortest=42,
            practice_gates=stirring,
        ),
        PlannedBlock(uid="b", phase=Phase.GROUNDING, title="y", minutes=10),
        PlannedBlock(uid="c", phase=Phase.CLOSING, title="z", minutes=20, shortest=3),
    ]
    two_blocks("evening-2", "group", "A protocol", 90, blocks)
    shelves.shelved(CourseDocument.from_data(make.COURSE))
    Clinic.objects.filter(pk=cast.harbour.pk).update(limits=own)
    run = make.course_run(cast.group_a, FIRST)
    make.team(cast.group_a, cast.amara)
    assert catch_up(cast.staff("amara"), run, whom=str(cast.m17.uid)).status_code == 303
    made = Session.objects.get(appointment=CourseStep.objects.get(extra=True).appointment)
    assert made.blocks.get(phase=Phase.GROUNDING).minutes == kept


def test_a_catch_up_asks_why_when_booked_already(
    cast: Cast, run: CourseRun, amara: HttpClient
) -> None:
    make.appointment(cast.m17, day=day(12), time=dt.time(17, 30))
    refused = catch_up(amara, run)
    assert "You are booked already" in text_of(refused)
    assert refused.status_code == 422
    assert catch_up(amara, run, double_booked_why="Long one").status_code == 303
    assert CourseStep.objects.get(extra=True).appointment.double_booked_why == "Long one"
    for name, value, said in (
        ("number", "9999", "Unknown choice."),
        ("day", "9999-01-01", "2100"),
        ("minutes", "9999", "600"),
    ):
        errors = catch_up(amara, run, **{name: value}).context["form"].errors
        assert said in errors[name][0]


def test_another_course_is_as_unknown_as_one_that_is_not_there(cast: Cast) -> None:
    shelves.practice(shelves.PAUSE)
    theirs = make.course_run(cast.m18, FIRST)
    amara = cast.staff("amara")
    addresses = [
        reverse(f"planner:{name}", args=[cast.harbour.uid, theirs.uid])
        for name in ("course_run", "course_catch_up", "course_end", "course_back")
    ]
    for url in (*addresses, url_of(step_of(theirs, 1))):
        assert amara.get(url).status_code == 404
        assert amara.post(url, {"changes": "0", "what": "out"}).status_code == 404
    theirs.refresh_from_db()
    assert (theirs.changes, theirs.ended_on) == (0, None)
