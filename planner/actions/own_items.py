"""What is done to a clinic's own items. Shared ones that ship with the product are never touched.

Documents come from the gate (`planner.library.reader`) and are right as they are. Own practices
carry the worksheet that they name, own protocols the gates of their practices; both follow when
what they name changes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.db.models import Prefetch
from django.utils.timezone import now

from clients.models import Act, Actor, Clinic, Journal, Member
from planner.library.documents import PRACTICES, PROTOCOLS, Document
from planner.library.practices import PracticeDocument
from planner.library.protocols import ProtocolDocument, with_gates
from planner.library.reader import Known
from planner.library.worksheets import WorksheetDocument
from planner.models import Item, ItemVersion
from planner.models.own import known_in

from .library import add_version


class Stale(Exception):
    """Somebody saved in between; `current` is what the item says now."""

    def __init__(self, current: ItemVersion) -> None:
        super().__init__("changed meanwhile")
        self.current = current


class CodeTaken(ValueError):
    """The clinic has an item of this code already; perhaps somebody's draft."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotShared(ValueError):
    """The item names drafts that only their author sees; `codes` are theirs."""

    def __init__(self, codes: list[str]) -> None:
        super().__init__(", ".join(codes))
        self.codes = codes


@dataclass
class Imported:
    """What an import did: codes with their language, for example `our-pause (en)`."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)


@transaction.atomic
def make_item(
    *, clinic: Clinic, documents: Iterable[Document], by: Member, started_from: Item | None = None
) -> Item:
    """A new item that only `by` sees, saying these documents (one per language, one code).

    Raises CodeTaken when the clinic has an item of this code.
    """
    _lock(clinic)
    first, *others = documents
    if Item.objects.filter(clinic=clinic, code=first.code).exists():
        raise CodeTaken(first.code)
    item: Item = Item.objects.create(
        clinic=clinic,
        shelf=first.shelf,
        code=first.code,
        draft_of=by,
        started_from=started_from,
    )
    Journal.objects.write(act=Act.CREATED, thing=item, by=by)
    for document in (first, *others):
        add_version(item=item, document=document, by=by)
    return item


@transaction.atomic
def save_item(*, item: Item, document: Document, seen: int, by: Actor) -> ItemVersion:
    """Let the item say this from now on; what it said stays as an older version.

    `seen` is the number of the version that the editor saw in this language, 0 for none. Saving
    what stands there already changes nothing. Raises Stale when somebody saved in between.
    """
    own = _own(item)
    current = own.versions.filter(language=document.language, current=True).first()
    if current and current.number != seen and current.content_hash != document.content_hash:
        raise Stale(current)
    add_version(item=own, document=document, by=by)
    _carry_on(own, by)
    saved: ItemVersion = own.versions.get(language=document.language, current=True)
    return saved


@transaction.atomic
def share_item(*, item: Item, by: Actor) -> Item:
    """Let everybody in the clinic see and use it. Raises NotShared while it names drafts."""
    own = _own(item)
    drafts = set(Item.objects.filter(draft_of=own.draft_of_id).values_list("code", flat=True))
    seen_by_all = known_in(_clinic_of(own)).shelves
    named = {one.code for document in _said(own) for one in document.references()}
    named |= {sheet["code"] for sheet in _sheets(own)}
    hidden = sorted((named & drafts) - seen_by_all.keys() - {own.code})
    if hidden:
        raise NotShared(hidden)
    _set(own, by, draft_of=None)
    _follow(own, by)
    return own


@transaction.atomic
def retire_item(*, item: Item, by: Actor) -> Item:
    """Offer it no more; whatever was made from it stays, and it can still be read."""
    return _set(_own(item), by, retired_at=now())


@transaction.atomic
def bring_back_item(*, item: Item, by: Actor) -> Item:
    """Offer a retired item again."""
    return _set(_own(item), by, retired_at=None)


@transaction.atomic
def import_items(
    *, clinic: Clinic, documents: Iterable[Document], by: Actor, share: bool
) -> Imported:
    """Take documents over as own items; an item of the same code gets a new version.

    New ones are seen by everybody when `share` is true or no member brings them, otherwise only by
    the member. All or nothing: raises CodeTaken where a code is somebody else's draft.
    """
    _lock(clinic)
    imported, author = Imported(), by if isinstance(by, Member) and not share else None
    rows = Item.objects.filter(clinic=clinic).prefetch_related("versions")
    known: dict[str, Item] = {item.code: item for item in rows}
    touched = []
    for document in documents:
        item = known.get(document.code)
        if item is None:
            item = known[document.code] = Item.objects.create(
                clinic=clinic, shelf=document.shelf, code=document.code, draft_of=author
            )
            Journal.objects.write(act=Act.CREATED, thing=item, by=by)
        elif item.is_draft and not (isinstance(by, Member) and item.draft_of_id == by.pk):
            raise CodeTaken(document.code)
        elif item.retired_at:
            _set(item, by, retired_at=None)
        state = add_version(item=item, document=document, by=by)
        getattr(imported, state).append(f"{document.code} ({document.language})")
        touched.append(item)
    for item in touched:
        _carry_on(item, by)
    return imported


@transaction.atomic
def note_exported(*, items: Iterable[Item], clinic: Clinic | None, by: Actor) -> None:
    """Write that items left the site as files."""
    for item in items:
        Journal.objects.write(act=Act.EXPORTED, thing=item, by=by, clinic=clinic)


def _lock(clinic: Clinic) -> None:
    """One change of a clinic's library at a time, so that a code is given once."""
    Clinic.objects.select_for_update(no_key=True).get(pk=clinic.pk)


