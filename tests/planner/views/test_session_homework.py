"""Homework from a session: what may go home first, in one act, each adapted and taken back."""

import datetime as dt
from typing import Any

from clients.models import Assignment
from tests import factories as make
from tests.cast import Cast
from tests.clients.views.asking import address as of_clients
from tests.clients.views.asking import queries, sent_to, text_of
from tests.planner import shelves
from tests.planner.shelves import CYCLE, FRAME, PAUSE, TOGETHER_FIRST, TOUCH

from .asking import address
from .test_homework import CARD, EXPOSURE, fields

DAY = dt.timedelta(days=1)


def planned(whom: Any, *codes: str, **more: Any) -> Any:
    """A session of today whose blocks are these practices."""
    session = make.session(whom, kind="group" if hasattr(whom, "participations") else "trauma")
    for code in codes:
        make.block(session, "awareness", 5, practice=code)
    return session


def page_of(cast: Cast, session: Any, who: str = "amara") -> Any:
    """The page."""
    return cast.staff(who).get(address("session_homework", cast.harbour, session))


def post(cast: Cast, session: Any, who: str = "amara", **sent: str) -> Any:
    """One of its buttons."""
    return cast.staff(who).post(address("session_homework", cast.harbour, session), sent)


def test_the_plans_practices_come_first_then_what_its_course_sends_home(cast: Cast) -> None:
    course = shelves.item("helpers-course")
    document: Any = course.versions.get().read()
    first = document.sessions[0]
    for code in {CYCLE, TOUCH, FRAME, TOGETHER_FIRST, *first.home}:
        if shelves.library().find(code).shelf == "practices":
            shelves.practice(code)
    shelves.practice(PAUSE, code="a-walk", gates=EXPOSURE, stay_or_stop=CARD)
    session = planned(cast.m17, TOUCH, FRAME, TOGETHER_FIRST, "a-walk", TOUCH)
    session.protocol = shelves.protocol(first.protocol)
    session.save(update_fields=["protocol"])
    cast.m17.touch_unsafe = True
    cast.m17.save(update_fields=["touch_unsafe"])
    items = page_of(cast, session).context["items"]
    found = [item.document.code for item in items]
    sent_home = [code for code in first.home if shelves.library().find(code).shelf == "practices"]
    assert found == list(dict.fromkeys([TOUCH, TOGETHER_FIRST, "a-walk", *sent_home]))
    by_code = {item.document.code: item for item in items}
    assert by_code[TOUCH].form.variant == "no_touch"
    assert (by_code[TOGETHER_FIRST].form, by_code[TOGETHER_FIRST].is_open) == (None, False)
    assert (by_code["a-walk"].form, by_code["a-walk"].is_open) == (None, True)
    for refused in (TOGETHER_FIRST, "a-walk", FRAME, "no-such", "\x00"):
        assert post(cast, session, give=refused).status_code == 422
    assert Assignment.objects.count() == 0


def test_one_click_gives_it_and_one_takes_it_back(cast: Cast) -> None:
    shelves.practice(CYCLE)
    session = planned(cast.m17, CYCLE)
    today = cast.harbour.today()
    assert sent_to(post(cast, session, give=CYCLE)) == address(
        "session_homework", cast.harbour, session
    )
    given = Assignment.objects.get()
    assert (given.appointment, given.client, given.by) == (
        session.appointment,
        cast.m17,
        cast.amara,
    )
    assert (given.starts, given.ends) == (today, today + 6 * DAY)
    edition = given.editions.get()
    assert (edition.schedule.kind, edition.prescription.variant) == ("daily", "eyes_open")
    record = text_of(cast.staff("amara").get(address("session_text", cast.harbour, session)))
    assert "Homework: Notice, name it kindly, stay" in record
    page = text_of(page_of(cast, session))
    assert address("homework_change", cast.harbour, given) in page
    assert "Take it back" in page
    make.log(given)
    post(cast, session, undo=CYCLE)
    assert Assignment.objects.count() == 1  # somebody has written on it
    given.logs.all().delete()
    post(cast, session, undo=CYCLE)
    assert Assignment.objects.count() == 0
    assert post(cast, session, "sara", give=CYCLE).status_code == 403
    assert post(cast, session, "ben", give=CYCLE).status_code == 404


