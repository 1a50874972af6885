"""A content file: YAML between two `---` lines, then Markdown. Every value knows its line.

Only plain YAML is read: no anchors, no aliases, no tags of its own, no key twice. HTML, images and
links other than https are refused in every text.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt

from planner.library.faults import Fault

BYTES_MOST = 200 * 1024
DEPTH_MOST = 12
# The first line of the YAML is the second of the file; marks count from 0.
_FIRST = 2
_MARKDOWN = MarkdownIt("commonmark")
_SCHEME = re.compile(r"\b(javascript|vbscript|data|file):\S", re.IGNORECASE)
_NOT_SHOWN = re.compile("[\x00-\x08\x0a-\x1f\x7f\ufeff]")
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
        line = self.body_line if field == "script" and "script" not in self.lines else None
        return Fault(self.name, line or self.line(field), field, reason)


class UnreadableError(ValueError):
    """The file cannot be taken apart at all; holds the one fault."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(str(fault))


def read_content(path: Path, name: str) -> ContentFile:
    """Read one file; raises UnreadableError for its size, encoding or form."""
    text = _decoded(path, name)
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


def markup_faults(content: ContentFile) -> Iterator[Fault]:
    """A fault for every text that holds HTML, an image or a link that is not https."""
    for field, text in _texts(content.data, ""):
        reason = _forbidden(text)[1]
        if reason:
            yield content.fault(field, reason)
    line, reason = _forbidden(content.body)
    if reason:
        yield Fault(content.name, content.body_line + line, "script", reason)


def _decoded(path: Path, name: str) -> str:
    """The file as text; at most 200 KB of UTF-8 without control signs."""
    size = path.stat().st_size
    if size > BYTES_MOST:
        reason = f"larger than {BYTES_MOST // 1024} KB ({size // 1024} KB)"
        raise UnreadableError(Fault(name, 1, "", reason))
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise UnreadableError(Fault(name, line, "", "wrong encoding, UTF-8 is expected")) from error
    text = text.replace("\r\n", "\n")
    for number, line_text in enumerate(text.split("\n"), 1):
        if _NOT_SHOWN.search(line_text):
            raise UnreadableError(Fault(name, number, "", "contains a sign that cannot be shown"))
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
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
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
    scheme = _SCHEME.search(text)
    if scheme:
        return text.count("\n", 0, scheme.start()), "only https links are allowed"
    # Tags begin with one of these, links and images with the other; most texts have neither.
    if "<" not in text and "[" not in text:
        return 0, ""
    for token in _MARKDOWN.parse(text):
        line = token.map[0] if token.map else 0
        for inner in (token, *(token.children or ())):
            reason = _reason(inner.type, str(inner.attrGet("href") or ""))
            if reason:
                return line, reason
    return 0, ""


def _reason(kind: str, href: str) -> str:
    if kind in ("html_block", "html_inline"):
        return "HTML is not allowed"
    if kind == "image":
        return "images are not allowed"
    if kind == "link_open" and not href.startswith("https://"):
        return "only https links are allowed"
    return ""
