"""The guide and the agenda composed from rows: what stands on them, and what never does."""

import datetime as dt
from typing import Any

import pytest

from clients.models import Client, Group
from planner.models import ItemVersion, Session
from planner.models.facts import at_desk, facts_for, judged
from planner.models.session_guide import PLAIN, agenda_sheet, guide_sheet, paper_of
from planner.plan import Phase
from planner.sheets import AgendaLine, AgendaSheet, GuidePart, GuideSheet, SessionSheet
from tests import factories as make
from tests.cast import Cast
from tests.planner import shelves
from tests.planner.shelves import CYCLE, TOGETHER_FIRST

PRIVATE = {"title": "TITLE-X", "notes": "NOTE-X", "memory": "MEMORY-X", "materials": "THING-X"}


def guide_of(session: Session) -> GuideSheet:
    """The guide as the page prints it."""
    desk = at_desk(session.pk)
    return guide_sheet(desk, judged(desk, facts_for(desk)).standings)


def at_ten(whom: Client | Group, **fields: Any) -> Session:
    """A session of an hour at ten in Room 2."""
    meeting = make.appointment(whom, minutes=60, time=dt.time(10), room="Room 2")
    return make.session(whom, appointment=meeting, **fields)


def test_the_guide_has_the_script_of_each_practice_and_what_lies_ready(cast: Cast) -> None:
    shelves.practice(CYCLE)
    session = at_ten(cast.m17)
    make.block(session, "arrival", 10, notes="Say hello.", materials="Two chairs\nCards")
    make.block(session, "compassion", 8, title="Three steps", practice=CYCLE, optional=True)
    make.task(session, text="Air the room")
    sheet = guide_of(session)
    said = shelves.library().practice(CYCLE)
    first, second = sheet.blocks
    assert (first.starts, first.notes, first.materials, first.script) == (
        "10:00",
        "Say hello.",
        ("Two chairs", "Cards"),
        "",
    )
    assert (second.starts, second.minutes, second.practice, second.optional) == (
        "10:10",
        8,
        "Three-Step Integration Cycle, Eyes open",
        True,
    )
    assert (second.language, second.when_to_stop) == ("en", said.when_to_stop)
    assert second.script == next(one.script for one in said.variants if one.code == "eyes_open")
    assert sheet.ready == ("Two chairs", "Cards", "Air the room")
    assert (sheet.who, sheet.starts, sheet.ends, sheet.place, sheet.parts) == (
        "M-17",
        "10:00",
        "11:00",
        "In the room, Room 2",
        (),
    )
    assert "Leila" not in repr(sheet)


def test_memory_labels_and_what_is_for_the_screen_only_are_not_on_the_guide(cast: Cast) -> None:
    cast.m17.home = "not_safe"
    cast.m17.save()
    session = at_ten(cast.m17)
    make.block(session, "exposure", 35, memory="MEMORY-X")
    sheet = guide_of(session)
    assert "risk" in " ".join(one.text for one in sheet.findings)
    assert [x for x in ("MEMORY-X", "ome is not safe") if x in repr(sheet)] == []


def test_the_script_is_in_the_clients_language_and_in_the_form_that_is_safe(cast: Cast) -> None:
    item = shelves.practice(CYCLE)
    german = {"language": "de", "script": "Ankommen."}
    shelves.say_also(item, **german, variants=[{"code": "eyes_open", "script": "Augen auf."}])
    cast.m17.language, cast.m17.trauma, cast.m17.dissociation = "de", False, False
    cast.m17.save()
    session = at_ten(cast.m17)
    make.block(session, "compassion", 8, practice=CYCLE)
    (block,) = guide_of(session).blocks
    assert (block.script, block.language) == ("Ankommen.", "de")
    cast.m17.trauma = True
    cast.m17.save()
    (block,) = guide_of(session).blocks
    assert block.script == "Augen auf."


def test_a_groups_guide_has_its_form_and_the_minutes_of_each_part(cast: Cast) -> None:
    item = shelves.practice(CYCLE)
    version = item.versions.get()
    version.document = version.document | {"variants": [{"code": "group", "script": "All."}]}
    ItemVersion.objects.filter(pk=version.pk).update(
        document=shelves.library().practice(CYCLE).from_data(version.document).to_data()
    )
    session = at_ten(cast.group_a, kind="group")
    make.block(session, "arrival", 5)
    make.block(session, "awareness", 15, module=1, practice=CYCLE)
    make.block(session, "compassion", 20, module=2)
    make.block(session, "closing", 4)
    sheet = guide_of(session)
    assert sheet.parts == (
        GuidePart(name="Module 1", minutes=15),
        GuidePart(name="Module 2", minutes=20),
        GuidePart(name="Around them", minutes=9),
    )
    assert [one.part for one in sheet.blocks] == ["", "Module 1", "Module 2", ""]
    assert (sheet.blocks[1].script, sheet.is_group, sheet.who) == ("All.", True, "Tuesday group")
    assert "M-17" not in repr(sheet)


@pytest.mark.parametrize(
    ("codes", "said", "named"),
    [
        (("short", "eyes_open", "group"), "group", "For a group"),
        (("eyes_open", "no_touch"), "no_touch", "Without touch"),
        (("short", "eyes_open"), "eyes_open", "Eyes open"),
        (("short",), None, ""),
    ],
)
def test_a_group_is_read_what_is_safe_for_all(
    cast: Cast, codes: tuple[str, ...], said: str, named: str
) -> None:
    version = shelves.practice(CYCLE).versions.get()
    forms = {"variants": [{"code": code, "script": code} for code in codes]}
    document = shelves.library().practice(CYCLE).from_data(version.document | forms)
    ItemVersion.objects.filter(pk=version.pk).update(document=document.to_data())
    session = at_ten(cast.group_a, kind="group")
    make.block(session, "awareness", 15, module=1, practice=CYCLE, title=document.title)
    (block,) = guide_of(session).blocks
    assert (block.script, block.practice) == (said or document.script, named)


