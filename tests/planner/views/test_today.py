"""Today: whom one meets, what needs a look, and nothing of anybody else."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import pytest
import time_machine
from django.urls import reverse
from django.utils.timezone import now

from clients.actions.consents import answer_stream
from clients.models import (
    Attendance,
    Consent,
    ConsentKind,
    RiskQuestion,
    SafetyReview,
    WayOfReaching,
)
from planner.actions.beside import Beside, write_beside
from planner.models import ExposureRecord, Stop
from tests import factories as make
from tests.cast import Cast
from tests.clients.views.asking import queries, text_of

from .asking import address

NOON = dt.datetime(2026, 11, 26, 12, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """A Thursday at noon in London."""
    with time_machine.travel(NOON, tick=False):
        yield


def page_of(cast: Cast, who: str = "amara") -> str:
    """This member's Today as text."""
    return text_of(cast.staff(who).get(address("today", cast.harbour)))


def looks_of(cast: Cast, who: str = "amara") -> list[tuple[str, Any]]:
    """What needs a look: what it is and whom it concerns."""
    day = cast.staff(who).get(address("today", cast.harbour)).context["day"]
    return [(look.what, look.whom) for look in day.looks]


def risk(cast: Cast, days: int = 4, outcome: str = "passive") -> RiskQuestion:
    """A risk question to M-17, some days ago."""
    return RiskQuestion.objects.create(
        clinic=cast.harbour, client=cast.m17, outcome=outcome, asked_at=now() - days * DAY
    )


def call(cast: Cast, days: int) -> Stop:
    """A session of M-17 that stopped early, with a call agreed for so many days from today."""
    meeting = make.appointment(
        cast.m17, day=cast.harbour.today() - 4 * DAY, status="stopped", stopped_minute=9
    )
    session = make.session(cast.m17, appointment=meeting, recorded_at=now())
    on = cast.harbour.today() + days * DAY
    return Stop.objects.create(clinic=cast.harbour, session=session, call_on=on)


@pytest.mark.parametrize(("days", "shown"), [(1, 0), (0, 1), (-3, 1), (-40, 1)])
def test_a_call_that_was_agreed_stands_there_on_its_day(cast: Cast, days: int, shown: int) -> None:
    call(cast, days)
    assert looks_of(cast) == [("call", cast.m17)] * shown
    assert looks_of(cast, "ben") == []


def test_a_call_is_ticked_and_stands_there_ticked_to_the_end_of_the_day(cast: Cast) -> None:
    stop = call(cast, -2)
    amara, tick = cast.staff("amara"), address("call_done", cast.harbour, stop)
    today = address("today", cast.harbour)
    for sent, done in (({"done": "on"}, True), ({}, False), ({"done": "on"}, True)):
        assert amara.post(tick, sent).headers["Location"] == today
        assert [look.done for look in amara.get(today).context["day"].looks] == [done]
    assert "Called today." in page_of(cast)
    stop.refresh_from_db()
    assert stop.called_at == now()
    with time_machine.travel(NOON + DAY, tick=False):
        assert looks_of(cast) == []
    # A call that is agreed anew, in the record, is still to be made.
    write_beside(session=stop.session, beside=Beside(stop=moved(stop)), by=cast.amara)
    assert looks_of(cast) == [("call", cast.m17)]
    cast.m17.status = "ended"
    cast.m17.save(update_fields=["status"])
    assert looks_of(cast) == []


def moved(stop: Stop) -> Stop:
    """The same stop with a call today."""
    stop.call_on = stop.clinic.today()
    return stop


def test_a_call_goes_only_by_the_safe_way(cast: Cast) -> None:
    call(cast, 0)
    assert "do not call or write" in page_of(cast)
    own = {"clinic": cast.harbour, "client": cast.m17, "recorded_on": cast.harbour.today()}
    WayOfReaching.objects.create(channel="call", safe=False, **own)
    WayOfReaching.objects.create(channel="text", safe=True, **own)
    assert "Reach out only by the safe way: Text message." in page_of(cast)


