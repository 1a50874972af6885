"""What is given to a client: a frozen copy of a practice, as plain data.

Paper prints it and the phone plays it without knowing where it came from. It stays what it was
when the place it came from changes. Limits are chosen so that a step fits a phone screen and the
whole fits one or two pages.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from clients.shapes import Fields, ShapeError
from clients.worksheets import Worksheet, WorksheetError

FORMAT = 1
WINGS = ("awareness", "compassion", "both")
LED_BY = ("self", "therapist_first", "therapist_only")
LEAVE_OUT_WHEN = (
    "home_not_safe",
    "trauma",
    "dissociation",
    "touch_unsafe",
    "attachment_figure_unsafe",
    "open_risk",
    "breath_unsafe",
    "movement_unsafe",
)
# Outer anchors come first; the breath is never the first one offered.
ANCHORS = ("sounds", "sight", "feet", "hands", "object", "seat", "breath")

STEPS_MOST = 9
MINUTES_MOST = 90
SECONDS_MOST = 60 * 60
# Seconds of one breath, quickest and slowest; for turning breaths into time (clinical default).
BREATH_SECONDS = (3, 8)

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_VERSION = re.compile(r"[A-Za-z0-9._-]{1,16}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class PrescriptionError(ShapeError):
    """Data that are no prescription; names the field."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step. Its length is `seconds`, or `breaths` (low, high), or open when both are None."""

    label: str
    text: str
    seconds: int | None = None
    breaths: tuple[int, int] | None = None
    repeats: int | None = None
    how_long: str = ""  # the length in words for paper; empty = made from the numbers
    gap_allowed: bool = True  # False = comes straight after the step before
    anchor: bool = False  # here the client rests on the anchor of their choice
    own_words: bool = False  # room for a line of the client's own
    words: str = ""  # that line, once the client has found it
    wing: str = "both"

    @classmethod
    def from_data(cls, data: object, path: str = "step") -> "Step":
        """Read one step; raises PrescriptionError naming the field."""
        fields = Fields(data, PrescriptionError, path)
        step = cls(
            label=fields.text("label", 60),
            text=fields.text("text", 600, lines=8),
            seconds=fields.whole_or_none("seconds", 1, SECONDS_MOST),
            breaths=fields.pair_or_none("breaths", 1, 60),
            repeats=fields.whole_or_none("repeats", 1, 60),
            how_long=fields.text("how_long", 60, default=""),
            gap_allowed=fields.flag("gap_allowed", default=True),
            anchor=fields.flag("anchor", default=False),
            own_words=fields.flag("own_words", default=False),
            words=fields.text("words", 200, lines=3, default=""),
            wing=fields.one_of("wing", WINGS, default="both"),
        )
        fields.done()
        if step.seconds and step.breaths:
            raise fields.fail("breaths", "a step lasts seconds or breaths, not both")
        if step.words and not step.own_words:
            raise fields.fail("words", "this step has no line for own words")
        return step

    def span(self) -> tuple[int, int] | None:
        """Shortest and longest seconds of the step with its repeats; None for an open step."""
        if self.seconds:
            low = high = self.seconds
        elif self.breaths:
            low, high = (n * s for n, s in zip(self.breaths, BREATH_SECONDS, strict=True))
        else:
            return None
        return low * (self.repeats or 1), high * (self.repeats or 1)


@dataclass(frozen=True, kw_only=True)
class Gates:
    """Who may do this, and for whom it is left out. Read by the rules before it is given."""

    led_by: str = "self"
    activating: bool = False
    leave_out_when: tuple[str, ...] = ()
    exposure_homework: bool = False  # needs the stay-or-stop card

    @classmethod
    def from_data(cls, data: object, path: str = "gates") -> "Gates":
        """Read the gates; raises PrescriptionError naming the field."""
        fields = Fields(data, PrescriptionError, path)
        gates = cls(
            led_by=fields.one_of("led_by", LED_BY),
            activating=fields.flag("activating"),
            leave_out_when=fields.some_of("leave_out_when", LEAVE_OUT_WHEN),
            exposure_homework=fields.flag("exposure_homework", default=False),
        )
        fields.done()
        return gates

    @property
    def may_go_home(self) -> bool:
        """Whether it may be assigned or printed for a client at all."""
        return self.led_by != "therapist_only"


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """Whole minutes, shortest <= usual <= longest, 1 to 90."""

    shortest: int
    usual: int
    longest: int

    @classmethod
    def from_data(cls, data: object, path: str = "minutes") -> "Minutes":
        """Read the minutes; raises PrescriptionError naming the field."""
        fields = Fields(data, PrescriptionError, path)
        names = ("shortest", "usual", "longest")
        shortest, usual, longest = (fields.whole(name, 1, MINUTES_MOST) for name in names)
        fields.done()
        if not shortest <= usual <= longest:
            raise fields.fail("usual", "lies between shortest and longest")
        return cls(shortest=shortest, usual=usual, longest=longest)


