"""A session as its page and its rules need it: with its people, blocks, past and facts.

All queries of the safety facts are here. Their number does not grow with blocks, sessions or
participants: what is one value of the past is a subquery of the session's own row.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from clients.models import (
    TOOK_PLACE,
    Appointment,
    AppointmentStatus,
    CareTeam,
    Client,
    Group,
    HomeSafety,
    Participation,
    ReviewSubject,
    RiskOutcome,
    RiskQuestion,
    Role,
    SafetyReview,
)
from clients.prescription import Gates
from planner import safety
from planner.plan import Phase
from planner.timegrid import Start, StartError

from .frozen import frozen
from .items import ItemVersion, SessionKind
from .limits import limits_of
from .sessions import Block, ExposureEnd, ExposureRecord, Revision, Session, Settlement
from .video import video_answers

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


@cache
def _with_past() -> QuerySet[Session]:
    """All sessions, with what their client's or group's past says as values of the row."""
    revisions = Revision.objects.filter(session=OuterRef("pk")).order_by("-number")
    sessions = Session.objects.select_related(
        "clinic",
        "appointment__client__clinic",
        "appointment__group__clinic",
        "appointment__course_step__run",
        "ready_by",
    )
    return frozen(
        sessions,
        **_past_sessions(),
        **_past_risk(),
        last_revision=Coalesce(Subquery(revisions.values("number")[:1]), 0),
        last_act=Coalesce(Subquery(revisions.values("what")[:1]), Value("")),
    )


def _past_sessions() -> dict[str, Any]:
    """How many sessions came before, how they went, whether one is still to come."""
    others = Session.objects.filter(SAME).exclude(pk=OuterRef("pk"))
    held = others.filter(appointment__status__in=TOOK_PLACE)
    exposed = Block.objects.filter(
        Q(delivered_minutes=None) | Q(delivered_minutes__gt=0),
        session__appointment__client=OuterRef("appointment__client"),
        session__appointment__status__in=TOOK_PLACE,
        phase=Phase.EXPOSURE,
    ).exclude(session=OuterRef("pk"))
    last_exposed = (
        exposed.order_by().values("clinic").annotate(day=Max("session__appointment__day"))
    )
    later = Appointment.objects.filter(
        client=OuterRef("appointment__client"),
        status=AppointmentStatus.PLANNED,
        day__gt=OuterRef("appointment__day"),
    )
    return {
        "earlier": _how_many(others.filter(EARLIER, appointment__status__in=COUNTS)),
        "prepared": _how_many(held.filter(kind=SessionKind.PREPARATION)),
        "helped": Exists(held.filter(grounding_helped=True)),
        "not_helped": Exists(held.filter(grounding_helped=False)),
        "exposed": Exists(exposed),
        "exposed_on": Subquery(last_exposed.values("day")),
        "has_later": Exists(later),
    }


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


def at_desk(pk: int, *, lock: bool = False) -> Session:
    """The session of this key with its people, blocks and past: two queries, three to lock.

    With `lock`, nobody else changes it until the transaction ends. Raises Session.DoesNotExist
    when it was removed meanwhile.
    """
    if lock:
        # Apart from what is read below: a query that had to wait for the lock would still see the
        # other tables as they were before it waited.
        Session.objects.select_for_update().only("pk").get(pk=pk)
    blocks = Prefetch("blocks", Block.objects.order_by("position", "pk"))
    found: Session = _with_past().filter(pk=pk).prefetch_related(blocks).get()
    found.appointment.clinic = found.clinic
    for block in found.blocks.all():
        block.session, block.clinic = found, found.clinic
    return found


def start_of(appointment: Appointment) -> Start | None:
    """The start in the shape of the time grid; None for a plan without day or time."""
    if appointment.day is None or appointment.time is None:
        return None
    try:
        return Start(day=appointment.day, at=appointment.time, zone=appointment.timezone)
    except StartError:
        return None


def facts_for(session: Session) -> safety.Facts:
    """The plain facts about a session's client or group, for the rules.

    `session` comes from `at_desk`. At most two more queries for a client, one for a group.
    """
    appointment = session.appointment
    basis: dict[str, Any] = {
        "as_of": session.clinic.now(),
        "setting": safety.Setting(appointment.setting),
        "length": appointment.minutes,
        "start": start_of(appointment),
        "video": video_answers(session),
    }
    if appointment.client is not None:
        about = _of_client(session, appointment.client)
        return safety.Facts(gathering=safety.Gathering.INDIVIDUAL, **basis, **about)
    group = appointment.group
    assert group is not None  # an appointment is for a client or a group
    return safety.Facts(gathering=safety.Gathering(group.kind), **basis, **_of_group(group))


def _of_client(session: Session, client: Client) -> dict[str, Any]:
    """What is recorded about the one client."""
    row: Any = session
    asked = row.risk_asked is not None
    return {
        "trauma": client.trauma,
        "dissociation": client.dissociation,
        "touch_unsafe": client.touch_unsafe,
        "attachment_figure_unsafe": client.attachment_figure_unsafe,
        "risk_open": row.risk_positive or safety.NEVER,
        "risk_reviewed": row.risk_reviewed or safety.NEVER,
        "risk_asked": row.risk_asked or safety.NEVER,
        "risk_outcome": safety.RiskOutcome(row.risk_outcome) if asked else None,
        "past_risk": row.risk_positive is not None if asked else None,
        "safety_plan": client.safety_plan_on or safety.NEVER,
        "home": safety.HomeSafety(client.home),
        "home_reviewed": row.home_reviewed or safety.NEVER,
        "preparation_sessions": row.prepared,
        "grounding_helpful": True if row.helped else (False if row.not_helped else None),
        "last_planned_session": False if row.has_later else None,
        "homework": _homework(session, client),
        **_exposures(session, client),
    }


def _exposures(session: Session, client: Client) -> dict[str, Any]:
    """What was recorded of exposures in other sessions, and held without a record."""
    row: Any = session
    records = [record for record in past_records(session, client) if record.is_exposure]
    last = next((one for one in reversed(records) if one.session == records[0].session), None)
    recorded_on = last.session.appointment.day if last else None
    unrecorded = row.exposed and (last is None or _is_later(row.exposed_on, recorded_on))
    day = row.exposed_on if unrecorded else recorded_on
    return {
        "exposed_before": bool(records) or row.exposed,
        "last_exposure": day or (None if records or row.exposed else safety.NEVER),
        "last_exposure_end": None if unrecorded or last is None else end_of(last),
        "memories": frozenset(record.memory for record in records if record.memory),
    }


def _is_later(day: dt.date | None, other: dt.date | None) -> bool:
    return day is not None and other is not None and day > other


def past_records(session: Session, client: Client) -> list[ExposureRecord]:
    """What was recorded after exposures in this client's other sessions, newest session first.

    Asked once and then kept on the row from `at_desk`.
    """
    row: Any = session
    if not hasattr(row, "past_records"):
        records = ExposureRecord.objects.filter(
            session__appointment__client=client, session__appointment__status__in=TOOK_PLACE
        )
        row.past_records = list(
            records.exclude(session=session.pk)
            .select_related("session__appointment", "confirmed_by")
            .order_by(F("session__appointment__day").desc(nulls_last=True), "-session_id", "pk")
        )
    found: list[ExposureRecord] = row.past_records
    return found


def end_of(record: ExposureRecord) -> safety.ExposureEnd:
    """How an exposure ended; not safe to leave outweighs all else, then what the client did."""
    if record.safe_to_leave is False:
        return safety.ExposureEnd.NOT_SAFE
    stopped = record.session.appointment.status == AppointmentStatus.STOPPED_EARLY
    if stopped and record.ended in (ExposureEnd.AS_PLANNED, ExposureEnd.TIME):
        return safety.ExposureEnd.STOPPED_EARLY
    return safety.ExposureEnd(ExposureEnd(record.ended).value)


def _homework(session: Session, client: Client) -> tuple[safety.Homework, ...]:
    """The homework that the plan names by practice; no query where it names none."""
    named = [
        block for block in session.blocks.all() if block.phase == Phase.HOMEWORK and block.practice
    ]
    if not named:
        return ()
    done = Block.objects.filter(
        session__appointment__client=client,
        practice=OuterRef("item__code"),
        delivered_minutes__gt=0,
    )
    versions = ItemVersion.objects.current().filter(
        Q(item__clinic=None) | Q(item__clinic=session.clinic),
        item__code__in={block.practice for block in named},
        item__retired_at=None,
    )
    known = {
        version.item.code: version
        for version in versions.select_related("item")
        .annotate(done=Exists(done))
        # The last one counts: the clinic's own before the shared one, and either before a draft.
        .order_by(
            F("item__draft_of").asc(nulls_last=True),
            F("item__clinic").asc(nulls_first=True),
            "pk",
        )
    }
    found = []
    for block in named:
        version: Any = known.get(block.practice)
        gates = version.gates if version else Gates(led_by="therapist_first")
        answers = safety.HomeworkAnswers(delivered_before=version.done if version else None)
        found.append(
            safety.Homework(title=block.title, gates=gates, answers=answers, block=str(block.uid))
        )
    return tuple(found)


def _of_group(group: Group) -> dict[str, Any]:
    """What may be known about a group: counts, never a person.

    A couple's or family's home counts as safe only when all were asked and said so. Otherwise it
    is "not known", so that nobody learns from the plan whose home is not safe.
    """
    today = group.clinic.today()
    people = list(
        Participation.objects.on(today)
        .filter(group=group)
        .select_related("client")
        .annotate(**_risk_of_participant(), leaders=_leaders(today))
    )
    homes = {person.client.home for person in people}
    flagged = [p for p in people if p.client.trauma or p.client.dissociation or p.open_risk]
    asked = [person.risk_asked for person in people]
    return {
        "trauma": any(person.client.trauma for person in people),
        "dissociation": any(person.client.dissociation for person in people),
        "touch_unsafe": any(person.client.touch_unsafe for person in people),
        "attachment_figure_unsafe": any(p.client.attachment_figure_unsafe for p in people),
        "home": safety.HomeSafety.SAFE if homes == {HomeSafety.SAFE} else None,
        "risk_open": _first([person.open_risk for person in people]) or safety.NEVER,
        "risk_asked": min(asked) if asked and all(asked) else safety.NEVER,
        "participants": len(people),
        "participants_flagged": len(flagged),
        "leaders": people[0].leaders if people else None,
    }


def _leaders(today: dt.date) -> Coalesce:
    """How many lead the participant's group on this day."""
    leading = (Role.LEAD, Role.CO_THERAPIST, Role.COVER)
    return _how_many(CareTeam.objects.on(today).filter(group=OuterRef("group"), role__in=leading))


