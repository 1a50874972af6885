"""Days off: single days and stretches, read from lines and written as lines. Pure."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from clients.wallclock import EARLIEST, LATEST

MOST_LINES = 100
"""Lines of days off: ten years of public holidays."""

FORMS = ("%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%d %b %Y")
BETWEEN = re.compile(r"\s+(?:to|until)\s+|\s+-\s+|\s*[–—]\s*|\s*\.\.+\s*", re.IGNORECASE)
SHOWN = 40
"""Letters of a line that a fault repeats."""


class LineError(ValueError):
    """Lines that cannot be read as days; `faults` has a sentence for each, with its number."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


@dataclass(frozen=True, order=True)
class Span:
    """From the first day to the last, both included. Raises ValueError when the last comes first."""

    first: dt.date
    last: dt.date

    def __post_init__(self) -> None:
        """Refuse a stretch that ends before it begins."""
        if self.last < self.first:
            raise ValueError("A stretch ends after it begins")

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= self.last


def read_days_off(text: str) -> tuple[Span, ...]:
    """The days of a text with one day, or "day to day", a line; in order, empty lines left out.

    Raises LineError with a sentence for each line that is none, and for more than MOST_LINES.
    """
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1)]
    lines = [(number, line) for number, line in lines if line]
    if len(lines) > MOST_LINES:
        said = _("These are %(n)d lines; at most %(most)d are kept. Write a stretch as one line.")
        raise LineError([said % {"n": len(lines), "most": MOST_LINES}])
    found: set[Span] = set()
    faults: list[str] = []
    for number, line in lines:
        try:
            found.add(_span(line))
        except ValueError as fault:
            faults.append(_("Line %(n)d: %(fault)s") % {"n": number, "fault": fault})
    if faults:
        raise LineError(faults)
    return tuple(sorted(found))


def write_days_off(spans: Iterable[Span]) -> str:
    """The same as lines that `read_days_off` reads."""
    return "\n".join(
        f"{one.first}" if one.first == one.last else f"{one.first} to {one.last}" for one in spans
    )


def _span(line: str) -> Span:
    parts = BETWEEN.split(line)
    days = [day for day in map(_day, parts) if day]
    if len(days) != len(parts) or len(days) > 2:
        said = _("“%(line)s” is no day. Write 2026-12-24, or 2026-12-24 to 2027-01-03.")
        raise ValueError(said % {"line": line if len(line) <= SHOWN else f"{line[:SHOWN]}…"})
    first, last = days[0], days[-1]
    if last < first:
        raise ValueError(_("the last day comes before the first."))
    if first < EARLIEST or last > LATEST:
        raise ValueError(_("only days from 1900 to 2100 can be read."))
    return Span(first, last)


def _day(text: str) -> dt.date | None:
    for form in FORMS:
        try:
            return dt.datetime.strptime(text.strip(), form).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None
