"""Refit: share a loss of minutes over the blocks of a plan, by one stated rule.

The rule. A session's clock is cut into stretches by its kept locks; each stretch has to fit by
itself, and up to the end of the last exposure so much is left that R4's minutes remain after it.
Where minutes are too many, blocks give in turns: optional blocks first, then exposure, then all
others, then processing, and grounding last. Within a turn each gives in proportion to what it has
above its shortest, in whole minutes (largest remainder, the earlier block first). An optional
block is left out whole, the last one first, when shortening the optional ones is not enough and
it frees no more than is lost; where nothing else helps, also when it frees more. The last awareness
before an exposure (R1) and the Cycle of module 3 (G3) are not left out.

Nobody goes below a shortest: a block's own; half of its minutes where it has none; for an exposure
R5's 20 minutes; for grounding R3's 10 or 5 after an exposure, and R20's 3; for a module G4's 15. What
was below such a rule before stays as it is. The order never changes, nothing grows, and a plan
that fits is left alone; where the session gets shorter, R4 is kept though the sum would fit. A plan
that does not fit even so is not touched: the missing minutes are said, and the session without
exposure is offered (exposure, regulation and processing out, the grounding kept).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planner.plan import Phase, PlannedBlock, total_minutes
from planner.refit.sharing import Floor, take, turn
from planner.safety import DEFAULT_LIMITS, Limits
from planner.safety.exposures import Work, activating_works, exposures
from planner.safety.group import lacks_cycle
from planner.safety.minutes import debrief_after, minutes_left, time_wanted_after
from planner.safety.order import grounding_wanted, is_prepared
from planner.timegrid import Remark, Start, lay_out, module_totals

GOES_WITH_EXPOSURE = frozenset({Phase.EXPOSURE, Phase.REGULATION, Phase.PROCESSING})
"""What a session without exposure leaves out."""


@dataclass(frozen=True, kw_only=True)
class Missing:
    """Minutes that no rule allows to take; `before` is the clock time of the lock or end."""

    minutes: int
    before: str


@dataclass(frozen=True, kw_only=True)
class Refit:
    """A plan before and after. `missing` is empty when it fits; otherwise `blocks` are as before.

    `kept_after` are the minutes with the client from the end of the last exposure to the end of the
    session, None without exposure. `remarks` name locks that cannot be kept. `without_exposure` is what is
    offered where the plan does not fit but would without its exposure.
    """

    before: tuple[PlannedBlock, ...]
    blocks: tuple[PlannedBlock, ...]
    length: int
    missing: tuple[Missing, ...] = ()
    kept_after: int | None = None
    remarks: tuple[Remark, ...] = ()
    drops_exposure: bool = False
    without_exposure: "Refit | None" = None

    @property
    def fits(self) -> bool:
        """Whether the minutes were found."""
        return not self.missing

    @property
    def missing_minutes(self) -> int:
        """Minutes that are missing in all; 0 when it fits."""
        return sum(one.minutes for one in self.missing)

    @property
    def spare(self) -> int:
        """Minutes of the session that nothing is planned for."""
        return max(0, self.length - total_minutes(self.blocks))


@dataclass(frozen=True, kw_only=True)
class _Part:
    """Blocks that have to fit into `most` minutes, up to the clock time `before`."""

    uids: tuple[str, ...]
    most: int
    before: str


def refit(
    blocks: Sequence[PlannedBlock],
    *,
    length: int,
    start: Start | None = None,
    was: int | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Refit:
    """The plan made to fit into `length` minutes from `start`, by the rule of this module.

    `was` is the session's length so far; None: not known, or not for this plan.
    """
    plan = tuple(blocks)
    if was is not None and length >= was:
        grid = lay_out(plan, length=length, start=start)
        if not any(stretch.over for stretch in grid.stretches):
            return _made(plan, plan, length, start)
    found = _fit(plan, _floors(plan, limits), length, start, limits)
    if found.fits or not exposures(plan):
        return found
    offer = refit_without_exposure(plan, length=length, start=start, limits=limits)
    return replace(found, without_exposure=offer)


def refit_without_exposure(
    blocks: Sequence[PlannedBlock],
    *,
    length: int,
    start: Start | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Refit:
    """The plan without exposure, regulation and processing; its grounding keeps what R3 asked."""
    plan = tuple(blocks)
    rest = tuple(block for block in plan if block.phase not in GOES_WITH_EXPOSURE)
    floors = [*_grounding_floors(plan, limits), *_module_floors(rest, limits)]
    found = _fit(rest, floors, length, start, limits)
    kept = found.blocks if found.fits else plan
    return replace(found, before=plan, blocks=kept, drops_exposure=True)


def _fit(
    plan: tuple[PlannedBlock, ...],
    floors: Sequence[Floor],
    length: int,
    start: Start | None,
    limits: Limits,
) -> Refit:
    """Fit one plan. Where leaving out the superfluous ones first was a wrong turn, go without it."""
    kept = _without_superfluous(plan, floors, length, start, limits)
    found = _give(plan, kept, floors, length, start, limits)
    if found.fits or kept == plan:
        return found
    other = _give(plan, plan, floors, length, start, limits)
    return other if other.fits else found


def _give(
    plan: tuple[PlannedBlock, ...],
    kept: tuple[PlannedBlock, ...],
    floors: Sequence[Floor],
    length: int,
    start: Start | None,
    limits: Limits,
) -> Refit:
    """What is kept of a plan gives; optional blocks that stand in the way go one after the other."""
    least = {block.uid: shortest_of(block, limits) for block in plan}
    while True:
        parts = _parts(kept, length, start, limits)
        minutes, missing = _shortened(kept, parts, least, floors)
        out = _last_optional(kept, missing, parts, floors) if missing else None
        if out is None:
            break
        kept = tuple(block for block in kept if block.uid != out.uid)
    fitted = tuple(replace(block, minutes=minutes[block.uid]) for block in kept)
    made = _made(plan, fitted, length, start)
    if not missing:
        return made
    lacks = tuple(Missing(minutes=lost, before=part.before) for part, lost in missing)
    return replace(made, blocks=plan, missing=lacks, kept_after=None)


def _made(
    before: tuple[PlannedBlock, ...],
    fitted: tuple[PlannedBlock, ...],
    length: int,
    start: Start | None,
) -> Refit:
    """What became of a plan, with nothing missing."""
    grid = lay_out(fitted, length=length, start=start)
    works = exposures(fitted)
    return Refit(
        before=before,
        blocks=fitted,
        length=length,
        kept_after=minutes_left(grid, works[-1]) if works else None,
        remarks=tuple(one for one in grid.remarks if one.is_error and one.code != "late_for_lock"),
    )


def shortest_of(block: PlannedBlock, limits: Limits) -> int:
    """The fewest minutes of this block alone; never more than are planned."""
    own = block.shortest or (block.minutes + 1) // 2
    if block.phase is Phase.GROUNDING:
        own = max(own, limits.group_grounding)
    return min(block.minutes, own)


def _floors(plan: tuple[PlannedBlock, ...], limits: Limits) -> list[Floor]:
    works = exposures(plan)
    shortest = [
        _floor([block for block in _of(work) if block.phase is Phase.EXPOSURE], limits)
        for work in works
    ]
    return [*shortest, *_grounding_floors(plan, limits), *_module_floors(plan, limits)]


def _of(work: Work) -> tuple[PlannedBlock, ...]:
    return work.order[work.first : work.last + 1]


def _floor(blocks: Sequence[PlannedBlock], limits: Limits) -> Floor:
    """R5: the shortest exposure, or what is planned where that is less."""
    uids = frozenset(block.uid for block in blocks)
    return Floor(uids=uids, least=min(total_minutes(blocks), limits.exposure_shortest))


def _grounding_floors(plan: tuple[PlannedBlock, ...], limits: Limits) -> Iterator[Floor]:
    """R3, for activating practices too: nobody asks here whom they are for."""
    for work in (*exposures(plan), *activating_works(plan)):
        uids = frozenset(block.uid for block in work.grounding)
        least = min(total_minutes(work.grounding), grounding_wanted(work, limits))
        yield Floor(uids=uids, least=least)


def _module_floors(plan: tuple[PlannedBlock, ...], limits: Limits) -> Iterator[Floor]:
    for total in module_totals(plan):
        uids = frozenset(block.uid for block in plan if block.module == total.module)
        yield Floor(uids=uids, least=min(total.minutes, limits.module_shortest))


def _parts(
    plan: tuple[PlannedBlock, ...], length: int, start: Start | None, limits: Limits
) -> list[_Part]:
    """What has to fit where: up to the end of the last exposure (R4) first, then each stretch."""
    works = exposures(plan)
    last = works[-1].order[works[-1].last].uid if works else ""
    found = []
    for stretch in lay_out(plan, length=length, start=start).stretches:
        if last in stretch.blocks:
            head = stretch.blocks[: stretch.blocks.index(last) + 1]
            after = time_wanted_after(length, limits) + debrief_after(works[-1])
            ends = min(stretch.ends, length - after)
            found.append(_Part(uids=head, most=ends - stretch.begins, before=stretch.end_text))
        most = stretch.ends - stretch.begins
        found.append(_Part(uids=stretch.blocks, most=most, before=stretch.end_text))
    return found


def _shortened(
    plan: tuple[PlannedBlock, ...],
    parts: Sequence[_Part],
    least: dict[str, int],
    floors: Sequence[Floor],
) -> tuple[dict[str, int], list[tuple[_Part, int]]]:
    """Minutes by uid after each part gave its loss, and what is missing in which part."""
    minutes = {block.uid: block.minutes for block in plan}
    missing: dict[str, tuple[_Part, int]] = {}
    for part in parts:
        among = [block for block in plan if block.uid in part.uids]
        loss = max(0, sum(minutes[uid] for uid in part.uids) - part.most)
        lost = take(loss, among, minutes, least, floors)
        if lost > missing.get(part.before, (part, 0))[1]:
            missing[part.before] = (part, lost)
    return minutes, list(missing.values())


def _without_superfluous(
    plan: tuple[PlannedBlock, ...],
    floors: Sequence[Floor],
    length: int,
    start: Start | None,
    limits: Limits,
) -> tuple[PlannedBlock, ...]:
    """The plan without optional blocks that free no more than is lost where they stand."""
    kept = plan
    while True:
        out = None
        for part in _parts(kept, length, start, limits):
            among = [block for block in kept if block.uid in part.uids]
            loss = total_minutes(among) - part.most
            optional = [block for block in among if turn(block) == 0 and block.minutes]
            room = sum(block.minutes - shortest_of(block, limits) for block in optional)
            if loss > room:
                fitting = [block for block in optional if block.minutes <= loss]
                out = out or _removable(fitting, kept, floors)
        if out is None:
            return kept
        kept = tuple(block for block in kept if block.uid != out.uid)


def _last_optional(
    plan: tuple[PlannedBlock, ...],
    missing: Sequence[tuple[_Part, int]],
    parts: Sequence[_Part],
    floors: Sequence[Floor],
) -> PlannedBlock | None:
    """The optional block to leave out where minutes are still missing; None where there is none."""
    short = {part.before for part, _lost in missing}
    for part in parts:
        if part.before in short:
            among = [block for block in plan if block.uid in part.uids]
            optional = [block for block in among if turn(block) == 0 and block.minutes]
            if out := _removable(optional, plan, floors):
                return out
    return None


def _removable(
    optional: Sequence[PlannedBlock], plan: tuple[PlannedBlock, ...], floors: Sequence[Floor]
) -> PlannedBlock | None:
    """The last of these whose minutes no floor needs, nor R1 or G3 the block itself."""
    for block in reversed(optional):
        touched = [floor for floor in floors if block.uid in floor.uids]
        enough = all(_without(block, plan, floor) >= floor.least for floor in touched)
        if enough and not _opens_a_rule(block, plan):
            return block
    return None


def _opens_a_rule(block: PlannedBlock, plan: tuple[PlannedBlock, ...]) -> bool:
    """Whether without it an exposure would have no awareness before it, or module 3 no Cycle."""
    rest = tuple(one for one in plan if one.uid != block.uid)
    lost = _unprepared(rest) - _unprepared(plan)
    return bool(lost) or lacks_cycle(rest) > lacks_cycle(plan)


def _unprepared(plan: tuple[PlannedBlock, ...]) -> set[str]:
    """R1: the exposures without awareness before them."""
    return {work.uid for work in exposures(plan) if not is_prepared(work)}


def _without(block: PlannedBlock, plan: tuple[PlannedBlock, ...], floor: Floor) -> int:
    return total_minutes(one for one in plan if one.uid in floor.uids and one.uid != block.uid)
