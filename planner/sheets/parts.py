"""What sheets are made of: paper, whom to call, and the caps on every text."""

from dataclasses import dataclass, fields
from typing import Literal

Paper = Literal["A4", "Letter"]

TEXT_MOST = 500
"""Characters of one line on a sheet; the fields of a row are shorter."""

NOTES_MOST = 4000
"""Characters of the notes of one block, as in a plan."""

SCRIPT_MOST = 12_000
"""Characters of the script of one practice, as in the library."""

_LONGER = {"notes": NOTES_MOST, "script": SCRIPT_MOST}


class SheetError(ValueError):
    """A value that does not fit a sheet; names the field."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """How paper shall be. `discreet` None: as the client's record says; `paper` None: the clinic's.

    `large` is 18 instead of 12 points. `fillable`: a worksheet's fields can be filled in on a screen.
    """

    large: bool = False
    discreet: bool | None = None
    paper: Paper | None = None
    fillable: bool = False


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Somebody to call: who answers, the number, and when."""

    name: str
    number: str
    hours: str = ""

    def __post_init__(self) -> None:
        capped(self)


def capped(sheet: object) -> None:
    """Raise SheetError where a text of this value is longer than its place."""
    for one in fields(sheet):  # type: ignore[arg-type]
        value = getattr(sheet, one.name)
        most = _LONGER.get(one.name, TEXT_MOST)
        if isinstance(value, str) and len(value) > most:
            raise SheetError(f"{one.name}: at most {most} characters")
