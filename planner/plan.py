"""The one shape of a session's plan: phases and planned blocks, as plain frozen values.

A revision, a protocol file, the time grid and the safety rules all read this shape.
"""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import lru_cache
from typing import Any, Self

from django.utils.translation import gettext_lazy as _

from clients.prescription import Gates

FORMAT = 1
"""Number of the JSON shape that `plan_to_data` writes and `plan_from_data` reads."""

MOST_BLOCKS = 60
"""Blocks in one plan. A day of practice has about thirty; more is a slip of the hand."""

MOST_MINUTES = 600
"""Minutes of one session: ten hours hold the longest retreat day. Plans that are kept already may
have blocks of this length."""

MOST_BLOCK_MINUTES = 480
"""Minutes of one block that is planned from now on: eight hours, a day of silence (clinical default).
More is a slip of the hand."""

MOST_MODULES = 3
"""A group session has three modules; module 0 means outside them."""

UID_LENGTH = 64
TITLE_LENGTH = 200
NOTES_LENGTH = 4000
PRACTICE_LENGTH = 80
MEMORY_LENGTH = 60
MATERIALS_LENGTH = 600
LEADER_LENGTH = 60
CONDITION_LENGTH = 60
MOST_CONDITIONS = 20

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


class PlanError(ValueError):
    """A plan or block does not have the agreed shape; the message names the place."""


class Family(StrEnum):
    """The colour family of the look that a phase is drawn in."""

    AWARENESS = "awareness"
    COMPASSION = "compassion"
    EXPOSURE = "exposure"
    GROUNDING = "grounding"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The family in the reader's language."""
        return str(_FAMILY_LABELS[self])


_FAMILY_LABELS = {
    Family.AWARENESS: _("Awareness"),
    Family.COMPASSION: _("Compassion"),
    Family.EXPOSURE: _("Exposure"),
    Family.GROUNDING: _("Grounding"),
    Family.OTHER: _("Everything else"),
}


class Phase(StrEnum):
    """What a block is for."""

    ARRIVAL = "arrival"
    AWARENESS = "awareness"
    EXPOSURE = "exposure"
    REGULATION = "regulation"
    PROCESSING = "processing"
    GROUNDING = "grounding"
    COMPASSION = "compassion"
    REFLECTION = "reflection"
    CO_CREATION = "co_creation"
    PSYCHOEDUCATION = "psychoeducation"
    HOMEWORK = "homework"
    BREAK = "break"
    CLOSING = "closing"
    DEBRIEF = "debrief"

    @property
    def label(self) -> str:
        """The phase in the reader's language."""
        return str(_PHASE_LABELS[self])

    @property
    def family(self) -> Family:
        """Which colour the phase has; regulation belongs to the exposure it serves."""
        return _FAMILIES.get(self, Family.OTHER)


_PHASE_LABELS = {
    Phase.ARRIVAL: _("Arrival"),
    Phase.AWARENESS: _("Awareness"),
    Phase.EXPOSURE: _("Exposure"),
    Phase.REGULATION: _("Regulation"),
    Phase.PROCESSING: _("Processing"),
    Phase.GROUNDING: _("Grounding"),
    Phase.COMPASSION: _("Compassion"),
    Phase.REFLECTION: _("Reflection"),
    Phase.CO_CREATION: _("Co-creation"),
    Phase.PSYCHOEDUCATION: _("Psychoeducation"),
    Phase.HOMEWORK: _("Homework"),
    Phase.BREAK: _("Break"),
    Phase.CLOSING: _("Closing"),
    Phase.DEBRIEF: _("Debrief, the client has left"),
}

_FAMILIES = {
    Phase.AWARENESS: Family.AWARENESS,
    Phase.COMPASSION: Family.COMPASSION,
    Phase.EXPOSURE: Family.EXPOSURE,
    Phase.REGULATION: Family.EXPOSURE,
    Phase.GROUNDING: Family.GROUNDING,
}


class LedBy(StrEnum):
    """Who may lead a practice: the therapist alone, the therapist first, or the client."""

    THERAPIST_ONLY = "therapist_only"
    THERAPIST_FIRST = "therapist_first"
    SELF = "self"


