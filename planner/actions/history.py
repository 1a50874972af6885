"""The history of a plan: undo, redo and going back through its revisions.

Each revision keeps the plan as it was before something: a change, an undo ("undo 5" took change 5
back), or a redo ("redo 7" took undo 7 back). Which of them stand is read off their names. "back 3"
made the plan what it was before change 3: a change like any other.
"""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from clients.models import Act, Actor, Journal
from planner.changes import moved_in_all
from planner.models import Session
from planner.models.facts import at_desk
from planner.plan import plan_from_data

from .blocks import Stale, keep_revision, restore_blocks
from .refit import move_back


@dataclass
class Standing:
    """Numbers of revisions: what can be undone and what can be redone, the last one last."""

    done: list[int] = field(default_factory=list)
    undone: list[int] = field(default_factory=list)


@transaction.atomic
def undo(*, session: Session, revision: int, by: Actor) -> Session:
    """Bring back the plan as it was before the last change that stands.

    `revision` is the last one that the editor saw. Nothing is lost: the undone plan is kept as a
    revision too, and undoing again goes further back. Sending it twice undoes once. Raises Stale
    when somebody changed the plan since, and ValidationError when there is nothing left to undo or
    the session was held already.
    """
    return _back_to("undo", session, revision, by, _("There is nothing left to undo."))


@transaction.atomic
def redo(*, session: Session, revision: int, by: Actor) -> Session:
    """Bring back what the last undo took away; raises as `undo` does."""
    return _back_to("redo", session, revision, by, _("There is nothing left to redo."))


@transaction.atomic
def go_back(*, session: Session, to: int, revision: int, by: Actor) -> Session:
    """Make plan, length and start what they were before the change `to`, as one more change.

    `revision` is the last one that the editor saw. Sending it twice goes back once, and undo takes
    it back. Raises Stale when somebody changed the plan since, and ValidationError for a change
    that is not there or a session that was held already.
    """
    desk = at_desk(session.pk, lock=True)
    latest: Any = desk
    if (latest.last_revision, latest.last_act) == (revision + 1, f"back {to}"):
        return desk
    if latest.last_revision != revision:
        raise Stale(desk)
    since = list(desk.revisions.filter(number__gte=to).order_by("number"))
    if not since or since[0].number != to:
        raise ValidationError(_("There is no such change."))
    moved = moved_in_all(one.moved for one in since)
    back = {name: [after, before] for name, (before, after) in moved.items()}
    keep_revision(desk=desk, what=f"back {to}", moved=back, by=by)
    restore_blocks(desk, plan_from_data(since[0].plan), version=latest.last_revision + 1)
    move_back(desk=desk, moved=moved, by=by)
    Journal.objects.write(act=Act.CHANGED, thing=desk, by=by, fields=["blocks"])
    return at_desk(desk.pk)


def standing_of(session: Session) -> Standing:
    """What of this plan can be undone and redone. One query."""
    found = Standing()
    for number, what in session.revisions.order_by("number").values_list("number", "what"):
        word = what.partition(" ")[0]
        if word == "undo" and found.done:
            found.done.pop()
            found.undone.append(number)
        elif word == "redo" and found.undone:
            found.undone.pop()
            found.done.append(number)
        else:
            found.done.append(number)
            found.undone.clear()
    return found


def _back_to(word: str, session: Session, revision: int, by: Actor, nothing: str) -> Session:
    desk = at_desk(session.pk, lock=True)
    latest: Any = desk
    if latest.last_revision == revision + 1 and latest.last_act.partition(" ")[0] == word:
        return desk
    if latest.last_revision != revision:
        raise Stale(desk)
    standing = standing_of(desk)
    targets = standing.done if word == "undo" else standing.undone
    if not targets:
        raise ValidationError(nothing)
    target = desk.revisions.get(number=targets[-1])
    back = {name: [after, before] for name, (before, after) in target.moved.items()}
    keep_revision(desk=desk, what=f"{word} {target.number}", moved=back, by=by)
    restore_blocks(desk, plan_from_data(target.plan), version=latest.last_revision + 1)
    move_back(desk=desk, moved=target.moved, by=by)
    Journal.objects.write(act=Act.CHANGED, thing=desk, by=by, fields=["blocks"])
    return at_desk(desk.pk)
