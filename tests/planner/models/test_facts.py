"""The facts about a session: what is recorded, what never happened, what is not known."""

import datetime as dt
from typing import Any

import pytest
from django.utils.timezone import now

from clients.models import RiskQuestion, SafetyReview
from planner import safety
from planner.models import ExposureRecord, ItemVersion, Practice, Session
from planner.models.facts import at_desk, facts_for, last_of, session_before, start_of
from tests import factories as make
from tests.cast import Cast
from tests.planner.views.counting import real_queries

DOCUMENT = {"gates": {"led_by": "therapist_first", "activating": False, "leave_out_when": []}}


def ago(cast: Cast, days: int) -> dt.date:
    found: dt.date = cast.harbour.today() - dt.timedelta(days=days)
    return found


def held(cast: Cast, days: int, **fields: Any) -> Session:
    """A session of M-17 that took place so many days ago."""
    meeting = make.appointment(cast.m17, day=ago(cast, days), status="held")
    return make.session(cast.m17, appointment=meeting, **fields)


def facts(session: Session) -> safety.Facts:
    return facts_for(at_desk(session.pk))


def test_of_a_new_client_nothing_is_presumed(cast: Cast) -> None:
    known = facts(make.session(cast.m17))
    assert (known.risk_asked, known.risk_outcome, known.past_risk) == (safety.NEVER, None, None)
    assert (known.risk_open, known.safety_plan) == (safety.NEVER, safety.NEVER)
    assert known.home is safety.HomeSafety.NOT_ASKED
    assert (known.exposed_before, known.last_exposure) == (False, safety.NEVER)
    assert (known.grounding_helpful, known.preparation_sessions) == (None, 0)
    assert known.leave_days is None


def test_a_positive_answer_stays_open_until_a_review(cast: Cast) -> None:
    session = make.session(cast.m17)
    noon = now() - dt.timedelta(days=2)
    for hours, outcome in ((0, "plan"), (1, "none")):
        RiskQuestion.objects.create(
            clinic=cast.harbour,
            client=cast.m17,
            outcome=outcome,
            asked_at=noon + dt.timedelta(hours=hours),
        )
    known = facts(session)
    assert (known.risk_open, known.risk_reviewed, known.past_risk) == (noon, safety.NEVER, True)
    assert known.risk_outcome is safety.RiskOutcome.NONE
    review = SafetyReview.objects.create(
        clinic=cast.harbour, client=cast.m17, subject="risk", note="seen"
    )
    known = facts(session)
    assert (known.risk_reviewed, known.home_reviewed) == (review.reviewed_at, safety.NEVER)


def test_preparation_and_grounding_are_counted_from_held_sessions(cast: Cast) -> None:
    held(cast, 9, kind="preparation", grounding_helped=True)
    held(cast, 5, kind="preparation", grounding_helped=False)
    cancelled = make.appointment(cast.m17, day=ago(cast, 3), status="cancelled")
    make.session(cast.m17, appointment=cancelled, kind="preparation")
    known = facts(make.session(cast.m17))
    assert (known.preparation_sessions, known.grounding_helpful) == (2, True)


def test_the_last_recorded_exposure(cast: Cast) -> None:
    for days, memory, ended in ((14, "door", "as_planned"), (7, "stairs", "dissociation")):
        ExposureRecord.objects.create(
            clinic=cast.harbour,
            session=held(cast, days),
            suds_scale="100",
            memory=memory,
            ended=ended,
        )
    known = facts(make.session(cast.m17))
    assert (known.exposed_before, known.last_exposure) == (True, ago(cast, 7))
    assert known.last_exposure_end is safety.ExposureEnd.DISSOCIATION
    assert known.memories == frozenset({"door", "stairs"})


def test_not_safe_to_leave_outweighs_how_it_ended(cast: Cast) -> None:
    ExposureRecord.objects.create(
        clinic=cast.harbour, session=held(cast, 7), suds_scale="100", safe_to_leave=False
    )
    known = facts(make.session(cast.m17))
    assert known.last_exposure_end is safety.ExposureEnd.NOT_SAFE


@pytest.mark.parametrize(
    ("ended", "safe", "end"),
    [
        ("as_planned", None, "stopped"),
        ("time", True, "stopped"),
        ("", None, "stopped"),
        ("stop_signal", None, "stop_signal"),
        ("dissociation", None, "dissociation"),
        ("dissociation", False, "not_safe"),
    ],
)
def test_a_session_that_stopped_early_is_asked_about_next_time(
    cast: Cast, ended: str, safe: bool | None, end: str
) -> None:
    session = held(cast, 7)
    session.appointment.status = "stopped"
    session.appointment.save()
    facts_of = {"suds_scale": "100", "ended": ended, "safe_to_leave": safe}
    ExposureRecord.objects.create(clinic=cast.harbour, session=session, **facts_of)
    known = facts(make.session(cast.m17))
    assert known.last_exposure_end == end
    assert [one.code for one in safety.judge((), known) if one.code == "R22"] == ["R22"]


