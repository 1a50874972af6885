"""Starting a course: dates looked at first, days off, being booked twice; its page; the lists."""

import datetime as dt
import re
from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from clients.models import Appointment, Client, Journal
from planner.library.courses import CourseDocument
from planner.models import CourseRun, CourseStep, Item, Session
from planner.models.facts import at_desk, facts_for, judged
from planner.plan import Phase, PlannedBlock
from tests import factories as make
from tests.cast import Cast
from tests.planner import shelves
from tests.planner.views.conftest import two_blocks
from tests.planner.views.counting import real_queries

FIRST = dt.date(2030, 12, 3)  # a Tuesday
SENT = {"first": "2030-12-03", "time": "17:00", "weeks": "1", "setting": "room"}


def text_of(answer: Any) -> str:
    """What the page says, without its tags."""
    found = re.sub(r"<[^>]+>", " ", answer.content.decode().partition("<main")[2])
    return unescape(re.sub(r"\s+", " ", found))


def shelve(kind: str = "group") -> Item:
    """The course of three evenings with a protocol of this kind for the second."""
    block = PlannedBlock(uid="a", phase=Phase.ARRIVAL, title="Arrive", minutes=90)
    two_blocks("evening-2", kind, "A protocol", 90, [block])
    return shelves.shelved(CourseDocument.from_data(make.COURSE))


def start_url(cast: Cast, code: str = "three-evenings") -> str:
    return reverse("planner:course_start", args=[cast.harbour.uid, code])


def run_url(run: CourseRun) -> str:
    return reverse("planner:course_run", args=[run.clinic.uid, run.uid])


def mark_of(answer: Any) -> str:
    return str(answer.context["mark"])


def test_dates_are_looked_at_before_anything_is_made(cast: Cast) -> None:
    shelve()
    gina, url = cast.staff("gina"), start_url(cast)
    page = gina.get(f"{url}?whom={cast.group_a.uid}")
    assert f'value="{cast.group_a.uid}" selected' in page.content.decode()
    sent = SENT | {
        "whom": str(cast.group_a.uid),
        "days_off": "2030-12-10\n2030-12-24 to 2031-01-06",
    }
    looked = gina.post(url, sent | {"look": "1"})
    assert (looked.status_code, Appointment.objects.count()) == (200, 0)
    said = text_of(looked)
    days = (
        "Tuesday 3 December 2030 1. Evening 1",
        "Tuesday 10 December 2030: a day off",
        "Tuesday 17 December 2030 2. Evening 2",
        "Tuesday 24 December 2030: a day off Tuesday 31 December 2030: a day off",
        "Tuesday 7 January 2031 3. Evening 3",
    )
    assert [said.index(day) for day in days] == sorted(said.index(day) for day in days)
    assert said.count("its protocol is not there") == 2
    # Other dates than those that were looked at are looked at first.
    later = gina.post(url, sent | {"first": "2030-12-11", "seen": mark_of(looked)})
    assert (later.status_code, CourseRun.objects.count()) == (200, 0)
    assert "These are other dates than those that you saw." in text_of(later)
    done = gina.post(url, sent | {"seen": mark_of(looked)})
    run = CourseRun.objects.get()
    assert (done.status_code, done.headers["Location"]) == (303, run_url(run))
    assert [step.appointment.day for step in run.steps.with_plans()] == [
        FIRST,
        dt.date(2030, 12, 17),
        dt.date(2031, 1, 7),
    ]
    assert [one.minutes for one in Appointment.objects.order_by("day")] == [90, 90, 90]
    assert run.course is not None
    assert (run.group, run.client, run.course.code) == (cast.group_a, None, "three-evenings")


