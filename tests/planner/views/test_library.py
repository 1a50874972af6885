"""The library: what can be read, printed for nobody yet, and given."""

from typing import Any

import pytest

from clients.models import CrisisContact, Handout
from planner.documents import press
from planner.documents.errors import Busy, RenderError, TooComplex
from tests import factories as make
from tests.cast import Cast
from tests.clients.views.asking import text_of
from tests.planner import shelves
from tests.planner.shelves import CYCLE, FRAME, TOUCH

from .asking import address


def practice_of(cast: Cast, code: str, who: str = "amara", **words: str) -> Any:
    """The page of a practice."""
    return cast.staff(who).get(address("practice_page", cast.harbour, code), words)


def blank(cast: Cast, code: str, who: str = "amara", **words: str) -> Any:
    """The blank of a practice."""
    return cast.staff(who).get(address("practice_print", cast.harbour, code), words)


def test_a_practice_can_be_read_whole(cast: Cast) -> None:
    shelves.practice(TOUCH)
    shelves.practice(CYCLE)
    page = text_of(practice_of(cast, TOUCH))
    assert "3 min (1 to 6)" in page
    assert "Straight after, 1 minute" in page
    assert "Left out when: touch is not safe." in page
    assert "The client can do it alone." in page
    assert "Clinical tradition" in page
    # A wrapped line of the file is no line of the script.
    assert "This is about your own hand only. Or about no hand at all: a warm cup" in page
    assert "<br>" not in page.partition('class="script"')[2].partition("</div>")[0]


def test_a_form_shows_its_own_steps_and_gates(cast: Cast) -> None:
    shelves.practice(TOUCH)
    page = text_of(practice_of(cast, TOUCH, form="no_touch"))
    assert "Choose something warm" in page
    assert "Try a place" not in page.partition("To read aloud")[0]
    assert "Left out when:" not in page
    assert '<a href="?form=no_touch" aria-current="page">Without touch</a>' in page
    assert "Try a place" in text_of(practice_of(cast, TOUCH, form="no such form"))


def test_what_only_a_therapist_leads_has_no_way_home(cast: Cast) -> None:
    shelves.practice(FRAME)
    page = text_of(practice_of(cast, FRAME))
    assert "Only the therapist leads it. It is never given or printed." in page
    assert "Give as homework" not in page
    assert "Print blank" not in page
    give = address("practice_give", cast.harbour, FRAME)
    assert cast.staff("amara").get(give).status_code == 404


def test_an_owner_reads_and_prints_nothing(cast: Cast) -> None:
    shelves.practice(TOUCH)
    assert "Print blank" not in text_of(practice_of(cast, TOUCH, "olga"))
    assert blank(cast, TOUCH, "olga").status_code == 403


@pytest.mark.parametrize("name", ["practice_page", "practice_print", "practice_give"])
def test_a_practice_that_is_not_here_is_not_found(cast: Cast, name: str) -> None:
    shelves.practice(TOUCH, clinic=cast.lakeside)
    for code in (TOUCH, "no-such-thing"):
        assert cast.staff("amara").get(address(name, cast.harbour, code)).status_code == 404


def test_a_retired_practice_is_not_found(cast: Cast) -> None:
    row = shelves.practice(TOUCH)
    row.retired_at = row.versions.get().made_at
    row.save(update_fields=["retired_at"])
    assert practice_of(cast, TOUCH).status_code == 404


def test_giving_leads_to_ones_own_clients(cast: Cast) -> None:
    shelves.practice(TOUCH)
    make.team(make.client(cast.harbour, "E-1", status="ended"), cast.amara)
    url = address("practice_give", cast.harbour, TOUCH)
    page = text_of(cast.staff("amara").get(url, {"variant": "no_touch"}))
    give = address("homework_give", cast.harbour, cast.m17)
    assert f"{give}?practice={TOUCH}&amp;variant=no_touch" in page
    assert "Leila Haddad" in page
    assert "Jonas Weber" not in page
    assert "E-1" not in page
    odd = text_of(cast.staff("amara").get(url, {"variant": '"><b>'}))
    assert f'{give}?practice={TOUCH}"' in odd
    assert "<b>" not in odd
    assert "No clients yet" in text_of(cast.staff("sara").get(url))


def test_a_blank_is_a_real_pdf_that_names_nobody(cast: Cast) -> None:
    shelves.practice(TOUCH)
    answer = blank(cast, TOUCH)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'inline; filename="sheet.pdf"'
    assert answer.content.startswith(b"%PDF-1.7")
    assert Handout.objects.count() == 0


def test_the_blank_is_as_it_was_asked_for(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    shelves.practice(TOUCH)
    asked: list[Any] = []

    def note(html: str, styles: list[str], _airs: Any, asker: str) -> bytes:
        asked.append((html, styles, asker))
        return b"%PDF-1.7"

    monkeypatch.setattr(press.POOL, "render", note)
    blank(cast, TOUCH, form="no_touch", paper="Letter", discreet="1", large="1")
    html, styles, asker = asked[0]
    assert list(styles) == ["sheet", "handout", "letter", "large"]
    assert "A warm minute" in html
    assert "Harbour Clinic" not in html
    assert "Choose something warm" in html
    assert asker == str(cast.amara.uid)


@pytest.mark.parametrize("words", [{"paper": "A3"}, {"form": "no_such"}])
def test_an_unknown_wish_is_refused_plainly(cast: Cast, words: dict[str, str]) -> None:
    shelves.practice(TOUCH)
    answer = blank(cast, TOUCH, **words)
    assert answer.status_code == 422
    assert "Unknown choice. Nothing was printed." in text_of(answer)


def test_what_only_a_therapist_leads_is_never_printed(cast: Cast) -> None:
    shelves.practice(FRAME)
    answer = blank(cast, FRAME, discreet="1")
    assert answer.status_code == 422
    assert "it is never given or printed" in text_of(answer)


def test_without_whom_to_call_only_discreet_paper_is_printed(cast: Cast) -> None:
    shelves.practice(TOUCH)
    CrisisContact.objects.of_clinic(cast.harbour).delete()
    answer = blank(cast, TOUCH)
    assert answer.status_code == 422
    page = text_of(answer)
    assert "The clinic’s crisis contacts are missing".replace("’", "&#x27;") in page
    assert 'href="?discreet=1"' in page
    assert blank(cast, TOUCH, discreet="1").status_code == 200


@pytest.mark.parametrize(("fault", "status"), [(TooComplex, 422), (RenderError, 503), (Busy, 503)])
def test_paper_that_fails_says_so(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, fault: type[Exception], status: int
) -> None:
    shelves.practice(TOUCH)

    def fail(*_args: Any) -> bytes:
        raise fault

    monkeypatch.setattr(press.POOL, "render", fail)
    answer = blank(cast, TOUCH)
    assert answer.status_code == status
    assert "Nothing was changed." in text_of(answer)
    assert ("Try again</a>" in text_of(answer)) is (status == 503)