def _risk_of_participant() -> dict[str, Any]:
    """Since when a risk is open without a later review, and when risk was last asked about."""
    mine = RiskQuestion.objects.filter(client=OuterRef("client"))
    reviewed = SafetyReview.objects.filter(
        client=OuterRef("client"),
        subject=ReviewSubject.RISK,
        reviewed_at__gt=OuterRef("asked_at"),
    )
    still_open = mine.exclude(outcome=RiskOutcome.NONE).exclude(Exists(reviewed))
    return {
        "open_risk": Subquery(still_open.order_by("-asked_at").values("asked_at")[:1]),
        "risk_asked": Subquery(mine.order_by("-asked_at").values("asked_at")[:1]),
    }


def _first(values: list[Any]) -> Any:
    return next(filter(None, values), None)


@dataclass(frozen=True)
class Judged:
    """What the rules say about a plan, and the reasons that were given for it."""

    standings: tuple[safety.Standing, ...]
    given: tuple[Settlement, ...]

    def reason_for(self, standing: safety.Standing) -> Settlement | None:
        """The newest reason that rests this finding, or rested it."""
        settled = standing.settlement
        if settled is None:
            return None
        key = (settled.code, settled.facts_hash, settled.at)
        return next((one for one in self.given if (one.code, one.facts_hash, one.at) == key), None)