@dataclass(frozen=True, kw_only=True)
class PracticeGates:
    """What the rules need to know of a block's practice.

    `activating`: may stir up a lot (younger self, intense imagery). `compassionate`: has
    kindness in it. `leave_out_when`: conditions such as "home_not_safe" or "dissociation".
    """

    activating: bool = False
    compassionate: bool = False
    led_by: LedBy = LedBy.SELF
    leave_out_when: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _is_bool("practice_gates.activating", self.activating)
        _is_bool("practice_gates.compassionate", self.compassionate)
        object.__setattr__(self, "led_by", _member("practice_gates.led_by", LedBy, self.led_by))
        if not isinstance(self.leave_out_when, tuple):
            raise PlanError("practice_gates.leave_out_when: expected a list of words")
        if len(self.leave_out_when) > MOST_CONDITIONS:
            raise PlanError(f"practice_gates.leave_out_when: at most {MOST_CONDITIONS} words")
        for condition in self.leave_out_when:
            _is_text("practice_gates.leave_out_when", condition, CONDITION_LENGTH)

    def to_data(self) -> dict[str, Any]:
        """The gates as JSON-ready data."""
        return {
            "activating": self.activating,
            "compassionate": self.compassionate,
            "led_by": self.led_by.value,
            "leave_out_when": list(self.leave_out_when),
        }

    @classmethod
    def of(cls, gates: Gates, wing: str) -> Self:
        """The gates of a practice of the library; its wing tells whether kindness is in it."""
        return cls(
            activating=gates.activating,
            compassionate=wing in ("compassion", "both"),
            led_by=LedBy(gates.led_by),
            leave_out_when=gates.leave_out_when,
        )

    @classmethod
    def from_data(cls, data: object) -> "PracticeGates":
        """Gates read from JSON data; raises PlanError for any other shape."""
        known = _known_keys("practice_gates", cls, data)
        if isinstance(known.get("leave_out_when"), list):
            known["leave_out_when"] = tuple(known["leave_out_when"])
        try:
            return _gates(**known)
        except TypeError:  # what cannot be hashed is no gate either
            return cls(**known)


@lru_cache(typed=True)
def _gates(**known: Any) -> PracticeGates:
    """Gates that were read before: the blocks of a plan have few different ones."""
    return PracticeGates(**known)


LATER = ("materials", "leader")
"""Fields of a block that came later than the first plans that were kept."""


@dataclass(frozen=True, kw_only=True)
class PlannedBlock:
    """One timed part of a session.

    `minutes` 0 to 600 (0: a task that takes no time). `shortest` and `longest` are wishes
    for refitting, 0 means none. `module` 0 is outside the modules. `practice` is a code of
    the library or "". `lock_at` is a local clock time "HH:MM" or "". `memory` is a neutral
    label of the memory or hot spot; adjoining exposure blocks with the same label are one
    exposure. `materials` are what has to lie ready, one thing a line; `leader` says who leads it.
    Raises PlanError when a value does not fit.
    """

    uid: str
    phase: Phase
    title: str
    minutes: int
    shortest: int = 0
    longest: int = 0
    module: int = 0
    practice: str = ""
    practice_gates: PracticeGates = field(default_factory=PracticeGates)
    notes: str = ""
    lock_at: str = ""
    optional: bool = False
    memory: str = ""
    materials: str = ""
    leader: str = ""

    def __post_init__(self) -> None:
        _is_text("uid", self.uid, UID_LENGTH)
        if not self.uid:
            raise PlanError("uid: must not be empty")
        object.__setattr__(self, "phase", _member("phase", Phase, self.phase))
        _is_text("title", self.title, TITLE_LENGTH)
        for name in ("minutes", "shortest", "longest"):
            _is_number(name, getattr(self, name), MOST_MINUTES)
        if self.longest and self.shortest > self.longest:
            raise PlanError("shortest: must not be more than longest")
        _is_number("module", self.module, MOST_MODULES)
        _is_text("practice", self.practice, PRACTICE_LENGTH)
        if not isinstance(self.practice_gates, PracticeGates):
            raise PlanError("practice_gates: expected gates")
        _is_text("notes", self.notes, NOTES_LENGTH)
        _is_text("lock_at", self.lock_at, 5)
        if self.lock_at and not _CLOCK.fullmatch(self.lock_at):
            raise PlanError('lock_at: expected a clock time "HH:MM" or nothing')
        _is_bool("optional", self.optional)
        _is_text("memory", self.memory, MEMORY_LENGTH)
        _is_text("materials", self.materials, MATERIALS_LENGTH)
        _is_text("leader", self.leader, LEADER_LENGTH)

    @property
    def family(self) -> Family:
        """The colour family of the block's phase."""
        return self.phase.family

    @property
    def things(self) -> tuple[str, ...]:
        """Its materials, one by one."""
        return tuple(filter(None, map(str.strip, self.materials.splitlines())))

    def to_data(self) -> dict[str, Any]:
        """The block as JSON-ready data; without what is empty of the fields that older data lack."""
        data = {item.name: getattr(self, item.name) for item in fields(self)}
        for name in LATER:
            if not data[name]:
                del data[name]
        return data | {"phase": self.phase.value, "practice_gates": self.practice_gates.to_data()}

    @classmethod
    def from_data(cls, data: object) -> Self:
        """A block read from JSON data; raises PlanError for any other shape."""
        known = _known_keys("block", cls, data)
        for name in ("uid", "phase", "title", "minutes"):
            if name not in known:
                raise PlanError(f"{name}: is missing")
        if "practice_gates" in known:
            known["practice_gates"] = PracticeGates.from_data(known["practice_gates"])
        return cls(**known)


