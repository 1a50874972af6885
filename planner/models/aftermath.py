"""What was recorded after a session, in the shape that the rules read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from clients.models import Client, Group
from planner import safety
from planner.plan import Phase, PlannedBlock
from planner.safety.exposures import Work, activating_works, exposures

from .choices import is_joint
from .sessions import ExposureRecord, Session
from .summary import people_with_records
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

    @property
    def key(self) -> str:
        """A name for it within its session."""
        return str(self.work) if self.work else "unplanned"


UNPLANNED = Demand(title="", is_exposure=True)
"""An exposure that took place without being in the plan."""


def demands_of(session: Session, *, trauma: bool | None) -> tuple[Demand, ...]:
    """What a session's plan asks R7 about, in order; for a group nothing.

    Activating practices count unless it is known that trauma plays no part (R13).
    """
    if session.appointment.client_id is None:
        return ()
    blocks = session.planned_blocks()
    works = [*exposures(blocks), *(() if trauma is False else activating_works(blocks))]
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
    """A record as the rules read it."""
    return safety.Aftermath(
        exposure=record.is_exposure,
        activating=not record.is_exposure,
        scale=safety.SudsScale(record.suds_scale),
        before=record.before,
        peak=record.peak,
        end=record.end,
        after_grounding=record.after_grounding,
        oriented=record.oriented,
        dissociation=record.dissociation,
        felt_nothing=record.felt_nothing,
        way_home=record.way_home,
        safe_to_leave=record.safe_to_leave,
        confirmed_by=str(record.confirmed_by or ""),
        if_not_safe=record.if_not_safe,
        block=str(record.work) if record.work else None,
    )


def aftermath_findings(
    records: Iterable[ExposureRecord], client: Client, limits: safety.Limits
) -> tuple[safety.Finding, ...]:
    """Everything the rules say about these records, gravest first. No query."""
    facts = safety.Facts(as_of=client.clinic.now(), trauma=client.known_flags["trauma"])
    found = [
        one
        for record in records
        for one in safety.judge_aftermath(aftermath_of(record), facts, limits)
    ]
    return tuple(sorted(found, key=lambda one: one.severity.rank))


def joint_findings(session: Session) -> tuple[safety.Finding, ...]:
    """R7 of a couple or family, where an exposure or activating practice was held. Three queries.

    It is asked of each one alone and stands in the own record. For a group nothing.
    """
    whom = session.appointment.whom
    if not (isinstance(whom, Group) and is_joint(whom)):
        return ()
    blocks = session.planned_blocks()
    works = [*exposures(blocks), *activating_works(blocks)]
    left_out = {str(one.uid) for one in session.blocks.all() if one.delivered_minutes == 0}
    held = [work for work in works if not left_out.issuperset(one.uid for one in work.blocks)]
    if not all(work.is_exposure for work in held):
        day = session.appointment.day or session.clinic.today()
        if group_facts(whom, day)["trauma"] is False:
            held = [work for work in held if work.is_exposure]
    if not held:
        return ()
    came = {person.pk for person in people_with_records(session)}
    wrote = set(session.own_records.values_list("client", flat=True))
    is_written = bool(came) and came <= wrote
    return (safety.ask_each_alone([work.uid for work in held], is_written=is_written),)


def blank_record(session: Session, demand: Demand, scale: str) -> ExposureRecord:
    """An unsaved record for a demand, with nothing answered."""
    return ExposureRecord(
        clinic=session.clinic,
        session=session,
        work=demand.work,
        is_exposure=demand.is_exposure,
        memory=demand.memory,
        minutes=demand.minutes,
        suds_scale=scale,
    )


def records_for(
    demands: Sequence[Demand], session: Session, scale: str
) -> tuple[ExposureRecord, ...]:
    """One record per demand, in order: the kept one, else a blank one; then others that were kept."""
    kept: dict[UUID | None, ExposureRecord] = {}
    kept |= {record.work: record for record in session.exposures.select_related("confirmed_by")}
    found = [
        kept.pop(one.work) if one.work in kept else blank_record(session, one, scale)
        for one in demands
    ]
    return (*found, *kept.values())
