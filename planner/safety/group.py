"""Rules for group sessions: R15, R20, R21, and one leader alone (G1)."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planner.plan import Phase, PlannedBlock, total_minutes
from planner.safety.exposures import exposures, is_activating
from planner.safety.facts import Facts, Limits
from planner.safety.findings import Finding, Rule, Severity


def group_findings(
    blocks: Sequence[PlannedBlock], facts: Facts, limits: Limits
) -> Iterator[Finding]:
    """R15, R20, R21 and G1; for a gathering that is not known, what cannot be judged."""
    works = exposures(blocks)
    if facts.gathering is None:
        yield from _gathering_unknown(blocks, has_exposure=bool(works))
        return
    if not facts.is_group:
        return
    for work in works:
        yield Rule("R15", {"exposure": True}, work.uid).finds(
            Severity.WARNING,
            _("Exposure in a group"),
            _("Exposure is work for one person at a time, with all attention on them."),
            _("Plan it for an individual session, or go on with a reason."),
        )
    yield from _grounding_in_group(blocks, limits)
    yield from _flagged_participants(blocks, facts)
    yield from _leaders(facts, limits)


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
    standing = [block for block in blocks if block.minutes or _is_difficult(block)]
    wanted = limits.group_grounding
    settle = _("Add grounding there, or go on with a reason.")
    for first, last in _difficult_parts(standing, limits):
        planned = _grounding_around(standing, first, last)
        if planned < wanted:
            part = [[block.uid, block.phase] for block in standing[first : last + 1]]
            yield Rule("R20", {"part": part, "min": planned}, standing[last].uid).finds(
                Severity.STOP,
                _("Hard part ends without grounding"),
                _("%(planned)s min of grounding end it. Suggested at least %(wanted)s min.")
                % {"planned": planned, "wanted": wanted},
                settle,
            )
    if standing:
        last = len(standing) - 1
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