def _clinic_of(item: Item) -> Clinic:
    """Whose item it is; shared items of the product are nobody's to change."""
    if item.clinic is None:
        raise ImproperlyConfigured("A shared item is changed by its file only.")
    return item.clinic


def _own(item: Item) -> Item:
    """The item as it is now; nobody else changes the clinic's library meanwhile."""
    _lock(_clinic_of(item))
    found: Item = Item.objects.select_related("clinic").get(pk=item.pk)
    return found


def _set(item: Item, by: Actor, **changes: Any) -> Item:
    """Change how an item stands, and let what names it follow."""
    changed = [name for name, value in changes.items() if getattr(item, name) != value]
    for name in changed:
        setattr(item, name, changes[name])
    if changed:
        item.save(update_fields=changed)
        Journal.objects.write(act=Act.CHANGED, thing=item, by=by, fields=changed)
        _carry_on(item, by)
    return item


def _said(item: Item) -> Iterator[Document]:
    """What the item says now, in every language."""
    return (version.read() for version in item.versions.filter(current=True))


def _sheets(item: Item) -> list[dict[str, Any]]:
    found = (getattr(document, "worksheet", None) for document in _said(item))
    return [sheet for sheet in found if sheet]


def _carry_on(item: Item, by: Actor) -> None:
    """Let the clinic's own items that name this one carry what it says now."""
    for other in _naming(item):
        if _follow(other, by):
            _carry_on(other, by)


def _follow(item: Item, by: Actor) -> bool:
    """Let the item carry what it names as that is now; whether this changed anything."""
    known = known_in(_clinic_of(item), item.draft_of_id)
    states = [
        add_version(item=item, document=_carrying(document, known), by=by)
        for document in list(_said(item))
    ]
    return "changed" in states


def _naming(item: Item) -> list[Item]:
    """Own practices that name this worksheet, own protocols that name this practice."""
    current = Prefetch("versions", ItemVersion.objects.current())
    own = Item.objects.filter(clinic=item.clinic).exclude(pk=item.pk).select_related("clinic")
    if item.shelf == PRACTICES:
        protocols = own.filter(shelf=PROTOCOLS).prefetch_related(current)
        return [one for one in protocols if item.code in _practices_of(one)]
    sheet = {"versions__current": True, "versions__document__worksheet__code": item.code}
    return list(own.filter(shelf=PRACTICES, **sheet).distinct())


def _practices_of(protocol: Item) -> set[str]:
    return {
        block["practice"]
        for version in protocol.versions.all()
        for block in version.document["plan"]["blocks"]
    }


def _carrying(document: Document, known: Known) -> Document:
    """The document with the worksheet or the gates of what it names."""
    if isinstance(document, PracticeDocument) and document.worksheet:
        sheet = known.find(document.worksheet["code"], document.language)
        if isinstance(sheet, WorksheetDocument):
            return replace(document, worksheet=sheet.sheet_data())
    if isinstance(document, ProtocolDocument):
        codes = {block.practice for block in document.blocks if block.practice}
        found = {code: known.find(code, document.language) for code in codes}
        practices = {c: one for c, one in found.items() if isinstance(one, PracticeDocument)}
        return with_gates(document, practices)
    return document
