"""What stands open about a client's safety, told from what was recorded."""

import datetime as dt
from dataclasses import dataclass

from django.utils.timezone import now

from .people import Client, HomeSafety, ReviewSubject, RiskQuestion, SafetyReview, latest

RISK_ASKED_AGAIN = 28
"""Days after which the risk question is due again (domain rule R9a)."""

PLAN_REVIEWED_AGAIN = 90
"""Days after which a safety plan is due for review (domain rule R10)."""

PLAN_REVIEWED_AFTER_RISK = 28
"""The same after a positive answer to the risk question."""

HOME_REVIEWED_AGAIN = 30
"""Days after which safety at home is due for review where home is not safe (domain rule R18)."""


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
    asked: RiskQuestion | None = latest(client.risk_questions)
    unsafe = client.home == HomeSafety.NOT_SAFE
    home_reviewed = _reviewed(client, ReviewSubject.HOME)
    reviewed_at = home_reviewed.reviewed_at if home_reviewed else None
    return SafetyNow(
        asked=asked,
        open_risk=open_risk(client),
        question_is_due=_is_old(asked.asked_at if asked else None, RISK_ASKED_AGAIN),
        plan_is_due=_plan_is_due(client),
        home_is_unsafe=unsafe,
        home_reviewed=home_reviewed,
        home_is_due=unsafe and _is_old(reviewed_at, HOME_REVIEWED_AGAIN),
    )


def _reviewed(client: Client, subject: str) -> SafetyReview | None:
    """The latest review of this subject."""
    found = (review for review in client.safety_reviews.all() if review.subject == subject)
    return next(found, None)


def _is_old(moment: dt.datetime | None, days: int) -> bool:
    """Whether something is longer ago than this, or never was."""
    return moment is None or now() - moment > dt.timedelta(days=days)


def _plan_is_due(client: Client) -> bool:
    """Whether risk is known of and the safety plan is missing or old (R10)."""
    asked = list(client.risk_questions.all())
    if not any(question.is_positive for question in asked):
        return False
    limit = PLAN_REVIEWED_AFTER_RISK if asked[0].is_positive else PLAN_REVIEWED_AGAIN
    made = client.safety_plan_on
    return made is None or (client.clinic.today() - made).days > limit
