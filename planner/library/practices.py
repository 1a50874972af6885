"""A practice of the library: everything its page shows, and the prescription made from it."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

from clients.prescription import (
    LEAVE_OUT_WHEN,
    Gates,
    Minutes,
    Prescription,
    PrescriptionError,
    StayOrStop,
    Step,
)
from clients.shapes import Fields, ShapeError
from planner.library.words import (
    AUDIENCES,
    COMPONENTS,
    MODES,
    PHASES,
    SETTINGS,
    STRENGTHS,
    VARIANTS,
)

FORMAT = 1
CLINICAL_TRADITION = "clinical tradition"


class DocumentError(ShapeError):
    """Data that are no document of the library; names the field."""


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One claim, how strongly it is supported, and by what."""

    claim: str
    strength: str
    source: str

    @classmethod
    def from_data(cls, data: object, path: str) -> "Evidence":
        """Read one claim; raises DocumentError naming the field."""
        fields = Fields(data, DocumentError, path)
        found = cls(
            claim=fields.text("claim", 400),
            strength=fields.one_of("strength", STRENGTHS),
            source=fields.text("source", 300),
        )
        fields.done()
        if (found.strength == "tradition") != (found.source == CLINICAL_TRADITION):
            raise fields.fail("source", f'"{CLINICAL_TRADITION}" goes with strength tradition')
        return found


@dataclass(frozen=True, kw_only=True)
class Variant:
    """Another form of the practice. Empty means: as in the practice itself.

    `steps` replaces all steps. `lifts` names the "leave out when" that this form answers.
    """

    code: str
    note: str = ""
    title: str = ""
    where: str = ""
    may_happen: str = ""
    script: str = ""
    steps: tuple[Step, ...] = ()
    minutes: Minutes | None = None
    lifts: tuple[str, ...] = ()
    activating: bool | None = None

    @classmethod
    def from_data(cls, data: object, path: str) -> "Variant":
        """Read one form; raises DocumentError or PrescriptionError naming the field."""
        fields = Fields(data, DocumentError, path)
        minutes = fields.raw("minutes")
        found = cls(
            code=fields.one_of("code", VARIANTS),
            note=fields.text("note", 200, default=""),
            title=fields.text("title", 80, default=""),
            where=fields.text("where", 120, default=""),
            may_happen=fields.text("may_happen", 600, lines=6, default=""),
            script=fields.text("script", 12_000, lines=300, default=""),
            steps=fields.many("steps", 0, 9, Step.from_data),
            minutes=None if minutes is None else Minutes.from_data(minutes, f"{path}.minutes"),
            lifts=fields.some_of("lifts", LEAVE_OUT_WHEN),
            activating=fields.flag("activating") if fields.given("activating") else None,
        )
        fields.raw("activating")
        fields.done()
        return found


