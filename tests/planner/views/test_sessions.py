"""The pages of plans: list, new plan, the plan itself, ready, undo, settling."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client as HttpClient
from django.urls import reverse
from django.utils.timezone import now

from clients.models import Appointment, Client, Journal, RiskQuestion, SafetyReview
from planner.actions.blocks import change_block
from planner.models import ExposureRecord, Protocol, Revision, Session, Settlement
from planner.plan import Phase, PlannedBlock, plan_to_data
from tests import factories as make
from tests.cast import Cast
from tests.planner.views.counting import real_queries

PLAN = (
    (Phase.ARRIVAL, 10),
    (Phase.AWARENESS, 5),
    (Phase.EXPOSURE, 35),
    (Phase.PROCESSING, 15),
    (Phase.GROUNDING, 10),
    (Phase.HOMEWORK, 10),
    (Phase.CLOSING, 5),
)


@pytest.fixture
def amara(cast: Cast) -> HttpClient:
    return cast.staff("amara")


@pytest.fixture
def plan(cast: Cast) -> Session:
    """A trauma-focused plan of 90 minutes for M-17, in four days, in whose past nothing is open."""
    day = cast.harbour.today() + dt.timedelta(days=4)
    session = make.session(cast.m17, appointment=make.appointment(cast.m17, day=day, minutes=90))
    for phase, minutes in PLAN:
        gates = {"compassionate": True} if phase == Phase.GROUNDING else {}
        memory = "staircase" if phase == Phase.EXPOSURE else ""
        make.block(session, phase, minutes, gates_data=gates, memory=memory)
    RiskQuestion.objects.create(clinic=cast.harbour, client=cast.m17, outcome="none", by=cast.amara)
    cast.m17.home = "safe"
    cast.m17.save(update_fields=["home"])
    return session


@pytest.fixture
def protocol(cast: Cast) -> Protocol:
    """A shared protocol of two blocks."""
    blocks = [
        PlannedBlock(uid="a", phase=Phase.ARRIVAL, title="Arrive", minutes=20),
        PlannedBlock(uid="b", phase=Phase.COMPASSION, title="A kind word", minutes=30),
    ]
    return Protocol.objects.create(
        code="short", kind="no_exposure", title="Short", minutes=50, document=plan_to_data(blocks)
    )


def page(name: str, thing: Any) -> str:
    return reverse(f"planner:{name}", args=[thing.clinic.uid, thing.uid])


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def titles(session: Session) -> list[str]:
    return list(session.blocks.order_by("position").values_list("title", flat=True))


def findings(answer: Any) -> list[str]:
    """Titles of the findings in the panel, without "last time"."""
    found = re.findall(r'class="finding-title">([^<]+)<', answer.content.decode())
    return [title for title in found if "November" not in title]


# --- the page ---------------------------------------------------------------------------------


def test_a_plan_shows_its_blocks_on_the_clock(plan: Session, amara: HttpClient) -> None:
    answer = amara.get(page("session_page", plan))
    assert answer.status_code == 200
    times = re.findall(r'class="timeline-time">.*?</span>([0-9:]+)<', answer.content.decode())
    assert times == ["15:00", "15:10", "15:15", "15:50", "16:05", "16:15", "16:25"]
    assert "Planned 90 of 90 min fits" in text_of(answer)
    assert "ends at 16:30" in text_of(answer)
    assert "style=" not in answer.content.decode()


def test_the_tab_shows_the_code_and_never_the_name(plan: Session, amara: HttpClient) -> None:
    html = amara.get(page("session_page", plan)).content.decode()
    title = re.findall(r"<title>(.*?)</title>", html)[0]
    assert "M-17" in title
    assert "Leila" not in title
    assert "Leila Haddad, first session" in text_of(amara.get(page("session_page", plan)))


def test_hidden_names_show_the_code(cast: Cast, plan: Session, amara: HttpClient) -> None:
    cast.amara.hide_names = True
    cast.amara.save(update_fields=["hide_names"])
    answer = amara.get(page("session_page", plan))
    assert "M-17, first session" in text_of(answer)
    assert "Leila" not in answer.content.decode()


def test_only_held_and_earlier_sessions_count(cast: Cast, plan: Session, amara: HttpClient) -> None:
    today = cast.harbour.today()
    for days, status in ((14, "held"), (7, "stopped"), (3, "cancelled"), (-11, "planned")):
        meeting = make.appointment(cast.m17, day=today - dt.timedelta(days=days), status=status)
        make.session(cast.m17, appointment=meeting)
    assert "third session" in text_of(amara.get(page("session_page", plan)))


def test_opening_a_plan_is_noted_once(cast: Cast, plan: Session, amara: HttpClient) -> None:
    for _time in range(2):
        amara.get(page("session_page", plan))
    opened = Journal.objects.filter(act="opened", client_uid=cast.m17.uid)
    assert [line.actor_uid for line in opened] == [cast.amara.uid]


def test_a_supervisor_reads_without_any_button(cast: Cast, plan: Session) -> None:
    answer = cast.staff("sara").get(page("session_page", plan))
    assert answer.status_code == 200
    assert "data-stepper" not in answer.content.decode()
    assert "Mark ready" not in answer.content.decode()


def test_the_last_session_stands_beside_the_plan(
    cast: Cast, plan: Session, amara: HttpClient
) -> None:
    day = cast.harbour.today() - dt.timedelta(days=3)
    held = make.session(
        cast.m17,
        appointment=make.appointment(cast.m17, day=day, status="held"),
        next_note="Slower at the landing",
        recorded_at=now(),
    )
    ExposureRecord.objects.create(
        **{"clinic": cast.harbour, "session": held, "suds_scale": "100", "memory": "staircase"},
        **{"before": 40, "peak": 80, "end": 50, "after_grounding": 35, "oriented": True},
        **{"safe_to_leave": True, "confirmed_by": cast.amara},
    )
    text = text_of(amara.get(page("session_page", plan)))
    assert "Arrived 40, peak 80, after grounding 35 (of 100)." in text
    assert "Safe to leave (Dr. Amara Osei)." in text
    assert "For this time: Slower at the landing" in text


def test_a_group_plan_shows_modules(cast: Cast) -> None:
    session = make.session(cast.group_a, kind="group")
    make.block(session, "awareness", 18, module=1)
    make.block(session, "compassion", 10, module=2)
    answer = cast.staff("gina").get(page("session_page", session))
    assert "Tuesday group, first session" in text_of(answer)
    assert "Module 1: 18 min" in text_of(answer)
    assert "Module 2: 10 min · 15 or more are suggested" in text_of(answer)


@pytest.mark.parametrize("blocks", [1, 30])
def test_the_page_needs_at_most_twelve_queries(
    cast: Cast, plan: Session, amara: HttpClient, blocks: int
) -> None:
    plan.blocks.all().delete()
    for number in range(blocks):
        make.block(plan, "exposure" if number % 3 else "grounding", 3, memory=str(number))
    for days in range(1, blocks):
        meeting = make.appointment(
            cast.m17, day=cast.harbour.today() - dt.timedelta(days=days), status="held"
        )
        held = make.session(cast.m17, appointment=meeting)
        ExposureRecord.objects.create(clinic=cast.harbour, session=held, suds_scale="100")
    amara.get(page("session_page", plan))
    with real_queries() as asked:
        amara.get(page("session_page", plan))
    assert len(asked) <= 12, asked


# --- who may ------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["olga", "ben", "kofi", "gina", "nils", "rita"])
def test_strangers_get_404(cast: Cast, plan: Session, who: str) -> None:
    browser = cast.staff(who)
    assert browser.get(page("session_page", plan)).status_code == 404
    assert browser.post(page("session_ready", plan), {"ready": "on"}).status_code == 404
    plan.refresh_from_db()
    assert plan.ready_at is None


def test_a_supervisor_may_not_change(cast: Cast, plan: Session) -> None:
    browser = cast.staff("sara")
    assert browser.post(page("session_ready", plan), {"ready": "on"}).status_code == 403
    assert browser.post(page("session_undo", plan), {"revision": 1}).status_code == 403
    assert browser.get(page("session_new", cast.m17)).status_code == 403


# --- the list -----------------------------------------------------------------------------------


def test_the_list_tells_coming_drafts_and_past_apart(
    cast: Cast, plan: Session, amara: HttpClient
) -> None:
    make.session(cast.m17, appointment=make.appointment(cast.m17, day=None, time=None))
    make.appointment(cast.m17, day=cast.harbour.today() + dt.timedelta(days=9))
    make.appointment(cast.m17, day=cast.harbour.today() - dt.timedelta(days=9), status="held")
    make.session(cast.m18)
    answer = amara.get(reverse("planner:session_list", args=[cast.harbour.uid]))
    shown = answer.context
    assert [one.session for one in shown["coming"] if hasattr(one, "session")] == [plan]
    assert [len(shown[name]) for name in ("coming", "drafts", "past")] == [2, 1, 1]
    assert "Jonas" not in answer.content.decode()
    assert "M-18" not in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_is_constant_in_queries(cast: Cast, amara: HttpClient, rows: int) -> None:
    for number in range(rows):
        make.session(
            cast.m17,
            appointment=make.appointment(
                cast.m17, day=cast.harbour.today() + dt.timedelta(days=number + 1)
            ),
        )
        for day in (-1, 1):
            make.appointment(cast.m17, day=cast.harbour.today() + day * dt.timedelta(number + 1))
    address = reverse("planner:session_list", args=[cast.harbour.uid])
    amara.get(address)
    with real_queries() as asked:
        amara.get(address)
    assert len(asked) == 7


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999999999999", "2"])
def test_the_list_takes_any_page(cast: Cast, amara: HttpClient, page: str) -> None:
    address = reverse("planner:session_list", args=[cast.harbour.uid])
    assert amara.get(address, {"page": page}).status_code == 200


# --- a new plan ---------------------------------------------------------------------------------


def test_a_plan_from_a_protocol(cast: Cast, amara: HttpClient, protocol: Protocol) -> None:
    sent = {"start": str(protocol.uid), "day": "2030-05-02", "time": "15:00", "setting": "room"}
    answer = amara.post(page("session_new", cast.m17), sent)
    made = Session.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, page("session_page", made))
    assert titles(made) == ["Arrive", "A kind word"]
    meeting = made.appointment
    assert (meeting.client, meeting.minutes, meeting.day) == (cast.m17, 50, dt.date(2030, 5, 2))
    assert (made.kind, made.protocol) == ("no_exposure", protocol)
    acts = Journal.objects.filter(act="created").values_list("object_kind", flat=True)
    assert sorted(acts) == ["clients.Appointment", "planner.Session"]


def test_a_plan_may_stay_without_a_date(cast: Cast, amara: HttpClient) -> None:
    amara.post(page("session_new", cast.m17), {"start": "empty", "setting": "video"})
    made = Session.objects.get()
    assert (made.appointment.day, made.appointment.time, made.minutes) == (None, None, 50)
    assert made.appointment.setting == "video"
    text = text_of(amara.get(page("session_page", made)))
    assert "No date yet" in text
    assert "Nothing planned yet" in text


def test_a_plan_from_the_last_session(cast: Cast, amara: HttpClient) -> None:
    week_ago = cast.harbour.today() - dt.timedelta(days=7)
    meeting = make.appointment(cast.m17, day=week_ago, status="held", minutes=80)
    last = make.session(cast.m17, appointment=meeting)
    make.block(last, "awareness", 5, title="Feet", delivered_minutes=4, notes="eyes open")
    form = amara.get(page("session_new", cast.m17)).context["form"]
    assert form["start"].initial == "last"
    amara.post(page("session_new", cast.m17), {"start": "last", "setting": "room"})
    made = Session.objects.exclude(pk=last.pk).get()
    block = made.blocks.get()
    assert (block.title, block.minutes, block.notes) == ("Feet", 5, "eyes open")
    assert (block.delivered_minutes, made.minutes) == (None, 80)
    assert block.uid != last.blocks.get().uid


def test_a_trauma_client_is_offered_a_trauma_protocol_first(
    cast: Cast, amara: HttpClient, protocol: Protocol
) -> None:
    other = Protocol.objects.create(
        code="t", kind="trauma", title="Trauma", minutes=90, document=protocol.document
    )
    starts = [
        key
        for key, _label in amara.get(page("session_new", cast.m17))
        .context["form"]
        .fields["start"]
        .choices
    ]
    assert starts == [str(other.uid), str(protocol.uid), "empty"]


def test_a_foreign_protocol_is_an_unknown_choice(
    cast: Cast, amara: HttpClient, protocol: Protocol
) -> None:
    protocol.clinic = cast.lakeside
    protocol.save()
    answer = amara.post(
        page("session_new", cast.m17),
        {"start": str(protocol.uid), "setting": "room", "room": "kept"},
    )
    assert answer.status_code == 422
    assert "Unknown choice." in text_of(answer)
    assert 'value="kept"' in answer.content.decode()
    assert not Session.objects.exists()
    assert not Appointment.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": ""},
        {"time": "15:00"},
        {"day": "2030-02-30"},
        {"minutes": "601"},
        {"minutes": "99999999999999999999"},
        {"day": "2030-03-31", "time": "01:30"},
        {"setting": "moon"},
        {"room": "x" * 61},
    ],
)
def test_what_does_not_fit_is_said_and_kept(
    cast: Cast, amara: HttpClient, wrong: dict[str, str]
) -> None:
    answer = amara.post(
        page("session_new", cast.m17), {"start": "empty", "setting": "room", **wrong}
    )
    assert answer.status_code == 422
    assert not Appointment.objects.exists()


def test_a_group_plan_is_for_the_group(cast: Cast) -> None:
    gina = cast.staff("gina")
    gina.post(page("group_session_new", cast.group_a), {"start": "empty", "setting": "room"})
    made = Session.objects.get()
    assert (made.appointment.group, made.appointment.client) == (cast.group_a, None)
    assert (made.kind, made.minutes) == ("group", 90)
    assert gina.get(page("group_session_new", cast.group_b)).status_code == 404


def test_an_appointment_is_planned_in_two_taps(
    cast: Cast, amara: HttpClient, protocol: Protocol
) -> None:
    meeting = make.appointment(cast.m17)
    form = amara.get(page("session_plan", meeting)).context["form"]
    answer = amara.post(page("session_plan", meeting), {"start": form["start"].initial})
    assert answer.headers["Location"] == page("session_page", meeting.session)
    again = amara.post(page("session_plan", meeting), {"start": form["start"].initial})
    assert again.headers["Location"] == page("session_page", meeting.session)
    assert Session.objects.count() == 1


# --- ready and undo -----------------------------------------------------------------------------


def test_ready_is_a_mark_and_can_be_taken_away(
    cast: Cast, plan: Session, amara: HttpClient
) -> None:
    answer = amara.post(page("session_ready", plan), {"ready": "on"})
    assert (answer.status_code, answer.headers["Location"]) == (303, page("session_page", plan))
    plan.refresh_from_db()
    assert (plan.ready_at is not None, plan.ready_by) == (True, cast.amara)
    part = amara.post(page("session_ready", plan), headers={"HX-Request": "true"})
    assert (part.status_code, part.headers["HX-Retarget"]) == (200, "#board")
    assert "<html" not in part.content.decode()
    plan.refresh_from_db()
    assert plan.ready_at is None


def test_undo_goes_back_step_by_step_and_loses_nothing(
    cast: Cast, plan: Session, amara: HttpClient
) -> None:
    block = plan.blocks.all()[0]
    for version, title in enumerate(("One", "Two"), 1):
        block.refresh_from_db()
        change_block(block=block, version=version, changes={"title": title}, by=cast.amara)
    assert amara.post(page("session_undo", plan), {"revision": 2}).status_code == 303
    assert titles(plan)[0] == "One"
    amara.post(page("session_undo", plan), {"revision": 3})
    assert titles(plan)[0] == "Arrival"
    nothing_left = amara.post(page("session_undo", plan), {"revision": 4})
    assert nothing_left.status_code == 422
    assert "There is nothing left to undo." in text_of(nothing_left)
    kept = [one.plan["blocks"][0]["title"] for one in Revision.objects.order_by("number")]
    assert kept == ["Arrival", "One", "Two", "One"]


def test_undo_sent_twice_undoes_once(cast: Cast, plan: Session, amara: HttpClient) -> None:
    block = plan.blocks.all()[0]
    change_block(block=block, version=1, changes={"title": "One"}, by=cast.amara)
    change_block(block=block, version=2, changes={"title": "Two"}, by=cast.amara)
    for _time in range(2):
        assert amara.post(page("session_undo", plan), {"revision": 2}).status_code == 303
    assert titles(plan)[0] == "One"


def test_undo_of_what_somebody_changed_since_is_a_conflict(
    cast: Cast, plan: Session, amara: HttpClient
) -> None:
    block = plan.blocks.all()[0]
    change_block(block=block, version=1, changes={"title": "Mine"}, by=cast.amara)
    change_block(block=block, version=2, changes={"title": "Theirs"}, by=cast.amara)
    answer = amara.post(page("session_undo", plan), {"revision": 1})
    assert answer.status_code == 409
    assert titles(plan)[0] == "Theirs"


@pytest.mark.parametrize("revision", ["", "x", "-1", "99999999999999999999"])
def test_undo_takes_any_number(plan: Session, amara: HttpClient, revision: str) -> None:
    assert amara.post(page("session_undo", plan), {"revision": revision}).status_code == 422


# --- findings -----------------------------------------------------------------------------------


def past_exposure(cast: Cast, client: Client) -> None:
    """Two preparations and an exposure, so that only today's plan speaks."""
    for days, kind in ((21, "preparation"), (14, "preparation"), (7, "trauma")):
        day = cast.harbour.today() - dt.timedelta(days=days)
        meeting = make.appointment(client, day=day, status="held")
        held = make.session(client, appointment=meeting, kind=kind, grounding_helped=True)
        if kind == "trauma":
            ExposureRecord.objects.create(
                clinic=cast.harbour, session=held, suds_scale="100", memory="staircase"
            )


