"""After a session: the record, its findings, the text, and a client's sessions."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client as HttpClient
from django.urls import reverse

from clients.models import Journal, RiskQuestion
from planner.models import ExposureRecord, Session, UnwantedEffect
from tests import factories as make
from tests.cast import Cast
from tests.planner.views.counting import real_queries


@pytest.fixture
def held(cast: Cast) -> Session:
    """Awareness 5, exposure 35, grounding 10 for M-17, yesterday, not yet recorded."""
    day = cast.harbour.today() - dt.timedelta(days=1)
    session = make.session(cast.m17, appointment=make.appointment(cast.m17, day=day, minutes=50))
    make.block(session, "awareness", 5, notes="process note")
    make.block(session, "exposure", 35, memory="staircase")
    make.block(session, "grounding", 10)
    return session


def at(name: str, thing: Any) -> str:
    return reverse(f"planner:{name}", args=[thing.clinic.uid, thing.uid])


def key(session: Session) -> str:
    """The prefix of the exposure's form."""
    return f"e-{session.blocks.get(phase='exposure').uid}"


def minutes(session: Session, **held: Any) -> dict[str, Any]:
    """The minutes of all blocks as sent, by phase where they differ."""
    return {
        f"b-{block.uid}-minutes": held.get(block.phase, block.minutes)
        for block in session.blocks.all()
    }


def answers(session: Session, **changes: Any) -> dict[str, Any]:
    """A complete record as sent."""
    sent: dict[str, Any] = {"suds": "40 45 70 80 50 35"}
    sent |= {"ended": "as_planned", "oriented": "yes", "dissociation": "1", "way_home": "yes"}
    sent |= {"safe_to_leave": "yes", "memory": "staircase", "minutes": 35} | changes
    return {f"{key(session)}-{name}": value for name, value in sent.items()}


def as_shown(browser: HttpClient, session: Session) -> dict[str, Any]:
    """Everything that the page would send as it stands."""
    context = browser.get(at("session_after", session)).context
    values = {field.html_name: field.value() for form in context["forms"].all for field in form}
    return {n: "" if value is None else value for n, value in values.items() if value is not False}


def as_planned(browser: HttpClient, session: Session) -> Any:
    """The one tap: the page as it stands, sent by its button."""
    sent = as_shown(browser, session) | {"as_planned": "1", "recorded": ""}
    return browser.post(at("session_after", session), sent)


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def codes(answer: Any) -> list[str]:
    return [one.code for one in answer.context["findings"]]


# --- the record ---------------------------------------------------------------------------------


def test_as_planned_in_one_tap(cast: Cast, held: Session, amara: HttpClient) -> None:
    answer = as_planned(amara, held)
    assert (answer.status_code, answer.headers["Location"]) == (303, at("session_after", held))
    held.refresh_from_db()
    assert held.appointment.status == "held"
    assert (held.recorded_by, held.recorded_at is not None) == (cast.amara, True)
    assert [one.delivered_minutes for one in held.blocks.all()] == [5, 35, 10]
    record = held.exposures.get()
    assert (record.memory, record.minutes, record.suds_scale) == ("staircase", 35, "100")
    assert (record.oriented, record.safe_to_leave, record.confirmed_by) == (None, None, None)
    shown = amara.get(at("session_after", held))
    assert codes(shown)[0] == "R7"
    assert "Keep grounding, do not close yet" in text_of(shown)


def test_a_complete_record_leaves_nothing_open(
    cast: Cast, held: Session, amara: HttpClient
) -> None:
    sent = answers(held, confirmed_by=str(cast.amara.uid)) | minutes(held)
    sent |= {"status": "held", "summary": "Staircase twice", "next_note": "Slower"}
    sent |= {"grounding_helped": "yes"}
    assert amara.post(at("session_after", held), sent).status_code == 303
    record = held.exposures.get()
    assert (record.before, record.peak, record.end, record.after_grounding) == (40, 80, 50, 35)
    assert record.series == [40, 45, 70, 80, 50]
    assert (record.oriented, record.way_home, record.safe_to_leave) == (True, True, True)
    assert (record.dissociation, record.confirmed_by) == (1, cast.amara)
    held.refresh_from_db()
    assert (held.summary, held.next_note, held.grounding_helped) == (
        "Staircase twice",
        "Slower",
        True,
    )
    assert codes(amara.get(at("session_after", held))) == []


