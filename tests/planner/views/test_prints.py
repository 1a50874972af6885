"""Blank paper: any printable item for nobody yet, as it was asked for."""

from typing import Any

import pytest

from clients.models import CrisisContact, Handout
from planner.documents import press
from planner.documents.errors import Busy, RenderError, TooComplex
from tests import factories as make
from tests.cast import Cast
from tests.clients.views.asking import errors_of, text_of
from tests.planner import shelves
from tests.planner.documents.examples import opened, piece, worksheet
from tests.planner.documents.examples import text_of as words_on
from tests.planner.shelves import FRAME, TOUCH

from .asking import address

MAPPING = "mindful-compassion-mapping"
GATES = {"activating": False, "leave_out_when": []}


def blank(cast: Cast, code: str, who: str = "amara", **words: str) -> Any:
    """The blank of an item, or the page that asks how it shall be."""
    return cast.staff(who).get(address("practice_print", cast.harbour, code), words)


def asked_of(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the printing room was asked for, from now on; it prints nothing."""
    asked: list[Any] = []

    def note(html: str, styles: list[str], _airs: Any, asker: str) -> bytes:
        asked.append((html, list(styles), asker))
        return b"%PDF-1.7 test"

    monkeypatch.setattr(press.POOL, "render", note)
    return asked


def test_first_it_is_asked_how_the_paper_shall_be(cast: Cast) -> None:
    shelves.practice(TOUCH)
    make.team(make.client(cast.harbour, "E-1", status="ended"), cast.amara)
    answer = blank(cast, TOUCH)
    page = text_of(answer)
    assert answer.headers["Content-Type"].startswith("text/html")
    assert list(answer.context["form"].fields) == ["variant", "paper", "large", "discreet"]
    assert answer.context["form"]["paper"].value() == "A4"
    assert f"{address('handout_give', cast.harbour, cast.m17)}?item={TOUCH}" in page
    assert "Leila Haddad" in page
    assert ("Jonas Weber" in page, "E-1" in page) == (False, False)


def test_each_kind_is_asked_what_it_has(cast: Cast) -> None:
    shelves.item("day-map")
    shelves.item(MAPPING)
    shelves.shelved(worksheet(gates={"led_by": "therapist_first"} | GATES))
    shelves.shelved(piece())
    fields = {
        code: list(blank(cast, code).context["form"].fields)
        for code in ("day-map", MAPPING, "small-map", "the-kettle")
    }
    assert fields == {
        "day-map": ["paper", "large", "discreet", "fillable"],
        MAPPING: ["variant", "alone", "paper", "large", "discreet"],
        "small-map": ["paper", "large", "discreet", "fillable"],
        "the-kettle": ["paper", "large", "discreet"],
    }


def test_a_blank_is_a_real_pdf_that_names_nobody(cast: Cast) -> None:
    shelves.practice(TOUCH)
    answer = blank(cast, TOUCH, paper="A4")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'inline; filename="sheet.pdf"'
    assert answer.content.startswith(b"%PDF-1.7")
    assert Handout.objects.count() == 0


def test_a_worksheet_can_be_filled_in_on_a_screen(cast: Cast) -> None:
    shelves.shelved(worksheet())
    answer = blank(cast, "small-map", fillable="on", large="on", paper="Letter")
    with opened(answer.content) as file:
        assert len(file.Root.AcroForm.Fields) == 16
        assert int(file.pages[0].mediabox[2]) == 612
    assert "A map of small things" in words_on(answer.content)


def test_a_piece_is_printed(cast: Cast) -> None:
    shelves.shelved(piece())
    assert "A kettle stood on the stove." in words_on(blank(cast, "the-kettle", paper="A4").content)


def test_the_blank_is_as_it_was_asked_for(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    shelves.practice(TOUCH)
    asked = asked_of(monkeypatch)
    blank(cast, TOUCH, form="no_touch", paper="Letter", discreet="1", large="1")
    html, styles, asker = asked[0]
    assert styles == ["sheet", "handout", "letter", "large"]
    assert "A warm minute" in html
    assert "Harbour Clinic" not in html
    assert "Choose something warm" in html
    assert asker == str(cast.amara.uid)


def test_links_may_leave_the_paper_open(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    shelves.practice(TOUCH)
    cast.harbour.paper = "Letter"
    cast.harbour.save()
    asked = asked_of(monkeypatch)
    for words in ({"large": "1"}, {"form": "", "paper": ""}, {"variant": "no_touch"}):
        assert blank(cast, TOUCH, **words).status_code == 200
    assert [styles[2] for _html, styles, _asker in asked] == ["letter"] * 3
    assert "Choose something warm" in asked[2][0]


def test_a_practice_is_printed_with_or_without_its_worksheet(cast: Cast) -> None:
    shelves.item("day-map")
    shelves.item(MAPPING)
    with_it = words_on(blank(cast, MAPPING, paper="A4").content)
    without = words_on(blank(cast, MAPPING, paper="A4", alone="on").content)
    assert ("Ways in" in with_it, "Ways in" in without) == (True, False)


@pytest.mark.parametrize(
    ("words", "field"), [({"paper": "A3"}, "paper"), ({"form": "no_such"}, "variant")]
)
def test_an_unknown_wish_is_refused_and_the_others_kept(
    cast: Cast, words: dict[str, str], field: str
) -> None:
    shelves.practice(TOUCH)
    answer = blank(cast, TOUCH, large="on", **words)
    assert answer.status_code == 422
    assert list(errors_of(answer)) == [field]
    assert answer.context["form"]["large"].value() is True


def test_what_only_a_therapist_leads_is_never_printed(cast: Cast) -> None:
    shelves.practice(FRAME)
    answer = blank(cast, FRAME, discreet="1")
    assert answer.status_code == 422
    assert "it is never given or printed" in text_of(answer)


def test_what_is_for_clinicians_is_never_printed(cast: Cast) -> None:
    shelves.shelved(piece(reader="clinician"))
    answer = blank(cast, "the-kettle", discreet="1")
    assert answer.status_code == 422
    assert "This piece is for clinicians" in text_of(answer)


def test_a_worksheet_of_a_practice_that_stays_in_the_room_stays_there_too(cast: Cast) -> None:
    shelves.item("day-map")
    only = {"led_by": "therapist_only"} | GATES
    shelves.item(MAPPING, gates=only, real_danger_line="")
    answer = blank(cast, "day-map", discreet="1")
    assert answer.status_code == 422
    assert "Only the therapist leads" in text_of(answer)


def test_without_whom_to_call_only_discreet_paper_is_printed(cast: Cast) -> None:
    shelves.shelved(worksheet())
    CrisisContact.objects.of_clinic(cast.harbour).delete()
    assert "Whom to call is missing" in text_of(blank(cast, "small-map"))
    answer = blank(cast, "small-map", paper="A4", large="on")
    assert answer.status_code == 422
    assert "crisis contacts are missing" in errors_of(answer)["__all__"][0]
    assert answer.context["form"]["large"].value() is True
    assert blank(cast, "small-map", discreet="1").status_code == 200


@pytest.mark.parametrize(("fault", "status"), [(TooComplex, 422), (RenderError, 503), (Busy, 503)])
def test_paper_that_fails_says_so(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, fault: type[Exception], status: int
) -> None:
    shelves.practice(TOUCH)

    def fail(*_args: Any) -> bytes:
        raise fault

    monkeypatch.setattr(press.POOL, "render", fail)
    answer = blank(cast, TOUCH, large="on")
    assert answer.status_code == status
    assert "Nothing was changed." in text_of(answer)
    assert answer.context["form"]["large"].value() is True
    assert answer.headers.get("Retry-After") == ("10" if status == 503 else None)


def test_what_is_not_on_paper_is_not_found(cast: Cast) -> None:
    shelves.protocol("trauma-90")
    shelves.shelved(worksheet(code="of-the-lake"), clinic=cast.lakeside)
    retired = shelves.shelved(worksheet())
    retired.retired_at = cast.harbour.now()
    retired.save()
    draft = shelves.shelved(worksheet(code="a-draft"), clinic=cast.harbour, draft_of=cast.ben)
    for code in ("trauma-90", "of-the-lake", "small-map", draft.code, "no-such-thing"):
        assert blank(cast, code, paper="A4").status_code == 404
    assert blank(cast, "a-draft", "ben", paper="A4").status_code == 200


def test_who_does_no_clinical_work_prints_nothing(cast: Cast) -> None:
    shelves.shelved(worksheet())
    assert blank(cast, "small-map", "olga").status_code == 403
    assert blank(cast, "small-map", "nils").status_code == 404
