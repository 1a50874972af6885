"""Homework as verbs: give, change, pause, let rest, end. The past is never rewritten."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils.timezone import now

from clients.adapting import on_suds_scale
from clients.agreement import NOTHING_AGREED, Agreement
from clients.models import (
    Act,
    Actor,
    Appointment,
    Assignment,
    AssignmentStatus,
    Client,
    Edition,
    Group,
    Journal,
    Log,
    Member,
    SheetAnswer,
    given_uid,
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
    agreement: Agreement | None = None,
    starts: dt.date | None = None,
    ends: dt.date | None = None,
    group: Group | None = None,
    appointment: Appointment | None = None,
    uid: uuid.UUID | None = None,
) -> Assignment:
    """Give a client a frozen copy of a practice, from `starts` (today) until `ends` (open).

    `appointment` is the one in whose session it was given. `uid` is made by the form, so that sending
    it twice gives it once: the first then stands. Raises PrescriptionError for what only a
    therapist may lead: it is never given home.
    """
    if not prescription.gates.may_go_home:
        raise PrescriptionError("gates.led_by", "only a therapist leads it; it is not given home")
    given, is_new = Assignment.objects.get_or_create(
        uid=given_uid(client, uid) if uid else uuid.uuid4(),
        defaults={
            "clinic": client.clinic,
            "client": client,
            "group": group,
            "appointment": appointment,
            "code": prescription.code,
            "title": prescription.title,
            "starts": starts or client.today(),
            "ends": ends,
            "by": by if isinstance(by, Member) else None,
        },
    )
    if is_new:
        _add_edition(given, given.starts, prescription, schedule, agreement or NOTHING_AGREED, by)
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
    agreement: Agreement | None = None,
    starts: dt.date | None = None,
    ends: dt.date | None = None,
    appointment: Appointment | None = None,
    uid: uuid.UUID | None = None,
) -> list[Assignment]:
    """Give the same homework to several participants in one act; `uid` as when given to one."""
    return [
        assign_homework(
            client=client,
            prescription=prescription,
            schedule=schedule,
            agreement=agreement,
            by=by,
            starts=starts,
            ends=ends,
            group=group,
            appointment=appointment,
            uid=uid,
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
    agreement: Agreement | None = None,
    ends: dt.date | None = None,
    from_date: dt.date | None = None,
    starts: dt.date | None = None,
) -> Edition:
    """A new edition from `from_date` (today where the client lives); earlier days keep theirs.

    `starts` moves the first day of what has not begun yet.
    """
    day = from_date or assignment.client.today()
    last = assignment.edition_on(max(day, assignment.starts))
    given = prescription or last.prescription
    if starts and assignment.starts > assignment.client.today():
        assignment.starts = last.from_date = starts
        last.save(update_fields=["from_date"])
    assignment.ends, assignment.title, assignment.passed_on_from = ends, given.title, None
    assignment.save(update_fields=["starts", "ends", "title", "passed_on_from"])
    edition = _add_edition(
        assignment,
        max(day, last.from_date),
        given,
        schedule or last.schedule,
        agreement or last.agreement,
        by,
    )
    changed = ["starts", "ends", "prescription", "schedule", "agreement"]
    Journal.objects.write(act=Act.CHANGED, thing=assignment, by=by, fields=changed)
    return edition


@transaction.atomic
def take_back_homework(*, assignments: Iterable[Assignment], by: Actor) -> int:
    """Take back what was given by mistake, and say how many; nobody else is told.

    What somebody has already written on stays, and so does what was given more than a day ago.
    """
    count = 0
    for given in assignments:
        is_old = given.given_at < now() - dt.timedelta(days=1)
        if is_old or given.logs.exists() or given.sheets.exists():
            continue
        Journal.objects.write(act=Act.REMOVED, thing=given, by=by)
        given.delete()
        count += 1
    return count


@transaction.atomic
def set_homework_status(
    *, assignment: Assignment, status: str, by: Actor, resumes_on: dt.date | None = None
) -> None:
    """Pause until it is let go on (or goes on by itself on `resumes_on`), go on, or end today."""
    ends = assignment.ends
    if status == AssignmentStatus.ENDED:
        ends = max(assignment.starts, assignment.client.today())
    set_homework_course(
        assignment=assignment, status=status, ends=ends, resumes_on=resumes_on, by=by
    )


@transaction.atomic
def set_homework_course(
    *,
    assignment: Assignment,
    status: str,
    ends: dt.date | None,
    by: Actor,
    resumes_on: dt.date | None = None,
) -> None:
    """Set whether homework goes on and until when, at once: for one more week, and for undoing."""
    today = assignment.client.today()
    is_paused = status == AssignmentStatus.PAUSED
    assignment.status, assignment.ends, assignment.passed_on_from = status, ends, None
    assignment.resumes_on = resumes_on if is_paused else None
    assignment.pauses = _pauses(assignment, today, is_paused, assignment.resumes_on)
    fields = ["status", "ends", "resumes_on", "pauses"]
    assignment.save(update_fields=[*fields, "passed_on_from"])
    Journal.objects.write(act=Act.CHANGED, thing=assignment, by=by, fields=fields)


def _pauses(
    assignment: Assignment, today: dt.date, is_paused: bool, resumes_on: dt.date | None
) -> list[list[str | None]]:
    """Every pause, the running one begun or ended today; one that lasted no day leaves no trace."""
    past = [(first, until) for first, until in assignment.paused_days() if first < today]
    begun = None
    if past and (past[-1][1] is None or past[-1][1] >= today):
        begun = past.pop()[0]
    if is_paused:
        past.append((begun or today, resumes_on))
    elif begun:
        past.append((begun, today))
    return [[first.isoformat(), until.isoformat() if until else None] for first, until in past]


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
    assignment.resting_since = None
    assignment.save(update_fields=["resting_since"])
    Journal.objects.write(act=Act.CHANGED, thing=assignment, by=by, fields=["resting_since"])
    if assignment.status == AssignmentStatus.PAUSED:
        set_homework_status(assignment=assignment, status=AssignmentStatus.ACTIVE, by=by)


def _add_edition(
    assignment: Assignment,
    day: dt.date,
    prescription: Prescription,
    schedule: Schedule,
    agreement: Agreement,
    by: Actor,
) -> Edition:
    """The next edition; one of the same day is replaced unless a phone may hold what it asks.

    It may where somebody has written on it, and where its worksheet is no longer brought.
    """
    given = on_suds_scale(prescription, assignment.client.suds_scale)
    newest = assignment.editions.order_by("-number").first()
    is_replaced = newest and newest.from_date == day and not _is_written_on(newest)
    if newest and is_replaced and newest.prescription.worksheet in (None, given.worksheet):
        newest.delete()
    return Edition.objects.create(
        clinic=assignment.clinic,
        assignment=assignment,
        number=(newest.number if newest else 0) + 1,
        from_date=day,
        prescription_data=given.to_data(),
        schedule_data=schedule.to_data(),
        agreement_data=agreement.to_data(),
        by=by if isinstance(by, Member) else None,
    )


def _is_written_on(edition: Edition) -> bool:
    written = (Log, SheetAnswer)
    return any(model.objects.filter(edition=edition).exists() for model in written)
