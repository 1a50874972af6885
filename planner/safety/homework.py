"""Rules for homework: R14 (stay-or-stop card), R18, R19, and the gates of the practice."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from clients.prescription import Gates
from planner.plan import LedBy
from planner.safety.conditions import HOME, condition_label, condition_state, told_apart
from planner.safety.facts import (
    DEFAULT_LIMITS,
    NO_ANSWERS,
    Facts,
    HomeSafety,
    Homework,
    HomeworkAnswers,
    Limits,
)
from planner.safety.findings import Finding, Rule, Severity
from planner.safety.home import UNKNOWN, exposure_at_home, is_reviewed


def homework_findings(
    gates: Gates,
    facts: Facts,
    answers: HomeworkAnswers = NO_ANSWERS,
    *,
    limits: Limits = DEFAULT_LIMITS,
    title: str = "",
) -> tuple[Finding, ...]:
    """Everything the rules say about giving this practice as homework, gravest first."""
    item = Homework(title=title, gates=gates, answers=answers)
    found = [*gate_findings(item, facts)]
    if gates.exposure_homework:
        found += exposure_at_home(facts, limits, None)
    return tuple(sorted(found, key=lambda finding: finding.severity.rank))


def may_be_given(
    gates: Gates,
    facts: Facts,
    answers: HomeworkAnswers = NO_ANSWERS,
    *,
    limits: Limits = DEFAULT_LIMITS,
) -> str | None:
    """Why this practice cannot be given as homework now, in one sentence; None: it may be given.

    Refused: led by the therapist only; therapist first and not yet done in a session; a
    condition of `leave_out_when` holds; exposure homework with one of R14's answers missing, or
    with a home that is not safe and not reviewed (R18); family or shared homework then (R19).
    """
    if gates.led_by == LedBy.THERAPIST_ONLY:
        return _("Only the therapist leads this practice; it is never given or printed.")
    if gates.led_by == LedBy.THERAPIST_FIRST and not answers.delivered_before:
        return _("Do this practice together in a session first; then it can go home.")
    for condition in gates.leave_out_when:
        if condition_state(condition, facts):
            reason = {"condition": condition_label(condition)}
            return _("This practice is left out when: %(condition)s.") % reason
    missing = _missing_for_exposure(answers)
    if gates.exposure_homework and missing:
        return _("Exposure homework still needs: %(missing)s.") % {"missing": ", ".join(missing)}
    unsafe = facts.home is HomeSafety.NOT_SAFE
    if unsafe and gates.exposure_homework and not is_reviewed(facts, limits):
        return _("Home is not safe: record a safety review before exposure homework.")
    is_shared = answers.with_family or answers.shared
    return refused_with_others(facts, limits) if is_shared else None


def refused_with_others(facts: Facts, limits: Limits = DEFAULT_LIMITS) -> str | None:
    """R19: why homework for several cannot be given now, in one sentence; None: it may be given.

    To a couple or family it is given when home is recorded as safe for everybody, or was reviewed
    within the last 30 days for each of the others; the words are the same whatever is missing.
    """
    if facts.home is HomeSafety.NOT_SAFE:
        return _("Home is not safe: no family homework and no shared view.")
    if facts.is_joint and facts.home is not HomeSafety.SAFE and not is_reviewed(facts, limits):
        return _(
            "It is not recorded of everybody that home is safe. Ask each alone, and record it or a"
            " review in their own record; or give it to each alone."
        )
    return None


def gate_findings(item: Homework, facts: Facts) -> Iterator[Finding]:
    """R14, R19 and the gates for one homework; R18 is judged once for the whole plan."""
    yield from _led_by(item)
    yield from _left_out(item, facts)
    if item.gates.exposure_homework:
        yield from _stay_or_stop(item)
    if item.answers.with_family or item.answers.shared:
        yield from _with_others(item, facts)


def _missing_for_exposure(answers: HomeworkAnswers) -> list[str]:
    """R14: which of its three demands are not met, in words."""
    demands = {
        _("the stay-or-stop card"): answers.card,
        _("done together or rehearsed once"): answers.rehearsed,
        _("a place judged safe in fact"): answers.place_safe,
    }
    return [words for words, met in demands.items() if not met]


def _led_by(item: Homework) -> Iterator[Finding]:
    looked_at = {
        "title": item.title,
        "led_by": item.gates.led_by,
        "delivered": item.answers.delivered_before,
    }
    rule = Rule("LED", looked_at, item.block)
    if item.gates.led_by == LedBy.THERAPIST_ONLY:
        yield rule.finds(
            Severity.STOP,
            _("For the therapist to lead only"),
            _("This practice is never given as homework nor printed for a client."),
            _("Choose another practice."),
        )
    elif item.gates.led_by == LedBy.THERAPIST_FIRST and not item.answers.delivered_before:
        title, settle = _("Together first"), _("Do it together in a session first.")
        if item.answers.delivered_before is None:
            missing = _("whether it was done in a session with this client is not recorded")
            yield rule.cannot_judge(Severity.STOP, title, missing, settle)
        else:
            text = _("This practice was not yet done in a session with this client.")
            yield rule.finds(Severity.STOP, title, text, settle)


def _left_out(item: Homework, facts: Facts) -> Iterator[Finding]:
    """One finding for each condition that holds; what is not known is said of all at once."""
    unknown: list[str] = []
    settle = _("Choose another practice or its gentler form.")
    for condition in item.gates.leave_out_when:
        holds = condition_state(condition, facts)
        if holds:
            rule = _out(item, {"condition": condition, "holds": True}, about_home=condition == HOME)
            text = _("It is left out when: %(condition)s.")
            words = {"condition": condition_label(condition)}
            title = _("This homework does not suit now")
            yield rule.finds(Severity.STOP, title, text % words, settle)
        elif holds is None:
            unknown.append(condition)
    for missing, about_home in told_apart(unknown):
        rule = _out(item, {"conditions": sorted(missing)}, about_home=about_home)
        labels = ", ".join(condition_label(condition) for condition in missing)
        text = _("it is left out when: %(conditions)s. That is not recorded")
        title = _("Does this homework suit?")
        yield rule.cannot_judge(Severity.HINT, title, text % {"conditions": labels}, settle)


def _out(item: Homework, looked_at: dict[str, object], *, about_home: bool) -> Rule:
    """What is known of the home stands on the care team's screen alone."""
    return Rule("OUT", {"title": item.title, **looked_at}, item.block, screen_only=about_home)


