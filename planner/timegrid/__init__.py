"""When each block of a plan begins and ends, and how that is drawn. Pure.

Minutes are real minutes: everything is reckoned in UTC and shown on the local clock.
"""

from planner.timegrid.drawing import (
    RIBBON_WIDTH,
    RibbonPart,
    RibbonTick,
    ribbon,
    ribbon_ticks,
)
from planner.timegrid.grid import (
    Grid,
    Remark,
    Slot,
    Start,
    StartError,
    Stretch,
    clock_text,
    earliest_minutes,
    lay_out,
)
from planner.timegrid.totals import (
    MODULE_SHORTEST,
    ModuleTotal,
    WingTotals,
    family_totals,
    module_totals,
    wing_totals,
)

__all__ = [
    "MODULE_SHORTEST",
    "RIBBON_WIDTH",
    "Grid",
    "ModuleTotal",
    "Remark",
    "RibbonPart",
    "RibbonTick",
    "Slot",
    "Start",
    "StartError",
    "Stretch",
    "WingTotals",
    "clock_text",
    "earliest_minutes",
    "family_totals",
    "lay_out",
    "module_totals",
    "ribbon",
    "ribbon_ticks",
    "wing_totals",
]
