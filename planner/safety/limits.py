"""The limits that a clinic may change: within which bounds, and why each is as it is by default."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from planner.safety.facts import DEFAULT_LIMITS, Limits
from planner.safety.findings import Finding

MINUTES = ngettext_lazy("%(n)s minute", "%(n)s minutes", "n")
DAYS = ngettext_lazy("%(n)s day", "%(n)s days", "n")
SESSIONS = ngettext_lazy("%(n)s session", "%(n)s sessions", "n")
PEOPLE = ngettext_lazy("%(n)s participant", "%(n)s participants", "n")
MODULE = "%(n)s"
POINTS = ngettext_lazy("%(n)s point", "%(n)s points", "n")

NESTED = ("suds_100", "suds_10")
"""Limits that hold limits of their own; their names are joined by an underscore."""


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One limit of a clinic: its rule, the safe bounds (both allowed), its unit and its reason."""

    name: str
    rule: str
    least: int
    most: int
    unit: Any
    label: Any
    reason: Any

    @property
    def default(self) -> int:
        """The clinical default."""
        return number_of(DEFAULT_LIMITS, self.name)

    def allows(self, number: object) -> bool:
        """Whether it is a whole number within the bounds."""
        return type(number) is int and self.least <= number <= self.most

    def said(self, number: int) -> str:
        """The number with its unit."""
        return str(self.unit % {"n": number})


def _minutes(name: str, rule: str, bounds: tuple[int, int], label: Any, reason: Any) -> Setting:
    return _setting(name, rule, bounds, MINUTES, label, reason)


def _days(name: str, rule: str, bounds: tuple[int, int], label: Any, reason: Any) -> Setting:
    return _setting(name, rule, bounds, DAYS, label, reason)


def _setting(
    name: str, rule: str, bounds: tuple[int, int], unit: Any, label: Any, reason: Any
) -> Setting:
    least, most = bounds
    return Setting(
        name=name, rule=rule, least=least, most=most, unit=unit, label=label, reason=reason
    )


AROUND_EXPOSURE = (
    _minutes(
        "grounding",
        "R3",
        (8, 20),
        _("Grounding after an exposure, at least"),
        _("Arriving in the room again takes most people ten minutes, and it is never hurried."),
    ),
    _minutes(
        "grounding_short",
        "R3",
        (4, 10),
        _("Grounding after a short exposure or an activating practice, at least"),
        _("Where less was stirred up, less is needed, but never nothing."),
    ),
    _minutes(
        "short_exposure",
        "R3",
        (5, 15),
        _("An exposure counts as short up to"),
        _("Up to here the shorter grounding is enough."),
    ),
    _minutes(
        "after_exposure",
        "R4",
        (20, 45),
        _("Time after the last exposure in a long session, at least"),
        _("Nobody goes home straight from an exposure: talking it over, grounding and closing."),
    ),
    _minutes(
        "after_exposure_short",
        "R4",
        (15, 40),
        _("Time after the last exposure in a shorter session, at least"),
        _("The same, where the session itself is short."),
    ),
    _minutes(
        "long_session",
        "R4",
        (60, 120),
        _("A session counts as long from"),
        _("Between the usual 60 and 90 minutes."),
    ),
    _minutes(
        "exposure_shortest",
        "R5",
        (15, 30),
        _("Shortest exposure"),
        _("60-minute sessions with 20 minutes of imaginal exposure did no worse (Foa 2022)."),
    ),
    _minutes(
        "exposure_longest",
        "R5",
        (40, 90),
        _("Longest exposure"),
        _("Longer is seldom planned, and leaves too little time after it."),
    ),
    _setting(
        "preparation_sessions",
        "R11",
        (1, 6),
        SESSIONS,
        _("Preparation before the first exposure, at least"),
        _("One for the rationale, one to practise grounding and see that it helps."),
    ),
)

OVER_TIME = (
    _days(
        "risk_question_days",
        "R9a",
        (7, 42),
        _("The risk question is asked again after"),
        _("Four weeks pass quickly, and risk changes within them."),
    ),
    _days(
        "safety_plan_days",
        "R10",
        (28, 120),
        _("A safety plan is reviewed after"),
        _("Stanley and Brown suggest a review every 30 to 90 days."),
    ),
    _days(
        "safety_plan_days_after_positive",
        "R10",
        (7, 42),
        _("A safety plan is reviewed, after a positive answer, within"),
        _("After a positive answer the plan has to fit what is true now."),
    ),
    _days(
        "home_review_days",
        "R18",
        (7, 45),
        _("A review of safety at home counts for"),
        _("What is true at home can change within a month."),
    ),
    _days(
        "gap_days",
        "R16",
        (7, 28),
        _("Exposure is taken up anew after a gap of"),
        _("After two weeks without, it begins like a new one."),
    ),
    _days(
        "leave_days",
        "R16",
        (7, 28),
        _("Leave counts as long from"),
        _("So long nobody is there to follow up what was begun."),
    ),
    _days(
        "settled_days",
        "",
        (7, 42),
        _("A reason rests a warning for"),
        _("Then somebody looks once more, as a hint."),
    ),
)

