"""Rules for group sessions: R15, R20, R21, and those of the frame.

G1 one leader for many, G2 the three modules in order, G3 a full Cycle in the third, G4 each of them
at least 15 minutes, or what the clinic sets (domain section 3).
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planner.plan import Phase, PlannedBlock, total_minutes
from planner.safety.exposures import exposures, is_activating
from planner.safety.facts import Facts, Limits
from planner.safety.findings import Finding, Rule, Severity
from planner.timegrid import module_totals

MODULES = (1, 2, 3)
"""Noticing together, meeting with kindness what is hard for all, practising the Cycle together."""

CYCLE_MODULE = 3
CYCLE = "three-step-integration-cycle"
"""The code of the practice whose steps are the Cycle: notice, name it kindly, stay with it."""


def group_findings(
    blocks: Sequence[PlannedBlock], facts: Facts, limits: Limits
) -> Iterator[Finding]:
    """R15, R20, R21, G1 to G4; for a gathering that is not known, what cannot be judged.

    Of a couple or family R15 alone.
    """
    works = exposures(blocks)
    if facts.gathering is None:
        yield from _gathering_unknown(blocks, has_exposure=bool(works))
        return
    if not (facts.is_group or facts.is_joint):
        return
    for work in works:
        yield _exposure_together(work.uid, facts)
    if facts.is_joint:
        return
    yield from _grounding_in_group(blocks, limits)
    yield from _flagged_participants(blocks, facts)
    yield from _leaders(facts, limits)
    yield from _frame(blocks, limits)


def _exposure_together(work: str, facts: Facts) -> Finding:
    title = _("Exposure in a joint session") if facts.is_joint else _("Exposure in a group")
    text = _("Exposure is work for one person at a time, with all attention on them.")
    settle = _("Plan it for an individual session, or go on with a reason.")
    return Rule("R15", {"exposure": True}, work).finds(Severity.WARNING, title, text, settle)


def _gathering_unknown(blocks: Sequence[PlannedBlock], *, has_exposure: bool) -> Iterator[Finding]:
    missing = _("whether this is a group session is not recorded")
    settle = _("Choose the client or the group of this appointment.")
    title = _("For one person or a group?")
    if has_exposure:
        yield Rule("R15").cannot_judge(Severity.WARNING, title, missing, settle)
    if any(block.module for block in blocks):
        yield Rule("R20").cannot_judge(Severity.STOP, title, missing, settle)


def _is_difficult(block: PlannedBlock) -> bool:
    return block.phase is Phase.EXPOSURE or is_activating(block)


def _difficult_parts(blocks: Sequence[PlannedBlock], limits: Limits) -> Iterator[tuple[int, int]]:
    """First and last place of each part with difficult material: its module, or the block.

    Module 2 ("meeting with kindness what is hard for all") always is one.
    """
    for module in sorted({block.module for block in blocks} - {0}):
        places = [place for place, block in enumerate(blocks) if block.module == module]
        hard = any(_is_difficult(blocks[place]) for place in places)
        if hard or module == limits.group_difficult_module:
            yield places[0], places[-1]
    for place, block in enumerate(blocks):
        if block.module == 0 and _is_difficult(block):
            yield place, place


def _grounding_around(blocks: Sequence[PlannedBlock], first: int, last: int) -> int:
    """Minutes of unbroken grounding that end the part or follow it directly."""
    begin = last + 1
    while begin > first and blocks[begin - 1].phase is Phase.GROUNDING:
        begin -= 1
    end = last + 1
    while end < len(blocks) and blocks[end].phase is Phase.GROUNDING:
        end += 1
    return total_minutes(blocks[begin:end])


def _grounding_in_group(blocks: Sequence[PlannedBlock], limits: Limits) -> Iterator[Finding]:
    there = [block for block in blocks if block.phase is not Phase.DEBRIEF]
    standing = [block for block in there if block.minutes or _is_difficult(block)]
    wanted = limits.group_grounding
    settle = _("Add grounding there, or go on with a reason.")
    said = set()
    for first, last in _difficult_parts(standing, limits):
        planned = _grounding_around(standing, first, last)
        if planned < wanted:
            said.add(last)
            part = [[block.uid, block.phase] for block in standing[first : last + 1]]
            yield Rule("R20", {"part": part, "min": planned}, standing[last].uid).finds(
                Severity.STOP,
                _("Hard part ends without grounding"),
                _("%(planned)s min of grounding end it. Suggested at least %(wanted)s min.")
                % {"planned": planned, "wanted": wanted},
                settle,
            )
    last = len(standing) - 1
    if standing and last not in said:
        planned = _grounding_around(standing, 0, last)
        if planned < wanted:
            tail = [standing[last].uid, standing[last].phase]
            yield Rule("R20", {"end": tail, "min": planned}, standing[last].uid).finds(
                Severity.STOP,
                _("Group ends without grounding"),
                _("%(planned)s min of grounding stand at the end. Suggested at least %(wanted)s.")
                % {"planned": planned, "wanted": wanted},
                settle,
            )


def _flagged_participants(blocks: Sequence[PlannedBlock], facts: Facts) -> Iterator[Finding]:
    activating = next((block for block in blocks if block.practice_gates.activating), None)
    count = facts.participants_flagged
    if activating is None or count == 0:
        return
    rule = Rule("R21", {"flagged": count, "practice": activating.practice}, activating.uid)
    title = _("Read the gentle form to all")
    settle = _("Read the eyes-open, no-touch form to everybody, and say so as the reason.")
    if count is None:
        missing = _("how many participants are flagged is not known")
        yield rule.cannot_judge(Severity.WARNING, title, missing, settle)
        return
    text = ngettext(
        "%(count)s participant is flagged for trauma, dissociation or risk. Read the eyes-open"
        " and no-touch form to all.",
        "%(count)s participants are flagged for trauma, dissociation or risk. Read the eyes-open"
        " and no-touch form to all.",
        count,
    )
    yield rule.finds(Severity.WARNING, title, text % {"count": count}, settle)


def _leaders(facts: Facts, limits: Limits) -> Iterator[Finding]:
    if facts.participants is None or facts.leaders is None or facts.leaders > 1:
        return
    if facts.participants <= limits.group_one_leader:
        return
    rule = Rule("G1", {"participants": facts.participants, "leaders": facts.leaders})
    yield rule.finds(
        Severity.WARNING,
        _("One leader for many"),
        _("%(count)s participants. With more than %(most)s, two leaders are suggested.")
        % {"count": facts.participants, "most": limits.group_one_leader},
        _(
            "Ask a co-leader. If yours is ill: leave out what activates, take module 2 shorter, and "
            "agree who goes out with somebody who needs it; or go on with a reason."
        ),
    )


def _frame(blocks: Sequence[PlannedBlock], limits: Limits) -> Iterator[Finding]:
    """G2 to G4; a plan without any module has another frame and is not held against this one."""
    standing = [block for block in blocks if block.minutes]
    inside = [block for block in standing if block.module]
    if inside:
        yield from _modules_in_order(inside)
        yield from _full_cycle(standing)
        yield from _short_modules(inside, limits.module_shortest)


def _modules_in_order(inside: Sequence[PlannedBlock]) -> Iterator[Finding]:
    looked_at = {"modules": [block.module for block in inside]}
    settle = _("Move or add blocks, or go on with a reason.")
    back = next((late for early, late in pairwise(inside) if late.module < early.module), None)
    if back is not None:
        yield Rule("G2", looked_at, back.uid).finds(
            Severity.WARNING,
            _("Modules out of order"),
            _(
                "Module %(module)s comes after a later one. Noticing comes first, then meeting with"
                " kindness what is hard, then practising together."
            )
            % {"module": back.module},
            settle,
        )
    missing = [str(module) for module in MODULES if module not in looked_at["modules"]]
    if missing:
        text = ngettext(
            "Module %(modules)s is missing. A session in modules has all three.",
            "Modules %(modules)s are missing. A session in modules has all three.",
            len(missing),
        )
        yield Rule("G2", {**looked_at, "missing": missing}).finds(
            Severity.WARNING,
            _("Not all three modules"),
            text % {"modules": ", ".join(missing)},
            settle,
        )


def _short_modules(inside: Sequence[PlannedBlock], shortest: int) -> Iterator[Finding]:
    for total in module_totals(inside, shortest=shortest):
        if not total.is_short:
            continue
        last = [block for block in inside if block.module == total.module][-1]
        words = {"module": total.module, "planned": total.minutes, "least": shortest}
        yield Rule("G4", words, last.uid).finds(
            Severity.WARNING,
            _("A short module"),
            _("Module %(module)s has %(planned)s min. At least %(least)s are suggested.") % words,
            _("Give it more minutes, or go on with a reason."),
        )


def lacks_cycle(blocks: Sequence[PlannedBlock]) -> bool:
    """G3: whether there is a module 3, and no full Cycle in it."""
    standing = [block for block in blocks if block.minutes]
    has_third = any(block.module == CYCLE_MODULE for block in standing)
    return has_third and not _holds_cycle(standing)


def _full_cycle(standing: Sequence[PlannedBlock]) -> Iterator[Finding]:
    if not lacks_cycle(standing):
        return
    third = [block for block in standing if block.module == CYCLE_MODULE]
    looked_at = {"third": [[block.phase, block.practice] for block in third]}
    yield Rule("G3", looked_at, third[-1].uid).finds(
        Severity.WARNING,
        _("No full Cycle in module 3"),
        _(
            "Module 3 practises the Cycle together, at least once in full: notice, straight after it"
            " name it kindly, then stay with it."
        ),
        _("Add a round of the Cycle to module 3, or go on with a reason."),
    )


def _holds_cycle(standing: Sequence[PlannedBlock]) -> bool:
    """Whether module 3 has it as a practice, or as awareness with kindness straight after it.

    Staying with it, the third step, has no phase of its own: it belongs to the kindness.
    """
    steps = [block.phase if block.module == CYCLE_MODULE else None for block in standing]
    named = any(it.practice == CYCLE and it.module == CYCLE_MODULE for it in standing)
    return named or (Phase.AWARENESS, Phase.COMPASSION) in pairwise(steps)
