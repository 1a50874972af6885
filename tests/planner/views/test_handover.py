"""The hand-over of a client: the open points, and nothing of what is private."""

import datetime as dt
import re

import pytest

from clients.templatetags.look import day_near
from planner.models import ExposureRecord, ProcessNote, Session, Stop, UnwantedEffect
from tests import factories as make
from tests.cast import Cast
from tests.clients.views.asking import queries, text_of

from .asking import address


def ended(cast: Cast, days: int = 1) -> Session:
    """A session with M-17 that stopped early some days ago."""
    day = cast.harbour.today() - dt.timedelta(days=days)
    meeting = make.appointment(cast.m17, day=day, status="stopped", stopped_minute=17)
    session = make.session(
        cast.m17,
        appointment=meeting,
        agreements="Write first",
        next_note="Slower",
        recorded_at=cast.harbour.now(),
    )
    own = {"clinic": cast.harbour, "session": session}
    ExposureRecord.objects.create(suds_scale="100", confirmed_by=cast.amara, **own)
    Stop.objects.create(seen="stared", call_on=cast.harbour.today(), **own)
    UnwantedEffect.objects.create(client=cast.m17, effect="felt far away", **own)
    ProcessNote.objects.create(author=cast.amara, text="mkr private", **own)
    return session


def test_the_open_points_stand_there(cast: Cast) -> None:
    ended(cast)
    cast.m17.risk_questions.create(clinic=cast.harbour, outcome="active", action="night line")
    cast.m17.safety_plan_on = dt.date(2026, 1, 5)
    cast.m17.save(update_fields=["safety_plan_on"])
    make.assignment(cast.m17, title="Evening pause")
    make.assignment(cast.m17, title="Long over", status="ended")
    make.assignment(cast.m18, title="Of somebody else")
    make.session(
        cast.m17,
        appointment=make.appointment(cast.m17, day=cast.harbour.today() + dt.timedelta(days=6)),
    )
    page = text_of(cast.staff("amara").get(address("hand_over", cast.harbour, cast.m17)))
    for shown in (
        "Risk is open since today: active thoughts.",
        "night line",
        "Safety plan of 5 January 2026.",
        "To be looked through.",
        "minute 17",
        "Seen: stared.",
        "Agreed: Write first",
        "For next time: Slower",
        "felt far away",
        "Evening pause",
        "Trauma-focused",
        "do not call or write",
    ):
        assert shown in page, shown
    for hidden in ("mkr", "Long over", "Of somebody else", "M-18"):
        assert hidden not in page


def test_what_was_unwanted_stands_with_its_own_day(cast: Cast) -> None:
    ended(cast, 7)
    make.participation(cast.m18, cast.group_a)
    today = make.session(cast.group_a, kind="group")
    today.appointment.day = cast.harbour.today()
    today.appointment.save(update_fields=["day"])
    of_it = {"clinic": cast.harbour, "session": today, "title": "Sounds"}
    UnwantedEffect.objects.create(client=cast.m17, effect="too loud", still="yes", **of_it)
    UnwantedEffect.objects.create(client=cast.m18, effect="mkr of another", **of_it)
    page = text_of(cast.staff("amara").get(address("hand_over", cast.harbour, cast.m17)))
    last, found = page.split("What came up that was unpleasant")
    assert "too loud" not in last
    week_ago = day_near(cast.harbour.today() - dt.timedelta(days=7), cast.harbour.today())
    rows = re.sub(r"<[^>]+>", " ", found.split("</ul>")[0])
    assert " ".join(rows.split()) == (
        "too loud today · Sounds · in a group · still there "
        f"felt far away {week_ago} · the session as a whole"
    )


def test_with_nothing_open_it_says_so(cast: Cast) -> None:
    page = text_of(cast.staff("amara").get(address("hand_over", cast.harbour, cast.m17)))
    for said in ("No open risk.", "Risk has not been asked yet.", "No safety plan."):
        assert said in page
    for said in ("No session yet.", "None.", "Nothing ahead."):
        assert said in page


def test_what_was_cancelled_or_never_planned_hides_no_session(cast: Cast) -> None:
    today = cast.harbour.today()
    ended(cast, 40)
    for days in range(1, 15):
        make.appointment(cast.m17, day=today - dt.timedelta(days=days), status="late")
    make.appointment(cast.m17, day=today, time=None, status="held")
    for days in range(1, 9):
        make.appointment(cast.m17, day=today + dt.timedelta(days=days), time=None)
    context = cast.staff("amara").get(address("hand_over", cast.harbour, cast.m17)).context
    assert context["last"].day == today - dt.timedelta(days=40)
    coming = [today + dt.timedelta(days=days) for days in range(1, 7)]
    assert [one.day for one in context["coming"]] == coming
    assert [place.role for place in context["team"]] == ["lead", "supervisor"]


def test_a_cover_reads_it_from_the_first_day(cast: Cast) -> None:
    url, today = address("hand_over", cast.harbour, cast.m17), cast.harbour.today()
    place = make.team(cast.m17, cast.ben, "cover", starts=today, ends=today)
    assert cast.staff("ben").get(url).status_code == 200
    place.starts = place.ends = today + dt.timedelta(days=1)
    place.save(update_fields=["starts", "ends"])
    assert cast.staff("ben").get(url).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_is_constant_in_queries(cast: Cast, rows: int) -> None:
    for number in range(1, rows + 1):
        ended(cast, number)
        make.assignment(cast.m17)
        make.appointment(cast.m17, day=cast.harbour.today() + dt.timedelta(days=number))
    assert queries(cast.staff("amara"), address("hand_over", cast.harbour, cast.m17)) == 13
