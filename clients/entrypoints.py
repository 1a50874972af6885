"""What a new worksheet begins with: the stage of good wishes, and ways in that helped. Pure.

For whom good wishes are said changes slowly, so the `stage` stays until the client chooses another.
Tomorrow's ways in are proposed from what was marked helpful in the evening: by a worksheet that asks for
`plans` (rows of a moment and a plan) and in the evening how much they `helped` (a rating) and which was
`best` (in the client's own words), as the day map does.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from clients.worksheets import Worksheet

STAGE, PLANS = "stage", "plans"
EVENING = ("helped", "best")
SHORT_WORD = 3
"""Words of fewer letters do not tell which plan is meant."""


@dataclass(frozen=True, kw_only=True)
class Past:
    """A sheet that was filled in before: its questions and answers."""

    sheet: Worksheet
    answers: Mapping[str, Any]
    is_finished: bool = True


def begins_with(sheet: Worksheet, past: Sequence[Past]) -> dict[str, Any]:
    """The answers that a new sheet begins with; `past` holds the same practice's sheets, newest first.

    The stage is the last one that was chosen, if it is still offered. Plans are those of the last
    finished sheet, if it asked them in the same way; where it looked back, those that helped.
    """
    fields = {one.key: one for one in sheet.fields}
    found: dict[str, Any] = {}
    stage = next((one.answers[STAGE] for one in past if one.answers.get(STAGE)), None)
    if STAGE in fields and stage in [choice.code for choice in fields[STAGE].choices]:
        found[STAGE] = stage
    last = next((one for one in past if one.is_finished), None)
    if PLANS in fields and last is not None and fields[PLANS] in last.sheet.fields:
        asks = looks_back(last.sheet)
        plans = proposed(last.sheet, last.answers) if asks else last.answers.get(PLANS)
        found |= {PLANS: plans} if plans else {}
    return found


def looks_back(sheet: Worksheet) -> bool:
    """Whether the worksheet has plans and asks in the evening what helped."""
    return {PLANS, *EVENING} <= {one.key for one in sheet.fields}


def proposed(sheet: Worksheet, answers: Mapping[str, Any]) -> list[Any]:
    """The plans of the last sheet that are carried on; what did not help is let go, without a reason.

    The plan that was named best comes first. Others go along when the plans helped at least by half
    of the scale (a clinical default). Where nothing was marked in the evening nothing is proposed.
    """
    plans = list(answers.get(PLANS) or ())
    helped, best = answers.get("helped"), str(answers.get("best") or "")
    scale = next(one for one in sheet.fields if one.key == "helped")
    did_help = helped is not None and helped * 2 >= scale.low + scale.high
    named = _named(plans, best)
    if named is None:
        return plans if did_help else []
    others = [plan for plan in plans if plan is not named]
    return [named, *(others if did_help else [])]


def _named(plans: list[Any], best: str) -> Any:
    """The plan that shares most words with what was named, or None."""
    said = _words(best)
    shared = [(len(said & _words(" ".join(map(str, plan.values())))), plan) for plan in plans]
    most = max((count for count, _plan in shared), default=0)
    return next((plan for count, plan in shared if count == most and most), None)


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.casefold()) if len(word) >= SHORT_WORD}
