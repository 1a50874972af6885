"""What is done to the blocks of a plan. Each change keeps a snapshot of the plan before it.

Edits carry absolute values and the version they were made from, so that a retry changes nothing
more and the second of two editors loses nothing: the verb raises Stale instead of overwriting.
Once a session was held its plan stays as it is, because the record hangs on its blocks: then every
change raises ValidationError.
"""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from clients.models import Act, Actor, Journal, Member
from planner.models import Block, ItemVersion, Revision, Session
from planner.models.facts import at_desk
from planner.placing import module_at, place_for
from planner.plan import LATER, MOST_BLOCKS, PlannedBlock, PracticeGates, plan_to_data

from .bookmarks import note_use

EDITABLE = (
    "phase",
    "module",
    "title",
    "minutes",
    "shortest",
    "longest",
    "practice",
    "gates_data",
    "notes",
    "lock_at",
    "optional",
    "memory",
    "materials",
    "leader",
)
"""What an editor may set on a block; the rest belongs to the order and to the record."""


class Stale(Exception):
    """Somebody changed the same thing meanwhile. `desk` is the session as it is now.

    `block` is the block as it is now; None when it was removed or the order is meant.
    """

    def __init__(self, desk: Session, block: Block | None = None) -> None:
        super().__init__("changed meanwhile")
        self.desk = desk
        self.block = block


def gates_of(version: ItemVersion | None) -> dict[str, Any]:
    """A practice's gates in the shape that a block keeps."""
    if version is None:
        return PracticeGates().to_data()
    return PracticeGates.of(version.gates, version.wing).to_data()


@transaction.atomic
def change_block(*, block: Block, version: int, changes: dict[str, Any], by: Actor) -> Session:
    """Set fields of a block (those in EDITABLE) to new values; returns the session at the desk.

    `version` is the one that the editor saw. Values that already stand are a retry: nothing
    happens. Raises Stale when the block was changed or removed since.
    """
    desk = at_desk(block.session_id, lock=True)
    current = _on(desk, block.uid)
    if current is None:
        raise Stale(desk)
    changes = {name: value for name, value in changes.items() if getattr(current, name) != value}
    if not changes:
        return desk
    if current.version != version:
        raise Stale(desk, current)
    keep_revision(desk=desk, what="change", by=by)
    for name, value in changes.items():
        setattr(current, name, value)
    current.version += 1
    current.save(update_fields=[*changes, "version"])
    if "practice" in changes:
        note_use(code=changes["practice"], by=by)
    Journal.objects.write(act=Act.CHANGED, thing=current, by=by, fields=list(changes))
    return desk


@transaction.atomic
def add_block(
    *,
    session: Session,
    uid: uuid.UUID,
    after: uuid.UUID | None = None,
    at: int | None = None,
    values: dict[str, Any],
    by: Actor,
) -> Session:
    """Add a block behind the block `after`, at the place `at` (0 = first), or at the end.

    Returns the session at the desk. `uid` is made by the form, so that sending it twice adds one
    block. Raises ValidationError for a plan that is full (60 blocks).
    """
    desk = at_desk(session.pk, lock=True)
    blocks = list(desk.blocks.all())
    if _on(desk, uid) is not None:
        return desk
    if len(blocks) >= MOST_BLOCKS:
        raise ValidationError(_("A plan has at most %(most)s blocks.") % {"most": MOST_BLOCKS})
    if Block.objects.filter(uid=uid).exists():
        uid = uuid.uuid4()
    keep_revision(desk=desk, what="add", by=by)
    place = len(blocks) if at is None else min(at, len(blocks))
    place = next((n for n, block in enumerate(blocks, 1) if block.uid == after), place)
    new = Block(clinic=desk.clinic, session=desk, uid=uid, position=place, **values)
    new.save()
    _order(desk, [*blocks[:place], new, *blocks[place:]])
    note_use(code=new.practice, by=by)
    Journal.objects.write(act=Act.CREATED, thing=new, by=by, fields=list(values))
    return at_desk(desk.pk)


@transaction.atomic
def copy_block(*, block: Block, uid: uuid.UUID, by: Actor) -> Session:
    """The same block once more, straight behind it, without its lock to the clock.

    `uid` is made by the form, so that sending it twice adds one block. Raises ValidationError for
    a full plan.
    """
    values = values_of(block.planned()) | {"lock_at": None}
    return add_block(session=block.session, uid=uid, after=block.uid, values=values, by=by)


@transaction.atomic
def copy_to_session(
    *, block: Block, session: Session, uid: uuid.UUID, title: str, with_notes: bool, by: Actor
) -> Session:
    """The same block in another plan, at its place there; returns that session at the desk.

    The lock stays behind, notes and materials too unless `with_notes`, and in the plan of somebody
    else the memory's label. Raises ValidationError for a full plan.
    """
    desk = at_desk(session.pk, lock=True)
    planned, there = block.planned(), desk.planned_blocks()
    place = place_for(there, planned.phase)
    values = values_of(planned) | {
        "title": title,
        "lock_at": None,
        "module": module_at(there, place),
        "memory": planned.memory if block.session.is_for_the_same_as(desk) else "",
        "notes": planned.notes if with_notes else "",
        "materials": planned.materials if with_notes else "",
        "leader": planned.leader if block.session.is_for_the_same_as(desk) else "",
    }
    return add_block(session=desk, uid=uid, at=place, values=values, by=by)


