"""What is done to clients."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import now

from clients.actions import people
from clients.actions.diaries import make_diary
from clients.models import Act, CareTeam, Client, Journal, RiskOutcome, open_risk, safety_now
from tests import factories as make
from tests.cast import Cast


def acts() -> list[tuple[str, str, list[str]]]:
    """The journal's lines, oldest first."""
    rows = Journal.objects.order_by("pk").values_list("act", "object_kind", "fields")
    return [(act, kind, fields) for act, kind, fields in rows]


def test_whoever_adds_a_client_leads_from_today(cast: Cast) -> None:
    ada = people.admit_client(clinic=cast.harbour, by=cast.amara, name="Ada Wong")
    place = ada.care_team.get()
    assert (place.member, place.role, place.starts, place.ends) == (
        cast.amara,
        "lead",
        cast.harbour.today(),
        None,
    )
    assert acts() == [
        (Act.CREATED, "clients.Client", []),
        (Act.CREATED, "clients.CareTeam", ["member", "role"]),
    ]


def test_a_program_adds_without_a_team_unless_it_names_a_lead(cast: Cast) -> None:
    alone = people.admit_client(clinic=cast.harbour, by="command", code="Z-1")
    led = people.admit_client(clinic=cast.harbour, by="command", code="Z-2", lead=cast.ben)
    assert not alone.care_team.exists()
    assert led.care_team.get().member == cast.ben


def test_a_name_gets_a_free_code(cast: Cast) -> None:
    made = [people.admit_client(clinic=cast.harbour, by=cast.amara, name="A") for _i in range(60)]
    codes = {client.code for client in made}
    assert len(codes) == 60
    assert not codes & {"M-17", "M-18", "M-19"}


def test_a_code_is_unique_in_its_clinic_only(cast: Cast) -> None:
    with pytest.raises(ValidationError) as refused:
        people.admit_client(clinic=cast.harbour, by=cast.amara, code="M-18")
    assert list(refused.value.error_dict) == ["code"]
    assert people.admit_client(clinic=cast.lakeside, by=cast.nils, code="M-18").code == "M-18"


def test_a_change_saves_and_notes_only_what_differs(cast: Cast) -> None:
    changes = {"name": "Leila Haddad", "stop_signal": "hand up"}
    people.change_client(client=cast.m17, changes=changes, by=cast.amara)
    cast.m17.refresh_from_db()
    assert cast.m17.stop_signal == "hand up"
    assert acts() == [(Act.CHANGED, "clients.Client", ["stop_signal"])]


def test_no_change_writes_nothing(cast: Cast) -> None:
    people.change_client(client=cast.m17, changes={"name": "Leila Haddad"}, by=cast.amara)
    assert acts() == []


