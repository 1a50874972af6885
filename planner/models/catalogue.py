"""The library as one member may see it now, ready to be searched.

Which versions a member may see is asked of the database every time, through the door. What a version
says, and whose it is, never changes: that alone is kept in the process, by the names of exactly these
versions. So nothing kept can grow old, or show what somebody may not see.
"""

import datetime as dt
import logging
from collections import Counter, OrderedDict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from threading import Lock
from typing import Any, NamedTuple

from django.db.models import F, StringAgg, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat, Left

from clients.models import Member
from clients.shapes import ShapeError
from planner.library.documents import CHALLENGES, PRACTICES
from planner.library.entries import Entry
from planner.library.search import Found, Index, terms_of
from planner.library.wishes import DRAFTS, FAVOURITES, OWN, Wish

from .cards import Card, Wing, contents_of
from .items import Bookmark, ItemVersion

ENTRIES_MOST = 6000  # about 10 KB each
INDEXES_MOST = 16
FEW = 6  # so few with all words are followed by those with some of them
NEAR_MOST = 12
RECENT_MOST = 6

log = logging.getLogger(__name__)


class Lately[Key, Value]:
    """The values used last, so many at most; threads may share it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._values: OrderedDict[Key, Value] = OrderedDict()

    def get(self, key: Key) -> Value | None:
        """The value, or None."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def put(self, key: Key, value: Value) -> None:
        """Keep a value; the one used longest ago makes room."""
        with self._lock:
            self._values[key] = value
            self._values.move_to_end(key)
            while len(self._values) > self._most:
                self._values.popitem(last=False)


type Content = tuple[str, str]  # code and hash
_entries: Lately[Content, Entry] = Lately(ENTRIES_MOST)
_indexes: Lately[frozenset[Content], Index] = Lately(INDEXES_MOST)
_shelves: Lately[tuple[str, str], "Shelves"] = Lately(INDEXES_MOST)  # by language and versions


class Standing(NamedTuple):
    """The version that stands for a code, and whose it is."""

    code: str
    content: str  # its hash
    version: int
    language: str
    clinic: int | None
    author: int | None  # of a draft

    @property
    def is_own(self) -> bool:
        """Whether it is the clinic's own."""
        return self.clinic is not None

    @property
    def is_draft(self) -> bool:
        """Whether only its author sees it."""
        return self.author is not None

    def before(self, other: "Standing", language: str) -> bool:
        """Whether it goes before another: own before shared, this language before English."""
        mine, theirs = (
            (one.clinic is None, one.language != language, one.language != "en", one.language)
            for one in (self, other)
        )
        return mine < theirs


@dataclass(frozen=True)
class Shelves:
    """What stands on the shelves for whoever sees the same versions in the same language."""

    index: Index
    standing: Mapping[str, Standing]

    def on(self, shelf: str) -> list[Entry]:
        """The items of a shelf by title."""
        return [entry for entry in self.index.entries if entry.shelf == shelf]

    @cached_property
    def challenges(self) -> list[Entry]:
        """The guides to what is hard, by title."""
        return self.on(CHALLENGES)

    @cached_property
    def wings(self) -> tuple[Wing, ...]:
        """The table of contents."""
        return contents_of(self.on(PRACTICES))

    @cached_property
    def own(self) -> int:
        """How many are the clinic's own."""
        return sum(one.is_own for one in self.standing.values())

    @cached_property
    def drafts(self) -> int:
        """How many only their author sees."""
        return sum(one.is_draft for one in self.standing.values())


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What a member made of an item."""

    favourite: bool = False
    used_at: dt.datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a wish found, how much of it stands on each shelf, and how it was found.

    `near` has some of the words only. `without` says of each filter how many there would be without
    it, when there is nothing.
    """

    entries: tuple[Entry, ...]
    near: tuple[Entry, ...]
    found: Found
    on_shelves: Mapping[str, int]
    without: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Everything that one member may see of the library, in one language."""

    shelves: Shelves
    marks: Mapping[str, Mark]

    @property
    def index(self) -> Index:
        """Everything, ready to be searched."""
        return self.shelves.index

    @property
    def standing(self) -> Mapping[str, Standing]:
        """By code the version that stands there."""
        return self.shelves.standing

    def entry(self, code: str) -> Entry | None:
        """The item of this code."""
        return self.index.by_code.get(code)

    def find(self, wish: Wish) -> Finding:
        """What fits a wish: with words the best first, for a guide in its order, else by title."""
        guide = self.entry(wish.challenge) if wish.challenge else None
        found = self._by_words(wish.q)
        if guide and not terms_of(wish.q):
            offered = (self.entry(one.code) for one in guide.offers)
            found = Found(entries=tuple(filter(None, offered)))
        fitting, near = self._fitting(wish, found.entries), self._fitting(wish, found.near)
        if wish.shelf:
            near = [one for one in near if one.shelf == wish.shelf]
        shelf = [one for one in fitting if wish.shelf in ("", one.shelf)]
        return Finding(
            entries=tuple(shelf),
            near=tuple(near[:NEAR_MOST]) if len(shelf) < FEW else (),
            found=found,
            on_shelves=Counter(one.shelf for one in fitting),
            without={} if shelf or near else self._without(wish),
        )

    def _by_words(self, words: str) -> Found:
        """The search, or everything by shelf and title where there are no words."""
        return self.index.search(words) if terms_of(words) else Found(entries=self.index.shelved)

    def _fitting(self, wish: Wish, entries: Sequence[Entry]) -> Sequence[Entry]:
        """The entries that fit everything of the wish but words and shelf."""
        if not wish.filters or not entries:
            return entries
        codes = self._codes(wish)
        return [one for one in entries if wish.fits(one) and (codes is None or one.code in codes)]

    def _codes(self, wish: Wish) -> Set[str] | None:
        """The codes that are one's own in the way asked for, and that the guide offers; None: all."""
        mine = {
            FAVOURITES: lambda code: self.marks.get(code, Mark()).favourite,
            OWN: lambda code: self.standing[code].is_own,
            DRAFTS: lambda code: self.standing[code].is_draft,
        }
        known = self.index.by_code.keys()
        found = {code for code in known if mine[wish.mine](code)} if wish.mine else None
        if not wish.challenge:
            return found
        guide = self.entry(wish.challenge)
        offered = {one.code for one in guide.offers} if guide else set()
        return offered if found is None else offered & found

    def _without(self, wish: Wish) -> dict[str, int]:
        """How much there would be without each filter alone; filters that do not help are left out."""
        names = [*wish.filters, *(["shelf"] if wish.shelf else [])]
        counts = {name: len(self.find(wish.without(name)).entries) for name in names}
        return {name: count for name, count in counts.items() if count}

    def card(self, entry: Entry, **found: Any) -> Card:
        """An item as a card; `found` says how it was found (fields of Card)."""
        stands = self.standing[entry.code]
        return Card(
            entry=entry,
            own=stands.is_own,
            draft=stands.is_draft,
            favourite=self.marks.get(entry.code, Mark()).favourite,
            **found,
        )

    @property
    def favourites(self) -> list[Card]:
        """The member's favourites by shelf and title."""
        starred = {code for code, mark in self.marks.items() if mark.favourite}
        return [self.card(one) for one in self.index.shelved if one.code in starred]

    @property
    def recent(self) -> list[Card]:
        """What the member used last and has not starred, the newest first."""
        plain = {code: mark for code, mark in self.marks.items() if not mark.favourite}
        used = {code: mark.used_at for code, mark in plain.items() if mark.used_at}
        newest = sorted(used, key=lambda code: used[code], reverse=True)
        entries = filter(None, map(self.entry, newest[:RECENT_MOST]))
        return [self.card(one) for one in entries]


