"""A session's plan as the file of a protocol: what of it can be used again, with nobody in it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from planner.library.writer import as_file, without_defaults
from planner.plan import PlannedBlock, total_minutes

GROUP = "group"


def protocol_file(
    plan: Sequence[PlannedBlock], *, kind: str, head: Mapping[str, str], titles: Mapping[str, str]
) -> str:
    """The file of a protocol with the blocks of this plan, right or not.

    `head` has code, title and purpose, `titles` what each block is called there (by uid). Notes,
    memory labels, locks, materials and who leads stay behind. A wish that the plan itself does not
    keep gives way to the planned minutes, and only a group's blocks keep their modules.
    """
    blocks = [_kept(block, titles[block.uid], kind) for block in plan]
    facts = {"kind": kind, "minutes": total_minutes(plan), "blocks": blocks}
    return as_file(without_defaults({**head, **facts}), "")


def neutral_titles(
    plan: Sequence[PlannedBlock], *, practices: Mapping[str, str], known: Collection[str] = ()
) -> dict[str, str]:
    """What each block (by uid) is called where nobody may be recognised.

    A title stays where the library says it: the word of the phase, the title of the practice
    (`practices`: code -> title), one of the titles that are `known` from the protocol. Any other
    may hold words of a person and gives way to that of the practice, or of the phase.
    """
    return {block.uid: _neutral(block, practices.get(block.practice, ""), known) for block in plan}


def _neutral(block: PlannedBlock, practice: str, known: Collection[str]) -> str:
    said = (block.phase.label, practice, *known)
    return block.title if block.title in said else practice or block.phase.label


def _kept(block: PlannedBlock, title: str, kind: str) -> dict[str, Any]:
    return {
        "phase": block.phase.value,
        "title": title,
        "minutes": block.minutes,
        "shortest": min(block.shortest, block.minutes),
        "longest": max(block.longest, block.minutes) if block.longest else 0,
        "module": block.module if kind == GROUP else 0,
        "practice": block.practice,
        "optional": block.optional,
    }
