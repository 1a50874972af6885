"""A sheet that a page sends as it goes: nobody can mend it there, so what can be read is kept."""

import uuid
from typing import Any

import pytest
from django.urls import reverse

from clients.models import Assignment, SheetAnswer
from tests import factories as make
from tests.cast import Cast

TYPED = {"q-about": "the bus", "q-hard": "99"}
ASIDE = TYPED | {"aside": "yes"}


@pytest.fixture
def given(cast: Cast) -> Assignment:
    return make.assignment(cast.m17, prescription={"worksheet": make.SHEET})


def post(cast: Cast, name: str, of: Any, **data: str) -> int:
    sent = {"entry": str(uuid.uuid4())} | data
    answer = cast.phone("M-17").post(reverse(f"portal:{name}", args=[of.uid]), sent)
    return int(answer.status_code)


def test_what_fits_is_put_aside_and_the_rest_left_out(cast: Cast, given: Assignment) -> None:
    assert post(cast, "sheet", given, **ASIDE) == 204
    sheet = SheetAnswer.objects.get()
    assert (sheet.answers["about"], "hard" in sheet.answers) == ("the bus", False)
    assert not sheet.is_finished
    assert post(cast, "sheet_change", sheet, **ASIDE | {"q-about": "the tram"}) == 204
    sheet.refresh_from_db()
    assert sheet.answers["about"] == "the tram"


def test_on_a_page_that_is_there_it_is_shown_again(cast: Cast, given: Assignment) -> None:
    assert post(cast, "sheet", given, **TYPED) == 422


def test_without_a_name_it_is_not_kept(cast: Cast, given: Assignment) -> None:
    assert post(cast, "sheet", given, **ASIDE, entry="none") == 422
    assert not SheetAnswer.objects.exists()
