"""Refit as a verb: one revision, one undo, appointment and all; two at once; what it refuses."""

import datetime as dt
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from clients.actions.appointments import change_appointment
from clients.models import Appointment, Clinic, Journal
from planner.actions.blocks import Stale, change_block
from planner.actions.history import redo, undo
from planner.actions.refit import refit_session
from planner.models import Revision, Session
from planner.models.lesstime import LONGER, SAME, Wish
from tests import factories as make
from tests.cast import Cast

THREE = dt.time(15)


@pytest.fixture
def plan(cast: Cast) -> Session:
    """A trauma-focused session of 90 minutes at three, in four days."""
    day = cast.harbour.today() + dt.timedelta(days=4)
    session = make.session(cast.m17, appointment=make.appointment(cast.m17, day=day, minutes=90))
    for phase, minutes in (("arrival", 10), ("awareness", 5), ("exposure", 35), ("processing", 15)):
        make.block(session, phase, minutes)
    for phase, minutes in (("grounding", 10), ("homework", 10), ("closing", 5)):
        make.block(session, phase, minutes)
    return session


def minutes(session: Session) -> list[int]:
    return list(session.blocks.order_by("position").values_list("minutes", flat=True))


def meeting(session: Session) -> tuple[dt.time | None, int]:
    found = Appointment.objects.get(pk=session.appointment_id)
    return found.time, found.minutes


def test_less_time_shortens_plan_and_appointment_and_one_undo_brings_both_back(
    cast: Cast, plan: Session
) -> None:
    desk, said = refit_session(
        session=plan, wish=Wish(less=20), revision=0, length=90, by=cast.amara
    )
    assert minutes(plan) == [8, 4, 20, 15, 10, 8, 5]
    assert (meeting(plan), desk.appointment.minutes) == ((THREE, 70), 70)
    assert said == (
        "Fitted into 70 min: shorter: Arrival 10 to 8, Awareness 5 to 4, Exposure 35 to 20,"
        " Homework 10 to 8; grounding has 10 min; 38 min follow the exposure."
    )
    kept = Revision.objects.get()
    assert (kept.what, kept.moved, kept.by) == (
        "refit/20///",
        {"minutes": [90, 70]},
        cast.amara,
    )
    undo(session=plan, revision=1, by=cast.amara)
    assert (minutes(plan), meeting(plan)) == ([10, 5, 35, 15, 10, 10, 5], (THREE, 90))
    redo(session=plan, revision=2, by=cast.amara)
    assert (minutes(plan), meeting(plan)) == ([8, 4, 20, 15, 10, 8, 5], (THREE, 70))
    undo(session=plan, revision=3, by=cast.amara)
    assert (minutes(plan), meeting(plan)) == ([10, 5, 35, 15, 10, 10, 5], (THREE, 90))


def test_the_journal_names_what_changed(cast: Cast, plan: Session) -> None:
    refit_session(session=plan, wish=Wish(less=20), revision=0, length=90, by=cast.amara)
    lines = Journal.objects.order_by("pk").values_list("object_kind", "fields")
    assert list(lines) == [("clients.Appointment", ["minutes"]), ("planner.Session", ["blocks"])]


def test_a_start_that_slips_keeps_the_end(cast: Cast, plan: Session) -> None:
    late = Wish(start=dt.time(15, 12))
    refit_session(session=plan, wish=late, revision=0, length=90, by=cast.amara)
    assert (meeting(plan), sum(minutes(plan))) == ((dt.time(15, 12), 78), 78)
    undo(session=plan, revision=1, by=cast.amara)
    assert (meeting(plan), sum(minutes(plan))) == ((THREE, 90), 90)


