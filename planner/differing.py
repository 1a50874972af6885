"""What a session's plan does otherwise than its protocol, in sentences. Pure."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from planner.changes import changes_between
from planner.plan import PlannedBlock

type Plan = Sequence[PlannedBlock]

LIKENESS: tuple[Callable[[PlannedBlock], Any], ...] = (
    lambda block: (block.phase, block.practice, block.title),
    lambda block: (block.phase, block.practice),
    lambda block: (block.phase, block.title),
    lambda block: block.phase,
)
"""How a block is known again, the surest sign first; a session's blocks have uids of their own."""


def differs_from(protocol: Plan, plan: Plan) -> tuple[str, ...]:
    """What was added, left out, moved, or has other minutes than in the protocol; () for nothing.

    Notes, titles, memory labels, locks, materials, who leads and wishes belong to the session and are
    not compared.
    """
    pairs = _pairs(protocol, plan)
    before = [_as_in(block, pairs.get(block.uid)) for block in protocol]
    return changes_between(before, plan)


def _pairs(protocol: Plan, plan: Plan) -> dict[str, PlannedBlock]:
    """Uid of a block of the protocol -> the block of the plan that was made from it."""
    found: dict[str, PlannedBlock] = {}
    for like in LIKENESS:
        taken = {block.uid for block in found.values()}
        for old in protocol:
            if old.uid in found:
                continue
            new = next(_matching(old, (one for one in plan if one.uid not in taken), like), None)
            if new is not None:
                found[old.uid] = new
                taken.add(new.uid)
    return found


def _matching(
    old: PlannedBlock, others: Iterable[PlannedBlock], like: Callable[[PlannedBlock], Any]
) -> Iterator[PlannedBlock]:
    return (one for one in others if like(one) == like(old))


def _as_in(block: PlannedBlock, made: PlannedBlock | None) -> PlannedBlock:
    """The protocol's block as the session's, but for what is compared."""
    if made is None:
        return replace(block, uid=f"protocol-{block.uid}"[:64])
    return replace(
        made,
        minutes=block.minutes,
        module=block.module,
        practice=block.practice,
        optional=block.optional,
    )
