"""Exposures in a plan, as the rules count them.

Adjoining exposure blocks of the same memory are one exposure; regulation after an exposure block
is done during it. Tasks without minutes stand nowhere, but a planned exposure always counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.plan import Phase, PlannedBlock, total_minutes

ELSEWHERE = frozenset({Phase.EXPOSURE, Phase.REGULATION, Phase.HOMEWORK})
"""Phases in which other rules look at an activating practice: those of its exposure, or the gates of
what goes home, where it is only talked over."""


@dataclass(frozen=True, kw_only=True)
class Work:
    """One exposure, or one activating practice: `first` and `last` are places in `order`."""

    order: tuple[PlannedBlock, ...]
    first: int
    last: int
    is_exposure: bool

    @property
    def uid(self) -> str:
        """The block that findings stand beside."""
        return self.order[self.first].uid

    @property
    def memory(self) -> str:
        """The neutral label of its memory."""
        return self.order[self.first].memory

    @property
    def minutes(self) -> int:
        """Minutes of the work itself, without regulation."""
        return total_minutes(self.blocks)

    @property
    def blocks(self) -> tuple[PlannedBlock, ...]:
        """The blocks of the work itself, without regulation."""
        return tuple(
            block
            for block in self.order[self.first : self.last + 1]
            if block.phase is not Phase.REGULATION
        )

    @property
    def before(self) -> tuple[PlannedBlock, ...]:
        """What comes before it, nearest first."""
        return self.order[: self.first][::-1]

    @property
    def after(self) -> tuple[PlannedBlock, ...]:
        """What comes after it, up to the next one (or any exposure), the debrief or the end."""
        rest = self.order[self.last + 1 :]
        for place, block in enumerate(rest):
            ends = block.phase in (Phase.EXPOSURE, Phase.DEBRIEF)
            if ends or (not self.is_exposure and is_activating(block)):
                return rest[:place]
        return rest

    @property
    def grounding(self) -> tuple[PlannedBlock, ...]:
        """The grounding blocks after it; regulation never counts."""
        return tuple(block for block in self.after if block.phase is Phase.GROUNDING)


def exposures(blocks: Sequence[PlannedBlock]) -> tuple[Work, ...]:
    """The exposures of a plan in order."""
    order = _standing(blocks)
    found: list[Work] = []
    for place, block in enumerate(order):
        if block.phase is Phase.EXPOSURE:
            last = found[-1] if found else None
            if last and last.last == place - 1 and last.memory == block.memory:
                found[-1] = _work(order, last.first, place)
            else:
                found.append(_work(order, place, place))
        elif block.phase is Phase.REGULATION and found and found[-1].last == place - 1:
            found[-1] = _work(order, found[-1].first, place)
    return tuple(found)


def activating_works(blocks: Sequence[PlannedBlock]) -> tuple[Work, ...]:
    """Activating practices outside exposure; adjoining blocks of one practice are one."""
    order = _standing(blocks)
    found: list[Work] = []
    for place, block in enumerate(order):
        if not is_activating(block):
            continue
        last = found[-1] if found else None
        same = last and last.last == place - 1 and block.practice
        if last and same and order[last.last].practice == block.practice:
            found[-1] = _work(order, last.first, place, is_exposure=False)
        else:
            found.append(_work(order, place, place, is_exposure=False))
    return tuple(found)


def is_activating(block: PlannedBlock) -> bool:
    """Whether R13 looks at this block: an activating practice done here, outside exposure."""
    return block.practice_gates.activating and block.phase not in ELSEWHERE


def _standing(blocks: Sequence[PlannedBlock]) -> tuple[PlannedBlock, ...]:
    return tuple(
        block
        for block in blocks
        if block.minutes or block.phase is Phase.EXPOSURE or is_activating(block)
    )


def _work(
    order: tuple[PlannedBlock, ...], first: int, last: int, *, is_exposure: bool = True
) -> Work:
    return Work(order=order, first=first, last=last, is_exposure=is_exposure)
