"""How long ago: counted on the clinic's clock, to the minute for instants, in days for days."""

from datetime import UTC, date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from planner.safety.facts import Never


def at_least(moment: datetime | date, days: int, as_of: datetime) -> bool:
    """Whether it is `days` days ago or more."""
    if isinstance(moment, datetime):
        return _utc(as_of) >= _plus(moment, days, as_of)
    return (as_of.date() - moment).days >= days


def older_than(moment: datetime | date, days: int, as_of: datetime) -> bool:
    """Whether it is more than `days` days ago; exactly so many days is not older.

    A day of 24 hours on the clinic's clock: 28 days after Monday 10:00 is Monday 10:00, also
    when the clocks changed between.
    """
    if isinstance(moment, datetime):
        return _utc(as_of) > _plus(moment, days, as_of)
    return (as_of.date() - moment).days > days


def days_since(moment: datetime | date, as_of: datetime) -> int:
    """Calendar days between, on the clinic's calendar."""
    return (as_of.date() - local_date(moment, as_of)).days


def local_date(moment: datetime | date, as_of: datetime) -> date:
    """The day on the clinic's calendar."""
    return moment.astimezone(as_of.tzinfo).date() if isinstance(moment, datetime) else moment


def day_text(moment: datetime | date, as_of: datetime) -> str:
    """The day on the clinic's calendar, written in the reader's language."""
    return date_format(local_date(moment, as_of), _("j F Y"))


def is_after(
    later: datetime | date | Never | None, earlier: datetime | date, as_of: datetime
) -> bool:
    """Whether `later` is known to lie after `earlier`; the same day alone does not tell."""
    if later is None or isinstance(later, Never):
        return False
    if isinstance(later, datetime) and isinstance(earlier, datetime):
        return later > earlier
    return local_date(later, as_of) > local_date(earlier, as_of)


def _utc(instant: datetime) -> datetime:
    return instant.astimezone(UTC)


def _plus(moment: datetime, days: int, as_of: datetime) -> datetime:
    return _utc(moment.astimezone(as_of.tzinfo) + timedelta(days=days))