def short_grounding(plan: Session) -> None:
    plan.blocks.filter(phase="grounding").update(minutes=9)


def stop_of(answer: Any) -> dict[str, str]:
    standing = answer.context["board"].shown.first[0]
    return {"code": standing.finding.code, "facts_hash": standing.finding.facts_hash}


def test_a_sound_plan_has_no_finding(cast: Cast, plan: Session, amara: HttpClient) -> None:
    past_exposure(cast, cast.m17)
    answer = amara.get(page("session_page", plan))
    assert findings(answer) == ["Order and grounding time hold"]


def test_a_finding_appears_beside_what_it_concerns(
    cast: Cast, plan: Session, amara: HttpClient
) -> None:
    past_exposure(cast, cast.m17)
    short_grounding(plan)
    answer = amara.get(page("session_page", plan))
    assert findings(answer) == ["Grounding is too short"]
    rows = answer.context["board"].rows
    beside = {row.plan.title: [one.finding.code for one in row.findings] for row in rows}
    assert {title: codes for title, codes in beside.items() if codes} == {"Exposure": ["R3"]}


def test_at_most_three_stand_open_at_once(cast: Cast, plan: Session, amara: HttpClient) -> None:
    RiskQuestion.objects.all().delete()
    cast.m17.home = ""
    cast.m17.save(update_fields=["home"])
    short_grounding(plan)
    shown = amara.get(page("session_page", plan)).context["board"].shown
    assert len(shown.first) == 3
    assert shown.first[0].finding.code == "R3"
    assert {one.finding.code for one in shown.more} >= {"R11"}


