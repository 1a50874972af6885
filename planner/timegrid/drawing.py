"""The plan as shapes without inline styles: SVG attributes."""

from dataclasses import dataclass

from planner.plan import PlannedBlock
from planner.timegrid.grid import Grid, clock_text

RIBBON_WIDTH = 1000
"""Width of the ribbon's viewBox."""


@dataclass(frozen=True, kw_only=True)
class RibbonPart:
    """One block in the ribbon: `x` and `width` in a viewBox 0 to 1000 wide."""

    block: PlannedBlock
    x: int
    width: int


@dataclass(frozen=True, kw_only=True)
class RibbonTick:
    """A time under the ribbon."""

    x: int
    text: str


def ribbon(grid: Grid) -> tuple[RibbonPart, ...]:
    """The blocks as parts of a ribbon 1000 wide; parts touch exactly where blocks do."""
    span = grid.span or 1
    return tuple(
        RibbonPart(
            block=slot.block,
            x=_scaled(slot.offset, span),
            width=_scaled(slot.end, span) - _scaled(slot.offset, span),
        )
        for slot in grid.slots
    )


def ribbon_ticks(grid: Grid) -> tuple[RibbonTick, ...]:
    """Times under the ribbon: each half hour (each hour beyond three) and the end."""
    span = grid.span
    step = 30 if span <= 180 else 60
    offsets = [offset for offset in range(0, span, step) if offset <= span - step // 2]
    return tuple(
        RibbonTick(
            x=_scaled(offset, span or 1),
            text=clock_text(grid.start.local(offset) if grid.start else None, offset),
        )
        for offset in (*offsets, span)
    )


def _scaled(offset: int, span: int) -> int:
    return round(offset * RIBBON_WIDTH / span)
