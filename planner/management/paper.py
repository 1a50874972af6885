"""What the printing commands share: who acts, which row is meant, where the file goes."""

import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import CommandError

from clients.access import Capability, may, visible_to
from clients.models import Actor, Member


def add_paper_arguments(parser: ArgumentParser) -> None:
    """`--as` and `-o`, the same for every command that prints."""
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.add_argument(
        "--as", dest="email", metavar="EMAIL", help="act as this member; permission is checked"
    )
    parser.add_argument(
        "-o", "--output", default="-", metavar="FILE", help="the PDF to write (default: stdout)"
    )


def asked_for(model: Any, uid: str, email: str | None) -> tuple[Any, Actor]:
    """The row and who acts on it: a member who may print it, or the command itself.

    Raises CommandError, with the same words for a row that is not there and one that the
    member may not see.
    """
    missing = CommandError(f"No {model._meta.verbose_name} has the uid {uid}.")
    try:
        wanted = UUID(uid)
    except ValueError:
        raise missing from None
    row = model.objects.filter(uid=wanted).select_related("clinic").first()
    if row is None:
        raise missing
    if email is None:
        return row, "command"
    member = _member(email, row)
    if member is None or not visible_to(member, Capability.VIEW, model).filter(pk=row.pk).exists():
        raise missing
    if not may(member, Capability.PRINT, row):
        raise CommandError(f"{email} may read this {model._meta.verbose_name}, but not print it.")
    return row, member


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


def _member(email: str, row: Any) -> Member | None:
    active = Member.objects.active().of_clinic(row.clinic)
    found: Member | None = (
        active.filter(user__email=email.strip().lower()).select_related("clinic", "user").first()
    )
    return found