def test_a_reason_settles_until_the_facts_change(
    cast: Cast, plan: Session, amara: HttpClient
) -> None:
    past_exposure(cast, cast.m17)
    short_grounding(plan)
    stop = stop_of(amara.get(page("session_page", plan)))
    sent = stop | {"preset": "talked", "reason": "ten minutes at home"}
    assert amara.post(page("finding_settle", plan), sent).status_code == 303
    kept = Settlement.objects.get()
    words = "Talked over with the client, who agrees. ten minutes at home"
    assert (kept.client, kept.code, kept.reason, kept.by) == (cast.m17, "R3", words, cast.amara)
    after = amara.get(page("session_page", plan))
    assert findings(after) == ["Order and grounding time hold"]
    assert words in text_of(after)
    plan.blocks.filter(phase="grounding").update(minutes=8)
    assert findings(amara.get(page("session_page", plan))) == ["Grounding is too short"]


def test_settling_by_htmx_brings_the_board_back(
    cast: Cast, plan: Session, amara: HttpClient
) -> None:
    past_exposure(cast, cast.m17)
    short_grounding(plan)
    stop = stop_of(amara.get(page("session_page", plan)))
    htmx = {"HX-Request": "true"}
    without = amara.post(page("finding_settle", plan), stop | {"reason": "  "}, headers=htmx)
    assert (without.status_code, without.headers["HX-Retarget"]) == (422, "#board")
    assert "Please give a reason" in text_of(without)
    settled = amara.post(page("finding_settle", plan), stop | {"reason": "because"}, headers=htmx)
    assert settled.status_code == 200
    assert findings(settled) == ["Order and grounding time hold"]


