"""A new plan: from a protocol, from the last session, or empty."""

import datetime as dt

import pytest
from django.test import Client as HttpClient

from clients.models import Appointment, Journal
from planner.actions import sessions as verbs
from planner.models import (
    Protocol,
    Session,
)
from tests import factories as make
from tests.cast import Cast
from tests.planner import shelves
from tests.planner.views.reading import at, text_of, titles


def test_a_plan_from_a_protocol(cast: Cast, amara: HttpClient, protocol: Protocol) -> None:
    sent = {"start": str(protocol.uid), "day": "2030-05-02", "time": "15:00", "setting": "room"}
    answer = amara.post(at("session_new", cast.m17), sent)
    made = Session.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, at("session_page", made))
    assert titles(made) == ["Arrive", "A kind word"]
    meeting = made.appointment
    assert (meeting.client, meeting.minutes, meeting.day) == (cast.m17, 50, dt.date(2030, 5, 2))
    assert (made.kind, made.protocol) == ("no_exposure", protocol)
    acts = Journal.objects.filter(act="created").values_list("object_kind", flat=True)
    assert sorted(acts) == ["clients.Appointment", "planner.Session"]


def test_a_plan_may_stay_without_a_date(cast: Cast, amara: HttpClient) -> None:
    amara.post(at("session_new", cast.m17), {"start": "empty", "setting": "video"})
    made = Session.objects.get()
    assert (made.appointment.day, made.appointment.time, made.minutes) == (None, None, 50)
    assert made.appointment.setting == "video"
    text = text_of(amara.get(at("session_page", made)))
    assert "No date yet" in text
    assert "Nothing planned yet" in text


@pytest.mark.parametrize("when", [{}, {"day": "2030-05-02", "time": "15:00"}])
def test_sent_twice_it_is_one_plan(
    cast: Cast, amara: HttpClient, protocol: Protocol, when: dict[str, str]
) -> None:
    practice = shelves.practice("micro-pause")
    url = f"{at('session_new', cast.m17)}?practice={practice.code}"
    page = amara.get(url)
    uid = str(page.context["form"]["uid"].value())
    assert f'name="uid" value="{uid}"' in page.content.decode()
    sent = {"start": str(protocol.uid), "setting": "room", "uid": uid, **when}
    first, second = (amara.post(url, sent) for _ in range(2))
    (made,) = Session.objects.all()
    assert (first.status_code, second.status_code, str(made.uid)) == (303, 303, uid)
    assert first.headers["Location"].startswith(at("session_page", made))
    assert second.headers["Location"] == at("session_page", made)
    assert Appointment.objects.count() == 1
    assert made.blocks.filter(practice="micro-pause").count() == 1
    # At once: the second of two finds nothing before it holds the lock.
    again = verbs.plan_new_session(
        start=verbs.empty_start(), by=cast.amara, client=cast.m17, uid=made.uid
    )
    assert (again.pk, made.blocks.count()) == (made.pk, 3)
    # A page that was opened anew makes another one.
    assert amara.post(url, sent | {"uid": ""}).status_code == (422 if when else 303)
    assert Session.objects.count() == (1 if when else 2)


def test_a_plan_from_the_last_session(cast: Cast, amara: HttpClient) -> None:
    week_ago = cast.harbour.today() - dt.timedelta(days=7)
    meeting = make.appointment(cast.m17, day=week_ago, status="held", minutes=80)
    last = make.session(cast.m17, appointment=meeting)
    make.block(last, "awareness", 5, title="Feet", delivered_minutes=4, notes="eyes open")
    form = amara.get(at("session_new", cast.m17)).context["form"]
    assert form["start"].initial == "last"
    amara.post(at("session_new", cast.m17), {"start": "last", "setting": "room"})
    made = Session.objects.exclude(pk=last.pk).get()
    block = made.blocks.get()
    assert (block.title, block.minutes, block.notes) == ("Feet", 5, "eyes open")
    assert (block.delivered_minutes, made.minutes) == (None, 80)
    assert block.uid != last.blocks.get().uid


