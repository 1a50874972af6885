"""What was recorded after a session, in the shape that the rules read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from clients.models import CAME, Client, Group
from planner import safety
from planner.plan import Phase, PlannedBlock
from planner.safety.exposures import Work, activating_works, exposures

from .choices import is_joint
from .sessions import ExposureRecord, Session
from .together import group_facts


@dataclass(frozen=True, kw_only=True)
class Demand:
    """One exposure or activating practice that R7's questions are asked after.

    `work` is the uid of the block it began with; None where it was not in the plan. `blocks` are the
    planned minutes of its blocks by uid, without regulation.
    """

    title: str
    is_exposure: bool
    work: UUID | None = None
    memory: str = ""
    minutes: int | None = None
    blocks: Mapping[UUID, int] = field(default_factory=dict)


UNPLANNED = Demand(title="", is_exposure=True)
"""An exposure that took place without being in the plan."""


def asked_after(session: Session, people: Sequence[Client]) -> dict[Client, tuple[Demand, ...]]:
    """What a session's plan asks each of these people R7 about; of a group nobody.

    Of a couple or family all are asked the same, so that it tells of nobody whether trauma is
    recorded: about activating practices unless it is known of all that none is. At most one query.
    """
    whom = session.appointment.whom
    if isinstance(whom, Client):
        return {whom: demands_of(session, trauma=whom.trauma)}
    if not is_joint(whom):
        return {}
    demands = demands_of(session, trauma=True)
    if not all(demand.is_exposure for demand in demands):
        day = session.appointment.day or session.clinic.today()
        if group_facts(whom, day)["trauma"] is False:
            demands = tuple(demand for demand in demands if demand.is_exposure)
    return dict.fromkeys(people, demands)


def demands_of(session: Session, *, trauma: bool) -> tuple[Demand, ...]:
    """What a session's plan asks R7 about, in order.

    Activating practices count for a trauma-flagged client only (R13).
    """
    blocks = session.planned_blocks()
    works = [*exposures(blocks), *(activating_works(blocks) if trauma else ())]
    places = {block.uid: place for place, block in enumerate(blocks)}
    works.sort(key=lambda work: places[work.uid])
    return tuple(_demand(work) for work in works)


def _demand(work: Work) -> Demand:
    first: PlannedBlock = work.order[work.first]
    return Demand(
        title=first.title or Phase(first.phase).label,
        is_exposure=work.is_exposure,
        work=UUID(work.uid),
        memory=work.memory,
        minutes=work.minutes,
        blocks={UUID(block.uid): block.minutes for block in work.blocks},
    )


def aftermath_of(record: ExposureRecord) -> safety.Aftermath:
    """A record as the rules read it.

    Where several came, not everybody's distress is rated: of whom it is not, only R7 is asked.
    """
    rated = record.client_id is None or any(value is not None for value in record.ratings)
    is_exposure = record.is_exposure and rated
    return safety.Aftermath(
        exposure=is_exposure,
        activating=not is_exposure,
        scale=safety.SudsScale(record.suds_scale),
        before=record.before,
        peak=record.peak,
        end=record.end,
        after_grounding=record.after_grounding,
        oriented=record.oriented,
        dissociation=record.dissociation,
        way_home=record.way_home,
        safe_to_leave=record.safe_to_leave,
        confirmed_by=str(record.confirmed_by or ""),
        if_not_safe=record.if_not_safe,
        block=str(record.work) if record.work else None,
    )


def aftermath_findings(
    records: Iterable[ExposureRecord], whom: Client | Group, limits: safety.Limits
) -> tuple[safety.Finding, ...]:
    """Everything the rules say about these records, gravest first. No query.

    Of a couple or family each finding says whom it is about, by code.
    """
    trauma = whom.trauma if isinstance(whom, Client) else None
    facts = safety.Facts(as_of=whom.clinic.now(), trauma=trauma)
    found = [
        replace(one, title=f"{record.client.code}: {one.title}") if record.client else one
        for record in records
        for one in safety.judge_aftermath(aftermath_of(record), facts, limits)
    ]
    return tuple(sorted(found, key=lambda one: one.severity.rank))


def stayed_away(session: Session) -> set[int]:
    """Those (by key) of whom it is recorded that they did not come to a joint session. One query."""
    away = session.appointment.attendances.exclude(state__in=[*CAME, ""])
    return set(away.values_list("client", flat=True))


def blank_record(
    session: Session, demand: Demand, person: Client, *, is_joint: bool
) -> ExposureRecord:
    """An unsaved record of this person for a demand, with nothing answered."""
    return ExposureRecord(
        clinic=session.clinic,
        session=session,
        client=person if is_joint else None,
        work=demand.work,
        is_exposure=demand.is_exposure,
        memory=demand.memory,
        minutes=demand.minutes,
        suds_scale=person.suds_scale,
    )


def records_for(
    asked: Mapping[Client, Sequence[Demand]], session: Session
) -> dict[Client, list[ExposureRecord]]:
    """The records of each of these people. One query.

    One per demand, in order: the kept one, else a blank one; then others that were kept; at the end
    one for an exposure that was not in the plan.
    """
    joint = session.appointment.client_id is None
    kept: dict[int | None, dict[UUID | None, ExposureRecord]] = {}
    for record in session.exposures.select_related("confirmed_by", "client"):
        kept.setdefault(record.client_id, {})[record.work] = record
    found = {}
    for person, demands in asked.items():
        own = kept.get(person.pk if joint else None, {})
        rows = [
            own.pop(one.work)
            if one.work in own
            else blank_record(session, one, person, is_joint=joint)
            for one in demands
        ]
        rows += own.values()
        if all(row.work is not None for row in rows):
            rows.append(blank_record(session, UNPLANNED, person, is_joint=joint))
        found[person] = rows
    return found
