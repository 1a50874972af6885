"""Sheets for clients composed from rows: who is named, what is refused."""

import dataclasses
import datetime as dt
from typing import Any

import pytest

from clients.models import Client, CrisisContact
from clients.prescription import Gates, Prescription, StayOrStop
from clients.schedule import Schedule
from planner.models.paper import (
    HandoutRefused,
    blank_sheet,
    needs_discreet,
    sheet_for,
    sheet_in_group,
)
from planner.models.printable import Wanted
from planner.sheets import Contact, HandoutSheet, Look, PieceSheet, WorksheetSheet
from tests import factories as make
from tests.cast import Cast
from tests.planner.documents.examples import piece, practice, worksheet


def gated(**gates: object) -> Prescription:
    """The example under other gates."""
    return dataclasses.replace(practice(), gates=Gates(**gates))  # type: ignore[arg-type]


def sheet_of(
    client: Client, given: Prescription, schedule: Schedule | None = None, **look: Any
) -> HandoutSheet:
    """The practice on paper for this client."""
    sheet = sheet_for(client, Wanted(given=given, schedule=schedule), Look(**look))
    assert isinstance(sheet, HandoutSheet)
    return sheet


def blank_of(cast: Cast, given: Any, **look: Any) -> Any:
    """A blank of this from Harbour Clinic."""
    return blank_sheet(cast.harbour, Wanted(given=given), Look(**look))


def test_a_handout_names_a_code_and_whom_to_call(cast: Cast) -> None:
    cast.m17.refresh_from_db()
    day = cast.m17.today() + dt.timedelta(days=7)
    make.appointment(cast.m17, day=day, time=dt.time(15))
    sheet = sheet_of(cast.m17, practice())
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
    sheet = sheet_of(cast.m17, practice(), schedule)
    assert (sheet.when, sheet.how_often, sheet.where) == (
        "after lunch",
        "3 times a week",
        "in the park",
    )
    assert sheet_of(cast.m17, practice(), Schedule(kind="tally")).tally is True
    assert sheet_of(cast.m17, practice(), Schedule(times_a_day=3)).tally is True


def test_a_scale_that_paper_cannot_carry_is_left_out(cast: Cast) -> None:
    cast.m17.rating_scale = "0-100"
    assert sheet_of(cast.m17, practice()).rating is None


def test_discreet_paper_follows_the_client_unless_it_is_said(cast: Cast) -> None:
    cast.m17.quiet_mode = True
    assert sheet_of(cast.m17, practice()).discreet is True
    assert sheet_of(cast.m17, practice(), discreet=False).discreet is False
    cast.m18.discreet_paper = True
    assert sheet_of(cast.m18, practice()).discreet is True


def test_without_crisis_contacts_only_discreet_paper_is_printed(cast: Cast) -> None:
    CrisisContact.objects.of_clinic(cast.harbour).delete()
    with pytest.raises(HandoutRefused, match="crisis contacts are missing"):
        sheet_of(cast.m17, practice())
    with pytest.raises(HandoutRefused, match="crisis contacts are missing"):
        blank_of(cast, practice())
    assert sheet_of(cast.m17, practice(), discreet=True).discreet is True
    assert CrisisContact.objects.of_clinic(cast.lakeside).count() == 1


def test_what_only_the_therapist_leads_is_never_printed(cast: Cast) -> None:
    with pytest.raises(HandoutRefused, match="Only the therapist"):
        sheet_of(cast.m17, gated(led_by="therapist_only"), discreet=True)
    with pytest.raises(HandoutRefused, match="Only the therapist"):
        blank_of(cast, gated(led_by="therapist_only"))


def test_therapist_first_needs_a_session_in_which_it_was_done(cast: Cast) -> None:
    given = gated(led_by="therapist_first")
    with pytest.raises(HandoutRefused, match="together in a session first"):
        sheet_of(cast.m17, given)
    held = make.appointment(cast.m17, status="held")
    done = make.session(cast.m17, appointment=held, recorded_at=cast.harbour.now())
    make.block(done, "awareness", 5, practice=given.code, delivered_minutes=5)
    assert sheet_of(cast.m17, given).for_whom == "M-17"
    with pytest.raises(HandoutRefused, match="together in a session first"):
        sheet_of(cast.m18, given)


def test_what_is_left_out_for_a_client_is_not_printed(cast: Cast) -> None:
    given = gated(leave_out_when=("touch_unsafe",))
    assert sheet_of(cast.m17, given).for_whom == "M-17"
    cast.m17.touch_unsafe = True
    with pytest.raises(HandoutRefused, match="touch is not safe"):
        sheet_of(cast.m17, given)


