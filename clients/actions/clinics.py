"""What is done to a clinic and its members."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import now

from clients.models import Act, Actor, CareTeam, Clinic, CrisisContact, Journal, Member, User


@transaction.atomic
def open_clinic(*, name: str, country: str, by: Actor, **fields: Any) -> Clinic:
    """A new clinic; `country` is two letters, further fields as in Clinic."""
    clinic = Clinic.objects.create(name=name, country=country, **fields)
    Journal.objects.write(act=Act.CREATED, thing=clinic, by=by, clinic=clinic)
    return clinic


@transaction.atomic
def change_clinic(*, clinic: Clinic, changes: dict[str, Any], by: Actor) -> Clinic:
    """Change the clinic's own facts; saves what changed."""
    for field, value in changes.items():
        setattr(clinic, field, value)
    if changes:
        clinic.save(update_fields=list(changes))
        Journal.objects.write(
            act=Act.CHANGED, thing=clinic, by=by, fields=list(changes), clinic=clinic
        )
    return clinic


@transaction.atomic
def add_member(
    *,
    clinic: Clinic,
    email: str,
    name: str,
    by: Actor,
    is_owner: bool = False,
    is_clinician: bool = True,
) -> Member:
    """Let somebody in: a new user where the address is unknown; a removed member comes back."""
    user = User.objects.filter(email=email.strip().lower()).first()
    user = user or User.objects.create_user(email)
    member, made = Member.objects.update_or_create(
        clinic=clinic,
        user=user,
        defaults={
            "name": name,
            "is_owner": is_owner,
            "is_clinician": is_clinician,
            "removed_at": None,
        },
    )
    act = Act.CREATED if made else Act.CHANGED
    Journal.objects.write(act=act, thing=member, by=by, fields=["name", "is_owner", "is_clinician"])
    return member


@transaction.atomic
def remove_member(*, member: Member, by: Actor) -> None:
    """Take the member's access away at once and end their places on care teams.

    Whoever comes back later, even on the same day, is on no care team until somebody says so.
    """
    member.removed_at = now()
    member.save(update_fields=["removed_at"])
    today = member.clinic.today()
    standing = Q(ends=None) | Q(ends__gte=today)
    CareTeam.objects.filter(standing, member=member).update(ends=today - dt.timedelta(days=1))
    Journal.objects.write(act=Act.REMOVED, thing=member, by=by)


@transaction.atomic
def add_crisis_contact(*, clinic: Clinic, by: Actor, **fields: Any) -> CrisisContact:
    """One more line to call, last in order; fields as in CrisisContact."""
    position = CrisisContact.objects.of_clinic(clinic).count()
    contact = CrisisContact.objects.create(clinic=clinic, position=position, **fields)
    Journal.objects.write(act=Act.CREATED, thing=contact, by=by)
    return contact


@transaction.atomic
def remove_crisis_contact(*, contact: CrisisContact, by: Actor) -> None:
    """Take a line away; with the last one the portal and handouts close."""
    Journal.objects.write(act=Act.REMOVED, thing=contact, by=by)
    contact.delete()


@transaction.atomic
def hide_names(*, member: Member, hidden: bool) -> None:
    """Show codes instead of names on this member's screens, or names again."""
    member.hide_names = hidden
    member.save(update_fields=["hide_names"])


@transaction.atomic
def set_single_keys(*, member: Member, on: bool) -> None:
    """Whether a single key does something on this member's pages (WCAG 2.1.4: it can be turned off)."""
    member.single_keys = on
    member.save(update_fields=["single_keys"])
