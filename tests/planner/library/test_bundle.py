"""Archives: the same files go in and out, and nothing hostile gets as far as the reader."""

import io
import resource
import stat
import struct
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.library.bundle import BY_COMMAND, UPLOADED, Limits, packed, unpacked
from planner.library.bundle import NAME as PATTERN
from planner.library.faults import LibraryError

NAME = "en/practices/a.md"
EXPECTED = "a file named LANGUAGE/SHELF/CODE.md is expected"


def archive(*entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these entries, as they come."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", method) as made:
        for name, content in entries:
            made.writestr(zipfile.ZipInfo(name), content, method)
    return whole.getvalue()


def special(mode: int, content: bytes = b"/etc/passwd") -> bytes:
    """A zip whose one entry is of this kind."""
    whole = io.BytesIO()
    entry = zipfile.ZipInfo(NAME)
    entry.create_system = 3
    entry.external_attr = mode << 16
    with zipfile.ZipFile(whole, "w") as made:
        made.writestr(entry, content)
    return whole.getvalue()


def patched(raw: bytes, change: Callable[[bytearray, int], None]) -> bytes:
    """The zip with something changed in its table of contents, from the first entry's place on."""
    found = bytearray(raw)
    change(found, raw.index(b"PK\x01\x02"))
    return bytes(found)


def _locked(raw: bytearray, at: int) -> None:
    raw[at + 8] |= 1


def _other_packing(raw: bytearray, at: int) -> None:
    struct.pack_into("<H", raw, at + 10, 99)


def _smaller_than_it_is(raw: bytearray, at: int) -> None:
    struct.pack_into("<I", raw, at + 24, 10)


def _wrong_sum(raw: bytearray, at: int) -> None:
    struct.pack_into("<I", raw, at + 16, 1)


def _cut_name(raw: bytearray, at: int) -> None:
    raw[raw.index(b"~", at)] = 0


def refused(raw: bytes, limits: Limits = UPLOADED) -> list[str]:
    """Why the archive is not taken."""
    with pytest.raises(LibraryError) as error:
        unpacked(raw, limits)
    return [str(fault) for fault in error.value.faults]


BOMB = b"a" * (5 * 1024 * 1024)
FEW = Limits(files=2, total=300, packed=100_000)
NOT_A_ZIP = ["library.zip:1: is no zip file that can be opened"]


def at(name: str, reason: str = EXPECTED) -> list[str]:
    return [f"{name}:1: {reason}"]


HOSTILE = {
    "no zip": (b"hello", NOT_A_ZIP),
    "nothing": (b"", NOT_A_ZIP),
    "half a zip": (archive((NAME, b"x" * 999))[:-40], NOT_A_ZIP),
    "an empty zip": (archive(), ["library.zip:1: holds no file named LANGUAGE/SHELF/CODE.md"]),
    "up and out": (archive(("../en/practices/a.md", b"x")), at("../en/practices/a.md")),
    "up inside": (archive(("en/practices/../../a.md", b"x")), at("en/practices/../../a.md")),
    "absolute": (archive(("/en/practices/a.md", b"x")), at("/en/practices/a.md")),
    "a drive": (archive(("C:/en/practices/a.md", b"x")), at("C:/en/practices/a.md")),
    "deeper": (archive(("en/practices/x/a.md", b"x")), at("en/practices/x/a.md")),
    "a folder around": (archive(("mine/en/practices/a.md", b"x")), at("mine/en/practices/a.md")),
    "no folder": (archive(("a.md", b"x")), at("a.md")),
    "another shelf": (archive(("en/secrets/a.md", b"x")), at("en/secrets/a.md")),
    "a card": (archive(("en/cards/stay-or-stop.md", b"x")), at("en/cards/stay-or-stop.md")),
    "another kind": (archive(("en/practices/a.exe", b"x")), at("en/practices/a.exe")),
    "a zip in it": (archive(("en/practices/a.zip", archive())), at("en/practices/a.zip")),
    "capitals": (archive(("en/practices/A.md", b"x")), at("en/practices/A.md")),
    "odd signs": (archive(("en/practices/\u202e\n<b>.md", b"x")), at("en/practices/??<b>.md")),
    "a long name": (archive(("x" * 5000, b"x")), at("x" * 80 + "…")),
    "a link": (special(stat.S_IFLNK | 0o777), at(NAME, "is a link or a device, not a file")),
    "a pipe": (special(stat.S_IFIFO | 0o644), at(NAME, "is a link or a device, not a file")),
    "locked": (patched(archive((NAME, b"x")), _locked), at(NAME, "is locked with a password")),
    "a name cut by NUL": (patched(archive((f"{NAME}~.exe", b"x")), _cut_name), at(NAME)),
    "other packing": (
        patched(archive((NAME, b"x")), _other_packing),
        at(NAME, "is packed in a way that is not read here"),
    ),
    "a known other packing": (
        archive((NAME, b"x"), method=zipfile.ZIP_LZMA),
        at(NAME, "is packed in a way that is not read here"),
    ),
    "five megabytes": (archive((NAME, BOMB)), at(NAME, "larger than 200 KB (5120 KB)")),
    "a bomb": (
        archive((NAME, b"a" * 190_000)),
        at(NAME, "grows more than 100 times when it is unpacked"),
    ),
    "longer than it says": (patched(archive((NAME, b"xy" * 999)), _smaller_than_it_is), NOT_A_ZIP),
    "a wrong sum": (patched(archive((NAME, b"x")), _wrong_sum), NOT_A_ZIP),
    "more than it may weigh": (
        b"x" * (UPLOADED.packed + 1),
        at("library.zip", "larger than 2048 KB"),
    ),
}


