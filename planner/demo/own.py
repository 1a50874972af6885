"""The demo clinic's own items: a practice of its own in two versions, and somebody's draft."""

from dataclasses import replace
from typing import Any

from clients.models import Member
from planner.actions.own_items import make_item, save_item, share_item
from planner.library.copies import own_copies
from planner.models import Item

STARTED_FROM = "micro-pause"
SHARED = "pause-at-the-door"
DRAFT_FROM = "two-wings"
DRAFT = "how-we-explain-it"


def write_own_items(author: Member) -> None:
    """A practice that the clinic shares and a piece that only its author sees, by `author`."""
    practice = _own(author, STARTED_FROM, SHARED, "Pause at the door")
    if practice is not None:
        now: Any = practice.versions.get(current=True, language="en").read()
        cautions = ("Agree on one door of the day, not on all of them.", *now.cautions)
        changed = replace(now, client_title="A pause at the door", cautions=cautions)
        save_item(item=practice, document=changed, seen=1, by=author)
        share_item(item=practice, by=author)
    _own(author, DRAFT_FROM, DRAFT, "How we explain it here")


def _own(author: Member, code: str, own_code: str, title: str) -> Item | None:
    """A copy of a shared item; None where the library does not have it."""
    shared = Item.objects.shared().filter(code=code).first()
    if shared is None:
        return None
    said = [one.read() for one in shared.versions.filter(current=True)]
    copies = own_copies(said, code=own_code, title=title)
    return make_item(clinic=author.clinic, documents=copies, by=author, started_from=shared)