def test_of_two_exposures_in_a_session_the_second_is_the_last(cast: Cast) -> None:
    session = held(cast, 7)
    for ended in ("as_planned", "stop_signal"):
        ExposureRecord.objects.create(
            clinic=cast.harbour, session=session, suds_scale="100", ended=ended
        )
    assert facts(make.session(cast.m17)).last_exposure_end == "stop_signal"


def test_what_was_asked_by_video_counts_for_its_day(cast: Cast) -> None:
    day = cast.harbour.today()
    meeting = make.appointment(cast.m17, setting="video")
    session = make.session(cast.m17, appointment=meeting)
    session.video_asked = {"day": day.isoformat(), "asked": ["phone", "where"]}
    session.save()
    answers = facts(session).video
    assert (answers.where, answers.phone, answers.others_at_home) == (True, True, None)
    meeting.day = day + dt.timedelta(days=1)
    meeting.save()
    assert facts(session).video == safety.VideoAnswers()


def test_an_exposure_held_without_a_record_is_not_forgotten(cast: Cast) -> None:
    recorded = held(cast, 9)
    ExposureRecord.objects.create(clinic=cast.harbour, session=recorded, suds_scale="100")
    make.block(held(cast, 4), "exposure", 35)
    known = facts(make.session(cast.m17))
    assert (known.last_exposure, known.last_exposure_end) == (ago(cast, 4), None)


def test_an_exposure_that_was_left_out_did_not_happen(cast: Cast) -> None:
    make.block(held(cast, 4), "exposure", 35, delivered_minutes=0)
    known = facts(make.session(cast.m17))
    assert (known.exposed_before, known.last_exposure) == (False, safety.NEVER)


def test_another_clients_past_is_not_read(cast: Cast) -> None:
    meeting = make.appointment(cast.m18, day=ago(cast, 7), status="held")
    other = make.session(cast.m18, appointment=meeting, kind="preparation", grounding_helped=True)
    make.block(other, "exposure", 35)
    ExposureRecord.objects.create(
        clinic=cast.harbour, session=other, suds_scale="100", memory="not hers"
    )
    RiskQuestion.objects.create(clinic=cast.harbour, client=cast.m18, outcome="plan")
    known = facts(make.session(cast.m17))
    assert (known.exposed_before, known.preparation_sessions) == (False, 0)
    assert (known.grounding_helpful, known.memories) == (None, frozenset())
    assert known.risk_open is safety.NEVER


def test_homework_knows_whether_it_was_done_together(cast: Cast) -> None:
    practice = Practice.objects.create(code="touch")
    ItemVersion.objects.create(
        **{"item": practice, "language": "en", "number": 1, "content_hash": "x"},
        **{"title": "Touch", "minutes": 5, "document": DOCUMENT},
    )
    plan = make.session(cast.m17)
    block = make.block(plan, "homework", 5, practice="touch")
    item = facts(plan).homework[0]
    assert (item.block, item.gates.led_by) == (str(block.uid), "therapist_first")
    assert item.answers.delivered_before is False
    make.block(held(cast, 5), "compassion", 5, practice="touch", delivered_minutes=4)
    assert facts(plan).homework[0].answers.delivered_before is True


def test_a_colleagues_draft_changes_no_plans_gates(cast: Cast) -> None:
    plan = make.session(cast.m17)
    make.block(plan, "homework", 5, practice="touch")
    for clinic, led_by in ((None, "self"), (cast.harbour, "therapist_first")):
        item = Practice.objects.create(code="touch", clinic=clinic)
        document = {"gates": DOCUMENT["gates"] | {"led_by": led_by}}
        ItemVersion.objects.create(
            **{"item": item, "language": "en", "number": 1, "content_hash": led_by},
            **{"title": "Touch", "minutes": 5, "document": document},
        )
    own = Practice.objects.get(clinic=cast.harbour)
    assert facts(plan).homework[0].gates.led_by == "therapist_first"
    own.draft_of = cast.ben
    own.save(update_fields=["draft_of"])
    assert facts(plan).homework[0].gates.led_by == "self"
    Practice.objects.shared().delete()
    assert facts(plan).homework[0].gates.led_by == "therapist_first"


@pytest.mark.parametrize(
    ("begins", "days", "following", "known"),
    [
        (1, 14, None, 14),
        (1, 13, None, None),
        (7, 14, 7, 14),
        (7, 13, 7, 0),
        (8, 14, 7, 0),
        (15, 14, 14, None),
        (15, 14, 13, 0),
        (0, 20, None, None),
    ],
)
def test_leave_is_known_from_who_covers_before_the_next_session(
    cast: Cast, begins: int, days: int, following: int | None, known: int | None
) -> None:
    today = cast.harbour.today()
    dates = {"starts": ago(cast, -begins), "ends": ago(cast, 1 - begins - days)}
    make.team(cast.m17, cast.ben, role="cover", **dates)
    make.team(cast.m18, cast.amara, role="cover", starts=ago(cast, -1), ends=ago(cast, -60))
    if following:
        make.appointment(cast.m17, day=today + dt.timedelta(days=following))
    found = facts(make.session(cast.m17))
    assert (found.leave_days, found.last_planned_session) == (known, not following)
    draft = make.session(cast.m17, appointment=make.appointment(cast.m17, day=None))
    assert facts(draft).leave_days is None


