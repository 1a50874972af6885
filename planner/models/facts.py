"""A session as its page and its rules need it: with its people, blocks, past and facts.

Most of what is asked of the rows for them is in `past`.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from clients.models import (
    TOOK_PLACE,
    Appointment,
    AppointmentStatus,
    Client,
    Group,
)
from clients.prescription import Gates
from config.prepared import keep_related
from planner import safety
from planner.plan import Phase, PlannedBlock
from planner.timegrid import Start, StartError

from .choices import is_joint
from .items import ItemVersion
from .limits import limits_of
from .past import (
    blocks_in_order,
    done_together,
    held_before,
    joint_records_besides,
    locked,
    records_besides,
    records_of_case,
    settled,
    with_past,
)
from .running import CourseStep
from .sessions import NOT_SAID, ExposureEnd, ExposureRecord, Revision, Session, Settlement
from .together import group_facts
from .video import video_answers


def at_desk(pk: int, *, lock: bool = False) -> Session:
    """The session of this key with its people, blocks and past: two queries, three to lock.

    With `lock`, nobody else changes it until the transaction ends. Raises Session.DoesNotExist
    when it was removed meanwhile.
    """
    if lock:
        # Apart from what is read below: a query that had to wait for the lock would still see the
        # other tables as they were before it waited.
        locked(session=pk)
    found = next(iter(with_past(session=pk)), None)
    if found is None:
        raise Session.DoesNotExist
    for owned in (found.appointment, found.appointment.whom):
        owned.clinic = found.clinic
    blocks = blocks_in_order(session=pk, language=found.language)
    for block in blocks:
        block.session, block.clinic = found, found.clinic
    keep_related(found, "blocks", blocks)
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

    `session` comes from `at_desk`. At most three more queries for a client, two for a group.
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
    day = appointment.day or session.clinic.today()
    about = group_facts(group, day)
    if is_joint(group):
        about |= _exposures_of_case(session, group)
    return safety.Facts(gathering=safety.Gathering(group.kind), **basis, **about)


def _of_client(session: Session, client: Client) -> dict[str, Any]:
    """What is recorded about the one client."""
    row: Any = session
    asked = row.risk_asked is not None
    return {
        **client.known_flags,
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
        "last_planned_session": _is_last(session, client),
        "leave_days": _leave_days(session),
        "homework": _homework(session, client),
        **_exposures(session, client),
    }


def _is_last(session: Session, client: Client) -> bool | None:
    """R16: whether no session follows: none is planned after its day, or the work has ended.

    Of a draft without a day only the end of a course or of the work is known.
    """
    row: Any = session
    if row.next_day:
        return False
    step: CourseStep | None = getattr(session.appointment, "course_step", None)
    ends_course = step is not None and step.is_of_its_run and step.number == step.run.total
    known = ends_course or not client.is_in_care or session.appointment.day is not None
    return True if known else None


def _leave_days(session: Session) -> int | None:
    """R16: the leave that begins before the next session, in days, where somebody covers for it.

    Only one that counts as long is known: leave may be without cover, or go on with another cover.
    0 where the next session comes too soon for a long one.
    """
    row: Any = session
    day, least = session.appointment.day, limits_of(session.clinic).leave_days
    otherwise = 0 if day and row.next_day and (row.next_day - day).days < least else None
    if row.leave_from is None or row.leave_until is None:
        return otherwise
    if row.next_day and row.next_day < row.leave_from:
        return otherwise
    days: int = (row.leave_until - row.leave_from).days + 1
    return days if days >= least else otherwise


def _exposures(session: Session, client: Client) -> dict[str, Any]:
    """What was recorded of exposures in other sessions, and held without a record."""
    row: Any = session
    records = [record for record in past_records(session, client) if record.is_exposure]
    last = next((one for one in reversed(records) if one.session == records[0].session), None)
    days = [day for day in (row.exposed_on, row.exposed_together_on) if day]
    exposed = row.exposed or row.exposed_together
    recorded_on = last.session.appointment.day if last else None
    exposed_on = max(days, default=None)
    unrecorded = exposed and (last is None or _is_later(exposed_on, recorded_on))
    day = exposed_on if unrecorded else recorded_on
    return {
        "exposed_before": bool(records) or exposed,
        "last_exposure": day or (None if records or exposed else safety.NEVER),
        "last_exposure_end": None if unrecorded or last is None else end_of(last),
        "memories": frozenset(record.memory for record in records if record.memory),
    }


HARDEST = (
    safety.ExposureEnd.NOT_SAFE,
    safety.ExposureEnd.DISSOCIATION,
    safety.ExposureEnd.STOP_SIGNAL,
    safety.ExposureEnd.STOPPED_EARLY,
    safety.ExposureEnd.TIME,
    safety.ExposureEnd.AS_PLANNED,
)
"""How an exposure can end, hardest first."""


def _exposures_of_case(session: Session, group: Group) -> dict[str, Any]:
    """What was recorded of exposures in other sessions of a couple or family. One query.

    The last one ended as it did for whom it was hardest. That it ended well is known only when it is
    recorded of everybody who came; what each one did elsewhere is not told here.
    """
    row: Any = session
    kept: list[Any] = records_of_case(session=session.pk, group=group.pk)
    records = [record for record in kept if record.is_exposure]
    recorded_on = records[0].session.appointment.day if records else None
    if not records or (row.exposed and _is_later(row.exposed_on, recorded_on)):
        return {"exposed_before": row.exposed or None, "last_exposure": row.exposed_on}
    last = [one for one in records if one.session == records[0].session]
    end = min(map(end_of, last), key=HARDEST.index)
    known = len({one.client_id for one in last}) >= last[0].came
    eased = HARDEST.index(end) > HARDEST.index(safety.ExposureEnd.STOPPED_EARLY)
    return {
        "exposed_before": True,
        "last_exposure": recorded_on,
        "last_exposure_end": None if eased and not known else end,
    }


def _is_later(day: dt.date | None, other: dt.date | None) -> bool:
    return day is not None and other is not None and day > other


def past_records(session: Session, client: Client) -> list[ExposureRecord]:
    """What was recorded after exposures in this client's other sessions, newest session first.

    Also in those with partner or family. Asked once and then kept on the row from `at_desk`.
    """
    row: Any = session
    if not hasattr(row, "past_records"):
        whose = {"session": session.pk, "client": client.pk}
        row.past_records = records_besides(**whose)
        if row.answered_together:
            row.past_records += joint_records_besides(**whose)
            row.past_records.sort(key=_age)
    found: list[ExposureRecord] = row.past_records
    return found


def _age(record: ExposureRecord) -> tuple[int, int, int]:
    """Sorts the newest session first, those without a day last, and its records as they came."""
    day = record.session.appointment.day
    return (-day.toordinal() if day else 0, -record.session.pk, record.pk)


def end_of(record: ExposureRecord) -> safety.ExposureEnd:
    """How an exposure ended; not safe to leave outweighs all else, then what the client did."""
    if record.safe_to_leave is False:
        return safety.ExposureEnd.NOT_SAFE
    stopped = record.session.appointment.status == AppointmentStatus.STOPPED_EARLY
    if stopped and record.ended in (ExposureEnd.AS_PLANNED, ExposureEnd.TIME, NOT_SAID):
        return safety.ExposureEnd.STOPPED_EARLY
    return safety.ExposureEnd(ExposureEnd(record.ended or ExposureEnd.AS_PLANNED).value)


def _homework(session: Session, client: Client) -> tuple[safety.Homework, ...]:
    """The homework that the plan names by practice; no query where it names none."""
    named = [
        block for block in session.blocks.all() if block.phase == Phase.HOMEWORK and block.practice
    ]
    if not named:
        return ()
    done = done_together(client).filter(practice=OuterRef("item__code"))
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


@dataclass(frozen=True)
class Judged:
    """What the rules say about a plan, and the reasons that were given for it."""

    plan: tuple[PlannedBlock, ...]
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
    rows: tuple[Settlement, ...] = tuple(settled(**{side: session.appointment.whom.pk}))
    limits = limits_of(session.clinic)
    plan = session.planned_blocks()
    findings = safety.judge(plan, facts, limits)
    return Judged(plan, stands(findings, rows, facts.as_of, limits), rows)


def stands(
    findings: Iterable[safety.Finding],
    given: Iterable[Settlement],
    now: dt.datetime,
    limits: safety.Limits,
) -> tuple[safety.Standing, ...]:
    """How each finding stands with the reasons given so far."""
    reasons = [
        safety.Settlement(code=one.code, at=one.at, facts_hash=one.facts_hash) for one in given
    ]
    return safety.open_findings(findings, reasons, now, limits)


def session_before(session: Session) -> Session | None:
    """The last session that took place before this one; None if none did."""
    appointment = session.appointment
    side = "client" if appointment.client_id else "group"
    asked: dict[str, Any] = {"whom": appointment.whom.pk, "this": session.pk}
    if appointment.day is not None:
        asked["day"] = appointment.day
    return next(iter(held_before(side, **asked)), None)


def last_of(whom: Client | Group) -> Session | None:
    """The last session whose plan can be taken again: the last held one, else the last planned."""
    mine = Session.objects.for_whom(whom).select_related("appointment", "protocol")
    mine = mine.prefetch_related("blocks")
    found: Session | None = mine.filter(appointment__status__in=TOOK_PLACE).first() or mine.first()
    return found


def last_change(session: Session) -> Revision | None:
    """The newest revision, with who made the change and when."""
    return session.revisions.select_related("by").first()