def total_minutes(blocks: Iterable[PlannedBlock]) -> int:
    """Planned minutes of all blocks together."""
    return sum(block.minutes for block in blocks)


def materials_of(plans: Iterable[PlannedBlock]) -> tuple[str, ...]:
    """The materials of all blocks in order, each thing once."""
    found: dict[str, str] = {}
    for plan in plans:
        for thing in plan.things:
            found.setdefault(thing.casefold(), thing)
    return tuple(found.values())


def plan_to_data(blocks: Iterable[PlannedBlock]) -> dict[str, Any]:
    """A whole plan as a JSON snapshot, for a revision or a protocol file."""
    return {"format": FORMAT, "blocks": [block.to_data() for block in blocks]}


def plan_from_data(data: object) -> tuple[PlannedBlock, ...]:
    """The blocks of a JSON snapshot; raises PlanError naming the block that does not fit."""
    if not isinstance(data, Mapping) or set(data) != {"format", "blocks"}:
        raise PlanError('plan: expected exactly "format" and "blocks"')
    if type(data["format"]) is not int or data["format"] != FORMAT:
        raise PlanError(f"plan: format {data['format']!r} is not known, expected {FORMAT}")
    if not isinstance(data["blocks"], list):
        raise PlanError("plan: blocks must be a list")
    blocks = []
    for number, item in enumerate(data["blocks"], start=1):
        try:
            blocks.append(PlannedBlock.from_data(item))
        except PlanError as error:
            raise PlanError(f"block {number}: {error}") from error
    return checked_plan(blocks)


def checked_plan(blocks: Iterable[PlannedBlock]) -> tuple[PlannedBlock, ...]:
    """The blocks as one plan; raises PlanError for more than 60 blocks or a uid twice."""
    plan = tuple(blocks)
    if len(plan) > MOST_BLOCKS:
        raise PlanError(f"plan: {len(plan)} blocks, at most {MOST_BLOCKS} are allowed")
    seen: set[str] = set()
    for number, block in enumerate(plan, start=1):
        if block.uid in seen:
            raise PlanError(f"block {number}: uid {block.uid} is there twice")
        seen.add(block.uid)
    return plan


def _known_keys(place: str, shape: type, data: object) -> dict[str, Any]:
    if not isinstance(data, Mapping):
        raise PlanError(f"{place}: expected a table of fields")
    names = {item.name for item in fields(shape)}
    unknown = sorted(str(key) for key in data if key not in names)
    if unknown:
        raise PlanError(f"{place}: unknown field {', '.join(unknown)}")
    return dict(data)


def _member[E: StrEnum](place: str, kind: type[E], value: object) -> E:
    if isinstance(value, str):
        with suppress(ValueError):
            return kind(value)
    raise PlanError(f"{place}: {value!r} is not one of {', '.join(kind)}")


def _is_number(place: str, value: object, most: int) -> None:
    if type(value) is not int or not 0 <= value <= most:
        raise PlanError(f"{place}: expected a whole number from 0 to {most}, got {value!r}")


def _is_text(place: str, value: object, longest: int) -> None:
    if not isinstance(value, str):
        raise PlanError(f"{place}: expected text, got {value!r}")
    if len(value) > longest:
        raise PlanError(f"{place}: at most {longest} characters")
    if _UNSTORABLE.search(value):
        raise PlanError(f"{place}: holds a character that cannot be stored")


def _is_bool(place: str, value: object) -> None:
    if type(value) is not bool:
        raise PlanError(f"{place}: expected yes or no, got {value!r}")
