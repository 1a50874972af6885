"""The page of a protocol: its blocks on the clock from 0:00."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString

from planner.library.prose import as_html
from planner.library.protocols import ProtocolDocument
from planner.library.words import PROTOCOL_KIND_LABELS
from planner.plan import PlannedBlock
from planner.timegrid import RibbonPart, RibbonTick, lay_out, ribbon, ribbon_ticks

from .asked import Asked
from .named import Named


@dataclass(frozen=True, kw_only=True)
class ClockedBlock:
    """A block with its begin as a clock from 0:00, and the practice that it names."""

    block: PlannedBlock
    begins: str
    practice: Named | None
    opens_module: bool


@dataclass(frozen=True, kw_only=True)
class ProtocolPage:
    """The ribbon and the blocks."""

    kind: str
    blocks: tuple[ClockedBlock, ...]
    ends: str
    parts: tuple[RibbonPart, ...]
    ticks: tuple[RibbonTick, ...]
    text: SafeString


def protocol_page(
    document: ProtocolDocument, named: Mapping[str, Named], _asked: Asked
) -> ProtocolPage:
    """The protocol on the clock."""
    grid = lay_out(document.blocks, length=document.minutes)
    modules = [slot.block.module for slot in grid.slots]
    return ProtocolPage(
        kind=str(PROTOCOL_KIND_LABELS[document.kind]),
        blocks=tuple(
            ClockedBlock(
                block=slot.block,
                begins=clock(slot.offset),
                practice=named.get(slot.block.practice),
                opens_module=bool(slot.block.module) and slot.block.module != before,
            )
            for slot, before in zip(grid.slots, [0, *modules], strict=False)
        ),
        ends=clock(grid.planned),
        parts=ribbon(grid),
        ticks=tuple(replace(one, text=one.text.lstrip("+")) for one in ribbon_ticks(grid)),
        text=as_html(document.text, below=2),
    )


def clock(minutes: int) -> str:
    """Minutes after the start as a clock: 0:00, 1:05."""
    return f"{minutes // 60}:{minutes % 60:02}"
