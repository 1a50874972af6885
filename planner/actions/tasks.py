"""What is to be done before and after a session, besides its blocks."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from clients.models import Act, Actor, Journal
from planner.models import Session, Task

MOST_TASKS = 40
"""Tasks of one session; more is a slip of the hand."""


@transaction.atomic
def add_task(*, session: Session, uid: uuid.UUID, moment: str, text: str, by: Actor) -> Task:
    """One more task. `uid` is made by the form, so that sending it twice adds one.

    Raises ValidationError where there are 40 already.
    """
    Session.objects.select_for_update().only("pk").get(pk=session.pk)
    there = Task.objects.filter(session=session)
    known: Task | None = there.filter(uid=uid).first()
    if known is not None:
        return known
    if there.count() >= MOST_TASKS:
        raise ValidationError(_("A session has at most %(most)s tasks.") % {"most": MOST_TASKS})
    if Task.objects.filter(uid=uid).exists():
        uid = uuid.uuid4()
    new = Task.objects.create(
        clinic=session.clinic, session=session, uid=uid, moment=moment, text=text
    )
    Journal.objects.write(act=Act.CREATED, thing=new, by=by, fields=["moment", "text"])
    return new


@transaction.atomic
def tick_task(*, task: Task, done: bool, by: Actor) -> Task:
    """Mark a task as done, or as open again; what stands already is left as it is."""
    if (task.done_at is not None) is done:
        return task
    task.done_at = now() if done else None
    task.save(update_fields=["done_at"])
    Journal.objects.write(act=Act.CHANGED, thing=task, by=by, fields=["done_at"])
    return task


@transaction.atomic
def remove_task(*, task: Task, by: Actor) -> None:
    """Take a task away; the page keeps its words, so that it can be put back."""
    Journal.objects.write(act=Act.REMOVED, thing=task, by=by)
    task.delete()
