"""Where and for whom an item fits, and who may do it, in words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from clients.prescription import Gates
from planner.library.words import AUDIENCE_LABELS, SETTING_LABELS
from planner.safety.conditions import condition_label


@dataclass(frozen=True, kw_only=True)
class Gated:
    """Who may do it, and when it is left out."""

    led_by: str
    activating: bool
    exposure_homework: bool
    left_out: tuple[str, ...]


def gated(gates: Gates) -> Gated:
    """Gates in words."""
    return Gated(
        led_by={
            "self": _("The client can do it alone."),
            "therapist_first": _("Done together in a session first; then it can go home."),
            "therapist_only": _("Only the therapist leads it. It is never given or printed."),
        }[gates.led_by],
        activating=gates.activating,
        exposure_homework=gates.exposure_homework,
        left_out=tuple(condition_label(one) for one in gates.leave_out_when),
    )


def settings_of(document: Any) -> tuple[str, ...]:
    """Where it is used."""
    return tuple(str(SETTING_LABELS[one]) for one in document.settings)


def audiences_of(document: Any) -> tuple[str, ...]:
    """For whom it is written."""
    return tuple(str(AUDIENCE_LABELS[one]) for one in document.audiences)
