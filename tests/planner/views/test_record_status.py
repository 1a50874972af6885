"""What became of a session: only what can be said of its day, and nothing typed is lost by it."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client as HttpClient
from django.urls import reverse

from clients.models import Appointment
from planner.models import Session
from tests import factories as make
from tests.cast import Cast
from tests.planner.views.reading import at, text_of

FELL_OUT = ["cancelled", "late", "by_us", "no_show"]


@pytest.fixture
def plan(cast: Cast) -> Session:
    """Exposure 35 and grounding 10 for M-17, yesterday, not yet recorded."""
    return planned(cast, -1)


def planned(cast: Cast, days: int, **fields: Any) -> Session:
    """The same, so many days from today."""
    day = cast.harbour.today() + dt.timedelta(days=days)
    meeting = make.appointment(cast.m17, day=day, minutes=50, **fields)
    session = make.session(cast.m17, appointment=meeting)
    make.block(session, "exposure", 35)
    make.block(session, "grounding", 10)
    return session


def as_shown(browser: HttpClient, session: Session) -> dict[str, Any]:
    """Everything that the page would send as it stands."""
    context = browser.get(at("session_after", session)).context
    values = {field.html_name: field.value() for form in context["forms"].all for field in form}
    return {name: value for name, value in values.items() if value not in (None, False)}


def status_of(session: Session) -> str:
    return Appointment.objects.get(session=session).status


# --- a day that is still to come ------------------------------------------------------------------


@pytest.mark.parametrize("status", ["held", "stopped"])
def test_what_is_still_to_come_was_not_held(cast: Cast, amara: HttpClient, status: str) -> None:
    session = planned(cast, 1)
    sent = as_shown(amara, session) | {"status": status, "summary": "typed already"}
    answer = amara.post(at("session_after", session), sent)
    assert answer.status_code == 422
    assert list(answer.context["held"].errors) == ["status"]
    assert answer.context["held"]["summary"].value() == "typed already"
    session.refresh_from_db()
    assert (status_of(session), session.recorded_at) == ("planned", None)


@pytest.mark.parametrize("status", FELL_OUT)
def test_it_can_fall_out_before(cast: Cast, amara: HttpClient, status: str) -> None:
    session = planned(cast, 1)
    sent = as_shown(amara, session) | {"status": status}
    assert amara.post(at("session_after", session), sent).status_code == 303
    assert status_of(session) == status


@pytest.mark.parametrize(("days", "chosen"), [(-1, "held"), (0, "held"), (1, None)])
def test_held_is_chosen_beforehand_only_once_the_day_has_come(
    cast: Cast, amara: HttpClient, days: int, chosen: str | None
) -> None:
    page = amara.get(at("session_after", planned(cast, days)))
    assert page.context["held"]["status"].value() == chosen


@pytest.mark.parametrize(
    ("zone", "code"), [("Pacific/Auckland", 303), ("America/Los_Angeles", 422)]
)
def test_the_clock_of_the_appointment_says_what_day_it_is(cast: Cast, zone: str, code: int) -> None:
    today = cast.harbour.today()
    days = 1 if zone.startswith("Pacific") else 0
    hour = 20 if days else 1  # in London; in Auckland it is tomorrow, in Los Angeles yesterday
    moment = dt.datetime.combine(today, dt.time(hour), tzinfo=cast.harbour.zone)
    session = planned(cast, days, timezone=zone)
    with time_machine.travel(moment):
        amara = cast.staff("amara")  # signed in at that hour
        sent = as_shown(amara, session) | {"status": "held"}
        assert amara.post(at("session_after", session), sent).status_code == code


def test_a_record_that_is_there_can_be_corrected(cast: Cast, amara: HttpClient) -> None:
    session = planned(cast, 1, status="held")
    sent = as_shown(amara, session) | {"status": "stopped", "stopped_minute": 20}
    assert amara.post(at("session_after", session), sent).status_code == 303
    assert status_of(session) == "stopped"


@pytest.mark.parametrize(("status", "code"), [("held", 422), ("stopped", 422), ("by_us", 302)])
def test_its_own_page_says_the_same(cast: Cast, amara: HttpClient, status: str, code: int) -> None:
    meeting = planned(cast, 1).appointment
    page = reverse("clients:appointment_page", args=[meeting.clinic.uid, meeting.uid])
    answer = amara.post(page, {"what": "status", "status": status})
    assert (answer.status_code == 422) == (code == 422)
    meeting.refresh_from_db()
    assert meeting.status == ("planned" if code == 422 else status)


# --- what was typed and does not go with it ----------------------------------------------------------


def typed(session: Session, what: str) -> dict[str, Any]:
    """One answer about a session that was held, by what the refusal calls it."""
    exposure, grounding = session.blocks.all()
    said: dict[str, dict[str, Any]] = {
        "“Exposure”": {f"e-{exposure.uid}-suds": "40 80 35"},
        "Held minutes": {f"b-{grounding.uid}-minutes": 4},
        "What came up": {"u-new1-effect": "tears"},
        "What was seen": {"stop-seen": "went pale"},
        "Who else was there": {"there-others": "a sister"},
    }
    return said[what]


@pytest.mark.parametrize("status", FELL_OUT)
@pytest.mark.parametrize(
    "what",
    ["“Exposure”", "Held minutes", "What came up", "What was seen", "Who else was there"],
)
def test_what_was_typed_of_a_held_session_is_not_dropped(
    plan: Session, amara: HttpClient, status: str, what: str
) -> None:
    said = typed(plan, what)
    answer = amara.post(
        at("session_after", plan), as_shown(amara, plan) | said | {"status": status}
    )
    assert answer.status_code == 422
    assert list(answer.context["held"].errors) == ["status"]
    assert what in answer.context["held"].errors["status"][0]
    name, value = next(iter(said.items()))
    fields = {one.html_name: one for form in answer.context["forms"].all for one in form}
    assert str(fields[name].value()) == str(value)
    assert status_of(plan) == "planned"
    assert "record-unfit" in answer.content.decode()


def test_names_of_one_kind_are_said_once(plan: Session, amara: HttpClient) -> None:
    said = {f"b-{block.uid}-minutes": 3 for block in plan.blocks.all()}
    sent = as_shown(amara, plan) | said | {"status": "no_show"}
    answer = amara.post(at("session_after", plan), sent)
    assert answer.context["held"].errors["status"][0].count("Held minutes") == 1


@pytest.mark.parametrize("status", FELL_OUT)
def test_what_stood_there_from_the_start_is_no_answer(
    plan: Session, amara: HttpClient, status: str
) -> None:
    sent = as_shown(amara, plan) | {"status": status, "note-text": "rang twice"}
    assert amara.post(at("session_after", plan), sent).status_code == 303
    assert status_of(plan) == status


def test_who_came_is_named_too(cast: Cast) -> None:
    gina = cast.staff("gina")
    day = cast.harbour.today() - dt.timedelta(days=1)
    session = make.session(cast.group_a, appointment=make.appointment(cast.group_a, day=day))
    for attended, code in (("present", 422), ("", 303)):
        sent = as_shown(gina, session) | {f"{cast.m17.uid}-state": attended, "status": "by_us"}
        answer = gina.post(at("session_after", session), sent)
        assert answer.status_code == code
        if code == 422:
            assert "Attendance" in text_of(answer)
