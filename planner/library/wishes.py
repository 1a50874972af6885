"""What somebody looks for in the library: words and filters, and whether an item fits."""

from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from planner.library.entries import Entry

FAVOURITES, OWN, DRAFTS = "favourites", "own", "drafts"


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Empty means: any. `minutes` is what there is time for; `challenge` the code of a guide."""

    q: str = ""
    shelf: str = ""
    phase: str = ""
    wing: str = ""
    minutes: int | None = None
    setting: str = ""
    audience: str = ""
    challenge: str = ""
    mine: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is looked for."""
        return self == Wish()

    @property
    def filters(self) -> dict[str, Any]:
        """What is chosen besides the words and the shelf, by name."""
        return {
            one.name: value
            for one in fields(self)
            if one.name not in ("q", "shelf") and (value := getattr(self, one.name))
        }

    def fits(self, entry: Entry) -> bool:
        """Whether the item's own facts fit the filters, without words, shelf, guide and owner."""
        return (
            (not self.phase or self.phase in entry.phases)
            and (not self.wing or self.wing == entry.wing)
            and (not self.setting or self.setting in entry.settings)
            and (not self.audience or self.audience in entry.audiences)
            and (not self.minutes or (entry.shortest or self.minutes + 1) <= self.minutes)
        )

    def but(self, **changes: Any) -> "Wish":
        """The same with something else."""
        return replace(self, **changes)

    def without(self, name: str) -> "Wish":
        """The same, and anything of this."""
        return replace(self, **{name: getattr(Wish(), name)})

    def address(self, **more: Any) -> str:
        """The wish as the end of an address: `?q=breath&phase=grounding`; `?` for none."""
        said = {one.name: getattr(self, one.name) for one in fields(self)} | more
        return "?" + urlencode({name: value for name, value in said.items() if value})
