"""A protocol of the library: an order of blocks whose minutes sum exactly."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from clients.shapes import Fields, ShapeError
from planner.library.practices import DocumentError, PracticeDocument
from planner.library.words import PROTOCOL_KINDS
from planner.plan import (
    LedBy,
    Phase,
    PlanError,
    PlannedBlock,
    PracticeGates,
    plan_from_data,
    plan_to_data,
    total_minutes,
)

FORMAT = 1
MODULE_MINUTES_LEAST = 15  # each of the three modules of a group session (clinical default)
GROUP_GROUNDING_LEAST = 3  # grounding that ends hard material and the session (clinical default)
BLOCK_FIELDS = (
    "phase",
    "title",
    "minutes",
    "shortest",
    "longest",
    "module",
    "practice",
    "notes",
    "lock_at",
    "optional",
    "memory",
)


@dataclass(frozen=True, kw_only=True)
class ProtocolDocument:
    """A protocol as its author wrote it; `minutes` is the length of the session."""

    code: str
    language: str
    title: str
    kind: str
    minutes: int
    purpose: str
    blocks: tuple[PlannedBlock, ...]
    text: str = ""

    @classmethod
    def from_data(cls, data: object) -> "ProtocolDocument":
        """Read a document as it is kept; raises ShapeError or PlanError naming the field."""
        fields = Fields(data, DocumentError, what="protocol")
        fields.format(FORMAT)
        found = cls(**_head(fields), blocks=plan_from_data(fields.raw("plan")))
        fields.done()
        return found

    def to_data(self) -> dict[str, Any]:
        """Plain data that JSON can hold; `from_data` gives back an equal document."""
        head = {name: getattr(self, name) for name in (*_HEAD, "text")}
        return {"format": FORMAT} | head | {"plan": plan_to_data(self.blocks)}

    @property
    def content_hash(self) -> str:
        """SHA-256 of the content; changes exactly when the content does."""
        written = json.dumps(self.to_data(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(written.encode()).hexdigest()


_HEAD = ("code", "language", "title", "kind", "minutes", "purpose")


def read_protocol(data: object) -> tuple[ProtocolDocument | None, list[ShapeError]]:
    """A document from what an author wrote, or every fault that can be seen at once."""
    faults: list[ShapeError] = []
    try:
        fields = Fields(data, DocumentError, what="protocol")
        fields.format(FORMAT)
        head = _head(fields)
        written = fields.many("blocks", 1, 40, lambda item, path: (item, path))
    except ShapeError as error:
        return None, [error]
    blocks = []
    for number, (item, path) in enumerate(written, 1):
        try:
            blocks.append(_block(item, path, number))
        except ShapeError as error:
            faults.append(error)
    faults += fields.unknown()
    if faults:
        return None, faults
    document = ProtocolDocument(**head, blocks=tuple(blocks))
    return (None, found) if (found := _disagreements(document)) else (document, [])


def with_gates(
    document: ProtocolDocument, practices: Mapping[str, PracticeDocument]
) -> ProtocolDocument:
    """The protocol with the gates of the practices that its blocks name."""
    blocks = tuple(
        replace(block, practice_gates=block_gates(practices[block.practice]))
        if block.practice in practices
        else block
        for block in document.blocks
    )
    return replace(document, blocks=blocks)


def block_gates(practice: PracticeDocument) -> PracticeGates:
    """The gates of a practice in the shape that a planned block carries."""
    return PracticeGates(
        activating=practice.gates.activating,
        compassionate=practice.wing in ("compassion", "both"),
        led_by=LedBy(practice.gates.led_by),
        leave_out_when=practice.gates.leave_out_when,
    )


def _head(fields: Fields) -> dict[str, Any]:
    return {
        "code": fields.text("code", 60),
        "language": fields.text("language", 20),
        "title": fields.text("title", 120),
        "kind": fields.one_of("kind", PROTOCOL_KINDS),
        "minutes": fields.whole("minutes", 10, 600),
        "purpose": fields.text("purpose", 300),
        "text": fields.text("text", 6000, lines=200, default=""),
    }


def _block(item: object, path: str, number: int) -> PlannedBlock:
    """One block; its faults named by file path, not by the plan's."""
    fields = Fields(item, DocumentError, path)
    values = {name: fields.raw(name) for name in BLOCK_FIELDS if fields.given(name)}
    fields.done()
    for name in ("phase", "title", "minutes"):
        if name not in values:
            raise fields.fail(name, "is missing")
    try:
        block = PlannedBlock.from_data({"uid": f"block-{number}"} | values)
    except PlanError as error:
        name, _, reason = str(error).partition(": ")
        raise fields.fail(name, reason) from error
    if block.shortest and block.minutes < block.shortest:
        raise fields.fail("minutes", f"lie below the shortest, {block.shortest}")
    if block.longest and block.minutes > block.longest:
        raise fields.fail("minutes", f"lie above the longest, {block.longest}")
    return block


def _disagreements(document: ProtocolDocument) -> list[ShapeError]:
    """The sum of minutes, and what a group session asks of its modules."""
    faults: list[ShapeError] = []
    total = total_minutes(document.blocks)
    if total != document.minutes:
        reason = f"the blocks sum to {total} min, not {document.minutes}"
        faults.append(DocumentError("minutes", reason))
    if document.kind == "group":
        faults += _group_faults(document.blocks)
    elif any(block.module for block in document.blocks):
        faults.append(DocumentError("blocks", "only a group session has modules"))
    return faults


def _group_faults(blocks: tuple[PlannedBlock, ...]) -> list[ShapeError]:
    """Three modules in order, each long enough; grounding ends the second one and the session."""
    faults: list[ShapeError] = []
    order = [block.module for block in blocks if block.module]
    if order != sorted(order) or set(order) != {1, 2, 3}:
        faults.append(DocumentError("blocks", "modules 1, 2 and 3 are expected, in this order"))
    for module in (1, 2, 3):
        minutes = total_minutes(block for block in blocks if block.module == module)
        if minutes < MODULE_MINUTES_LEAST:
            reason = f"module {module} has {minutes} min, at least {MODULE_MINUTES_LEAST}"
            faults.append(DocumentError("blocks", reason))
    ends = {"module 2": [block for block in blocks if block.module == 2], "the session": [*blocks]}
    for what, part in ends.items():
        last = part[-1] if part else None
        if last and (last.phase is not Phase.GROUNDING or last.minutes < GROUP_GROUNDING_LEAST):
            reason = f"{what} ends with grounding of at least {GROUP_GROUNDING_LEAST} min"
            faults.append(DocumentError("blocks", reason))
    return faults