def test_appointments_stand_in_the_order_of_time(cast: Cast) -> None:
    make.team(cast.group_a, cast.amara)
    make.appointment(cast.m17, time=dt.time(16), room="Room 2", minutes=90)
    make.appointment(cast.group_a, time=dt.time(9))
    make.appointment(cast.m18, time=dt.time(10))
    day = cast.staff("amara").get(address("today", cast.harbour)).context["day"]
    assert [one.appointment.whom for one in day.meetings] == [cast.group_a, cast.m17]
    page = page_of(cast)
    assert "Thursday 26 November" in page
    assert "2 appointments today. The next at 16:00." in page
    assert "1 h 30 min · In the room, Room 2" in page
    assert "Jonas Weber" not in page


def test_names_are_hidden_when_the_member_hides_them(cast: Cast) -> None:
    make.appointment(cast.m17)
    risk(cast)
    cast.amara.hide_names = True
    cast.amara.save(update_fields=["hide_names"])
    page = page_of(cast)
    assert "M-17" in page
    assert "Leila" not in page


def test_the_way_on_fits_where_the_appointment_stands(cast: Cast) -> None:
    unplanned = make.appointment(cast.m17, time=dt.time(15))
    begun = make.session(cast.m17, appointment=make.appointment(cast.m17, time=dt.time(11, 30)))
    done = make.session(
        cast.m17,
        appointment=make.appointment(cast.m17, time=dt.time(8), status="held"),
        recorded_at=now(),
    )
    off = make.appointment(cast.m17, time=dt.time(17), status="late")
    page = page_of(cast)
    here = address("today", cast.harbour)
    ways = {
        urljoin(here, href)
        for href in re.findall(r'href="((?:sessions|appointments)/[^"]+)"', page)
    }
    assert ways == {
        address("session_plan", cast.harbour, unplanned),
        address("session_page", cast.harbour, begun),
        address("session_after", cast.harbour, begun),
        address("session_page", cast.harbour, done),
        reverse("clients:appointment_page", args=[cast.harbour.uid, off.uid]),
    }
    assert "Cancelled late" in page
    assert "3 appointments today. One is on now." in page


def test_tomorrow_is_folded_away(cast: Cast) -> None:
    make.appointment(cast.m17, day=cast.harbour.today() + DAY, time=dt.time(9))
    make.appointment(cast.m17, day=cast.harbour.today() + 2 * DAY, time=dt.time(9))
    page = page_of(cast)
    assert "A quiet day" in page
    assert "<summary>Tomorrow: 1 appointment</summary>" in page


def test_a_quiet_day_says_so(cast: Cast) -> None:
    page = page_of(cast)
    assert "A quiet day" in page
    assert "Nothing just now." in page
    assert "Tomorrow: nothing planned" in page


def test_an_owner_who_is_no_clinician_is_shown_the_way(cast: Cast) -> None:
    make.appointment(cast.m17)
    risk(cast)
    page = page_of(cast, "olga")
    assert "To the clinic" in page
    assert "M-17" not in page
    assert "Leila" not in page


def test_what_needs_a_look_stands_gravest_first(cast: Cast) -> None:
    yesterday = cast.harbour.today() - DAY
    cast.m17.home = "not_safe"
    cast.m17.save(update_fields=["home"])
    make.appointment(cast.m17, day=yesterday - DAY, time=dt.time(9))
    make.appointment(cast.m17, day=yesterday, status="no_show")
    held = make.session(
        cast.m17,
        appointment=make.appointment(cast.m17, day=yesterday, status="held"),
        recorded_at=now(),
    )
    ExposureRecord.objects.create(
        clinic=cast.harbour,
        session=held,
        suds_scale="100",
        safe_to_leave=False,
        if_not_safe="The sister stays. Call at nine.",
    )
    resting = make.assignment(cast.m17, resting_since=yesterday)
    make.log(resting, local_date=yesterday, unpleasant=True, unpleasant_note="not for Today")
    risk(cast)
    assert [what for what, _whom in looks_of(cast)] == [
        "risk",
        "not_safe",
        "unpleasant",
        "missed",
        "unrecorded",
    ]
    page = page_of(cast)
    assert "Was not safe to leave yesterday. The sister stays. Call at nine." in page
    assert "not for Today" not in page
    assert looks_of(cast, "ben") == []
    assert looks_of(cast, "kofi") == []


