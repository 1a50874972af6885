"""Rules about what stands before and after an exposure: R1, R2, R3, and R13 for activating ones."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from django.utils.translation import gettext as _

from planner.plan import Phase, PlannedBlock, total_minutes
from planner.safety.exposures import Work, activating_works, exposures
from planner.safety.facts import Facts, Limits
from planner.safety.findings import Finding, Rule, Severity

MAY_STAND_BEFORE = frozenset({Phase.ARRIVAL, Phase.PSYCHOEDUCATION})
"""R1: what may stand between awareness and exposure; breaks are looked past."""


def order_findings(
    blocks: Sequence[PlannedBlock], facts: Facts, limits: Limits
) -> Iterator[Finding]:
    """R1, R2 and R3 for each exposure; R13 for each activating practice."""
    for work in exposures(blocks):
        yield from _awareness_before(work)
        yield from _grounding_after(work)
        yield from _grounding_long_enough(work, limits)
    if not facts.is_group:
        for work in activating_works(blocks):
            yield from _activating(work, facts, limits)


def is_prepared(work: Work) -> bool:
    """R1: whether awareness comes before it, with nothing else but what may stand between."""
    for block in work.before:
        if block.phase is Phase.AWARENESS:
            return True
        if not _may_stand_before(block):
            return False
    return False


def _may_stand_before(block: PlannedBlock) -> bool:
    return block.phase is Phase.BREAK or block.phase in MAY_STAND_BEFORE


def in_the_way(work: Work) -> PlannedBlock | None:
    """R2: the first block after it that is neither processing nor grounding, before grounding."""
    for block in work.after:
        if block.phase is Phase.GROUNDING:
            return None
        if block.phase is not Phase.PROCESSING:
            return block
    return None


def grounding_wanted(work: Work, limits: Limits) -> int:
    """R3: minutes of grounding that it asks for."""
    if not work.is_exposure or work.minutes <= limits.short_exposure:
        return limits.grounding_short
    return limits.grounding


def _nearest_before(work: Work) -> str | None:
    """R1: the phase that stands where awareness should; None: nothing does."""
    return next((block.phase for block in work.before if not _may_stand_before(block)), None)


def _between(work: Work) -> list[str]:
    """R2: the phases between it and its grounding, processing left out."""
    until = takewhile(lambda block: block.phase is not Phase.GROUNDING, work.after)
    return [block.phase for block in until if block.phase is not Phase.PROCESSING]


def _awareness_before(work: Work) -> Iterator[Finding]:
    if is_prepared(work):
        return
    rule = Rule("R1", {"work": work.uid, "before": _nearest_before(work)}, work.uid)
    text = _("Only arrival or psychoeducation may stand between.")
    if any(block.phase is Phase.EXPOSURE for block in work.before):
        text = _(
            "A second exposure needs its own. Only arrival or psychoeducation may stand between."
        )
    yield rule.finds(
        Severity.STOP,
        _("No awareness before this exposure"),
        text,
        _("Put an awareness block before it, or go on with a reason."),
    )


def _grounding_after(work: Work) -> Iterator[Finding]:
    is_there = bool(work.grounding)
    looked_at = {"grounding": is_there, "between": _between(work) if is_there else []}
    rule = Rule("R2", {"work": work.uid, **looked_at}, work.uid)
    between = in_the_way(work)
    if not work.grounding:
        yield rule.finds(
            Severity.STOP,
            _("No grounding after this exposure"),
            _(
                "Compassionate grounding comes after each exposure. Only processing may stand between."
            ),
            _("Put a grounding block after it, or go on with a reason."),
        )
    elif between:
        yield rule.finds(
            Severity.STOP,
            _("Grounding comes too late"),
            _("“%(title)s” stands before the grounding. Only processing may stand between.")
            % {"title": between.title or between.phase.label},
            _("Move the grounding up, or go on with a reason."),
        )
    elif not any(block.practice_gates.compassionate for block in work.grounding):
        yield rule.finds(
            Severity.HINT,
            _("Grounding without compassion"),
            _("The grounding after this exposure has no compassion in it: a kind word or touch."),
            _("Choose a grounding practice with compassion, or put this away."),
        )


def _grounding_long_enough(work: Work, limits: Limits) -> Iterator[Finding]:
    planned, wanted = total_minutes(work.grounding), grounding_wanted(work, limits)
    if planned >= wanted:
        return
    looked_at = {"work": work.uid, "grounding": planned, "wanted": wanted}
    rule = Rule("R3", looked_at, work.uid)
    yield rule.finds(
        Severity.STOP,
        _("Grounding is too short"),
        _("%(planned)s min of grounding after this exposure. Suggested at least %(wanted)s min.")
        % {"planned": planned, "wanted": wanted},
        _("Lengthen the grounding, or go on with a reason."),
    )


def _activating(work: Work, facts: Facts, limits: Limits) -> Iterator[Finding]:
    if facts.trauma is False:
        return
    planned, wanted = total_minutes(work.grounding), grounding_wanted(work, limits)
    if work.grounding and not in_the_way(work) and planned >= wanted:
        return
    looked_at = {
        "trauma": facts.trauma,
        "practice": work.order[work.first].practice,
        "grounding": planned,
        "straight_after": not in_the_way(work),
    }
    rule = Rule("R13", looked_at, work.uid, screen_only=facts.is_joint)
    settle = _("Put grounding after it, or go on with a reason.")
    if facts.trauma is None:
        missing = _("whether trauma plays a part is not recorded")
        title = _("Activating practice without enough grounding")
        yield rule.cannot_judge(Severity.WARNING, title, missing, settle)
        return
    text = _(
        "%(planned)s min of grounding follow it straight or after processing. For this client"
        " at least %(wanted)s min are suggested."
    )
    if facts.is_joint:
        text = _(
            "%(planned)s min of grounding follow it straight or after processing. For somebody here"
            " at least %(wanted)s min are suggested."
        )
    words = {"planned": 0 if in_the_way(work) else planned, "wanted": wanted}
    title = _("Activating practice needs grounding after it")
    yield rule.finds(Severity.WARNING, title, text % words, settle)
