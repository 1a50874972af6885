"""How the planned minutes are shared out: by module and by colour family."""

from collections.abc import Iterable
from dataclasses import dataclass

from planner.plan import Family, PlannedBlock, total_minutes

MODULE_SHORTEST = 15
"""Minutes that each module of a group session should have (clinical default)."""


@dataclass(frozen=True, kw_only=True)
class ModuleTotal:
    """Planned minutes of one module (1 to 3) of a group session."""

    module: int
    minutes: int

    @property
    def is_short(self) -> bool:
        """Whether it has fewer minutes than a module should have (15, clinical default)."""
        return self.minutes < MODULE_SHORTEST


def module_totals(blocks: Iterable[PlannedBlock]) -> tuple[ModuleTotal, ...]:
    """Planned minutes of each module that the plan has, in order."""
    plan = tuple(blocks)
    modules = sorted({block.module for block in plan} - {0})
    return tuple(
        ModuleTotal(module=module, minutes=total_minutes(b for b in plan if b.module == module))
        for module in modules
    )


def family_totals(blocks: Iterable[PlannedBlock]) -> dict[Family, int]:
    """Planned minutes of each colour family, every family present."""
    plan = tuple(blocks)
    return {family: total_minutes(b for b in plan if b.family is family) for family in Family}
