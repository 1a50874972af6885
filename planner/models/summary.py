"""A held session in plain text, for the clinic's own record: without process notes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clients.models import CAME, Client
from planner.plan import Phase

from .choices import is_joint
from .held import UnwantedEffect
from .sessions import Block, ExposureRecord, Session


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """Planned against held minutes; `module` 0 is the whole. `held` None: not recorded yet."""

    module: int
    planned: int
    held: int | None
    left_out: int


def minutes_of(session: Session) -> tuple[Minutes, ...]:
    """The whole, then each module of a group session; no query for a session from `at_desk`."""
    blocks = list(session.blocks.all())
    modules = sorted({block.module for block in blocks if block.module})
    parts = [(0, blocks)]
    parts += [(one, [block for block in blocks if block.module == one]) for one in modules]
    return tuple(_minutes(module, part) for module, part in parts)


def _minutes(module: int, blocks: Iterable[Block]) -> Minutes:
    blocks = list(blocks)
    held = [block.delivered_minutes for block in blocks if block.delivered_minutes is not None]
    return Minutes(
        module=module,
        planned=sum(block.minutes for block in blocks),
        held=sum(held) if held else None,
        left_out=sum(block.delivered_minutes == 0 and block.minutes > 0 for block in blocks),
    )


def summary_of(session: Session, person: Client | None = None) -> str:
    """What was held, block by block, how exposures ended, what was asked and agreed.

    `session` comes from `at_desk`. Carries the client's code, never the name; of a group no
    participant at all. With a `person`, one of a couple or family, it is for this person's own
    record: with what stands in it alone, and of the others nothing. The notes of blocks stay in the
    plan, private notes with their author.
    """
    parts = [
        list(_head(session, person)),
        list(_blocks(session)),
        *(list(_exposure(record)) for record in _exposures(session, person)),
        list(_stop(session)),
        list(_effects(session, person)),
        list(_made(session)),
        list(_own(session, person)),
        list(_rest(session)),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def people_with_records(session: Session) -> list[Client]:
    """Those of a couple or family for whose own record a joint session counts, by code. One query.

    Who came, and of whom something was written down.
    """
    if not is_joint(session.appointment.whom):
        return []
    came = Q(attendances__appointment=session.appointment, attendances__state__in=CAME)
    said = Q(own_records__session=session) | Q(unwanted_effects__session=session)
    said |= Q(joint_exposures__session=session)
    return list(Client.objects.filter(came | said).distinct().order_by("code", "pk"))


def _exposures(session: Session, person: Client | None) -> list[ExposureRecord]:
    """Those of one person where several came; in the text for all of them none."""
    return list(session.exposures.filter(client=person).select_related("confirmed_by"))


def _head(session: Session, person: Client | None) -> Iterator[str]:
    appointment = session.appointment
    client = person or appointment.client
    yield f"{client.code if client else appointment.whom}: {session.get_kind_display()}"
    if appointment.starts_at and appointment.ends_at:
        day = date_format(appointment.starts_at, _("j F Y"))
        yield f"{day}, {appointment.starts_at:%H:%M}–{appointment.ends_at:%H:%M}"
    elif appointment.day:
        yield date_format(appointment.day, _("j F Y"))
    where = appointment.get_setting_display()
    yield f"{where}. {appointment.get_status_display()}"
    if guests := [str(guest) for guest in appointment.guests.select_related("member")]:
        yield _("Also there: %(guests)s") % {"guests": ", ".join(guests)}
    if person:
        for attendance in appointment.attendances.filter(client=person):
            yield attendance.get_state_display()
    elif states := list(appointment.attendances.values_list("state", flat=True)):
        numbers = {"came": sum(state in CAME for state in states), "of": len(states)}
        yield _("Came: %(came)s of %(of)s") % numbers
    if appointment.stopped_minute is not None:
        yield _("Stopped at minute %(minute)s") % {"minute": appointment.stopped_minute}


def _stop(session: Session) -> Iterator[str]:
    stop = getattr(session, "stop", None)
    if stop is None:
        return
    lines = (
        (_("What was seen: %(said)s"), stop.seen),
        (_("What helped: %(said)s"), stop.helped),
        (_("Back after %(said)s min"), stop.back_after),
        (_("Who stayed: %(said)s"), stop.who_stayed),
        (_("Way home: %(said)s"), stop.way_home),
        (_("Call on: %(said)s"), stop.call_on and date_format(stop.call_on, _("j F Y"))),
    )
    for text, said in lines:
        if said not in ("", None):
            yield text % {"said": said}


def _effects(session: Session, person: Client | None) -> Iterator[str]:
    """What was unwanted; of a group only how often, since each person has an own record."""
    effects = list(session.effects.filter(client=person) if person else session.effects.all())
    if person is None and session.appointment.client_id is None:
        if effects:
            yield _("Unwanted effects noted in people's own records: %(n)s") % {"n": len(effects)}
        return
    yield from map(_effect, effects)


def _effect(effect: UnwantedEffect) -> str:
    about = effect.title or _("the session as a whole")
    text = _("Unwanted, with %(about)s: %(effect)s") % {"about": about, "effect": effect.effect}
    return f"{text}. {effect.get_still_display()}"


def _made(session: Session) -> Iterator[str]:
    for exercise in session.made.all():
        yield _("Made together: %(title)s") % {"title": exercise.title}
        yield from (f"- {step['text']} ({step['seconds']} s)" for step in exercise.steps)


def _blocks(session: Session) -> Iterator[str]:
    for block in session.blocks.all():
        yield f"- {_block(block)}"


def _block(block: Block) -> str:
    words = {"title": block.title, "phase": Phase(block.phase).label, "minutes": block.minutes}
    if block.delivered_minutes is None:
        return _("%(title)s (%(phase)s): %(minutes)s min planned") % words
    if block.delivered_minutes == 0 and block.minutes:
        text = _("%(title)s (%(phase)s): left out") % words
        return f"{text}, {block.left_out_why}" if block.left_out_why else text
    words["minutes"] = block.delivered_minutes
    return _("%(title)s (%(phase)s): %(minutes)s min") % words


def _exposure(record: ExposureRecord) -> Iterator[str]:
    title = _("Exposure") if record.is_exposure else _("Activating practice")
    memory = f", {record.memory}" if record.memory else ""
    minutes = f", {record.minutes} min" if record.minutes is not None else ""
    yield f"{title}{memory}{minutes}. {record.how_it_ended}"
    if record.is_exposure:
        yield _("SUDS (0 to %(top)s): %(ratings)s") % {
            "top": record.suds_scale,
            "ratings": ratings_text(record),
        }
    if record.series:
        numbers = " ".join(map(str, record.series))
        yield _("Every five minutes: %(numbers)s") % {"numbers": numbers}
    yield from _safe(record)


def ratings_text(record: ExposureRecord) -> str:
    """The four ratings in words; what is missing is said."""
    pairs = (
        (_("before"), record.before),
        (_("peak"), record.peak),
        (_("end"), record.end),
        (_("after grounding"), record.after_grounding),
    )
    said = [(name, _("not asked") if value is None else value) for name, value in pairs]
    return ", ".join(f"{name} {value}" for name, value in said)


def _safe(record: ExposureRecord) -> Iterator[str]:
    answers = {True: _("yes"), False: _("no"), None: _("not asked")}
    yield _("Oriented: %(answer)s") % {"answer": answers[record.oriented]}
    felt = _("not asked") if record.dissociation is None else record.dissociation
    yield _("Dissociation (0 to 10): %(answer)s") % {"answer": felt}
    yield _("Way home and next hour clear: %(answer)s") % {"answer": answers[record.way_home]}
    safe = _("Safe to leave: %(answer)s") % {"answer": answers[record.safe_to_leave]}
    yield f"{safe}, {record.confirmed_by}" if record.confirmed_by else safe
    if record.if_not_safe:
        yield record.if_not_safe


def _own(session: Session, person: Client | None) -> Iterator[str]:
    """What stands in one person's own record."""
    if person:
        yield from session.own_records.filter(client=person).values_list("text", flat=True)


def _rest(session: Session) -> Iterator[str]:
    client = session.appointment.client
    asked = client.risk_questions.first() if client else None
    day = session.appointment.day
    if asked and day and asked.asked_at.astimezone(session.appointment.zone).date() == day:
        text = _("Risk asked: %(outcome)s") % {"outcome": asked.get_outcome_display()}
        yield f"{text}. {asked.action}" if asked.action else text
    if session.summary:
        yield session.summary
    if client and (given := list(session.appointment.homework.values_list("title", flat=True))):
        yield _("Homework: %(titles)s") % {"titles": ", ".join(given)}
    if session.agreements:
        yield _("Agreed: %(note)s") % {"note": session.agreements}
    if session.next_note:
        yield _("Next time: %(note)s") % {"note": session.next_note}
