"""Who gives minutes, in which order, and how a loss is shared out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.plan import Phase, PlannedBlock

LAST = {Phase.EXPOSURE: 1, Phase.PROCESSING: 3, Phase.GROUNDING: 4}
"""Whose turn it is: exposure after the optional blocks, grounding last; all others between."""


@dataclass(frozen=True, kw_only=True)
class Floor:
    """Blocks that together never have fewer than `least` minutes."""

    uids: frozenset[str]
    least: int


def turn(block: PlannedBlock) -> int:
    """0 for the blocks that give first (optional ones) to 4 for those that give last."""
    return 0 if block.optional else LAST.get(block.phase, 2)


def share(amount: int, rooms: Mapping[str, int]) -> dict[str, int]:
    """`amount` whole minutes shared in proportion to `rooms`, none above its own.

    Largest remainder; of equal ones the earlier first. `amount` is at most the sum of `rooms`.
    """
    total = sum(rooms.values())
    if not total:
        return dict.fromkeys(rooms, 0)
    parts = {uid: amount * room // total for uid, room in rooms.items()}
    rests = sorted(rooms, key=lambda uid: -(amount * rooms[uid] % total))
    for uid in rests[: amount - sum(parts.values())]:
        parts[uid] += 1
    return parts


def take(
    loss: int,
    among: Sequence[PlannedBlock],
    minutes: dict[str, int],
    least: Mapping[str, int],
    floors: Sequence[Floor],
) -> int:
    """Take `loss` minutes out of `minutes` of these blocks; what could not be taken.

    Turn after turn, in proportion to what each block has above its least, and never below a
    floor.
    """
    for now in sorted({turn(block) for block in among}):
        rooms = {
            block.uid: max(0, minutes[block.uid] - least[block.uid])
            for block in among
            if turn(block) == now
        }
        for floor in floors:
            inside = {uid: room for uid, room in rooms.items() if uid in floor.uids}
            spare = max(0, sum(minutes.get(uid, 0) for uid in floor.uids) - floor.least)
            if sum(inside.values()) > spare:
                rooms |= share(spare, inside)
        given = min(loss, sum(rooms.values()))
        for uid, part in share(given, rooms).items():
            minutes[uid] -= part
        loss -= given
    return loss
