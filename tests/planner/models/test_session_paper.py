"""Sheets of sessions composed from rows: what stands on them, and what stays on the screen."""

import datetime as dt
from dataclasses import replace

import pytest

from planner.models import Session
from planner.models.facts import at_desk, facts_for, judged
from planner.models.session_paper import printed_findings, session_sheet
from planner.sheets import SessionSheet, SudsGrid
from tests import factories as make
from tests.cast import Cast


def sheet_of(session: Session) -> SessionSheet:
    """The sheet as the page prints it."""
    desk = at_desk(session.pk)
    return session_sheet(desk, judged(desk, facts_for(desk)).standings, clinician="Dr. Amara Osei")


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


def test_several_findings_about_one_block_stand_in_one_line(cast: Cast) -> None:
    plan = make.session(cast.group_a, kind="group")
    make.block(plan, "awareness", 20)
    block = make.block(plan, "exposure", 90, title="Lift")
    desk = at_desk(plan.pk)
    standings = judged(desk, facts_for(desk)).standings
    about = [one.finding for one in standings if one.finding.block == str(block.uid)]
    assert len(about) > 3
    lines = [one for one in sheet_of(plan).open_findings if about[0].title in one.text]
    assert [one.severity for one in lines] == ["Stop"]
    assert lines[0].text == f"Lift: {' · '.join(one.title for one in about)}."
    assert "Lift" not in " ".join(o.text for o in sheet_of(plan).open_findings if o not in lines)


def test_the_note_of_the_session_before_stands_on_the_sheet(cast: Cast) -> None:
    yesterday = cast.harbour.today() - dt.timedelta(days=1)
    held = make.appointment(cast.m17, day=yesterday, status="held")
    make.session(cast.m17, appointment=held, next_note="Begin with the corridor.")
    other = make.appointment(cast.m18, day=yesterday, status="held")
    make.session(cast.m18, appointment=other, next_note="Of somebody else.")
    assert sheet_of(exposure_session(cast)).last_note == "Begin with the corridor."


def test_what_has_to_lie_ready_stands_on_the_sheet(cast: Cast) -> None:
    session = make.session(cast.m17)
    make.block(session, "arrival", 5, materials="Two chairs\nCards")
    make.block(session, "closing", 5, materials="cards\n")
    make.task(session, text="Air the room")
    make.task(session, text="Done already", done_at=cast.harbour.now())
    make.task(session, text="Write to the school", moment="after")
    make.task(make.session(cast.m17), text="Of another session")
    assert sheet_of(session).ready == ("Two chairs", "Cards", "Air the room")


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
    with django_assert_num_queries(3):  # type: ignore[operator]  # titles, session before, tasks
        session_sheet(desk, standings)


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("New beginning before a long gap?", "New beginning before a long gap? "),
        ("Grounding is short", "Grounding is short. "),
    ],
)
def test_a_finding_is_printed_with_one_mark_after_its_title(
    cast: Cast, title: str, said: str
) -> None:
    session = exposure_session(cast)
    desk = at_desk(session.pk)
    one = next(
        one for one in judged(desk, facts_for(desk)).standings if not one.finding.screen_only
    )
    renamed = replace(one, finding=replace(one.finding, title=title))
    (printed,) = printed_findings([renamed], desk.planned_blocks())
    assert printed.text.startswith(f"{said}{one.finding.text}")
