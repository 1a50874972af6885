"""Setting a limit: within bounds, journalled, and back to the default."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import now

from clients.models import Clinic, Journal, RiskQuestion
from clients.models.safety import AGAIN, safety_now
from planner.actions.limits import set_limit
from planner.models.limits import limits_of
from planner.safety import DEFAULT_LIMITS
from planner.safety.limits import SETTINGS
from tests.cast import Cast


def numbers(clinic: Clinic) -> dict[str, int]:
    kept: dict[str, int] = Clinic.objects.get(pk=clinic.pk).limits
    return kept


def test_a_limit_is_set_and_counts_in_this_clinic_alone(cast: Cast) -> None:
    set_limit(clinic=cast.harbour, name="grounding", number=12, by=cast.olga)
    set_limit(clinic=cast.harbour, name="suds_10_risen", number=2, by=cast.olga)
    assert numbers(cast.harbour) == {"grounding": 12, "suds_10_risen": 2}
    here = limits_of(cast.harbour)
    assert (here.grounding, here.suds_10.risen) == (12, 2)
    assert limits_of(cast.lakeside) == DEFAULT_LIMITS


def test_each_change_is_in_the_journal_by_name(cast: Cast) -> None:
    set_limit(clinic=cast.harbour, name="grounding", number=12, by=cast.olga)
    set_limit(clinic=cast.harbour, name="grounding", number=12, by=cast.olga)
    set_limit(clinic=cast.harbour, name="grounding", number=None, by=cast.olga)
    set_limit(clinic=cast.harbour, name="grounding", number=None, by=cast.olga)
    lines = Journal.objects.order_by("pk").values_list("act", "object_kind", "fields", "actor_uid")
    line = ("changed", "clients.Clinic", ["grounding"], cast.olga.uid)
    assert list(lines) == [line, line]
    assert numbers(cast.harbour) == {}


def test_the_default_itself_is_no_number_of_ones_own(cast: Cast) -> None:
    set_limit(clinic=cast.harbour, name="grounding", number=12, by=cast.olga)
    set_limit(clinic=cast.harbour, name="grounding", number=10, by=cast.olga)
    assert numbers(cast.harbour) == {}


@pytest.mark.parametrize("name", sorted(SETTINGS))
def test_each_bound(cast: Cast, name: str) -> None:
    setting = SETTINGS[name]
    for number in (setting.least - 1, setting.most + 1):
        with pytest.raises(ValidationError):
            set_limit(clinic=cast.harbour, name=name, number=number, by=cast.olga)
    assert numbers(cast.harbour) == {}


@pytest.mark.parametrize("name", ["", "open_at_once", "pk", "grounding "])
def test_an_unknown_limit(cast: Cast, name: str) -> None:
    with pytest.raises(ValidationError):
        set_limit(clinic=cast.harbour, name=name, number=3, by=cast.olga)
    assert Journal.objects.count() == 0


def test_the_short_one_never_stands_above_the_long_one(cast: Cast) -> None:
    set_limit(clinic=cast.harbour, name="grounding", number=8, by=cast.olga)
    with pytest.raises(ValidationError):
        set_limit(clinic=cast.harbour, name="grounding_short", number=9, by=cast.olga)
    set_limit(clinic=cast.harbour, name="grounding_short", number=8, by=cast.olga)
    assert numbers(cast.harbour) == {"grounding": 8, "grounding_short": 8}


def test_the_clients_page_counts_days_as_the_rules_do(cast: Cast) -> None:
    assert {name: SETTINGS[name].default for name in AGAIN} == AGAIN
    set_limit(clinic=cast.harbour, name="risk_question_days", number=40, by=cast.olga)
    asked = dt.timedelta(days=35)
    RiskQuestion.objects.create(
        clinic=cast.harbour, client=cast.m17, outcome="none", asked_at=now() - asked
    )
    assert safety_now(cast.m17).question_is_due is False
    set_limit(clinic=cast.harbour, name="risk_question_days", number=None, by=cast.olga)
    cast.m17.refresh_from_db()
    assert safety_now(cast.m17).question_is_due is True
