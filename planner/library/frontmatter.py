"""A content file: YAML between two `---` lines, then Markdown. Every value knows its line.

Only plain YAML is read: no anchors, no aliases, no tags of its own, no key twice. HTML, images and
links other than https are refused in every text.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from planner.library.faults import Fault

BYTES_MOST = 200 * 1024
DEPTH_MOST = 12
VALUES_MOST = 3000  # in one front matter; a practice with all its forms has a few hundred
TEXT_MOST = 12_000  # characters of the longest field there is, a script
BODIES = ("script", "text")  # what the part after the front matter is called, by kind
# The first line of the YAML is the second of the file; marks count from 0.
_FIRST = 2
# Whatever Markdown could take for HTML, for an image, or for a link to anywhere but https. Stricter
# than Markdown (also between backticks), so that no reader of Markdown has to be trusted here.
_HTTPS = r"(?!<?https://[^\s<>]+)"
_MARK = r"^[ \t>*+.)\d-]*+\[[^\]]{1,999}\]:\s*+"
_LINK = "only https links are allowed"
_SHAPES = (
    (re.compile(r"\b(javascript|vbscript|data|file):\S", re.IGNORECASE), _LINK),
    (re.compile(r"<(?!https://)[A-Za-z/!?]"), "HTML is not allowed"),
    (re.compile(r"!\["), "images are not allowed"),
    (re.compile(rf"\]\(\s*+{_HTTPS}"), _LINK),
    (re.compile(rf"{_MARK}{_HTTPS}", re.MULTILINE), _LINK),
)
_NOT_SHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufeff]")
_PARENT = re.compile(r"(\[\d+\]|\.?[^.\[\]]+)$")


@dataclass(frozen=True)
class ContentFile:
    """A file as read: its fields, the line of each, and the Markdown after them."""

    name: str
    data: dict[str, Any]
    lines: Mapping[str, int]
    body: str
    body_line: int

    def line(self, field: str) -> int:
        """The line of a field such as `steps[2].seconds`; of what holds it when it is missing."""
        while field:
            if field in self.lines:
                return self.lines[field]
            field = _PARENT.sub("", field)
        return 1

    def fault(self, field: str, reason: str) -> Fault:
        """A fault at the line of this field."""
        after = field in BODIES and field not in self.lines
        return Fault(self.name, self.body_line if after else self.line(field), field, reason)


class UnreadableError(ValueError):
    """The file cannot be taken apart at all; holds the one fault."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(str(fault))


def read_content(raw: bytes, name: str) -> ContentFile:
    """Take a file apart; raises UnreadableError for its size, encoding or form."""
    text = _decoded(raw, name)
    lines = text.split("\n")
    if lines[0].strip() != "---":
        raise UnreadableError(Fault(name, 1, "", "the file begins with a line of three hyphens"))
    ends = [number for number, line in enumerate(lines[1:], 2) if line.rstrip() == "---"]
    if not ends:
        raise UnreadableError(Fault(name, len(lines), "", "the front matter has no closing ---"))
    data, places = _parsed("\n".join(lines[1 : ends[0] - 1]), name)
    body = "\n".join(lines[ends[0] :])
    leading = len(body) - len(body.lstrip("\n"))
    return ContentFile(name, data, places, body.strip(), ends[0] + 1 + leading)


def markup_faults(content: ContentFile, body: str) -> Iterator[Fault]:
    """A fault for every text that holds HTML, an image or a link that is not https.

    `body` is what the text after the front matter is called.
    """
    for field, text in _texts(content.data, ""):
        reason = _forbidden(text)[1]
        if reason:
            yield content.fault(field, reason)
    line, reason = _forbidden(content.body)
    if reason:
        yield Fault(content.name, content.body_line + line, body, reason)


def too_large(name: str, size: int) -> Fault:
    """The fault of a file of so many bytes."""
    return Fault(name, 1, "", f"larger than {BYTES_MOST // 1024} KB ({size // 1024} KB)")


