"""What is asked of the rows for a plan: the session with its past, and what was recorded and settled.

The number of queries does not grow with blocks, sessions or participants: what is one value of the
past is a subquery of the session's own row.
"""

import datetime as dt
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from clients.models import (
    CAME,
    TOOK_PLACE,
    Appointment,
    AppointmentStatus,
    Attendance,
    CareTeam,
    Client,
    Participation,
    ReviewSubject,
    RiskOutcome,
    RiskQuestion,
    Role,
    SafetyReview,
)
from config.prepared import prepared
from planner.plan import Phase

from .choices import JOINT
from .items import ItemVersion, SessionKind
from .sessions import Block, ExposureRecord, Revision, Session, Settlement

SAME = Q(appointment__client=OuterRef("appointment__client")) | Q(
    appointment__group=OuterRef("appointment__group")
)
"""Sessions of the same client or group as the outer session."""

EARLIER = Q(appointment__day__lt=Coalesce(OuterRef("appointment__day"), Value(dt.date.max))) | Q(
    appointment__day=OuterRef("appointment__day"),
    appointment__time__lt=OuterRef("appointment__time"),
)
"""Sessions before the outer one; an undated draft comes after all dated ones."""
COUNTS = (AppointmentStatus.PLANNED, *TOOK_PLACE)
"""What counts in "fifth session": what was held, and what is still to come before it."""


def _how_many(rows: QuerySet[Any]) -> Coalesce:
    """The number of rows as a value of the outer row."""
    counted = rows.order_by().values("clinic").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def _newest(rows: QuerySet[Any], moment: str, value: str) -> Subquery:
    """A value of the newest row about the outer session's client."""
    mine = rows.filter(client=OuterRef("appointment__client"))
    return Subquery(mine.order_by(f"-{moment}", "-pk").values(value)[:1])


@prepared
def locked(session: Any) -> QuerySet[Session]:
    """The key of the session, which nobody else changes until the transaction ends."""
    return Session.objects.select_for_update().filter(pk=session).only("pk")


@prepared
def with_past(session: Any) -> QuerySet[Session]:
    """The session, with what its client's or group's past says as values of the row."""
    revisions = Revision.objects.filter(session=OuterRef("pk")).order_by("-number")
    sessions = Session.objects.filter(pk=session).select_related(
        "clinic",
        "appointment__client",
        "appointment__group",
        "appointment__course_step__run",
        "ready_by",
    )
    return sessions.annotate(
        **_past_sessions(),
        **_past_risk(),
        last_revision=Coalesce(Subquery(revisions.values("number")[:1]), 0),
        last_act=Coalesce(Subquery(revisions.values("what")[:1]), Value("")),
    )


def _past_sessions() -> dict[str, Any]:
    """How many sessions came before, how they went, and what comes next: a session, a leave."""
    others = Session.objects.filter(SAME).exclude(pk=OuterRef("pk"))
    held = others.filter(appointment__status__in=TOOK_PLACE)
    mine = Q(session__appointment__client=OuterRef("appointment__client")) | Q(
        session__appointment__group=OuterRef("appointment__group")
    )
    exposed = _exposed().filter(mine)
    came = _exposed().filter(
        session__appointment__group__kind__in=JOINT,
        session__appointment__attendances__client=OuterRef("appointment__client"),
        session__appointment__attendances__state__in=CAME,
    )
    later = Appointment.objects.filter(
        client=OuterRef("appointment__client"),
        status=AppointmentStatus.PLANNED,
        day__gt=OuterRef("appointment__day"),
    )
    covers = CareTeam.objects.filter(
        client=OuterRef("appointment__client"),
        role=Role.COVER,
        member__removed_at=None,
        starts__gt=OuterRef("appointment__day"),
    ).order_by("starts", "-ends", "pk")
    return {
        "earlier": _how_many(others.filter(EARLIER, appointment__status__in=COUNTS)),
        "prepared": _how_many(held.filter(kind=SessionKind.PREPARATION)),
        "helped": Exists(held.filter(grounding_helped=True)),
        "not_helped": Exists(held.filter(grounding_helped=False)),
        "exposed": Exists(exposed),
        "exposed_on": _last_day(exposed),
        "exposed_together": Exists(came),
        "exposed_together_on": _last_day(came),
        "answered_together": Exists(
            ExposureRecord.objects.filter(client=OuterRef("appointment__client"))
        ),
        "next_day": Subquery(later.order_by("day").values("day")[:1]),
        "leave_from": Subquery(covers.values("starts")[:1]),
        "leave_until": Subquery(covers.values("ends")[:1]),
    }


def _exposed() -> QuerySet[Block]:
    """Exposures that were held in another session than the outer one."""
    return Block.objects.filter(
        Q(delivered_minutes=None) | Q(delivered_minutes__gt=0),
        session__appointment__status__in=TOOK_PLACE,
        phase=Phase.EXPOSURE,
    ).exclude(session=OuterRef("pk"))


def _last_day(blocks: QuerySet[Block]) -> Subquery:
    """The latest day of the sessions of these blocks."""
    found = blocks.order_by().values("clinic").annotate(day=Max("session__appointment__day"))
    return Subquery(found.values("day"))


