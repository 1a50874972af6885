"""Small plans and facts for the tests of the rules."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from planner.plan import Phase, PlannedBlock, PracticeGates
from planner.safety import (
    DEFAULT_LIMITS,
    NEVER,
    ExposureEnd,
    Facts,
    Finding,
    Gathering,
    HomeSafety,
    Limits,
    RiskOutcome,
    Setting,
    judge,
)

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 26, 15, 0, tzinfo=ZONE)
KIND = PracticeGates(compassionate=True)
STIRRING = PracticeGates(activating=True)

LETTERS = {
    "a": Phase.ARRIVAL,
    "w": Phase.AWARENESS,
    "x": Phase.EXPOSURE,
    "r": Phase.REGULATION,
    "p": Phase.PROCESSING,
    "g": Phase.GROUNDING,
    "c": Phase.COMPASSION,
    "f": Phase.REFLECTION,
    "o": Phase.CO_CREATION,
    "e": Phase.PSYCHOEDUCATION,
    "h": Phase.HOMEWORK,
    "b": Phase.BREAK,
    "z": Phase.CLOSING,
    "d": Phase.DEBRIEF,
}


def plan(text: str) -> tuple[PlannedBlock, ...]:
    """A plan from words such as "w5 x35 g10": phase letter and minutes.

    "x35:stairs" names the memory, "c10!" is an activating practice, "g10-" a grounding without
    compassion, "2c10" stands in module 2. The uid is the place and the word: "1x35".
    """
    return tuple(_block(place, word) for place, word in enumerate(text.split()))


def _block(place: int, word: str) -> PlannedBlock:
    body, _, memory = word.partition(":")
    gates = PracticeGates(compassionate="g" in body and not body.endswith("-"))
    if body.endswith("!"):
        gates = STIRRING
    body = body.rstrip("!-")
    module = int(body[0]) if body[0].isdigit() else 0
    letters = body.lstrip("0123456789")
    return PlannedBlock(
        uid=f"{place}{letters[0]}",
        phase=LETTERS[letters[0]],
        title=word,
        minutes=int(letters[1:]),
        module=module,
        practice_gates=gates,
        memory=memory,
    )


def ago(days: float = 0, **more: float) -> datetime:
    """So long before NOW on the clinic's clock."""
    return NOW - timedelta(days=days, **more)


CALM: dict[str, Any] = {
    "as_of": NOW,
    "gathering": Gathering.INDIVIDUAL,
    "setting": Setting.ROOM,
    "length": 90,
    "trauma": True,
    "dissociation": False,
    "touch_unsafe": False,
    "attachment_figure_unsafe": False,
    "breath_unsafe": False,
    "movement_unsafe": False,
    "risk_open": NEVER,
    "risk_asked": ago(7),
    "risk_outcome": RiskOutcome.NONE,
    "past_risk": False,
    "safety_plan": NEVER,
    "home": HomeSafety.SAFE,
    "home_reviewed": NEVER,
    "exposed_before": True,
    "preparation_sessions": 3,
    "grounding_helpful": True,
    "last_exposure": ago(7),
    "last_exposure_end": ExposureEnd.AS_PLANNED,
    "memories": frozenset({"", "stairs", "car"}),
    "last_planned_session": False,
    "leave_days": 0,
}

TRAUMA_90 = "a10 w5 x35:stairs p15 g10 h10 z5"


def facts(**changes: Any) -> Facts:
    """Facts with which the trauma-focused session of 90 minutes has no finding at all."""
    return Facts(**CALM | changes)


def found(
    text: str, limits: Limits = DEFAULT_LIMITS, **changes: Any
) -> list[tuple[str, str, str | None]]:
    """Code, severity and block of every finding, in order."""
    return [
        (it.code, it.severity.value, it.block) for it in judge(plan(text), facts(**changes), limits)
    ]


def the(code: str, text: str = TRAUMA_90, **changes: Any) -> list[Finding]:
    """The findings of one rule."""
    return [it for it in judge(plan(text), facts(**changes)) if it.code == code]


def severities(code: str, text: str = TRAUMA_90, **changes: Any) -> list[str]:
    """The severities of one rule's findings, "?" after those that cannot judge."""
    return [it.severity.value + "?" * it.cannot_judge for it in the(code, text, **changes)]
