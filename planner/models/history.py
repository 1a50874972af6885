"""The history of a plan as it is read: who changed what, when, and how the plan stood before."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from planner.changes import changes_between, moved_in_all, moved_in_words
from planner.plan import PlannedBlock, plan_from_data

from .sessions import Revision, Session

ON_A_PAGE = 30


@dataclass(frozen=True, kw_only=True)
class Change:
    """One change: `kind` says undone, redone or gone back ("" for any other), `said` what it did."""

    revision: Revision
    kind: str
    said: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Before:
    """The plan as it was before a change, and what is different now."""

    revision: Revision
    blocks: tuple[PlannedBlock, ...]
    since: tuple[str, ...]


def changes_of(desk: Session, *, page: int) -> tuple[list[Change], bool]:
    """One page of the changes of a plan, the newest first, and whether there are older ones.

    `desk` comes from `at_desk`. One query.
    """
    first = (page - 1) * ON_A_PAGE
    start = max(0, first - 1)  # the change before the first one tells how that one left the plan
    rows = list(desk.revisions.select_related("by")[start : first + ON_A_PAGE + 1])
    after = desk.planned_blocks()
    if first and rows:
        after = plan_from_data(rows.pop(0).plan)
    found = []
    for row in rows[:ON_A_PAGE]:
        before = plan_from_data(row.plan)
        found.append(_change(row, before, after))
        after = before
    return found, len(rows) > ON_A_PAGE


def before(desk: Session, number: int) -> Before | None:
    """How the plan stood before the change of this number; None where there is none."""
    since = list(desk.revisions.select_related("by").filter(number__gte=number).order_by("number"))
    if not since or since[0].number != number:
        return None
    blocks = plan_from_data(since[0].plan)
    moved = moved_in_all(one.moved for one in since)
    said = (*changes_between(blocks, desk.planned_blocks()), *moved_in_words(moved))
    return Before(revision=since[0], blocks=blocks, since=said)


def _change(row: Revision, old: Sequence[PlannedBlock], new: Sequence[PlannedBlock]) -> Change:
    kinds = {
        "undo": _("Undone"),
        "redo": _("Done again"),
        "back": _("Gone back"),
        "change": "",
        "add": "",
        "move": "",
        "remove": "",
    }
    said = (*changes_between(old, new), *moved_in_words(row.moved))
    kind = kinds.get(row.what.partition(" ")[0], _("Made to fit"))
    return Change(revision=row, kind=kind, said=said)
