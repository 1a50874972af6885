"""Tomorrow's ways in, proposed from what was marked helpful in the evening. Pure.

A worksheet takes part that asks for `plans` (rows of a moment and a plan) and in the evening how much
they `helped` (a rating) and which was `best` (in the client's own words), as the day map does.
"""

import re
from collections.abc import Mapping
from typing import Any

from clients.worksheets import Worksheet

EVENING = ("helped", "best")
SHORT_WORD = 3
"""Words of fewer letters do not tell which plan is meant."""


def looks_back(sheet: Worksheet) -> bool:
    """Whether the worksheet has plans and asks in the evening what helped."""
    return {"plans", *EVENING} <= {one.key for one in sheet.fields}


def proposed(sheet: Worksheet, answers: Mapping[str, Any]) -> list[Any]:
    """The plans of the last sheet that are carried on; what did not help is let go, without a reason.

    The plan that was named best comes first. Others go along when the plans helped at least by half
    of the scale (a clinical default), or when nothing was said in the evening.
    """
    plans = list(answers.get("plans") or ())
    helped, best = answers.get("helped"), str(answers.get("best") or "")
    if helped is None and not best:
        return plans
    scale = next(one for one in sheet.fields if one.key == "helped")
    did_help = helped is not None and helped * 2 >= scale.low + scale.high
    named = _named(plans, best)
    if named is None:
        return plans if did_help or best else []
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
