"""What is given to a client on paper: a practice, a worksheet, a piece to read."""

import datetime as dt
from dataclasses import dataclass, fields, replace
from typing import Any, Self

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from clients.agreement import NOTHING_AGREED, Agreement
from clients.paperdiary import ONE_MARK, Places
from clients.prescription import Prescription, StayOrStop
from planner.library.pieces import PieceDocument
from planner.library.worksheets import WorksheetDocument

from .parts import Contact, Paper, capped

TITLE_MOST = 120
"""Characters of a title, as a handout keeps it."""

SMALL_CODE = 8
"""Signs of the small code that tells which edition was printed."""


@dataclass(frozen=True, kw_only=True)
class ClientSheet:
    """A sheet for one person or, without `for_whom`, for nobody yet.

    `for_whom` is a code or initials. `office` is called first, `other_times` outside its hours.
    `large`: 18 instead of 12 points. `discreet`: a plain title, and nobody and no place is named.
    `stop_sign` is the person's own, for the stay-or-stop card.
    """

    paper: Paper = "A4"
    large: bool = False
    discreet: bool = False
    clinic: str = ""
    for_whom: str = ""
    given_on: dt.date | None = None
    office: Contact | None = None
    other_times: tuple[Contact, ...] = ()
    next_appointment: str = ""
    stop_sign: str = ""

    def __post_init__(self) -> None:
        capped(self)

    @property
    def item(self) -> Prescription | WorksheetDocument | PieceDocument:
        """What stands on it."""
        raise NotImplementedError

    @property
    def may_go_home(self) -> bool:
        """Whether it may be printed for a client at all."""
        raise NotImplementedError

    @property
    def title(self) -> str:
        """What stands on top and in the tab of a reader; plain on discreet paper."""
        return self.item.plain_title if self.discreet else self.item.title

    @property
    def kept_title(self) -> str:
        """What it is called among those that were given."""
        return self.title

    @property
    def code(self) -> str:
        """What it is called in the library."""
        return self.item.code

    @property
    def language(self) -> str:
        """The language of its words, and so of everything around them."""
        return self.item.language

    @property
    def small_code(self) -> str:
        """Which edition was printed; says nothing to anybody else."""
        edition = (
            self.item.version if isinstance(self.item, Prescription) else self.item.content_hash
        )
        return "" if self.discreet else edition[:SMALL_CODE]

    def as_printed(self) -> Self:
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
            stop_sign="",
        )


@dataclass(frozen=True, kw_only=True)
class HandoutSheet(ClientSheet):
    """A practice.

    `when`, `how_often` and `where` are words; an empty one is printed as a line to write on.
    `week_from` is the first day of the table (None: Monday to Sunday). `rating` is the lowest and
    the highest number of the two ratings, or None to leave them out. `tally`: the week's table
    counts strokes and has no day states, as it does where it is due several times a day.
    `agreement` is in the client's words: discreet paper has none of it. Exposure homework notes its
    distress from 0 to `suds_highest`; None: it is not known.
    """

    prescription: Prescription
    when: str = ""
    how_often: str = ""
    where: str = ""
    week_from: dt.date | None = None
    rating: tuple[int, int] | None = (1, 7)
    tally: bool = False
    agreement: Agreement = NOTHING_AGREED
    suds_highest: int | None = None

    def as_printed(self) -> Self:
        """As of every sheet; what was agreed would say on discreet paper what it is about."""
        printed = super().as_printed()
        return replace(printed, agreement=NOTHING_AGREED) if self.discreet else printed

    @property
    def item(self) -> Prescription:
        """The practice as it is given."""
        return self.prescription

    @property
    def may_go_home(self) -> bool:
        """What only a therapist leads stays in the room."""
        return self.prescription.gates.may_go_home


@dataclass(frozen=True, kw_only=True)
class DiarySheet(HandoutSheet):
    """A week of one practice to write down by hand, from the day `week_from` on.

    `places` are those of a day; on the days `free` nothing was agreed. `diary_code` is printed to be
    typed and `link` as a picture to scan; either may be empty. `pictures`: faces at the ends of the
    ratings, and few words.
    """

    places: Places = ONE_MARK
    free: frozenset[dt.date] = frozenset()
    diary_code: str = ""
    link: str = ""
    pictures: bool = False

    @classmethod
    def of(cls, handout: HandoutSheet, **more: Any) -> "DiarySheet":
        """The week of what a handout gives, for the same person and on the same paper."""
        shared = {one.name: getattr(handout, one.name) for one in fields(handout)}
        return cls(**shared | more)

    @property
    def has_rings(self) -> bool:
        """Whether the ratings are rings round a number; where other columns need the room, numbers."""
        return not self.large and len(self.places.numbers) < 3

    @property
    def title(self) -> str:
        """What stands on top; plain on discreet paper."""
        with override(self.language):
            return (_("My week: %(title)s") % {"title": super().title})[:TITLE_MOST]

    @property
    def kept_title(self) -> str:
        """With its week, so that one is told from another."""
        if self.week_from is None:
            return self.title
        with override(self.language):
            said = _("My week from %(day)s: %(title)s")
            words = {"day": date_format(self.week_from, "j F"), "title": super().title}
            return (said % words)[:TITLE_MOST]

    def as_printed(self) -> "DiarySheet":
        """Discreet paper has neither code nor picture."""
        sheet = super().as_printed()
        return replace(sheet, diary_code="", link="") if self.discreet else sheet


@dataclass(frozen=True, kw_only=True)
class WorksheetSheet(ClientSheet):
    """A worksheet; `fillable` makes its fields ones that a reader on a screen can fill in.

    `card`: the stay-or-stop card, where it is about exposure at home. Ratings of distress run from 0 to
    `suds_highest`, 10 or 100.
    """

    document: WorksheetDocument
    suds_highest: int = 100
    fillable: bool = False
    card: StayOrStop | None = None

    @property
    def item(self) -> WorksheetDocument:
        """The worksheet."""
        return self.document

    @property
    def may_go_home(self) -> bool:
        """What only a therapist leads stays in the room."""
        return self.document.gates.may_go_home


@dataclass(frozen=True, kw_only=True)
class PieceSheet(ClientSheet):
    """Something to read."""

    document: PieceDocument

    @property
    def item(self) -> PieceDocument:
        """The piece."""
        return self.document

    @property
    def may_go_home(self) -> bool:
        """What is for clinicians is never given."""
        return self.document.may_go_home
