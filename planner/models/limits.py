"""The clinic's own limits for the safety rules."""

from typing import Any

from django.db import models
from django.db.models import OuterRef, Subquery

from clients.models import Clinic, Owned
from planner.safety import Limits
from planner.safety.limits import limits_from


class ClinicLimits(Owned):
    """The limits that a clinic set otherwise than by default: name -> number. One row a clinic."""

    owner = ("clinic",)

    numbers = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("clinic",), name="one_row_of_limits")]


def limit_numbers(path: str) -> Subquery:
    """The clinic's numbers as a value of a row that leads to the clinic by `path`."""
    return Subquery(ClinicLimits.objects.filter(clinic=OuterRef(path)).values("numbers")[:1])


def limits_of(clinic: Clinic) -> Limits:
    """The limits that count in this clinic: one query."""
    row = ClinicLimits.objects.filter(clinic=clinic).first()
    return limits_from(row.numbers if row else {})


def limits_at(desk: Any) -> Limits:
    """The limits that count for a session from `at_desk`; no query."""
    return limits_from(desk.limit_numbers or {})
