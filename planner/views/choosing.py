"""The list of practices to choose from, wherever one is wanted."""

from typing import Any

from clients.access import Capability, reach
from planner.models import Item
from planner.models.catalogue import Catalogue, catalogue_for


def catalogue_of(request: Any, language: str) -> Catalogue:
    """What this member may choose from, in one language."""
    items = reach(request, Capability.VIEW, Item).filter(retired_at=None)
    return catalogue_for(request.member, items, language)
