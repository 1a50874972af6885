"""A clinic's own items as one works on them: what they may name, how they stand, their files."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from clients.models import Clinic
from clients.shapes import ShapeError
from planner.library.documents import Document
from planner.library.reader import ENGLISH, Known, shipped_cards
from planner.library.status import OF_LENGTH
from planner.library.words import SHELF_ONE_LABELS
from planner.library.writer import path_of, written

from .items import Item, ItemVersion, shared_or_of


def known_to(items: QuerySet[Any]) -> Known:
    """What may be named by whoever sees these items. A clinic's own stands for the shared one of
    its code, what is in use for what is retired.
    """
    rows = items.values_list("retired_at", "clinic", "code", "shelf", "pk")
    ranked = sorted(rows, key=lambda row: (row[0] is None, row[1] is not None))
    keys = {code: pk for *_, code, _shelf, pk in ranked}
    said: dict[tuple[str, str], Document | None] = {}

    def find(code: str, language: str) -> Document | None:
        if (code, language) not in said:
            item = Item.objects.with_texts().filter(pk=keys.get(code)).first()
            said[code, language] = _said_by(item.version_in(language) if item else None)
        return said[code, language]

    shelves = {code: shelf for *_, code, shelf, _pk in ranked}
    return Known(shelves=shelves, find=find, cards=shipped_cards())


def known_in(clinic: Clinic, author: int | None = None) -> Known:
    """What everybody of a clinic sees, and the drafts of one member (by key)."""
    rows = Item.objects.filter(shared_or_of(clinic))
    return known_to(rows.for_all() | rows.filter(draft_of=author) if author else rows.for_all())


def _said_by(version: ItemVersion | None) -> Document | None:
    """What a version says; None when it was written in a format that is not read any more."""
    try:
        found: Document | None = version.read() if version else None
    except ShapeError:
        return None
    return found


@dataclass(frozen=True, kw_only=True)
class OwnItem:
    """An own item as a line of the list: what it says now, and in which languages."""

    item: Item
    version: ItemVersion
    languages: tuple[str, ...]
    outdated: tuple[str, ...]

    @property
    def kind(self) -> str:
        """What it is, in a word or two."""
        return str(SHELF_ONE_LABELS[self.item.shelf])


@dataclass(frozen=True, kw_only=True)
class OwnShelf:
    """The own items that a member sees: their drafts, what is in use, what is retired."""

    drafts: list[OwnItem]
    in_use: list[OwnItem]
    retired: list[OwnItem]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing yet."""
        return not (self.drafts or self.in_use or self.retired)


def own_shelf(items: QuerySet[Any], language: str) -> OwnShelf:
    """Own items sorted by how they stand, then by title in this language. Two queries."""
    versions = ItemVersion.objects.current().select_related("made_by")
    rows = items.select_related("started_from").prefetch_related(Prefetch("versions", versions))
    found = [_own_item(item, language) for item in rows if item.version_in(language)]
    found.sort(key=lambda one: (one.version.title.casefold(), one.item.code))
    active = [one for one in found if one.item.retired_at is None]
    return OwnShelf(
        drafts=[one for one in active if one.item.is_draft],
        in_use=[one for one in active if not one.item.is_draft],
        retired=[one for one in found if one.item.retired_at],
    )


def _own_item(item: Item, language: str) -> OwnItem:
    said = {one.language: one for one in item.versions.all()}
    english = said.get(ENGLISH)
    marks = {code: one.document.get("of") for code, one in said.items() if code != ENGLISH}
    old = [c for c, mark in marks.items() if english and mark != english.content_hash[:OF_LENGTH]]
    version: Any = item.version_in(language)
    return OwnItem(
        item=item, version=version, languages=tuple(sorted(said)), outdated=tuple(sorted(old))
    )


def item_files(items: Iterable[Item]) -> dict[str, str]:
    """The files of what these items (`with_texts`) say now in every language, by name."""
    versions = [one for item in items for one in item.versions.all() if one.current]
    documents = [found for found in map(_said_by, versions) if found is not None]
    return {path_of(one): written(one) for one in documents}
