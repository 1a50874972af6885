"""What changed from one version of an item to another, field by field, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from planner.library.documents import Document
from planner.library.words import FIELD_LABELS
from planner.library.writer import authored, body_of

_TOKEN = re.compile(r"\s+|[^\s]+")
_CODE = re.compile(r"[a-z0-9_-]{1,60}")


class Kind(StrEnum):
    """Whether words stand in both versions, in the older, or in the newer only."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Words:
    """A run of words of one kind."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Difference:
    """One field that changed: where it stands, in words, and both texts as one."""

    field: str
    label: str
    words: tuple[Words, ...]


def differences(before: Document, after: Document) -> tuple[Difference, ...]:
    """Every field that differs, in the order of the definition."""
    old, new = _whole(before), _whole(after)
    return tuple(_between(old, new, ""))


def words_between(before: str, after: str) -> tuple[Words, ...]:
    """Two texts as one: what both say, what only the first, what only the second says."""
    found: list[Words] = []
    for tag, old, new in _lines(before, after):
        runs = _runs(old, new) if tag == "replace" else [(Kind.SAME, old)] if tag == "equal" else []
        runs = runs or [(Kind.GONE, old), (Kind.NEW, new)]
        for kind, text in runs:
            if text and found and found[-1].kind is kind:
                found[-1] = Words(kind, found[-1].text + text)
            elif text:
                found.append(Words(kind, text))
    return tuple(found)


def field_label(field: str) -> str:
    """A place such as `steps[2].text` in words: "Steps, 2: Text"."""
    parts = []
    for part in field.split("."):
        name, _bracket, number = part.partition("[")
        label = str(FIELD_LABELS.get(name, name.replace("_", " ").capitalize()))
        parts.append(f"{label}, {number[:-1]}" if number else label)
    return ": ".join(parts)


def _whole(document: Document) -> dict[str, Any]:
    data = authored(document)
    return data | ({document.body: body_of(document)} if document.body else {})


def _between(old: Any, new: Any, field: str) -> Iterator[Difference]:
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys((*old, *new)):
            inner = f"{field}.{key}" if field else key
            yield from _between(old.get(key), new.get(key), inner)
    elif _is_list(old) and _is_list(new) and (_is_long(old) or _is_long(new)):
        yield from _between_lists(old or [], new or [], field)
    else:
        yield Difference(field, field_label(field), words_between(_shown(old), _shown(new)))


def _is_list(value: Any) -> bool:
    return value is None or isinstance(value, list)


def _is_long(value: Any) -> bool:
    """Whether a list holds sentences or parts rather than words."""
    return isinstance(value, list) and not all(
        isinstance(one, int) or (isinstance(one, str) and _CODE.fullmatch(one)) for one in value
    )


def _between_lists(old: list[Any], new: list[Any], field: str) -> Iterator[Difference]:
    """Entries that are equal stand beside each other, also when others came between them."""
    keys = [repr(one) for one in old], [repr(one) for one in new]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for offset in range(max(i2 - i1, j2 - j1)):
            left = old[i1 + offset] if i1 + offset < i2 else None
            right = new[j1 + offset] if j1 + offset < j2 else None
            number = (j1 if right is not None else i1) + offset + 1
            yield from _between(left, right, f"{field}[{number}]")


def _shown(value: Any, indent: str = "") -> str:
    """A value as a reader sees it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        lines = (f"{indent}{field_label(key)}: {_shown(one)}" for key, one in value.items())
        return "\n".join(lines)
    if isinstance(value, list):
        sep = "\n" if _is_long(value) else ", "
        return sep.join(_shown(one) for one in value)
    return str(value)


def _lines(before: str, after: str) -> Iterator[tuple[str, str, str]]:
    """Runs of lines that are equal or not; long texts are compared by lines first."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new).get_opcodes():
        yield tag, "".join(old[i1:i2]), "".join(new[j1:j2])


def _runs(before: str, after: str) -> list[tuple[Kind, str]]:
    """The words of both; a space between two words that changed belongs to the change."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    found: list[tuple[str, str, str]] = []  # same, gone, new
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new).get_opcodes():
        left, right = "".join(old[i1:i2]), "".join(new[j1:j2])
        if tag == "equal" and (left.strip() or not found):
            found.append((left, "", ""))
        elif found and not found[-1][0]:
            found[-1] = ("", found[-1][1] + left, found[-1][2] + right)
        else:
            found.append(("", left, right))
    kinds = (Kind.SAME, Kind.GONE, Kind.NEW)
    return [(kind, text) for three in found for kind, text in zip(kinds, three, strict=True)]