def test_a_start_is_taken_back_from_its_page(cast: Cast) -> None:
    run_of = {"whom": str(cast.group_a.uid)}
    shelve()
    gina, url = cast.staff("gina"), start_url(cast)
    looked = gina.post(url, SENT | run_of)
    gina.post(url, SENT | run_of | {"seen": mark_of(looked)})
    run = CourseRun.objects.get()
    again = gina.post(url, SENT | run_of | {"look": "1", "first": "2031-03-04"})
    assert "This course was started here already" in text_of(again)
    assert "The course is laid out. Undo" in text_of(gina.get(run_url(run)))
    back = reverse("planner:course_back", args=[cast.harbour.uid, run.uid])
    undone = gina.post(back, {"changes": "0"})
    listed = reverse("planner:group_courses", args=[cast.harbour.uid, cast.group_a.uid])
    assert (undone.status_code, undone.headers["Location"]) == (303, listed)
    assert Appointment.objects.count() == 0


def test_being_booked_already_needs_a_reason_and_keeps_it(cast: Cast) -> None:
    shelve()
    day = dt.date(2030, 12, 10)
    make.appointment(cast.group_a, day=day, time=dt.time(17, 30))
    make.appointment(cast.m18, day=FIRST, time=dt.time(17))
    gina, url = cast.staff("gina"), start_url(cast)
    sent = SENT | {"whom": str(cast.group_a.uid)}
    looked = gina.post(url, sent | {"look": "1"})
    assert looked.status_code == 422
    assert text_of(looked).count("You are booked already:") == 1
    assert cast.m18.code not in text_of(looked)
    seen = {"seen": mark_of(looked)}
    assert gina.post(url, sent | seen).status_code == 422
    assert CourseRun.objects.count() == 0
    assert gina.post(url, sent | seen | {"double_booked_why": "Two lead"}).status_code == 303
    rows = CourseStep.objects.with_plans().order_by("pk")
    assert [row.appointment.double_booked_why for row in rows] == ["", "Two lead", ""]


def test_the_usual_weekday_and_time_are_proposed(cast: Cast) -> None:
    shelve()
    gina, url = cast.staff("gina"), start_url(cast)
    today = cast.harbour.today()
    blank = gina.get(url).context["form"].initial
    assert ("first" in blank, "time" in blank) == (False, False)
    last = today - dt.timedelta(days=3)
    for weeks in (0, 1, 2):
        day = last - dt.timedelta(days=7 * weeks)
        make.appointment(cast.group_a, day=day, time=dt.time(18, 30), status="held")
    make.appointment(cast.group_a, day=today, time=dt.time(9), status="moved")
    make.appointment(cast.group_a, day=today, time=dt.time(9), status="late")
    make.appointment(cast.group_a, day=today, time=None)
    make.appointment(cast.group_b, day=today, time=dt.time(8))
    make.appointment(cast.group_a, day=last + dt.timedelta(days=7), time=dt.time(18, 30))
    answer = gina.get(f"{url}?whom={cast.group_a.uid}")
    first = last + dt.timedelta(days=14)
    initial = answer.context["form"].initial
    assert (initial["first"], initial["time"]) == (first, dt.time(18, 30))
    page = answer.content.decode()
    assert (f'value="{first.isoformat()}"' in page, 'value="18:30"' in page) == (True, True)
    assert f"usually meet: {first:%A}, 18:30." in text_of(answer)
    # What was typed or sent stands, not what is proposed; of strangers nothing is learnt.
    typed = {"whom": str(cast.group_a.uid), "first": "2027-03-01", "time": "18:30"}
    initial = gina.get(url, typed | {"proposed": f"{first} 18:30"}).context["form"].initial
    assert (initial["first"], initial["time"]) == ("2027-03-01", "18:30")
    initial = gina.get(url, typed | {"proposed": "2027-03-01 18:30"}).context["form"].initial
    assert initial["first"] == first
    sent = SENT | {"whom": str(cast.group_a.uid), "look": "1", "time": ""}
    again = gina.post(f"{url}?whom={cast.group_a.uid}", sent)
    assert (again.status_code, "usually meet" in text_of(again)) == (422, False)
    for stranger in (cast.group_b.uid, cast.m18.uid, "x"):
        assert "usually meet" not in text_of(gina.get(f"{url}?whom={stranger}"))


