"""Sheets composed from rows: what a handout and a session sheet say. Nothing is written here."""

from collections.abc import Iterable
from typing import Any, cast

from django.db.models import Q
from django.utils import translation
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from clients.models import Client, Clinic, CrisisContact, RatingScale
from clients.prescription import Prescription
from clients.schedule import Schedule
from clients.wording import how_often
from planner import safety
from planner.plan import Phase, PlannedBlock
from planner.safety.exposures import activating_works, exposures
from planner.sheets import (
    Contact,
    HandoutSheet,
    Paper,
    SessionSheet,
    SheetBlock,
    SheetFinding,
    SudsGrid,
)
from planner.timegrid import lay_out

from .facts import session_before, start_of
from .giving import refusal_of
from .items import ItemVersion
from .sessions import Session


class HandoutRefused(ValueError):
    """This practice may not be printed now. The message is a sentence for the clinician."""


def handout_sheet(
    client: Client,
    prescription: Prescription,
    schedule: Schedule | None = None,
    *,
    large: bool = False,
    discreet: bool | None = None,
) -> HandoutSheet:
    """A practice on paper for this client; `discreet` None: as the client's own setting is.

    Raises HandoutRefused: what only a therapist leads, what was not yet done together, what is
    left out for this client, exposure that was not given as homework first, work that has
    ended, and a clinic without crisis contacts unless the paper is discreet.
    """
    discreet = client.discreet_paper or client.quiet_mode if discreet is None else discreet
    refusal = _refusal(client, prescription) or _no_contacts(client.clinic, discreet)
    if refusal:
        raise HandoutRefused(refusal)
    with translation.override(prescription.language):
        return HandoutSheet(
            prescription=prescription,
            large=large,
            discreet=discreet,
            for_whom=client.code,
            given_on=client.today(),
            week_from=client.today(),
            next_appointment=next_appointment(client),
            rating=(1, 7) if client.rating_scale == RatingScale.ONE_TO_SEVEN else None,
            **_schedule_words(prescription, schedule),
            **_of_clinic(client.clinic, prescription.language),
        )


def blank_sheet(
    clinic: Clinic, prescription: Prescription, *, large: bool = False, discreet: bool = False
) -> HandoutSheet:
    """A practice on paper for nobody yet, with lines to write when and how often.

    Raises HandoutRefused: what only a therapist leads, and a clinic without crisis contacts
    unless the paper is discreet.
    """
    refusal = _therapist_only(prescription) or _no_contacts(clinic, discreet)
    if refusal:
        raise HandoutRefused(refusal)
    return HandoutSheet(
        prescription=prescription,
        large=large,
        discreet=discreet,
        where=prescription.where,
        **_of_clinic(clinic, prescription.language),
    )


def next_appointment(client: Client) -> str:
    """When this client comes next, in words of the active language; empty when nothing is planned."""
    coming = client.appointments.coming(client.today()).first()
    if coming is None or coming.day is None:
        return ""
    english = (translation.get_language() or "").startswith("en")
    weekday = date_format(coming.day, "l")
    # The pattern of a date without its year; other languages than English keep their own order.
    day = f"{weekday} {coming.day.day} {date_format(coming.day, 'F')}"
    day = day if english else f"{weekday}, {date_format(coming.day, 'DATE_FORMAT')}"
    return f"{day}, {time_format(coming.time, 'H:i')}" if coming.time else day


def session_sheet(
    session: Session, standings: Iterable[safety.Standing], *, clinician: str = ""
) -> SessionSheet:
    """A session's plan for the clipboard; `session` comes from `at_desk`.

    `standings` are how its findings stand; those still open are printed while the session is not
    marked ready, except what only the care team's screen may show.
    """
    meeting, blocks = session.appointment, session.planned_blocks()
    grid = lay_out(blocks, length=meeting.minutes, start=start_of(meeting))
    client = meeting.client
    before = session_before(session)
    starts, ends = meeting.starts_at, meeting.ends_at
    return SessionSheet(
        who=client.code if client else meeting.whom.name,
        clinic=session.clinic.name,
        language=session.clinic.language,
        title=session.title or session.get_kind_display(),
        paper=cast(Paper, session.clinic.paper),
        clinician=clinician,
        day=meeting.day,
        starts=f"{starts:%H:%M}" if starts else "",
        ends=f"{ends:%H:%M}" if ends else "",
        minutes=meeting.minutes,
        place=", ".join(filter(None, (meeting.get_setting_display(), meeting.room))),
        spare=grid.spare,
        blocks=_sheet_blocks(session, grid.slots),
        grids=tuple(SudsGrid(memory=it.memory, minutes=it.minutes) for it in exposures(blocks)),
        suds_highest=int(client.suds_scale) if client else 100,
        stop_signal=client.stop_signal if client else "",
        individual=client is not None,
        after_exposure=bool(exposures(blocks) or activating_works(blocks)),
        last_note=before.next_note if before else "",
        open_findings=() if session.ready_at else _printed_findings(standings),
    )


