"""Rules for what was recorded after exposure: R6, R7, R7a, R8. R17: the end is never judged."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from planner.safety.facts import DEFAULT_LIMITS, Aftermath, Facts, Limits, SudsLimits, SudsScale
from planner.safety.findings import Finding, Rule, Severity
from planner.safety.limits import sourced


def judge_aftermath(
    record: Aftermath, facts: Facts, limits: Limits = DEFAULT_LIMITS
) -> tuple[Finding, ...]:
    """What the rules say about one recorded exposure or R13 practice, gravest first.

    R7 is asked whatever the SUDS. R6, R7a and R8 are about exposure. A rating that does not
    lie on the client's scale counts as missing.
    """
    found: list[Finding] = []
    demanded = record.activating is not False and facts.trauma is not False
    if record.exposure is not False or demanded:
        found += _safe_to_close(record, limits)
    if record.exposure is not False:
        found += _ratings_missing(record)
        found += _still_high(record, limits)
        found += _numb(record, limits)
    said = sourced(found, limits)
    return tuple(sorted(said, key=lambda finding: finding.severity.rank))


def _rating(record: Aftermath, value: int | None) -> int | None:
    if value is None or record.scale is None or not 0 <= value <= int(record.scale):
        return None
    return value


def _ratings(record: Aftermath) -> dict[str, int | None]:
    return {
        "before": _rating(record, record.before),
        "peak": _rating(record, record.peak),
        "end": _rating(record, record.end),
        "after": _rating(record, record.after_grounding),
    }


def _suds_limits(record: Aftermath, limits: Limits) -> SudsLimits:
    return limits.suds_10 if record.scale is SudsScale.TEN else limits.suds_100


def _ratings_missing(record: Aftermath) -> Iterator[Finding]:
    ratings = _ratings(record)
    names = {
        "before": _("before"),
        "peak": _("peak"),
        "end": _("end"),
        "after": _("after grounding"),
    }
    missing = [names[name] for name, value in ratings.items() if value is None]
    if missing:
        rule = Rule("R6", {"scale": record.scale, **ratings}, record.block)
        text = _("Missing: %(missing)s.") % {"missing": ", ".join(missing)}
        settle = _("Fill them in, or leave them with a reason.")
        yield rule.finds(Severity.WARNING, _("SUDS not complete"), text, settle)


def _safe_to_close(record: Aftermath, limits: Limits) -> Iterator[Finding]:
    answers: dict[str, object] = {
        _("oriented to place, day and person"): record.oriented,
        _("dissociation, 0 to 10"): record.dissociation,
        _("way home and next hour clear"): record.way_home,
        _("safe to leave"): record.safe_to_leave,
        _("who confirmed it"): record.confirmed_by.strip() or None,
    }
    missing = [words for words, answer in answers.items() if answer is None]
    if missing:
        yield _closing_rule(record, "missing", missing).cannot_judge(
            Severity.STOP,
            _("Keep grounding, do not close yet"),
            _("not answered yet: %(missing)s") % {"missing": ", ".join(missing)},
            _("Ask and record each answer."),
        )
    if reasons := _not_settled(record, limits):
        seen = [record.oriented, record.dissociation, record.way_home]
        yield _closing_rule(record, "not settled", seen).finds(
            Severity.STOP,
            _("Keep grounding, do not close yet"),
            " ".join(reasons),
            _("Go on with grounding, then ask again."),
        )
    if record.safe_to_leave is False:
        yield from _not_safe(record)


def _closing_rule(record: Aftermath, part: str, seen: object) -> Rule:
    """R7's parts are settled apart: a reason for one is none for another."""
    return Rule("R7", {"block": record.block, "part": part, "seen": seen}, record.block)


def _not_settled(record: Aftermath, limits: Limits) -> list[str]:
    reasons = []
    if record.oriented is False:
        reasons.append(_("Not oriented to place, day and person."))
    if record.dissociation is not None and record.dissociation > limits.dissociation:
        words = {"now": record.dissociation, "most": limits.dissociation}
        reasons.append(_("Dissociation %(now)s. Suggested at most %(most)s.") % words)
    if record.way_home is False:
        reasons.append(_("Way home and next hour are not clear."))
    return reasons


def _not_safe(record: Aftermath) -> Iterator[Finding]:
    rule = _closing_rule(record, "not safe", record.if_not_safe)
    text = _("It is not safe to leave. This stands on tomorrow's Today.")
    settle = _("Keep company, and call as agreed.")
    if not record.if_not_safe.strip():
        text = _("It is not safe to leave. Record who stays, how the way home goes, when to call.")
        settle = _("Record it; it stands on tomorrow's Today.")
    yield rule.finds(Severity.STOP, _("Not safe to leave"), text, settle)


def _still_high(record: Aftermath, limits: Limits) -> Iterator[Finding]:
    numbers, edge = _ratings(record), _suds_limits(record, limits)
    before, after = numbers["before"], numbers["after"]
    rule = Rule("R7a", {"scale": record.scale, "before": before, "after": after}, record.block)
    title = _("Distress after grounding is high")
    settle = _("Ground some more and ask again, or go on with a reason.")
    if after is None:
        missing = _("SUDS after grounding is missing")
        title = _("Distress after grounding not known")
        yield rule.cannot_judge(Severity.WARNING, title, missing, settle)
    elif after >= edge.very_high:
        text = _("SUDS %(after)s. Suggested below %(most)s before leaving.")
        words = {"after": after, "most": edge.very_high}
        yield rule.finds(Severity.WARNING, title, text % words, settle)
    elif after > edge.still_high and before is None:
        missing = _("SUDS before is missing, and after grounding it is %(after)s")
        yield rule.cannot_judge(Severity.WARNING, title, missing % {"after": after}, settle)
    elif after > edge.still_high and before is not None and after > before + edge.risen:
        text = _(
            "SUDS %(after)s after grounding, %(before)s before. Suggested: not above %(high)s and"
            " more than %(risen)s higher than before."
        )
        words = {"after": after, "before": before, "high": edge.still_high, "risen": edge.risen}
        yield rule.finds(Severity.WARNING, title, text % words, settle)


def _numb(record: Aftermath, limits: Limits) -> Iterator[Finding]:
    ratings, edge = _ratings(record), _suds_limits(record, limits)
    known = [value for value in ratings.values() if value is not None]
    absent = bool(record.felt_nothing) or (record.dissociation or 0) > 0
    low = any(value <= edge.numb for value in known)
    looked_at = {
        "scale": record.scale,
        **ratings,
        "dissociation": record.dissociation,
        "felt_nothing": record.felt_nothing,
    }
    rule = Rule("R8", looked_at, record.block)
    title = _("Low or missing SUDS is no all-clear")
    settle = _("Ask what was felt, and note it; or put this away.")
    if len(known) < len(ratings):
        missing = _("SUDS is missing; it may be numbness")
    elif ratings["peak"] == 0:
        missing = _("the peak is 0; it may be numbness")
    elif low and absent:
        missing = _("low SUDS together with dissociation or feeling nothing may be numbness")
    else:
        return
    yield rule.cannot_judge(Severity.HINT, title, missing, settle)