def test_exposure_goes_on_paper_only_after_it_was_given_as_homework(cast: Cast) -> None:
    card = StayOrStop(stay="s", stop="t", then="u")
    given = dataclasses.replace(gated(exposure_homework=True), stay_or_stop=card)
    cast.m17.home = "safe"
    with pytest.raises(HandoutRefused, match="Exposure homework still needs"):
        sheet_of(cast.m17, given)
    make.assignment(cast.m17, code=given.code)
    assert sheet_of(cast.m17, given).for_whom == "M-17"


def test_nothing_is_printed_once_the_work_has_ended(cast: Cast) -> None:
    cast.m17.status = "ended"
    with pytest.raises(HandoutRefused, match="has ended"):
        sheet_of(cast.m17, practice())


def test_a_blank_names_nobody(cast: Cast) -> None:
    sheet = blank_of(cast, practice(where="sitting"))
    assert (sheet.for_whom, sheet.given_on, sheet.when, sheet.how_often) == ("", None, "", "")
    assert (sheet.clinic, sheet.where, len(sheet.other_times)) == ("Harbour Clinic", "sitting", 1)


def test_a_worksheet_and_a_piece_are_composed_alike(cast: Cast) -> None:
    cast.m17.refresh_from_db()
    make.appointment(cast.m17, day=dt.date(2027, 3, 4), time=dt.time(15))
    sheet = sheet_for(cast.m17, Wanted(given=worksheet()), Look(fillable=True, paper="Letter"))
    assert isinstance(sheet, WorksheetSheet)
    assert (sheet.for_whom, sheet.clinic, sheet.paper) == ("M-17", "Harbour Clinic", "Letter")
    assert (sheet.fillable, sheet.next_appointment) == (True, "Thursday 4 March, 15:00")
    told = sheet_for(cast.m17, Wanted(given=piece()), Look(large=True))
    assert isinstance(told, PieceSheet)
    assert (told.large, told.paper, told.given_on) == (True, "A4", cast.m17.today())
    assert "Leila" not in repr((sheet, told))


def test_a_piece_for_clinicians_is_never_printed(cast: Cast) -> None:
    secret = piece(reader="clinician")
    with pytest.raises(HandoutRefused, match="for clinicians"):
        sheet_for(cast.m17, Wanted(given=secret), Look(discreet=True))
    with pytest.raises(HandoutRefused, match="for clinicians"):
        blank_of(cast, secret)
    with pytest.raises(HandoutRefused, match="for clinicians"):
        sheet_in_group(cast.m17, cast.group_a, Wanted(given=secret), Look())


def test_in_a_group_the_next_appointment_is_the_groups(cast: Cast) -> None:
    make.appointment(cast.m17, day=dt.date(2027, 3, 4), time=dt.time(15))
    make.appointment(cast.group_a, day=dt.date(2027, 3, 9), time=dt.time(18, 30))
    sheet = sheet_in_group(cast.m17, cast.group_a, Wanted(given=practice()), Look())
    assert (sheet.for_whom, sheet.next_appointment) == ("M-17", "Tuesday 9 March, 18:30")


def test_in_a_group_nothing_of_the_person_decides(cast: Cast) -> None:
    cast.m17.touch_unsafe, cast.m17.status = True, "ended"
    cast.m17.quiet_mode = True
    sheet = sheet_in_group(cast.m17, cast.group_a, Wanted(given=worksheet()), Look())
    assert sheet.discreet is False
    given = Wanted(given=gated(leave_out_when=("touch_unsafe",)))
    for person in (cast.m17, cast.m18):
        with pytest.raises(HandoutRefused, match="not for everybody"):
            sheet_in_group(person, cast.group_a, given, Look())


def test_in_a_group_crisis_contacts_are_needed_too(cast: Cast) -> None:
    CrisisContact.objects.of_clinic(cast.harbour).delete()
    wanted = Wanted(given=practice())
    with pytest.raises(HandoutRefused, match="crisis contacts are missing"):
        sheet_in_group(cast.m17, cast.group_a, wanted, Look())
    discreet = sheet_in_group(cast.m17, cast.group_a, wanted, Look(discreet=True))
    assert discreet.discreet is True


def test_discreet_paper_for_one_is_discreet_paper_for_the_group(cast: Cast) -> None:
    assert needs_discreet(cast.group_a) is False
    cast.m19.discreet_paper = True  # left the group last month
    cast.m19.save()
    assert needs_discreet(cast.group_a) is False
    cast.m17.quiet_mode = True
    cast.m17.save()
    assert (needs_discreet(cast.group_a), needs_discreet(cast.group_b)) == (True, True)
