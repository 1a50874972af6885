"""The closed door of a rendering child: what a document may load, and link to."""

from collections.abc import Mapping
from typing import Final
from xml.etree.ElementTree import Element

from weasyprint.urls import URLFetcher, URLFetcherResponse

LINK_SCHEMES: Final = ("https://", "mailto:", "tel:")
ASSET: Final = "asset:"
REMOVED: Final = frozenset(
    {"applet", "base", "embed", "frame", "iframe", "link", "object", "script", "style"}
)
# Everything an attribute can load or reach; `style` too, as CSS has url().
REACHING: Final = frozenset(
    {"action", "background", "cite", "data", "formaction", "poster", "srcset", "style"}
)


class ClosedFetcher(URLFetcher):
    """Gives the files it was given, by exact name after `asset:`, and nothing else."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self.files = files

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """The asset, or ValueError, which WeasyPrint takes as "nothing there"."""
        body = self.files.get(url.removeprefix(ASSET)) if url.startswith(ASSET) else None
        if body is None:
            raise ValueError("refused")
        return URLFetcherResponse(url, body, {"Content-Type": "application/octet-stream"})


def close(root: Element) -> None:
    """Take from a parsed document, in place, whatever could load or lead elsewhere.

    Our templates escape all text, so there should be nothing to take: this is the
    second wall. Links keep only https, mailto and tel, because WeasyPrint never asks
    the fetcher about a link's target and would print `javascript:` into the file.
    """
    for parent in list(root.iter()):
        for child in list(parent):
            if not isinstance(child.tag, str) or _local(child.tag) in REMOVED:
                _remove(parent, child)
        for name in list(parent.attrib):
            if _is_reaching(_local(name), parent.attrib[name]):
                del parent.attrib[name]


def _local(name: str) -> str:
    return name.rpartition("}")[2].rpartition(":")[2].lower()


def _is_reaching(name: str, value: str) -> bool:
    if name == "href":
        return not value.strip().lower().startswith((*LINK_SCHEMES, "#"))
    if name == "src":
        return not value.startswith(ASSET)
    if name == "rel":
        return "attachment" in value.lower()
    return name in REACHING or "url(" in value.lower()


def _remove(parent: Element, child: Element) -> None:
    """Remove an element but keep the text that follows it."""
    tail, place = child.tail or "", list(parent).index(child)
    if place:
        before = parent[place - 1]
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(child)
