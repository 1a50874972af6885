"""What can go on paper for whom, and what stands against it.

A worksheet that practices bring along obeys its own gates and those of one of them; a practice that
is printed with its worksheet obeys both.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from clients.adapting import on_suds_scale
from clients.agreement import NOTHING_AGREED, Agreement
from clients.models import Client
from clients.prescription import Gates, Prescription, StayOrStop
from clients.schedule import Schedule
from planner.library.documents import PRACTICES, WORKSHEETS
from planner.library.pieces import PieceDocument
from planner.library.practices import PracticeDocument, to_prescription
from planner.library.slips import Slip
from planner.library.words import SHELF_LABELS
from planner.library.worksheets import WorksheetDocument
from planner.safety.facts import HomeworkAnswers

from .giving import Recorded, gentlest_form, suits_everyone
from .stock import PRINTABLE, Printable, Stock

type OnPaper = Prescription | WorksheetDocument | PieceDocument


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Something that shall stand on paper, with whatever decides whether it may.

    A practice is given as a prescription: from the library, or frozen as homework with its
    `schedule` and `agreement`. `worksheet` is the slip of the sheet that it brings along, `bringers`
    are those of the practices that bring a worksheet, `card` is the stay-or-stop card of such a
    practice. `together`: the clinician says that the sheet was filled in together.
    """

    given: OnPaper
    schedule: Schedule | None = None
    agreement: Agreement = NOTHING_AGREED
    worksheet: Slip | None = None
    bringers: tuple[Slip, ...] = ()
    card: StayOrStop | None = None
    together: bool = False

    def alone(self) -> "Wanted":
        """A practice without the worksheet that it brings along; all else as it is."""
        if not isinstance(self.given, Prescription):
            return self
        return replace(self, given=replace(self.given, worksheet=None), worksheet=None)

    def bringing_along(self, stock: Stock) -> "Wanted":
        """A practice with the library's slip of the worksheet that it brings along."""
        given = self.given if isinstance(self.given, Prescription) else None
        form = given.worksheet if given else None
        return replace(self, worksheet=stock.slip(form.code) if form else None)

    def on_scale(self, suds: str) -> "Wanted":
        """A practice whose worksheet asks for distress on a client's scale ("10" or "100")."""
        if not isinstance(self.given, Prescription):
            return self
        return replace(self, given=on_suds_scale(self.given, suds))

    def done_together(self) -> "Wanted":
        """The same, once the clinician has said that it was filled in together."""
        return replace(self, together=True)

    @property
    def may_go_home(self) -> bool:
        """Whether it may be printed for anybody at all."""
        if isinstance(self.given, PieceDocument):
            return self.given.may_go_home
        brought = [one.may_go_home for one in self.bringers] or [True]
        return all(gates.may_go_home for gates in self._gates()) and any(brought)

    @property
    def suits_everyone(self) -> bool:
        """Whether it may be given without knowing anything of a person."""
        if isinstance(self.given, PieceDocument):
            return self.given.may_go_home
        brought = [form_for_all(one) is not None for one in self.bringers] or [True]
        return all(map(suits_everyone, self._gates())) and any(brought)

    def _gates(self) -> Iterator[Gates]:
        """Those of the practice or sheet, and of the worksheet that goes along."""
        if not isinstance(self.given, PieceDocument):
            yield self.given.gates
        if self.worksheet:
            yield self.worksheet.gates


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of a client that decides what may go on paper; read once for many items.

    `recorded` is what the rules of homework look at, `given` the practices that were given as homework.
    """

    recorded: Recorded
    given: frozenset[str]

    @classmethod
    def of(cls, client: Client) -> "Known":
        """Read it. Five queries."""
        return cls(
            recorded=Recorded.of(client),
            given=frozenset(client.assignments.values_list("code", flat=True)),
        )

    def giving(self, code: str) -> "Known":
        """As if this had been given already: for a look at it once the gates were asked."""
        return replace(self, given=self.given | {code})

    def refusal(self, wanted: Wanted) -> str | None:
        """Why this cannot be printed for the client now, in one sentence, or None."""
        if not self.recorded.client.is_in_care:
            return _("The work with this client has ended. Nothing was printed.")
        match wanted.given:
            case PieceDocument() as piece:
                return None if piece.may_go_home else for_clinicians()
            case WorksheetDocument(code=code, gates=gates):
                return self.of_worksheet(code, gates, wanted.bringers, wanted.together)
            case Prescription() as given:
                return self._of_practice(given, wanted.worksheet)

    def of_slip(self, slip: Slip, stock: Stock, *, together: bool = False) -> str | None:
        """As `refusal`, for an item of the library by itself and in any of its forms."""
        if not self.recorded.client.is_in_care:
            return _("The work with this client has ended. Nothing was printed.")
        if slip.shelf == PRACTICES:
            return self.of_any_form(slip)
        if slip.shelf == WORKSHEETS:
            return self.of_worksheet(slip.code, slip.gates, stock.bringers(slip.code), together)
        return None if slip.may_go_home else for_clinicians()

    def form_of(self, slip: Slip, client: Client) -> str:
        """The form of a practice to print: the gentlest that may be given, else as it stands."""
        forms = dict(slip.forms)
        for code in dict.fromkeys((gentlest_form(forms, client), *forms)):
            if self._gate(forms[code], {slip.code}, has_card=slip.has_card) is None:
                return code
        return ""

    def of_any_form(self, slip: Slip) -> str | None:
        """What stands against the practice as it is, unless one of its forms may be given."""
        refusals = [
            self._gate(gates, {slip.code}, has_card=slip.has_card) for _code, gates in slip.forms
        ]
        return None if None in refusals else refusals[0]

    def of_worksheet(
        self, code: str, gates: Gates, bringers: tuple[Slip, ...], together: bool
    ) -> str | None:
        """What stands against a worksheet, by its own gates and by those who bring it along."""
        codes = {code, *(practice.code for practice in bringers)}
        # Only a sheet that no practice brings along has no other way to be done together.
        refusal = self._gate(gates, codes, together=together and not bringers)
        if refusal or not bringers:
            return refusal
        of_practices = [self.of_any_form(practice) for practice in bringers]
        return None if None in of_practices else of_practices[0]

    def _of_practice(self, given: Prescription, worksheet: Slip | None) -> str | None:
        has_card = given.stay_or_stop is not None
        refusal = self._gate(given.gates, {given.code}, has_card=has_card)
        if refusal or worksheet is None:
            return refusal
        codes = {given.code, worksheet.code}
        refusal = self._gate(worksheet.gates, codes, has_card=has_card)
        said = _("Its worksheet cannot go along. %(reason)s Print the practice without it.")
        return said % {"reason": refusal} if refusal else None

    def _gate(
        self, gates: Gates, codes: set[str], *, has_card: bool = False, together: bool = False
    ) -> str | None:
        # Exposure goes home by the homework form, where the three demands of R14 are asked.
        given = bool(self.given & codes)
        answers = HomeworkAnswers(
            card=has_card or given,
            rehearsed=given,
            place_safe=given,
            delivered_before=together or bool(self.recorded.delivered & codes),
        )
        return self.recorded.refusal(gates, answers)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """An item that could be printed, with why not where it cannot.

    `asks`: it can, once the clinician has said that it was filled in together.
    """

    slip: Slip
    refusal: str | None = None
    asks: bool = False


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """The choices of one shelf."""

    code: str
    choices: tuple[Choice, ...]

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(SHELF_LABELS[self.code])

    @property
    def open(self) -> list[Choice]:
        """What can be printed."""
        return [one for one in self.choices if one.refusal is None]

    @property
    def shut(self) -> list[Choice]:
        """What cannot, or only once a question is answered."""
        return [one for one in self.choices if one.refusal is not None]


def for_clinicians() -> str:
    """The sentence for what no client reads."""
    return _("This piece is for clinicians; it is never given or printed.")


def form_for_all(slip: Slip) -> str | None:
    """The first form that suits everybody ("" as it stands), or None."""
    if not slip.may_go_home:
        return None
    return next((code for code, gates in slip.forms if suits_everyone(gates)), None)


def wanted_of(document: Printable, stock: Stock, form: str = "") -> Wanted:
    """An item of the library as it would stand on paper; a practice in one of its forms."""
    match document:
        case PracticeDocument():
            wanted = Wanted(given=to_prescription(document, form or None))
            return wanted.bringing_along(stock)
        case WorksheetDocument():
            bringers = stock.bringers(document.code)
            return Wanted(
                given=document, bringers=bringers, card=_card_of(document, bringers, stock)
            )
        case PieceDocument():
            return Wanted(given=document)


def _card_of(
    document: WorksheetDocument, bringers: tuple[Slip, ...], stock: Stock
) -> StayOrStop | None:
    """The stay-or-stop card, where a worksheet is about exposure at home: that of its practice."""
    if not document.gates.exposure_homework:
        return None
    found = (stock.find(slip.code) for slip in bringers if slip.has_card)
    return next((one.stay_or_stop for one in found if isinstance(one, PracticeDocument)), None)


def asks_together(gates: Gates, bringers: tuple[Slip, ...]) -> bool:
    """Whether the clinician is asked if the sheet was filled in together."""
    return gates.led_by == "therapist_first" and not bringers


def choices_for(client: Client, stock: Stock) -> list[Choice]:
    """Everything for clients, in the order of a packet, with what stands against it."""
    known = Known.of(client)
    return [_choice(slip, stock, known) for slip in stock if slip.reader == "client"]


def choices_for_all(stock: Stock) -> list[Choice]:
    """The items that may be given without knowing anything of a person, in the same order."""
    return [Choice(slip=slip) for slip in stock if _is_for_all(slip, stock)]


def by_shelf(choices: Iterable[Choice]) -> list[Shelf]:
    """The choices by shelf, in the order of a packet; shelves without any are left out."""
    found = list(choices)
    shelves = (
        Shelf(code=code, choices=tuple(one for one in found if one.slip.shelf == code))
        for code in PRINTABLE
    )
    return [shelf for shelf in shelves if shelf.choices]


def _choice(slip: Slip, stock: Stock, known: Known) -> Choice:
    refusal = known.of_slip(slip, stock)
    asks = slip.shelf == WORKSHEETS and asks_together(slip.gates, stock.bringers(slip.code))
    asks = bool(refusal) and asks and known.of_slip(slip, stock, together=True) is None
    return Choice(slip=slip, refusal=refusal, asks=asks)


def _is_for_all(slip: Slip, stock: Stock) -> bool:
    bringers = stock.bringers(slip.code) if slip.shelf == WORKSHEETS else ()
    brought = [form_for_all(one) is not None for one in bringers] or [True]
    return form_for_all(slip) is not None and any(brought)