def test_a_start_after_midnight(cast: Cast, plan: Session) -> None:
    appointment = plan.appointment
    day = appointment.day
    assert day is not None
    change_appointment(appointment=appointment, changes={"time": dt.time(23, 50)}, by=cast.amara)
    late = Wish(start=dt.time(0, 5))
    refit_session(session=plan, wish=late, revision=0, length=90, by=cast.amara)
    found = Appointment.objects.get(pk=appointment.pk)
    assert (found.day, found.time, found.minutes) == (day + dt.timedelta(1), dt.time(0, 5), 75)
    undo(session=plan, revision=1, by=cast.amara)
    found.refresh_from_db()
    assert (found.day, found.time, found.minutes) == (day, dt.time(23, 50), 90)


@pytest.mark.parametrize("at", [dt.time(14, 59), dt.time(16, 30), dt.time(3)])
def test_a_start_outside_the_session(cast: Cast, plan: Session, at: dt.time) -> None:
    with pytest.raises(ValidationError) as refused:
        refit_session(session=plan, wish=Wish(start=at), revision=0, length=90, by=cast.amara)
    assert refused.value.message_dict == {
        "start": ["Please give a time from 15:00 on and before 16:30."]
    }
    assert (minutes(plan)[2], Revision.objects.count()) == (35, 0)


def test_a_start_for_a_plan_without_a_date(cast: Cast) -> None:
    undated = make.session(cast.m17, appointment=make.appointment(cast.m17, day=None, time=None))
    make.block(undated, "compassion", 50)
    with pytest.raises(ValidationError):
        refit_session(session=undated, wish=Wish(start=THREE), revision=0, length=50, by=cast.amara)
    refit_session(session=undated, wish=Wish(less=10), revision=0, length=50, by=cast.amara)
    assert minutes(undated) == [40]


@pytest.mark.parametrize("less", [90, 91, 600])
def test_more_less_than_there_is(cast: Cast, plan: Session, less: int) -> None:
    with pytest.raises(ValidationError):
        refit_session(session=plan, wish=Wish(less=less), revision=0, length=90, by=cast.amara)


def test_what_does_not_fit_changes_nothing_and_is_offered_without_exposure(
    cast: Cast, plan: Session
) -> None:
    with pytest.raises(ValidationError) as refused:
        refit_session(session=plan, wish=Wish(less=51), revision=0, length=90, by=cast.amara)
    assert "39 min are too few for this exposure" in refused.value.messages[0]
    assert (minutes(plan), meeting(plan)) == ([10, 5, 35, 15, 10, 10, 5], (THREE, 90))
    without = Wish(less=51, without_exposure=True)
    refit_session(session=plan, wish=without, revision=0, length=90, by=cast.amara)
    phases = list(plan.blocks.order_by("position").values_list("phase", "minutes"))
    assert phases == [
        ("arrival", 9),
        ("awareness", 5),
        ("grounding", 10),
        ("homework", 10),
        ("closing", 5),
    ]
    undo(session=plan, revision=1, by=cast.amara)
    assert minutes(plan) == [10, 5, 35, 15, 10, 10, 5]


def test_an_interpreter_takes_half_as_long_again_and_a_debrief(cast: Cast, plan: Session) -> None:
    wish = Wish(interpreter=LONGER)
    desk, _said = refit_session(session=plan, wish=wish, revision=0, length=90, by=cast.amara)
    assert minutes(plan) == [15, 8, 51, 23, 15, 15, 8, 5]
    assert (sum(minutes(plan)), meeting(plan), desk.interpreter) == (140, (THREE, 140), True)
    last = plan.blocks.order_by("position").last()
    assert last is not None
    assert (last.title, last.phase) == ("Debrief with the interpreter", "debrief")
    # A second time an interpreter changes nothing more.
    refit_session(session=plan, wish=wish, revision=1, length=140, by=cast.amara)
    assert Revision.objects.count() == 1
    desk = undo(session=plan, revision=1, by=cast.amara)
    assert (minutes(plan), meeting(plan)) == ([10, 5, 35, 15, 10, 10, 5], (THREE, 90))
    assert desk.interpreter is False