def _refusal(client: Client, prescription: Prescription) -> str:
    """What stands against this practice on paper for this client, or an empty text."""
    if not client.is_in_care:
        return _("The work with this client has ended. Nothing was printed.")
    if only := _therapist_only(prescription):
        return only
    # Exposure goes home by the homework form, where the three demands of R14 are asked.
    given = client.assignments.filter(code=prescription.code).exists()
    answers = safety.HomeworkAnswers(rehearsed=given, place_safe=given)
    return refusal_of(client, prescription, answers) or ""


def _therapist_only(prescription: Prescription) -> str:
    if prescription.gates.may_go_home:
        return ""
    return _("Only the therapist leads this practice; it is never given or printed.")


def _no_contacts(clinic: Clinic, discreet: bool) -> str:
    """The sentence for a clinic that has nobody to call at other times (domain: section 10)."""
    if discreet or CrisisContact.objects.of_clinic(clinic).exists():
        return ""
    return _(
        "The clinic's crisis contacts are missing, so nothing was printed. Enter them on the page"
        " Clinic, or print discreet paper."
    )


def _of_clinic(clinic: Clinic, language: str) -> dict[str, Any]:
    """Letterhead, paper, and whom to call."""
    office = Contact(name=clinic.name, number=clinic.phone, hours=clinic.hours)
    return {
        "clinic": clinic.name,
        "paper": clinic.paper,
        "office": office if clinic.phone else None,
        "other_times": tuple(
            Contact(name=one.name, number=one.number, hours=one.hours)
            for one in CrisisContact.objects.of_clinic(clinic).for_language(language)
        ),
    }


def _schedule_words(prescription: Prescription, schedule: Schedule | None) -> dict[str, Any]:
    if schedule is None:
        return {"where": prescription.where}
    return {
        "when": schedule.when,
        "how_often": how_often(schedule),
        "where": schedule.where or prescription.where,
        "tally": schedule.kind == "tally",
    }


def _sheet_blocks(session: Session, slots: Iterable[Any]) -> tuple[SheetBlock, ...]:
    """The blocks with their times, and the practice's own title where the block has another."""
    slots = tuple(slots)
    titles = _practice_titles(session, {slot.block.practice for slot in slots})
    return tuple(
        SheetBlock(
            starts=slot.start_text,
            minutes=slot.block.minutes,
            phase=slot.block.phase.label,
            family=slot.block.family,
            title=slot.block.title,
            practice=_other_title(slot.block, titles),
            module=_("Module %(n)s") % {"n": slot.block.module} if slot.block.module else "",
            notes=slot.block.notes,
            optional=slot.block.optional,
        )
        for slot in slots
    )


def _practice_titles(session: Session, codes: set[str]) -> dict[str, str]:
    """Titles by code: the clinic's own before the shared, its language before others."""
    versions = ItemVersion.objects.current().filter(
        Q(item__clinic=None) | Q(item__clinic=session.clinic), item__code__in=codes - {""}
    )
    ranked = sorted(
        versions.values_list("item__code", "title", "language", "item__clinic"),
        key=lambda row: (row[3] is not None, row[2] == session.clinic.language),
    )
    return {code: title for code, title, _language, _clinic in ranked}


def _other_title(block: PlannedBlock, titles: dict[str, str]) -> str:
    title = titles.get(block.practice, "")
    return "" if title == block.title or block.phase is Phase.BREAK else title


def _printed_findings(standings: Iterable[safety.Standing]) -> tuple[SheetFinding, ...]:
    """Open findings as words; R18, R18a, R19 and R23 stay on the screen."""
    return tuple(
        SheetFinding(severity=one.severity.label, text=f"{one.finding.title}. {one.finding.text}")
        for one in standings
        if one.is_open and not one.finding.screen_only
    )