def test_clicked_twice_it_is_given_once(cast: Cast) -> None:
    for code in (CYCLE, PAUSE):
        shelves.practice(code)
    session, together = planned(cast.m17, CYCLE), planned(cast.group_a, PAUSE)
    for _ in range(2):
        post(cast, session, give=CYCLE)
        post(cast, together, "gina", give=PAUSE)
    assert list(Assignment.objects.order_by("pk").values_list("client", "code")) == [
        (cast.m17.pk, CYCLE),
        (cast.m17.pk, PAUSE),
    ]
    post(cast, session, undo=CYCLE)
    post(cast, session, give=CYCLE)
    assert [one.editions.count() for one in cast.m17.assignments.filter(code=CYCLE)] == [1]


def test_what_is_adapted_first_belongs_to_the_session_too(cast: Cast) -> None:
    shelves.practice(CYCLE)
    session, other = planned(cast.m17, CYCLE), planned(cast.m18, CYCLE)
    url = address("homework_give", cast.harbour, cast.m17) + f"?practice={CYCLE}&session="
    answer = cast.staff("amara").post(f"{url}{session.uid}", fields(cast))
    assert sent_to(answer) == address("session_homework", cast.harbour, session)
    chosen = text_of(cast.staff("amara").get(url.partition("?")[0] + f"?session={session.uid}"))
    assert f"?practice={CYCLE}&amp;session={session.uid}" in chosen
    # The session of another client is none of this one: it is given, and belongs to no session.
    answer = cast.staff("amara").post(f"{url}{other.uid}", fields(cast, besides="on"))
    assert sent_to(answer) == of_clients("client_page", cast.harbour, cast.m17)
    assert list(Assignment.objects.order_by("pk").values_list("appointment", flat=True)) == [
        session.appointment.pk,
        None,
    ]


def test_a_group_gets_it_in_one_act_whoever_came(cast: Cast) -> None:
    shelves.practice(TOUCH)
    shelves.practice(TOGETHER_FIRST)
    came, away = (
        make.client(cast.harbour, "M-20", profile="paper"),
        make.client(cast.harbour, "M-21"),
    )
    for one in (came, away):
        make.participation(one, cast.group_a)
    session = planned(cast.group_a, TOUCH, TOGETHER_FIRST)
    meeting = session.appointment
    for one, state in ((cast.m17, "present"), (came, "late"), (away, "absent")):
        meeting.attendances.create(clinic=cast.harbour, client=one, state=state)
    cast.m17.touch_unsafe = True  # nobody looks at it: the form suits everybody
    cast.m17.save(update_fields=["touch_unsafe"])
    items = page_of(cast, session, "gina").context["items"]
    assert [(item.document.code, item.form.variant) for item in items] == [(TOUCH, "no_touch")]
    browser, url = cast.staff("gina"), address("session_homework", cast.harbour, session)
    page = text_of(browser.get(sent_to(browser.post(url, {"give": TOUCH}))))
    assert {one.client.code for one in Assignment.objects.all()} == {"M-17", "M-20"}
    assert set(Assignment.objects.values_list("group", "appointment")) == {
        (cast.group_a.pk, meeting.pk)
    }
    assert "On paper for M-20" in page
    packet = address("group_packet_give", cast.harbour, cast.group_a)
    assert f"{packet}?items={TOUCH}&amp;participants={came.uid}" in page
    assert "Adapt for" not in page  # their own therapists adapt it
    ticked = browser.get(f"{packet}?items={TOUCH}&participants={came.uid}").context["form"]
    assert ticked["participants"].value() == [str(came.uid)]
    make.team(cast.m17, cast.gina, "co_therapist")
    assert "Adapt for M-17" in text_of(browser.get(url))
    cast.m17.portal_unwanted = True
    cast.m17.save(update_fields=["portal_unwanted"])
    entry = browser.get(url).context["given"][0]
    assert [client.code for client in entry["on_paper"]] == ["M-17", "M-20"]
    browser.post(url, {"undo": TOUCH})
    assert Assignment.objects.count() == 0


