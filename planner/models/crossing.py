"""How the items of the library name one another, read in two queries whatever their number."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, TextField
from django.db.models.functions import Cast

from planner.library.documents import (
    CHALLENGES,
    COURSES,
    PACKS,
    PIECES,
    PRACTICES,
    PROTOCOLS,
    WORKSHEETS,
    Document,
)
from planner.library.practices import PracticeDocument
from planner.pages import Named

from .items import Item, ItemQuerySet, ItemVersion

NAMED_BY: dict[str, tuple[str, ...]] = {
    PRACTICES: (CHALLENGES, PIECES, PACKS, PROTOCOLS, COURSES),
    WORKSHEETS: (PRACTICES, CHALLENGES, PACKS, COURSES),
    PIECES: (CHALLENGES, PACKS, COURSES),
    CHALLENGES: (PACKS,),
    PACKS: (),
    PROTOCOLS: (PACKS, COURSES),
    COURSES: (PACKS,),
}
"""Shelf -> the shelves whose documents lead a reader to an item of it."""


@dataclass(frozen=True, kw_only=True)
class Crossings:
    """The items that a document names, by code, and those that name it, by shelf."""

    named: dict[str, Named]
    naming: dict[str, tuple[Named, ...]]


def crossings(items: ItemQuerySet, document: Document, language: str) -> Crossings:
    """Both ways, among these items (`standing_in` a clinic), in this language, else in English."""
    wanted = set(codes_in(document))
    rows = items.filter(Q(code__in=wanted) | _naming(document)).with_texts()
    named: dict[str, Named] = {}
    naming: dict[str, list[Named]] = defaultdict(list)
    for row in rows:
        version = row.version_in(language)
        if version is None:
            continue
        found = named_item(row, version)
        if row.code in wanted:
            named[row.code] = found
        if row.shelf in NAMED_BY[document.shelf] and document.code in codes_in(version.read()):
            naming[row.shelf].append(found)
    by_title = {
        shelf: tuple(sorted(found, key=lambda one: one.title.casefold()))
        for shelf, found in naming.items()
    }
    return Crossings(named=named, naming=by_title)


def codes_in(document: Document) -> Iterator[str]:
    """Every code that a document names; a practice names the worksheet that it brings along."""
    yield from (reference.code for reference in document.references())
    if isinstance(document, PracticeDocument) and document.worksheet:
        yield document.worksheet["code"]


def named_item(item: Item, version: ItemVersion) -> Named:
    """A row as the page of another item names it."""
    data = version.document
    return Named(
        code=item.code,
        shelf=item.shelf,
        title=version.title,
        purpose=data["purpose"],
        minutes=version.minutes,
        wing=data.get("wing", ""),
        led=data.get("gates", {}).get("led_by") == "therapist_only",
        for_clinicians=data.get("reader") == "clinician",
        own=item.is_own,
    )


def _naming(document: Document) -> Q:
    """The rows whose text holds the code somewhere; what it says there is read afterwards."""
    said = (
        ItemVersion.objects.current()
        .filter(item=OuterRef("pk"))
        .annotate(said=Cast("document", TextField()))
        .filter(said__contains=f'"{document.code}"')
    )
    return Q(Exists(said), shelf__in=NAMED_BY[document.shelf])
