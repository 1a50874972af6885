"""When homework is due: the kinds of schedule, and what falls on which day.

Only daily and chosen-day schedules have day states. "n a week" is k of n, a tally is a count, an
open offer is neither. Every two hours from a to b means a+2h, a+4h ... up to and including b.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from clients.shapes import Fields, ShapeError

FORMAT = 1
KINDS = ("daily", "chosen_days", "n_a_week", "every_two_hours", "tally", "once", "open_offer")
SIDES = ("", "before", "after")
WITH_DAY_STATES = frozenset({"daily", "chosen_days"})
DAYS_MOST = 400  # longest span that is counted, in days
_TWO_HOURS = 120


class ScheduleError(ShapeError):
    """Data that are no schedule; names the field."""


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """How often, and in the client's own words when and where."""

    kind: str = "daily"
    times_a_day: int = 1  # daily and chosen_days
    weekdays: tuple[int, ...] = ()  # chosen_days: 1 Monday to 7 Sunday
    times_a_week: int | None = None  # n_a_week
    from_time: time | None = None  # every_two_hours, local time
    to_time: time | None = None
    trigger: str = ""  # tally: what is counted with it, "opening e-mail"
    side: str = ""  # tally: before or after the trigger
    when: str = ""  # "after the morning coffee"
    where: str = ""
    format: int = field(default=FORMAT, init=False)

    @classmethod
    def from_data(cls, data: object) -> "Schedule":
        """Read a schedule from plain data; raises ScheduleError naming the field."""
        fields = Fields(data, ScheduleError, what="schedule")
        fields.format(FORMAT)
        found = cls(
            kind=fields.one_of("kind", KINDS),
            times_a_day=fields.whole("times_a_day", 1, 12, default=1),
            weekdays=fields.wholes("weekdays", 7, low=1, high=7),
            times_a_week=fields.whole_or_none("times_a_week", 1, 21),
            from_time=_clock(fields, "from_time"),
            to_time=_clock(fields, "to_time"),
            trigger=fields.text("trigger", 80, default=""),
            side=fields.one_of("side", SIDES, default=""),
            when=fields.text("when", 120, default=""),
            where=fields.text("where", 120, default=""),
        )
        fields.done()
        _check(found)
        return found

    def to_data(self) -> dict[str, Any]:
        """Plain data that JSON can hold; `from_data` gives back an equal schedule."""
        return {
            "format": self.format,
            "kind": self.kind,
            "times_a_day": self.times_a_day,
            "weekdays": list(self.weekdays),
            "times_a_week": self.times_a_week,
            "from_time": self.from_time.strftime("%H:%M") if self.from_time else None,
            "to_time": self.to_time.strftime("%H:%M") if self.to_time else None,
            "trigger": self.trigger,
            "side": self.side,
            "when": self.when,
            "where": self.where,
        }

    @property
    def has_day_states(self) -> bool:
        """Whether done, a part, not today and unlogged mean anything for it."""
        return self.kind in WITH_DAY_STATES


def due_on(schedule: Schedule, day: date, start: date, end: date | None) -> int:
    """How many times it is due on this day of `start` to `end` (both included, None = no end).

    0 for days outside, and for kinds that belong to no single day (n a week, tally, once, open
    offer): see `offered_on` for those.
    """
    if not _within(day, start, end):
        return 0
    if schedule.kind == "daily":
        return schedule.times_a_day
    if schedule.kind == "chosen_days":
        return schedule.times_a_day if day.isoweekday() in schedule.weekdays else 0
    if schedule.kind == "every_two_hours":
        return len(two_hour_times(schedule))
    return 0


def offered_on(schedule: Schedule, day: date, start: date, end: date | None) -> bool:
    """Whether the phone's Today may show it on this day: due, or of no single day."""
    if not _within(day, start, end):
        return False
    return schedule.kind != "chosen_days" or due_on(schedule, day, start, end) > 0