def judged(session: Session, facts: safety.Facts) -> Judged:
    """How each finding about this plan stands now: one query, for the reasons given so far."""
    side = "client" if session.appointment.client_id else "group"
    given = Settlement.objects.filter(**{side: session.appointment.whom}).select_related("by")
    rows = tuple(given)
    settlements = [
        safety.Settlement(code=one.code, at=one.at, facts_hash=one.facts_hash) for one in rows
    ]
    limits = limits_of(session.clinic)
    findings = safety.judge(session.planned_blocks(), facts, limits)
    return Judged(safety.open_findings(findings, settlements, facts.as_of, limits), rows)


def session_before(session: Session) -> Session | None:
    """The last session that took place before this one; None if none did."""
    appointment = session.appointment
    others = Session.objects.for_whom(appointment.whom).filter(appointment__status__in=TOOK_PLACE)
    if appointment.day is not None:
        others = others.filter(appointment__day__lte=appointment.day)
    others = others.exclude(pk=session.pk).select_related("appointment")
    found: Session | None = others.first()
    return found


def last_of(whom: Client | Group) -> Session | None:
    """The last session whose plan can be taken again: the last held one, else the last planned."""
    mine = Session.objects.for_whom(whom).select_related("appointment", "protocol")
    mine = mine.prefetch_related("blocks")
    found: Session | None = mine.filter(appointment__status__in=TOOK_PLACE).first() or mine.first()
    return found


def last_change(session: Session) -> Revision | None:
    """The newest revision, with who made the change and when."""
    return session.revisions.select_related("by").first()