@dataclass(frozen=True, kw_only=True)
class StayOrStop:
    """The card that exposure homework needs: when to stay, when to stop, what then."""

    stay: str
    stop: str
    then: str

    @classmethod
    def from_data(cls, data: object, path: str = "stay_or_stop") -> "StayOrStop":
        """Read the card; raises PrescriptionError naming the field."""
        fields = Fields(data, PrescriptionError, path)
        card = cls(**{name: fields.text(name, 400, lines=4) for name in ("stay", "stop", "then")})
        fields.done()
        return card


@dataclass(frozen=True, kw_only=True)
class EyesOpen:
    """The form with open eyes, to change to while it is done: where, and its steps."""

    where: str
    steps: tuple[Step, ...]

    @classmethod
    def from_data(cls, data: object, path: str = "eyes_open") -> "EyesOpen":
        """Read the form; raises PrescriptionError naming the field."""
        fields = Fields(data, PrescriptionError, path)
        found = cls(
            where=fields.text("where", 120, default=""),
            steps=fields.many("steps", 1, STEPS_MOST, Step.from_data),
        )
        fields.done()
        return found


@dataclass(frozen=True, kw_only=True)
class Prescription:
    """A practice as given: complete, frozen, understood by paper and phone alone."""

    code: str
    version: str  # short hash of the content it was made from
    language: str
    title: str
    plain_title: str  # for discreet paper: says nothing of therapy
    purpose: str  # one line
    wing: str
    steps: tuple[Step, ...]
    minutes: Minutes
    gates: Gates
    stop_and_steady: str  # the stop box, before anything else
    real_danger_line: str = ""  # empty only when therapist_only
    may_happen: str = ""
    script: str = ""  # to read aloud
    variant: str = ""  # code of the form chosen, empty = as it stands
    where: str = ""  # eyes open is named first
    anchors: tuple[str, ...] = ()  # offered, outer ones first
    anchor: str = ""  # the client's own choice, never preset
    phrases: tuple[str, ...] = ()  # the client's own phrases
    phrases_allowed: tuple[int, int] | None = None  # how many own phrases, for example (3, 4)
    cautions: tuple[str, ...] = ()  # for the clinician
    unwanted_effects: tuple[str, ...] = ()  # to ask about
    stay_or_stop: StayOrStop | None = None
    worksheet: Worksheet | None = None
    eyes_open: EyesOpen | None = None
    format: int = field(default=FORMAT, init=False)

    @classmethod
    def from_data(cls, data: object) -> "Prescription":
        """Read a prescription from plain data; raises PrescriptionError naming the field."""
        fields = Fields(data, PrescriptionError, what="prescription")
        fields.format(FORMAT)
        found = cls(**_identity(fields), **_texts(fields), **_parts(fields))
        fields.done()
        _check(found)
        return found

    def to_data(self) -> dict[str, Any]:
        """Plain data that JSON can hold; `from_data` gives back an equal prescription."""
        data = _plain(asdict(self))
        data["worksheet"] = self.worksheet.to_data() if self.worksheet else None
        return data

    @property
    def about_minutes(self) -> int:
        """Usual length in whole minutes."""
        return self.minutes.usual


def _identity(fields: Fields) -> dict[str, Any]:
    """Code, version, language: what it is a copy of."""
    patterns = {
        "code": (_CODE, 60, "small letters, digits and single hyphens"),
        "version": (_VERSION, 16, "up to 16 letters and digits"),
        "language": (_LANGUAGE, 20, "a language code such as en or pt-BR"),
    }
    found = {}
    for name, (pattern, most, words) in patterns.items():
        found[name] = fields.text(name, most)
        if not pattern.fullmatch(found[name]):
            raise fields.fail(
                name, f"{words} are expected" if name == "code" else f"expected: {words}"
            )
    return found