def test_a_start_sent_twice_is_one_course(cast: Cast) -> None:
    shelve()
    gina, url = cast.staff("gina"), start_url(cast)
    sent = SENT | {"whom": str(cast.group_a.uid), "double_booked_why": "Two lead"}
    uid = str(gina.get(url).context["form"]["uid"].value())
    looked = gina.post(url, sent | {"look": "1", "uid": uid})
    assert f'name="uid" value="{uid}"' in looked.content.decode()
    sent |= {"seen": mark_of(looked), "uid": uid}
    places = {gina.post(url, sent).headers["Location"] for _ in range(2)}
    assert places == {run_url(CourseRun.objects.get())}
    assert Appointment.objects.count() == 3


@pytest.mark.parametrize(
    ("changes", "name", "said"),
    [
        ({"first": "9999-01-01"}, "first", "2100"),
        ({"first": "2100-12-30"}, "first", "There are not enough days before 2101."),
        ({"days_off": "1900-01-01 to 2100-12-31"}, "days_off", "There are not enough days"),
        ({"days_off": "x\n" * 300}, "days_off", "These are 300 lines; at most 100 are kept."),
        ({"days_off": "2030-12-24\n24/12"}, "days_off", "Line 2: “24/12” is no day."),
        ({"weeks": "9999"}, "weeks", "13"),
        ({"minutes": "9999"}, "minutes", "600"),
        ({"weekdays": ["1", "9"]}, "weekdays", "Unknown choice."),
        ({"time": ""}, "time", "required"),
        # 31 March 2030 in London: the hour from one to two is not there.
        ({"first": "2030-03-31", "time": "01:30"}, "time", "On 2030-03-31 the clocks go forward"),
    ],
)
def test_bad_input_stands_at_its_field(
    cast: Cast, changes: dict[str, Any], name: str, said: str
) -> None:
    shelve()
    sent = SENT | {"whom": str(cast.group_a.uid)} | changes
    answer = cast.staff("gina").post(start_url(cast), sent)
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert list(errors) == [name]
    assert said in errors[name][0]
    assert CourseRun.objects.count() == 0


def test_a_first_day_in_the_past_is_said_and_taken(cast: Cast) -> None:
    shelve()
    sent = SENT | {"whom": str(cast.group_a.uid), "first": "2026-01-06"}
    gina, url = cast.staff("gina"), start_url(cast)
    looked = gina.post(url, sent)
    assert "It begins in the past." in text_of(looked)
    assert gina.post(url, sent | {"seen": mark_of(looked)}).status_code == 303


@pytest.mark.parametrize(
    ("kind", "who", "whom"), [("group", "gina", "group_a"), ("review", "amara", "m17")]
)
def test_a_groups_course_is_for_groups_and_any_other_for_clients(
    cast: Cast, kind: str, who: str, whom: str
) -> None:
    shelve(kind)
    make.team(cast.group_a, cast.amara)
    make.team(cast.m18, cast.gina)
    page = cast.staff(who).get(start_url(cast))
    choices = page.context["form"].fields["whom"].choices
    assert [key for key, _label in choices if key] == [str(getattr(cast, whom).uid)]


def open_codes(session: Session) -> list[str]:
    """The rules that a plan stands against."""
    desk = at_desk(session.pk)
    return [one.finding.code for one in judged(desk, facts_for(desk)).standings if one.is_open]


