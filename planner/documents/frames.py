"""How the web process and a rendering child speak: length-prefixed frames on two pipes."""

import json
import struct
from collections.abc import Iterable
from typing import BinaryIO, Final, TypedDict

REQUEST_HEAD: Final = struct.Struct(">I")
REPLY_HEAD: Final = struct.Struct(">cI")
FILE_HEAD: Final = struct.Struct(">I")

READY: Final = b"R"
FINISHED: Final = b"P"
NO_MEMORY: Final = b"M"
TOO_DEEP: Final = b"D"
FAILED: Final = b"E"


class Sheet(TypedDict):
    """One document to lay out.

    `styles` are names of our own stylesheets, in order; with "fillable" among them its inputs
    become fields. `airs` are further stylesheets, tried one after the other from roomy to tight:
    the first that gives the fewest pages is kept. Sheets that are `like` each other, the same words
    for different people, are laid out alike; "" is like nothing else.
    """

    html: str
    like: str
    styles: list[str]
    airs: list[str]


class Part(TypedDict):
    """Sheets that belong together; `title` is what a file of them is called ("": as the first)."""

    title: str
    sheets: list[Sheet]


class Job(TypedDict):
    """Parts to print: one file with all, then, where there are several, one file of each.

    `seconds` is the processor time that the child may use for it.
    """

    parts: list[Part]
    seconds: int


def request_frame(job: Job) -> bytes:
    """The bytes that ask a child for one job."""
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


def pack(files: Iterable[bytes]) -> bytes:
    """Several files as one body."""
    return b"".join(FILE_HEAD.pack(len(file)) + file for file in files)


def unpack(body: bytes) -> list[bytes]:
    """The files of a body, in order."""
    files, place = [], 0
    while place < len(body):
        (length,) = FILE_HEAD.unpack_from(body, place)
        place += FILE_HEAD.size
        files.append(body[place : place + length])
        place += length
    return files
