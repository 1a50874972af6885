"""The limits of the safety rules that count in a clinic: its own numbers over the defaults."""

from clients.models import Clinic
from planner.safety import Limits
from planner.safety.limits import limits_from


def limits_of(clinic: Clinic) -> Limits:
    """The limits that count in this clinic."""
    return limits_from(clinic.limits)