@pytest.mark.parametrize("kind", ["couple", "family"])
def test_a_couple_or_family_is_given_what_is_for_families(cast: Cast, kind: str) -> None:
    for code in ("family-1", "family-2", "trauma-60", "exam-1"):
        shelves.protocol(code)
    shelves.item("family-pair")
    two = make.group(cast.harbour, "Two", kind=kind)
    for one in (two, cast.m18):
        make.team(one, cast.gina)
    for one in (cast.m17, cast.m18):
        make.participation(one, two)
    gina, url = cast.staff("gina"), start_url(cast, "family-pair")
    choices = gina.get(url).context["form"].fields["whom"].choices
    assert [key for key, _label in choices if key] == [str(two.uid), str(cast.m18.uid)]
    listed = reverse("planner:group_courses", args=[cast.harbour.uid, two.uid])
    assert f"{url}?whom={two.uid}" in gina.get(listed).content.decode()
    sent = SENT | {"whom": str(two.uid)}
    looked = gina.post(url, sent | {"look": "1"})
    assert "whether home is safe" in text_of(looked)
    assert gina.post(url, sent | {"seen": mark_of(looked)}).status_code == 303
    plans = list(Session.objects.order_by("pk"))
    assert [(one.kind, one.appointment.group, one.minutes) for one in plans] == [
        ("no_exposure", two, 60),
        ("no_exposure", two, 60),
    ]
    # R19 holds in each plan until all were asked, and says no name.
    assert "R19" in open_codes(plans[0])
    plan = reverse("planner:session_page", args=[cast.harbour.uid, plans[0].uid])
    assert cast.m17.code not in gina.get(plan).content.decode()
    Client.objects.filter(pk__in=(cast.m17.pk, cast.m18.pk)).update(home="safe")
    assert "R19" not in open_codes(plans[0])
    # A plan of its own can begin so too; what is for one person alone cannot.
    new = reverse("planner:group_session_new", args=[cast.harbour.uid, two.uid])
    offered = " ".join(
        label for _key, label in gina.get(new).context["form"]["start"].field.choices
    )
    assert ("Family 1" in offered, "Exam 1" in offered, "rauma" in offered) == (True, False, False)
    new = reverse("planner:group_session_new", args=[cast.harbour.uid, cast.group_a.uid])
    offered = " ".join(
        label for _key, label in gina.get(new).context["form"]["start"].field.choices
    )
    assert "Family 1" not in offered


def test_a_course_with_exposure_is_for_no_couple(cast: Cast) -> None:
    block = PlannedBlock(uid="a", phase=Phase.ARRIVAL, title="Arrive", minutes=60)
    two_blocks("evening-2", "trauma", "A protocol", 60, [block])
    settings = {"settings": ["family", "individual"]}
    shelves.shelved(CourseDocument.from_data(make.COURSE | settings))
    make.team(make.group(cast.harbour, "Two", kind="couple"), cast.amara)
    choices = cast.staff("amara").get(start_url(cast)).context["form"].fields["whom"].choices
    assert [key for key, _label in choices if key] == [str(cast.m17.uid)]


def test_with_nobody_to_start_it_for_the_page_says_what_to_do(cast: Cast) -> None:
    shelve()
    page = cast.staff("ben").get(start_url(cast))
    assert "Nobody to start it with yet" in text_of(page)
    assert cast.staff("ben").get(start_url(cast, "nothing")).status_code == 404


def held_evening(run: CourseRun, number: int, status: str = "held") -> CourseStep:
    step = run.steps.with_plans()[number - 1]
    Appointment.objects.filter(pk=step.appointment.pk).update(status=status)
    return step


@pytest.mark.parametrize("sessions", [1, 3])
def test_the_page_of_a_course_takes_a_fixed_number_of_queries(cast: Cast, sessions: int) -> None:
    shelves.practice(shelves.PAUSE)
    run = make.course_run(cast.group_a, cast.harbour.today())
    CourseStep.objects.filter(run=run, number__gt=sessions).delete()
    gina = cast.staff("gina")
    with real_queries() as found:
        assert gina.get(run_url(run)).status_code == 200
    assert len(found) == 9
    step = run.steps.with_plans()[0]
    page = reverse("planner:session_page", args=[cast.harbour.uid, step.appointment.session.uid])
    with real_queries() as with_course:
        said = text_of(gina.get(page))
    assert "Session 1 of 3 of Three evenings" in said
    CourseStep.objects.all().delete()
    with real_queries() as without:
        assert "Three evenings" not in text_of(gina.get(page))
    assert len(with_course) == len(without)


