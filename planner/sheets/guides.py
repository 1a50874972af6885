"""The facilitator's guide and the participants' agenda, as plain frozen values."""

from dataclasses import dataclass

from .parts import Paper, capped
from .sessions import SessionHead, SheetFinding


@dataclass(frozen=True, kw_only=True)
class GuidePart:
    """One stretch of a session and its planned minutes: a module, or what lies around them."""

    name: str
    minutes: int

    def __post_init__(self) -> None:
        capped(self)


@dataclass(frozen=True, kw_only=True)
class GuideBlock:
    """One block as it is led: when, how long, what lies ready, what to say.

    `script` is Markdown of the library in `language`, the one in which the session is held;
    `when_to_stop` are the practice's signs to end it early. `said_in` is the number, from 1, of the
    earlier block that has the same script, which then is not printed again; 0: none has.
    """

    starts: str
    minutes: int
    phase: str
    family: str
    title: str
    practice: str = ""
    leader: str = ""
    part: str = ""
    optional: bool = False
    materials: tuple[str, ...] = ()
    notes: str = ""
    script: str = ""
    language: str = ""
    when_to_stop: tuple[str, ...] = ()
    said_in: int = 0

    def __post_init__(self) -> None:
        capped(self)


@dataclass(frozen=True, kw_only=True)
class GuideSheet(SessionHead):
    """A session as whoever leads it needs it: block after block with its script.

    `seats` are the chairs of a group's room, 0 where none is drawn.
    """

    is_group: bool = False
    seats: int = 0
    parts: tuple[GuidePart, ...] = ()
    blocks: tuple[GuideBlock, ...] = ()
    findings: tuple[SheetFinding, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AgendaLine:
    """One line of the agenda: a clock time "10:00" or "", minutes, a plain title."""

    starts: str
    minutes: int
    title: str

    def __post_init__(self) -> None:
        capped(self)


@dataclass(frozen=True, kw_only=True)
class AgendaSheet:
    """What comes when, for those who take part. There is no field for who, where or which day."""

    language: str
    paper: Paper = "A4"
    is_group: bool = False
    lines: tuple[AgendaLine, ...] = ()