BEFORE_LEAVING = (
    _setting(
        "dissociation",
        "R7",
        (1, 5),
        POINTS,
        _("Dissociation when leaving, 0 to 10, at most"),
        _("Above it, grounding goes on."),
    ),
    _setting(
        "suds_100_still_high",
        "R7a",
        (20, 60),
        POINTS,
        _("SUDS after grounding, 0 to 100: looked at above"),
        _("Only where it is also higher than on arrival. It says nothing about success."),
    ),
    _setting(
        "suds_100_risen",
        "R7a",
        (5, 20),
        POINTS,
        _("SUDS after grounding, 0 to 100: more than on arrival by"),
        _("Smaller differences are within what anybody's ratings vary."),
    ),
    _setting(
        "suds_100_very_high",
        "R7a",
        (60, 90),
        POINTS,
        _("SUDS after grounding, 0 to 100: very high from"),
        _("So much distress is looked at whatever it was on arrival."),
    ),
    _setting(
        "suds_100_numb",
        "R8",
        (5, 20),
        POINTS,
        _("SUDS of 0 to 100 that may be numbness, up to"),
        _("With dissociation a low number is no all-clear."),
    ),
    _setting(
        "suds_10_still_high",
        "R7a",
        (2, 6),
        POINTS,
        _("SUDS after grounding, 0 to 10: looked at above"),
        _("Only where it is also higher than on arrival."),
    ),
    _setting(
        "suds_10_risen",
        "R7a",
        (1, 2),
        POINTS,
        _("SUDS after grounding, 0 to 10: more than on arrival by"),
        _("Smaller differences are within what anybody's ratings vary."),
    ),
    _setting(
        "suds_10_very_high",
        "R7a",
        (6, 9),
        POINTS,
        _("SUDS after grounding, 0 to 10: very high from"),
        _("So much distress is looked at whatever it was on arrival."),
    ),
    _setting(
        "suds_10_numb",
        "R8",
        (1, 2),
        POINTS,
        _("SUDS of 0 to 10 that may be numbness, up to"),
        _("With dissociation a low number is no all-clear."),
    ),
)

IN_GROUPS = (
    _minutes(
        "group_grounding",
        "R20",
        (3, 10),
        _("Grounding that ends a hard part, and the session, at least"),
        _("Everybody arrives again together before they go."),
    ),
    _setting(
        "group_difficult_module",
        "R20",
        (1, 3),
        MODULE,
        _("The module that always counts as a hard part"),
        _("The second meets with kindness what is hard for all; grounding ends it."),
    ),
    _minutes(
        "module_shortest",
        "G4",
        (10, 25),
        _("Each of the three modules, at least"),
        _("In less, a group has hardly come in before it has to go on."),
    ),
    _setting(
        "group_one_leader",
        "G1",
        (4, 10),
        PEOPLE,
        _("One leader alone for up to"),
        _("With more, one leads and one is there for whoever needs to go out."),
    ),
)

TOPICS: tuple[tuple[Any, tuple[Setting, ...]], ...] = (
    (_("Around exposure"), AROUND_EXPOSURE),
    (_("Over time"), OVER_TIME),
    (_("Before leaving"), BEFORE_LEAVING),
    (_("In groups"), IN_GROUPS),
)
"""Every limit that may be changed, by topic, in the order of the page."""

SETTINGS = {one.name: one for _topic, settings in TOPICS for one in settings}

NOT_ABOVE = {
    "grounding_short": "grounding",
    "after_exposure_short": "after_exposure",
    "safety_plan_days_after_positive": "safety_plan_days",
}
"""Limits that are never above another one."""


def number_of(limits: Limits, name: str) -> int:
    """The number of a limit by its name, also of a nested one."""
    for outer in NESTED:
        if name.startswith(f"{outer}_"):
            found: int = getattr(getattr(limits, outer), name.removeprefix(f"{outer}_"))
            return found
    plain: int = getattr(limits, name)
    return plain


def sourced(findings: Iterable[Finding], limits: Limits) -> Iterator[Finding]:
    """The findings, where a clinic has changed a number of their rule with that as the source."""
    own = _changed_rules(limits)
    default, ours = gettext("Clinical default"), gettext("Your clinic’s setting")
    for finding in findings:
        is_ours = finding.code in own and finding.source.startswith(default)
        yield replace(finding, source=ours) if is_ours else finding


@lru_cache
def _changed_rules(limits: Limits) -> frozenset[str]:
    """The rules of which a number is not the default."""
    own = {one.rule for one in SETTINGS.values() if number_of(limits, one.name) != one.default}
    if "R3" in own:
        own.add("R13")  # an activating practice is followed by R3's grounding
    return frozenset(own)


def limits_from(numbers: Mapping[str, object]) -> Limits:
    """The limits with a clinic's own numbers; what is unknown or out of bounds stays the default."""
    limits = DEFAULT_LIMITS
    for name, number in numbers.items():
        setting = SETTINGS.get(name)
        if setting is not None and setting.allows(number):
            limits = _with(limits, name, number)
    return limits


def _with(limits: Limits, name: str, number: Any) -> Limits:
    for outer in NESTED:
        if name.startswith(f"{outer}_"):
            inner = replace(getattr(limits, outer), **{name.removeprefix(f"{outer}_"): number})
            return replace(limits, **{outer: inner})
    return replace(limits, **{name: number})


def crossed(limits: Limits) -> tuple[Setting, Setting] | None:
    """The first pair of limits of which the lower is above the higher; None if all agree."""
    for low, high in NOT_ABOVE.items():
        if number_of(limits, low) > number_of(limits, high):
            return SETTINGS[low], SETTINGS[high]
    return None
