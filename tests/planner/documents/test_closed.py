"""Nothing on paper loads a file or a page, and no link leads where it should not."""

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import fromstring, tostring

import pytest

from planner.documents.closed import ClosedFetcher, close
from planner.documents.pool import Pool
from tests.planner.documents.examples import everything_in, opened

CANARY = "CANARY-OF-TWO-WINGS"
SHEET = ("sheet", "handout", "a4")

VECTORS = {
    "attached link": '<a rel="attachment" href="{0}">x</a>',
    "attached link, capitals": '<A REL="ATTACHMENT" HREF="{0}">x</A>',
    "attachment of the document": '<link rel="attachment" href="{0}">',
    "stylesheet": '<link rel="stylesheet" href="{0}">',
    "import": '<style>@import "{0}";</style>',
    "font": "<style>@font-face {{ font-family: f; src: url({0}) }} p {{ font-family: f }}</style>",
    "background": '<p style="background: url({0})">x</p>',
    "content": "<style>p::before {{ content: url({0}) }}</style><p>x</p>",
    "marker": '<ul style="list-style-image: url({0})"><li>x</ul>',
    "picture": '<img src="{0}" alt="x">',
    "picture with srcset": '<img srcset="{0} 2x" alt="x">',
    "object": '<object data="{0}"></object>',
    "embed": '<embed src="{0}">',
    "frame": '<iframe src="{0}"></iframe>',
    "picture in svg": '<svg><image href="{0}" width="9" height="9"/></svg>',
    "old picture in svg": (
        '<svg xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="{0}"/></svg>'
    ),
    "use in svg": '<svg><use href="{0}#x"/></svg>',
    "style in svg": '<svg><style>@import "{0}";</style><text>x</text></svg>',
    "pattern in svg": '<svg><rect fill="url({0}#x)" width="9" height="9"/></svg>',
    "foreign object": '<svg><foreignObject><img src="{0}"></foreignObject></svg>',
    "base": '<base href="{0}"><img src="" alt="x">',
    "script": '<script src="{0}"></script>',
    "audio": '<audio src="{0}" autoplay></audio>',
    "poster": '<video poster="{0}"></video>',
    "input": '<input type="image" src="{0}">',
    "old background": '<table background="{0}"><tr><td>x</table>',
    "meta": '<meta http-equiv="refresh" content="0; url={0}">',
    "data with a file inside": (
        '<img alt="x" src="data:image/svg+xml,&lt;svg xmlns=&quot;http://www.w3.org/2000/svg&quot;'
        '&gt;&lt;image href=&quot;{0}&quot;/&gt;&lt;/svg&gt;">'
    ),
}

LINKS = {
    "https://example.org/x": True,
    "mailto:a@example.org": True,
    "tel:+442079460100": True,
    "http://example.org/x": False,
    "javascript:alert(1)": False,
    " JaVaScRiPt:alert(1)": False,
    "file:///etc/passwd": False,
    "data:text/html,x": False,
    "vbscript:x": False,
    "//example.org/x": False,
}


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    """A file that must never be found on paper: text, and a picture's worth of it."""
    file = tmp_path / "canary.svg"
    file.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>{CANARY}</text></svg>'
    )
    return file


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A site on this machine that notes who asks for what."""
    asked: list[str] = []

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(CANARY.encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/canary.svg", asked
    server.shutdown()
    server.server_close()


def paper(pool: Pool, body: str) -> bytes:
    """A page with this raw markup in it."""
    html = f'<!doctype html><html lang="en"><head><title>t</title></head><body>{body}<p>end</p>'
    return pool.render(html, SHEET)


@pytest.mark.parametrize("vector", VECTORS)
def test_no_file_of_the_machine_reaches_the_paper(pool: Pool, canary: Path, vector: str) -> None:
    pdf = paper(pool, VECTORS[vector].format(canary.as_uri()))
    found = everything_in(pdf)
    assert CANARY.encode() not in found
    assert canary.name.encode() not in found
    with opened(pdf) as file:
        assert list(file.attachments) == []


@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_is_asked_of_another_machine(
    pool: Pool, listener: tuple[str, list[str]], vector: str
) -> None:
    address, asked = listener
    found = everything_in(paper(pool, VECTORS[vector].format(address)))
    assert CANARY.encode() not in found
    assert asked == []


@pytest.mark.parametrize(("target", "kept"), LINKS.items())
def test_links_keep_only_safe_schemes(pool: Pool, target: str, kept: bool) -> None:
    pdf = paper(pool, f'<a href="{target}">a link</a>')
    assert b"a link" in everything_in(pdf)
    assert (target.strip().encode() in everything_in(pdf)) is kept
    with opened(pdf) as file:
        assert len(file.pages[0].get("/Annots", [])) == int(kept)


def test_the_fetcher_gives_only_what_it_was_given() -> None:
    fetcher = ClosedFetcher({"a.ttf": b"font"})
    assert fetcher.fetch("asset:a.ttf").read() == b"font"
    for url in (
        "asset:b.ttf",
        "asset:../a.ttf",
        "a.ttf",
        "file:///a.ttf",
        "data:,x",
        "ASSET:a.ttf",
    ):
        with pytest.raises(ValueError, match=r"^refused$"):
            fetcher.fetch(url)


def test_what_is_removed_leaves_the_text_around_it() -> None:
    root = fromstring("<p>one<script>bad</script> two<b style='x'>three</b><base/> four</p>")
    close(root)
    assert tostring(root, encoding="unicode") == "<p>one two<b>three</b> four</p>"