def test_recording_again_replaces_and_adds_nothing(
    cast: Cast, held: Session, amara: HttpClient
) -> None:
    for after in (70, 35):
        sent = answers(held, suds=f"40 80 50 {after}") | minutes(held) | {"status": "held"}
        amara.post(at("session_after", held), sent)
    assert held.exposures.get().after_grounding == 35
    form = amara.get(at("session_after", held)).context["exposures"][0]
    assert (form["suds"].value(), form["peak"].value()) == ("40 80 50 35", None)
    assert form["oriented"].value() == "yes"


def test_not_safe_is_kept_and_never_refused(cast: Cast, held: Session, amara: HttpClient) -> None:
    sent = answers(held, safe_to_leave="no", dissociation="6", oriented="no", suds="40 80 90 90")
    sent |= minutes(held) | {"status": "held"}
    assert amara.post(at("session_after", held), sent).status_code == 303
    record = held.exposures.get()
    assert (record.safe_to_leave, record.oriented, record.dissociation) == (False, False, 6)
    assert codes(amara.get(at("session_after", held))) == ["R7", "R7", "R7", "R7a"]


def test_stopped_early_with_a_block_left_out(cast: Cast, held: Session, amara: HttpClient) -> None:
    grounding = held.blocks.get(phase="grounding")
    sent = answers(held, ended="dissociation") | minutes(held, exposure=12)
    sent |= {"status": "stopped", "stopped_minute": "17"}
    sent |= {f"b-{grounding.uid}-minutes": "0", f"b-{grounding.uid}-why": "fire alarm"}
    amara.post(at("session_after", held), sent)
    held.appointment.refresh_from_db()
    assert (held.appointment.status, held.appointment.stopped_minute) == ("stopped", 17)
    grounding.refresh_from_db()
    assert (grounding.delivered_minutes, grounding.left_out_why) == (0, "fire alarm")
    assert held.exposures.get().ended == "dissociation"


@pytest.mark.parametrize("status", ["cancelled", "late", "by_us", "no_show"])
def test_what_did_not_take_place_keeps_no_minutes(
    held: Session, amara: HttpClient, status: str
) -> None:
    sent = as_shown(amara, held) | minutes(held) | {"status": status}
    assert amara.post(at("session_after", held), sent).status_code == 303
    held.appointment.refresh_from_db()
    assert held.appointment.status == status
    assert [one.delivered_minutes for one in held.blocks.all()] == [None, None, None]
    assert not held.exposures.exists()


def test_risk_asked_in_arrival_is_one_record(cast: Cast, held: Session, amara: HttpClient) -> None:
    sent = answers(held) | minutes(held) | {"status": "held"}
    sent |= {"risk_outcome": "passive", "risk_action": "Plan gone through"}
    amara.post(at("session_after", held), sent)
    asked = RiskQuestion.objects.get()
    assert (asked.client, asked.outcome, asked.action) == (
        cast.m17,
        "passive",
        "Plan gone through",
    )
    assert asked.asked_at == held.appointment.starts_at
    assert asked.by == cast.amara
    form = amara.get(at("session_after", held)).context["held"]
    assert form["risk_outcome"].value() in ("", None)


def test_an_exposure_outside_the_plan(cast: Cast, amara: HttpClient) -> None:
    session = make.session(cast.m17, kind="no_exposure")
    make.block(session, "compassion", 50)
    sent = minutes(session) | {"status": "held"}
    amara.post(at("session_after", session), sent | {"e-unplanned-ended": "as_planned"})
    assert not session.exposures.exists()
    amara.post(at("session_after", session), sent | {"e-unplanned-peak": "60"})
    record = session.exposures.get()
    assert (record.work, record.peak, record.ended) == (None, 60, "as_planned")


