"""THE permission place: capabilities, the twins `may` and `visible_to`, and the doors."""

from .door import (
    Door,
    StaffRequest,
    WrongMethod,
    browse,
    fetch,
    memberships,
    needs,
    open_to_all,
    reach,
)
from .rights import CARE_RIGHTS, Capability, clinic_rights, may, visible_to
from .sitting import (
    PortalRequest,
    begin_sitting,
    end_sitting,
    hashed,
    known_device,
    new_nonce,
    own,
    portal_only,
    remember_device,
    why_closed,
)

__all__ = [
    "CARE_RIGHTS",
    "Capability",
    "Door",
    "PortalRequest",
    "StaffRequest",
    "WrongMethod",
    "begin_sitting",
    "browse",
    "clinic_rights",
    "end_sitting",
    "fetch",
    "hashed",
    "known_device",
    "may",
    "memberships",
    "needs",
    "new_nonce",
    "open_to_all",
    "own",
    "portal_only",
    "reach",
    "remember_device",
    "visible_to",
    "why_closed",
]