def _stay_or_stop(item: Homework) -> Iterator[Finding]:
    answers = item.answers
    missing = _missing_for_exposure(answers)
    if not missing:
        return
    met = [answers.card, answers.rehearsed, answers.place_safe]
    rule = Rule("R14", {"title": item.title, "met": met}, item.block)
    title, settle = _("Exposure homework is not ready"), _("Add what is missing before giving it.")
    if None in met and False not in met:
        lacking = _("not recorded yet: %(missing)s") % {"missing": ", ".join(missing)}
        yield rule.cannot_judge(Severity.STOP, title, lacking, settle)
        return
    text = _("Still needed: %(missing)s.") % {"missing": ", ".join(missing)}
    yield rule.finds(Severity.STOP, title, text, settle)


def _with_others(item: Homework, facts: Facts) -> Iterator[Finding]:
    if facts.home is HomeSafety.SAFE:
        return
    rule = Rule("R19", {"title": item.title, "home": facts.home}, item.block)
    title = _("Homework with others: is home safe?")
    settle = _("Give it for the client alone.")
    if facts.home in UNKNOWN:
        missing = _("whether home is safe was not asked yet")
        yield rule.cannot_judge(Severity.REVIEW, title, missing, settle)
    else:
        text = _("Home is not safe: no family homework and no shared or guardian view.")
        yield rule.finds(Severity.REVIEW, _("No homework with others"), text, settle)
