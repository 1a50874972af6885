"""Bring the library's files into the database."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.timezone import now

from clients.models import Act, Actor, Journal
from planner.library.practices import PracticeDocument
from planner.library.protocols import ProtocolDocument
from planner.library.reader import Library
from planner.models import Practice, PracticeVersion, Protocol
from planner.plan import plan_to_data


@dataclass
class Loaded:
    """What a load did: codes with their language, for example `micro-pause (en)`."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)

    def note(self, state: str, code: str, language: str) -> None:
        """Remember that this document was added, changed or left unchanged."""
        getattr(self, state).append(f"{code} ({language})")


@transaction.atomic
def load(*, documents: Library, by: Actor) -> Loaded:
    """Make the shared library say what the documents say; all or nothing, and again without effect.

    A practice gets a new version only where its content changed. Shared items whose file is gone are
    retired, never deleted. A clinic's own items are not touched.
    """
    loaded = Loaded()
    _load_practices(documents.practices, loaded, by)
    _load_protocols(documents.protocols, loaded, by)
    return loaded


def _load_practices(documents: Iterable[PracticeDocument], loaded: Loaded, by: Actor) -> None:
    shared = Practice.objects.shared().prefetch_related("versions").select_for_update()
    known: dict[str, Practice] = {practice.code: practice for practice in shared}
    found = set()
    for document in documents:
        found.add(document.code)
        practice = known.get(document.code)
        if practice is None:
            practice = known[document.code] = Practice.objects.create(code=document.code)
            Journal.objects.write(act=Act.CREATED, thing=practice, by=by)
        _bring_back(practice, by)
        loaded.note(_load_version(practice, document, by), document.code, document.language)
    _retire([one for code, one in known.items() if code not in found], loaded, by)


def _load_version(practice: Practice, document: PracticeDocument, by: Actor) -> str:
    """Add a version where the content changed; says "added", "changed" or "unchanged"."""
    before = [one for one in practice.versions.all() if one.language == document.language]
    newest = max(before, key=lambda one: one.number, default=None)
    if newest and newest.content_hash == document.content_hash:
        return "unchanged"
    PracticeVersion.objects.create(
        practice=practice,
        language=document.language,
        number=newest.number + 1 if newest else 1,
        content_hash=document.content_hash,
        title=document.title,
        wing=document.wing,
        led_by=document.gates.led_by,
        minutes_usual=document.minutes.usual,
        document=document.to_data(),
    )
    if newest is None:
        return "added"
    Journal.objects.write(act=Act.CHANGED, thing=practice, by=by, fields=["versions"])
    return "changed"


def _load_protocols(documents: Iterable[ProtocolDocument], loaded: Loaded, by: Actor) -> None:
    shared = Protocol.objects.shared().select_for_update()
    known: dict[tuple[str, str], Protocol] = {(one.code, one.language): one for one in shared}
    found = set()
    for document in documents:
        key = (document.code, document.language)
        found.add(key)
        protocol = known.get(key)
        state = "added" if protocol is None else "changed"
        if protocol is not None:
            _bring_back(protocol, by)
        if protocol is not None and protocol.content_hash == document.content_hash:
            state = "unchanged"
        else:
            _write_protocol(protocol or Protocol(code=key[0], language=key[1]), document, by)
        loaded.note(state, *key)
    _retire([one for key, one in known.items() if key not in found], loaded, by)


def _write_protocol(protocol: Protocol, document: ProtocolDocument, by: Actor) -> None:
    """Save what the document says; plans made from the protocol before keep their own blocks."""
    act = Act.CHANGED if protocol.pk else Act.CREATED
    protocol.kind = document.kind
    protocol.title = document.title
    protocol.minutes = document.minutes
    protocol.content_hash = document.content_hash
    protocol.document = plan_to_data(document.blocks)
    protocol.save()
    Journal.objects.write(act=act, thing=protocol, by=by, fields=["document"])


def _bring_back(item: Practice | Protocol, by: Actor) -> None:
    """An item whose file is there again is in use again."""
    if item.retired_at is not None:
        item.retired_at = None
        item.save(update_fields=["retired_at"])
        Journal.objects.write(act=Act.CHANGED, thing=item, by=by, fields=["retired_at"])


def _retire(items: Iterable[Practice | Protocol], loaded: Loaded, by: Actor) -> None:
    """Items without a file are not offered any more; what was made from them stays."""
    for item in items:
        if item.retired_at is None:
            item.retired_at = now()
            item.save(update_fields=["retired_at"])
            Journal.objects.write(act=Act.CHANGED, thing=item, by=by, fields=["retired_at"])
            loaded.retired.append(item.code)
