"""A plan as the file of a protocol: what goes along, and what stays behind."""

from dataclasses import replace
from typing import Any

import pytest

from planner.library.faults import LibraryError
from planner.library.from_plan import neutral_titles, protocol_file
from planner.library.protocols import ProtocolDocument
from planner.library.reader import Known, read_one
from planner.plan import Phase, PlannedBlock

SECRETS: dict[str, Any] = {
    "notes": "NOTES",
    "memory": "MEMORY",
    "materials": "MATERIALS",
    "leader": "LEADER",
    "lock_at": "10:15",
}
ARRIVE = PlannedBlock(uid="u1", phase=Phase.ARRIVAL, title="TITLE-OF-HIM", minutes=10, **SECRETS)
ANCHOR = PlannedBlock(
    uid="u2",
    phase=Phase.AWARENESS,
    title="An anchor",
    minutes=8,
    shortest=5,
    longest=12,
    practice="outer-anchor",
    optional=True,
)
HEAD = {"code": "our-order", "title": "Our order", "purpose": "For short days."}


def read(text: str) -> ProtocolDocument:
    """The document that the gate makes of a file."""
    known = Known(shelves={"outer-anchor": "practices"})
    found = read_one(text, name="en/protocols/our-order.md", known=known)
    assert isinstance(found, ProtocolDocument)
    return found


def of(*plan: PlannedBlock, kind: str = "trauma", **titles: str) -> str:
    """The file of this plan."""
    return protocol_file(plan, kind=kind, head=HEAD, titles={"u1": "Arrival", "u2": "X"} | titles)


def test_the_gate_reads_what_was_written_and_nothing_of_a_person_is_in_it() -> None:
    text = of(ARRIVE, ANCHOR)
    document = read(text)
    assert (document.title, document.purpose, document.kind) == (
        "Our order",
        "For short days.",
        "trauma",
    )
    assert (document.minutes, document.length) == (18, 18)
    first, second = document.blocks
    assert first == PlannedBlock(uid="block-1", phase=Phase.ARRIVAL, title="Arrival", minutes=10)
    assert second == replace(ANCHOR, uid="block-2", title="X")
    assert [one for one in (*SECRETS.values(), "TITLE-OF-HIM") if one in text] == []


def test_wishes_that_the_plan_does_not_keep_give_way() -> None:
    shorter, longer = replace(ANCHOR, minutes=3), replace(ANCHOR, uid="u1", minutes=20)
    found = read(of(shorter, longer)).blocks
    assert [(one.shortest, one.minutes, one.longest) for one in found] == [(3, 3, 12), (5, 20, 20)]
    open_end = replace(ANCHOR, longest=0)
    assert read(of(ARRIVE, open_end)).blocks[1].longest == 0


def test_only_a_group_keeps_its_modules() -> None:
    in_module = replace(ANCHOR, module=2, minutes=12)
    assert read(of(in_module)).blocks[0].module == 0
    with pytest.raises(LibraryError) as refused:
        read(of(in_module, kind="group"))
    assert refused.value.faults[0].field == "blocks"


def test_words_that_yaml_could_take_for_something_else_stay_words() -> None:
    odd = "{x: [1]} # no: 'yes' &a *b"
    assert read(of(ARRIVE, ANCHOR, u2=odd)).blocks[1].title == odd


def test_a_title_stays_where_the_library_says_it() -> None:
    plan = (
        replace(ARRIVE, title="Arrival"),
        replace(ARRIVE, uid="u2", title="Leila's stairs"),
        ANCHOR,
        replace(ANCHOR, uid="u3", title="Leila's feet"),
        replace(ANCHOR, uid="u4", title="What we agree on"),
        replace(ANCHOR, uid="u5", title="Her word", practice="of-nobody"),
    )
    titles = neutral_titles(
        plan, practices={"outer-anchor": "Outer anchor"}, known={"What we agree on"}
    )
    assert titles == {
        "u1": "Arrival",
        "u2": "Outer anchor",
        "u3": "Outer anchor",
        "u4": "What we agree on",
        "u5": "Awareness",
    }
