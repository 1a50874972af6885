"""A plan as its page shows it: rows on the clock, ribbon, findings, what to have ready."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from planner import safety
from planner.plan import MOST_BLOCK_MINUTES, Phase, PlannedBlock, materials_of
from planner.timegrid import (
    MODULE_SHORTEST,
    Grid,
    ModuleTotal,
    RibbonPart,
    RibbonTick,
    Slot,
    Start,
    WingTotals,
    lay_out,
    module_totals,
    ribbon,
    ribbon_ticks,
    wing_totals,
)

STEPS = (-5, -1, 1, 5)
"""Minutes that the stepper adds or takes away at one touch."""

SHORT_BLOCK = 10
"""Up to so many minutes a block is drawn with a single line of notes."""

NOTES_OPEN_SHORT, NOTES_OPEN, NOTES_FOLDED = 45, 130, 90
"""Characters of notes that stand open, in a short block and else, and of the first words of others."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One button of the stepper: how much, and the minutes it leads to."""

    by: int
    to: int

    @property
    def sign(self) -> str:
        """The step as it is read: −5 or +1."""
        return f"−{-self.by}" if self.by < 0 else f"+{self.by}"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One block of the timeline. `block` is the stored row, `plan` its plain value.

    `findings` are the open ones about it, `shown` those of the whole plan that stand open at once.
    """

    block: Any
    plan: PlannedBlock
    slot: Slot
    place: int
    is_last: bool
    says: tuple[str, ...]
    remarks: tuple[str, ...]
    findings: tuple[safety.Standing, ...]
    shown: tuple[safety.Standing, ...]

    @property
    def named(self) -> tuple[safety.Standing, ...]:
        """Its findings that stand open at once: they are named here too."""
        return tuple(one for one in self.findings if one in self.shown)

    @property
    def marked(self) -> tuple[safety.Standing, ...]:
        """Its findings behind "more": a mark says that they are there."""
        return tuple(one for one in self.findings if one not in self.shown)

    @property
    def up(self) -> int:
        """The place above."""
        return self.place - 1

    @property
    def down(self) -> int:
        """The place below."""
        return self.place + 1

    @property
    def opening(self) -> str:
        """The first words of notes that are long for the block; "" for those that stand open."""
        notes = self.plan.notes
        room = NOTES_OPEN_SHORT if self.plan.minutes <= SHORT_BLOCK else NOTES_OPEN
        return "" if len(notes) <= room else notes[:NOTES_FOLDED].rsplit(maxsplit=1)[0]

    @property
    def less(self) -> tuple[Step, ...]:
        """The steps that shorten."""
        return tuple(_step(self.plan.minutes, by) for by in STEPS if by < 0)

    @property
    def more(self) -> tuple[Step, ...]:
        """The steps that lengthen."""
        return tuple(_step(self.plan.minutes, by) for by in STEPS if by > 0)


@dataclass(frozen=True, kw_only=True)
class Board:
    """Everything that the page of a plan shows and that an edit changes."""

    grid: Grid
    rows: tuple[Row, ...]
    ribbon: tuple[RibbonPart, ...]
    ticks: tuple[RibbonTick, ...]
    modules: tuple[ModuleTotal, ...]
    wings: WingTotals
    shown: safety.Shown
    ready: tuple[str, ...]

    @property
    def above(self) -> tuple[Row, ...]:
        """The blocks above "Add a block": all but one that closes, at the end."""
        closes = len(self.rows) > 1 and self.rows[-1].plan.phase in (Phase.CLOSING, Phase.DEBRIEF)
        return self.rows[:-1] if closes else self.rows

    @property
    def below(self) -> tuple[Row, ...]:
        """The blocks below "Add a block"."""
        return self.rows[len(self.above) :]

    @property
    def over(self) -> int:
        """Minutes too many."""
        return max(-self.grid.spare, self.grid.overrun)

    @property
    def has_exposure(self) -> bool:
        """Whether an exposure is planned."""
        return any(row.plan.phase is Phase.EXPOSURE for row in self.rows)


def lay_board(
    blocks: Iterable[Any],
    plans: tuple[PlannedBlock, ...],
    *,
    length: int,
    start: Start | None,
    standings: tuple[safety.Standing, ...],
    stop_signal: str = "",
    unsafe: Collection[str] = (),
    module_shortest: int = MODULE_SHORTEST,
) -> Board:
    """Lay a plan out for its page: its stored blocks, each beside its plain value.

    `length` in minutes; `start` None for a plan without a date; `unsafe` names what is not safe for
    this client, as conditions of practices do; `module_shortest` are G4's minutes.
    """
    grid = lay_out(plans, length=length, start=start)
    shown = safety.presentable(standings)
    rows = tuple(
        _row(place, block, slot, grid, shown)
        for place, (block, slot) in enumerate(zip(blocks, grid.slots, strict=True))
    )
    return Board(
        grid=grid,
        rows=rows,
        ribbon=ribbon(grid),
        ticks=ribbon_ticks(grid),
        modules=module_totals(plans, shortest=module_shortest),
        wings=wing_totals(plans),
        shown=shown,
        ready=tuple(_to_have_ready(rows, stop_signal, unsafe)),
    )


def _step(minutes: int, by: int) -> Step:
    return Step(by=by, to=max(0, min(MOST_BLOCK_MINUTES, minutes + by)))


def _row(place: int, block: Any, slot: Slot, grid: Grid, shown: safety.Shown) -> Row:
    uid = slot.block.uid
    is_last = place == len(grid.slots) - 1
    return Row(
        block=block,
        plan=slot.block,
        slot=slot,
        place=place,
        is_last=is_last,
        says=(
            *_held_to(slot.block),
            *_part(slot.block),
            *_practice(block, slot.block),
            *_says(slot, grid, is_last),
        ),
        remarks=tuple(remark.text for remark in grid.remarks if remark.block == uid),
        findings=tuple(one for one in shown.open if one.finding.block == uid),
        shown=shown.first,
    )


def _held_to(block: PlannedBlock) -> Iterable[str]:
    """To which hour it is locked, and to whom: first, since a short block shows one line of it."""
    if block.lock_at:
        yield _("locked to %(lock)s") % {"lock": block.lock_at}
    if block.leader:
        yield _("led by %(name)s") % {"name": block.leader}


def _part(block: PlannedBlock) -> Iterable[str]:
    """To which module and memory it belongs: short, and before the practice, which may be cut."""
    if block.module:
        yield _("module %(number)s") % {"number": block.module}
    if block.memory:
        yield block.memory


def _practice(block: Any, plan: PlannedBlock) -> Iterable[str]:
    """The title of the practice, where the block's own does not say it."""
    title = getattr(block, "practice_title", None) or ""
    if title.casefold() not in plan.title.casefold():
        yield title


