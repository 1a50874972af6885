"""Addresses of the upper floor, in the words that the tests of its views share."""

from django.urls import reverse

from clients.models import Clinic, Owned


def address(name: str, clinic: Clinic, thing: Owned | str | None = None) -> str:
    """The address of a staff page; `thing` is a row, or a practice's code."""
    part = thing.uid if isinstance(thing, Owned) else thing
    return reverse(f"planner:{name}", args=[clinic.uid, *([part] if part else [])])
