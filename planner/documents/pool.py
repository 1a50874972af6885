"""A small pool of warm rendering children for one web process."""

import atexit
import os
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from planner.documents.errors import Busy, TooComplex
from planner.documents.frames import Job, Part, Sheet
from planner.documents.worker import Limits, Worker

SIZE: Final = 2
RECYCLE_AFTER: Final = 300  # sheets; memory that a library keeps goes with the child
WAIT_SECONDS: Final = 30
LONGEST_HTML: Final = 400_000  # characters; ten pages of text have about 30,000


class Pool:
    """Children that render one document at a time, each replaced when it was killed.

    `asker` is whoever asks (a member's uid): one asker never holds the last free child,
    so that a sheet that takes for ever delays its own author and nobody else.
    """

    def __init__(
        self,
        size: int = SIZE,
        limits: Limits | None = None,
        recycle_after: int = RECYCLE_AFTER,
        wait_seconds: float = WAIT_SECONDS,
        longest_html: int = LONGEST_HTML,
    ) -> None:
        self.size = size
        self.limits = limits or Limits()
        self.recycle_after = recycle_after
        self.wait_seconds = wait_seconds
        self.longest_html = longest_html
        self._begin()
        # A forked web worker must not share the pipes of its parent's children.
        os.register_at_fork(after_in_child=self._begin)
        atexit.register(self.close)

    def _begin(self) -> None:
        self.pid = os.getpid()
        self.change = threading.Condition()
        self.free: list[Worker | None] = [None] * self.size
        self.askers: Counter[str] = Counter()

    def warm(self) -> None:
        """Start every free child now, without waiting for it."""
        with self.change:
            self.free = [worker or Worker(self.limits) for worker in self.free]

    def render(
        self, html: str, styles: Sequence[str], airs: Sequence[str] = (), asker: str = ""
    ) -> bytes:
        """The PDF of a whole HTML document whose text is already escaped.

        Raises TooComplex, RenderError or Busy. Nothing is tried twice.
        """
        sheet: Sheet = {"html": html, "like": "", "styles": list(styles), "airs": list(airs)}
        return self._answer([{"title": "", "sheets": [sheet]}], asker)[0]

    def bind(self, parts: Sequence[Part], asker: str = "") -> tuple[bytes, list[bytes]]:
        """One PDF with all parts, and a PDF of each part. Raises as `render`."""
        whole, *each = self._answer(parts, asker)
        return whole, each or [whole]

    def _answer(self, parts: Sequence[Part], asker: str) -> list[bytes]:
        sheets = [sheet for part in parts for sheet in part["sheets"]]
        if max(len(sheet["html"]) for sheet in sheets) > self.longest_html:
            raise TooComplex("length")
        job: Job = {"parts": list(parts), "seconds": self.limits.seconds_for(len(sheets))}
        with self._worker(asker) as worker:
            return worker.render(job)

    def close(self) -> None:
        """End every free child of this process."""
        if self.pid != os.getpid():
            return
        with self.change:
            workers, self.free = self.free, [None] * len(self.free)
        for worker in workers:
            if worker:
                worker.kill()

    @contextmanager
    def _worker(self, asker: str) -> Iterator[Worker]:
        slot = self._take(asker)
        try:
            if slot is None or not slot.alive():
                slot = self._replace(slot)
            yield slot
        finally:
            self._give_back(asker, slot)

    def _take(self, asker: str) -> Worker | None:
        with self.change:
            if not self.change.wait_for(lambda: self._may_take(asker), self.wait_seconds):
                raise Busy
            self.askers[asker] += 1
            return self.free.pop()

    def _may_take(self, asker: str) -> bool:
        held = self.askers[asker] if asker else 0
        return bool(self.free) and (held == 0 or held < self.size - 1)

    def _give_back(self, asker: str, slot: Worker | None) -> None:
        try:
            if slot and (slot.mid_sheet or slot.sheets >= self.recycle_after):
                slot = self._replace(slot)  # warms up while nobody waits for it
        except OSError:
            slot = None  # no process to be had just now; the next sheet asks again
        finally:
            with self.change:
                self.free.append(slot)
                self.askers[asker] -= 1
                self.change.notify_all()

    def _replace(self, slot: Worker | None) -> Worker:
        if slot:
            slot.kill()
        return Worker(self.limits)