def _says(slot: Slot, grid: Grid, is_last: bool) -> Iterable[str]:
    """What stands behind the phase's word, in the order of importance."""
    block = slot.block
    if block.phase is Phase.ARRIVAL and any(s.block.phase is Phase.EXPOSURE for s in grid.slots):
        yield _("risk asked? way home?")
    if block.phase is Phase.GROUNDING and block.shortest:
        yield _("kept at %(least)s min or more") % {"least": block.shortest}
    elif block.shortest or block.longest:
        yield _range(block)
    if slot.waits:
        yield _("%(minutes)s min free before") % {"minutes": slot.waits}
    if block.optional:
        yield _("optional")
    if is_last and grid.start:
        yield _("ends at %(time)s") % {"time": slot.end_text}


def _range(block: PlannedBlock) -> str:
    numbers = {"least": block.shortest, "most": block.longest}
    if block.shortest == block.longest:
        return _("kept at %(least)s min") % numbers
    if not block.longest:
        return _("%(least)s min or more") % numbers
    if not block.shortest:
        return _("up to %(most)s min") % numbers
    return _("%(least)s to %(most)s min") % numbers


def _to_have_ready(
    rows: tuple[Row, ...], stop_signal: str, unsafe: Collection[str]
) -> Iterable[str]:
    """What lies on the table when the session begins."""
    plans = [row.plan for row in rows]
    if any(plan.phase is Phase.EXPOSURE for plan in plans):
        yield _("Session sheet with the SUDS grid")
        if stop_signal:
            yield _("Stop signal: %(signal)s") % {"signal": stop_signal}
        else:
            yield _("A stop signal, to be agreed")
    for row in rows:
        plan = row.plan
        if plan.phase is Phase.HOMEWORK and plan.practice:
            named = plan.title != plan.phase.label
            title = plan.title if named else getattr(row.block, "practice_title", None)
            yield _("Handout: %(title)s") % {"title": title or plan.title}
    if "touch_unsafe" in unsafe:
        yield _("No-touch forms: touch is not safe")
    if "breath_unsafe" in unsafe:
        yield _("Forms without the breath: attending to it is not safe")
    if "movement_unsafe" in unsafe:
        yield _("Sitting forms: movement is not safe")
    yield from materials_of(plans)


def ordinal(number: int) -> str:
    """Which session it is, in words up to the twelfth: "fifth session"."""
    words = {
        1: _("first session"),
        2: _("second session"),
        3: _("third session"),
        4: _("fourth session"),
        5: _("fifth session"),
        6: _("sixth session"),
        7: _("seventh session"),
        8: _("eighth session"),
        9: _("ninth session"),
        10: _("tenth session"),
        11: _("eleventh session"),
        12: _("twelfth session"),
    }
    return words.get(number) or _("session %(number)s") % {"number": number}
