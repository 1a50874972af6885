"""Markdown of the library as HTML for a page.

Two walls: the parser knows no HTML, and what it wrote is cleaned once more, so that a fault in one
of them brings nothing in.
"""

from functools import cache

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {"p", "br", "hr", "h2", "h3", "h4", "ul", "ol", "li", "em", "strong", "blockquote", "a"}
INLINE = {"em", "strong"}
LOWEST = 4
"""No heading lies lower than h4."""


def as_html(text: str, *, below: int = 1) -> SafeString:
    """Paragraphs, headings, lists, emphasis and https links; everything else is left out.

    `below` is the level of the page's heading above the text: its own begin one level lower.
    """
    parser = _parser()
    tokens = parser.parse(text)
    _lower(tokens, below)
    return _cleaned(parser.renderer.render(tokens, parser.options, {}), TAGS)


def as_line(text: str) -> SafeString:
    """One passage with its emphasis and its quotation marks; no links, nothing else."""
    return _cleaned(_parser().renderInline(text), INLINE)


def _cleaned(html: str, tags: set[str]) -> SafeString:
    """The second wall."""
    clean = nh3.clean(
        html,
        tags=tags,
        attributes={"a": {"href"}} if "a" in tags else {},
        attribute_filter=_only_https,
        link_rel="noopener noreferrer",
    )
    return SafeString(clean)


def _only_https(_tag: str, name: str, value: str) -> str | None:
    """Links to elsewhere by https; also none into this site, where an address may act."""
    return value if name != "href" or value.startswith("https://") else None


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "typographer": True}).enable("smartquotes")


def _lower(tokens: list[Token], below: int) -> None:
    """Let the highest heading stand right below the page's, the others keep their distance."""
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    highest = min((int(token.tag[1]) for token in headings), default=1)
    for token in headings:
        level = int(token.tag[1]) - highest + below + 1
        token.tag = f"h{min(LOWEST, level)}"
