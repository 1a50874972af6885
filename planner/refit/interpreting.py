"""An interpreter takes part: everything takes one and a half times as long (clinical default)."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from planner.plan import MOST_BLOCK_MINUTES, MOST_MINUTES, Phase, PlannedBlock
from planner.safety import DEFAULT_LIMITS, Limits

DEBRIEF_MINUTES = 5
"""After the client has left: how was it, what was hard to say (clinical default)."""


def interpreted_minutes(length: int) -> int:
    """Minutes of a session of `length` with an interpreter: one and a half, and the debrief."""
    return min(MOST_MINUTES, _half_more(length) + DEBRIEF_MINUTES)


def interpreted(
    blocks: Sequence[PlannedBlock], *, debrief: str, limits: Limits = DEFAULT_LIMITS
) -> tuple[PlannedBlock, ...]:
    """The plan with each block one and a half times as long, and the debrief at its end.

    `debrief` is the uid of the new block. An exposure that keeps to R5's longest is not stretched
    beyond it.
    """
    last = PlannedBlock(
        uid=debrief,
        phase=Phase.DEBRIEF,
        title=_("Debrief with the interpreter"),
        minutes=DEBRIEF_MINUTES,
        shortest=DEBRIEF_MINUTES,
        longest=DEBRIEF_MINUTES,
        notes=_("After the client has left: how was it, and what was hard to say?"),
    )
    return (*(_stretched(block, limits) for block in blocks), last)


def _stretched(block: PlannedBlock, limits: Limits) -> PlannedBlock:
    most = max(block.minutes, MOST_BLOCK_MINUTES)
    if block.phase is Phase.EXPOSURE:
        most = max(block.minutes, limits.exposure_longest)
    return replace(
        block,
        minutes=min(most, _half_more(block.minutes)),
        shortest=min(most, _half_more(block.shortest)),
        longest=min(most, _half_more(block.longest)),
    )


def _half_more(minutes: int) -> int:
    """One and a half times, begun minutes as whole ones."""
    return min(MOST_MINUTES, (minutes * 3 + 1) // 2)
