"""The printable part of a library: practices, worksheets and pieces, by their codes."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, Final

from planner.library.documents import PIECES, PRACTICES, WORKSHEETS
from planner.library.pieces import PieceDocument
from planner.library.practices import PracticeDocument
from planner.library.slips import Slip
from planner.library.worksheets import WorksheetDocument

from .items import Item, ItemVersion

PRINTABLE: Final = (PIECES, PRACTICES, WORKSHEETS)
"""The shelves that go on paper, in the order of a packet: to read, to do, to fill in."""

type Printable = PracticeDocument | WorksheetDocument | PieceDocument


class Stock:
    """The printable items of a clinic in one language, in English where it has none.

    A clinic's own item stands for the shared one of its code. Lists need the slips alone; what an
    item says is read when it is asked for.
    """

    def __init__(self, items: Iterable[Item], language: str) -> None:
        """`items` come `with_texts`; those of other shelves are left out."""
        own_last = sorted(items, key=lambda item: item.clinic_id is not None)
        found = {item.code: item for item in own_last if item.shelf in PRINTABLE}
        versions = ((item, item.version_in(language)) for item in found.values())
        self._versions = {item.code: version for item, version in versions if version}
        self._shelves = {code: found[code].shelf for code in self._versions}

    def find(self, code: str) -> Printable | None:
        """What the item of this code says, or None."""
        version = self._versions.get(code)
        return version.read() if version else None

    def slip(self, code: str) -> Slip | None:
        """The slip of this code, or None."""
        return self._slips.get(code)

    def __iter__(self) -> Iterator[Slip]:
        """Every slip by shelf and title."""
        places = {shelf: place for place, shelf in enumerate(PRINTABLE)}
        slips = self._slips.values()
        yield from sorted(slips, key=lambda one: (places[one.shelf], one.title.casefold()))

    def bringers(self, code: str) -> tuple[Slip, ...]:
        """The practices that bring this worksheet along."""
        return tuple(slip for slip in self._slips.values() if slip.worksheet == code)

    @cached_property
    def _slips(self) -> dict[str, Slip]:
        return {
            code: Slip.of(self._shelves[code], version.document)
            for code, version in sorted(self._versions.items())
        }


def about(items: Any, code: str) -> Any:
    """Of these items those that decide whether one may be printed: itself, the practices that bring
    it along, and the worksheet that it brings. Two queries, and two for them with their texts."""
    current = ItemVersion.objects.current()
    own = current.filter(item__code=code).values_list("document", flat=True)
    brought_by = current.filter(document__worksheet__code=code)
    brings = {sheet["code"] for document in own if (sheet := document.get("worksheet"))}
    codes = {code, *brings, *brought_by.values_list("item__code", flat=True)}
    return items.filter(code__in=codes, shelf__in=PRINTABLE).with_texts()
