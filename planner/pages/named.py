"""An item as the page of another one names it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planner.library.words import SHELF_ONE_LABELS


@dataclass(frozen=True, kw_only=True)
class Named:
    """Enough of an item for a card that leads to it. `wing` is empty where it has none."""

    code: str
    shelf: str
    title: str
    purpose: str
    minutes: int | None = None
    wing: str = ""
    led: bool = False  # only the therapist leads it
    for_clinicians: bool = False
    own: bool = False

    @property
    def kind(self) -> str:
        """What it is, in a word or two."""
        return str(SHELF_ONE_LABELS[self.shelf])

    @property
    def family(self) -> str:
        """The colour of its edge."""
        return self.wing or "other"


def in_order(codes: Iterable[str], named: Mapping[str, Named]) -> tuple[Named, ...]:
    """The items of these codes as far as they are there."""
    return tuple(named[code] for code in codes if code in named)
