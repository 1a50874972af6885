"""Rules about minutes: R4 (time left after exposure) and R5 (sum, and length of exposure)."""

from collections.abc import Iterator, Sequence
from itertools import dropwhile

from django.utils.translation import gettext as _

from planner.plan import Phase, PlannedBlock, total_minutes
from planner.safety.exposures import Work, exposures
from planner.safety.facts import Facts, Limits
from planner.safety.findings import Finding, Rule, Severity
from planner.timegrid import Grid, lay_out


def minutes_findings(
    blocks: Sequence[PlannedBlock], facts: Facts, limits: Limits
) -> Iterator[Finding]:
    """R5 for the whole plan and each exposure; R4 for the last exposure."""
    works = exposures(blocks)
    yield from _sum(blocks, facts)
    for work in works:
        yield from _exposure_length(work, limits)
    if works:
        yield from _time_left(blocks, works[-1], facts, limits)


def time_wanted_after(length: int, limits: Limits) -> int:
    """R4: minutes wanted from the end of the last exposure to the end of the session."""
    if length >= limits.long_session:
        return limits.after_exposure
    return limits.after_exposure_short


def minutes_left(grid: Grid, work: Work) -> int:
    """R4: minutes with the client from the end of this work to the end of the session.

    The debrief and what follows it are none, the client has left; negative where the work ends too late.
    """
    ends = grid.by_uid[work.order[work.last].uid].end
    return grid.length - ends - debrief_after(work)


def debrief_after(work: Work) -> int:
    """Minutes after this work for which the client has left already."""
    rest = work.order[work.last + 1 :]
    return total_minutes(dropwhile(lambda block: block.phase is not Phase.DEBRIEF, rest))


def _sum(blocks: Sequence[PlannedBlock], facts: Facts) -> Iterator[Finding]:
    planned = total_minutes(blocks)
    plan = [[block.uid, block.minutes] for block in blocks]
    rule = Rule("R5", {"plan": plan, "length": facts.length})
    if facts.length is None:
        if planned:
            title, missing = _("Length not known"), _("the session's length is not set")
            settle = _("Set the length of the appointment.")
            yield rule.cannot_judge(Severity.STOP, title, missing, settle)
    elif planned > facts.length:
        yield rule.finds(
            Severity.STOP,
            _("%(over)s min too many") % {"over": planned - facts.length},
            _("Planned %(planned)s min, the session has %(length)s min.")
            % {"planned": planned, "length": facts.length},
            _("Shorten or leave out a block, or go on with a reason."),
            source=_("The length of the appointment"),
        )


def _exposure_length(work: Work, limits: Limits) -> Iterator[Finding]:
    shortest, longest = limits.exposure_shortest, limits.exposure_longest
    if shortest <= work.minutes <= longest:
        return
    numbers = {"minutes": work.minutes, "shortest": shortest, "longest": longest}
    short = work.minutes < shortest
    rule = Rule("R5", {"exposure": work.minutes}, work.uid)
    yield rule.finds(
        Severity.WARNING,
        _("Exposure is short") if short else _("Exposure is long"),
        _("%(minutes)s min. Suggested limits %(shortest)s to %(longest)s min.") % numbers,
        _("Plan without exposure this time, or go on with a reason.")
        if short
        else _("Shorten it, or go on with a reason."),
    )


def _time_left(
    blocks: Sequence[PlannedBlock], work: Work, facts: Facts, limits: Limits
) -> Iterator[Finding]:
    if facts.length is None:
        rule = Rule("R4", {"length": None}, work.uid)
        title, missing = _("Time after exposure unclear"), _("the session's length is not set")
        settle = _("Set the length of the appointment.")
        yield rule.cannot_judge(Severity.WARNING, title, missing, settle)
        return
    grid = lay_out(blocks, length=facts.length, start=facts.start)
    left = minutes_left(grid, work)
    wanted = time_wanted_after(facts.length, limits)
    if left >= wanted:
        return
    rule = Rule("R4", {"left": left, "length": facts.length}, work.uid)
    yield rule.finds(
        Severity.WARNING,
        _("Little time after the exposure"),
        _(
            "%(left)s min with the client from the end of the exposure to the end of the session."
            " Suggested at least %(wanted)s min in a session of %(length)s min."
        )
        % {"left": max(0, left), "wanted": wanted, "length": facts.length},
        _("Shorten or move up the exposure, or go on with a reason."),
    )
