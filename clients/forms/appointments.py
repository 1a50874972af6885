"""Forms about appointments and attendance."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.models import (
    TOOK_PLACE,
    Appointment,
    AppointmentStatus,
    Attendance,
    AttendanceState,
    Client,
    Setting,
)

from .booking import BookingForm
from .fields import ClockField, DayField, DraftForm
from .uncut import UncutForm

MOST_MINUTES = 600
"""Ten hours hold the longest day of practice."""

AFTER_THE_END = 60
"""How many minutes after its planned end a session that ran over may still stop."""


def fitting_stop(facts: Mapping[str, Any], planned: int) -> int | None:
    """The minute at which a session of so many planned minutes stopped, from cleaned facts.

    Raises ValidationError where it stopped early and the minute lies too far behind its end.
    """
    minute: int | None = facts["stopped_minute"]
    latest = planned + AFTER_THE_END
    stopped = facts.get("status") == AppointmentStatus.STOPPED_EARLY
    if stopped and minute is not None and minute > latest:
        raise forms.ValidationError(
            _("It was planned for %(planned)s minutes; the latest minute that fits is %(latest)s."),
            params={"planned": planned, "latest": latest},
        )
    return minute


def fitting_status(status: str, appointment: Appointment) -> str:
    """What became of an appointment: whose day is still to come, that was not held.

    Raises ValidationError; a record that says so already can be corrected.
    """
    if status in TOOK_PLACE and appointment.is_ahead and not appointment.took_place:
        raise forms.ValidationError(
            _("It is planned for a day that has not come yet. Move it to the day on which it was.")
        )
    return status


class AppointmentForm(DraftForm, BookingForm):
    """When, how long and where. Day and time may stay open."""

    day = DayField(label=_("Day"), required=False, help_text=_("Empty: not agreed yet."))
    time = ClockField(label=_("Time"), required=False)
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=5, max_value=MOST_MINUTES, initial=50
    )
    setting = forms.ChoiceField(
        label=_("Setting"),
        choices=Setting.choices,
        widget=forms.RadioSelect,
        initial=Setting.ROOM,
    )

    class Meta:
        model = Appointment
        fields = ["day", "time", "minutes", "setting", "room", "double_booked_why"]

    def clean(self) -> dict[str, Any]:
        """A time needs a day."""
        found = super().clean() or {}
        if found.get("time") and not found.get("day") and "day" not in self.errors:
            self.add_error("day", _("A time needs its day."))
        return found


class StatusForm(BookingForm):
    """What became of an appointment; for one that was moved, where to."""

    status = forms.ChoiceField(
        label=_("What became of it"), choices=AppointmentStatus.choices, widget=forms.RadioSelect
    )
    stopped_minute = forms.IntegerField(
        label=_("Stopped at minute"),
        min_value=0,
        required=False,
        help_text=_("Counted from the start; only for one that stopped early."),
    )
    day = DayField(
        label=_("New day"), required=False, help_text=_("Empty: not agreed yet. The plan is kept.")
    )
    time = ClockField(label=_("New time"), required=False)

    def __init__(self, data: Any, *, appointment: Appointment, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.appointment = appointment

    def clean_status(self) -> str:
        """One that can be said of its day."""
        return fitting_status(self.cleaned_data["status"], self.appointment)

    def clean_stopped_minute(self) -> int | None:
        """A minute that fits the planned length."""
        return fitting_stop(self.cleaned_data, self.appointment.minutes)

    def clean(self) -> dict[str, Any]:
        """A new time needs its new day."""
        found = super().clean() or {}
        if found.get("time") and not found.get("day") and "day" not in self.errors:
            self.add_error("day", _("A time needs its day."))
        return found


class AttendanceForm(UncutForm):
    """How one participant attended; nothing chosen means not recorded."""

    state = forms.ChoiceField(
        label=_("Attendance"),
        choices=AttendanceState.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(
        label=_("Comment"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("Comment")}),
    )
    contacted = forms.BooleanField(label=_("Contacted"), required=False)

    def __init__(self, data: Any, *, participant: Client, initial: dict[str, Any]) -> None:
        super().__init__(data, prefix=str(participant.uid), initial=initial)
        self.participant = participant
        self.named = False


def attendance_forms(
    data: Any,
    participants: Iterable[Client],
    recorded: Iterable[Attendance],
    *,
    unrecorded: str = "",
) -> list[AttendanceForm]:
    """One small form per participant of the day, filled with what is recorded.

    `unrecorded` is the state that the others start with.
    """
    known = {
        row.client_id: {name: getattr(row, name) for name in ("state", "comment", "contacted")}
        for row in recorded
    }
    return [
        AttendanceForm(
            data, participant=client, initial=known.get(client.pk, {"state": unrecorded})
        )
        for client in participants
    ]