def test_the_page_says_how_each_session_stands(cast: Cast) -> None:
    shelves.practice(shelves.PAUSE)
    monday = cast.harbour.today() - dt.timedelta(days=7)
    run = make.course_run(cast.group_a, monday)
    held_evening(run, 1)
    held_evening(run, 2, "late")
    third = run.steps.with_plans()[2]
    Appointment.objects.filter(pk=third.appointment.pk).update(day=monday + dt.timedelta(days=15))
    gina = cast.staff("gina")
    page = gina.get(run_url(run))
    lines = page.context["standing"].lines
    assert [(line.mark, line.said) for line in lines] == [
        ("held", "Held"),
        ("off", "Cancelled late"),
        ("planned", "Planned"),
    ]
    assert [line.can_lay_again for line in lines] == [False, True, False]
    assert [line.can_change for line in lines] == [False, False, True]
    assert [line.was for line in lines] == [None, None, monday + dt.timedelta(days=14)]
    said = text_of(page)
    assert "1 of 3 held; the next is" in said
    assert f"Give “{shelves.library().practice(shelves.PAUSE).title}” as homework" in said
    assert said.count("as homework") == 1  # only what was held
    give = reverse("planner:group_homework_give", args=[cast.harbour.uid, cast.group_a.uid])
    assert f'href="{give}?practice={shelves.PAUSE}"' in page.content.decode()
    assert gina.get(f"{give}?practice={shelves.PAUSE}").status_code == 200


def test_who_reads_sees_it_without_acts_and_the_journal_notes_it(cast: Cast) -> None:
    run = make.course_run(cast.m17, cast.harbour.today())
    page = cast.staff("sara").get(run_url(run))
    assert page.status_code == 200
    said = text_of(page)
    assert "Evening 1" in said
    for act in ("Move, skip or leave out", "Catch-up session", "End this course early", "<form"):
        assert act not in said
    assert Journal.objects.filter(act="opened", object_uid=cast.m17.uid).count() == 1
    assert cast.staff("ben").get(run_url(run)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_says_each_in_one_line(cast: Cast, rows: int) -> None:
    shelve()
    for _number in range(rows):
        run = make.course_run(cast.group_a, cast.harbour.today())
    over = make.course_run(cast.group_a, cast.harbour.today(), ended_on=cast.harbour.today())
    url = reverse("planner:group_courses", args=[cast.harbour.uid, cast.group_a.uid])
    gina = cast.staff("gina")
    with real_queries() as found:
        part = gina.get(url, headers={"HX-Request": "true"})
    assert len(found) == 8
    assert part.content.decode().count("0 of 3 held; the next is today") == rows
    assert run_url(run) in part.content.decode()
    assert run_url(over) not in part.content.decode()
    page = text_of(gina.get(url))
    assert "ended early on" in page
    assert "Start a course Three evenings" in page
    group = reverse("clients:group_page", args=[cast.harbour.uid, cast.group_a.uid])
    assert url in gina.get(group).content.decode()


def test_the_clients_list_offers_what_fits_a_client(cast: Cast) -> None:
    shelve("review")
    shelves.item("exam-course")
    url = reverse("planner:client_courses", args=[cast.harbour.uid, cast.m17.uid])
    page = cast.staff("amara").get(url).content.decode()
    assert f"{start_url(cast, 'exam-course')}?whom={cast.m17.uid}" in page
    assert start_url(cast) not in page  # it says that it is for groups
    assert "No course was started yet." in page
    assert "Start a course" not in cast.staff("sara").get(url).content.decode()


def test_a_client_is_given_it_in_their_own_language(cast: Cast) -> None:
    item = shelve("review")
    german = {"language": "de", "title": "Drei Abende"}
    shelves.version(item, CourseDocument.from_data(make.COURSE | german))
    Client.objects.filter(pk=cast.m17.pk).update(language="de")
    amara, url = cast.staff("amara"), start_url(cast)
    sent = SENT | {"whom": str(cast.m17.uid)}
    looked = amara.post(url, sent)
    assert amara.post(url, sent | {"seen": mark_of(looked)}).status_code == 303
    assert CourseRun.objects.get().title == "Drei Abende"
    assert [one.kind for one in Session.objects.order_by("pk")][1] == "review"
