"""Items of the library as one zip: the same files in the same folders, and nothing else in it.

What comes in is not trusted: names, kinds, numbers and sizes are judged by the table of contents
before anything is unpacked, and no entry is read further than it may be long.
"""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

from planner.library.documents import CODE
from planner.library.faults import Fault, LibraryError
from planner.library.folder import LANGUAGE
from planner.library.frontmatter import BYTES_MOST, too_large
from planner.library.shelves import SHELVES

NAME = re.compile(rf"({LANGUAGE.pattern})/({'|'.join(SHELVES)})/({CODE.pattern})\.md")
FOLDER = re.compile(rf"({LANGUAGE.pattern})/(({'|'.join(SHELVES)})/)?")
# What computers add by themselves when a folder is put into a zip.
_ADDED = re.compile(r"__MACOSX/.*|(.*/)?\.DS_Store")
_RATIO_FROM = 10 * 1024  # bytes; small files may well shrink to nothing
_WHOLE = "library.zip"
_DATE = (1980, 1, 1, 0, 0, 0)  # the same items make the same bytes
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    OverflowError,
)


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How much an archive may hold; `total` and `packed` are bytes."""

    files: int = 200
    total: int = 1536 * 1024
    packed: int = 2 * 1024 * 1024
    ratio: int = 100  # how many times smaller than its content an entry may be


UPLOADED = Limits()
"""What is read while somebody waits for a page."""

BY_COMMAND = Limits(files=5000, total=50 * 1024 * 1024, packed=50 * 1024 * 1024)
"""What whoever runs the server may bring in."""


def packed(files: Mapping[str, str]) -> bytes:
    """A zip of these files, by name; the same files give the same bytes."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, files[name])
    return whole.getvalue()


def unpacked(raw: bytes, limits: Limits = UPLOADED) -> dict[str, bytes]:
    """Name -> content of every file of a zip; raises LibraryError for whatever does not belong."""
    if len(raw) > limits.packed:
        _refuse(f"larger than {limits.packed // 1024} KB")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            entries = _judged(archive.infolist(), limits)
            return {entry.filename: _content(archive, entry) for entry in entries}
    except LibraryError:
        raise
    except _BROKEN as error:
        raise LibraryError([Fault(_WHOLE, 1, "", "is no zip file that can be opened")]) from error


def _judged(entries: list[zipfile.ZipInfo], limits: Limits) -> list[zipfile.ZipInfo]:
    """The files among the entries; raises LibraryError with everything that stands against them."""
    if len(entries) > limits.files * 2:
        _refuse(f"holds {len(entries)} entries, at most {limits.files} files are read")
    faults: list[Fault] = []
    files: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        if _ADDED.fullmatch(entry.filename):
            continue
        reason = _against(entry, limits)
        if entry.filename in files:
            reason = reason or "stands there twice"
        if reason:
            faults.append(Fault(_shown(entry.filename), 1, "", reason))
        elif not entry.is_dir():
            files[entry.filename] = entry
    if len(files) > limits.files:
        _refuse(f"holds {len(files)} files, at most {limits.files}")
    if sum(entry.file_size for entry in files.values()) > limits.total:
        _refuse(f"holds more than {limits.total // 1024} KB")
    if not files and not faults:
        _refuse("holds no file named LANGUAGE/SHELF/CODE.md")
    if faults:
        raise LibraryError(faults)
    return list(files.values())


def _against(entry: zipfile.ZipInfo, limits: Limits) -> str:
    """Why an entry is not taken; empty when it may be."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    name = FOLDER if entry.is_dir() else NAME
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "is a link or a device, not a file"
    # What follows a NUL is cut off by the reader of the archive, so both names are judged.
    if not (name.fullmatch(entry.filename) and name.fullmatch(entry.orig_filename)):
        return "a file named LANGUAGE/SHELF/CODE.md is expected"
    if entry.flag_bits & 0x1:
        return "is locked with a password"
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "is packed in a way that is not read here"
    if entry.file_size > BYTES_MOST:
        return too_large("", entry.file_size).reason
    if entry.file_size > max(entry.compress_size * limits.ratio, _RATIO_FROM):
        return f"grows more than {limits.ratio} times when it is unpacked"
    return ""


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The bytes of an entry, which may be longer than its table of contents says."""
    with archive.open(entry) as stream:
        content = stream.read(BYTES_MOST + 1)
    if len(content) > BYTES_MOST:
        raise LibraryError([too_large(entry.filename, len(content))])
    return content


def _shown(name: str) -> str:
    """A name from outside as it may stand on a page."""
    kept = "".join(sign if sign.isprintable() else "?" for sign in name[:80])
    return kept + ("…" if len(name) > 80 else "")


def _refuse(reason: str) -> NoReturn:
    raise LibraryError([Fault(_WHOLE, 1, "", reason)])
