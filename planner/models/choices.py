"""What can be chosen for a plan: practices by title, protocols in the reader's language."""

from collections.abc import Collection
from typing import Any

from django.db.models import Case, IntegerField, OuterRef, QuerySet, Subquery, Value, When

from clients.models import Client, Group, GroupKind
from planner.library.documents import COURSES

from .items import ItemVersion, SessionKind

FAMILY = "family"
"""The setting of what several of one home do together."""

JOINT = (GroupKind.COUPLE, GroupKind.FAMILY)
"""Kinds of people who meet together and live together."""


def titled(items: QuerySet[Any], language: str) -> QuerySet[Any]:
    """Items with their `title` and usual `minutes` in this language, else in English."""
    versions = (
        ItemVersion.objects.current()
        .filter(item=OuterRef("pk"))
        .order_by(_first_in(language), "language")
    )
    return items.annotate(
        title=Subquery(versions.values("title")[:1]),
        minutes=Subquery(versions.values("minutes")[:1]),
    ).order_by("title", "pk")


def speaking(items: QuerySet[Any], language: str) -> list[tuple[Any, ItemVersion]]:
    """Items (`with_texts`) with what they say in this language, else in English, by title.

    An own item stands for the shared one of its code.
    """
    found: dict[str, tuple[Any, ItemVersion]] = {}
    for item in sorted(items, key=lambda item: item.is_own):
        version = item.version_in(language)
        if version is not None:
            found[item.code] = (item, version)
    return sorted(found.values(), key=lambda pair: (pair[1].title.casefold(), pair[0].code))


def protocols_of_courses(items: QuerySet[Any], language: str) -> dict[str, set[str]]:
    """The codes of the protocols that courses among these items (`with_texts`) consist of, each with
    the settings that its courses are for."""
    found: dict[str, set[str]] = {}
    for _item, said in speaking(items.filter(shelf=COURSES), language):
        for one in said.document["sessions"]:
            found.setdefault(one["protocol"], set()).update(said.document["settings"])
    return found


def is_joint(whom: Client | Group) -> bool:
    """Whether it is a couple or a family: people who meet together and live together."""
    return isinstance(whom, Group) and whom.kind in JOINT


def suits_joint(settings: Collection[str], kinds: Collection[str]) -> bool:
    """Whether what is for these settings, with sessions of these kinds, suits a couple or family.

    It has to say that it is for families, and to hold no exposure, which is work for one person at a
    time (R15). Whether it may be held is R19's matter, in each plan.
    """
    return FAMILY in settings and set(kinds) <= {SessionKind.NO_EXPOSURE, SessionKind.REVIEW}


def _first_in(language: str) -> Case:
    """Sorts this language first, English second."""
    return Case(
        When(language=language, then=Value(0)),
        When(language="en", then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
