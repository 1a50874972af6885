"""What a member sets about the own calendar: working hours, and the address for other programs."""

from django.db import transaction

from clients.models import Act, Journal, Member
from clients.tokens import hashed, new_secret
from clients.workhours import Hours, hours_to_data


@transaction.atomic
def set_hours(*, member: Member, hours: Hours, by: Member) -> None:
    """Set when the member works. Raises ValueError for stretches that cross."""
    member.hours_data = hours_to_data(hours)
    _save(member, by, "hours_data")


@transaction.atomic
def renew_feed(*, member: Member, codes: bool, by: Member) -> str:
    """A new secret for the member's calendar; the one before is worth nothing from now on.

    Only its hash is kept: what this returns can be shown once.
    """
    token = new_secret()
    member.feed_hash, member.feed_codes = hashed(token), codes
    _save(member, by, "feed_hash", "feed_codes")
    return token


@transaction.atomic
def show_codes(*, member: Member, codes: bool, by: Member) -> None:
    """Whether the calendar says codes; its address stays."""
    member.feed_codes = codes
    _save(member, by, "feed_codes")


@transaction.atomic
def end_feed(*, member: Member, by: Member) -> None:
    """Switch the calendar for other programs off."""
    member.feed_hash = ""
    _save(member, by, "feed_hash")


def _save(member: Member, by: Member, *fields: str) -> None:
    member.save(update_fields=fields)
    Journal.objects.write(act=Act.CHANGED, thing=member, by=by, fields=fields)
