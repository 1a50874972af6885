"""Appointments for other calendars (RFC 5545), in words that say nothing of the work. Pure.

Lines end with CR and LF and hold at most 75 octets; longer ones are folded (section 3.1). Moments are
written in UTC, so no zone has to be explained to the program that reads them.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

MOST_OCTETS = 75
"""The longest line without its end (RFC 5545, section 3.1)."""

END, FOLD = "\r\n", "\r\n "
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""What a text may not hold; tabs and ends of lines are written in another way."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """One appointment. `uid` never changes; `sequence` grows with each change of when or whether.

    `starts` is a moment with its zone, or a date where the time is open; `minutes` are real ones.
    """

    uid: str
    summary: str
    starts: dt.datetime | dt.date
    minutes: int
    sequence: int = 0
    cancelled: bool = False


def calendar_text(events: Iterable[Event], *, stamp: dt.datetime, name: str) -> str:
    """A whole calendar. `stamp` is when it was made, `name` what programs call it."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Calendar//Calendar 1.0//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{escape(name)}",
        f"X-WR-CALNAME:{escape(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    ]
    for event in events:
        lines += _event(event, stamp)
    lines.append("END:VCALENDAR")
    return "".join(fold(line) + END for line in lines)


def _event(event: Event, stamp: dt.datetime) -> list[str]:
    """The lines of one event; one without a time, or cancelled, keeps nobody from being booked."""
    takes_time = isinstance(event.starts, dt.datetime) and not event.cancelled
    return [
        "BEGIN:VEVENT",
        f"UID:{escape(event.uid)}",
        f"DTSTAMP:{_moment(stamp)}",
        *_when(event),
        f"SUMMARY:{escape(event.summary)}",
        f"SEQUENCE:{event.sequence}",
        f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}",
        f"TRANSP:{'OPAQUE' if takes_time else 'TRANSPARENT'}",
        "CLASS:PRIVATE",
        "END:VEVENT",
    ]


def _when(event: Event) -> tuple[str, str]:
    """Start and end; the end is the first moment or day that is free again."""
    if isinstance(event.starts, dt.datetime):
        starts = event.starts.astimezone(dt.UTC)
        ends = starts + dt.timedelta(minutes=event.minutes)
        return f"DTSTART:{_moment(starts)}", f"DTEND:{_moment(ends)}"
    after = event.starts + dt.timedelta(days=1)
    return f"DTSTART;VALUE=DATE:{_date(event.starts)}", f"DTEND;VALUE=DATE:{_date(after)}"


def _moment(moment: dt.datetime) -> str:
    utc = moment.astimezone(dt.UTC)
    return f"{_date(utc)}T{utc:%H%M%S}Z"


def _date(day: dt.date) -> str:
    # strftime writes years before 1000 without leading zeros on some systems.
    return f"{day.year:04}{day.month:02}{day.day:02}"


def escape(text: str) -> str:
    """A text as a value (section 3.3.11); control characters are left out."""
    plain = re.sub(r"\r\n?|\n", "\n", CONTROL.sub("", text))
    for sign in "\\;,":
        plain = plain.replace(sign, f"\\{sign}")
    return plain.replace("\n", "\\n")


def fold(line: str) -> str:
    """The line in pieces of at most 75 octets, the following ones after a space; no character is
    split."""
    pieces, octets = [""], 0
    for sign in line:
        width = len(sign.encode())
        if octets + width > MOST_OCTETS:
            pieces.append("")
            octets = 1  # the space before the piece
        pieces[-1] += sign
        octets += width
    return FOLD.join(pieces)


def unfold(text: str) -> str:
    """The lines as they were before they were folded."""
    return text.replace(FOLD, "")
