"""What the printing commands share: who acts, which row is meant, how paper shall be, where it goes."""

import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import CommandError
from django.db import transaction

from clients.access import Capability, may, visible_to
from clients.models import Actor, Client, Clinic, Member
from planner.actions.handouts import give_handout
from planner.documents.errors import DocumentError
from planner.documents.given import sheet_pdf
from planner.models import Item
from planner.models.paper import HandoutRefused, sheet_for
from planner.models.printable import Wanted
from planner.models.stock import Stock, about
from planner.sheets import Look


def add_paper_arguments(parser: ArgumentParser) -> None:
    """`--as` and `-o`, the same for every command that prints."""
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.add_argument(
        "--as", dest="email", metavar="EMAIL", help="act as this member; permission is checked"
    )
    parser.add_argument(
        "-o", "--output", default="-", metavar="FILE", help="the PDF to write (default: stdout)"
    )


def add_item_arguments(parser: ArgumentParser, *, code: str, for_client: bool = False) -> None:
    """The item's code, `--client`, and how the paper shall be; `for_client`: never for nobody."""
    add_paper_arguments(parser)
    add_look_arguments(parser)
    parser.add_argument("code", metavar="CODE", help=code)
    parser.add_argument("--client", required=for_client, metavar="UID", help="whom it is for")


def add_look_arguments(parser: ArgumentParser) -> None:
    """`--size`, `--discreet` and `--paper`, the same for every sheet for a client."""
    parser.add_argument(
        "--size", choices=("standard", "large"), default="standard", help="large is 18 points"
    )
    parser.add_argument(
        "--large", dest="size", action="store_const", const="large", help="short for --size large"
    )
    parser.add_argument(
        "--discreet",
        action="store_true",
        default=None,
        help="without any name or number (default: as the client's record says)",
    )
    parser.add_argument("--paper", choices=("A4", "Letter"), help="default: as the clinic prints")


def look_of(options: dict[str, Any]) -> Look:
    """How the paper was asked for."""
    return Look(
        large=options["size"] == "large",
        discreet=options["discreet"],
        paper=options["paper"],
        fillable=options.get("fillable", False),
    )


def asked_for(model: Any, uid: str, email: str | None) -> tuple[Any, Actor]:
    """The row and who acts on it: a member who may print it, or the command itself.

    Raises CommandError, with the same words for a row that is not there and one that the
    member may not see.
    """
    missing = CommandError(f"No {model._meta.verbose_name} has the uid {uid}.")
    row = _by_uid(model, uid)
    if row is None:
        raise missing
    if email is None:
        return row, "command"
    member = _members(email).filter(clinic=row.clinic).first()
    if member is None or not visible_to(member, Capability.VIEW, model).filter(pk=row.pk).exists():
        raise missing
    if not may(member, Capability.PRINT, row):
        raise CommandError(f"{email} may read this {model._meta.verbose_name}, but not print it.")
    return row, member


def clinic_asked_for(uid: str | None, email: str | None) -> tuple[Clinic, Actor]:
    """The clinic that a blank is for, and who acts: the named one, the member's, or the only one.

    Raises CommandError where that leaves several or none.
    """
    wanted = _uid(uid or "")
    clinics = Clinic.objects.filter(uid=wanted) if wanted else Clinic.objects.all()
    if uid and not wanted:
        clinics = Clinic.objects.none()
    if email is not None:
        members = _members(email)
        clinics = clinics.filter(pk__in=members.values("clinic"))
    found = list(clinics[:2])
    if not found:
        raise CommandError(
            "There is no such clinic." if uid or email else "There is no clinic yet."
        )
    if len(found) > 1:
        raise CommandError("There are several clinics: say which one with --clinic UID.")
    (clinic,) = found
    if email is None:
        return clinic, "command"
    member = members.get(clinic=clinic)
    if not member.is_clinician:
        raise CommandError(f"{email} may read the library, but not print it.")
    return clinic, member


def stock_about(code: str, *, clinic: Clinic, language: str, actor: Actor) -> Stock:
    """The part of the library that decides on this code, as the actor sees it."""
    if isinstance(actor, Member):
        usable = visible_to(actor, Capability.VIEW, Item).filter(retired_at=None)
    else:
        usable = Item.objects.usable_in(clinic).filter(draft_of=None)
    return Stock(about(usable, code), language)


def give_on_paper(client: Client, wanted: Wanted, actor: Actor, options: dict[str, Any]) -> None:
    """Print it for the client and keep the exact file; raises CommandError with one sentence."""
    try:
        sheet = sheet_for(client, wanted, look_of(options))
        pdf = sheet_pdf(sheet)
    except (HandoutRefused, DocumentError) as error:
        raise CommandError(str(error)) from error
    with transaction.atomic():  # what could not be handed over is not kept as given
        give_handout(client=client, sheet=sheet, pdf=pdf, by=actor)
        write_out(options["output"], pdf)


def write_out(output: str, pdf: bytes) -> None:
    """Write the file, or to standard output for "-"; raises CommandError where it cannot."""
    if output == "-":
        sys.stdout.buffer.write(pdf)
        sys.stdout.buffer.flush()
        return
    try:
        Path(output).write_bytes(pdf)
    except OSError as error:
        raise CommandError(f"{output}: {error.strerror}") from error


def _by_uid(model: Any, uid: str) -> Any:
    """The row of this uid, or None; also for what is no uid."""
    wanted = _uid(uid)
    return model.objects.filter(uid=wanted).select_related("clinic").first() if wanted else None


def _uid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _members(email: str) -> Any:
    active = Member.objects.active().filter(user__email=email.strip().lower())
    return active.select_related("clinic", "user")
