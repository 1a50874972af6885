"""Sessions of groups and couples on the page of each who was there."""

import datetime as dt

from clients.models import Attendance
from planner.models import Session
from tests import factories as make
from tests.cast import Cast
from tests.planner.views.test_record import at, text_of


def met(cast: Cast, name: str, days: int, **states: str) -> Session:
    """A session of a new couple of that name some days ago; `states` by client."""
    couple = make.group(cast.harbour, name, kind="couple")
    make.team(couple, cast.amara)
    day = cast.harbour.today() - dt.timedelta(days=days)
    session = make.session(couple, kind="group", appointment=make.appointment(couple, day=day))
    for who, state in states.items():
        Attendance.objects.create(
            clinic=cast.harbour,
            appointment=session.appointment,
            client=getattr(cast, who),
            state=state,
            comment="mkr comment",
        )
    return session


def test_each_who_was_there_has_a_trace_of_it(cast: Cast) -> None:
    first = met(cast, "mkr couple", 8, m17="late", m18="present")
    second = met(cast, "Other two", 1, m17="absent")
    met(cast, "mkr without", 2, m18="present")
    page = cast.staff("amara").get(at("client_sessions", cast.m17))
    rows = text_of(page).split("Together with others")[1].split("Open the plan")
    assert ["Other two · Absent without notice" in rows[0], "mkr couple · Late" in rows[1]] == [
        True,
        True,
    ]
    shown = page.content.decode()
    assert [shown.count(at("session_page", one)) for one in (first, second)] == [1, 1]
    assert [word in shown for word in ("mkr without", "mkr comment", "M-18")] == [False] * 3
    # Ben leads M-18 and does not know the couples; Sara supervises M-17 alone.
    for who, whom, states in (
        ("ben", cast.m18, ["Present", "Present"]),
        ("sara", cast.m17, ["Absent without notice", "Late"]),
    ):
        answer = cast.staff(who).get(at("client_sessions", whom))
        told, hidden = text_of(answer).split("Together with others")[1], answer.content.decode()
        places = [told.index(f"a group session · {state}") for state in states]
        assert (told.count("a group session"), places == sorted(places)) == (2, True)
        words = (
            "mkr",
            "Other two",
            str(first.uid),
            str(second.uid),
            str(first.appointment.whom.uid),
        )
        assert [word in hidden for word in words] == [False] * len(words)


def test_without_any_nothing_is_said(cast: Cast) -> None:
    met(cast, "mkr couple", 8, m18="present")
    page = cast.staff("amara").get(at("client_sessions", cast.m17)).content.decode()
    assert ("Together with others" in page, "mkr" in page) == (False, False)
