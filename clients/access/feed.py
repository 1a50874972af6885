"""The calendar's door for other programs: a secret in the address, and nothing else, says whose it is."""

import datetime as dt
from typing import Any

from clients.models import Appointment, Member
from clients.tokens import hashed

from .rights import Capability, visible_to

BACK, AHEAD = dt.timedelta(days=90), dt.timedelta(days=365)
"""How far a calendar reaches from today."""


def feed_of(token: str) -> tuple[Member, Any] | None:
    """The member whose secret this is, and the appointments that they may plan for, in order of time.

    None for a secret that is unknown, renewed or switched off, and for a member who was removed.
    """
    standing = Member.objects.active().select_related("clinic", "user")
    member = standing.filter(feed_hash=hashed(token)).first()
    if member is None:
        return None
    today = member.clinic.today()
    mine: Any = visible_to(member, Capability.PLAN, Appointment)
    return member, mine.between(today - BACK, today + AHEAD)