def test_a_debrief_of_an_older_plan_gets_its_phase(cast: Cast, plan: Session) -> None:
    Session.objects.update(interpreter=True)
    make.block(plan, "closing", 5, title="Debrief with the interpreter")
    moved = import_module("planner.migrations.0008_debrief")
    moved.to_debrief(apps, None)
    ends = plan.blocks.order_by("position").values_list("phase", flat=True)
    assert list(ends)[-2:] == ["closing", "debrief"]
    moved.to_closing(apps, None)
    assert list(ends.all())[-2:] == ["closing", "closing"]


def test_an_interpreter_within_the_same_time(cast: Cast, plan: Session) -> None:
    plan.blocks.filter(phase__in=("exposure", "processing")).delete()
    wish = Wish(interpreter=SAME, less=40)
    refit_session(session=plan, wish=wish, revision=0, length=90, by=cast.amara)
    assert (sum(minutes(plan)), minutes(plan)[-1], meeting(plan)) == (50, 5, (THREE, 50))


def test_sent_twice_it_fits_once(cast: Cast, plan: Session) -> None:
    for _time in range(2):
        refit_session(session=plan, wish=Wish(less=20), revision=0, length=90, by=cast.amara)
    assert (meeting(plan), Revision.objects.count()) == ((THREE, 70), 1)


def test_a_plan_or_a_length_that_changed_since(cast: Cast, plan: Session) -> None:
    block = plan.blocks.all()[0]
    change_block(block=block, version=1, changes={"notes": "theirs"}, by=cast.amara)
    with pytest.raises(Stale):
        refit_session(session=plan, wish=Wish(less=20), revision=0, length=90, by=cast.amara)
    change_appointment(appointment=plan.appointment, changes={"minutes": 80}, by=cast.amara)
    with pytest.raises(Stale):
        refit_session(session=plan, wish=Wish(less=20), revision=1, length=90, by=cast.amara)
    refit_session(session=plan, wish=Wish(less=20), revision=1, length=80, by=cast.amara)
    assert sum(minutes(plan)) == 60


def test_undo_leaves_what_somebody_set_since(cast: Cast, plan: Session) -> None:
    refit_session(session=plan, wish=Wish(less=20), revision=0, length=90, by=cast.amara)
    appointment = Appointment.objects.get(pk=plan.appointment_id)
    change_appointment(appointment=appointment, changes={"minutes": 75}, by=cast.amara)
    undo(session=plan, revision=1, by=cast.amara)
    assert (sum(minutes(plan)), meeting(plan)) == (90, (THREE, 75))


def test_a_held_session_is_not_fitted(cast: Cast, plan: Session) -> None:
    plan.appointment.status = "held"
    plan.appointment.save()
    with pytest.raises(ValidationError):
        refit_session(session=plan, wish=Wish(less=20), revision=0, length=90, by=cast.amara)
    assert Revision.objects.count() == 0


def test_nothing_to_do_leaves_no_trace(cast: Cast, plan: Session) -> None:
    _desk, said = refit_session(session=plan, wish=Wish(), revision=0, length=90, by=cast.amara)
    assert said == "The plan fits into 90 min as it is."
    assert (Revision.objects.count(), Journal.objects.count()) == (0, 0)


def test_the_clinics_own_limits_count(cast: Cast, plan: Session) -> None:
    Clinic.objects.filter(pk=cast.harbour.pk).update(limits={"exposure_shortest": 30})
    refit_session(session=plan, wish=Wish(less=10), revision=0, length=90, by=cast.amara)
    assert minutes(plan)[2] == 30


def test_changed_blocks_have_a_new_version(cast: Cast, plan: Session) -> None:
    refit_session(session=plan, wish=Wish(less=5), revision=0, length=90, by=cast.amara)
    exposure, arrival = plan.blocks.get(phase="exposure"), plan.blocks.get(phase="arrival")
    assert (exposure.minutes, exposure.version, arrival.version) == (30, 2, 1)
    with pytest.raises(Stale):
        change_block(block=exposure, version=1, changes={"minutes": 40}, by=cast.amara)
