"""Practices to choose from where one is wanted: into a plan, or home with a client."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from planner.library.documents import PRACTICES
from planner.library.entries import Entry
from planner.library.search import terms_of
from planner.library.wishes import Wish

from .cards import Card
from .catalogue import Catalogue, Mark

SHOWN_MOST = 30
"""Practices in the list at once; a word or a filter brings the others."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What a wish leaves to choose from: the `cards` shown, `count` that fit, `total` in the library.

    `near` have some of the words only; `missing` are words that no item has, with what is nearest.
    """

    cards: tuple[Card, ...]
    near: tuple[Card, ...]
    count: int
    total: int
    missing: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def shown(self) -> tuple[Card, ...]:
        """Everything in the list, the best first."""
        return (*self.cards, *self.near)


def found_codes(catalogue: Catalogue, wish: Wish) -> set[str]:
    """The codes of all practices that fit a wish, or have some of its words."""
    found = catalogue.find(wish.but(shelf=PRACTICES))
    return {one.code for one in (*found.entries, *found.near)}


def choose_among(catalogue: Catalogue, wish: Wish, codes: Set[str] | None = None) -> Choice:
    """The practices that fit a wish, of those with these `codes` (None: of all).

    With words the best come first; without, what is starred and what was used last.
    """
    found = catalogue.find(wish.but(shelf=PRACTICES))

    def among(entries: Sequence[Entry]) -> list[Entry]:
        return [one for one in entries if codes is None or one.code in codes]

    fitting = among(found.entries)
    if not terms_of(wish.q):
        fitting = _at_hand_first(catalogue, fitting)
    how = {
        "matched": found.found.matched,
        "kindred": found.found.kindred,
        "within": wish.minutes,
    }
    return Choice(
        cards=tuple(catalogue.card(one, **how) for one in fitting[:SHOWN_MOST]),
        near=tuple(catalogue.card(one, **how) for one in among(found.near)),
        count=len(fitting),
        total=len(catalogue.shelves.on(PRACTICES)),
        missing=tuple((word, tuple(nearest)) for word, nearest in found.found.missing),
    )


def _at_hand_first(catalogue: Catalogue, entries: Sequence[Entry]) -> list[Entry]:
    """Favourites, then what was used last, the newest first; the rest as it stands."""

    def rank(entry: Entry) -> tuple[bool, float]:
        mark = catalogue.marks.get(entry.code, Mark())
        return (not mark.favourite, -mark.used_at.timestamp() if mark.used_at else 0.0)

    return sorted(entries, key=rank)
