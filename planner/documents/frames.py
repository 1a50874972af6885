"""How the web process and a rendering child speak: length-prefixed frames on two pipes."""

import json
import struct
from typing import BinaryIO, Final, TypedDict

REQUEST_HEAD: Final = struct.Struct(">I")
REPLY_HEAD: Final = struct.Struct(">cI")

READY: Final = b"R"
FINISHED: Final = b"P"
NO_MEMORY: Final = b"M"
TOO_DEEP: Final = b"D"
FAILED: Final = b"E"


class Job(TypedDict):
    """One document to render.

    `styles` are names of our own stylesheets, in order. `airs` are further stylesheets,
    tried one after the other from roomy to tight: the first that gives the fewest pages
    is kept. `seconds` is the processor time that the child may use for it.
    """

    html: str
    styles: list[str]
    airs: list[str]
    seconds: int


def request_frame(job: Job) -> bytes:
    """The bytes that ask a child for one document."""
    body = json.dumps(job).encode()
    return REQUEST_HEAD.pack(len(body)) + body


def read_request(stream: BinaryIO) -> Job | None:
    """The next job, or None once the other side has closed the pipe."""
    head = stream.read(REQUEST_HEAD.size)
    if len(head) < REQUEST_HEAD.size:
        return None
    job: Job = json.loads(stream.read(REQUEST_HEAD.unpack(head)[0]))
    return job


def reply_frame(kind: bytes, body: bytes = b"") -> bytes:
    """The bytes that answer: one letter for the kind, a length, the body."""
    return REPLY_HEAD.pack(kind, len(body)) + body