def test_a_trauma_client_is_offered_a_trauma_protocol_first(
    cast: Cast, amara: HttpClient, protocol: Protocol
) -> None:
    other = shelves.protocol("trauma-90")
    starts = [
        key
        for key, _label in amara.get(at("session_new", cast.m17))
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
        at("session_new", cast.m17),
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
    answer = amara.post(at("session_new", cast.m17), {"start": "empty", "setting": "room", **wrong})
    assert answer.status_code == 422
    assert not Appointment.objects.exists()


def test_a_group_plan_is_for_the_group(cast: Cast) -> None:
    gina = cast.staff("gina")
    gina.post(at("group_session_new", cast.group_a), {"start": "empty", "setting": "room"})
    made = Session.objects.get()
    assert (made.appointment.group, made.appointment.client) == (cast.group_a, None)
    assert (made.kind, made.minutes) == ("group", 90)
    assert gina.get(at("group_session_new", cast.group_b)).status_code == 404


def test_an_appointment_is_planned_in_two_taps(
    cast: Cast, amara: HttpClient, protocol: Protocol
) -> None:
    meeting = make.appointment(cast.m17)
    form = amara.get(at("session_plan", meeting)).context["form"]
    answer = amara.post(at("session_plan", meeting), {"start": form["start"].initial})
    assert answer.headers["Location"] == at("session_page", meeting.session)
    again = amara.post(at("session_plan", meeting), {"start": form["start"].initial})
    assert again.headers["Location"] == at("session_page", meeting.session)
    assert Session.objects.count() == 1


def test_protocols_of_a_course_stand_folded_at_the_end(cast: Cast, amara: HttpClient) -> None:
    alone = shelves.protocol("individual-50")
    taught = [shelves.protocol(f"family-{number}") for number in (1, 2)]
    shelves.item("family-pair")
    form = amara.get(at("session_new", cast.m17)).context["form"]
    keys = [key for key, _label in form.fields["start"].choices]
    assert keys == [str(alone.uid), "empty", *(str(one.uid) for one in taught)]
    assert form.folded == {str(one.uid) for one in taught}
    assert form.opens_folded is False


def test_a_plan_at_a_time_that_is_taken_needs_a_reason(
    cast: Cast, amara: HttpClient, protocol: Protocol
) -> None:
    """The length that counts is that of the plan, where the form leaves it open."""
    make.appointment(cast.m17, day=dt.date(2030, 5, 2), time=dt.time(15, 49))
    make.appointment(cast.m18, day=dt.date(2030, 5, 2))
    sent = {"start": str(protocol.uid), "day": "2030-05-02", "time": "15:00", "setting": "room"}
    answer = amara.post(at("session_new", cast.m17), sent)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["double_booked_why"]
    assert "You are booked already" in text_of(answer)
    assert not Session.objects.exists()
    assert amara.post(at("session_new", cast.m17), sent | {"minutes": "49"}).status_code == 303
    sent |= {"double_booked_why": "the other one is short", "time": "15:30"}
    assert amara.post(at("session_new", cast.m17), sent).status_code == 303
    reasons = Appointment.objects.order_by("pk").values_list("double_booked_why", flat=True)
    assert list(reasons) == ["", "", "", "the other one is short"]


@pytest.mark.parametrize("kind", ["couple", "family"])
def test_an_empty_plan_of_a_couple_or_family_has_no_modules(cast: Cast, kind: str) -> None:
    two = make.group(cast.harbour, "Two", kind=kind)
    make.team(two, cast.gina)
    cast.staff("gina").post(at("group_session_new", two), {"start": "empty", "setting": "room"})
    assert [(one.kind, one.minutes) for one in Session.objects.all()] == [("no_exposure", 90)]