def _decoded(raw: bytes, name: str) -> str:
    """The file as text; at most 200 KB of UTF-8 without control signs."""
    if len(raw) > BYTES_MOST:
        raise UnreadableError(too_large(name, len(raw)))
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise UnreadableError(Fault(name, line, "", "wrong encoding, UTF-8 is expected")) from error
    text = text.replace("\r\n", "\n")
    if sign := _NOT_SHOWN.search(text):
        line = text.count("\n", 0, sign.start()) + 1
        raise UnreadableError(Fault(name, line, "", "contains a sign that cannot be shown"))
    return text


def _parsed(text: str, name: str) -> tuple[dict[str, Any], dict[str, int]]:
    """The front matter as data, and the line of every field."""
    try:
        _no_traps(text, name)
        loader = yaml.CSafeLoader(text)
        try:
            node = loader.get_single_node()
            places: dict[str, int] = {}
            data = _value(loader, node, "", places, name) if node else None
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + _FIRST if mark else 1
        raise UnreadableError(Fault(name, line, "", f"broken YAML: {error.problem}")) from error
    except UnreadableError:
        raise
    except (yaml.YAMLError, ValueError) as error:
        raise UnreadableError(Fault(name, 1, "", f"broken YAML: {error}")) from error
    if not isinstance(data, dict):
        raise UnreadableError(Fault(name, 1, "", "the front matter is a table of fields"))
    return data, places


def _no_traps(text: str, name: str) -> None:
    """Anchors with aliases, or endless nesting, could make a small file endless work."""
    depth = 0
    for number, event in enumerate(yaml.parse(text, Loader=yaml.CSafeLoader)):
        if number > VALUES_MOST:
            raise UnreadableError(Fault(name, 1, "", f"holds more than {VALUES_MOST} values"))
        line = (event.start_mark.line if event.start_mark else 0) + _FIRST
        if getattr(event, "anchor", None):
            raise UnreadableError(Fault(name, line, "", "YAML anchors and aliases are not allowed"))
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEPTH_MOST:
            raise UnreadableError(Fault(name, line, "", f"nested deeper than {DEPTH_MOST} levels"))


def _value(
    loader: yaml.CSafeLoader, node: yaml.Node, path: str, places: dict[str, int], name: str
) -> Any:
    """One YAML node as data; notes the line of everything inside it."""
    line = places.setdefault(path, node.start_mark.line + _FIRST)
    if isinstance(node, yaml.MappingNode):
        return _mapping(loader, node, path, places, name)
    if isinstance(node, yaml.SequenceNode):
        return [
            _value(loader, item, f"{path}[{number}]", places, name)
            for number, item in enumerate(node.value, 1)
        ]
    if not str(node.tag).startswith("tag:yaml.org,2002:"):
        raise UnreadableError(Fault(name, line, path, "YAML tags are not allowed"))
    return loader.construct_object(node)


def _mapping(
    loader: yaml.CSafeLoader, node: yaml.MappingNode, path: str, places: dict[str, int], name: str
) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + _FIRST
        if not isinstance(key_node, yaml.ScalarNode):
            raise UnreadableError(Fault(name, line, path, "a field has a plain name"))
        key = loader.construct_object(key_node)
        inner = f"{path}.{key}" if path else str(key)
        if key in found:
            raise UnreadableError(Fault(name, line, inner, "the same field stands there twice"))
        places[inner] = line
        found[key] = _value(loader, value_node, inner, places, name)
    return found


def _texts(data: object, path: str) -> Iterator[tuple[str, str]]:
    """Every text inside the data with its path."""
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(value, f"{path}.{key}" if path else str(key))
    elif isinstance(data, list):
        for number, value in enumerate(data, 1):
            yield from _texts(value, f"{path}[{number}]")


def _forbidden(text: str) -> tuple[int, str]:
    """Line (from 0) and reason of the first thing that no text may hold; reason empty if none."""
    if len(text) > TEXT_MOST:
        return 0, f"longer than {TEXT_MOST} characters, more than any text may have"
    found = min(
        ((match.start(), reason) for shape, reason in _SHAPES if (match := shape.search(text))),
        default=None,
    )
    return (text.count("\n", 0, found[0]), found[1]) if found else (0, "")
