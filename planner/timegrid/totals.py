"""How the planned minutes are shared out: by module, by colour family, by wing."""

from collections.abc import Iterable
from dataclasses import dataclass

from planner.plan import Family, Phase, PlannedBlock, total_minutes

MODULE_SHORTEST = 15
"""Minutes that each module of a group session should have (clinical default)."""

PRACTISED = frozenset(
    {
        Phase.ARRIVAL,
        Phase.AWARENESS,
        Phase.GROUNDING,
        Phase.COMPASSION,
        Phase.CO_CREATION,
        Phase.BREAK,
        Phase.CLOSING,
    }
)
"""Phases in which a practice is done; in the others one speaks of it, or works on what hurts."""


@dataclass(frozen=True, kw_only=True)
class WingTotals:
    """Minutes of awareness alone (cool), of compassion alone (warm), and of both at once.

    Source: domain 1b, rows 44 to 47. Talk, breaks and exposure belong to neither wing.
    """

    cool: int
    both: int
    warm: int

    @property
    def total(self) -> int:
        """Minutes of either wing."""
        return self.cool + self.both + self.warm

    @property
    def parts(self) -> tuple[tuple[str, int, int], ...]:
        """Cool, both, warm from left to right: name, where it begins, how wide; in thousandths."""
        edges = [0, self.cool, self.cool + self.both, self.total]
        at = [round(1000 * edge / (self.total or 1)) for edge in edges]
        widths = zip(("cool", "both", "warm"), at, at[1:], strict=False)
        return tuple((name, begins, ends - begins) for name, begins, ends in widths)

    @property
    def missing(self) -> str:
        """The wing of which there is nothing while the other is there: "cool", "warm" or ""."""
        if self.total == self.cool > 0:
            return "warm"
        return "cool" if self.total == self.warm > 0 else ""


@dataclass(frozen=True, kw_only=True)
class ModuleTotal:
    """Planned minutes of one module (1 to 3) of a group session, and of the fullest one (`most`).

    `shortest` are the minutes that it should have.
    """

    module: int
    minutes: int
    most: int = 0
    shortest: int = MODULE_SHORTEST

    @property
    def share(self) -> int:
        """How long its bar is beside the fullest one's, in thousandths."""
        return round(1000 * self.minutes / max(self.most, self.shortest))

    @property
    def least(self) -> int:
        """Where on the bars a module should reach to, in thousandths."""
        return round(1000 * self.shortest / max(self.most, self.shortest))

    @property
    def is_short(self) -> bool:
        """Whether it has fewer minutes than a module should have."""
        return self.minutes < self.shortest


def module_totals(
    blocks: Iterable[PlannedBlock], *, shortest: int = MODULE_SHORTEST
) -> tuple[ModuleTotal, ...]:
    """Planned minutes of each module that the plan has, in order; `shortest` are G4's minutes."""
    plan = tuple(blocks)
    modules = sorted({block.module for block in plan} - {0})
    minutes = [total_minutes(b for b in plan if b.module == module) for module in modules]
    most = max(minutes, default=0)
    return tuple(
        ModuleTotal(module=module, minutes=own, most=most, shortest=shortest)
        for module, own in zip(modules, minutes, strict=True)
    )


def family_totals(blocks: Iterable[PlannedBlock]) -> dict[Family, int]:
    """Planned minutes of each colour family, every family present."""
    plan = tuple(blocks)
    return {family: total_minutes(b for b in plan if b.family is family) for family in Family}


def wing_totals(blocks: Iterable[PlannedBlock]) -> WingTotals:
    """Planned minutes of each wing.

    The gates of a practice tell whether kindness is in it. Where it is, and the phase does not say
    compassion, awareness may be in it too: that counts as both, so that no wing is missed wrongly.
    """
    minutes = {"cool": 0, "both": 0, "warm": 0}
    for block in blocks:
        wing = _wing(block)
        if wing:
            minutes[wing] += block.minutes
    return WingTotals(**minutes)


def _wing(block: PlannedBlock) -> str:
    kind = block.practice_gates.compassionate
    if block.phase is Phase.COMPASSION:
        return "warm" if kind or not block.practice else "cool"
    if block.phase not in PRACTISED:
        return ""
    if kind:
        return "both"
    return "cool" if block.practice or block.phase is Phase.AWARENESS else ""
