"""Earlier days that can still be written down on the phone, and for which homework."""

import datetime as dt
from dataclasses import dataclass

from clients.days import is_paused
from clients.models import Assignment
from clients.schedule import offered_on

DAYS_BACK = 14
"""So many days can be written down later on the phone (a default; older ones are told in person)."""


@dataclass(frozen=True, kw_only=True)
class Days:
    """The days that can be written down, newest first: those agreed, and others it may be done on."""

    agreed: list[dt.date]
    others: list[dt.date]

    @property
    def only(self) -> dt.date | None:
        """The one day where there is no other."""
        found = self.agreed + self.others
        return found[0] if len(found) == 1 else None

    def __bool__(self) -> bool:
        return bool(self.agreed or self.others)


def first_day(today: dt.date) -> dt.date:
    """The earliest day that can be written down."""
    return today - dt.timedelta(days=DAYS_BACK)


def days_of(assignment: Assignment, today: dt.date, *, before_today: bool = False) -> Days:
    """The days of the homework that can be chosen: each is agreed by what held on it."""
    days = _given_days(assignment, today, 1 if before_today else 0)
    held = [(day, assignment.edition_on(day)) for day in days]
    schedules = {edition.pk: edition.schedule for _day, edition in held}
    given, pauses = (assignment.starts, assignment.ends), assignment.paused_days()
    agreed = [
        day
        for day, edition in held
        if offered_on(schedules[edition.pk], day, *given) and not is_paused(day, pauses)
    ]
    return Days(agreed=agreed, others=[day for day in days if day not in agreed])


def has_earlier_day(assignment: Assignment, today: dt.date) -> bool:
    """Whether a day before today can be written down; days of a pause alone do not count."""
    pauses = assignment.paused_days()
    return any(not is_paused(day, pauses) for day in _given_days(assignment, today, 1))


def _given_days(assignment: Assignment, today: dt.date, since: int) -> list[dt.date]:
    """The days from `since` days ago back on which the homework was given, newest first."""
    days = [today - dt.timedelta(days=back) for back in range(since, DAYS_BACK + 1)]
    last = assignment.ends or today
    return [day for day in days if assignment.starts <= day <= last]
