"""Evidence: what is claimed, how strongly, and where it can be looked up."""

import pytest

from planner.library.documents import Evidence
from planner.pages.evidence import what_is_known


@pytest.mark.parametrize(
    ("source", "url"),
    [
        ("Han 2023, doi 10.1007/s12671-023-02148-x", "https://doi.org/10.1007/s12671-023-02148-x"),
        ("Foa, doi 10.1000/ab.c.", "https://doi.org/10.1000/ab.c"),
        ("van Minnen 2012, PMC3406222", "https://pmc.ncbi.nlm.nih.gov/articles/PMC3406222/"),
        ("A book of 1910.1 pages", ""),
        ("see 10.1000/a<script>", "https://doi.org/10.1000/a"),
    ],
)
def test_a_source_leads_to_where_it_can_be_read(source: str, url: str) -> None:
    (known,) = what_is_known([Evidence(claim="It helps.", strength="moderate", source=source)])
    assert (known.source, known.url, known.words) == (source, url, "Some trials")


def test_tradition_names_no_source() -> None:
    one = Evidence(claim="It is old.", strength="tradition", source="clinical tradition")
    (known,) = what_is_known([one])
    assert (known.source, known.url, known.words) == ("", "", "Clinical tradition")