def test_a_review_closes_the_risk_and_an_older_one_does_not(cast: Cast) -> None:
    asked = risk(cast)
    before = asked.asked_at - DAY
    SafetyReview.objects.create(
        clinic=cast.harbour, client=cast.m17, subject="risk", reviewed_at=before, note="x"
    )
    assert looks_of(cast) == [("risk", cast.m17)]
    SafetyReview.objects.create(
        clinic=cast.harbour, client=cast.m17, subject="risk", reviewed_at=now(), note="x"
    )
    assert looks_of(cast) == []


def test_no_risk_and_ended_work_need_no_look(cast: Cast) -> None:
    risk(cast, outcome="none")
    assert looks_of(cast) == []
    risk(cast)
    cast.m17.status = "ended"
    cast.m17.save(update_fields=["status"])
    assert looks_of(cast) == []


def test_friday_is_still_there_on_monday_and_gone_on_tuesday(cast: Cast) -> None:
    for days, wanted in ((3, [("not_safe", cast.m17)]), (4, [])):
        day = cast.harbour.today() - days * DAY
        held = make.session(
            cast.m17,
            appointment=make.appointment(cast.m17, day=day, status="held"),
            recorded_at=now(),
        )
        record = ExposureRecord.objects.create(
            clinic=cast.harbour, session=held, suds_scale="100", safe_to_leave=False
        )
        assert looks_of(cast) == wanted
        record.delete()


def test_safe_or_not_said_needs_no_look(cast: Cast) -> None:
    held = make.session(
        cast.m17,
        appointment=make.appointment(cast.m17, day=cast.harbour.today() - DAY, status="held"),
        recorded_at=now(),
    )
    for said in (True, None):
        ExposureRecord.objects.create(
            clinic=cast.harbour, session=held, suds_scale="100", safe_to_leave=said
        )
    assert looks_of(cast) == []


def test_a_missed_appointment_without_danger_is_no_alarm(cast: Cast) -> None:
    make.appointment(cast.m17, day=cast.harbour.today() - DAY, status="no_show")
    assert looks_of(cast) == []


def test_who_stayed_away_from_a_group_is_told_to_the_own_team_alone(cast: Cast) -> None:
    cast.m17.home = "not_safe"
    cast.m17.save(update_fields=["home"])
    yesterday = cast.harbour.today() - DAY
    for day, state in ((yesterday, "absent"), (yesterday - DAY, "notice"), (yesterday, "late")):
        meeting = make.appointment(cast.group_a, day=day, status="held")
        Attendance.objects.create(
            clinic=cast.harbour, appointment=meeting, client=cast.m17, state=state
        )
    assert looks_of(cast) == [("missed", cast.m17)]
    # The group's leader may not know that home is not safe.
    assert looks_of(cast, "gina") == []
    cast.m17.home = "safe"
    cast.m17.save(update_fields=["home"])
    assert looks_of(cast) == []


def test_who_did_not_come_is_reached_only_by_the_safe_way(cast: Cast) -> None:
    cast.m17.home = "not_safe"
    cast.m17.save(update_fields=["home"])
    make.appointment(cast.m17, day=cast.harbour.today() - DAY, status="no_show")
    assert "No safe way is recorded: do not call or write." in page_of(cast)
    for channel, safe in (("call", True), ("text", False)):
        WayOfReaching.objects.create(
            clinic=cast.harbour,
            client=cast.m17,
            channel=channel,
            safe=safe,
            address="07700 900123",
            recorded_on=cast.harbour.today(),
        )
    page = page_of(cast)
    assert "Reach out only by the safe way: Call." in page
    assert "07700" not in page


