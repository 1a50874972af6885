"""Bad files are refused with file, line and reason by all three gates, and nothing is stored.

The loader reads them from a folder, the editor from a field, the import from an archive.
"""

import io
import resource
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse

from planner.models import Item, ItemVersion
from tests.cast import Cast
from tests.planner.library.content import PRACTICE, PRACTICE_FILE, line_of, write
from tests.planner.library.kinds import EVERY_KIND, SHEET
from tests.planner.shelves import shelved

CODE = "small-pause"
UNKNOWN = "small letters, digits and single hyphens are expected"


def changed(right: str, wrong: str, text: str = PRACTICE) -> str:
    assert right in text
    return text.replace(right, wrong, 1)


BAD: dict[str, tuple[str | bytes, str, str]] = {
    "broken front matter": (changed("mode: being", "mode: [being"), "", "broken YAML"),
    "no front matter": ("# Hello", "", "the file begins with a line of three hyphens"),
    "an unknown code": (changed(f"code: {CODE}", "code: Not So"), "code: Not So", UNKNOWN),
    "another code": (changed(f"code: {CODE}", "code: other"), "code: other", f"{CODE} is expected"),
    "a field twice": (changed("mode: being", "mode: being\nmode: both"), "", "stands there twice"),
    "steps that do not fit": (
        changed("longest: 2}", "longest: 1}").replace("seconds: 30", "seconds: 300", 1),
        "minutes:",
        "the steps last at least 330 s, longer than 1 min",
    ),
    "a related item that is not there": (
        changed("related: []", "related: [gone]"),
        "related:",
        "there is no practice gone",
    ),
    "a worksheet that is not there": (
        changed("related: []", "worksheet: gone"),
        "worksheet:",
        "there is no worksheet gone",
    ),
    "an unknown gate": (
        changed("led_by: self", "led_by: nobody"),
        "led_by: nobody",
        "allowed: self, therapist_first, therapist_only",
    ),
    "an unknown condition": (
        changed("leave_out_when: []", "leave_out_when: [full_moon]"),
        "leave_out_when: [full",
        "allowed: home_not_safe",
    ),
    "a script": (
        PRACTICE + "\n<script>alert(1)</script>\n",
        "<script>",
        "HTML is not allowed",
    ),
    "a remote image": (
        PRACTICE + "\n![cat](https://pictures.example/cat.png)\n",
        "![cat]",
        "images are not allowed",
    ),
    "a link that acts": (
        changed("text: Feel your feet.", 'text: "[a](javascript:b)"'),
        'text: "[a]',
        "only https links are allowed",
    ),
    "wrong encoding": (
        changed("title: Small pause", "title: Ruhe für dich").encode("latin-1"),
        "title:",
        "wrong encoding, UTF-8 is expected",
    ),
    "a large text": (
        changed("purpose: Stop", "purpose: " + "x" * 201 + " Stop"),
        "purpose:",
        "1 to 200 characters are expected",
    ),
    "a very large file": (PRACTICE + "x" * 300_000, "", "larger than 200 KB"),
    "a number without end": (changed("cool: 1", "cool: " + "9" * 5000), "", "broken YAML"),
    "nesting without end": (changed("related: []", "related: " + "[" * 500), "", "nested deeper"),
}


def by_loader(_cast: Cast, tmp_path: Path, raw: bytes) -> str:
    """What `load_library` says of a folder that holds this file."""
    with pytest.raises(CommandError) as refused:
        call_command("load_library", content=write(tmp_path, {PRACTICE_FILE: raw}))
    return str(refused.value)


def by_editor(cast: Cast, _tmp_path: Path, raw: bytes) -> str:
    """What the editor says of this text, put like the others."""
    pause = EVERY_KIND.find(CODE, "en")
    assert pause is not None
    shelved(pause, clinic=cast.harbour)
    url = reverse("planner:own_edit", args=[cast.harbour.uid, CODE])
    text = raw.decode()
    answer = cast.staff("amara").post(url, {"way": "file", "seen": 1, "do": "save", "text": text})
    assert answer.status_code == 422
    assert answer.context["writing"].text == text
    return "\n".join(str(fault) for fault in answer.context["writing"].faults)


