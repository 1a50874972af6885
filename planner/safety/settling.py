"""What a reason or a recorded review does to a finding, and how many stand open at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from planner.safety.facts import DEFAULT_LIMITS, Limits
from planner.safety.findings import Finding, Severity


class SettledBy(StrEnum):
    """With what a finding was settled: a reason, or a recorded review."""

    REASON = "reason"
    REVIEW = "review"


@dataclass(frozen=True, kw_only=True)
class Settlement:
    """A reason or review given for a rule and this client, while the facts were as hashed."""

    code: str
    at: datetime
    facts_hash: str
    kind: SettledBy = SettledBy.REASON


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A finding as it stands now.

    `severity` is how it is shown: a warning that was settled before comes back as a hint.
    `settlement` is what rests it, or what rested it until its four weeks were over.
    """

    finding: Finding
    severity: Severity
    is_open: bool
    settlement: Settlement | None = None


@dataclass(frozen=True, kw_only=True)
class Shown:
    """Open findings to show at once, those behind "more", and the settled ones."""

    first: tuple[Standing, ...]
    more: tuple[Standing, ...]
    settled: tuple[Standing, ...]

    @property
    def open(self) -> tuple[Standing, ...]:
        """All that is open, gravest first."""
        return self.first + self.more


def open_findings(
    findings: Iterable[Finding],
    settlements: Sequence[Settlement],
    now: datetime,
    limits: Limits = DEFAULT_LIMITS,
) -> tuple[Standing, ...]:
    """How each finding stands; open ones first, gravest first, otherwise in the given order.

    A reason settles a stop while its facts stay as they were. It rests a warning for four weeks;
    after that the warning comes back as a hint. Changed facts are a new question: the finding is
    open with its full severity. A review finding yields to a recorded review only. A hint with a
    reason is put away while its facts stay.
    """
    standings = [_standing(finding, settlements, now, limits) for finding in findings]
    return tuple(sorted(standings, key=lambda it: (not it.is_open, it.severity.rank)))


def presentable(standings: Sequence[Standing], limits: Limits = DEFAULT_LIMITS) -> Shown:
    """At most three open findings at once, the rest behind "more"; settled ones apart."""
    standing_open = tuple(it for it in standings if it.is_open)
    return Shown(
        first=standing_open[: limits.open_at_once],
        more=standing_open[limits.open_at_once :],
        settled=tuple(it for it in standings if not it.is_open),
    )


def _standing(
    finding: Finding, settlements: Sequence[Settlement], now: datetime, limits: Limits
) -> Standing:
    fitting = [
        it
        for it in settlements
        if it.code == finding.code
        and it.facts_hash == finding.facts_hash
        and (finding.severity is not Severity.REVIEW or it.kind is SettledBy.REVIEW)
    ]
    if not fitting:
        return Standing(finding=finding, severity=finding.severity, is_open=True)
    last = max(fitting, key=lambda it: it.at)
    severity, is_open = finding.severity, False
    if finding.severity is Severity.WARNING:
        severity, is_open = Severity.HINT, not _rests(last, now, limits.settled_days)
    elif finding.severity is Severity.REVIEW:
        is_open = not _rests(last, now, limits.home_review_days)
    return Standing(finding=finding, severity=severity, is_open=is_open, settlement=last)


def _rests(settlement: Settlement, now: datetime, days: int) -> bool:
    until = settlement.at.astimezone(now.tzinfo) + timedelta(days=days)
    return now.astimezone(UTC) <= until.astimezone(UTC)