def _past_risk() -> dict[str, Any]:
    """When risk was asked about and reviewed, and safety at home."""
    asked = RiskQuestion.objects.all()
    positive = asked.exclude(outcome=RiskOutcome.NONE)
    of_risk = SafetyReview.objects.filter(subject=ReviewSubject.RISK)
    of_home = SafetyReview.objects.filter(subject=ReviewSubject.HOME)
    return {
        "risk_asked": _newest(asked, "asked_at", "asked_at"),
        "risk_outcome": _newest(asked, "asked_at", "outcome"),
        "risk_positive": _newest(positive, "asked_at", "asked_at"),
        "risk_reviewed": _newest(of_risk, "reviewed_at", "reviewed_at"),
        "home_reviewed": _newest(of_home, "reviewed_at", "reviewed_at"),
    }


@prepared
def blocks_in_order(session: Any, language: Any) -> QuerySet[Block]:
    """The blocks of a plan, as they follow one another, each with the title of its practice: the
    clinic's own before the shared one, in this language if there is one."""
    said = ItemVersion.objects.current().filter(
        Q(item__clinic=None) | Q(item__clinic=OuterRef("clinic")),
        item__code=OuterRef("practice"),
        item__draft_of=None,
    )
    other = Case(When(language=language, then=Value(0)), default=Value(1))
    nearest = said.order_by(F("item__clinic").asc(nulls_last=True), other, "pk")
    title = Subquery(nearest.values("title")[:1])
    blocks = Block.objects.filter(session=session).annotate(practice_title=title)
    return blocks.order_by("position", "pk")


@prepared
def records_besides(session: Any, client: Any) -> QuerySet[ExposureRecord]:
    """What was recorded after exposures in a client's other sessions, newest session first."""
    return _newest_records(session).filter(session__appointment__client=client)


@prepared
def joint_records_besides(session: Any, client: Any) -> QuerySet[ExposureRecord]:
    """What was recorded of a client after exposures with others, newest session first."""
    return _newest_records(session).filter(client=client)


@prepared
def records_of_case(session: Any, group: Any) -> QuerySet[ExposureRecord]:
    """What was recorded of each after exposures of a couple or family, newest session first.

    `came` is how many came to that session.
    """
    there = Attendance.objects.filter(appointment=OuterRef("session__appointment"), state__in=CAME)
    records = _newest_records(session).filter(session__appointment__group=group)
    return records.annotate(came=_how_many(there))


def _newest_records(session: Any) -> QuerySet[ExposureRecord]:
    """Exposure records of sessions but this one, newest session first."""
    records = ExposureRecord.objects.filter(session__appointment__status__in=TOOK_PLACE)
    newest_first = F("session__appointment__day").desc(nulls_last=True), "-session_id", "pk"
    related = records.exclude(session=session).select_related(
        "session__appointment", "confirmed_by"
    )
    return related.order_by(*newest_first)


def done_together(client: Client) -> QuerySet[Block]:
    """Blocks that this client has done in a session that took place, alone or in a group to which
    the client came.

    Minutes that nobody wrote down do not count: missing data are never a yes (domain 2d).
    """
    came = Attendance.objects.filter(
        appointment=OuterRef("session__appointment"), client=client, state__in=CAME
    )
    return Block.objects.filter(
        Q(session__appointment__client=client) | Exists(came),
        session__appointment__status__in=TOOK_PLACE,
        delivered_minutes__gt=0,
    )


@prepared
def people_of(group: Any, day: Any) -> QuerySet[Participation]:
    """Who takes part in a group on a day, with what is open of each and the number of its leaders."""
    people = Participation.objects.on(day).filter(group=group).select_related("client")
    return people.annotate(**_safety_of_participant(), leaders=_leaders(day))


def _leaders(day: Any) -> Coalesce:
    """How many lead the participant's group on this day."""
    leading = (Role.LEAD, Role.CO_THERAPIST, Role.COVER)
    return _how_many(CareTeam.objects.on(day).filter(group=OuterRef("group"), role__in=leading))


def _safety_of_participant() -> dict[str, Any]:
    """Since when a risk is open without a later review; when it was asked, and home reviewed, last."""
    mine = RiskQuestion.objects.filter(client=OuterRef("client"))
    reviewed = SafetyReview.objects.filter(
        client=OuterRef("client"),
        subject=ReviewSubject.RISK,
        reviewed_at__gt=OuterRef("asked_at"),
    )
    of_home = SafetyReview.objects.filter(client=OuterRef("client"), subject=ReviewSubject.HOME)
    still_open = mine.exclude(outcome=RiskOutcome.NONE).exclude(Exists(reviewed))
    return {
        "open_risk": Subquery(still_open.order_by("-asked_at").values("asked_at")[:1]),
        "risk_asked": Subquery(mine.order_by("-asked_at").values("asked_at")[:1]),
        "home_reviewed": Subquery(of_home.order_by("-reviewed_at").values("reviewed_at")[:1]),
    }


@prepared
def settled(**whom: Any) -> QuerySet[Settlement]:
    """The reasons given for one client or group."""
    return Settlement.objects.filter(**whom).select_related("by")


@prepared
def held_before(side: str, whom: Any, this: Any, **until: Any) -> QuerySet[Session]:
    """The last session that took place for this "client" or "group" but `this`; until a `day`."""
    others = Session.objects.of(side, whom).exclude(pk=this)
    others = others.filter(appointment__status__in=TOOK_PLACE).select_related("appointment")
    if until:
        others = others.filter(appointment__day__lte=until["day"])
    return others[:1]