def by_import(cast: Cast, _tmp_path: Path, raw: bytes) -> str:
    """What the import says of an archive that holds this file beside a right one."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr(PRACTICE_FILE, raw)
        archive.writestr("en/worksheets/small-sheet.md", SHEET)
    upload = SimpleUploadedFile("x.zip", whole.getvalue())
    url = reverse("planner:own_import", args=[cast.harbour.uid])
    answer = cast.staff("amara").post(url, {"file": upload})
    assert answer.status_code == 422
    return "\n".join(str(fault) for fault in answer.context["faults"])


Gate = Callable[[Cast, Path, bytes], str]


@pytest.mark.parametrize("gate", [by_loader, by_import], ids=["loader", "import"])
@pytest.mark.parametrize(("text", "place", "reason"), BAD.values(), ids=BAD)
def test_a_bad_file_is_refused(
    cast: Cast, tmp_path: Path, gate: Gate, text: str | bytes, place: str, reason: str
) -> None:
    raw = text.encode() if isinstance(text, str) else text
    said = gate(cast, tmp_path, raw)
    assert _names(said, raw, place, reason), said
    assert (Item.objects.count(), ItemVersion.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [one for name, one in BAD.items() if name != "wrong encoding"],
    ids=[name for name in BAD if name != "wrong encoding"],  # a browser sends UTF-8
)
def test_a_bad_text_is_refused_by_the_editor_and_kept(
    cast: Cast, tmp_path: Path, text: str, place: str, reason: str
) -> None:
    said = by_editor(cast, tmp_path, text.encode())
    assert _names(said, text.encode(), place, reason), said
    assert ItemVersion.objects.count() == 1


def _names(said: str, raw: bytes, place: str, reason: str) -> bool:
    """Whether a line names the file, the line where the fault is, and the reason."""
    text = raw.decode("utf-8", "replace")
    line = f":{line_of(text, place)}: " if place else ":"
    lines = said.splitlines()
    return any(one.startswith(f"{PRACTICE_FILE}{line}") and reason in one for one in lines)


BOMBS = {
    "many empty files": {f"en/practices/a-{n}.md": "" for n in range(9000)},
    "many deep files": {f"en/practices/a-{n}.md": "---\na: " + "[" * 5000 for n in range(150)},
    "many long lists": {f"en/packs/a-{n}.md": "---\na: [" + "1," * 3500 for n in range(150)},
    "slow Markdown": {
        f"en/pieces/a-{n}.md": "---\na: b\n---\n" + "[a](" * 1900 for n in range(150)
    },
    "much text": {f"en/pieces/a-{n}.md": "x" * 190_000 for n in range(60)},
}


@pytest.mark.parametrize("files", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_refused_soon_and_in_little_memory(cast: Cast, files: dict[str, str]) -> None:
    url = reverse("planner:own_import", args=[cast.harbour.uid])
    browser = cast.staff("amara")
    browser.get(url)
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    upload = SimpleUploadedFile("x.zip", whole.getvalue())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    answer = browser.post(url, {"file": upload})
    assert time.process_time() - start < 2
    assert answer.status_code == 422
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < 100
    assert Item.objects.count() == 0


def test_a_code_that_stands_elsewhere_is_a_duplicate(cast: Cast, tmp_path: Path) -> None:
    as_piece = {"en/pieces/small-pause.md": PRACTICE}
    with pytest.raises(CommandError) as refused:
        call_command("load_library", content=write(tmp_path, dict(as_piece)))
    assert "duplicate code" in str(refused.value)
    sheet = EVERY_KIND.find("small-sheet", "en")
    assert sheet is not None
    shelved(sheet)
    said = by_import_of(
        cast, {"en/practices/small-sheet.md": PRACTICE.replace(CODE, "small-sheet")}
    )
    assert "en/practices/small-sheet.md:2: code: duplicate code, worksheets of the library" in said


def by_import_of(cast: Cast, files: dict[str, str]) -> str:
    """What the import says of an archive of these files."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    url = reverse("planner:own_import", args=[cast.harbour.uid])
    upload: Any = SimpleUploadedFile("x.zip", whole.getvalue())
    answer = cast.staff("amara").post(url, {"file": upload})
    return "\n".join(str(fault) for fault in answer.context["faults"])