@dataclass(frozen=True, kw_only=True)
class PracticeDocument:
    """A practice as its author wrote it. Minutes are whole; `cool` and `warm` share the usual,
    each rounded up."""

    code: str
    language: str
    title: str  # what clinicians call it
    client_title: str
    plain_title: str
    purpose: str
    wing: str
    mode: str
    components: tuple[str, ...]
    phases: tuple[str, ...]
    settings: tuple[str, ...]
    audiences: tuple[str, ...]
    minutes: Minutes
    cool: int
    warm: int
    steps: tuple[Step, ...]
    gates: Gates
    where: str
    stop_and_steady: str
    real_danger_line: str
    may_happen: str
    anchors: tuple[str, ...]
    phrases_allowed: tuple[int, int] | None
    cautions: tuple[str, ...]
    when_to_stop: tuple[str, ...]
    unwanted_effects: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    related: tuple[str, ...]
    variants: tuple[Variant, ...]
    script: str
    stay_or_stop: StayOrStop | None = None
    worksheet: dict[str, Any] | None = None

    @classmethod
    def from_data(cls, data: object) -> "PracticeDocument":
        """Read a document as it is kept; raises ShapeError for the first fault."""
        document, faults = read_practice(data)
        if document is None:
            raise faults[0]
        return document

    def to_data(self) -> dict[str, Any]:
        """Plain data that JSON can hold; `from_data` gives back an equal document."""
        return json.loads(json.dumps({"format": FORMAT} | asdict(self)))

    @property
    def content_hash(self) -> str:
        """SHA-256 of the content; changes exactly when the content does."""
        written = json.dumps(self.to_data(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(written.encode()).hexdigest()

    def variant(self, code: str) -> Variant:
        """The form of this code; raises KeyError when the practice has none."""
        for one in self.variants:
            if one.code == code:
                return one
        raise KeyError(code)


def to_prescription(document: PracticeDocument, variant: str | None = None) -> Prescription:
    """What is given to a client: the practice in one of its forms.

    Raises KeyError for a form that the practice does not have.
    """
    form = document.variant(variant) if variant else Variant(code="")
    gates = replace(
        document.gates,
        activating=document.gates.activating if form.activating is None else form.activating,
        leave_out_when=tuple(w for w in document.gates.leave_out_when if w not in form.lifts),
    )
    card = document.stay_or_stop
    return Prescription.from_data(
        {
            "format": 1,
            "code": document.code,
            "version": document.content_hash[:12],
            "language": document.language,
            "title": form.title or document.client_title,
            "plain_title": document.plain_title,
            "purpose": document.purpose,
            "wing": document.wing,
            "steps": [asdict(step) for step in form.steps or document.steps],
            "minutes": asdict(form.minutes or document.minutes),
            "gates": asdict(gates),
            "stop_and_steady": document.stop_and_steady,
            "real_danger_line": document.real_danger_line,
            "may_happen": form.may_happen or document.may_happen,
            "script": form.script or document.script,
            "variant": form.code,
            "where": form.where or document.where,
            "anchors": document.anchors,
            "phrases_allowed": document.phrases_allowed,
            "cautions": document.cautions,
            "unwanted_effects": document.unwanted_effects,
            "stay_or_stop": asdict(card) if card else None,
            "worksheet": document.worksheet,
        }
    )


def read_practice(data: object) -> tuple[PracticeDocument | None, list[ShapeError]]:
    """A document from plain data, or every fault that can be seen at once."""
    try:
        fields = Fields(data, DocumentError, what="practice")
        fields.format(FORMAT)
    except ShapeError as error:
        return None, [error]
    values: dict[str, Any] = {}
    faults: list[ShapeError] = []
    for name, read in _READERS.items():
        try:
            values[name] = read(fields, name)
        except ShapeError as error:
            faults.append(error)
    faults += fields.unknown()
    if faults:
        return None, faults
    document = PracticeDocument(**values)
    return (None, found) if (found := _disagreements(document)) else (document, [])


type _Reader = Callable[[Fields, str], Any]


def _text(most: int, *, lines: int = 1, empty: bool = False) -> _Reader:
    """Reads a text; `empty` allows none."""
    default = "" if empty else None
    return lambda fields, name: fields.text(name, most, lines=lines, default=default)


def _some(allowed: tuple[str, ...], least: int = 1) -> _Reader:
    return lambda fields, name: fields.some_of(name, allowed, least=least)


def _one(allowed: tuple[str, ...]) -> _Reader:
    return lambda fields, name: fields.one_of(name, allowed)


def _texts(most: int, *, each: int, least: int = 0) -> _Reader:
    return lambda fields, name: fields.texts(name, most, each=each, least=least)


def _steps(fields: Fields, name: str) -> tuple[Step, ...]:
    return fields.many(name, 1, 9, Step.from_data)


def _minutes(fields: Fields, name: str) -> Minutes:
    return Minutes.from_data(fields.raw(name), name)


def _gates(fields: Fields, name: str) -> Gates:
    return Gates.from_data(fields.raw(name), name)


def _card(fields: Fields, name: str) -> StayOrStop | None:
    value = fields.raw(name)
    return None if value is None else StayOrStop.from_data(value, name)


def _worksheet(fields: Fields, name: str) -> dict[str, Any] | None:
    """Kept as data; `Prescription` checks it."""
    value = fields.raw(name)
    if value is not None and not isinstance(value, dict):
        raise fields.fail(name, "a mapping of fields is expected")
    return value


_READERS: dict[str, _Reader] = {
    "code": _text(60),
    "language": _text(20),
    "title": _text(80),
    "client_title": _text(80),
    "plain_title": _text(80),
    "purpose": _text(200),
    "wing": _one(("awareness", "compassion", "both")),
    "mode": _one(MODES),
    "components": _some(COMPONENTS),
    "phases": _some(PHASES),
    "settings": _some(SETTINGS),
    "audiences": _some(AUDIENCES),
    "minutes": _minutes,
    "cool": lambda fields, name: fields.whole(name, 0, 90),
    "warm": lambda fields, name: fields.whole(name, 0, 90),
    "steps": _steps,
    "gates": _gates,
    "where": _text(120),
    "stop_and_steady": _text(400, lines=4),
    "real_danger_line": _text(300, empty=True),
    "may_happen": _text(600, lines=6),
    "anchors": _some(("sounds", "sight", "feet", "hands", "object", "seat", "breath"), least=0),
    "phrases_allowed": lambda fields, name: fields.pair_or_none(name, 1, 6),
    "cautions": _texts(12, each=400, least=1),
    "when_to_stop": _texts(8, each=300, least=1),
    "unwanted_effects": _texts(12, each=120, least=1),
    "evidence": lambda fields, name: fields.many(name, 1, 12, Evidence.from_data),
    "related": _texts(12, each=60),
    "variants": lambda fields, name: fields.many(name, 0, 10, Variant.from_data),
    "script": _text(12_000, lines=300),
    "stay_or_stop": _card,
    "worksheet": _worksheet,
}


def _disagreements(document: PracticeDocument) -> list[ShapeError]:
    """What one field demands of another, in the practice and in each of its forms."""
    faults: list[ShapeError] = []
    # Both are rounded up, so together they may pass the usual length by one minute.
    if document.cool + document.warm > document.minutes.usual + 1:
        reason = f"cool and warm together pass the usual {document.minutes.usual} min"
        faults.append(DocumentError("cool", reason))
    if document.code in document.related:
        faults.append(DocumentError("related", "names the practice itself"))
    codes = [one.code for one in document.variants]
    if len(set(codes)) != len(codes):
        faults.append(DocumentError("variants", "the same form stands there twice"))
    needs_no_touch = "touch_unsafe" in document.gates.leave_out_when
    if needs_no_touch and document.gates.may_go_home and "no_touch" not in codes:
        faults.append(DocumentError("variants", "a practice with touch has a no_touch form"))
    faults += _unfit(document, None, "")
    for number, one in enumerate(document.variants, 1):
        faults += _unfit(document, one.code, f"variants[{number}]")
    return faults


def _unfit(document: PracticeDocument, variant: str | None, path: str) -> list[ShapeError]:
    """The fault of the prescription that this form would make."""
    try:
        to_prescription(document, variant)
    except PrescriptionError as error:
        inside = path and error.field.split(".")[0].split("[")[0] in ("steps", "minutes")
        field = f"{path}.{error.field}" if inside else path or error.field
        return [DocumentError(field, error.reason)]
    return []