def due_days(schedule: Schedule, start: date, end: date) -> list[date]:
    """The days with a day state from `start` to `end`, both included; none for other kinds.

    Raises ValueError when the span is longer than DAYS_MOST days.
    """
    if not schedule.has_day_states:
        return []
    return [day for day in _days(start, end) if due_on(schedule, day, start, end)]


def times_due(schedule: Schedule, start: date, end: date) -> int | None:
    """How many times it is due from `start` to `end`, both included; None where nothing is counted.

    "n a week" counts whole and begun weeks from `start`; a begun week asks its share, rounded down,
    at least one. Tallies and open offers have no number due.
    """
    if schedule.kind in ("tally", "open_offer"):
        return None
    if end < start:
        return 0
    if schedule.kind == "once":
        return 1
    if schedule.kind == "n_a_week":
        weeks, rest = divmod((end - start).days + 1, 7)
        each = schedule.times_a_week or 0
        return weeks * each + (max(1, each * rest // 7) if rest else 0)
    return sum(due_on(schedule, day, start, end) for day in _days(start, end))


def week_of(day: date, start: date) -> tuple[date, date]:
    """First and last day of the week that holds `day`, weeks counted from `start`."""
    first = day - timedelta(days=(day - start).days % 7)
    return first, first + timedelta(days=6)


def two_hour_times(schedule: Schedule) -> tuple[time, ...]:
    """The times of an every-two-hours schedule: 9 to 17 gives 11, 13, 15 and 17 o'clock."""
    if schedule.from_time is None or schedule.to_time is None:
        return ()
    first, last = _minute(schedule.from_time) + _TWO_HOURS, _minute(schedule.to_time)
    return tuple(time(*divmod(at, 60)) for at in range(first, last + 1, _TWO_HOURS))


def _within(day: date, start: date, end: date | None) -> bool:
    return start <= day and (end is None or day <= end)


def _days(start: date, end: date) -> Iterator[date]:
    span = (end - start).days + 1
    if span > DAYS_MOST:
        raise ValueError(f"at most {DAYS_MOST} days are counted, not {span}")
    return (start + timedelta(days=number) for number in range(span))


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _clock(fields: Fields, key: str) -> time | None:
    """A local time written HH:MM, or None."""
    if not fields.given(key):
        fields.raw(key)
        return None
    written = fields.text(key, 5)
    hour, colon, minute = written.partition(":")
    digits = len(written) == 5 and colon and written.isascii() and (hour + minute).isdecimal()
    if not digits or int(hour) > 23 or int(minute) > 59:
        raise fields.fail(key, "a time such as 09:00 is expected")
    return time(int(hour), int(minute))


# Which fields belong to which kind; the others have to be empty.
_OWN = {
    "chosen_days": ("weekdays",),
    "n_a_week": ("times_a_week",),
    "every_two_hours": ("from_time", "to_time"),
}


def _check(found: Schedule) -> None:
    """What the kind demands of the other fields."""
    own = _OWN.get(found.kind, ())
    for name in ("weekdays", "times_a_week", "from_time", "to_time"):
        given = bool(getattr(found, name)) or isinstance(getattr(found, name), time)
        if given and name not in own:
            raise ScheduleError(name, f"does not belong to a schedule of kind {found.kind}")
        if not given and name in own:
            raise ScheduleError(name, f"a schedule of kind {found.kind} needs it")
    if found.times_a_day != 1 and found.kind not in WITH_DAY_STATES:
        raise ScheduleError("times_a_day", f"does not belong to a schedule of kind {found.kind}")
    for name in ("trigger", "side"):
        if getattr(found, name) and found.kind != "tally":
            raise ScheduleError(name, f"does not belong to a schedule of kind {found.kind}")
    if bool(found.trigger) != bool(found.side):
        raise ScheduleError("trigger", "what, and before or after it, belong together")
    if found.kind == "every_two_hours" and not two_hour_times(found):
        raise ScheduleError("to_time", "lies two hours or more after from_time")
