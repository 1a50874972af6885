"""Slips say of an item what reading all of it would say."""

from typing import Any

import pytest

from planner.library.practices import PracticeDocument, to_prescription
from planner.library.slips import Slip
from tests.planner.documents.examples import piece, worksheet
from tests.planner.shelves import library

PRACTICES = library().practices


@pytest.mark.parametrize("document", PRACTICES, ids=lambda one: f"{one.code}-{one.language}")
def test_a_slip_has_the_gates_of_every_form(document: PracticeDocument) -> None:
    slip = Slip.of("practices", document.to_data())
    assert (slip.code, slip.title, slip.minutes) == (
        document.code,
        document.title,
        document.minutes.usual,
    )
    for code, gates in slip.forms:
        assert gates == to_prescription(document, code or None).gates
    assert slip.form_codes == ("", *(one.code for one in document.variants))
    assert slip.has_card == (document.stay_or_stop is not None)
    assert slip.worksheet == (document.worksheet["code"] if document.worksheet else "")
    assert slip.may_go_home == document.gates.may_go_home


def test_a_worksheet_and_a_piece_have_slips() -> None:
    sheet: Any = Slip.of("worksheets", worksheet().to_data())
    assert (sheet.code, sheet.minutes, sheet.wing, sheet.worksheet) == ("small-map", 8, "other", "")
    assert sheet.forms == (("", worksheet().gates),)
    told = Slip.of("pieces", piece().to_data())
    assert (told.minutes, told.wing, told.may_go_home) == (3, "awareness", True)
    assert Slip.of("pieces", piece(reader="clinician").to_data()).may_go_home is False
