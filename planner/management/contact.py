"""Contact sheets: every page of the library's paper as a thumbnail, many on one picture."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from PIL import Image, ImageDraw

from planner.library.pieces import PieceDocument
from planner.library.practices import PracticeDocument, to_prescription
from planner.library.worksheets import WorksheetDocument
from planner.models.stock import Printable
from planner.sheets import (
    ClientSheet,
    Contact,
    HandoutSheet,
    Look,
    PieceSheet,
    WorksheetSheet,
)

DOTS_AN_INCH: Final = 50
COLUMNS: Final = 6
ROWS: Final = 4
GAP: Final = 10
LABEL: Final = 22
PAPER_COLOUR: Final = "#ddd8cd"
INK: Final = "#22302f"
SAMPLE: Final[dict[str, Any]] = {
    "clinic": "Harbour Clinic",
    "office": Contact(name="Harbour Clinic", number="020 7946 0100", hours="Mon to Fri 9 to 17"),
    "other_times": (Contact(name="Night line", number="0161 496 0999", hours="day and night"),),
}
"""An invented clinic."""


@dataclass(frozen=True)
class Thumbnail:
    """One page, small, under the name of its item."""

    label: str
    picture: Image.Image


def sample_sheet(document: Printable, look: Look) -> ClientSheet:
    """A blank of this item from an invented clinic; a practice comes without its worksheet."""
    around = SAMPLE | {
        "large": look.large,
        "discreet": bool(look.discreet),
        "paper": look.paper or "A4",
    }
    match document:
        case PracticeDocument():
            given = replace(to_prescription(document), worksheet=None)
            return HandoutSheet(prescription=given, where=given.where, **around)
        case WorksheetDocument():
            return WorksheetSheet(document=document, fillable=look.fillable, **around)
        case PieceDocument():
            return PieceSheet(document=document, **around)


def has_pdftoppm() -> bool:
    """Whether the program is there that draws the pages."""
    return shutil.which("pdftoppm") is not None


def thumbnails(label: str, pdf: bytes) -> Iterator[Thumbnail]:
    """Every page of a file; raises CalledProcessError where it cannot be drawn."""
    with tempfile.TemporaryDirectory() as folder:
        program = ["pdftoppm", "-r", str(DOTS_AN_INCH), "-png", "-", f"{folder}/page"]
        subprocess.run(program, input=pdf, check=True, capture_output=True)  # noqa: S603
        pages = sorted(Path(folder).iterdir())
        for number, page in enumerate(pages, start=1):
            with Image.open(page) as picture:
                picture.load()
                yield Thumbnail(f"{label} {number}/{len(pages)}", picture.copy())


def write_sheets(pages: Iterable[Thumbnail], folder: Path, name: str) -> list[Path]:
    """The pictures NAME-1.png, NAME-2.png ... in this folder, each with up to 24 pages."""
    every, most = list(pages), COLUMNS * ROWS
    for old in folder.glob(f"{name}-*.png"):
        old.unlink()
    written = []
    for number, first in enumerate(range(0, len(every), most), start=1):
        path = folder / f"{name}-{number}.png"
        _sheet(every[first : first + most]).save(path)
        written.append(path)
    return written


def _sheet(pages: list[Thumbnail]) -> Image.Image:
    wide = max(page.picture.width for page in pages) + GAP
    high = max(page.picture.height for page in pages) + GAP + LABEL
    rows = -(-len(pages) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * wide + GAP, rows * high + GAP), PAPER_COLOUR)
    draw = ImageDraw.Draw(sheet)
    for place, page in enumerate(pages):
        left, top = GAP + place % COLUMNS * wide, GAP + place // COLUMNS * high
        draw.text((left, top + 4), page.label, fill=INK, font_size=13)
        sheet.paste(page.picture, (left, top + LABEL))
    return sheet