def test_a_stop_needs_the_lead(cast: Cast, plan: Session, amara: HttpClient) -> None:
    make.team(cast.m17, cast.ben, "co_therapist")
    past_exposure(cast, cast.m17)
    short_grounding(plan)
    stop = stop_of(amara.get(page("session_page", plan))) | {"reason": "because"}
    answer = cast.staff("ben").post(page("finding_settle", plan), stop)
    assert answer.status_code == 422
    assert "This needs the reason of the lead clinician." in text_of(answer)
    assert 'value="because"' in answer.content.decode()
    assert not Settlement.objects.exists()


def test_a_review_yields_to_no_reason(cast: Cast, plan: Session, amara: HttpClient) -> None:
    past_exposure(cast, cast.m17)
    RiskQuestion.objects.create(clinic=cast.harbour, client=cast.m17, outcome="active")
    opened = amara.get(page("session_page", plan))
    assert findings(opened)[0] == "Open risk, not reviewed yet"
    stop = stop_of(opened)
    assert stop["code"] == "R9"
    answer = amara.post(page("finding_settle", plan), stop | {"reason": "it is fine"})
    assert answer.status_code == 422
    assert not Settlement.objects.exists()
    SafetyReview.objects.create(clinic=cast.harbour, client=cast.m17, subject="risk", note="seen")
    assert "Open risk, not reviewed yet" not in findings(amara.get(page("session_page", plan)))