@pytest.mark.parametrize("to_all", [False, True])
def test_what_moves_is_read_sitting_where_movement_is_not_safe(cast: Cast, to_all: bool) -> None:
    shelves.practice("stand-and-walk")
    session = at_ten(cast.group_a, kind="group") if to_all else at_ten(cast.m17)
    make.block(session, "awareness", 15, practice="stand-and-walk", title="Walk")
    sitting = shelves.library().practice("stand-and-walk").variant("sitting").script
    assert (guide_of(session).blocks[0].script == sitting) is to_all
    cast.m17.movement_unsafe = True
    cast.m17.save(update_fields=["movement_unsafe"])
    assert guide_of(session).blocks[0].script == sitting


def test_a_script_stands_once_and_later_blocks_name_the_first(cast: Cast) -> None:
    shelves.practice(CYCLE)
    shelves.practice(TOGETHER_FIRST)
    session = at_ten(cast.group_a, kind="group")
    make.block(session, "arrival", 5)
    for minutes, practice in ((9, CYCLE), (8, TOGETHER_FIRST), (4, CYCLE), (3, CYCLE)):
        make.block(session, "awareness", minutes, practice=practice, notes=f"{minutes} minutes")
    make.block(session, "break", 5, practice=CYCLE)
    _arrival, cycle, other, second, third, pause = guide_of(session).blocks
    assert [bool(one.script) for one in (cycle, other, second, third, pause)] == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert [one.said_in for one in (cycle, other, second, third, pause)] == [0, 0, 2, 2, 0]
    assert (second.minutes, second.notes, second.practice) == (4, "4 minutes", cycle.practice)
    assert (second.starts, second.when_to_stop) == ("10:22", cycle.when_to_stop)


def test_a_colleagues_draft_is_not_read_aloud(cast: Cast) -> None:
    item = shelves.practice(CYCLE, clinic=cast.harbour)
    type(item).objects.filter(pk=item.pk).update(draft_of=cast.ben)
    session = at_ten(cast.m17)
    make.block(session, "compassion", 8, practice=CYCLE)
    assert guide_of(session).blocks[0].script == ""


def test_the_agenda_has_times_and_plain_titles_and_nothing_else(cast: Cast) -> None:
    shelves.practice(TOGETHER_FIRST)
    session = at_ten(cast.m17, title="SESSION-X", next_note="NEXT-X")
    make.block(session, "arrival", 10, **PRIVATE)
    make.block(session, "awareness", 8, practice=TOGETHER_FIRST, **PRIVATE)
    make.block(session, "exposure", 20, **PRIVATE)
    make.block(session, "exposure", 15, **PRIVATE)
    make.block(session, "closing", 0, **PRIVATE)
    sheet = agenda_sheet(at_desk(session.pk))
    plain = shelves.library().practice(TOGETHER_FIRST).plain_title
    assert sheet == AgendaSheet(
        language="en",
        is_group=False,
        lines=(
            AgendaLine(starts="10:00", minutes=10, title="Arriving"),
            AgendaLine(starts="10:10", minutes=8, title=plain),
            AgendaLine(starts="10:18", minutes=35, title="The main part"),
        ),
    )


def test_an_agenda_without_a_date_has_minutes_only(cast: Cast) -> None:
    meeting = make.appointment(cast.group_a, day=None, time=None)
    session = make.session(cast.group_a, appointment=meeting, kind="group")
    make.block(session, "break", 5, title="With cake for Noor")
    sheet = agenda_sheet(at_desk(session.pk))
    assert sheet.lines == (AgendaLine(starts="", minutes=5, title="Break"),)
    assert sheet.is_group is True


def test_every_phase_has_a_plain_title() -> None:
    assert set(PLAIN) == set(Phase)


def test_each_kind_of_paper_is_composed(cast: Cast) -> None:
    desk = at_desk(at_ten(cast.m17).pk)
    kinds = [type(paper_of(desk, kind)) for kind in ("", "guide", "agenda")]
    assert kinds == [SessionSheet, GuideSheet, AgendaSheet]


def test_a_groups_room_has_a_chair_for_everybody(cast: Cast) -> None:
    seats = []
    for setting in ("room", "video"):
        meeting = make.appointment(cast.group_a, setting=setting)
        session = make.session(cast.group_a, appointment=meeting, kind="group")
        sheet: Any = paper_of(at_desk(session.pk), "guide")
        seats.append(sheet.seats)
    alone: Any = paper_of(at_desk(at_ten(cast.m17).pk), "guide")
    people = cast.group_a.participations.on(cast.harbour.today()).count()
    leaders = cast.group_a.care_team.on(cast.harbour.today()).count()
    assert (seats, alone.seats) == ([people + leaders, 0], 0)


@pytest.mark.parametrize("blocks", [1, 8])
def test_a_guide_takes_the_same_queries_for_any_length(
    cast: Cast, blocks: int, django_assert_num_queries: Any
) -> None:
    shelves.practice(CYCLE)
    shelves.practice(TOGETHER_FIRST)
    session = at_ten(cast.m17)
    for number in range(blocks):
        make.block(session, "awareness", 1, practice=(CYCLE, TOGETHER_FIRST)[number % 2])
    desk = at_desk(session.pk)
    standings = judged(desk, facts_for(desk)).standings
    with django_assert_num_queries(3):  # practices, their texts, tasks
        guide_sheet(desk, standings)
    with django_assert_num_queries(2):
        agenda_sheet(desk)
