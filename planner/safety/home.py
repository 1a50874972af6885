"""Rules about a home that is not safe: R18, R18a, R19, R23. Care team's screen only."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from planner.plan import PlannedBlock
from planner.safety.exposures import exposures
from planner.safety.facts import Facts, HomeSafety, Limits, Never, Setting
from planner.safety.findings import Finding, Rule, Severity
from planner.safety.moments import older_than

UNKNOWN = (None, HomeSafety.NOT_ASKED)


def home_findings(
    blocks: Sequence[PlannedBlock], facts: Facts, limits: Limits
) -> Iterator[Finding]:
    """R18 and R18a for exposure and exposure homework, R19 for joint sessions, R23 for video."""
    works = exposures(blocks)
    if not facts.is_group:
        homework = [item for item in facts.homework if item.gates.exposure_homework]
        if works or homework:
            beside = works[0].uid if works else homework[0].block
            yield from exposure_at_home(facts, limits, beside)
        if facts.is_joint:
            yield from _joint_session(facts, limits)
    yield from _video(blocks, facts, has_exposure=bool(works))


def is_reviewed(facts: Facts, limits: Limits) -> bool:
    """R18: whether safety at home was reviewed within the last 30 days."""
    reviewed = facts.home_reviewed
    if reviewed is None or isinstance(reviewed, Never):
        return False
    return not older_than(reviewed, limits.home_review_days, facts.as_of)


def exposure_at_home(facts: Facts, limits: Limits, block: str | None) -> Iterator[Finding]:
    """R18 and R18a for a plan or homework with exposure; `block` is where it stands."""
    looked_at = {"home": facts.home, "reviewed": facts.home_reviewed}
    if facts.home in UNKNOWN:
        first = facts.exposed_before is not True
        severity = Severity.WARNING if first else Severity.HINT
        rule = Rule("R18a", {**looked_at, "first": first}, block)
        title = _("Is home safe? Not asked yet")
        if facts.is_joint:
            title = _("Is home safe for everybody?")
        settle = _("Ask and record it, or go on with a reason.")
        yield rule.cannot_judge(severity, title, not_known(facts), settle)
    elif facts.home is HomeSafety.NOT_SAFE and not is_reviewed(facts, limits):
        yield Rule("R18", looked_at, block).finds(
            Severity.REVIEW,
            _("Home is not safe: review before exposure"),
            _(
                "No safety review in the last %(days)s days. Until it is recorded, no exposure and"
                " no exposure homework."
            )
            % {"days": limits.home_review_days},
            _("Record a safety review, or plan without exposure."),
        )


def not_known(facts: Facts) -> str:
    """What is missing about home, in words that say nothing of one of several."""
    if facts.is_joint and facts.home is None:
        return _("it is not recorded of everybody that home is safe")
    return _("whether home is safe was not asked yet")


def _joint_session(facts: Facts, limits: Limits) -> Iterator[Finding]:
    """R19. It says the same whether nobody asked or a home is not safe, and so nothing of anyone."""
    if facts.home is HomeSafety.SAFE:
        return
    looked_at = {
        "home": facts.home,
        "reviewed": facts.home_reviewed,
        "gathering": facts.gathering,
    }
    rule = Rule("R19", looked_at)
    title = _("Joint session: is home safe?")
    # A fresh review has looked at this; the finding stays in sight, but as a hint.
    severity = Severity.HINT if is_reviewed(facts, limits) else Severity.REVIEW
    settle = _(
        "Ask each alone, and record it or a review of safety at home in their own record; or"
        " meet each alone."
    )
    missing = _("it is not recorded of everybody that home is safe")
    yield rule.cannot_judge(severity, title, missing, settle)


def _video(
    blocks: Sequence[PlannedBlock], facts: Facts, *, has_exposure: bool
) -> Iterator[Finding]:
    answers = facts.video
    questions = {
        _("where the client is"): answers.where,
        _("who else is in the home"): answers.others_at_home,
        _("a phone if the line drops"): answers.phone,
        _("the local emergency number"): answers.emergency_number,
    }
    missing = [question for question, answer in questions.items() if not answer]
    if not missing or facts.setting in (Setting.ROOM, Setting.PHONE):
        return
    looked_at = {
        "setting": facts.setting,
        "start": facts.start.instant if facts.start else [block.uid for block in blocks],
        "missing": len(missing),
        "home": facts.home,
        "exposure": has_exposure,
    }
    rule = Rule("R23", looked_at)
    settle = _("Ask at the beginning and tick each answer.")
    if facts.setting is None:
        lacking = _("whether this is a video session is not recorded")
        title = _("Room, video or phone?")
        yield rule.cannot_judge(Severity.WARNING, title, lacking, settle)
        return
    grave = has_exposure and facts.home is HomeSafety.NOT_SAFE
    yield rule.finds(
        Severity.STOP if grave else Severity.WARNING,
        _("Video: ask before you begin"),
        _("Asked anew each time: %(missing)s.") % {"missing": ", ".join(missing)},
        settle,
    )
