"""What can be chosen for a plan: practices by title, protocols in the reader's language."""

from typing import Any

from django.db.models import Case, IntegerField, OuterRef, QuerySet, Subquery, Value, When

from planner.library.documents import COURSES

from .items import ItemVersion


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


def protocols_of_courses(items: QuerySet[Any], language: str) -> set[str]:
    """The codes of the protocols that courses among these items (`with_texts`) consist of."""
    courses = speaking(items.filter(shelf=COURSES), language)
    return {one["protocol"] for _item, said in courses for one in said.document["sessions"]}


def _first_in(language: str) -> Case:
    """Sorts this language first, English second."""
    return Case(
        When(language=language, then=Value(0)),
        When(language="en", then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
