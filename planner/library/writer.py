"""Writes a document as the file that an author would have written.

Reading the file back gives an equal document. What the folder says or the reader makes (language,
the worksheet's fields, the card, the gates in a protocol) is not written, and neither is what would
be so without a word.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

import yaml

from planner.library.documents import PRACTICES, PROTOCOLS, Document
from planner.library.protocols import BLOCK_FIELDS

LINE = 100  # characters; longer texts are folded
_UNSAID: tuple[Any, ...] = ("", None, [])
# What the parts of a document are when nothing is written.
_DEFAULTS: dict[str, Any] = {
    "gap_allowed": True,
    "anchor": False,
    "own_words": False,
    "exposure_homework": False,
    "required": False,
    "optional": False,
    "shortest": 0,
    "longest": 0,
    "module": 0,
}
_WORD = re.compile(r"\w[\w '-]{0,40}", re.ASCII)
# Line ends of YAML that are none in our texts; between quotes they are written by their numbers.
_OTHER_BREAKS = re.compile("[\x85\u2028\u2029]")


def path_of(document: Document) -> str:
    """Where the file of a document stands: `en/practices/micro-pause.md`."""
    return f"{document.language}/{document.shelf}/{document.code}.md"


def written(document: Document) -> str:
    """The file of a document; reading it gives an equal document."""
    return as_file(authored(document), body_of(document))


def body_of(document: Document) -> str:
    """The Markdown after the front matter; empty for kinds that have none."""
    return str(getattr(document, document.body)) if document.body else ""


def authored(document: Document) -> dict[str, Any]:
    """The fields that stand before the text, in the order of the definition."""
    data = document.to_data()
    for made in ("format", "language", document.body):
        data.pop(made, None)
    of_shelf: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
        PRACTICES: _of_practice,
        PROTOCOLS: _of_protocol,
    }
    found: dict[str, Any] = without_defaults(of_shelf.get(document.shelf, dict)(data))
    return found


def as_file(data: Mapping[str, Any], body: str) -> str:
    """A file of these fields, right or not, and the text after them."""
    front = yaml.dump(
        {key: _styled(value) for key, value in data.items()},
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=LINE,
    )
    body = body.replace("\r\n", "\n").strip()
    return f"---\n{front}---\n{body}\n" if body else f"---\n{front}---\n"


def _of_practice(data: dict[str, Any]) -> dict[str, Any]:
    sheet = data.pop("worksheet")
    del data["stay_or_stop"]
    return data | {"worksheet": sheet["code"] if sheet else None}


def _of_protocol(data: dict[str, Any]) -> dict[str, Any]:
    blocks = data.pop("plan")["blocks"]
    return data | {"blocks": [{name: one[name] for name in BLOCK_FIELDS} for one in blocks]}


def without_defaults(value: Any) -> Any:
    """The value without what would be so without a word."""
    if isinstance(value, list):
        return [without_defaults(one) for one in value]
    if not isinstance(value, dict):
        return value
    inner = {key: without_defaults(one) for key, one in value.items()}
    return {
        key: one
        for key, one in inner.items()
        if one not in _UNSAID and not (key in _DEFAULTS and one == _DEFAULTS[key])
    }


class _OneLine:
    """A short list or mapping that stands on one line."""

    def __init__(self, value: Any) -> None:
        self.value = value


def _styled(value: Any) -> Any:
    """Lists of words and mappings of numbers on one line, all else one entry a line."""
    if isinstance(value, list):
        words = all(isinstance(one, str) and _WORD.fullmatch(one) for one in value)
        numbers = all(isinstance(one, int) for one in value)
        return _OneLine(value) if words or numbers else [_styled(one) for one in value]
    if isinstance(value, Mapping):
        numbers = all(isinstance(one, int) and not isinstance(one, bool) for one in value.values())
        return _OneLine(value) if numbers else {key: _styled(one) for key, one in value.items()}
    return value


class _Dumper(yaml.SafeDumper):
    """Entries of lists set in, no anchors, long texts folded."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Lists are set in below their field."""
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        """Equal parts are written each time."""
        return True


def _text_node(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = None
    if _OTHER_BREAKS.search(text):
        style = '"'
    elif "\n" in text:
        style = "|"
    elif len(text) > LINE - 20:
        style = ">"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _line_node(dumper: yaml.SafeDumper, one: _OneLine) -> yaml.Node:
    if isinstance(one.value, list):
        return dumper.represent_sequence("tag:yaml.org,2002:seq", one.value, flow_style=True)
    return dumper.represent_mapping("tag:yaml.org,2002:map", one.value, flow_style=True)


_Dumper.add_representer(str, _text_node)
_Dumper.add_representer(_OneLine, _line_node)
