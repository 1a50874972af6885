"""SUDS as they are written down during an exposure: one row of numbers, `30 45 70 80 60 35`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from unicodedata import normalize

MOST_RATINGS = 60
"""Ratings in one row: one every minute of the longest exposure."""

NOT_ASKED = "-"
_DASHES = frozenset("-–—?")
_BETWEEN = re.compile(r"[\s,;/]+")


class RowError(ValueError):
    """A row that cannot be read.

    `why` is scale (a number above its end), number (no whole number), short (fewer than three),
    long (too many) or gap (not asked in the middle); `word` is what stands there, `place` its place
    in the row, from 1.
    """

    def __init__(self, why: str, word: str = "", place: int = 0) -> None:
        super().__init__(why)
        self.why, self.word, self.place = why, word[:20], place


@dataclass(frozen=True, kw_only=True)
class SudsRow:
    """Ratings of one exposure on one scale; None = not asked.

    `series` holds every rating up to the end, the first and the last included; it is empty where
    nothing was rated in between.
    """

    before: int | None = None
    series: list[int] = field(default_factory=list)
    end: int | None = None
    after_grounding: int | None = None

    @property
    def peak(self) -> int | None:
        """The highest rating up to the end, or None."""
        rated = [one for one in (self.before, *self.series, self.end) if one is not None]
        return max(rated, default=None)


def read_row(text: str, top: int) -> SudsRow:
    """Before, any ratings in between, end, after grounding; a dash where it was not asked.

    Spaces, commas, semicolons and slashes separate. `top` is the end of the client's scale. Raises
    RowError.
    """
    words = [word for word in _BETWEEN.split(normalize("NFKC", text)) if word]
    if not words:
        return SudsRow()
    if len(words) > MOST_RATINGS + 1:
        raise RowError("long")
    rated = [_rating(word, place, top) for place, word in enumerate(words, 1)]
    if len(rated) < 3:
        raise RowError("short")
    before, *between, end, after = rated
    if None in between:
        place = between.index(None) + 2
        raise RowError("gap", words[place - 1], place)
    ends = [one for one in (before, end) if one is not None]
    series = [one for one in (before, *between, end) if one is not None]
    return SudsRow(
        before=before, series=series if series != ends else [], end=end, after_grounding=after
    )


def write_row(
    before: int | None, series: Sequence[int], end: int | None, after_grounding: int | None
) -> str:
    """What `read_row` reads; empty where nothing was rated."""
    between = list(series)
    if between and between[0] == before:
        between = between[1:]
    if between and between[-1] == end:
        between = between[:-1]
    row = (before, *between, end, after_grounding)
    if all(one is None for one in row):
        return ""
    return " ".join(NOT_ASKED if one is None else str(one) for one in row)


def _rating(word: str, place: int, top: int) -> int | None:
    """One rating of the row."""
    if set(word) <= _DASHES:
        return None
    if not (word.isascii() and word.isdigit()):
        raise RowError("number", word, place)
    if len(word.lstrip("0")) > 3 or int(word) > top:
        raise RowError("scale", word, place)
    return int(word)
