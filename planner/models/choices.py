"""What can be chosen for a plan: practices by title, protocols in the reader's language."""

from typing import Any

from django.db.models import Case, IntegerField, OuterRef, QuerySet, Subquery, Value, When

from clients.models import Clinic

from .practices import PracticeVersion


def titled(practices: QuerySet[Any], language: str) -> QuerySet[Any]:
    """Practices with their `title` and usual `minutes` in this language, else in English."""
    versions = PracticeVersion.objects.filter(practice=OuterRef("pk")).order_by(
        _first_in(language), "-number"
    )
    return practices.annotate(
        title=Subquery(versions.values("title")[:1]),
        minutes=Subquery(versions.values("minutes_usual")[:1]),
    ).order_by("title", "pk")


def speaking(protocols: Any, language: str, clinic: Clinic) -> QuerySet[Any]:
    """Protocols that a clinic can use, in this language, or in English where none is."""
    usable = protocols.usable_in(clinic)
    own = usable.filter(language=language)
    return (own if own.exists() else usable.filter(language="en")).order_by("title", "pk")


def _first_in(language: str) -> Case:
    """Sorts this language first, English second."""
    return Case(
        When(language=language, then=Value(0)),
        When(language="en", then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
