"""A practice of the library: everything its page shows, and the prescription made from it."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any, ClassVar

from clients.prescription import (
    ANCHORS,
    LEAVE_OUT_WHEN,
    WINGS,
    Gates,
    Minutes,
    Prescription,
    PrescriptionError,
    StayOrStop,
    Step,
)
from clients.shapes import Fields, ShapeError
from planner.library import documents as read
from planner.library.documents import Document, DocumentError, Evidence, Reader, Reference
from planner.library.words import COMPONENTS, MODES, PHASES, VARIANTS


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


def _worksheet(data: object, path: str) -> dict[str, Any]:
    """Kept as data; `Prescription` checks it."""
    if not isinstance(data, dict):
        raise DocumentError(path, "a mapping of fields is expected")
    return data


@dataclass(frozen=True, kw_only=True)
class PracticeDocument(Document):
    """A practice as its author wrote it. Minutes are whole; `cool` and `warm` share the usual,
    each rounded up."""

    shelf = read.PRACTICES
    body = "script"
    own_readers: ClassVar[dict[str, Reader]] = {
        "title": read.text(80),  # what clinicians call it
        "client_title": read.text(80),
        "plain_title": read.text(80),
        "purpose": read.text(200),
        "wing": read.one(WINGS),
        "mode": read.one(MODES),
        "components": read.some(COMPONENTS),
        "phases": read.some(PHASES),
        **read.SETTING,
        "minutes": read.part(Minutes.from_data),
        "cool": read.whole(0, 90),
        "warm": read.whole(0, 90),
        "steps": read.many(1, 9, Step.from_data),
        "gates": read.part(Gates.from_data),
        "where": read.text(120),
        "stop_and_steady": read.text(400, lines=4),
        "real_danger_line": read.text(300, empty=True),
        "may_happen": read.text(600, lines=6),
        "anchors": read.some(ANCHORS, least=0),
        "phrases_allowed": lambda fields, name: fields.pair_or_none(name, 1, 6),
        "cautions": read.texts(12, each=400, least=1),
        "when_to_stop": read.texts(8, each=300, least=1),
        "unwanted_effects": read.texts(12, each=120, least=1),
        **read.EVIDENCE,
        "related": read.texts(12, each=60),
        "variants": read.many(0, 10, Variant.from_data),
        "script": read.text(12_000, lines=300),
        "stay_or_stop": read.part_or_none(StayOrStop.from_data),
        "worksheet": read.part_or_none(_worksheet),
    }

    client_title: str
    plain_title: str
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

    @property
    def length(self) -> int:
        """Usual minutes."""
        return self.minutes.usual

    @property
    def may_go_home(self) -> bool:
        """Whether a client may get it at all."""
        return self.gates.may_go_home

    def variant(self, code: str) -> Variant:
        """The form of this code; raises KeyError when the practice has none."""
        for one in self.variants:
            if one.code == code:
                return one
        raise KeyError(code)

    def disagreements(self) -> Iterator[ShapeError]:
        """What one field demands of another, in the practice and in each of its forms."""
        # Both are rounded up, so together they may pass the usual length by one minute.
        if self.cool + self.warm > self.minutes.usual + 1:
            reason = f"cool and warm together pass the usual {self.minutes.usual} min"
            yield DocumentError("cool", reason)
        if self.code in self.related:
            yield DocumentError("related", "names the practice itself")
        codes = [one.code for one in self.variants]
        if len(set(codes)) != len(codes):
            yield DocumentError("variants", "the same form stands there twice")
        needs_no_touch = "touch_unsafe" in self.gates.leave_out_when
        if needs_no_touch and self.gates.may_go_home and "no_touch" not in codes:
            yield DocumentError("variants", "a practice with touch has a no_touch form")
        yield from _unfit(self, None, "")
        for number, one in enumerate(self.variants, 1):
            yield from _unfit(self, one.code, f"variants[{number}]")

    def references(self) -> Iterator[Reference]:
        """The practices it names, and the worksheet that it brings along."""
        yield from read.named("related", self.related, read.PRACTICES)
        if self.worksheet:
            yield Reference("worksheet", self.worksheet["code"], (read.WORKSHEETS,))

    def client_texts(self) -> Iterator[str]:
        """Everything that a client reads or hears, each passage apart."""
        yield from (self.client_title, self.plain_title, self.purpose, self.where)
        yield from (self.stop_and_steady, self.real_danger_line, self.may_happen)
        for step in self.every_step():
            yield from (step.label, step.text, step.how_long)
        yield self.script
        for one in self.variants:
            yield from (one.title, one.where, one.may_happen, one.script)
        if self.stay_or_stop:
            yield from (self.stay_or_stop.stay, self.stay_or_stop.stop, self.stay_or_stop.then)

    def every_step(self) -> Iterator[Step]:
        """The steps of the practice, then those of its forms."""
        yield from self.steps
        for one in self.variants:
            yield from one.steps

    def searched(self) -> dict[str, str]:
        """Both titles count as title; steps and script as text."""
        found = super().searched()
        steps = (f"{step.label}. {step.text}" for step in self.every_step())
        return found | {
            "title": f"{self.title} {self.client_title}",
            "text": "\n\n".join((*steps, self.script)),
        }


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
            "eyes_open": _eyes_open(document) if not form.code else None,
        }
    )


def _eyes_open(document: PracticeDocument) -> dict[str, Any] | None:
    """The steps with open eyes, for the practice as it stands: another form was chosen for a reason."""
    found = next((one for one in document.variants if one.code == "eyes_open" and one.steps), None)
    if found is None:
        return None
    return {"where": found.where or document.where, "steps": [asdict(step) for step in found.steps]}


def _unfit(document: PracticeDocument, variant: str | None, path: str) -> list[ShapeError]:
    """The fault of the prescription that this form would make."""
    try:
        to_prescription(document, variant)
    except PrescriptionError as error:
        inside = path and error.field.split(".")[0].split("[")[0] in ("steps", "minutes")
        field = f"{path}.{error.field}" if inside else path or error.field
        return [DocumentError(field, error.reason)]
    return []
