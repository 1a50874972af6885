"""A protocol of the library: an order of blocks whose minutes sum exactly."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from clients.shapes import Fields, ShapeError
from planner.library import documents as read
from planner.library.documents import FORMAT, Document, DocumentError, Reader, Reference
from planner.library.practices import PracticeDocument
from planner.library.words import PROTOCOL_KINDS
from planner.plan import (
    MOST_BLOCK_MINUTES,
    LedBy,
    Phase,
    PlanError,
    PlannedBlock,
    PracticeGates,
    plan_from_data,
    plan_to_data,
    total_minutes,
)

BLOCKS_MOST = 40
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


def _blocks(fields: Fields, name: str) -> tuple[PlannedBlock, ...]:
    """Blocks as an author writes them, or as they are kept in `plan`."""
    if fields.given("plan"):
        fields.raw(name)
        return plan_from_data(fields.raw("plan"))
    fields.raw("plan")
    return fields.many(name, 1, BLOCKS_MOST, _block)


@dataclass(frozen=True, kw_only=True)
class ProtocolDocument(Document):
    """A protocol as its author wrote it; `minutes` is the length of the session."""

    shelf = read.PROTOCOLS
    own_readers: ClassVar[dict[str, Reader]] = {
        "kind": read.one(PROTOCOL_KINDS),
        "minutes": read.whole(10, 600),
        "blocks": _blocks,
        "text": read.text(6000, lines=200, empty=True),
    }

    kind: str
    minutes: int
    blocks: tuple[PlannedBlock, ...]
    text: str = ""

    @property
    def length(self) -> int:
        """Minutes of the session."""
        return self.minutes

    def to_data(self) -> dict[str, Any]:
        """Plain data that JSON can hold; the blocks as a plan, with the gates of their practices."""
        names = (*read.HEAD, "kind", "minutes", "text")
        head = {name: getattr(self, name) for name in names}
        head["tags"] = list(self.tags)
        return {"format": FORMAT} | head | {"plan": plan_to_data(self.blocks)}

    def disagreements(self) -> Iterator[ShapeError]:
        """The sum of minutes, and what a group session asks of its modules."""
        total = total_minutes(self.blocks)
        if total != self.minutes:
            reason = f"the blocks sum to {total} min, not {self.minutes}"
            yield DocumentError("minutes", reason)
        if self.kind == "group":
            yield from _group_faults(self.blocks)
        elif any(block.module for block in self.blocks):
            yield DocumentError("blocks", "only a group session has modules")

    def references(self) -> Iterator[Reference]:
        """The practices of its blocks."""
        for number, block in enumerate(self.blocks, 1):
            if block.practice:
                yield Reference(f"blocks[{number}].practice", block.practice, (read.PRACTICES,))

    def searched(self) -> dict[str, str]:
        """The titles of its blocks count as text."""
        found = super().searched()
        return found | {"text": "\n\n".join((*(block.title for block in self.blocks), self.text))}


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


def _block(item: object, path: str) -> PlannedBlock:
    """One block; its faults named by file path, not by the plan's."""
    fields = Fields(item, DocumentError, path)
    number = path.rpartition("[")[2].rstrip("]")
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
    for name in ("minutes", "shortest", "longest"):
        if getattr(block, name) > MOST_BLOCK_MINUTES:
            raise fields.fail(name, f"at most {MOST_BLOCK_MINUTES} are expected in one block")
    if block.shortest and block.minutes < block.shortest:
        raise fields.fail("minutes", f"lie below the shortest, {block.shortest}")
    if block.longest and block.minutes > block.longest:
        raise fields.fail("minutes", f"lie above the longest, {block.longest}")
    return block


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