@pytest.mark.parametrize(
    ("number", "later", "status", "last"),
    [
        (3, False, "active", True),
        (2, False, "active", False),
        (3, True, "active", False),
        (None, False, "active", True),
        (None, True, "active", False),
        (None, False, "ended", True),
    ],
)
def test_the_last_session_is_known_from_the_course_or_the_end_of_the_work(
    cast: Cast, number: int | None, later: bool, status: str, last: bool | None
) -> None:
    plan = make.session(cast.m17)
    if number:
        run = make.course_run(cast.m17, ago(cast, 7 * (number - 1)))
        plan = run.steps.get(number=number).appointment.session
    if later:
        make.appointment(cast.m17, day=ago(cast, -1))
    type(cast.m17).objects.filter(pk=cast.m17.pk).update(status=status)
    assert facts(plan).last_planned_session is last


def test_r16_warns_before_a_recorded_leave(cast: Cast) -> None:
    plan = make.session(cast.m17)
    make.block(plan, "exposure", 30)
    codes = {one.code: one.severity.value for one in safety.judge(*judged_of(plan))}
    assert codes["R16"] == "warning"
    make.appointment(cast.m17, day=ago(cast, -13))
    assert "R16" not in {one.code for one in safety.judge(*judged_of(plan))}
    make.team(cast.m17, cast.ben, role="cover", starts=ago(cast, -2), ends=ago(cast, -20))
    codes = {one.code: one.severity.value for one in safety.judge(*judged_of(plan))}
    assert codes["R16"] == "warning"


def test_of_a_draft_without_a_day_it_is_not_known_what_follows(cast: Cast) -> None:
    draft = make.session(cast.m17, appointment=make.appointment(cast.m17, day=None))
    assert facts(draft).last_planned_session is None
    type(cast.m17).objects.filter(pk=cast.m17.pk).update(status="ended")
    assert facts(draft).last_planned_session is True


def judged_of(session: Session) -> tuple[Any, safety.Facts]:
    """The plan and the facts that the rules get."""
    desk = at_desk(session.pk)
    return desk.planned_blocks(), facts_for(desk)


def test_a_group_is_counted_and_nobody_named(cast: Cast) -> None:
    make.participation(cast.m18, cast.group_a)
    cast.m18.home = "not_safe"
    cast.m18.save(update_fields=["home"])
    known = facts(make.session(cast.group_a, kind="group"))
    assert known.gathering is safety.Gathering.GROUP
    assert (known.participants, known.participants_flagged, known.leaders) == (2, 1, 1)
    assert known.home is None


@pytest.mark.parametrize(("day", "expected"), [(11, (1, 1)), (12, (2, 2)), (None, (1, 1))])
def test_who_takes_part_on_the_sessions_day_is_counted(
    cast: Cast, day: int | None, expected: tuple[int, int]
) -> None:
    today = cast.harbour.today()
    begins = {"starts": today + dt.timedelta(days=12)}
    make.participation(cast.m18, cast.group_a, **begins)
    make.team(cast.group_a, cast.ben, role="co_therapist", **begins)
    on = today + dt.timedelta(days=day) if day else None
    meeting = make.appointment(cast.group_a, day=on)
    known = facts(make.session(cast.group_a, appointment=meeting, kind="group"))
    assert (known.participants, known.leaders) == expected


@pytest.mark.parametrize("rows", [1, 3])
def test_facts_are_constant_in_queries(cast: Cast, rows: int) -> None:
    for days in range(1, rows + 1):
        ExposureRecord.objects.create(
            clinic=cast.harbour, session=held(cast, days), suds_scale="100"
        )
    plan = make.session(cast.m17)
    for _number in range(rows):
        make.block(plan, "homework", 5, practice="touch")
    with real_queries() as asked:
        facts(plan)
    assert len(asked) == 4
    group = make.session(cast.group_a, kind="group")
    with real_queries() as asked:
        facts(group)
    assert len(asked) == 3


def test_a_plan_without_a_time_has_no_start(cast: Cast) -> None:
    assert start_of(make.appointment(cast.m17, day=None)) is None
    assert start_of(make.appointment(cast.m17, time=None)) is None
    assert start_of(make.appointment(cast.m17, day=dt.date(1900, 1, 1))) is None
    start = start_of(make.appointment(cast.m17, day=dt.date(2026, 11, 26)))
    assert start is not None
    assert start.zone == "Europe/London"


def test_the_session_before_took_place(cast: Cast) -> None:
    first = held(cast, 9)
    cancelled = make.appointment(cast.m17, day=ago(cast, 4), status="cancelled")
    make.session(cast.m17, appointment=cancelled)
    plan = make.session(cast.m17)
    draft = make.session(cast.m17, appointment=make.appointment(cast.m17, day=None))
    assert session_before(at_desk(plan.pk)) == first
    assert session_before(at_desk(draft.pk)) == first
    assert session_before(at_desk(first.pk)) is None
    assert last_of(cast.m17) == first
    assert last_of(cast.m18) is None
