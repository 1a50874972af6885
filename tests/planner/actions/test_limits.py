"""Setting a limit: within bounds, journalled, and back to the default."""

import pytest
from django.core.exceptions import ValidationError

from clients.models import Clinic, Journal
from planner.actions.limits import set_limit
from planner.models import ClinicLimits
from planner.models.limits import limits_of
from planner.safety import DEFAULT_LIMITS
from planner.safety.limits import SETTINGS
from tests.cast import Cast


def numbers(clinic: Clinic) -> dict[str, int]:
    row = ClinicLimits.objects.filter(clinic=clinic).first()
    return row.numbers if row else {}


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
    line = ("changed", "planner.ClinicLimits", ["grounding"], cast.olga.uid)
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