def test_an_activating_practice_is_asked_after_too(cast: Cast, amara: HttpClient) -> None:
    session = make.session(cast.m17, kind="no_exposure")
    make.block(session, "compassion", 20, title="Younger self", gates_data={"activating": True})
    form = amara.get(at("session_after", session)).context["exposures"][0]
    assert (form.title, "peak" in form.fields, "oriented" in form.fields) == (
        "Younger self",
        False,
        True,
    )
    as_planned(amara, session)
    assert session.exposures.get().is_exposure is False


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"suds": "30 45 101 40"}, "suds"),
        ({"suds": "30 x 40"}, "suds"),
        ({"suds": "30 40"}, "suds"),
        ({"suds": " ".join(["1"] * 62)}, "suds"),
        ({"peak": "-1"}, "peak"),
        ({"peak": "79"}, "peak"),
        ({"peak": "9" * 30}, "peak"),
        ({"dissociation": "11"}, "dissociation"),
        ({"oriented": "perhaps"}, "oriented"),
        ({"ended": "nap"}, "ended"),
        ({"confirmed_by": "00000000-0000-4000-8000-000000000000"}, "confirmed_by"),
        ({"if_not_safe": "x" * 301}, "if_not_safe"),
        ({"memory": "x" * 61}, "memory"),
    ],
)
def test_what_does_not_fit_is_said_and_kept(
    held: Session, amara: HttpClient, wrong: dict[str, str], field: str
) -> None:
    sent = answers(held, **wrong) | minutes(held) | {"status": "held", "next_note": "kept words"}
    answer = amara.post(at("session_after", held), sent)
    assert answer.status_code == 422
    assert list(answer.context["exposures"][0].errors) == [field]
    assert "kept words" in answer.content.decode()
    assert not held.exposures.exists()


def test_ratings_end_where_the_clients_scale_ends(
    cast: Cast, held: Session, amara: HttpClient
) -> None:
    cast.m17.suds_scale = "10"
    cast.m17.save(update_fields=["suds_scale"])
    rest = minutes(held) | {"status": "held"}
    too_high = amara.post(at("session_after", held), answers(held, suds="4 8 11 5 3") | rest)
    said = too_high.context["exposures"][0].errors
    assert said == {"suds": ["“11”, number 3 of the row, is outside this client's 0 to 10."]}
    assert "4 8 11 5 3" in too_high.content.decode()
    amara.post(at("session_after", held), answers(held, suds="4 8 5 3", peak=10) | rest)
    record = held.exposures.get()
    assert (record.suds_scale, record.peak, record.series) == ("10", 10, [4, 8, 5])
    form = amara.get(at("session_after", held)).context["exposures"][0]
    assert (form["suds"].value(), form["peak"].value()) == ("4 8 5 3", 10)


def test_a_member_off_the_team_cannot_confirm(cast: Cast, held: Session, amara: HttpClient) -> None:
    sent = answers(held, confirmed_by=str(cast.ben.uid)) | minutes(held) | {"status": "held"}
    answer = amara.post(at("session_after", held), sent)
    assert list(answer.context["exposures"][0].errors) == ["confirmed_by"]


