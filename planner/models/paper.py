"""Sheets for clients, composed from rows: what stands on them and for whom. Nothing is written here."""

from dataclasses import replace
from typing import Any, assert_never

from django.utils import translation
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from clients.models import Appointment, Client, Clinic, CrisisContact, Group, RatingScale
from clients.paperdiary import places_for
from clients.prescription import Prescription
from clients.wording import how_often
from planner.library.pieces import PieceDocument
from planner.library.worksheets import WorksheetDocument
from planner.sheets import ClientSheet, Contact, HandoutSheet, Look, PieceSheet, WorksheetSheet

from .printable import Known, Wanted, for_clinicians


class HandoutRefused(ValueError):
    """This may not be printed now. The message is a sentence for the clinician."""


def sheet_for(
    client: Client, wanted: Wanted, look: Look, *, known: Known | None = None
) -> ClientSheet:
    """This on paper for the client; `known` spares reading it again for each of many.

    Raises HandoutRefused: what only a therapist leads, what is for clinicians, what was not yet
    done together, what is left out for this client, exposure that was not given as homework
    first, work that has ended, and a clinic without crisis contacts unless the paper is discreet.
    """
    wishes_discreet = client.discreet_paper or client.quiet_mode
    discreet = wishes_discreet if look.discreet is None else look.discreet
    _refuse_therapist_only(wanted)
    refusal = (known or Known.of(client)).refusal(wanted) or _no_contacts(client.clinic, discreet)
    if refusal:
        raise HandoutRefused(refusal)
    coming = client.appointments.after(client.clinic.now()).first()
    wanted = wanted.on_scale(client.suds_scale)
    sheet = _given_out(client.clinic, client, wanted, look, discreet, coming)
    return _of_this_client(sheet, client)


def sheet_in_group(client: Client | None, group: Group, wanted: Wanted, look: Look) -> ClientSheet:
    """This on paper for one participant, or for nobody yet, from the leaders of a group: nothing of
    the person is looked at, and the next appointment is the group's.

    Raises HandoutRefused: what is not for everybody, and a clinic without crisis contacts unless
    the paper is discreet.
    """
    discreet = bool(look.discreet)
    _refuse_therapist_only(wanted)
    if not wanted.suits_everyone:
        said = _("This is not for everybody. Choose what suits all, or print it one by one.")
        raise HandoutRefused(said)
    if refusal := _no_contacts(group.clinic, discreet):
        raise HandoutRefused(refusal)
    coming = group.appointments.after(group.clinic.now()).first()
    return _given_out(group.clinic, client, wanted, look, discreet, coming)


def blank_sheet(clinic: Clinic, wanted: Wanted, look: Look) -> ClientSheet:
    """This on paper for nobody yet, with lines to write when, how often and for when.

    Raises HandoutRefused: what only a therapist leads, what is for clinicians, and a clinic without
    crisis contacts unless the paper is discreet.
    """
    discreet = bool(look.discreet)
    _refuse_therapist_only(wanted)
    if refusal := _no_contacts(clinic, discreet):
        raise HandoutRefused(refusal)
    around = _of_clinic(clinic, look, wanted.given.language) | {"discreet": discreet}
    return _sheet(wanted, look, around)


def needs_discreet(group: Group) -> bool:
    """Whether the record of anybody who takes part asks for discreet paper.

    Judged for the whole group, so that nobody learns whose record it is.
    """
    people = Client.objects.filter(participations__in=group.participations.on(group.clinic.today()))
    return any(one.discreet_paper or one.quiet_mode for one in people)


def next_appointment(coming: Appointment | None) -> str:
    """When that is, in words of the active language; empty when nothing is planned."""
    if coming is None or coming.day is None:
        return ""
    english = (translation.get_language() or "").startswith("en")
    weekday = date_format(coming.day, "l")
    # The pattern of a date without its year; other languages than English keep their own order.
    day = f"{weekday} {coming.day.day} {date_format(coming.day, 'F')}"
    day = day if english else f"{weekday}, {date_format(coming.day, 'DATE_FORMAT')}"
    return f"{day}, {time_format(coming.time, 'H:i')}" if coming.time else day


def _given_out(
    clinic: Clinic,
    person: Client | None,
    wanted: Wanted,
    look: Look,
    discreet: bool,
    coming: Appointment | None,
) -> ClientSheet:
    """With the day and the next appointment, and with the person's own, where it is for somebody."""
    language, on = wanted.given.language, (person or clinic).today()
    with translation.override(language):
        around = _of_clinic(clinic, look, language) | {
            "discreet": discreet,
            "given_on": on,
            "next_appointment": next_appointment(coming),
        }
        of_practice: dict[str, Any] = {"week_from": on}
        if person:
            around["for_whom"] = person.code
            is_rated = person.rating_scale == RatingScale.ONE_TO_SEVEN
            of_practice["rating"] = (1, 7) if is_rated else None
        return _sheet(wanted, look, around, of_practice)


def _of_this_client(sheet: ClientSheet, client: Client) -> ClientSheet:
    """With the own stop sign, and the own scale of distress."""
    own: dict[str, Any] = {"stop_sign": client.stop_signal}
    if not isinstance(sheet, PieceSheet):
        own["suds_highest"] = int(client.suds_scale)
    return replace(sheet, **own)


def _sheet(
    wanted: Wanted, look: Look, around: dict[str, Any], of_practice: dict[str, Any] | None = None
) -> ClientSheet:
    """The sheet of its kind."""
    match wanted.given:
        case Prescription() as given:
            words = _schedule_words(given, wanted) | (of_practice or {})
            return HandoutSheet(prescription=given, **words, **around)
        case WorksheetDocument() as document:
            return WorksheetSheet(
                document=document, fillable=look.fillable, card=wanted.card, **around
            )
        case PieceDocument() as piece:
            return PieceSheet(document=piece, **around)
    assert_never(wanted.given)


def _refuse_therapist_only(wanted: Wanted) -> None:
    """Raise HandoutRefused for what is never printed for anybody."""
    if wanted.may_go_home:
        return
    if isinstance(wanted.given, PieceDocument):
        raise HandoutRefused(for_clinicians())
    raise HandoutRefused(_("Only the therapist leads this practice; it is never given or printed."))


def _no_contacts(clinic: Clinic, discreet: bool) -> str:
    """The sentence for a clinic that has nobody to call at other times (domain: section 10)."""
    if discreet or CrisisContact.objects.of_clinic(clinic).exists():
        return ""
    return _(
        "The clinic's crisis contacts are missing, so nothing was printed. Enter them on the page"
        " Clinic, or print discreet paper."
    )


def _of_clinic(clinic: Clinic, look: Look, language: str) -> dict[str, Any]:
    """Letterhead, paper, and whom to call."""
    office = Contact(name=clinic.name, number=clinic.phone, hours=clinic.hours)
    return {
        "clinic": clinic.name,
        "paper": look.paper or clinic.paper,
        "large": look.large,
        "office": office if clinic.phone else None,
        "other_times": tuple(
            Contact(name=one.name, number=one.number, hours=one.hours)
            for one in CrisisContact.objects.of_clinic(clinic).for_language(language)
        ),
    }


def _schedule_words(given: Prescription, wanted: Wanted) -> dict[str, Any]:
    schedule = wanted.schedule
    if schedule is None:
        return {"where": given.where}
    return {
        "when": schedule.when,
        "how_often": how_often(schedule),
        "where": schedule.where or given.where,
        "tally": places_for(schedule).counts,
        "agreement": wanted.agreement,
    }
