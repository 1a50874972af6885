"""The passages of a text: headings, paragraphs, lists. Everything else of Markdown is plain words."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

_MARKDOWN = MarkdownIt("commonmark")
_LISTS: dict[str, Literal["list", "numbers"]] = {
    "bullet_list_open": "list",
    "ordered_list_open": "numbers",
}
_CLOSED = ("bullet_list_close", "ordered_list_close")


@dataclass(frozen=True, kw_only=True)
class Passage:
    """One part of a text. A heading or paragraph has one line, a list has one for each point."""

    kind: Literal["heading", "paragraph", "list", "numbers"]
    lines: tuple[str, ...]


def passages(text: str) -> tuple[Passage, ...]:
    """The parts of a text in its order; lines that were broken by an editor are joined."""
    return tuple(_passages(_MARKDOWN.parse(text)))


def _passages(tokens: list[Token]) -> Iterator[Passage]:
    kind: Literal["list", "numbers"] | None = None
    points: list[str] = []
    for before, token in pairwise(tokens):
        if before.type in _LISTS and before.level == 0:
            kind, points = _LISTS[before.type], []
        if token.type == "inline" and kind:
            points.append(_words(token))
        elif token.type == "inline":
            is_heading = before.type == "heading_open"
            yield Passage(kind="heading" if is_heading else "paragraph", lines=(_words(token),))
        elif token.type in _CLOSED and token.level == 0 and kind:
            yield Passage(kind=kind, lines=tuple(points))
            kind = None


def _words(inline: Token) -> str:
    """The plain words of a line of Markdown."""
    breaks = ("softbreak", "hardbreak")
    return "".join(
        " " if child.type in breaks else child.content for child in inline.children or ()
    )
