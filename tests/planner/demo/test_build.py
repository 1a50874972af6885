"""The demo clinics: who is there, that a second run changes nothing, and that rows go in bulk."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clients.models import (
    Apart,
    Appointment,
    AppointmentStatus,
    CareTeam,
    Client,
    Clinic,
    Group,
    Guest,
    Log,
    Member,
)
from planner.demo.build import QUIET, build
from planner.models import (
    Block,
    CoCreated,
    ExposureRecord,
    ProcessNote,
    Session,
    Stop,
    Task,
    UnwantedEffect,
)
from tests.planner import shelves

pytestmark = pytest.mark.django_db


@pytest.fixture
def library() -> None:
    """The library as it ships."""
    shelves.load_all()


def run() -> str:
    """What the command prints."""
    out = StringIO()
    call_command("demo_clinic", stdout=out)
    return out.getvalue()


def test_who_is_there(library: None) -> None:
    said = run()
    assert Clinic.objects.count() == 2
    assert Member.objects.filter(is_clinician=True).count() == 5
    assert (Client.objects.count(), Group.objects.count()) == (40, 3)
    assert Client.objects.filter(name="").count() == 10
    assert [client.code for client in Client.objects.filter(quiet_mode=True)] == [QUIET]
    assert Log.objects.count() > 2000
    assert Log.objects.filter(unpleasant=True).count() == 3
    assert ExposureRecord.objects.count() > 20
    assert "amara@harbour.example" in said
    assert "/p/in/" in said


def test_what_is_unusual_is_there_once(library: None) -> None:
    build()
    clinic = Clinic.objects.get(name="Harbour Clinic")
    amara = Member.objects.get(user__email="amara@harbour.example")
    tuesday, friday = Group.objects.filter(kind="group").order_by("-name")
    assert [
        {meeting.day.weekday() for meeting in group.appointments.dated()}
        for group in (tuesday, friday)
    ] == [{1}, {4}]
    assert amara.hours[1][-1].ends == dt.time(19, 30)
    assert [task.moment for task in Task.objects.all()] == ["before", "before", "after"]
    assert Block.objects.filter(materials="Two stones\nA blanket").count() == 1
    assert (UnwantedEffect.objects.count(), CoCreated.objects.get().length) == (2, "3:30")
    assert ProcessNote.objects.get().author == amara
    assert Stop.objects.get().call_on == clinic.today()
    assert [place.turn for place in tuesday.participations.waiting()] == [1, 2]
    assert Apart.objects.count() == 1
    assert CareTeam.objects.filter(role="cover", member__name="Sara Vitale").count() == 2
    moved = Appointment.objects.get(status="moved")
    assert moved.day
    assert moved.moved_to
    assert moved.moved_to.day == moved.day + dt.timedelta(days=1)
    twice = Appointment.objects.exclude(double_booked_why="").get()
    assert len(Appointment.objects.filter(clinic=clinic).clashing(twice)) >= 1
    assert Guest.objects.get().role == "interpreter"


def test_a_couple_has_met_and_meets_again(library: None) -> None:
    build()
    couple = Group.objects.get(kind="couple")
    one, two = (place.client for place in couple.participations.order_by("client__code"))
    assert {client.home for client in (one, two)} == {"safe"}
    assert one.care_team.get().member != two.care_team.get().member
    assert [meeting.status for meeting in couple.appointments.order_by("day")] == [
        AppointmentStatus.HELD,
        AppointmentStatus.PLANNED,
    ]
    held = Session.objects.for_whom(couple).get(recorded_at__isnull=False)
    assert [row.client for row in held.own_records.all()] == [one, two]
    assert Client.objects.filter(movement_unsafe=True).get().known_flags["movement_unsafe"]


def test_a_second_run_keeps_everything(library: None) -> None:
    run()
    before = list(Log.objects.values_list("pk", flat=True))
    assert "their data is kept" in run()
    assert list(Log.objects.values_list("pk", flat=True)) == before


def test_the_seed_is_fixed(library: None) -> None:
    build()
    first = list(Log.objects.order_by("pk").values_list("local_date", "state", "before"))
    Clinic.objects.all().delete()
    build()
    second = list(Log.objects.order_by("pk").values_list("local_date", "state", "before"))
    assert first == second


def test_rows_go_in_bulk(library: None) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        build()
    assert len(queries) < 240


def test_past_appointments_were_held_and_coming_ones_are_planned(library: None) -> None:
    build()
    client = Client.objects.filter(code="M-01").get()
    today = client.clinic.today()
    past = client.appointments.filter(day__lt=today)
    assert {meeting.status for meeting in past} == {AppointmentStatus.HELD}
    assert client.appointments.coming(today).exists()
