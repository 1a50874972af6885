"""Rules about risk: R9 (open risk), R9a (risk question), R10 (safety plan)."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planner.plan import Phase, PlannedBlock
from planner.safety.facts import NEVER, Facts, Limits, Never, RiskOutcome
from planner.safety.findings import Finding, Rule, Severity
from planner.safety.moments import day_text, days_since, is_after, older_than


def risk_findings(
    blocks: Sequence[PlannedBlock], facts: Facts, limits: Limits
) -> Iterator[Finding]:
    """R9, R9a and R10 for the one client; nothing for a group.

    Of a couple or family each is asked in the own record, and R10 is left to that: a safety plan is
    one person's, and nothing of it shows to the other.
    """
    if facts.is_group:
        return
    yield from _open_risk(facts)
    if facts.is_joint:
        yield from _risk_question(facts, limits, None)
        return
    arrival = next((block.uid for block in blocks if block.phase is Phase.ARRIVAL), None)
    yield from _risk_question(facts, limits, arrival)
    yield from _safety_plan(facts, limits)


def has_open_risk(facts: Facts) -> bool | None:
    """R9: whether risk is open without a review dated after it; None: not known."""
    if facts.risk_open is None:
        return None
    if isinstance(facts.risk_open, Never):
        return False
    return not is_after(facts.risk_reviewed, facts.risk_open, facts.as_of)


def _open_risk(facts: Facts) -> Iterator[Finding]:
    is_open = has_open_risk(facts)
    if is_open is False:
        return
    looked_at = {"open": facts.risk_open, "reviewed": facts.risk_reviewed}
    rule = Rule("R9", looked_at, screen_only=facts.is_joint)
    if facts.risk_open is None or isinstance(facts.risk_open, Never):
        missing = _("whether a risk is open is not recorded")
        settle = _("Ask the risk question and record the answer.")
        yield rule.cannot_judge(Severity.REVIEW, _("Open risk not known"), missing, settle)
        return
    text = _("Risk was noted on %(day)s and no review is dated after it. Safety comes first.")
    settle = _("Review it and record the review. A reason alone does not settle this.")
    if facts.is_joint:
        text = _("Risk was noted of somebody here and not reviewed since. Safety comes first.")
        settle = _("Look into each one’s own record and record the review there.")
    words = {"day": day_text(facts.risk_open, facts.as_of)}
    yield rule.finds(Severity.REVIEW, _("Open risk, not reviewed yet"), text % words, settle)


def _risk_question(facts: Facts, limits: Limits, arrival: str | None) -> Iterator[Finding]:
    asked, days = facts.risk_asked, limits.risk_question_days
    rule = Rule("R9a", {"asked": asked}, arrival)
    never, long_ago = (
        _("not asked yet"),
        _("not asked since %(day)s. Suggested every %(days)s days"),
    )
    settle = _("Ask in the arrival block; one click records it. Or go on with a reason.")
    if facts.is_joint:
        never = _("not everybody was asked yet")
        long_ago = _("not everybody was asked since %(day)s. Suggested every %(days)s days")
        settle = _(
            "Ask each alone and record it in their own record, which also says whether a safety plan"
            " is due. Or go on with a reason."
        )
    if asked is None or isinstance(asked, Never):
        missing = never if asked is NEVER else _("no risk question is recorded")
    elif older_than(asked, days, facts.as_of):
        missing = long_ago % {"day": day_text(asked, facts.as_of), "days": days}
    else:
        return
    yield rule.cannot_judge(Severity.WARNING, _("Risk question is due"), missing, settle)


def _safety_plan(facts: Facts, limits: Limits) -> Iterator[Finding]:
    positive = facts.risk_outcome not in (None, RiskOutcome.NONE)
    if facts.past_risk is False and not positive:
        return
    days = limits.safety_plan_days_after_positive if positive else limits.safety_plan_days
    plan = facts.safety_plan
    if not (plan is None or isinstance(plan, Never) or older_than(plan, days, facts.as_of)):
        return
    looked_at = {"past": facts.past_risk, "outcome": facts.risk_outcome, "plan": plan}
    rule = Rule("R10", looked_at)
    settle = _("Review it, or go on with a reason.")
    if facts.past_risk is None and not positive:
        missing = _("whether there was risk in the past is not recorded")
        yield rule.cannot_judge(Severity.WARNING, _("Safety plan unclear"), missing, settle)
    elif plan is None:
        missing = _("the date of the safety plan is not recorded")
        yield rule.cannot_judge(Severity.WARNING, _("Safety plan unclear"), missing, settle)
    elif isinstance(plan, Never):
        text = _("There was risk before, and no safety plan is recorded.")
        settle = _("Make one together, or go on with a reason.")
        yield rule.finds(Severity.WARNING, _("No safety plan"), text, settle)
    else:
        age = days_since(plan, facts.as_of)
        text = _("Suggested limit %(days)s days.")
        if positive:
            text = _("Suggested limit %(days)s days after a positive answer to the risk question.")
        source = _("Clinical default; Stanley and Brown suggest a review every 30 to 90 days")
        yield rule.finds(
            Severity.WARNING, _age_title(age, days), text % {"days": days}, settle, source
        )


def _age_title(age: int, limit: int) -> str:
    if age <= limit:
        return _("Safety plan is over %(days)s days old") % {"days": limit}
    words = ngettext("Safety plan is %(days)s day old", "Safety plan is %(days)s days old", age)
    return words % {"days": age}