def test_the_rules_speak_before_saving(held: Session, amara: HttpClient) -> None:
    work = held.blocks.get(phase="exposure").uid
    sent = answers(held, suds="40 80 75 75") | minutes(held) | {"status": "held"}
    answer = amara.post(
        at("session_after", held), sent | {"check": str(work)}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 200
    assert "Distress after grounding is high" in text_of(answer)
    assert "<html" not in answer.content.decode()
    assert not held.exposures.exists()
    held.appointment.refresh_from_db()
    assert held.appointment.status == "planned"


def test_a_group_is_recorded_without_anybodys_questions(cast: Cast) -> None:
    session = make.session(cast.group_a, kind="group")
    make.block(session, "compassion", 90)
    gina = cast.staff("gina")
    shown = gina.get(at("session_after", session))
    assert shown.context["exposures"] == []
    assert "risk_outcome" not in shown.context["held"].fields
    gina.post(at("session_after", session), minutes(session) | {"status": "held"})
    session.appointment.refresh_from_db()
    assert session.appointment.status == "held"


def test_what_was_held_stands_beside_the_next_plan(
    cast: Cast, held: Session, amara: HttpClient
) -> None:
    sent = answers(held, ended="dissociation") | minutes(held)
    amara.post(at("session_after", held), sent | {"status": "held", "next_note": "Slower"})
    later = make.appointment(cast.m17, day=cast.harbour.today() + dt.timedelta(days=6))
    plan = make.session(cast.m17, appointment=later)
    text = text_of(amara.get(at("session_page", plan)))
    assert "Last exposure ended hard" in text
    assert "For this time: Slower" in text


@pytest.mark.parametrize(("who", "status"), [("ben", 404), ("nils", 404), ("sara", 403)])
def test_who_may_not_record(cast: Cast, held: Session, who: str, status: int) -> None:
    answer = cast.staff(who).post(at("session_after", held), {"as_planned": "1"})
    assert answer.status_code == status
    held.appointment.refresh_from_db()
    assert held.appointment.status == "planned"


# --- as text ------------------------------------------------------------------------------------


def test_the_text_has_no_name_and_no_process_note(
    cast: Cast, held: Session, amara: HttpClient
) -> None:
    sent = answers(held, confirmed_by=str(cast.amara.uid)) | minutes(held)
    sent |= {"status": "held", "summary": "Staircase twice", "next_note": "Slower"}
    amara.post(at("session_after", held), sent | {"risk_outcome": "none"})
    text = amara.get(at("session_text", held)).context["text"]
    assert text.startswith("M-17: Trauma-focused\n")
    assert "SUDS (0 to 100): before 40, peak 80, end 50, after grounding 35" in text
    assert "Safe to leave: yes, Dr. Amara Osei" in text
    assert "Risk asked: No thoughts of that kind" in text
    assert "Staircase twice\nNext time: Slower" in text
    assert "process note" not in text
    assert "Leila" not in text
    assert Journal.objects.filter(act="exported", object_uid=held.uid).count() == 1


def test_a_supervisor_copies_nothing(cast: Cast, held: Session) -> None:
    assert cast.staff("sara").get(at("session_text", held)).status_code == 403
    assert cast.staff("ben").get(at("session_text", held)).status_code == 404


# --- the slot in the client's page --------------------------------------------------------------


def test_the_slot_begins_with_how_it_ended(cast: Cast, held: Session, amara: HttpClient) -> None:
    sent = answers(held, confirmed_by=str(cast.amara.uid)) | minutes(held)
    amara.post(at("session_after", held), sent | {"status": "held", "next_note": "Slower"})
    make.appointment(cast.m17, day=cast.harbour.today() + dt.timedelta(days=3))
    part = amara.get(at("client_sessions", cast.m17), headers={"HX-Request": "true"})
    text = text_of(part)
    assert "<html" not in part.content.decode()
    assert text.index("Arrived 40, peak 80") < text.index("Slower") < text.index("Plan ")
    whole = amara.get(at("client_sessions", cast.m17))
    assert "<html" in whole.content.decode()


def test_the_slot_of_somebody_without_sessions(cast: Cast, amara: HttpClient) -> None:
    text = text_of(amara.get(at("client_sessions", cast.m17)))
    assert "No session is planned." in text
    assert "Plan a session" in text


def test_the_slot_of_another_client(cast: Cast) -> None:
    for who in ("ben", "gina", "olga", "nils"):
        assert cast.staff(who).get(at("client_sessions", cast.m17)).status_code == 404
    read = cast.staff("sara").get(at("client_sessions", cast.m17))
    assert (read.status_code, "Plan a session" in text_of(read)) == (200, False)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_slot_is_constant_in_queries(cast: Cast, amara: HttpClient, rows: int) -> None:
    today = cast.harbour.today()
    for number in range(1, rows + 1):
        past = make.appointment(cast.m17, day=today - dt.timedelta(days=number), status="held")
        session = make.session(cast.m17, appointment=past)
        ExposureRecord.objects.create(
            clinic=cast.harbour, session=session, suds_scale="100", confirmed_by=cast.amara
        )
        UnwantedEffect.objects.create(
            clinic=cast.harbour, session=session, client=cast.m17, effect="x"
        )
        make.appointment(cast.m17, day=today + dt.timedelta(days=number))
        met = make.session(make.group(cast.harbour, f"Group {number}"), kind="group").appointment
        met.attendances.create(clinic=cast.harbour, client=cast.m17, state="present")
    amara.get(at("client_sessions", cast.m17))
    address = at("client_sessions", cast.m17)
    with real_queries() as asked:
        amara.get(address)
    assert len(asked) == 13, asked


def test_before_its_day_nothing_is_recorded_in_one_tap(
    cast: Cast, held: Session, amara: HttpClient
) -> None:
    url = at("session_after", held)
    for days, ahead in ((0, False), (1, True)):
        held.appointment.day = cast.harbour.today() + dt.timedelta(days=days)
        held.appointment.save()
        page = amara.get(url).content.decode()
        assert ("This session has not come yet" in page) == ahead
        assert ('name="as_planned"' in page) == (not ahead)
    sent = as_shown(amara, held) | {"status": "late"}
    assert amara.post(url, sent).status_code == 303
    held.appointment.refresh_from_db()
    assert held.appointment.status == "late"
