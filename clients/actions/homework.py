"""Homework as verbs: give, change, pause, let rest, end. The past is never rewritten."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from clients.models import (
    Act,
    Actor,
    Assignment,
    AssignmentStatus,
    Client,
    Edition,
    Group,
    Journal,
    Log,
    Member,
)
from clients.prescription import Prescription, PrescriptionError
from clients.schedule import Schedule


@transaction.atomic
def assign_homework(
    *,
    client: Client,
    prescription: Prescription,
    schedule: Schedule,
    by: Actor,
    starts: dt.date | None = None,
    ends: dt.date | None = None,
    group: Group | None = None,
) -> Assignment:
    """Give a client a frozen copy of a practice, from `starts` (today) until `ends` (open).

    Raises PrescriptionError for what only a therapist may lead: it is never given home.
    """
    if not prescription.gates.may_go_home:
        raise PrescriptionError("gates.led_by", "only a therapist leads it; it is not given home")
    given = Assignment.objects.create(
        clinic=client.clinic,
        client=client,
        group=group,
        code=prescription.code,
        title=prescription.title,
        starts=starts or client.today(),
        ends=ends,
        by=by if isinstance(by, Member) else None,
    )
    _add_edition(given, given.starts, prescription, schedule, by)
    Journal.objects.write(act=Act.CREATED, thing=given, by=by)
    return given


@transaction.atomic
def assign_to_group(
    *,
    group: Group,
    clients: Iterable[Client],
    prescription: Prescription,
    schedule: Schedule,
    by: Actor,
    starts: dt.date | None = None,
    ends: dt.date | None = None,
) -> list[Assignment]:
    """Give the same homework to several participants in one act."""
    return [
        assign_homework(
            client=client,
            prescription=prescription,
            schedule=schedule,
            by=by,
            starts=starts,
            ends=ends,
            group=group,
        )
        for client in clients
    ]


@transaction.atomic
def change_homework(
    *,
    assignment: Assignment,
    by: Actor,
    prescription: Prescription | None = None,
    schedule: Schedule | None = None,
    ends: dt.date | None = None,
    from_date: dt.date | None = None,
) -> Edition:
    """A new edition from `from_date` (today where the client lives); earlier days keep theirs."""
    day = from_date or assignment.client.today()
    last = assignment.edition_on(max(day, assignment.starts))
    assignment.ends = ends
    assignment.save(update_fields=["ends"])
    edition = _add_edition(
        assignment,
        max(day, last.from_date),
        prescription or last.prescription,
        schedule or last.schedule,
        by,
    )
    Journal.objects.write(
        act=Act.CHANGED, thing=assignment, by=by, fields=["ends", "prescription", "schedule"]
    )
    return edition


@transaction.atomic
def set_homework_status(*, assignment: Assignment, status: str, by: Actor) -> None:
    """Pause, go on with, or end a piece of homework; ended homework ends today."""
    assignment.status = status
    changed = ["status"]
    if status == AssignmentStatus.ENDED:
        assignment.ends = max(assignment.starts, assignment.client.today())
        changed.append("ends")
    assignment.save(update_fields=changed)
    Journal.objects.write(act=Act.CHANGED, thing=assignment, by=by, fields=changed)


@transaction.atomic
def set_homework_course(
    *, assignment: Assignment, status: str, ends: dt.date | None, by: Actor
) -> None:
    """Set whether homework goes on and until when, at once: for one more week, and for undoing."""
    assignment.status, assignment.ends = status, ends
    assignment.save(update_fields=["status", "ends"])
    Journal.objects.write(act=Act.CHANGED, thing=assignment, by=by, fields=["status", "ends"])


@transaction.atomic
def let_rest(*, assignment: Assignment, by: Actor) -> None:
    """Let a practice rest until client and clinician have spoken."""
    if assignment.resting_since is None:
        assignment.resting_since = assignment.client.today()
        assignment.save(update_fields=["resting_since"])
        Journal.objects.write(act=Act.CHANGED, thing=assignment, by=by, fields=["resting_since"])


@transaction.atomic
def keep_resting(*, assignment: Assignment, by: Actor) -> None:
    """They have spoken, and the practice goes on resting: paused until it is let continue."""
    let_rest(assignment=assignment, by=by)
    if assignment.status == AssignmentStatus.ACTIVE:
        set_homework_status(assignment=assignment, status=AssignmentStatus.PAUSED, by=by)


@transaction.atomic
def let_continue(*, assignment: Assignment, by: Actor) -> None:
    """End the rest: the practice is offered again. What was paused with it goes on too."""
    changed = ["resting_since"]
    assignment.resting_since = None
    if assignment.status == AssignmentStatus.PAUSED:
        assignment.status = AssignmentStatus.ACTIVE
        changed.append("status")
    assignment.save(update_fields=changed)
    Journal.objects.write(act=Act.CHANGED, thing=assignment, by=by, fields=changed)


def _add_edition(
    assignment: Assignment, day: dt.date, prescription: Prescription, schedule: Schedule, by: Actor
) -> Edition:
    """The next edition; one of the same day that nobody has logged on yet is replaced."""
    newest = assignment.editions.order_by("-number").first()
    if newest and newest.from_date == day and not Log.objects.filter(edition=newest).exists():
        newest.delete()
    return Edition.objects.create(
        clinic=assignment.clinic,
        assignment=assignment,
        number=(newest.number if newest else 0) + 1,
        from_date=day,
        prescription_data=prescription.to_data(),
        schedule_data=schedule.to_data(),
        by=by if isinstance(by, Member) else None,
    )
