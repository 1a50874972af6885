"""Markdown of the library as HTML: what gets through, and what never does."""

import re

import pytest

from planner.library import prose
from planner.library.prose import as_html, as_line

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![a cat](https://example.org/cat.png)",
    "[in](javascript:alert(1))",
    "[in](http://example.org)",
    "[in](//example.org)",
    "[in](/c/somewhere/)",
    "[in](data:text/html,x)",
    "[in](mailto:a@b.example)",
    "<https://example.org/><script src=https://example.org/x.js></script>",
    '<a href="https://example.org" onclick="go()">in</a>',
    "<svg><style>p{}</style></svg>",
    "[in]: http://example.org\n\n[in]",
]
TAG = re.compile(r"<(\w+)")
HREF = re.compile(r'href="([^"]*)"')


def judge(html: str) -> None:
    """Only the tags that are meant to be there, only https links, no handlers."""
    assert set(TAG.findall(html)) <= prose.TAGS
    assert [one for one in HREF.findall(html) if not one.startswith("https://")] == []
    assert re.findall(r"<[^>]*\son\w+\s*=", html) == []


def test_paragraphs_headings_lists_and_links() -> None:
    html = as_html(
        'One *two* **three**.\n\n# A head\n\n- a\n- b\n\n[in](https://example.org/a "t")'
    )
    assert "<p>One <em>two</em> <strong>three</strong>.</p>" in html
    assert "<h2>A head</h2>" in html
    assert "<li>a</li>" in html
    assert 'href="https://example.org/a"' in html
    assert 'rel="noopener noreferrer"' in html


def test_headings_stand_below_the_pages_own() -> None:
    text = "## One\n\n### Two\n\n#### Three\n\n##### Four"
    tags = [line[:4] for line in as_html(text, below=2).splitlines()]
    assert tags == ["<h3>", "<h4>", "<h4>", "<h4>"]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_but_https_links_gets_in(text: str) -> None:
    judge(str(as_html(text)))
    judge(str(as_line(text)))


@pytest.mark.parametrize("text", HOSTILE)
def test_the_second_wall_stands_by_itself(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A parser that lets everything through, as if the first wall had fallen."""
    parser = prose.MarkdownIt("commonmark", {"html": True})
    parser.validateLink = lambda _url: True  # type: ignore[method-assign,assignment]
    monkeypatch.setattr(prose, "_parser", lambda: parser)
    judge(str(as_html(text)))
    judge(str(as_line(text)))


def test_a_passage_has_its_quotation_marks_and_no_links() -> None:
    assert as_line('"I am *tense*," & so [on](https://example.org)') == (
        "“I am <em>tense</em>,” &amp; so on"
    )
