"""Finding in the library: one engine in Python, so that every database gives the same answer.

Each word of a query has to match: as a whole word, as the beginning of one, with another ending, as
a word for the same thing, or, where none of these is found anywhere, with one slip of the finger. A
match in the title counts more than one in the tags, the purpose, the text.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property

from planner.library.entries import FIELDS, PURPOSE, TAGS, TEXT, TITLE, Entry
from planner.library.kindred import kindred_of
from planner.library.spelling import listed, slipped, stem, unfinished, words_of

WHOLE, BEGINNING, ENDING, SLIP, KINDRED = 8, 6, 4, 2, 1
WEIGHTS = {TITLE: 12, TAGS: 8, PURPOSE: 4, TEXT: 1}
PHRASE = 40  # the words stand in title or tags side by side
TERMS_MOST = 8
KNOWN_LETTERS = 4  # a whole word of so many letters is no mere beginning: numb is not number
SLIP_LETTERS = 5  # a shorter word has too many neighbours
NEAREST = 3
ALIKE = 0.7  # difflib's ratio, from 0 to 1
# Words that carry nothing where others do.
_SMALL = (
    "a am an and are at be can cant client clients do does dont for from he how i in is it my of "
    "offer on or patient patients she somebody someone that the they this to too what when who with"
)
SMALL = frozenset(_SMALL.split())


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a query found, best first: `entries` with all its words, `near` with some of them.

    `matched` are the words of the library that the query's words stood for, `kindred` those of them
    that only mean the same. `missing` are the words of the query that no item has, each with the
    nearest that there are.
    """

    entries: tuple[Entry, ...] = ()
    near: tuple[Entry, ...] = ()
    matched: frozenset[str] = frozenset()
    kindred: frozenset[str] = frozenset()
    missing: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class Index:
    """Entries in order of title, with their words turned round; made once for the same entries."""

    entries: tuple[Entry, ...]
    places: dict[str, dict[str, list[int]]] = field(repr=False)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "Index":
        """The index of these entries."""
        known = tuple(sorted(entries, key=lambda entry: entry.in_order))
        places: dict[str, dict[str, list[int]]] = {name: defaultdict(list) for name in FIELDS}
        for number, entry in enumerate(known):
            for name, there in places.items():
                for word in entry.words[name]:
                    there[word].append(number)
        return cls(known, {name: dict(there) for name, there in places.items()})

    @cached_property
    def shelved(self) -> tuple[Entry, ...]:
        """The entries by shelf, then by title."""
        return tuple(sorted(self.entries, key=lambda entry: entry.shelf_number))

    @cached_property
    def order(self) -> list[int]:
        """Of each entry the place among the shelved: what decides between equals."""
        places = {entry.code: place for place, entry in enumerate(self.shelved)}
        return [places[entry.code] for entry in self.entries]

    @cached_property
    def vocabulary(self) -> list[str]:
        """Every word, sorted."""
        return sorted(set().union(*self.places.values()))

    @cached_property
    def named(self) -> list[str]:
        """The words of titles and tags, sorted."""
        return sorted({word for entry in self.entries for word in entry.phrase.split()})

    @cached_property
    def by_code(self) -> dict[str, Entry]:
        """The entries by their codes."""
        return {entry.code: entry for entry in self.entries}

    @cached_property
    def stems(self) -> dict[str, list[str]]:
        """The words by their stems."""
        found = defaultdict(list)
        for word in self.vocabulary:
            found[stem(word)].append(word)
        return dict(found)

    @cached_property
    def _all_words(self) -> str:
        return listed(self.vocabulary)

    @cached_property
    def _all_stems(self) -> str:
        return listed(self.stems)

    def search(self, query: str) -> Found:
        """The entries that match; none for a query without words."""
        terms = terms_of(query)
        meant = {term: self._meant(term) for term in terms}
        scores: Counter[int] = Counter()
        hits: Counter[int] = Counter()
        for words in meant.values():
            points = self._points(words)
            scores.update(points)
            hits.update(points.keys())
        if len(terms) > 1:
            phrase = f" {' '.join(words_of(query))}"
            for number in hits:
                scores[number] += PHRASE * (phrase in self.entries[number].phrase)
        ranked = sorted(hits, key=lambda number: (-scores[number], self.order[number]))
        matched = frozenset().union(*meant.values())
        literal = (word for words in meant.values() for word, fit in words.items() if fit > KINDRED)
        return Found(
            entries=tuple(self.entries[n] for n in ranked if hits[n] == len(terms)),
            near=tuple(self.entries[n] for n in ranked if hits[n] < len(terms)),
            matched=matched,
            kindred=matched.difference(literal),
            missing=tuple((term, self._nearest(term)) for term in terms if not meant[term]),
        )

    def _meant(self, term: str) -> dict[str, int]:
        """The words of the library that a word of the query stands for, each with how well it fits."""
        known = bool(self._beginning(term, whole=True))
        found = self._of_stems([stem(term)], ENDING)
        if not known or len(term) < KNOWN_LETTERS:
            found |= dict.fromkeys(self._beginning(term), BEGINNING)
        if known:
            found[term] = WHOLE
        found = found or self._of_stems(unfinished(term), ENDING) or self._slipped(term)
        return dict.fromkeys(kindred_of(term), KINDRED) | found

    def _of_stems(self, stems: Iterable[str], fit: int) -> dict[str, int]:
        """All words of these stems, each with this fit."""
        return {word: fit for one in stems for word in self.stems.get(one, ())}

    def _slipped(self, term: str) -> dict[str, int]:
        """The words that a slip of the finger parts from the term, with whatever ending."""
        if len(term) < SLIP_LETTERS:
            return {}
        root = stem(term)
        stems = {stem(word) for word in slipped(term, self._all_words)}
        if not stems and len(root) >= SLIP_LETTERS:
            stems = set(slipped(root, self._all_stems))
        return self._of_stems(stems, SLIP)

    def _beginning(self, term: str, *, whole: bool = False) -> list[str]:
        """The words that begin so, or the whole word alone; a single sign begins nothing."""
        start = bisect_left(self.vocabulary, term)
        if whole or len(term) == 1:
            return [word for word in self.vocabulary[start : start + 1] if word == term]
        return self.vocabulary[start : bisect_left(self.vocabulary, f"{term}\U0010ffff", start)]

    def _points(self, words: dict[str, int]) -> dict[int, int]:
        """What one word of the query brings each entry: the points of its best place.

        A word for the same thing counts where an item says what it is, not somewhere in its text.
        """
        best: dict[int, int] = {}
        for name, there in self.places.items():
            for word, fit in words.items():
                if fit == KINDRED and name == TEXT:
                    continue
                points = fit * WEIGHTS[name]
                for number in there.get(word, ()):
                    if best.get(number, 0) < points:
                        best[number] = points
        return best

    def _nearest(self, term: str) -> tuple[str, ...]:
        """Words of titles and tags that look most like this one."""
        alike = [word for word in self.named if word[0] == term[0]]
        return tuple(get_close_matches(term, alike, NEAREST, ALIKE))


def terms_of(query: str) -> list[str]:
    """The different words of a query that count, at most eight."""
    words = list(dict.fromkeys(words_of(query)))
    heavy = [word for word in words if word not in SMALL and (len(word) > 1 or word.isdigit())]
    return (heavy or words)[:TERMS_MOST]
