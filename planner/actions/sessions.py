"""What is done to sessions: planning, marking ready, settling findings."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from clients.actions.appointments import make_appointment
from clients.models import (
    Act,
    Actor,
    Appointment,
    Client,
    Group,
    Journal,
    Member,
    Role,
    Setting,
)
from planner import safety
from planner.models import ItemVersion, Protocol, Session, SessionKind, Settlement
from planner.models.facts import at_desk, facts_for, judged
from planner.models.video import day_of
from planner.plan import PlannedBlock, plan_from_data

from .blocks import write_blocks
from .bookmarks import note_use
from .once import made_before
from .reasons import keep_reason


@dataclass(frozen=True, kw_only=True)
class Start:
    """What a plan begins with: a protocol, an earlier session, or nothing but its kind."""

    kind: str
    minutes: int
    title: str = ""
    protocol: Protocol | None = None
    in_course: bool = False
    blocks: tuple[PlannedBlock, ...] = ()

    @classmethod
    def from_protocol(
        cls, protocol: Protocol, version: ItemVersion, *, in_course: bool = False
    ) -> "Start":
        """The blocks of a protocol, each with its minutes and gates."""
        return cls(
            kind=version.document["kind"],
            minutes=version.document["minutes"],
            title=version.title,
            protocol=protocol,
            in_course=in_course,
            blocks=plan_from_data(version.document["plan"]),
        )

    @classmethod
    def from_session(cls, session: Session) -> "Start":
        """The plan of an earlier session once more; what was delivered stays behind."""
        return cls(
            kind=session.kind,
            minutes=session.appointment.minutes,
            title=session.title,
            protocol=session.protocol,
            blocks=session.planned_blocks(),
        )


@transaction.atomic
def plan_session(
    *, appointment: Appointment, start: Start, by: Actor, uid: uuid.UUID | None = None
) -> Session:
    """The plan of an appointment. Raises ValidationError when it has one already."""
    taken = Appointment.objects.select_for_update().filter(pk=appointment.pk)
    if taken.filter(session__isnull=False).exists():
        raise ValidationError(_("This appointment has a plan already."))
    session = Session.objects.create(
        uid=uid or uuid.uuid4(),
        clinic=appointment.clinic,
        appointment=appointment,
        kind=start.kind,
        title=start.title,
        protocol=start.protocol,
    )
    write_blocks(session, start.blocks)
    note_use(code=start.protocol.code if start.protocol else "", by=by)
    Journal.objects.write(act=Act.CREATED, thing=session, by=by, fields=["kind", "blocks"])
    return session


@transaction.atomic
def plan_new_session(
    *,
    start: Start,
    by: Actor,
    client: Client | None = None,
    group: Group | None = None,
    day: dt.date | None = None,
    time: dt.time | None = None,
    minutes: int | None = None,
    setting: str = Setting.ROOM,
    room: str = "",
    double_booked_why: str = "",
    uid: uuid.UUID | None = None,
) -> Session:
    """A new appointment, perhaps still without a date, with its plan.

    `minutes` None takes those of the start. `uid` is made by the form, so that sending it twice
    makes one plan. Raises ValidationError for a time that the clock
    skips.
    """
    if uid is not None and (whom := client or group):
        found, uid = made_before(Session.objects.for_whom(whom), uid, whom)
        if found is not None:
            return found
    appointment = make_appointment(
        client=client,
        group=group,
        day=day,
        time=time,
        minutes=minutes or start.minutes,
        setting=setting,
        room=room,
        double_booked_why=double_booked_why,
        by=by,
    )
    return plan_session(appointment=appointment, start=start, by=by, uid=uid)


@transaction.atomic
def mark_ready(*, session: Session, ready: bool, by: Member) -> Session:
    """Mark a plan as ready, or take the mark away. Only a mark: nothing depends on it."""
    session.ready_at = now() if ready else None
    session.ready_by = by if ready else None
    session.save(update_fields=["ready_at", "ready_by"])
    Journal.objects.write(act=Act.CHANGED, thing=session, by=by, fields=["ready_at"])
    return session


@transaction.atomic
def note_video(*, session: Session, asked: Collection[str], by: Member) -> Session:
    """What was asked and answered at the beginning of a video session (R23), for its day only."""
    session.video_asked = {"day": day_of(session), "asked": sorted(asked)}
    session.save(update_fields=["video_asked"])
    Journal.objects.write(act=Act.CHANGED, thing=session, by=by, fields=["video_asked"])
    return session


@transaction.atomic
def settle_finding(
    *, session: Session, code: str, facts_hash: str, reason: str, by: Member
) -> Settlement:
    """Settle an open finding with a reason, for this client or group and rule.

    A stop needs the lead clinician's own words; a hint may be put away without any. Raises
    ValidationError for a finding that no longer stands (the facts changed), that yields to a
    recorded review only, or for a reason that is missing or not the lead's.
    """
    desk = at_desk(session.pk)
    finding = next(
        (
            one.finding
            for one in judged(desk, facts_for(desk)).standings
            if one.is_open and one.finding.code == code and one.finding.facts_hash == facts_hash
        ),
        None,
    )
    if finding is None:
        raise ValidationError(_("This has changed since you looked; please look once more."))
    _refuse_reason(desk, finding, reason, by)
    whom = desk.appointment.whom
    return keep_reason(whom=whom, findings=[finding], reason=reason, by=by)[0]


def _refuse_reason(desk: Session, finding: safety.Finding, reason: str, by: Member) -> None:
    """Raise ValidationError where a reason does not settle the finding."""
    if finding.severity is safety.Severity.REVIEW:
        raise ValidationError(_("A reason does not settle this; record a review instead."))
    if finding.severity is not safety.Severity.HINT and not reason:
        raise ValidationError(_("Please give a reason: choose one, or write your own."))
    if finding.severity is safety.Severity.STOP:
        team = desk.appointment.whom.care_team.on(desk.clinic.today())
        if not team.filter(member=by, role__in=(Role.LEAD, Role.COVER)).exists():
            raise ValidationError(_("This needs the reason of the lead clinician."))


def empty_start(kind: str = SessionKind.NO_EXPOSURE, minutes: int = 50) -> Start:
    """A plan without blocks, to be built by hand."""
    return Start(kind=kind, minutes=minutes)
