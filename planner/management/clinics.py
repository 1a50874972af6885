"""Whose library a command is about, and who acts."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any
from uuid import UUID

from django.core.management.base import CommandError

from clients.access import Capability, clinic_rights, visible_to
from clients.models import Actor, Clinic, Member
from planner.models import Item
from planner.models.items import shared_or_of


def add_clinic_arguments(parser: ArgumentParser, *, required: bool) -> None:
    """`--clinic` and `--as`."""
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.add_argument("--clinic", metavar="UID", required=required, help="whose own items")
    parser.add_argument(
        "--as", dest="email", metavar="EMAIL", help="act as this member; permission is checked"
    )


def clinic_of(uid: str) -> Clinic:
    """The clinic with this uid; raises CommandError."""
    try:
        found = Clinic.objects.filter(uid=UUID(uid)).first()
    except ValueError:
        found = None
    if found is None:
        raise CommandError(f"No clinic has the uid {uid}.")
    return found


def actor_in(clinic: Clinic, email: str | None, capability: Capability) -> Actor:
    """The member who may do this, or the command itself; raises CommandError.

    Somebody who does not work there is told the same as of a clinic that does not exist.
    """
    if email is None:
        return "command"
    active = Member.objects.active().of_clinic(clinic).filter(user__email=email.strip().lower())
    member: Member | None = active.select_related("clinic", "user").first()
    if member is None:
        raise CommandError(f"No clinic has the uid {clinic.uid}.")
    if capability not in clinic_rights(member):
        raise CommandError(f"{email} may read the clinic's library, but not change it.")
    return member


def items_seen(clinic: Clinic, actor: Actor) -> Any:
    """The items that a member sees; a command sees what nobody keeps to themselves."""
    if isinstance(actor, Member):
        return visible_to(actor, Capability.VIEW, Item)
    return Item.objects.filter(shared_or_of(clinic)).for_all()
