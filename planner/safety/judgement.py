"""All rules over one plan."""

import re
from collections.abc import Iterator, Sequence

from planner.plan import PlannedBlock
from planner.safety.facts import DEFAULT_LIMITS, Facts, Limits
from planner.safety.findings import Finding
from planner.safety.group import group_findings
from planner.safety.history import history_findings
from planner.safety.home import home_findings
from planner.safety.homework import gate_findings
from planner.safety.limits import sourced
from planner.safety.minutes import minutes_findings
from planner.safety.order import order_findings
from planner.safety.risk import risk_findings

RULES = (
    order_findings,
    minutes_findings,
    risk_findings,
    history_findings,
    home_findings,
    group_findings,
)


def judge(
    blocks: Sequence[PlannedBlock], facts: Facts, limits: Limits = DEFAULT_LIMITS
) -> tuple[Finding, ...]:
    """Every finding about this plan, by severity, then by block (the whole session first).

    Nothing is passed because a fact is missing: such a finding says "cannot judge". Pure; the
    answer depends on the arguments and the active language alone.
    """
    places = {block.uid: place for place, block in enumerate(blocks)}
    return tuple(
        sorted(
            sourced(_all(blocks, facts, limits), limits),
            key=lambda it: (it.severity.rank, places.get(it.block or "", -1), _natural(it.code)),
        )
    )


def _all(blocks: Sequence[PlannedBlock], facts: Facts, limits: Limits) -> Iterator[Finding]:
    for rule in RULES:
        yield from rule(blocks, facts, limits)
    for item in facts.homework:
        yield from gate_findings(item, facts)


def _natural(code: str) -> tuple[int, str]:
    """R9a after R9 and before R10; codes without a number last."""
    number = re.search(r"[0-9]+", code)
    return (int(number.group()) if number and code.startswith("R") else 999, code)