def test_the_same_as_last_week_for_all_who_had_it(cast: Cast) -> None:
    today, group = cast.harbour.today(), cast.group_a
    second = make.client(cast.harbour, "M-20")
    make.participation(second, group)
    session = planned(group)
    mine, theirs, paused, ended = (
        make.assignment(person, group=group, ends=today - DAY, status=status)
        for person, status in (
            (cast.m17, "active"),
            (second, "active"),
            (second, "paused"),
            (second, "ended"),
        )
    )
    alone = make.assignment(cast.m17, ends=today - DAY)
    gates = {"led_by": "self", "activating": False, "leave_out_when": ["touch_unsafe"]}
    special = make.assignment(second, group=group, ends=today, prescription={"gates": gates})

    def ends() -> list[dt.date | None]:
        rows = (mine, theirs, paused, ended, alone, special)
        return [Assignment.objects.get(pk=row.pk).ends for row in rows]

    before = ends()
    after = [today + 6 * DAY, today + 6 * DAY, *before[2:]]
    browser = cast.staff("gina")
    page = browser.get(of_clients("group_page", cast.harbour, group))
    assert "Same as last week: A short pause" in text_of(page)
    url = address("group_homework_again", cast.harbour, group)
    back = sent_to(browser.post(url))
    assert ends() == after
    assert "“A short pause” for one more week: 2 participants." in text_of(browser.get(back))
    assert 'name="undo"' in text_of(browser.get(back))
    browser.post(url, {"undo": "1"})
    assert ends() == before
    browser.post(url, {"undo": "1"})  # there is nothing left to undo
    assert ends() == before
    sent_to(browser.post(address("session_homework", cast.harbour, session), {"again": "1"}))
    assert ends() == after


def test_the_clients_last_homework_goes_on_from_the_session(cast: Cast) -> None:
    today, session = cast.harbour.today(), planned(cast.m17)
    gates = {"led_by": "self", "activating": False, "leave_out_when": ["touch_unsafe"]}
    given = make.assignment(cast.m17, ends=today, prescription={"gates": gates})
    assert "“A short pause” for one more week" in text_of(page_of(cast, session))
    assert sent_to(post(cast, session, again="1")).startswith(
        of_clients("homework_page", cast.harbour, given) + "?did=again"
    )
    cast.m17.touch_unsafe = True
    cast.m17.save(update_fields=["touch_unsafe"])
    post(cast, session, again="1")
    assert Assignment.objects.get().ends == today + 7 * DAY


def test_the_page_asks_the_same_for_one_and_many_people(cast: Cast) -> None:
    for code in (CYCLE, PAUSE):
        shelves.practice(code)
    session = planned(cast.group_a, CYCLE)
    browser, url = cast.staff("gina"), address("session_homework", cast.harbour, session)
    browser.post(url, {"give": CYCLE})
    with_one = queries(browser, url)
    for number in (31, 32):
        person = make.client(cast.harbour, f"M-{number}")
        make.participation(person, cast.group_a)
        make.assignment(person, group=cast.group_a, appointment=session.appointment)
    assert queries(browser, url) == with_one


def test_a_session_of_a_running_course_gives_what_the_course_sends_home(cast: Cast) -> None:
    for code in (PAUSE, CYCLE, TOUCH):
        shelves.practice(code)
    run = make.course_run(cast.m17, cast.harbour.today() - 14 * DAY)
    sessions = list(run.document["sessions"])
    sessions[2] = sessions[2] | {"home": [PAUSE, "no-longer-there"]}
    sessions[1] = sessions[1] | {"home": [TOUCH]}
    run.document = run.document | {"sessions": sessions}
    run.save(update_fields=["document"])
    session = run.steps.get(number=3).appointment.session
    make.block(session, "awareness", 5, practice=CYCLE)
    make.block(session, "awareness", 5, practice=PAUSE)
    answer = page_of(cast, session)
    codes = [[item.document.code for item in answer.context[name]] for name in ("of_step", "items")]
    assert codes == [[PAUSE], [CYCLE]]
    page = text_of(answer)
    assert "From session 3 of the course" in page
    assert "Three evenings." in page
    assert sent_to(post(cast, session, give=PAUSE))
    assert Assignment.objects.get().appointment == session.appointment
    assert post(cast, session, give=TOUCH).status_code == 422  # another session's of the course
    other = planned(cast.m17, CYCLE)
    assert page_of(cast, other).context["of_step"] == []
    assert "From session 3" not in text_of(page_of(cast, other))
    browser = cast.staff("amara")
    with_step = queries(browser, address("session_homework", cast.harbour, session))
    for number in (1, 2):
        make.block(session, "awareness", 5, practice=TOUCH)
        make.course_step(run, number, make.appointment(cast.m17))
    assert queries(browser, address("session_homework", cast.harbour, session)) == with_step == 18
