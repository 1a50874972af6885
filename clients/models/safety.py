"""What stands open about a client's safety, told from what was recorded."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.utils.timezone import now

from .clinics import Clinic
from .people import Client, HomeSafety, ReviewSubject, RiskQuestion, SafetyReview, latest

AGAIN = {
    "risk_question_days": 28,
    "safety_plan_days": 90,
    "safety_plan_days_after_positive": 28,
    "home_review_days": 30,
}
"""Days after which something is due again where the clinic set no number of its own: the risk question
(domain rule R9a), the safety plan (R10), the same after a positive answer, safety at home (R18)."""


@dataclass(frozen=True)
class SafetyNow:
    """What the client's page says first. `open_risk` is the answer that waits for a review."""

    asked: RiskQuestion | None
    open_risk: RiskQuestion | None
    question_is_due: bool
    plan_is_due: bool
    home_is_unsafe: bool
    home_reviewed: SafetyReview | None
    home_is_due: bool


def days_again(clinic: Clinic, name: str) -> int:
    """The clinic's own number of days for one of AGAIN, or the default."""
    own = clinic.limits.get(name)
    return own if isinstance(own, int) else AGAIN[name]


def open_risk(client: Client) -> RiskQuestion | None:
    """The latest positive answer without a review of risk dated after it (R9), or None.

    Reads `risk_questions` and `safety_reviews`, which a list may have prefetched.
    """
    positive = next((asked for asked in client.risk_questions.all() if asked.is_positive), None)
    reviewed = _reviewed(client, ReviewSubject.RISK)
    if positive is None or (reviewed and reviewed.reviewed_at > positive.asked_at):
        return None
    return positive


def safety_now(client: Client) -> SafetyNow:
    """What stands open today."""
    days = partial(days_again, client.clinic)
    asked: RiskQuestion | None = latest(client.risk_questions)
    unsafe = client.home == HomeSafety.NOT_SAFE
    home_reviewed = _reviewed(client, ReviewSubject.HOME)
    reviewed_at = home_reviewed.reviewed_at if home_reviewed else None
    return SafetyNow(
        asked=asked,
        open_risk=open_risk(client),
        question_is_due=_is_old(asked.asked_at if asked else None, days("risk_question_days")),
        plan_is_due=_plan_is_due(client, days),
        home_is_unsafe=unsafe,
        home_reviewed=home_reviewed,
        home_is_due=unsafe and _is_old(reviewed_at, days("home_review_days")),
    )


def _reviewed(client: Client, subject: str) -> SafetyReview | None:
    """The latest review of this subject."""
    found = (review for review in client.safety_reviews.all() if review.subject == subject)
    return next(found, None)


def _is_old(moment: dt.datetime | None, days: int) -> bool:
    """Whether something is longer ago than this, or never was."""
    return moment is None or now() - moment > dt.timedelta(days=days)


def _plan_is_due(client: Client, days: Callable[[str], int]) -> bool:
    """Whether risk is known of and the safety plan is missing or old (R10)."""
    asked = list(client.risk_questions.all())
    if not any(question.is_positive for question in asked):
        return False
    limit = days("safety_plan_days_after_positive" if asked[0].is_positive else "safety_plan_days")
    made = client.safety_plan_on
    return made is None or (client.clinic.today() - made).days > limit
