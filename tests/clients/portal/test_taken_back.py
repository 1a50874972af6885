"""A page that was being sent while another one took the entry back: a 404 that gives the words back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from clients.actions.logs import take_back_log
from clients.actions.sheets import take_back_sheet
from clients.models import CheckIn, Log, SheetAnswer
from clients.portal import entries, sheets
from tests import factories as make
from tests.cast import Cast

WORDS = "words of my own"
MORE = {"note": WORDS, "minutes": "4", "presence": "3", "kindness": "4", "obstacles": ["tired"]}


def is_overtaken(
    monkeypatch: pytest.MonkeyPatch, module: Any, take_back: Callable[[Any], Any]
) -> None:
    """Whoever reads a row on such a page reads it just before it is taken back elsewhere."""
    read = module.own

    def own(request: Any, model: Any, uid: Any) -> Any:
        row = read(request, model, uid)
        take_back(model.objects.get(pk=row.pk))
        return row

    monkeypatch.setattr(module, "own", own)


@pytest.mark.parametrize(
    ("page", "data", "texts"),
    [
        ("log_more", MORE, 1),
        ("log_more", {"state": "part"}, 0),
        ("unpleasant", {"note": WORDS, "still": "yes", "rest": "no"}, 1),
        ("unpleasant", {"slip": "1"}, 0),
    ],
)
def test_an_entry_stays_empty(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, page: str, data: dict[str, Any], texts: int
) -> None:
    log = make.log(make.assignment(cast.m17), unpleasant=True)
    is_overtaken(monkeypatch, entries, lambda row: take_back_log(log=row, by="command"))
    answer = cast.phone("M-17").post(reverse(f"portal:{page}", args=[log.uid]), data)
    assert (answer.status_code, answer.content.decode().count("own-note")) == (404, texts)
    assert (WORDS in answer.content.decode()) == bool(texts)
    found = Log.objects.values_list("state", "note", "minutes", "unpleasant", "unpleasant_note")
    assert list(found) == [("not_today", "", None, False, "")]
    assert not CheckIn.objects.exists()


def test_a_sheet_stays_empty(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    given = make.assignment(cast.m17, prescription={"worksheet": make.SHEET})
    sheet = make.sheet(given, is_finished=False)
    is_overtaken(monkeypatch, sheets, lambda row: take_back_sheet(sheet=row, by="command"))
    sent = {"entry": str(sheet.entry_uid), "q-about": WORDS, "then": "later"}
    answer = cast.phone("M-17").post(reverse("portal:sheet_change", args=[sheet.uid]), sent)
    assert (answer.status_code, WORDS in answer.content.decode()) == (404, True)
    assert list(SheetAnswer.objects.values_list("answers", "is_finished")) == [({}, False)]


def test_words_for_an_entry_that_is_gone_are_given_back_in_quiet_mode_they_are_not(
    cast: Cast,
) -> None:
    log = make.log(make.assignment(cast.m17))
    take_back_log(log=Log.objects.get(), by="command")
    phone, address = cast.phone("M-17"), reverse("portal:log_more", args=[log.uid])
    assert WORDS in phone.post(address, MORE).content.decode()
    cast.m17.quiet_mode = True
    cast.m17.save()
    assert WORDS not in phone.post(address, MORE).content.decode()
