"""Where a practice goes in a plan that is there already. Pure."""

from collections.abc import Sequence

from planner.plan import Phase, PlannedBlock

ENDS = (Phase.HOMEWORK, Phase.CLOSING, Phase.DEBRIEF)
"""What stands at the end of a session; everything else comes before it."""


def place_for(blocks: Sequence[PlannedBlock], phase: Phase) -> int:
    """The place (0 = first) of a new block of this phase.

    Behind the last block of the same phase. Where there is none: before the homework and the
    closing that end the plan; a group's last grounding (R20) counts as part of that end.
    """
    same = [place for place, block in enumerate(blocks) if block.phase is phase]
    if same:
        return same[-1] + 1
    place = len(blocks)
    if place and blocks[-1].module and blocks[-1].phase is Phase.GROUNDING:
        place -= 1
    while place and blocks[place - 1].phase in ENDS:
        place -= 1
    return place


def module_at(blocks: Sequence[PlannedBlock], place: int) -> int:
    """The module that a block at this place belongs to: that of the block before it."""
    return blocks[place - 1].module if place else 0
