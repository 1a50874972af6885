"""Fillable worksheets: every question is a field with a name, and what is filled in can be read."""

import io
from typing import Any

import pikepdf
import pytest

from planner.documents import press
from planner.documents.given import sheet_pdf
from planner.documents.pool import Pool
from tests.planner.documents.examples import opened, worksheet, worksheet_sheet
from tests.planner.documents.reading import elements, pages_of, tags_of


@pytest.fixture(autouse=True)
def _one_pool(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    """All sheets of this module are printed by one child."""
    monkeypatch.setattr(press, "POOL", pool)


@pytest.fixture(scope="module")
def filled() -> bytes:
    """A fillable sheet with a question of every kind."""
    made = Pool(size=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(press, "POOL", made)
        pdf = sheet_pdf(worksheet_sheet(fillable=True))
    made.close()
    return pdf


def fields_of(file: pikepdf.Pdf) -> dict[str, Any]:
    """The fields of a form by their names."""
    return {str(field["/T"]): field for field in file.Root.AcroForm.Fields}


def widgets_of(file: pikepdf.Pdf) -> list[Any]:
    """The widgets of all pages, in their order."""
    return [
        one
        for page in file.pages
        for one in page.get("/Annots", [])
        if one["/Subtype"] == "/Widget"
    ]


def test_every_question_is_a_field_named_by_its_place(filled: bytes) -> None:
    with opened(filled) as file:
        names = list(fields_of(file))
    assert names == [
        "date",
        "thing",
        "story",
        "helped",
        "belief",
        "who",
        "at",
        *(f"days-{row}-{key}" for row in (1, 2, 3) for key in ("day", "did", "loud")),
    ]


def test_every_field_and_every_widget_says_what_it_is(filled: bytes) -> None:
    with opened(filled) as file:
        tips = {name: str(field["/TU"]) for name, field in fields_of(file).items()}
        spoken = [str(widget["/TU"]) for widget in widgets_of(file)]
    assert tips["thing"] == "The thing"
    assert tips["helped"] == "Did it help? (0 not at all … 10 very much)"
    assert tips["belief"] == "How true? (0 not at all … 100 very much)"
    assert tips["who"] == "With whom?"
    assert tips["days-2-day"] == "My days, row 2: Day"
    assert tips["days-3-loud"] == "My days, row 3: How loud? (0 not at all … 10 very much)"
    assert [one for one in spoken if one.startswith("With whom?")] == [
        "With whom?: Alone",
        "With whom?: With somebody",
    ]
    assert "My days, row 1: Done?: Alone" in spoken
    assert all(spoken)


def test_kinds_and_lengths_are_those_of_the_definition(filled: bytes) -> None:
    multiline = 1 << 12
    with opened(filled) as file:
        fields = fields_of(file)
        most = {name: int(one["/MaxLen"]) for name, one in fields.items() if "/MaxLen" in one}
        assert (str(fields["thing"]["/FT"]), str(fields["who"]["/FT"])) == ("/Tx", "/Btn")
        assert int(fields["story"]["/Ff"]) & multiline
        assert len(fields["helped"]["/Kids"]) == 11
        assert [str(one) for one in fields["who"]["/Opt"]] == ["alone", "with"]
    assert (most["thing"], most["story"], most["belief"], most["at"]) == (80, 600, 3, 5)
    assert (most["days-1-day"], most["days-1-loud"]) == (30, 2)


def test_choices_belong_to_one_question_and_have_no_name_of_their_own(filled: bytes) -> None:
    with opened(filled) as file:
        choices = [one for one in widgets_of(file) if "/Parent" in one]
        assert len(choices) == 11 + 2 + 3 * 2
        assert [one for one in choices if "/T" in one] == []
        parents = {str(one["/Parent"]["/T"]) for one in choices}
        assert {len(one["/AP"]["/N"]) for one in choices} == {2}  # chosen and empty
    assert parents == {"helped", "who", "days-1-did", "days-2-did", "days-3-did"}


def test_every_widget_stands_in_the_tree_of_tags(filled: bytes) -> None:
    with opened(filled) as file:
        tree = [kind for kind, _one in elements(file.Root.StructTreeRoot)]
        widgets = widgets_of(file)
        places = [int(one["/StructParent"]) for one in widgets]
        assert tree.count("/Form") == len(widgets)
        assert len(set(places)) == len(widgets)
        assert {str(page["/Tabs"]) for page in file.pages} == {"/S"}
        assert file.open_metadata()["pdfuaid:part"] == "1"


def test_what_is_filled_in_can_be_read_back(filled: bytes) -> None:
    with opened(filled) as file:
        fields = fields_of(file)
        fields["story"]["/V"] = pikepdf.String("It rained, and the tea was warm. Ça va.")
        fields["days-1-day"]["/V"] = pikepdf.String("Monday")
        fields["who"]["/V"] = pikepdf.Name("/1")
        fields["who"]["/Kids"][1]["/AS"] = pikepdf.Name("/1")
        saved = io.BytesIO()
        file.save(saved)
    with opened(saved.getvalue()) as file:
        fields = fields_of(file)
        assert str(fields["story"]["/V"]) == "It rained, and the tea was warm. Ça va."
        assert str(fields["days-1-day"]["/V"]) == "Monday"
        chosen = int(str(fields["who"]["/V"]).removeprefix("/"))
        assert str(fields["who"]["/Opt"][chosen]) == "with"


def test_a_fillable_sheet_has_as_many_pages_as_the_printed_one(filled: bytes) -> None:
    assert pages_of(filled) == pages_of(sheet_pdf(worksheet_sheet()))


def test_nothing_in_it_runs_or_is_sent(filled: bytes) -> None:
    with opened(filled) as file:
        assert "/XFA" not in file.Root.AcroForm
        assert "/NeedAppearances" not in file.Root.AcroForm
        assert "/OpenAction" not in file.Root
        assert "/JavaScript" not in file.Root.get("/Names", {})
        assert [one for one in widgets_of(file) if "/A" in one or "/AA" in one] == []


def test_a_printed_sheet_has_no_fields() -> None:
    pdf = sheet_pdf(worksheet_sheet(worksheet()))
    with opened(pdf) as file:
        assert "/AcroForm" not in file.Root
    assert "/Form" not in tags_of(pdf)
