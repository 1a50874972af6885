"""Forms of the calendar: which days, with whom, working hours, the address for other programs."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from clients.workhours import MOST_STRETCHES, Hours, Stretch, cross

from .appointments import AppointmentForm
from .fields import ClockField, DayField

WEEK, DAY = "week", "day"
FROM, UNTIL = "from", "until"


class DaysForm(forms.Form):
    """Which days the calendar shows."""

    day = DayField(required=False)
    view = forms.ChoiceField(choices=[(WEEK, _("Week")), (DAY, _("Day"))], required=False)


class MeetingForm(AppointmentForm):
    """An appointment, with whom included. The view gives the choices: (heading, [(key, label)])."""

    whom = forms.ChoiceField(
        label=_("With whom"), error_messages={"invalid_choice": _("Unknown choice.")}
    )
    field_order = ("whom",)

    def __init__(self, *args: Any, people: list[tuple[Any, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["whom"]
        field.choices = [("", _("Please choose")), *people]


class FeedForm(forms.Form):
    """What the calendar for other programs says."""

    codes = forms.BooleanField(
        label=_("Say clients’ codes"),
        required=False,
        help_text=_("Otherwise every entry is called “Appointment”. Names are never said."),
    )


class HoursForm(forms.Form):
    """When a member works: for each weekday two stretches, each from and until, or empty.

    Empty says that nothing is worked then; a field that did not come at all says nothing, so the form
    is refused and shows there what stood.
    """

    def __init__(self, data: Any, *, hours: Hours) -> None:
        super().__init__(data)
        for day in range(7):
            known = hours.get(day, ())
            for number in range(MOST_STRETCHES):
                stretch = known[number] if number < len(known) else None
                self._add(day, number, FROM, stretch.starts if stretch else None)
                self._add(day, number, UNTIL, stretch.ends if stretch else None)
        self._lost = [name for name in self.fields if self.is_bound and name not in self.data]
        stood = {name: str(field.initial or "")[:5] for name, field in self.fields.items()}
        self.data = {name: self.data.get(name, stood[name]) for name in self.fields}

    def _add(self, day: int, number: int, end: str, time: dt.time | None) -> None:
        words = {
            (0, FROM): _("%(day)s from"),
            (0, UNTIL): _("%(day)s until"),
            (1, FROM): _("%(day)s again from"),
            (1, UNTIL): _("%(day)s again until"),
        }
        label = words[number, end] % {"day": WEEKDAYS[day]}
        self.fields[_name(day, number, end)] = ClockField(label=label, required=False, initial=time)

    @property
    def days(self) -> list[dict[str, Any]]:
        """Each weekday with its fields, two by two."""
        return [
            {
                "name": WEEKDAYS[day],
                "stretches": [
                    (self[_name(day, number, FROM)], self[_name(day, number, UNTIL)])
                    for number in range(MOST_STRETCHES)
                ],
            }
            for day in range(7)
        ]

    def clean(self) -> dict[str, Any]:
        """The hours under "hours"; each fault stands at the field that can mend it."""
        found = super().clean() or {}
        hours: dict[int, tuple[Stretch, ...]] = {}
        for day in range(7):
            stretches = [self._stretch(found, day, number) for number in range(MOST_STRETCHES)]
            hours[day] = tuple(stretch for stretch in stretches if stretch)
            if cross(hours[day]):
                self.add_error(_name(day, 1, FROM), _("This overlaps the other hours of the day."))
            self._say_if_lost(day)
        return found | {"hours": hours}

    def _say_if_lost(self, day: int) -> None:
        """One fault for a day whose fields did not all come, at the first of them."""
        lost = next((name for name in self._lost if name.startswith(f"d{day}-")), None)
        if lost:
            said = _("This did not arrive, so nothing was changed. Please save again.")
            self.add_error(lost, said)

    def _stretch(self, found: dict[str, Any], day: int, number: int) -> Stretch | None:
        """The stretch, or None where it is empty or does not fit."""
        names = _name(day, number, FROM), _name(day, number, UNTIL)
        starts, ends = found.get(names[0]), found.get(names[1])
        if self.errors.keys() & set(names) or (starts is None and ends is None):
            return None
        if starts is None or ends is None:
            self.add_error(names[starts is not None], _("Please give both times, or neither."))
            return None
        if ends <= starts:
            self.add_error(names[1], _("This has to be later than the beginning."))
            return None
        return Stretch(starts, ends)


def _name(day: int, number: int, end: str) -> str:
    return f"d{day}-{number}-{end}"
