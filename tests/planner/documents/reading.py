"""What a tagged file says of itself: its elements, its letters, its fields."""

import io
import subprocess
from collections.abc import Iterator
from typing import Any

import pikepdf
from PIL import Image

from tests.planner.documents.examples import opened

DOTS = 150  # an inch
WHITE = 215  # of 255; what is darker is a line


def elements(node: Any) -> Iterator[tuple[str, Any]]:
    """Every structure element of a tagged file below a node, in reading order."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield str(kid["/S"]), kid
            yield from elements(kid)


def tags_of(pdf: bytes) -> list[str]:
    """The kinds of the structure elements, in reading order."""
    with opened(pdf) as file:
        return [kind for kind, _element in elements(file.Root.StructTreeRoot)]


def pages_of(pdf: bytes) -> int:
    """How many pages it has."""
    with opened(pdf) as file:
        return len(file.pages)


def sizes_of(pdf: bytes) -> set[float]:
    """The sizes in points of all letters of a file."""
    found = set()
    with opened(pdf) as file:
        for page in file.pages:
            scale, size, matrix, stack = 1.0, 0.0, 1.0, []
            for instruction in pikepdf.parse_content_stream(page):
                operator, operands = str(instruction.operator), instruction.operands
                if operator == "q":
                    stack.append(scale)
                elif operator == "Q":
                    scale = stack.pop()
                elif operator == "cm":
                    scale *= abs(float(operands[3]))
                elif operator == "Tf":
                    size = float(operands[1])
                elif operator == "Tm":
                    matrix = abs(float(operands[3]))
                elif operator in ("Tj", "TJ"):
                    found.add(round(matrix * size * scale, 1))
    return found


def lines_of(pdf: bytes, page: int = 1) -> list[float]:
    """Where level lines cross a page from margin to margin, in millimetres from its top."""
    program = ["pdftoppm", "-r", str(DOTS), "-gray", "-f", str(page), "-l", str(page), "-"]
    drawn = subprocess.run(program, input=pdf, capture_output=True, check=True).stdout
    with Image.open(io.BytesIO(drawn)) as picture:
        left, right = round(picture.width * 0.12), round(picture.width * 0.88)
        rows = [
            int(picture.crop((left, row, right, row + 1)).getextrema()[1]) < WHITE  # type: ignore[arg-type]
            for row in range(picture.height)
        ]
    starts = [row for row in range(1, len(rows)) if rows[row] and not rows[row - 1]]
    return [row / DOTS * 25.4 for row in starts]