def test_a_taken_code_is_refused_and_nothing_saved(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        people.change_client(client=cast.m17, changes={"code": "M-18", "name": "X"}, by=cast.amara)
    fresh = Client.objects.get(pk=cast.m17.pk)
    assert (fresh.code, fresh.name) == ("M-17", "Leila Haddad")
    assert cast.m17.code == "M-17"


def test_the_rating_scale_stays_once_there_are_answers(cast: Cast) -> None:
    make.checkin(cast.m17, 4, 5)
    with pytest.raises(ValidationError) as refused:
        people.change_client(
            client=cast.m17, changes={"rating_scale": "0-100", "suds_scale": "10"}, by=cast.amara
        )
    assert list(refused.value.error_dict) == ["rating_scale"]
    people.change_client(client=cast.m18, changes={"rating_scale": "0-100"}, by=cast.ben)
    assert Client.objects.get(pk=cast.m18.pk).rating_scale == "0-100"


def test_the_suds_scale_stays_once_there_are_values(cast: Cast) -> None:
    session = make.session(cast.m17)
    session.exposures.create(clinic=cast.harbour, suds_scale="100", before=40)
    with pytest.raises(ValidationError) as refused:
        people.change_client(client=cast.m17, changes={"suds_scale": "10"}, by=cast.amara)
    assert list(refused.value.error_dict) == ["suds_scale"]
    assert Client.objects.get(pk=cast.m17.pk).suds_scale == "100"


def test_an_open_risk_closes_by_a_later_review_only(cast: Cast) -> None:
    asked = people.ask_risk(
        client=cast.m17, outcome=RiskOutcome.PASSIVE, action="plan made", by=cast.amara
    )
    assert open_risk(cast.m17) == asked
    people.ask_risk(client=cast.m17, outcome=RiskOutcome.NONE, by=cast.amara)
    assert open_risk(cast.m17) == asked
    people.review_safety(client=cast.m17, subject="home", note="fine", by=cast.amara)
    assert open_risk(cast.m17) == asked
    people.review_safety(client=cast.m17, subject="risk", note="talked", by=cast.amara)
    assert open_risk(cast.m17) is None


def test_a_review_before_the_answer_does_not_close_it(cast: Cast) -> None:
    people.review_safety(client=cast.m17, subject="risk", note="talked", by=cast.amara)
    asked = people.ask_risk(client=cast.m17, outcome="plan", action="stayed", by=cast.amara)
    assert open_risk(cast.m17) == asked


@pytest.mark.parametrize(("days", "due"), [(27, False), (29, True)])
def test_the_risk_question_is_due_after_28_days(cast: Cast, days: int, due: bool) -> None:
    asked_at = now() - dt.timedelta(days=days)
    people.ask_risk(client=cast.m17, outcome="none", by=cast.amara, asked_at=asked_at)
    assert safety_now(cast.m17).question_is_due is due


def test_what_was_never_asked_is_due(cast: Cast) -> None:
    safety = safety_now(cast.m17)
    assert (safety.asked, safety.question_is_due, safety.plan_is_due) == (None, True, False)


@pytest.mark.parametrize(
    ("outcomes", "plan_days", "due"),
    [
        (["none"], None, False),
        (["passive"], None, True),
        (["passive"], 27, False),
        (["passive"], 29, True),
        (["passive", "none"], 29, False),
        (["passive", "none"], 91, True),
    ],
)
def test_a_safety_plan_is_due_after_90_days_and_28_after_risk(
    cast: Cast, outcomes: list[str], plan_days: int | None, due: bool
) -> None:
    for outcome in outcomes:
        people.ask_risk(client=cast.m17, outcome=outcome, by=cast.amara)
    if plan_days is not None:
        cast.m17.safety_plan_on = cast.harbour.today() - dt.timedelta(days=plan_days)
    assert safety_now(cast.m17).plan_is_due is due


def test_an_unsafe_home_is_reviewed_every_30_days(cast: Cast) -> None:
    cast.m17.home = "not_safe"
    assert safety_now(cast.m17).home_is_due
    review = people.review_safety(client=cast.m17, subject="home", note="n", by=cast.amara)
    assert not safety_now(cast.m17).home_is_due
    review.reviewed_at = now() - dt.timedelta(days=31)
    review.save()
    assert safety_now(cast.m17).home_is_due


def test_a_way_of_reaching_is_dated_today_and_replaced(cast: Cast) -> None:
    people.record_way(client=cast.m17, channel="call", safe=True, address="0151", by=cast.amara)
    way = people.record_way(client=cast.m17, channel="call", safe=False, by=cast.amara)
    assert cast.m17.ways.count() == 1
    assert (way.safe, way.address, way.recorded_on) == (False, "", cast.harbour.today())
    assert way.is_stale(cast.harbour.today() + dt.timedelta(days=90)) is False
    assert way.is_stale(cast.harbour.today() + dt.timedelta(days=91)) is True


def test_quiet_mode_makes_paper_discreet_and_leaves_it_so(cast: Cast) -> None:
    people.set_quiet_mode(client=cast.m17, on=True, by=cast.amara)
    people.set_quiet_mode(client=cast.m17, on=False, by=cast.amara)
    fresh = Client.objects.get(pk=cast.m17.pk)
    assert (fresh.quiet_mode, fresh.discreet_paper) == (False, True)


def test_ending_stops_homework_phones_and_groups_at_once(cast: Cast) -> None:
    homework, other = make.assignment(cast.m17), make.assignment(cast.m18)
    people.end_client(client=cast.m17, ending="completed", by=cast.amara)
    homework.refresh_from_db()
    other.refresh_from_db()
    today = cast.harbour.today()
    assert (homework.status, homework.ends, other.status) == ("ended", today, "active")
    device = cast.m17.devices.get()
    assert (device.ended_at is not None, device.session_hash) == (True, "")
    assert cast.m18.devices.get().ended_at is None
    assert set(cast.m17.participations.values_list("ends", flat=True)) == {today}
    fresh = Client.objects.get(pk=cast.m17.pk)
    assert (fresh.status, fresh.ending, fresh.ended_on) == ("ended", "completed", today)
    assert not Client.objects.in_care().filter(pk=fresh.pk).exists()


def test_taking_the_work_up_again_gives_nothing_back_by_itself(cast: Cast) -> None:
    make.assignment(cast.m17)
    people.end_client(client=cast.m17, ending="moved", by=cast.amara)
    people.resume_client(client=cast.m17, by=cast.amara)
    fresh = Client.objects.get(pk=cast.m17.pk)
    assert (fresh.status, fresh.ending, fresh.ended_on) == ("active", "", None)
    assert fresh.assignments.get().status == "ended"
    assert not fresh.devices.standing().exists()


def test_ending_leaves_the_care_team(cast: Cast) -> None:
    before = list(CareTeam.objects.filter(client=cast.m17).values_list("member", "ends"))
    people.end_client(client=cast.m17, ending="died", by=cast.amara)
    assert list(CareTeam.objects.filter(client=cast.m17).values_list("member", "ends")) == before


def test_the_suds_scale_stays_once_a_sheet_is_printed_that_asks_on_it(cast: Cast) -> None:
    today = cast.m17.today()
    make_diary(assignment=make.assignment(cast.m17), first=today, by=cast.amara)
    people.change_client(client=cast.m17, changes={"suds_scale": "10"}, by=cast.amara)
    gates = {"led_by": "self", "activating": True, "leave_out_when": [], "exposure_homework": True}
    ladder = make.assignment(cast.m17, prescription={"gates": gates})
    printed = make_diary(assignment=ladder, first=today, by=cast.amara)
    assert printed.suds_scale == "10"
    with pytest.raises(ValidationError, match="printed sheets"):
        people.change_client(client=cast.m17, changes={"suds_scale": "100"}, by=cast.amara)
