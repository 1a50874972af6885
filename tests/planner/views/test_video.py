"""What is asked anew at the beginning of each video session (R23)."""

import datetime as dt
from typing import Any

from django.test import Client as HttpClient

from clients.models import Journal
from planner.models import Session
from tests import factories as make
from tests.cast import Cast
from tests.planner.views.reading import HTMX, at, text_of

ALL = ["where", "others_at_home", "phone", "emergency_number"]


def by_video(cast: Cast) -> Session:
    day = cast.harbour.today() + dt.timedelta(days=1)
    return make.session(
        cast.m17, appointment=make.appointment(cast.m17, day=day, setting="video"), kind="review"
    )


def codes(answer: Any) -> list[str]:
    shown = answer.context["board"].shown
    return [one.finding.code for one in (*shown.first, *shown.more)]


def test_ticking_what_was_asked_settles_r23_for_that_day(cast: Cast, amara: HttpClient) -> None:
    session = by_video(cast)
    page = amara.get(at("session_page", session))
    assert ("R23" in codes(page), "Tick what was asked" in text_of(page)) == (True, True)
    amara.post(at("session_video", session), {"asked": ALL[:3]})
    page = amara.get(at("session_page", session))
    assert "Asked anew each time: the local emergency number." in text_of(page)
    board = amara.post(at("session_video", session), {"asked": ALL}, headers=HTMX)
    assert ("R23" in codes(board), "Video: all four were asked" in text_of(board)) == (False, True)
    line = Journal.objects.filter(object_uid=session.uid, act="changed").latest("pk")
    assert line.fields == ["video_asked"]
    amara.post(at("session_video", session), {})
    assert "R23" in codes(amara.get(at("session_page", session)))


def test_on_another_day_all_is_asked_again(cast: Cast, amara: HttpClient) -> None:
    session = by_video(cast)
    amara.post(at("session_video", session), {"asked": ALL})
    first = session.appointment.day
    assert first
    session.appointment.day = first + dt.timedelta(days=1)
    session.appointment.save()
    page = amara.get(at("session_page", session))
    assert ("R23" in codes(page), page.context["video"]["asked"].value()) == (True, [])


def test_a_question_that_is_none_changes_nothing(cast: Cast, amara: HttpClient) -> None:
    session = by_video(cast)
    assert amara.post(at("session_video", session), {"asked": ["shoes"]}).status_code == 422
    session.refresh_from_db()
    assert session.video_asked == {}
    assert amara.get(at("session_page", make.session(cast.m17))).context["video"] is None
