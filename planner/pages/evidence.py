"""Evidence as a reader sees it: the claim, how much stands behind it, and where to look it up."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from planner.library.documents import Evidence
from planner.library.words import STRENGTH_LABELS

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s,;<>\"]+")
_PMC = re.compile(r"\bPMC\d+\b")


@dataclass(frozen=True, kw_only=True)
class Known:
    """One claim. `source` and `url` are empty for what rests on clinical tradition alone."""

    claim: str
    strength: str
    source: str
    url: str

    @property
    def words(self) -> str:
        """How much stands behind it, in words."""
        return str(STRENGTH_LABELS[self.strength])


def what_is_known(evidence: Iterable[Evidence]) -> tuple[Known, ...]:
    """Every claim, in the author's order."""
    return tuple(
        Known(
            claim=one.claim,
            strength=one.strength,
            source="" if one.strength == "tradition" else one.source,
            url=_address(one.source),
        )
        for one in evidence
    )


def _address(source: str) -> str:
    """Where a source can be read, if it names a DOI or a number of PubMed Central."""
    if found := _DOI.search(source):
        return f"https://doi.org/{found[0].rstrip('.')}"
    if found := _PMC.search(source):
        return f"https://pmc.ncbi.nlm.nih.gov/articles/{found[0]}/"
    return ""
