"""The rendering child: `python -m planner.documents.child PARENT_PID`.

It holds WeasyPrint, our fonts and our stylesheets in memory, answers frames, and knows
nothing of Django, of the database or of any secret. Its parent may kill it at any time.
"""

import os
import resource
import shutil
import signal
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from copy import copy
from pathlib import Path
from typing import Final, NamedTuple

from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration

from planner.documents import frames
from planner.documents.closed import ClosedFetcher, close
from planner.documents.finishing import finish

ROOM: Final = Path(__file__).parent
ADDRESS_SPACE_BYTES: Final = 1024 << 20  # backstop behind the parent's look at the RSS
CPU_GRACE_SECONDS: Final = 5
FILLABLE: Final = "fillable"
PDF_UA: Final = {"pdf_variant": "pdf/ua-1", "pdf_tags": True, "pdf_version": "1.7"}
WARMING: Final[frames.Job] = {
    "parts": [
        {
            "title": "",
            "sheets": [
                {"html": "<p>warm <b>warm</b>", "like": "", "styles": ["sheet"], "airs": []}
            ],
        }
    ],
    "seconds": 1,
}
# What a faulty document makes a layout engine raise. Anything else ends the child, and the parent
# starts another.
ANY_FAULT: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)


class Laid(NamedTuple):
    """A document that is laid out, and whether its inputs are fields."""

    document: Document
    fillable: bool


class Press:
    """One font configuration, one fetcher and every stylesheet, for the life of a child."""

    def __init__(self, assets: Mapping[str, bytes], styles: Mapping[str, str]) -> None:
        self.fonts = FontConfiguration()
        self.fetcher = ClosedFetcher(assets)
        self.styles = {
            name: CSS(string=css, font_config=self.fonts, url_fetcher=self.fetcher)
            for name, css in styles.items()
        }

    def print(self, job: frames.Job) -> list[bytes]:
        """The PDF/UA-1 files of a job: the whole, then each part where there are several."""
        airs: dict[str, list[str]] = {}
        parts = [
            (part["title"], [self._laid_out(sheet, airs) for sheet in part["sheets"]])
            for part in job["parts"]
        ]
        if len(parts) == 1:
            return [_written(*parts[0])]
        everything = [sheet for _title, sheets in parts for sheet in sheets]
        return [_written(parts[0][0], everything), *(_written(*part) for part in parts)]

    def _laid_out(self, sheet: frames.Sheet, airs: dict[str, list[str]]) -> Laid:
        """The sheet with the air that gives the fewest pages; `airs` are those found already."""
        html = HTML(string=sheet["html"], url_fetcher=self.fetcher)
        close(html.etree_element)
        tried = [[air] for air in airs.get(sheet["like"], sheet["airs"])] or [[]]
        best, kept = self._lay_out(html, sheet["styles"], tried[0]), tried[0]
        for air in tried[1:]:
            if len(best.pages) == 1:
                break
            other = self._lay_out(html, sheet["styles"], air)
            if len(other.pages) < len(best.pages):
                best, kept = other, air
        if sheet["like"]:
            airs[sheet["like"]] = kept
        return Laid(best, FILLABLE in sheet["styles"])

    def _lay_out(self, html: HTML, styles: Sequence[str], airs: Sequence[str]) -> Document:
        sheets = [self.styles[name] for name in (*styles, *airs)]
        return html.render(
            stylesheets=sheets, font_config=self.fonts, pdf_forms=FILLABLE in styles, **PDF_UA
        )


def _written(title: str, sheets: Sequence[Laid]) -> bytes:
    """One file with all pages of these sheets."""
    whole = sheets[0].document.copy([page for sheet in sheets for page in sheet.document.pages])
    whole.metadata = copy(whole.metadata)
    whole.metadata.title = title or whole.metadata.title
    languages = [
        sheet.document.metadata.lang or "" for sheet in sheets for _page in sheet.document.pages
    ]
    return bytes(
        whole.write_pdf(
            finisher=lambda document, pdf: finish(document, pdf, languages),
            pdf_forms=any(sheet.fillable for sheet in sheets),
            **PDF_UA,
        )
    )


def answer(press: Press, job: frames.Job) -> bytes:
    """Render one job; every way it can end becomes one frame."""
    try:
        return frames.reply_frame(frames.FINISHED, frames.pack(press.print(job)))
    except MemoryError:
        return frames.reply_frame(frames.NO_MEMORY)
    except RecursionError:
        return frames.reply_frame(frames.TOO_DEEP)
    # Its name goes back, never its text, which may hold words of a person; the child lives on.
    except ANY_FAULT as error:
        return frames.reply_frame(frames.FAILED, type(error).__name__.encode())


def allow_processor_time(seconds: int) -> None:
    """Let the kernel end this child after so much more processor time.

    The parent's deadline comes first; this counts when the parent is gone.
    """
    used = time.process_time()
    soft = int(used) + seconds + CPU_GRACE_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def leave_the_network() -> None:
    """Enter a network namespace of our own, without any interface, where the kernel lets us."""
    if not hasattr(os, "unshare"):
        return
    try:
        os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNET)
    except OSError:
        return  # not allowed here; the closed fetcher stands before it in any case


def end_with_parent(parent: int) -> None:
    """End at once when the parent is gone, also in the middle of a sheet.

    A thread, because PR_SET_PDEATHSIG follows the parent's *thread*, and a web server's
    threads come and go.
    """

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        tidy()
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


def tidy() -> None:
    """Remove our temporary folder, which a parent that was killed cannot do any more."""
    shutil.rmtree(os.environ["TMPDIR"], ignore_errors=True)


def main() -> None:
    """Set limits, warm up, say so, then answer until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE_BYTES, ADDRESS_SPACE_BYTES))
    leave_the_network()
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not enter the pipe
    end_with_parent(int(sys.argv[1]))
    press = Press(
        {path.name: path.read_bytes() for path in (ROOM / "fonts").glob("*.ttf")},
        {path.stem: path.read_text("utf-8") for path in (ROOM / "css").glob("*.css")},
    )
    press.print(WARMING)
    out.write(frames.reply_frame(frames.READY))
    out.flush()
    while (job := frames.read_request(sys.stdin.buffer)) is not None:
        allow_processor_time(job["seconds"])
        out.write(answer(press, job))
        out.flush()
    tidy()


if __name__ == "__main__":
    main()