@pytest.mark.parametrize(("raw", "said"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_hostile_is_refused_by_name(raw: bytes, said: list[str]) -> None:
    start = time.perf_counter()
    assert refused(raw) == said
    assert time.perf_counter() - start < 2


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_same_name_twice_is_refused() -> None:
    raw = archive((NAME, b"x"), (NAME, b"y"))
    assert refused(raw) == at(NAME, "stands there twice")


def test_number_and_weight_are_bounded() -> None:
    three = archive(*((f"en/practices/{code}.md", b"x") for code in "abc"))
    assert refused(three, FEW) == at("library.zip", "holds 3 files, at most 2")
    seven = archive(*((f"en/practices/{code}.md", b"x") for code in "abcdefg"))
    said = "holds 7 entries, at most 2 files are read"
    assert refused(seven, FEW) == at("library.zip", said)
    heavy = archive((NAME, b"x" * 200), ("en/practices/b.md", b"y" * 200))
    assert refused(heavy, FEW) == at("library.zip", "holds more than 0 KB")


def test_thousands_of_entries_are_counted_and_no_more() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    raw = archive(*((f"{number}.md", b"") for number in range(15_000)))
    start = time.perf_counter()
    assert refused(raw) == at("library.zip", "holds 15000 entries, at most 200 files are read")
    assert time.perf_counter() - start < 2
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < 100


def test_every_fault_is_named_at_once() -> None:
    raw = archive(("a.md", b"x"), (NAME, b"x"), ("b.md", b"x"))
    assert refused(raw) == [*at("a.md"), *at("b.md")]


def test_what_goes_in_comes_out() -> None:
    files = {NAME: "One — eins.\n", "pt-BR/pieces/b.md": "Dois.\n"}
    assert unpacked(packed(files)) == {name: text.encode() for name, text in files.items()}
    assert packed(files) == packed(dict(reversed(files.items())))


def test_folders_and_what_computers_add_are_passed_over() -> None:
    raw = archive(
        ("en/", b""),
        ("en/practices/", b""),
        (NAME, b"x"),
        ("__MACOSX/en/practices/._a.md", b"\0\5"),
        ("en/.DS_Store", b"\0\1"),
    )
    assert unpacked(raw) == {NAME: b"x"}


def test_the_command_takes_more() -> None:
    files = {f"en/practices/a-{number}.md": "x" for number in range(300)}
    assert refused(packed(files)) == at("library.zip", "holds 300 files, at most 200")
    assert len(unpacked(packed(files), BY_COMMAND)) == 300


GOOD = packed({NAME: "Hello " * 50, "en/pieces/b.md": "World"})


@settings(max_examples=300, deadline=None)
@given(
    changes=st.lists(
        st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=12
    ),
    cut=st.integers(0, len(GOOD)),
)
def test_a_broken_archive_is_read_or_refused(changes: list[tuple[int, int]], cut: int) -> None:
    raw = bytearray(GOOD)
    for place, value in changes:
        raw[place] = value
    for broken in (bytes(raw), bytes(raw[:cut])):
        with suppress(LibraryError):
            found = unpacked(broken)
            assert [name for name in found if not PATTERN.fullmatch(name)] == []
