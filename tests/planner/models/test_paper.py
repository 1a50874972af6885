"""Sheets composed from rows: who is named, what is refused, what stays on the screen."""

import dataclasses
import datetime as dt

import pytest

from clients.models import CrisisContact
from clients.prescription import Gates, Prescription, StayOrStop
from clients.schedule import Schedule
from planner.models import Session
from planner.models.facts import at_desk, facts_for, judged
from planner.models.paper import HandoutRefused, blank_sheet, handout_sheet, session_sheet
from planner.sheets import Contact, SessionSheet, SudsGrid
from tests import factories as make
from tests.cast import Cast
from tests.planner.documents.examples import practice


def gated(**gates: object) -> Prescription:
    """The example under other gates."""
    return dataclasses.replace(practice(), gates=Gates(**gates))  # type: ignore[arg-type]


def sheet_of(session: Session) -> SessionSheet:
    """The sheet as the page prints it."""
    desk = at_desk(session.pk)
    return session_sheet(desk, judged(desk, facts_for(desk)).standings, clinician="Dr. Amara Osei")


def test_a_handout_names_a_code_and_whom_to_call(cast: Cast) -> None:
    cast.m17.refresh_from_db()
    day = cast.m17.today() + dt.timedelta(days=7)
    make.appointment(cast.m17, day=day, time=dt.time(15))
    sheet = handout_sheet(cast.m17, practice())
    assert (sheet.for_whom, sheet.clinic, sheet.paper) == ("M-17", "Harbour Clinic", "A4")
    assert sheet.office == Contact(
        name="Harbour Clinic", number="020 7946 0100", hours="Mon to Fri 9 to 17"
    )
    assert sheet.other_times == (
        Contact(name="Night line", number="116 000", hours="day and night"),
    )
    assert sheet.next_appointment == f"{day:%A} {day.day} {day:%B}, 15:00"
    assert (sheet.given_on, sheet.week_from) == (cast.m17.today(), cast.m17.today())
    assert (sheet.rating, sheet.tally, sheet.discreet) == ((1, 7), False, False)
    assert "Leila" not in repr(sheet)


def test_the_schedule_is_said_in_words(cast: Cast) -> None:
    schedule = Schedule(kind="n_a_week", times_a_week=3, when="after lunch", where="in the park")
    sheet = handout_sheet(cast.m17, practice(), schedule)
    assert (sheet.when, sheet.how_often, sheet.where) == (
        "after lunch",
        "3 times a week",
        "in the park",
    )
    assert handout_sheet(cast.m17, practice(), Schedule(kind="tally")).tally is True


def test_a_scale_that_paper_cannot_carry_is_left_out(cast: Cast) -> None:
    cast.m17.rating_scale = "0-100"
    assert handout_sheet(cast.m17, practice()).rating is None


def test_discreet_paper_follows_the_client_unless_it_is_said(cast: Cast) -> None:
    cast.m17.quiet_mode = True
    assert handout_sheet(cast.m17, practice()).discreet is True
    assert handout_sheet(cast.m17, practice(), discreet=False).discreet is False
    cast.m18.discreet_paper = True
    assert handout_sheet(cast.m18, practice()).discreet is True


def test_without_crisis_contacts_only_discreet_paper_is_printed(cast: Cast) -> None:
    CrisisContact.objects.of_clinic(cast.harbour).delete()
    with pytest.raises(HandoutRefused, match="crisis contacts are missing"):
        handout_sheet(cast.m17, practice())
    with pytest.raises(HandoutRefused, match="crisis contacts are missing"):
        blank_sheet(cast.harbour, practice())
    assert handout_sheet(cast.m17, practice(), discreet=True).discreet is True
    assert CrisisContact.objects.of_clinic(cast.lakeside).count() == 1


def test_what_only_the_therapist_leads_is_never_printed(cast: Cast) -> None:
    with pytest.raises(HandoutRefused, match="Only the therapist"):
        handout_sheet(cast.m17, gated(led_by="therapist_only"), discreet=True)
    with pytest.raises(HandoutRefused, match="Only the therapist"):
        blank_sheet(cast.harbour, gated(led_by="therapist_only"))


def test_therapist_first_needs_a_session_in_which_it_was_done(cast: Cast) -> None:
    given = gated(led_by="therapist_first")
    with pytest.raises(HandoutRefused, match="together in a session first"):
        handout_sheet(cast.m17, given)
    held = make.appointment(cast.m17, status="held")
    done = make.session(cast.m17, appointment=held, recorded_at=cast.harbour.now())
    make.block(done, "awareness", 5, practice=given.code, delivered_minutes=5)
    assert handout_sheet(cast.m17, given).for_whom == "M-17"
    with pytest.raises(HandoutRefused, match="together in a session first"):
        handout_sheet(cast.m18, given)


def test_what_is_left_out_for_a_client_is_not_printed(cast: Cast) -> None:
    given = gated(leave_out_when=("touch_unsafe",))
    assert handout_sheet(cast.m17, given).for_whom == "M-17"
    cast.m17.touch_unsafe = True
    with pytest.raises(HandoutRefused, match="touch is not safe"):
        handout_sheet(cast.m17, given)