def catalogue_for(member: Member, items: Any, language: str) -> Catalogue:
    """The catalogue of the items that this member may see (`items` comes through the door).

    Two queries where everything is known already.
    """
    current = items.filter(versions__current=True).order_by()
    seen = (language, _names_of(current))
    shelves = _shelves.get(seen)
    if shelves is None:
        standing = standing_by_code(current, language)
        shelves = Shelves(index_of(standing), standing)
        _shelves.put(seen, shelves)
    return Catalogue(shelves=shelves, marks=_marks_of(member))


def _names_of(current: Any) -> str:
    """All versions of these items in one text, each with its content and the author of a draft.

    One row instead of thousands; of an item only `draft_of` ever changes what stands. The content
    comes first, always as long: a version's number alone comes again after a rollback.
    """
    text = TextField()
    draft_of = Coalesce(Cast("draft_of", text), Value("", text))
    content = Cast(Left("versions__content_hash", 16), text)
    name = Concat(content, Cast("versions", text), Value(":", text), draft_of)
    return current.aggregate(names=StringAgg(name, Value(" ", text)))["names"] or ""


def standing_by_code(current: Any, language: str) -> dict[str, Standing]:
    """By code what stands there for whoever may see these items, joined to their current versions."""
    rows = current.annotate(content=F("versions__content_hash"), spoken=F("versions__language"))
    rows = rows.values_list("code", "content", "versions__pk", "spoken", "clinic", "draft_of")
    found: dict[str, Standing] = {}
    for one in map(Standing._make, rows):
        other = found.get(one.code)
        if other is None or one.before(other, language):
            found[one.code] = one
    return found


def index_of(standing: Mapping[str, Standing]) -> Index:
    """The index of what these versions say; made anew only for a set that was not there yet."""
    contents = frozenset(map(itemgetter(0, 1), standing.values()))
    found = _indexes.get(contents)
    if found is None:
        found = Index.of(_entries_of(standing))
        _indexes.put(contents, found)
    return found


def _entries_of(standing: Mapping[str, Standing]) -> list[Entry]:
    """What these versions say; one that cannot be read any more is left out."""
    found = {code: _entries.get((code, one.content)) for code, one in standing.items()}
    unknown = [standing[code].version for code, entry in found.items() if entry is None]
    for version in ItemVersion.objects.select_related("item").in_bulk(unknown).values():
        try:
            entry = version.entry()
        except ShapeError as error:
            log.warning("version %s of the library cannot be read: %s", version.pk, error)
            continue
        found[entry.code] = entry
        _entries.put((entry.code, version.content_hash), entry)
    return [entry for entry in found.values() if entry]


def _marks_of(member: Member) -> dict[str, Mark]:
    """What the member made of items, by code: a clinic's own item takes over from the shared one."""
    found: dict[str, Mark] = {}
    rows = Bookmark.objects.filter(member=member).order_by("used_at")
    for code, favourite, used_at in rows.values_list("item__code", "favourite", "used_at"):
        before = found.get(code, Mark())
        used = max(filter(None, (before.used_at, used_at)), default=None)
        found[code] = Mark(favourite=favourite or before.favourite, used_at=used)
    return found
