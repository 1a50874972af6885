"""What a phone says in an envelope: one change of one entry or sheet, with the phone's own clock. Pure.

A phone's clock may be wrong by years, and what it sends may come late, twice or in another order.
"""

import datetime as dt
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from clients.sealing import as_uid
from clients.shapes import Fields, ShapeError

SHEET, SHEET_BACK = "sheet", "sheet_back"
ACTS = ("create", "edit", "unpleasant", "take_back", SHEET, SHEET_BACK)
"""`sheet` is a whole worksheet as it stood, `sheet_back` takes one back; the others are of an entry of the
diary."""
FORMLESS = ("take_back", SHEET_BACK)
NUMBER_MOST = 2**53
"""The largest whole number that a browser counts exactly."""
FIELDS_MOST, VALUES_MOST = 40, 40
SHEET_FIELDS_MOST = 2000
"""More than a worksheet can ask: twenty tables of twelve rows and six columns."""
AHEAD = dt.timedelta(hours=24)
"""A clock that is further ahead is wrong (security.md, T19)."""
TRAVEL = dt.timedelta(minutes=1)
"""A clock that is off by less than that is right: so long may what it says be on its way."""
KEPT_YEARS = range(1970, 3000)
"""Years of a wrong clock that are kept beside the server's time; others say nothing at all."""

_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class MutationError(ShapeError):
    """An envelope was opened, but no change of an entry was in it."""


@dataclass(frozen=True, kw_only=True)
class Mutation:
    """One change. `number` grows with each one on a phone; `at` is the phone's time, None for none.

    `form` holds the fields of the page's form as they would have been sent. `whole`: it showed what was
    there, so what is blank in it was erased.
    """

    act: str
    entry: uuid.UUID
    homework: uuid.UUID
    number: int
    at: dt.datetime | None
    form: dict[str, list[str]]
    whole: bool = False

    @classmethod
    def from_data(cls, data: object) -> "Mutation":
        """The change in parsed JSON; raises MutationError. Fields of later formats are passed over."""
        fields = Fields(data, MutationError, what="change")
        act = fields.one_of("act", ACTS)
        return cls(
            act=act,
            entry=_uid(fields, "entry"),
            homework=_uid(fields, "homework"),
            number=fields.whole("number", 0, NUMBER_MOST),
            at=moment(fields.raw("at")),
            form={} if act in FORMLESS else _form(fields, _most(act)),
            whole=fields.raw("whole") is True,
        )


@dataclass(frozen=True)
class Clock:
    """A phone's time beside the server's: `since` is when the phone was invited, `now` the server's."""

    at: dt.datetime | None
    since: dt.datetime
    now: dt.datetime

    @property
    def is_off(self) -> bool:
        """Whether that time cannot be: before there was this phone, or more than a day to come."""
        return self.at is None or not self.since - AHEAD <= self.at <= self.now + AHEAD

    @property
    def moment(self) -> dt.datetime:
        """The phone's time where it can be, else the server's; never one to come."""
        return self.now if self.at is None or self.is_off else min(self.at, self.now)

    def day(self, chosen: dt.date | None, first: dt.date, zone: dt.tzinfo) -> dt.date:
        """The day that is meant: the chosen one, if it lies from `first` to today, else the moment's.

        With a wrong clock it is the server's day, since the phone chose among wrong days too.
        """
        today = self.now.astimezone(zone).date()
        if chosen is not None and not self.is_off and first <= chosen <= today:
            return chosen
        return self.moment.astimezone(zone).date()


def ahead(said: dt.datetime | None, now: dt.datetime) -> dt.timedelta:
    """How far a phone's clock is ahead, by the time that it says while it sends; nothing if it is right.

    Nothing too where it is so wrong that what it said before cannot be trusted either.
    """
    off = dt.timedelta() if said is None else said - now
    return off if TRAVEL < abs(off) <= AHEAD else dt.timedelta()


def moment(text: object) -> dt.datetime | None:
    """The moment that ISO 8601 text with an offset names, in UTC; None for anything else."""
    if not isinstance(text, str) or len(text) > 40:
        return None
    try:
        found = dt.datetime.fromisoformat(text)
        known = found.astimezone(dt.UTC) if found.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None
    return known if known is not None and known.year in KEPT_YEARS else None


def plain(text: str) -> str:
    """The text without signs that cannot be kept; half a surrogate pair becomes a question mark."""
    return _NO_TEXT.sub("", text.encode("utf-8", "replace").decode())


def _most(act: str) -> int:
    """How many fields are expected."""
    return SHEET_FIELDS_MOST if act == SHEET else FIELDS_MOST


def _form(fields: Fields, most: int) -> dict[str, list[str]]:
    """The fields that are texts or lists of texts; what is neither stands there without a value."""
    given = fields.raw("form")
    if not isinstance(given, Mapping) or len(given) > most:
        raise fields.fail("form", f"up to {most} fields are expected")
    return {plain(name): _values(value) for name, value in given.items()}


def _values(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [plain(one) for one in values[:VALUES_MOST] if isinstance(one, str)]


def _uid(fields: Fields, key: str) -> uuid.UUID:
    try:
        return as_uid(fields.text(key, 36))
    except ShapeError:
        raise
    except ValueError as error:
        raise fields.fail(key, "a uid is expected") from error
