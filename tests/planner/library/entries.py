"""Entries to be found, made of as little as possible."""

from typing import Any

from planner.library.documents import CLINICAL_TRADITION, Evidence
from planner.library.entries import Entry, entry_of
from planner.library.pieces import PieceDocument
from planner.library.search import Index

REST: dict[str, Any] = {
    "language": "en",
    "plain_title": "A text",
    "reader": "client",
    "wing": "both",
    "minutes": 3,
    "settings": ("individual",),
    "audiences": ("adults",),
    "key_points": ("…",),
    "ask": "…",
    "cautions": (),
    "evidence": (Evidence(claim="…", strength="tradition", source=CLINICAL_TRADITION),),
    "related": (),
}


def piece(code: str, title: str, **values: Any) -> PieceDocument:
    """A piece with this title and code; no other word in it but those of `values`."""
    empty = {"purpose": "…", "tags": (), "text": "…"}
    return PieceDocument(**REST | empty | {"code": code, "title": title} | values)


def entry(code: str, title: str, **values: Any) -> Entry:
    """What is found of such a piece."""
    return entry_of(piece(code, title, **values))


def found(query: str, *entries: Entry) -> list[str]:
    """The codes of what has all the words, best first."""
    return [one.code for one in Index.of(entries).search(query).entries]
