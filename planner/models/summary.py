"""A held session in plain text, for the clinic's own record: without process notes."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from planner.plan import Phase

from .sessions import Block, ExposureRecord, Session


def summary_of(session: Session) -> str:
    """What was held, block by block, how exposures ended, what was asked and agreed.

    `session` comes from `at_desk`. Carries the client's code, never the name; the notes of blocks
    stay in the plan. Three queries.
    """
    parts = [
        list(_head(session)),
        list(_blocks(session)),
        *(list(_exposure(record)) for record in _exposures(session)),
        list(_rest(session)),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def _exposures(session: Session) -> list[ExposureRecord]:
    return list(session.exposures.select_related("confirmed_by"))


def _head(session: Session) -> Iterator[str]:
    appointment = session.appointment
    client = appointment.client
    yield f"{client.code if client else appointment.whom}: {session.get_kind_display()}"
    if appointment.starts_at and appointment.ends_at:
        day = date_format(appointment.starts_at, _("j F Y"))
        yield f"{day}, {appointment.starts_at:%H:%M}–{appointment.ends_at:%H:%M}"
    elif appointment.day:
        yield date_format(appointment.day, _("j F Y"))
    where = appointment.get_setting_display()
    yield f"{where}. {appointment.get_status_display()}"
    if appointment.stopped_minute is not None:
        yield _("Stopped at minute %(minute)s") % {"minute": appointment.stopped_minute}


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
    yield f"{title}{memory}{minutes}. {record.get_ended_display()}"
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


def _rest(session: Session) -> Iterator[str]:
    client = session.appointment.client
    asked = client.risk_questions.first() if client else None
    day = session.appointment.day
    if asked and day and asked.asked_at.astimezone(session.appointment.zone).date() == day:
        text = _("Risk asked: %(outcome)s") % {"outcome": asked.get_outcome_display()}
        yield f"{text}. {asked.action}" if asked.action else text
    if session.summary:
        yield session.summary
    if session.next_note:
        yield _("Next time: %(note)s") % {"note": session.next_note}
