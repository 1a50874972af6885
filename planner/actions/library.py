"""Bring the library's files into the database."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.timezone import now

from clients.models import Act, Actor, Journal, Member
from planner.library.documents import Document
from planner.library.reader import Library
from planner.models import Item, ItemVersion


@dataclass
class Loaded:
    """What a load did: codes with their language, for example `micro-pause (en)`."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)


@transaction.atomic
def load(*, documents: Library, by: Actor) -> Loaded:
    """Make the shared library say what the documents say; all or nothing, and again without effect.

    An item gets a new version only where its content changed. Shared items whose file is gone are
    retired, never deleted. A clinic's own items are not touched.
    """
    loaded = Loaded()
    shared = Item.objects.shared().prefetch_related("versions").select_for_update()
    known: dict[str, Item] = {item.code: item for item in shared}
    found = set()
    for document in documents.documents:
        found.add(document.code)
        item = known.get(document.code)
        if item is None:
            item = known[document.code] = Item.objects.create(
                code=document.code, shelf=document.shelf
            )
            Journal.objects.write(act=Act.CREATED, thing=item, by=by)
        _put_up(item, document.shelf, by)
        state = add_version(item=item, document=document, by=by)
        getattr(loaded, state).append(f"{document.code} ({document.language})")
    _retire((one for code, one in known.items() if code not in found), loaded, by)
    return loaded


def add_version(*, item: Item, document: Document, by: Actor) -> str:
    """Let the item say this where it says something else; "added", "changed" or "unchanged"."""
    before = [one for one in item.versions.all() if one.language == document.language]
    current = next((one for one in before if one.current), None)
    if current and current.content_hash == document.content_hash:
        return "unchanged"
    if current:
        current.current = False
        current.save(update_fields=["current"])
    version = ItemVersion.saying(
        document,
        item=item,
        number=max((one.number for one in before), default=0) + 1,
        made_by=by if isinstance(by, Member) else None,
    )
    version.save()
    if not before:
        return "added"
    Journal.objects.write(act=Act.CHANGED, thing=item, by=by, fields=["versions"])
    return "changed"


def _put_up(item: Item, shelf: str, by: Actor) -> None:
    """An item whose file is there again is in use again, on the shelf where the file is."""
    changes: dict[str, Any] = {"retired_at": None, "shelf": shelf}
    changed = [name for name, value in changes.items() if getattr(item, name) != value]
    if changed:
        for name in changed:
            setattr(item, name, changes[name])
        item.save(update_fields=changed)
        Journal.objects.write(act=Act.CHANGED, thing=item, by=by, fields=changed)


def _retire(items: Iterable[Item], loaded: Loaded, by: Actor) -> None:
    """Items without a file are not offered any more; what was made from them stays."""
    for item in items:
        if item.retired_at is None:
            item.retired_at = now()
            item.save(update_fields=["retired_at"])
            Journal.objects.write(act=Act.CHANGED, thing=item, by=by, fields=["retired_at"])
            loaded.retired.append(item.code)