def test_exposure_goes_on_paper_only_after_it_was_given_as_homework(cast: Cast) -> None:
    card = StayOrStop(stay="s", stop="t", then="u")
    given = dataclasses.replace(gated(exposure_homework=True), stay_or_stop=card)
    cast.m17.home = "safe"
    with pytest.raises(HandoutRefused, match="Exposure homework still needs"):
        handout_sheet(cast.m17, given)
    make.assignment(cast.m17, code=given.code)
    assert handout_sheet(cast.m17, given).for_whom == "M-17"


def test_nothing_is_printed_once_the_work_has_ended(cast: Cast) -> None:
    cast.m17.status = "ended"
    with pytest.raises(HandoutRefused, match="has ended"):
        handout_sheet(cast.m17, practice())


def test_a_blank_names_nobody(cast: Cast) -> None:
    sheet = blank_sheet(cast.harbour, practice(where="sitting"))
    assert (sheet.for_whom, sheet.given_on, sheet.when, sheet.how_often) == ("", None, "", "")
    assert (sheet.clinic, sheet.where, len(sheet.other_times)) == ("Harbour Clinic", "sitting", 1)


def exposure_session(cast: Cast) -> Session:
    """A 90-minute session of M-17 with one exposure in two blocks."""
    meeting = make.appointment(cast.m17, minutes=90, time=dt.time(10), room="Room 2")
    session = make.session(cast.m17, appointment=meeting)
    make.block(session, "awareness", 5)
    make.block(session, "exposure", 20, memory="A", notes="Begin at the door.")
    make.block(session, "exposure", 15, memory="A")
    make.block(session, "grounding", 10)
    return session


def test_a_session_sheet_has_clock_times_and_one_grid_for_adjoining_exposure(cast: Cast) -> None:
    cast.m17.suds_scale, cast.m17.stop_signal = "10", "left hand up"
    cast.m17.save()
    sheet = sheet_of(exposure_session(cast))
    assert [(block.starts, block.minutes, block.family) for block in sheet.blocks] == [
        ("10:00", 5, "awareness"),
        ("10:05", 20, "exposure"),
        ("10:25", 15, "exposure"),
        ("10:40", 10, "grounding"),
    ]
    assert sheet.grids == (SudsGrid(memory="A", minutes=35),)
    assert (sheet.suds_highest, sheet.stop_signal, sheet.after_exposure) == (
        10,
        "left hand up",
        True,
    )
    assert (sheet.who, sheet.starts, sheet.ends, sheet.spare) == ("M-17", "10:00", "11:30", 40)
    assert (sheet.place, sheet.clinician) == ("In the room, Room 2", "Dr. Amara Osei")
    assert "Leila" not in repr(sheet)


def test_an_unready_sheet_prints_findings_but_never_those_about_the_home(cast: Cast) -> None:
    cast.m17.home = "not_safe"
    cast.m17.save()
    session = exposure_session(cast)
    desk = at_desk(session.pk)
    codes = {one.finding.code for one in judged(desk, facts_for(desk)).standings if one.is_open}
    assert "R18" in codes
    printed = " ".join(one.text for one in sheet_of(session).open_findings)
    assert "risk" in printed
    assert "ome is not safe" not in printed
    session.ready_at = cast.harbour.now()
    session.save()
    assert sheet_of(session).open_findings == ()


def test_the_note_of_the_session_before_stands_on_the_sheet(cast: Cast) -> None:
    yesterday = cast.harbour.today() - dt.timedelta(days=1)
    held = make.appointment(cast.m17, day=yesterday, status="held")
    make.session(cast.m17, appointment=held, next_note="Begin with the corridor.")
    other = make.appointment(cast.m18, day=yesterday, status="held")
    make.session(cast.m18, appointment=other, next_note="Of somebody else.")
    assert sheet_of(exposure_session(cast)).last_note == "Begin with the corridor."


def test_a_group_sheet_has_no_person_on_it(cast: Cast) -> None:
    session = make.session(cast.group_a, kind="group")
    make.block(session, "reflection", 20, module=1)
    sheet = sheet_of(session)
    assert (sheet.who, sheet.individual, sheet.stop_signal) == ("Tuesday group", False, "")
    assert [block.module for block in sheet.blocks] == ["Module 1"]
    assert "M-17" not in repr(sheet)


def test_an_undated_plan_counts_from_its_start(cast: Cast) -> None:
    session = make.session(cast.m17, appointment=make.appointment(cast.m17, day=None, time=None))
    make.block(session, "awareness", 5)
    make.block(session, "grounding", 10)
    sheet = sheet_of(session)
    assert [block.starts for block in sheet.blocks] == ["+0:00", "+0:05"]
    assert (sheet.day, sheet.starts, sheet.ends) == (None, "", "")


def test_composing_a_session_sheet_takes_the_same_queries_for_any_length(
    cast: Cast, django_assert_num_queries: object
) -> None:
    session = exposure_session(cast)
    for number in range(10):
        make.block(session, "reflection", 1, practice=f"p-{number}")
    desk = at_desk(session.pk)
    standings = judged(desk, facts_for(desk)).standings
    with django_assert_num_queries(2):  # type: ignore[operator]  # titles, session before
        session_sheet(desk, standings)
