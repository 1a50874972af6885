"""What pages that make or move an appointment ask: is the member free then, and at work?"""

from typing import Any

from django.contrib import messages
from django.utils.translation import gettext as _

from clients.access import Capability, reach
from clients.forms.booking import BookingForm
from clients.models import Appointment
from clients.workhours import is_within

WHEN = {"day", "time", "minutes"}


def proposed_when(request: Any) -> dict[str, str]:
    """Day and time that a link proposes; the form judges them when they are sent."""
    return {name: request.GET[name][:10] for name in ("day", "time") if name in request.GET}


def is_free(
    request: Any, form: BookingForm, *, of: Appointment | None = None, minutes: int = 0
) -> bool:
    """Whether this member, among all they may plan for, is free at the time of the valid form.

    `of` is the appointment that is being changed, `minutes` its length where the form has none. What
    was so before is not asked about again. If False, the form warns and asks for a reason.
    """
    if of is not None and not WHEN.intersection(form.changed_data):
        return True
    facts = form.cleaned_data
    wanted = Appointment(
        pk=of.pk if of else None,
        day=facts["day"],
        time=facts["time"],
        minutes=facts.get("minutes") or minutes,
        timezone=of.timezone if of else request.member.clinic.timezone,
    )
    return form.is_free(wanted, reach(request, Capability.PLAN, Appointment))


def say_if_outside_hours(request: Any, facts: dict[str, Any]) -> None:
    """A hint, after saving, for a time outside the member's working hours."""
    day, time, minutes = facts["day"], facts["time"], facts["minutes"]
    if day and time and not is_within(request.member.hours, day, time, minutes):
        messages.info(request, _("This is outside your working hours."))
