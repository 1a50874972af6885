"""Who tried again and again to open what is not theirs (security.md, T3). The owner is told."""

import datetime as dt
import uuid
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.timezone import now

from .clinics import Clinic, Member
from .devices import PortalDevice
from .journal import Act, Journal

TIMES, WITHIN = 5, dt.timedelta(minutes=10)
"""So many refusals in this time are told (security.md, T3)."""
SHOWN_FOR = dt.timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class Knock:
    """A member, or the phone of a client by its code, and when this happened last."""

    name: str
    is_phone: bool
    at: dt.datetime


def knocks_at(clinic: Clinic) -> list[Knock]:
    """Whoever was refused five times within ten minutes in the last two weeks, newest first.

    Three queries at most.
    """
    since = now() - SHOWN_FOR
    lines = Journal.objects.filter(clinic_uid=clinic.uid, act=Act.DENIED, at__gt=since)
    known: Any = lines.exclude(actor_uid=None).order_by("at", "pk")
    told = bursts(known.values_list("actor_uid", "at"))
    if not told:
        return []
    members = Member.objects.filter(clinic=clinic, uid__in=told).values_list("uid", "name")
    devices = PortalDevice.objects.filter(clinic=clinic, uid__in=told)
    phones = devices.values_list("uid", "client__code")
    found = [Knock(name=name, is_phone=False, at=told[uid]) for uid, name in members]
    found += [Knock(name=code, is_phone=True, at=told[uid]) for uid, code in phones]
    return sorted(found, key=lambda one: one.at, reverse=True)


def bursts(lines: Iterable[tuple[uuid.UUID, dt.datetime]]) -> dict[uuid.UUID, dt.datetime]:
    """Of refusals in the order of time, each by whom and when: who had five within ten minutes, and
    the last time it was so."""
    latest: dict[uuid.UUID, deque[dt.datetime]] = {}
    found: dict[uuid.UUID, dt.datetime] = {}
    for who, at in lines:
        seen = latest.setdefault(who, deque(maxlen=TIMES))
        seen.append(at)
        if len(seen) == TIMES and at - seen[0] <= WITHIN:
            found[who] = at
    return found
