"""Wall clocks: whether a local time exists on a day."""

import datetime as dt
import zoneinfo

EARLIEST = dt.date(1900, 1, 1)
"""No date of a record lies before this one."""

LATEST = dt.date(2100, 12, 31)
"""No date of a record lies after this one: a slip of the hand."""


def is_skipped(day: dt.date, time: dt.time, zone: zoneinfo.ZoneInfo) -> bool:
    """Whether the clock jumps over this time on this day (summer time begins)."""
    planned = dt.datetime.combine(day, time, tzinfo=zone)
    real = planned.astimezone(dt.UTC).astimezone(zone)
    return real.replace(tzinfo=None) != planned.replace(tzinfo=None)


def is_zone(name: str) -> bool:
    """Whether this is the name of a time zone that this machine knows."""
    return name in zoneinfo.available_timezones()


def zone_names() -> list[str]:
    """The zones to offer: those named after a place, in order of the alphabet."""
    places = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/")
    known = zoneinfo.available_timezones()
    return sorted(name for name in known if name.startswith((*places, "Pacific/")))
