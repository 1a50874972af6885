"""What no text may hold, judged by its look: never less strict than a reader of Markdown."""

import time
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from planner.library.frontmatter import ContentFile, markup_faults

HTML = "HTML is not allowed"
IMAGE = "images are not allowed"
LINK = "only https links are allowed"

PARTS = ["<", ">", "[", "]", "(", ")", "!", ":", "/", "\\", "`", "\n", "\n\n", " ", "*", "_", "- "]
PARTS += [
    "a",
    "b",
    '"',
    "'",
    "&",
    "#",
    "1. ",
    "> ",
    "~~~\n",
    "    ",
    "https://a.example",
    "http://a",
]
PARTS += ["javascript", "[a]", "[a]: ", "](", "<a", "<!--", "![", "mailto:", "//a", "&#106;"]


def reasons(text: str) -> list[str]:
    """What stands against this text."""
    return [fault.reason for fault in markup_faults(ContentFile("a", {}, {}, text, 1), "text")]


def marked_up(text: str) -> Iterator[Token]:
    """What a reader of Markdown takes for HTML, an image or a link elsewhere than to https."""
    for block in MarkdownIt("commonmark").parse(text):
        for token in (block, *(block.children or ())):
            href = str(token.attrGet("href") or "")
            other = token.type == "link_open" and not href.startswith("https://")
            if other or token.type in ("html_block", "html_inline", "image"):
                yield token


@settings(max_examples=1500, deadline=None)
@example("[a](\nhttp://b)")
@example("> - [a\nb]:\n  javascript:c\n\n[a b]")
@example("[a](<javascript:b>)")
@example("a\\](b)")
@given(text=st.lists(st.sampled_from(PARTS), max_size=14).map("".join))
def test_nothing_is_let_through_that_markdown_would_make(text: str) -> None:
    if not reasons(text):
        assert list(marked_up(text)) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<script>alert(1)</script>", HTML),
        ("a <!-- b -->", HTML),
        ("</p>", HTML),
        ("<a@b.example>", HTML),
        ("![a](https://b.example/c.png)", IMAGE),
        ("![a][b]", IMAGE),
        ("[a](http://b.example)", LINK),
        ("[a](/b)", LINK),
        ("[a]( <ftp://b> )", LINK),
        ("[a]: http://b.example", LINK),
        ("see javascript:alert(1)", LINK),
        ("x" * 12_001, "longer than 12000 characters, more than any text may have"),
    ],
)
def test_it_is_named(text: str, said: str) -> None:
    assert reasons(text) == [said]


@pytest.mark.parametrize(
    "text",
    [
        "1 < 2 and 3 > 2",
        "I <3 you",
        "[a](https://b.example/c)",
        "<https://b.example>",
        "[a]: https://b.example",
        "Wait! [30 seconds] Then go on.",
        "One: look. Two (if you like): listen.",
        "Say [softly]: hello.",
    ],
)
def test_plain_words_are_let_be(text: str) -> None:
    assert reasons(text) == []


@pytest.mark.parametrize("part", ["[", "[\n", "](", "<", "<a", "> ", "[a]: ", "\n", " ", "![", "`"])
def test_no_text_takes_long(part: str) -> None:
    start = time.perf_counter()
    reasons((part * 12_000)[:12_000])
    assert time.perf_counter() - start < 0.5
