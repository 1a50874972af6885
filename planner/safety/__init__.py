"""Rules of care over a plan: what a clinician should look at before, and after, a session.

Pure: plain blocks and facts in, findings out. No finding ever prevents printing, running or
recording a session.
"""

from planner.safety.aftermath import judge_aftermath
from planner.safety.facts import (
    DEFAULT_LIMITS,
    NEVER,
    Aftermath,
    ExposureEnd,
    Facts,
    Gathering,
    HomeSafety,
    Homework,
    HomeworkAnswers,
    Limits,
    Moment,
    Never,
    RiskOutcome,
    Setting,
    SudsLimits,
    SudsScale,
    VideoAnswers,
)
from planner.safety.findings import CARE_TEAM_ONLY, Finding, Severity
from planner.safety.homework import homework_findings, may_be_given, refused_with_others
from planner.safety.judgement import judge
from planner.safety.limits import limits_from
from planner.safety.settling import (
    SettledBy,
    Settlement,
    Shown,
    Standing,
    open_findings,
    presentable,
)

__all__ = [
    "CARE_TEAM_ONLY",
    "DEFAULT_LIMITS",
    "NEVER",
    "Aftermath",
    "ExposureEnd",
    "Facts",
    "Finding",
    "Gathering",
    "HomeSafety",
    "Homework",
    "HomeworkAnswers",
    "Limits",
    "Moment",
    "Never",
    "RiskOutcome",
    "Setting",
    "SettledBy",
    "Settlement",
    "Severity",
    "Shown",
    "Standing",
    "SudsLimits",
    "SudsScale",
    "VideoAnswers",
    "homework_findings",
    "judge",
    "judge_aftermath",
    "limits_from",
    "may_be_given",
    "open_findings",
    "presentable",
    "refused_with_others",
]
