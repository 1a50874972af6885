"""What came before and what comes after: R11, R12, R16, R22, and practices to leave out."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from planner.plan import PlannedBlock
from planner.safety.conditions import HOME, condition_label, condition_state, told_apart
from planner.safety.exposures import Work, exposures
from planner.safety.facts import ExposureEnd, Facts, Limits, Never
from planner.safety.findings import Finding, Rule, Severity
from planner.safety.moments import at_least


def history_findings(
    blocks: Sequence[PlannedBlock], facts: Facts, limits: Limits
) -> Iterator[Finding]:
    """R11, R12, R16, R22 for the one client, and OUT for practices that this client leaves out."""
    if facts.is_group:
        return
    works = exposures(blocks)
    yield from _last_end(facts, has_exposure=bool(works))
    if works:
        yield from _preparation(works[0], facts, limits)
        yield from _new_and_again(works, facts)
        yield from _no_next_time(works, facts, limits)
    yield from _leave_out(blocks, facts)


def _last_end(facts: Facts, *, has_exposure: bool) -> Iterator[Finding]:
    end = facts.last_exposure_end
    rule = Rule("R22", {"end": end, "at": facts.last_exposure})
    settle = _("Say what is different today; that is kept as the reason.")
    if end is None:
        never = facts.exposed_before is False or isinstance(facts.last_exposure, Never)
        if has_exposure and not never:
            missing = _("how the last exposure ended is not recorded")
            title = _("Last exposure's end not known")
            yield rule.cannot_judge(Severity.WARNING, title, missing, settle)
        return
    how = {
        ExposureEnd.DISSOCIATION: _("The last exposure ended by dissociation."),
        ExposureEnd.STOP_SIGNAL: _("The last exposure ended by the stop signal."),
        ExposureEnd.STOPPED_EARLY: _("The session with the last exposure stopped early."),
        ExposureEnd.NOT_SAFE: _("After the last exposure it was not safe to leave."),
    }.get(end)
    if how:
        text = how + " " + _("What is different today?")
        yield rule.finds(Severity.WARNING, _("Last exposure ended hard"), text, settle)


def _preparation(work: Work, facts: Facts, limits: Limits) -> Iterator[Finding]:
    if facts.exposed_before:
        return
    sessions, helpful = facts.preparation_sessions, facts.grounding_helpful
    wanted = limits.preparation_sessions
    if sessions is not None and sessions >= wanted and helpful:
        return
    looked_at = {"before": facts.exposed_before, "sessions": sessions, "helpful": helpful}
    rule = Rule("R11", looked_at, work.uid)
    settle = _("Hold a preparation session first, or go on with a reason.")
    if facts.exposed_before is None:
        missing = _("whether exposure was held before is not recorded")
    elif sessions is None:
        missing = _("the number of preparation sessions is not recorded")
    elif sessions >= wanted and helpful is None:
        missing = _("nobody ticked yet whether grounding helped")
    else:
        text = _("Grounding was practised but not ticked as helpful.")
        if sessions < wanted:
            text = _(
                "Preparation sessions held: %(sessions)s. Suggested at least %(wanted)s, with the"
                " rationale, and grounding practised and ticked as helpful."
            )
        numbers = {"sessions": sessions, "wanted": wanted}
        yield rule.finds(Severity.WARNING, _("First exposure comes early"), text % numbers, settle)
        return
    title = _("First exposure: preparation unclear")
    yield rule.cannot_judge(Severity.WARNING, title, missing, settle)


def _new_and_again(works: Sequence[Work], facts: Facts) -> Iterator[Finding]:
    """R12: a new memory, and a second exposure of it or of a label as new (perhaps its hot spot)."""
    if len(works) < 2:
        return
    known = frozenset[str]() if facts.exposed_before is False else facts.memories
    labels = [work.memory for work in works]
    title = _("New memory and hot spot together")
    settle = _("Leave the second exposure for next time, or go on with a reason.")
    if known is None or not all(labels):
        missing = _("an exposure has no label")
        if known is None:
            missing = _("which memories were worked on before is not recorded")
        rule = Rule("R12", {"labels": labels, "known": known is not None}, works[1].uid)
        yield rule.cannot_judge(Severity.WARNING, title, missing, settle)
        return
    new = [work for work in works if work.memory not in known]
    if len(new) < 2:
        return
    rule = Rule("R12", {"new": [work.memory for work in new]}, new[1].uid)
    text = _("“%(label)s” is new. Tell it once as a whole; its hardest moment comes another time.")
    yield rule.finds(Severity.WARNING, title, text % {"label": new[0].memory}, settle)


def _begins_something(works: Sequence[Work], facts: Facts, limits: Limits) -> bool | None:
    """R16: whether a new memory is begun, or exposure taken up after a gap; None: not known."""
    if facts.exposed_before is False or isinstance(facts.last_exposure, Never):
        return True
    when = facts.start.local(0) if facts.start else facts.as_of
    gap = None
    if facts.last_exposure is not None:
        gap = at_least(facts.last_exposure, limits.gap_days, when.astimezone(facts.as_of.tzinfo))
    new = None
    if facts.memories is not None and all(work.memory for work in works):
        new = any(work.memory not in facts.memories for work in works)
    if gap or new:
        return True
    return None if gap is None or new is None else False


def _no_next_time(works: Sequence[Work], facts: Facts, limits: Limits) -> Iterator[Finding]:
    leave = facts.leave_days is not None and facts.leave_days >= limits.leave_days
    ends = facts.last_planned_session or leave
    if not ends and facts.last_planned_session is False and facts.leave_days is not None:
        return
    begins = _begins_something(works, facts, limits)
    if begins is False:
        return
    looked_at = {
        "last": facts.last_planned_session,
        "leave": facts.leave_days,
        "exposure": facts.last_exposure,
        "memories": sorted({work.memory for work in works}),
    }
    rule = Rule("R16", looked_at, works[0].uid)
    settle = _("Plan without a new beginning, or go on with a reason.")
    if not ends or begins is None:
        missing = (
            _("whether this memory is new or long ago is not recorded")
            if ends
            else _("leave and last session are not recorded")
        )
        title = _("New beginning before a long gap?")
        yield rule.cannot_judge(Severity.HINT, title, missing, settle)
        return
    text = _("This begins or restarts exposure, and nobody is there to follow it up soon.")
    yield rule.finds(Severity.WARNING, _("New beginning before a long gap"), text, settle)


def _leave_out(blocks: Sequence[PlannedBlock], facts: Facts) -> Iterator[Finding]:
    unknown: list[str] = []
    for block in blocks:
        for condition in block.practice_gates.leave_out_when:
            holds = condition_state(condition, facts)
            if holds:
                yield _does_not_suit(block, condition, facts)
            elif holds is None and condition not in unknown:
                unknown.append(condition)
    for missing, about_home in told_apart(unknown):
        yield _may_not_suit(missing, screen_only=about_home or facts.is_joint)


def _does_not_suit(block: PlannedBlock, condition: str, facts: Facts) -> Finding:
    looked_at = {"practice": block.practice, "condition": condition, "holds": True}
    rule = Rule("OUT", looked_at, block.uid, screen_only=condition == HOME or facts.is_joint)
    text = _("“%(title)s” is left out when: %(condition)s.")
    if facts.is_joint:
        text = _("“%(title)s” is left out when: %(condition)s. That holds for somebody here.")
    settle = _("Choose another practice or its gentler form, or go on with a reason.")
    words = {"title": block.title, "condition": condition_label(condition)}
    return rule.finds(Severity.WARNING, _("This practice may not suit"), text % words, settle)


def _may_not_suit(conditions: Sequence[str], *, screen_only: bool) -> Finding:
    """One for the whole plan, so that a client of whom nothing was asked yet has no page of hints."""
    labels = ", ".join(condition_label(condition) for condition in conditions)
    missing = _("a practice here is left out when: %(conditions)s. That is not recorded")
    rule = Rule("OUT", {"conditions": sorted(conditions)}, screen_only=screen_only)
    title, settle = _("Does every practice suit?"), _("Ask, and record the answer; also a no.")
    return rule.cannot_judge(Severity.HINT, title, missing % {"conditions": labels}, settle)
