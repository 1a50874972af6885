"""What a member keeps at hand in the library: favourites, and what was used last.

These are notes to oneself about items, not about people: the journal says nothing of them.
"""

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import now

from clients.models import Actor, Member
from planner.models import Bookmark, Item


@transaction.atomic
def set_favourite(*, item: Item, favourite: bool, by: Member) -> None:
    """Make an item a favourite of this member, or no longer; again without effect.

    A star stands for the code: taking it away also takes it from the shared item in whose place a
    clinic's own stands.
    """
    if favourite:
        Bookmark.objects.update_or_create(member=by, item=item, defaults={"favourite": True})
        return
    starred = Bookmark.objects.filter(member=by, item__code=item.code, favourite=True)
    starred.update(favourite=False)


@transaction.atomic
def note_use(*, code: str, by: Actor) -> None:
    """Note that a member just used the item of this code.

    Nothing happens for a command or job, without a code, and for one that the library does not have.
    """
    if not code or not isinstance(by, Member):
        return
    usable = Item.objects.usable_in(by.clinic).filter(Q(draft_of=None) | Q(draft_of=by), code=code)
    item = usable.own_first().first()
    if item is not None:
        Bookmark.objects.update_or_create(member=by, item=item, defaults={"used_at": now()})