def _texts(fields: Fields) -> dict[str, Any]:
    """The texts, with the lengths that paper and phone can hold."""
    return {
        "title": fields.text("title", 80),
        "plain_title": fields.text("plain_title", 80),
        "purpose": fields.text("purpose", 200),
        "stop_and_steady": fields.text("stop_and_steady", 400, lines=4),
        "real_danger_line": fields.text("real_danger_line", 300, default=""),
        "may_happen": fields.text("may_happen", 600, lines=6, default=""),
        "script": fields.text("script", 12_000, lines=300, default=""),
        "variant": fields.text("variant", 40, default=""),
        "where": fields.text("where", 120, default=""),
    }


def _parts(fields: Fields) -> dict[str, Any]:
    """Steps, minutes, gates and what else has a shape of its own."""
    anchors = fields.some_of("anchors", ANCHORS)
    card, sheet = fields.raw("stay_or_stop"), fields.raw("worksheet")
    eyes_open = fields.raw("eyes_open")
    return {
        "wing": fields.one_of("wing", WINGS),
        "steps": fields.many("steps", 1, STEPS_MOST, Step.from_data),
        "minutes": Minutes.from_data(fields.raw("minutes")),
        "gates": Gates.from_data(fields.raw("gates")),
        "anchors": anchors,
        "anchor": fields.one_of("anchor", ("", *anchors), default=""),
        "phrases": fields.texts("phrases", 6, each=120),
        "phrases_allowed": fields.pair_or_none("phrases_allowed", 1, 6),
        "cautions": fields.texts("cautions", 12, each=400),
        "unwanted_effects": fields.texts("unwanted_effects", 12, each=120),
        "stay_or_stop": None if card is None else StayOrStop.from_data(card),
        "worksheet": _worksheet(sheet),
        "eyes_open": None if eyes_open is None else EyesOpen.from_data(eyes_open),
    }


def _worksheet(data: object) -> Worksheet | None:
    """The worksheet inside, its faults named as the prescription's."""
    try:
        return None if data is None else Worksheet.from_data(data, "worksheet")
    except WorksheetError as error:
        raise PrescriptionError(error.field, error.reason) from error


def _check(found: Prescription) -> None:
    """What one field demands of another."""
    if found.gates.may_go_home and not found.real_danger_line:
        raise PrescriptionError(
            "real_danger_line", "every practice that a client does alone has it"
        )
    if found.gates.exposure_homework and found.stay_or_stop is None:
        raise PrescriptionError("stay_or_stop", "exposure homework needs the stay-or-stop card")
    if found.anchors[:1] == ("breath",):
        raise PrescriptionError("anchors", "the breath is never the first one offered")
    if not found.steps[0].gap_allowed:
        raise PrescriptionError("steps[1].gap_allowed", "nothing comes before the first step")
    _check_phrases(found)
    fault = length_fault(found.steps, found.minutes)
    if fault:
        raise PrescriptionError("minutes", fault)


def _check_phrases(found: Prescription) -> None:
    """Own phrases only where the practice has them, and only as many as it allows."""
    if not found.phrases:
        return
    if found.phrases_allowed is None:
        raise PrescriptionError("phrases", "this practice has no phrases")
    low, high = found.phrases_allowed
    if not low <= len(found.phrases) <= high:
        raise PrescriptionError("phrases", f"{low} to {high} phrases are expected")


def length_fault(steps: tuple[Step, ...], minutes: Minutes) -> str:
    """Why the steps do not fit the minutes; empty when they do.

    The quickest run of the timed steps may not pass the longest minutes; without an open step the
    slowest run, rounded up to minutes, may not stay below the shortest.
    """
    spans = [step.span() for step in steps]
    quickest = sum(span[0] for span in spans if span)
    slowest = sum(span[1] for span in spans if span)
    if quickest > minutes.longest * 60:
        return f"the steps last at least {quickest} s, longer than {minutes.longest} min"
    if None not in spans and -(-slowest // 60) < minutes.shortest:
        return f"the steps last at most {slowest} s, shorter than {minutes.shortest} min"
    return ""


def _plain(value: object) -> Any:
    """Tuples as lists, all the way down."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
