"""An item of the library as a card shows it, and the table of contents by wing and phase."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from planner.library.documents import CHALLENGES, PRACTICES
from planner.library.entries import Entry
from planner.library.passages import Piece, has, passage, pieces
from planner.library.words import SHELF_ONE_LABELS, WING_LABELS
from planner.plan import Phase

CONTENTS_MOST = 12  # titles of one wing and phase; the rest is a link away


@dataclass(frozen=True, kw_only=True)
class Card:
    """One item for one member.

    `matched` are the words it was found by, folded, `kindred` those of them that only mean the same;
    `how` is what a challenge guide says to do with it; `within` are the minutes it has to fit into.
    """

    entry: Entry
    own: bool = False
    draft: bool = False
    favourite: bool = False
    matched: frozenset[str] = frozenset()
    kindred: frozenset[str] = frozenset()
    how: str = ""
    within: int | None = None

    @property
    def is_shortened(self) -> bool:
        """Whether only its shortest form fits."""
        return bool(self.within and self.entry.minutes and self.entry.minutes > self.within)

    @property
    def kind(self) -> str:
        """What it is, in words."""
        return str(SHELF_ONE_LABELS[self.entry.shelf])

    @property
    def family(self) -> str:
        """Its colour."""
        return self.entry.wing or "other"

    @property
    def is_said(self) -> bool:
        """Whether the title is what a client says."""
        return self.entry.shelf == CHALLENGES

    @property
    def phases(self) -> list[str]:
        """What a practice is for, in words."""
        return [Phase(phase).label for phase in self.entry.phases] if self._is_practice else []

    @property
    def _is_practice(self) -> bool:
        return self.entry.shelf == PRACTICES

    @property
    def title(self) -> list[Piece]:
        """The title with the words that were looked for."""
        return pieces(self.entry.title, self.matched)

    @property
    def purpose(self) -> list[Piece]:
        """The purpose with the words that were looked for."""
        return pieces(self.entry.purpose, self.matched)

    @cached_property
    def under(self) -> list[str]:
        """The tags by which it was found, where title and purpose do not show why."""
        return [] if self._shows_why else [tag for tag in self.entry.tags if has(tag, self.matched)]

    @cached_property
    def passage(self) -> list[Piece]:
        """The passage in which it was found, where nothing else shows why."""
        if not self.matched or self._shows_why or self.under:
            return []
        titled = has(self.entry.client_title, self.matched)
        if titled:
            return passage(self.entry.client_title, self.matched)
        return passage(self.entry.text, self.matched - self.kindred)

    @cached_property
    def _shows_why(self) -> bool:
        return has(f"{self.entry.title} {self.entry.purpose}", self.matched)


@dataclass(frozen=True, kw_only=True)
class Place:
    """A phase in the contents of a wing: the practices that name it first, and how many can serve it."""

    phase: Phase
    entries: tuple[Entry, ...]
    serving: int

    @property
    def has_more(self) -> bool:
        """Whether more can serve the phase than are named here."""
        return self.serving > len(self.entries)


@dataclass(frozen=True, kw_only=True)
class Wing:
    """A wing in the contents. `also` are phases that its practices can serve, but none names first."""

    code: str
    places: tuple[Place, ...]
    also: tuple[Place, ...]

    @property
    def label(self) -> str:
        """The wing in words."""
        return str(WING_LABELS[self.code])


def contents_of(practices: Iterable[Entry]) -> tuple[Wing, ...]:
    """The contents: each practice once, in its wing, under the phase that it names first."""
    first: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    serving: dict[tuple[str, str], int] = defaultdict(int)
    for one in practices:
        first[one.wing, one.phases[0]].append(one)
        for phase in one.phases:
            serving[one.wing, phase] += 1
    wings = []
    for wing in WING_LABELS:
        places = [
            Place(
                phase=phase,
                entries=tuple(first[wing, phase][:CONTENTS_MOST]),
                serving=serving[wing, phase],
            )
            for phase in Phase
            if (wing, phase) in serving
        ]
        named = tuple(place for place in places if place.entries)
        also = tuple(place for place in places if not place.entries)
        wings.append(Wing(code=wing, places=named, also=also))
    return tuple(wing for wing in wings if wing.places)
