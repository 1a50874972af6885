"""Where in a text the words of a query stand: the text in pieces, each with whether it was meant."""

import re
from collections.abc import Set
from typing import NamedTuple

from planner.library.spelling import fold

_WORD = re.compile(r"[^\W_]+(?:['’‘ʼ][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?…]['”\")]*\s|\n\s*(?:\n|[-#])[-#\s]*")
BEFORE, AFTER = 60, 110  # characters of a passage around its first word


class Piece(NamedTuple):
    """A piece of a text, and whether it is a word that was looked for."""

    text: str
    meant: bool


def pieces(text: str, matched: Set[str]) -> list[Piece]:
    """The whole text in pieces; `matched` are folded words."""
    found: list[Piece] = []
    done = 0
    for word in _WORD.finditer(text) if matched else ():
        if fold(word.group()) in matched:
            found += (Piece(text[done : word.start()], False), Piece(word.group(), True))
            done = word.end()
    found.append(Piece(text[done:], False))
    return [one for one in found if one.text]


def has(text: str, matched: Set[str]) -> bool:
    """Whether one of the folded words stands in the text."""
    return any(fold(word.group()) in matched for word in _WORD.finditer(text))


def passage(text: str, matched: Set[str]) -> list[Piece]:
    """The sentence, or the middle of it, where the first of the words stands; empty without one."""
    first = next((word for word in _WORD.finditer(text) if fold(word.group()) in matched), None)
    if first is None:
        return []
    ends = [one.end() for one in _SENTENCE_END.finditer(text, 0, first.start())]
    start = ends[-1] if ends else 0
    following = _SENTENCE_END.search(text, first.end())
    end = following.end() if following else len(text)
    before, after = "", ""
    if first.start() - start > BEFORE:
        start, before = text.find(" ", first.start() - BEFORE) + 1, "… "
    if end - first.end() > AFTER:
        end, after = text.rfind(" ", first.end(), first.end() + AFTER), " …"
    said = " ".join(text[start:end].split())
    return pieces(f"{before}{said}{after}", matched)