def test_a_stream_that_is_not_shared_needs_no_look(cast: Cast) -> None:
    resting = make.assignment(cast.m17, resting_since=cast.harbour.today())
    log = make.log(resting, unpleasant=True)
    assert looks_of(cast) == [("unpleasant", cast.m17)]
    Consent.objects.filter(client=cast.m17).update(withdrawn_at=now())
    assert looks_of(cast) == []
    log.source = "clinician"
    log.save(update_fields=["source"])
    assert looks_of(cast) == [("unpleasant", cast.m17)]
    log.taken_back_at = now()
    log.save(update_fields=["taken_back_at"])
    assert looks_of(cast) == []


def test_a_decided_rest_needs_no_look_any_more(cast: Cast) -> None:
    resting = make.assignment(cast.m17, resting_since=cast.harbour.today(), status="paused")
    make.log(resting, unpleasant=True)
    assert looks_of(cast) == []


def test_a_held_session_without_a_record_is_asked_for(cast: Cast) -> None:
    yesterday = cast.harbour.today() - DAY
    make.session(cast.m17, appointment=make.appointment(cast.m17, day=yesterday, status="held"))
    make.appointment(cast.m17, day=yesterday, status="by_us")
    make.appointment(cast.m17, day=yesterday, status="held")
    make.appointment(cast.m17, day=yesterday - 14 * DAY)
    assert looks_of(cast) == [("unrecorded", cast.m17)]


def test_days_that_are_not_shared_are_said_and_ask_for_nothing(cast: Cast) -> None:
    browser, url = cast.staff("amara"), address("today", cast.harbour)
    said = "days of practice are not shared"
    make.session(cast.m17)
    make.appointment(cast.group_b)
    make.log(make.assignment(cast.m17))
    before = queries(browser, url)
    assert said not in page_of(cast)
    for kind in (ConsentKind.DAYS, ConsentKind.RATINGS):
        answer_stream(client=cast.m17, kind=kind, shares=False, by=cast.phones["M-17"])
    assert page_of(cast).count(said) == 1
    assert "Nothing just now." in page_of(cast)
    assert queries(browser, url) == before
    answer_stream(client=cast.m17, kind=ConsentKind.DAYS, shares=True, by=cast.phones["M-17"])
    assert said not in page_of(cast)
    answer_stream(client=cast.m17, kind=ConsentKind.DAYS, shares=False, by=cast.phones["M-17"])
    cast.m17.appointments.update(status="late")
    assert said not in page_of(cast)


def test_more_than_six_stand_behind_more(cast: Cast) -> None:
    for days in range(1, 9):
        make.appointment(cast.m17, day=cast.harbour.today() - days * DAY)
    page = page_of(cast)
    assert page.count("Not recorded yet:") == 8
    assert "<summary>2 more</summary>" in page


def test_a_full_day_asks_no_more_than_an_empty_one(cast: Cast) -> None:
    browser, url = cast.staff("amara"), address("today", cast.harbour)
    make.session(cast.m17)
    make.appointment(cast.m17, day=cast.harbour.today() - DAY, status="no_show")
    with_one = queries(browser, url)
    for number in range(30):
        other = make.client(cast.harbour, f"B-{number}", home="not_safe")
        make.team(other, cast.amara)
        make.session(other)
        make.appointment(other, day=cast.harbour.today() - DAY, status="no_show")
        RiskQuestion.objects.create(clinic=cast.harbour, client=other, outcome="plan")
        met = make.appointment(cast.group_b, day=cast.harbour.today() - DAY, status="held")
        Attendance.objects.create(
            clinic=cast.harbour, appointment=met, client=other, state="absent"
        )
        make.log(make.assignment(other, resting_since=cast.harbour.today()), unpleasant=True)
    assert queries(browser, url) == with_one
    assert with_one <= 12
