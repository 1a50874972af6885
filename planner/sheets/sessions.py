"""The clinician's sheet of a session, as plain frozen values."""

import datetime as dt
from dataclasses import dataclass

from .parts import Paper, capped

SERIES_STEP = 5
"""Minutes between two SUDS ratings during exposure (domain: section 2a)."""


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
        capped(self)


@dataclass(frozen=True, kw_only=True)
class SheetFinding:
    """An open finding: its severity as a word, what it says. Screen-only ones never get here."""

    severity: str
    text: str

    def __post_init__(self) -> None:
        capped(self)


@dataclass(frozen=True, kw_only=True)
class SudsGrid:
    """Room for the ratings of one exposure: its neutral label and its planned minutes."""

    memory: str
    minutes: int

    def __post_init__(self) -> None:
        capped(self)

    @property
    def at_minutes(self) -> tuple[int, ...]:
        """The minutes at which a rating is asked: 5, 10 ... up to the planned end, at most 90."""
        return tuple(range(SERIES_STEP, min(self.minutes, 90) + 1, SERIES_STEP))


@dataclass(frozen=True, kw_only=True)
class SessionHead:
    """What stands at the top of a session's papers.

    `who` is a code or a group's name, never the name of a client. `day` may be open; then the blocks
    have no clock times. `language` is that of the labels. `ready` is what has to lie ready or be done
    before.
    """

    who: str
    clinic: str
    language: str
    title: str
    paper: Paper = "A4"
    day: dt.date | None = None
    starts: str = ""
    ends: str = ""
    minutes: int = 0
    spare: int = 0
    place: str = ""
    ready: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        capped(self)


@dataclass(frozen=True, kw_only=True)
class SessionSheet(SessionHead):
    """A session's plan for the clinician's clipboard.

    `suds_highest` is 100 or 10, the client's scale. `after_exposure`: the safe-to-leave part is
    printed (after every exposure and every activating practice, R7). `open_findings` are printed
    when the session is not marked ready.
    """

    clinician: str = ""
    blocks: tuple[SheetBlock, ...] = ()
    grids: tuple[SudsGrid, ...] = ()
    suds_highest: int = 100
    stop_signal: str = ""
    individual: bool = True
    after_exposure: bool = False
    last_note: str = ""
    open_findings: tuple[SheetFinding, ...] = ()
