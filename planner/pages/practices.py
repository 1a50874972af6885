"""The page of a practice, as it stands or in one of its forms."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from clients.prescription import Minutes, Prescription, Step
from clients.wording import anchor_words, step_length
from planner.library.practices import PracticeDocument, Variant, to_prescription
from planner.library.prose import as_line
from planner.library.words import COMPONENT_LABELS, MODE_LABELS, VARIANT_LABELS
from planner.plan import Phase
from planner.safety.conditions import condition_label

from .asked import Asked
from .evidence import Known, what_is_known
from .fits import Gated, audiences_of, gated, settings_of
from .named import Named, in_order

_CUE = re.compile(r"\s*\(([^()]{1,60})\)$")


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form to choose; `code` is empty for the practice as it stands."""

    code: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A paragraph to read aloud, and the pause or direction in brackets after it."""

    text: SafeString
    cue: str


@dataclass(frozen=True, kw_only=True)
class TimedStep:
    """A step with its length in words."""

    step: Step
    length: str


@dataclass(frozen=True, kw_only=True)
class Balance:
    """Whole minutes of awareness (cool) and of compassion (warm); `share` is cool in thousandths."""

    cool: int
    warm: int

    @property
    def share(self) -> int:
        """Cool minutes in thousandths of both."""
        return round(1000 * self.cool / ((self.cool + self.warm) or 1))

    @property
    def rest(self) -> int:
        """Warm minutes in thousandths of both."""
        return 1000 - self.share

    @property
    def words(self) -> str:
        """Both in words."""
        return ngettext(
            "%(cool)d cool, %(warm)d warm minute", "%(cool)d cool, %(warm)d warm minutes", self.warm
        ) % {"cool": self.cool, "warm": self.warm}


@dataclass(frozen=True, kw_only=True)
class PracticePage:
    """`given` is what a client would get in the form that is shown."""

    form: str
    forms: tuple[Form, ...]
    note: str
    lifted: tuple[str, ...]
    given: Prescription
    minutes: Minutes
    balance: Balance | None
    phases: tuple[Phase, ...]
    anchors: tuple[str, ...]
    steps: tuple[TimedStep, ...]
    script: tuple[Passage, ...]
    gates: Gated
    known: tuple[Known, ...]
    mode: str
    components: tuple[str, ...]
    settings: tuple[str, ...]
    audiences: tuple[str, ...]
    worksheet: Named | None
    related: tuple[Named, ...]


def practice_page(
    document: PracticeDocument, named: Mapping[str, Named], asked: Asked
) -> PracticePage:
    """The practice in the form that was asked for; as it stands when it has no such form."""
    variant = chosen_form(document, asked.form)
    given = to_prescription(document, variant.code or None)
    return PracticePage(
        form=variant.code,
        forms=tuple(Form(code=one.code, label=form_label(one.code)) for one in document.variants),
        note=variant.note,
        lifted=tuple(condition_label(condition) for condition in variant.lifts),
        given=given,
        minutes=given.minutes,
        balance=None if variant.minutes else Balance(cool=document.cool, warm=document.warm),
        phases=tuple(Phase(one) for one in document.phases),
        anchors=tuple(anchor_words(anchor) for anchor in document.anchors),
        steps=tuple(TimedStep(step=step, length=step_length(step)) for step in given.steps),
        script=passages(given.script),
        gates=gated(given.gates),
        known=what_is_known(document.evidence),
        mode=str(MODE_LABELS[document.mode]),
        components=tuple(str(COMPONENT_LABELS[one]) for one in document.components),
        settings=settings_of(document),
        audiences=audiences_of(document),
        worksheet=named.get((document.worksheet or {}).get("code", "")),
        related=in_order(document.related, named),
    )


def chosen_form(document: PracticeDocument, code: str) -> Variant:
    """The form of this code; an empty one where the practice has none."""
    return next((one for one in document.variants if one.code == code), Variant(code=""))


def form_label(code: str) -> str:
    """What a form is called."""
    return str(VARIANT_LABELS[code])


def passages(text: str) -> tuple[Passage, ...]:
    """The paragraphs of a script, each with what stands in brackets at its end.

    Its lines are broken where the author's screen ended; that is no line of the script.
    """
    found = []
    for part in text.split("\n\n"):
        said = " ".join(part.split())
        cue = _CUE.search(said)
        if said:
            found.append(Passage(text=as_line(_CUE.sub("", said)), cue=cue[1] if cue else ""))
    return tuple(found)
