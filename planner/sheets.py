"""What stands on paper, as plain frozen values: handouts and session sheets.

A composer fills these from rows; `planner.documents` prints them. Every text is capped, so that
no field can make a sheet endless.
"""

import datetime as dt
from dataclasses import dataclass, fields, replace
from typing import Literal

from clients.prescription import Prescription

Paper = Literal["A4", "Letter"]

TEXT_MOST = 500
"""Characters of one line on a sheet; the fields of a row are shorter."""

NOTES_MOST = 4000
"""Characters of the notes of one block, as in a plan."""

SERIES_STEP = 5
"""Minutes between two SUDS ratings during exposure (domain: section 2a)."""


class SheetError(ValueError):
    """A value that does not fit a sheet; names the field."""


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Somebody to call: who answers, the number, and when."""

    name: str
    number: str
    hours: str = ""

    def __post_init__(self) -> None:
        _capped(self)


@dataclass(frozen=True, kw_only=True)
class HandoutSheet:
    """A practice on paper, for one person or, without `for_whom`, for nobody yet.

    `for_whom` is a code or initials. `office` is called first, `other_times` outside its hours.
    `when`, `how_often` and `where` are words; an empty one is printed as a line to write on.
    `week_from` is the first day of the table (None: Monday to Sunday). `rating` is the lowest and
    the highest number of the two ratings, or None to leave them out. `tally`: the week's table
    counts strokes and has no day states. `large`: 18 instead of 12 points.
    """

    prescription: Prescription
    paper: Paper = "A4"
    large: bool = False
    discreet: bool = False
    clinic: str = ""
    for_whom: str = ""
    given_on: dt.date | None = None
    office: Contact | None = None
    other_times: tuple[Contact, ...] = ()
    when: str = ""
    how_often: str = ""
    where: str = ""
    next_appointment: str = ""
    week_from: dt.date | None = None
    rating: tuple[int, int] | None = (1, 7)
    tally: bool = False

    def __post_init__(self) -> None:
        _capped(self)

    @property
    def title(self) -> str:
        """What stands on top and in the tab of a reader; plain on discreet paper."""
        return self.prescription.plain_title if self.discreet else self.prescription.title

    @property
    def small_code(self) -> str:
        """Which edition of the practice was printed; says nothing to anybody else."""
        return "" if self.discreet else self.prescription.version[:8]

    def as_printed(self) -> "HandoutSheet":
        """The sheet with only what may be read on it: discreet paper names nobody and no place."""
        if not self.discreet:
            return self
        return replace(
            self,
            clinic="",
            for_whom="",
            given_on=None,
            office=None,
            other_times=(),
            next_appointment="",
        )


@dataclass(frozen=True, kw_only=True)
class SheetBlock:
    """One block as the clinician reads it: clock times "10:00", minutes, words."""

    starts: str
    minutes: int
    phase: str
    family: str
    title: str
    practice: str = ""
    module: str = ""
    notes: str = ""
    optional: bool = False

    def __post_init__(self) -> None:
        _capped(self)


@dataclass(frozen=True, kw_only=True)
class SheetFinding:
    """An open finding: its severity as a word, what it says. Screen-only ones never get here."""

    severity: str
    text: str

    def __post_init__(self) -> None:
        _capped(self)


@dataclass(frozen=True, kw_only=True)
class SudsGrid:
    """Room for the ratings of one exposure: its neutral label and its planned minutes."""

    memory: str
    minutes: int

    def __post_init__(self) -> None:
        _capped(self)

    @property
    def at_minutes(self) -> tuple[int, ...]:
        """The minutes at which a rating is asked: 5, 10 ... up to the planned end, at most 90."""
        return tuple(range(SERIES_STEP, min(self.minutes, 90) + 1, SERIES_STEP))


@dataclass(frozen=True, kw_only=True)
class SessionSheet:
    """A session's plan for the clinician's clipboard.

    `who` is a code, never a name. `day` may be open; then the blocks have no clock times.
    `suds_highest` is 100 or 10, the client's scale. `after_exposure`: the safe-to-leave part is
    printed (after every exposure and every activating practice, R7). `open_findings` are printed
    when the session is not marked ready.
    """

    who: str
    clinic: str
    language: str
    title: str
    paper: Paper = "A4"
    clinician: str = ""
    day: dt.date | None = None
    starts: str = ""
    ends: str = ""
    minutes: int = 0
    place: str = ""
    spare: int = 0
    blocks: tuple[SheetBlock, ...] = ()
    grids: tuple[SudsGrid, ...] = ()
    suds_highest: int = 100
    stop_signal: str = ""
    individual: bool = True
    after_exposure: bool = False
    last_note: str = ""
    open_findings: tuple[SheetFinding, ...] = ()

    def __post_init__(self) -> None:
        _capped(self)


def _capped(sheet: object) -> None:
    """Raise SheetError where a text of this value is longer than its place."""
    for one in fields(sheet):  # type: ignore[arg-type]
        value = getattr(sheet, one.name)
        most = NOTES_MOST if one.name == "notes" else TEXT_MOST
        if isinstance(value, str) and len(value) > most:
            raise SheetError(f"{one.name}: at most {most} characters")