@transaction.atomic
def move_block(*, block: Block, to: int, order_version: int, by: Actor) -> Session:
    """Put a block at a place (0 = first); returns the session at the desk.

    Raises Stale when the order changed since `order_version`, unless the block stands there
    already.
    """
    desk = at_desk(block.session_id, lock=True)
    blocks = list(desk.blocks.all())
    current = _on(desk, block.uid)
    if current is None:
        raise Stale(desk)
    to = max(0, min(to, len(blocks) - 1))
    if blocks.index(current) == to:
        return desk
    if desk.order_version != order_version:
        raise Stale(desk)
    keep_revision(desk=desk, what="move", by=by)
    blocks.remove(current)
    blocks.insert(to, current)
    _order(desk, blocks)
    Journal.objects.write(act=Act.CHANGED, thing=current, by=by, fields=["position"])
    return at_desk(desk.pk)


@transaction.atomic
def remove_block(*, block: Block, version: int, by: Actor) -> Session:
    """Take a block out of the plan; undo brings it back. Returns the session at the desk.

    Raises Stale when the block was changed since `version`, so that nobody's text goes unseen.
    """
    desk = at_desk(block.session_id, lock=True)
    current = _on(desk, block.uid)
    if current is None:
        return desk
    if current.version != version:
        raise Stale(desk, current)
    keep_revision(desk=desk, what="remove", by=by)
    Journal.objects.write(act=Act.REMOVED, thing=current, by=by)
    rest = [one for one in desk.blocks.all() if one.uid != block.uid]
    current.delete()
    _order(desk, rest)
    return at_desk(desk.pk)


def keep_revision(
    *, desk: Session, what: str, by: Actor, moved: dict[str, Any] | None = None
) -> Revision:
    """Keep the plan as it is before a change, in the caller's transaction.

    `moved` is what the change moves besides the blocks: name -> before and after. A plan that was
    ready is so no more; who marked it stays known. Raises ValidationError for a session that was
    held already.
    """
    if desk.appointment.took_place:
        raise ValidationError(_("This session was held already; its plan stays as it is."))
    if desk.ready_at is not None:
        desk.ready_at = None
        desk.save(update_fields=["ready_at"])
    row: Any = desk
    row.last_revision += 1
    return Revision.objects.create(
        clinic=desk.clinic,
        session=desk,
        number=row.last_revision,
        plan=plan_to_data(desk.planned_blocks()),
        what=what,
        moved=moved or {},
        by=by if isinstance(by, Member) else None,
    )


def values_of(planned: PlannedBlock) -> dict[str, Any]:
    """A planned block as the editable fields of a row."""
    data = planned.to_data()
    gates = data.pop("practice_gates")
    data.pop("uid")
    kept = {name: getattr(planned, name) for name in LATER}
    return data | {"gates_data": gates, "lock_at": planned.lock_at or None} | kept


def write_blocks(session: Session, plan: tuple[PlannedBlock, ...]) -> None:
    """Give a new session its blocks, each with a uid of its own, in the caller's transaction."""
    Block.objects.bulk_create(
        Block(clinic=session.clinic, session=session, position=place, **values_of(planned))
        for place, planned in enumerate(plan)
    )


def restore_blocks(desk: Session, plan: tuple[PlannedBlock, ...], *, version: int) -> None:
    """Make the blocks what a plan says, in the caller's transaction.

    `version` is higher than any they ever had.
    """
    there = {str(block.uid): block for block in desk.blocks.all()}
    wanted = {planned.uid for planned in plan}
    for uid, block in there.items():
        if uid not in wanted:
            block.delete()
    for place, planned in enumerate(plan):
        block = there.get(planned.uid) or Block(
            clinic=desk.clinic, session=desk, uid=planned.uid, position=place
        )
        if block.pk and block.planned() == planned and block.position == place:
            continue
        for name, value in (values_of(planned) | {"position": place}).items():
            setattr(block, name, value)
        block.version = version
        block.save()
    desk.order_version += 1
    desk.save(update_fields=["order_version"])


def _on(desk: Session, uid: uuid.UUID) -> Block | None:
    return next((block for block in desk.blocks.all() if block.uid == uid), None)


def _order(desk: Session, blocks: list[Block]) -> None:
    """Write the places anew and mark the order as changed."""
    for place, block in enumerate(blocks):
        block.position = place
    Block.objects.bulk_update(blocks, ["position"])
    desk.order_version += 1
    desk.save(update_fields=["order_version"])