def test_home_not_safe_needs_a_review(cast: Cast, plan: Session, amara: HttpClient) -> None:
    past_exposure(cast, cast.m17)
    cast.m17.home = "not_safe"
    cast.m17.save(update_fields=["home"])
    opened = amara.get(page("session_page", plan))
    assert "Home is not safe: review before exposure" in findings(opened)
    address = reverse("clients:safety_review", args=[cast.harbour.uid, cast.m17.uid])
    assert f'href="{address}?subject=home"' in opened.content.decode()
    SafetyReview.objects.create(clinic=cast.harbour, client=cast.m17, subject="home", note="seen")
    assert findings(amara.get(page("session_page", plan))) == ["Order and grounding time hold"]


def test_missing_data_cannot_be_judged(cast: Cast, plan: Session, amara: HttpClient) -> None:
    past_exposure(cast, cast.m17)
    RiskQuestion.objects.all().delete()
    cast.m17.safety_plan_on = cast.harbour.today()
    cast.m17.save(update_fields=["safety_plan_on"])
    answer = amara.get(page("session_page", plan))
    assert findings(answer) == ["Risk question is due"]
    assert "Cannot judge: not asked yet." in text_of(answer)


def test_changed_facts_are_looked_at_again(cast: Cast, plan: Session, amara: HttpClient) -> None:
    past_exposure(cast, cast.m17)
    short_grounding(plan)
    stop = stop_of(amara.get(page("session_page", plan)))
    plan.blocks.filter(phase="grounding").update(minutes=8)
    answer = amara.post(page("finding_settle", plan), stop | {"reason": "because"})
    assert answer.status_code == 422
    assert not Settlement.objects.exists()


def test_a_group_settles_for_the_group(cast: Cast) -> None:
    session = make.session(cast.group_a, kind="group")
    make.block(session, "compassion", 50, module=2)
    gina = cast.staff("gina")
    stop = stop_of(gina.get(page("session_page", session)))
    gina.post(page("finding_settle", session), stop | {"reason": "because"})
    kept = Settlement.objects.get()
    assert (kept.group, kept.client, kept.code) == (cast.group_a, None, stop["code"])


def test_nobody_learns_of_a_participants_home_from_a_couples_plan(cast: Cast) -> None:
    cast.group_a.kind = "couple"
    cast.group_a.save(update_fields=["kind"])
    cast.m17.home = "not_safe"
    cast.m17.save(update_fields=["home"])
    session = make.session(cast.group_a, kind="group")
    text = text_of(cast.staff("gina").get(page("session_page", session)))
    assert "Joint session: is home safe?" in text
    assert "home is not safe" not in text.lower()
