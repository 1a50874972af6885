"""Sheets for clients as files: one, or a packet with a part for each client."""

import dataclasses
from typing import Any

import pytest

from clients.worksheets import SheetField, Worksheet
from planner.documents import press
from planner.documents.given import packet_pdfs, packet_title, sheet_pdf
from planner.documents.pool import Pool
from planner.sheets import ClientSheet
from tests.planner.documents.examples import (
    everything_in,
    handout,
    opened,
    piece_sheet,
    practice,
    session,
    text_of,
    worksheet,
    worksheet_sheet,
)
from tests.planner.documents.reading import elements, pages_of, tags_of


@pytest.fixture(autouse=True)
def _one_pool(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    """All sheets of this module are printed by one child."""
    monkeypatch.setattr(press, "POOL", pool)


def part(code: str, **changes: Any) -> list[ClientSheet]:
    """Something to read, to do and to fill in, for this client."""
    return [
        piece_sheet(for_whom=code, **changes),
        handout(for_whom=code, **changes),
        worksheet_sheet(for_whom=code, **changes),
    ]


def test_a_packet_is_one_tagged_file_and_one_for_each_part() -> None:
    whole, parts = packet_pdfs([part("M-17"), part("M-18")])
    assert len(parts) == 2
    assert pages_of(whole) == sum(map(pages_of, parts))
    with opened(whole) as file:
        assert str(file.Root.Lang) == "en"
        assert str(file.docinfo["/Title"]) == "The kettle that sings, and 2 more"
        assert file.open_metadata()["pdfuaid:part"] == "1"
    assert tags_of(whole).count("/H1") == 6
    assert tags_of(parts[0]).count("/H1") == 3


def test_each_part_names_its_own_client_and_nobody_else() -> None:
    whole, parts = packet_pdfs([part("M-17"), part("M-18"), part("M-19")])
    for code, pdf in zip(("M-17", "M-18", "M-19"), parts, strict=True):
        others = {"M-17", "M-18", "M-19"} - {code}
        found = everything_in(pdf).decode("latin-1")
        assert text_of(pdf).count(f"for {code}") == 3
        assert [other for other in others if other in found] == []
    text = text_of(whole)
    assert [text.count(code) for code in ("M-17", "M-18", "M-19")] == [3, 3, 3]


def test_every_sheet_of_a_packet_stands_as_it_does_alone() -> None:
    _whole, (pdf,) = packet_pdfs([part("M-17")])
    alone = [text_of(sheet_pdf(sheet)) for sheet in part("M-17")]
    assert text_of(pdf) == " ".join(alone)


def test_a_packet_of_one_part_is_that_part() -> None:
    whole, parts = packet_pdfs([[handout()]])
    assert parts == [whole]
    with opened(whole) as file:
        assert str(file.docinfo["/Title"]) == "Notice, name it kindly, stay"


def test_pages_in_another_language_say_so() -> None:
    german = [worksheet_sheet(worksheet(language="de"), for_whom="M-18")]
    whole, parts = packet_pdfs([part("M-17"), german])
    with opened(whole) as file:
        found = [
            str(element["/Lang"])
            for _kind, element in elements(file.Root.StructTreeRoot)
            if "/Lang" in element
        ]
        assert str(file.Root.Lang) == "en"
    assert set(found) == {"en", "de"}
    assert found == sorted(found, reverse=True)
    with opened(parts[1]) as file:
        assert str(file.Root.Lang) == "de"


def test_discreet_packets_name_nobody() -> None:
    whole, _parts = packet_pdfs([part("M-17", discreet=True), part("M-18", discreet=True)])
    found = everything_in(whole).decode("latin-1")
    forbidden = ("M-17", "M-18", "Harbour", "020 7946", "Night line", "3 December")
    assert [word for word in forbidden if word in found] == []
    with opened(whole) as file:
        assert str(file.docinfo["/Title"]) == "An old kettle, and 2 more"


def test_a_packet_is_called_by_its_first_sheet() -> None:
    assert packet_title(part("M-17")[:1]) == "The kettle that sings"
    assert packet_title(part("M-17")[:2]) == "The kettle that sings, and 1 more"


def test_a_practice_brings_its_worksheet_along_on_pages_of_its_own() -> None:
    field = SheetField(key="a", label="What was it?", kind="long_text")
    form = Worksheet(
        code="w", title="My map", plain_title="A list", purpose="To see.", fields=(field,)
    )
    given = dataclasses.replace(practice(), worksheet=form)
    pdf = sheet_pdf(handout(given))
    assert pages_of(pdf) == 2
    assert "My map Stop whenever you like." in text_of(pdf)
    with opened(pdf) as file:
        assert str(file.docinfo["/Title"]) == "Notice, name it kindly, stay"
    discreet = text_of(sheet_pdf(handout(given, discreet=True)))
    assert ("My map" in discreet, "A list Stop" in discreet) == (False, True)


def test_only_sheets_for_clients_are_given() -> None:
    with pytest.raises(TypeError, match="SessionSheet"):
        sheet_pdf(session())  # type: ignore[arg-type]
