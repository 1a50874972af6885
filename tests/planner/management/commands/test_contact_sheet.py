"""`contact_sheet`: every page of the library's paper as thumbnails."""

import io
import shutil
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from PIL import Image

from planner.documents import press
from planner.documents.pool import Pool
from planner.library.reader import CONTENT
from planner.management import contact

KEPT = ("worksheets/day-map.md", "practices/mindful-compassion-mapping.md", "cards/stay-or-stop.md")
LED = "practices/imaginal-exposure-frame.md"


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small library: a worksheet, its practice, and one that only the therapist leads."""
    root = tmp_path / "content"
    for name in (*KEPT, LED):
        (root / "en" / name).parent.mkdir(parents=True, exist_ok=True)
        text = (CONTENT / "en" / name).read_text()
        lines = [
            "related: []" if line.startswith("related:") else line for line in text.split("\n")
        ]
        (root / "en" / name).write_text("\n".join(lines))
    monkeypatch.setattr(press, "POOL", Pool(size=1))
    return root


def draw(content: Path, folder: Path, *more: str) -> tuple[list[str], str]:
    """The names of the pictures that are written, and what is said beside them."""
    out, err = io.StringIO(), io.StringIO()
    arguments = ["--content", str(content), "-o", str(folder), *more]
    call_command("contact_sheet", *arguments, stdout=out, stderr=err)
    return [Path(line).name for line in out.getvalue().split()], err.getvalue()


def test_every_page_is_drawn_on_a_sheet(content: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    names, said = draw(content, folder)
    assert names == ["practices-1.png", "worksheets-1.png"]
    assert said == "imaginal-exposure-frame is never printed for a client.\n"
    with Image.open(folder / "worksheets-1.png") as picture:
        assert picture.width > 6 * 400
        assert len(picture.convert("L").getcolors() or ()) > 50


def test_old_pictures_make_room_for_new_ones(content: Path, tmp_path: Path) -> None:
    (tmp_path / "worksheets-7.png").write_bytes(b"old")
    (tmp_path / "mine.png").write_bytes(b"kept")
    draw(content, tmp_path, "--size", "large", "--discreet", "--fillable", "--paper", "Letter")
    assert sorted(path.name for path in tmp_path.glob("*.png")) == [
        "mine.png",
        "practices-1.png",
        "worksheets-1.png",
    ]


def test_without_the_drawing_program_it_says_what_to_type(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert contact.has_pdftoppm() is False
    with pytest.raises(CommandError, match="sudo apt-get install poppler-utils"):
        draw(content, tmp_path)


def test_faulty_content_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="is not a folder"):
        draw(tmp_path / "nothing", tmp_path)
