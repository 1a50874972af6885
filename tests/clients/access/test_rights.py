"""Who may do what: the table, and the twins that read it."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from clients.access import Capability, ask, may, visible_to
from clients.actions.teams import keep_apart
from clients.models import (
    Apart,
    Assignment,
    Client,
    Clinic,
    Log,
    Member,
    Participation,
    owned_models,
)
from planner.models import OwnRecord, Practice, ProcessNote, Protocol, UnwantedEffect
from tests import factories as make
from tests.cast import Cast

VIEW, EDIT, ROSTER, MANAGE = (
    Capability.VIEW,
    Capability.EDIT,
    Capability.ROSTER,
    Capability.MANAGE,
)


def codes(member: Member, capability: Capability) -> list[str]:
    """The codes of the clients on whom the member has the capability."""
    rows = visible_to(member, capability, Client)
    return sorted(rows.values_list("code", flat=True))


@pytest.mark.parametrize(
    ("who", "view", "edit", "roster", "manage"),
    [
        ("olga", [], [], [], ["M-17", "M-18", "M-19"]),
        ("amara", ["M-17"], ["M-17"], ["M-17"], []),
        ("ben", ["M-18", "M-19"], ["M-18", "M-19"], ["M-18", "M-19"], []),
        ("sara", ["M-17"], [], ["M-17"], []),
        ("kofi", [], [], [], []),
        ("gina", [], [], ["M-17"], []),
        ("hugo", [], [], ["M-17"], []),
        ("rita", [], [], [], []),
        ("nils", [], [], [], []),
    ],
)
def test_who_reaches_which_client(
    cast: Cast, who: str, view: list[str], edit: list[str], roster: list[str], manage: list[str]
) -> None:
    member = cast.members[who]
    assert codes(member, VIEW) == view
    assert codes(member, EDIT) == edit
    assert codes(member, ROSTER) == roster
    assert codes(member, MANAGE) == manage


def test_leaders_know_of_homework_of_their_own_group_only(cast: Cast) -> None:
    in_a = make.assignment(cast.m17, group=cast.group_a)
    make.log(in_a)
    make.assignment(cast.m17)
    make.assignment(cast.m19, group=cast.group_a)
    assert list(visible_to(cast.gina, ROSTER, Assignment)) == [in_a]
    assert list(visible_to(cast.hugo, ROSTER, Assignment)) == []
    assert list(visible_to(cast.gina, VIEW, Assignment)) == []
    assert list(visible_to(cast.gina, ROSTER, Log)) == []


def test_a_place_on_the_team_begins_and_ends_by_date(cast: Cast) -> None:
    today = cast.harbour.today()
    place = make.team(cast.m18, cast.amara, "cover", starts=today, ends=today)
    assert may(cast.amara, VIEW, cast.m18)
    place.ends = today - dt.timedelta(days=1)
    place.starts = place.ends
    place.save(update_fields=["starts", "ends"])
    assert not may(cast.amara, VIEW, cast.m18)
    place.starts, place.ends = today + dt.timedelta(days=1), None
    place.save(update_fields=["starts", "ends"])
    assert not may(cast.amara, VIEW, cast.m18)


def test_who_does_no_clinical_work_reads_nothing_even_on_a_team(cast: Cast) -> None:
    make.team(cast.m18, cast.olga)
    assert codes(cast.olga, VIEW) == []
    assert not may(cast.olga, VIEW, cast.m18)


def test_shared_library_is_for_all_and_own_items_for_their_clinic(cast: Cast) -> None:
    shared = Practice.objects.create(code="shared")
    own = Practice.objects.create(code="own", clinic=cast.lakeside)
    assert list(visible_to(cast.amara, VIEW, Practice)) == [shared]
    assert list(visible_to(cast.nils, VIEW, Practice)) == [own, shared]
    assert may(cast.amara, VIEW, shared)
    assert not may(cast.amara, VIEW, own)


def one_of_each(cast: Cast) -> None:
    """Rows of many models for each client and group, so that the twins have something to say."""
    for person in (cast.m17, cast.m18, cast.m19):
        session = make.session(person)
        make.block(session, "awareness", 5)
        given = make.assignment(person, group=cast.group_a)
        make.checkin(person, 3, 4, log=make.log(given))
        make.handout(person)
        make.device(person)
    for group in (cast.group_a, cast.group_b):
        make.block(make.session(group, kind="group"), "grounding", 5)
    keep_apart(client=cast.m18, other=cast.m19, by=cast.ben)
    keep_apart(client=cast.m17, other=cast.m18, by=cast.ben)
    session = make.session(cast.m17)
    ProcessNote.objects.create(clinic=cast.harbour, session=session, author=cast.amara, text="x")
    UnwantedEffect.objects.create(
        clinic=cast.harbour,
        session=make.session(cast.group_a, kind="group"),
        client=cast.m17,
        effect="x",
    )
    OwnRecord.objects.create(
        clinic=cast.harbour,
        session=make.session(cast.group_a, kind="group"),
        client=cast.m18,
        text="x",
    )
    Practice.objects.create(code="own", clinic=cast.harbour)
    Practice.objects.create(code="shared")


def test_who_is_kept_apart_is_read_by_whoever_may_see_both(cast: Cast) -> None:
    both = keep_apart(client=cast.m19, other=cast.m18, by=cast.ben)
    half = keep_apart(client=cast.m17, other=cast.m18, by=cast.ben)
    seen = {name: list(visible_to(who, VIEW, Apart)) for name, who in cast.members.items()}
    assert {name: rows for name, rows in seen.items() if rows} == {"ben": [both]}
    make.team(cast.m17, cast.ben, "supervisor")
    assert list(visible_to(cast.ben, VIEW, Apart)) == [both, half]
    assert list(visible_to(cast.ben, EDIT, Apart)) == [both]
    assert [list(visible_to(cast.ben, one, Apart)) for one in (ROSTER, MANAGE)] == [
        [both, half],
        [],
    ]


def test_a_private_note_is_its_authors_while_on_the_team(cast: Cast) -> None:
    note = ProcessNote.objects.create(
        clinic=cast.harbour, session=make.session(cast.m17), author=cast.amara, text="x"
    )
    assert [name for name, who in cast.members.items() if may(who, VIEW, note)] == ["amara"]
    cast.m17.care_team.filter(member=cast.amara).delete()
    assert not may(cast.amara, VIEW, note)


def with_key(rows: Any, *, pk: Any) -> Any:
    """One of the rows, for a question that is prepared once for all members alike."""
    return rows.filter(pk=pk)


def test_the_twins_and_the_prepared_question_agree_for_every_model(cast: Cast) -> None:
    one_of_each(cast)
    seen = 0
    models: tuple[Any, ...] = (*owned_models(), Clinic, Practice, Protocol)
    for model in models:
        for row in model._default_manager.all():
            for member in cast.members.values():
                for capability in Capability:
                    listed = visible_to(member, capability, model).filter(pk=row.pk).exists()
                    assert may(member, capability, row) is listed, (member, capability, row)
                    who = SimpleNamespace(member=member)
                    prepared = ask(who, capability, model, with_key, pk=row.pk)
                    assert prepared == [row] * listed, (member, capability, row)
                    seen += listed
    assert seen > 100


def test_participations_are_seen_from_both_sides(cast: Cast) -> None:
    assert visible_to(cast.gina, VIEW, Participation).count() == 2
    assert visible_to(cast.amara, VIEW, Participation).count() == 2
    assert visible_to(cast.nils, VIEW, Participation).count() == 0
