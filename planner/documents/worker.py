"""One rendering child, seen from the web process: asked, watched, and killed if need be."""

import contextlib
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from planner.documents import frames
from planner.documents.errors import RenderError, TooComplex

ROOT: Final = Path(__file__).resolve().parents[2]
START_SECONDS: Final = 30  # a cold machine needs two to load WeasyPrint and the fonts
LOOK_SECONDS: Final = 0.1  # how often a running child's memory is read
CHUNK: Final = 1 << 20


@dataclass(frozen=True)
class Limits:
    """What one job may take: seconds of wall clock for its first sheet, more for each further one
    up to a most, mebibytes of resident memory."""

    seconds: int = 20
    seconds_more: int = 2
    seconds_most: int = 120
    rss_mib: int = 512

    def seconds_for(self, sheets: int) -> int:
        """How long so many sheets may take together."""
        return min(self.seconds + self.seconds_more * (sheets - 1), self.seconds_most)


class Worker:
    """A spawned child without our environment, in a session and with a folder of its own."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.sheets = 0
        self.ready = False
        self.mid_sheet = False  # true from a question to its answer: not to be asked again
        # WeasyPrint leaves its fonts in a temporary folder when it is killed.
        self.folder = tempfile.mkdtemp(prefix="two-wings-paper-")
        self.process = subprocess.Popen(  # noqa: S603  # our own words and a number, no shell
            [sys.executable, "-B", "-m", "planner.documents.child", str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # warnings may quote what a person wrote
            cwd=ROOT,
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TMPDIR": self.folder},
            start_new_session=True,
            bufsize=0,
        )

    def alive(self) -> bool:
        """Whether the child still runs."""
        return self.process.poll() is None

    def wait_until_ready(self) -> None:
        """Wait for the child's first word; raises RenderError when it does not come."""
        if self.ready:
            return
        try:
            self._reply(time.monotonic() + START_SECONDS)
        except TooComplex as error:
            raise RenderError(f"child did not start: {error.detail}") from error
        self.ready = True

    def render(self, job: frames.Job) -> list[bytes]:
        """The documents, or TooComplex (time, memory, depth), or RenderError."""
        self.mid_sheet = True
        self.wait_until_ready()
        deadline = time.monotonic() + job["seconds"]
        self._write(frames.request_frame(job))
        kind, body = self._reply(deadline)
        self.mid_sheet = False
        self.sheets += 1
        if kind == frames.FINISHED:
            return frames.unpack(body)
        if kind == frames.FAILED:
            raise RenderError(body.decode())
        raise TooComplex("memory" if kind == frames.NO_MEMORY else "depth")

    def kill(self) -> None:
        """End the child and everything it started, and remove its folder."""
        with contextlib.suppress(ProcessLookupError):  # it may have gone by itself
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                pipe.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _write(self, data: bytes) -> None:
        assert self.process.stdin
        view = memoryview(data)
        try:
            while view:
                view = view[os.write(self.process.stdin.fileno(), view) :]
        except BrokenPipeError as error:
            raise RenderError("child gone") from error

    def _reply(self, deadline: float) -> tuple[bytes, bytes]:
        kind, length = frames.REPLY_HEAD.unpack(self._read(frames.REPLY_HEAD.size, deadline))
        return kind, self._read(length, deadline)

    def _read(self, size: int, deadline: float) -> bytes:
        assert self.process.stdout
        pipe, data = self.process.stdout.fileno(), bytearray()
        while len(data) < size:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TooComplex("time")
            readable, _, _ = select.select([pipe], [], [], min(left, LOOK_SECONDS))
            if readable:
                chunk = os.read(pipe, min(CHUNK, size - len(data)))
                if not chunk:
                    raise TooComplex(f"child ended with {self.process.wait()}")
                data += chunk
            elif resident_mib(self.process.pid) > self.limits.rss_mib:
                raise TooComplex("memory")
        return bytes(data)


def resident_mib(pid: int) -> float:
    """Resident memory of a process in MiB; 0 where the system does not tell."""
    try:
        with open(f"/proc/{pid}/status") as status:
            for line in status:
                if line.startswith("VmRSS:"):
                    return int(line.split()[1]) / 1024
    except OSError:
        pass  # no /proc here, or the process is gone; the deadline still holds
    return 0.0
